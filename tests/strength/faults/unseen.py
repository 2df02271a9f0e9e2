"""Faults in what is hidden: in an output, on a page, in a log, in the books."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "unseen: a kept code is no secret",
        "helpers/private_folder.py",
        'SECRETS = {"client_secret", "state", "code", "access_token", "refresh_token"}',
        'SECRETS = {"client_secret", "state", "access_token", "refresh_token"}',
        ("tests/helpers/test_private_folder.py", "tests/helpers/test_credentials.py"),
    ),
    Fault(
        "unseen: thirty characters are too short for a token",
        "helpers/private_folder.py",
        'r"[A-Za-z0-9_-]{25,}", lambda found',
        'r"[A-Za-z0-9_-]{31,}", lambda found',
        ("tests/helpers/test_private_folder.py", "tests/lessons/exchange"),
    ),
    Fault(
        "unseen: a device code shows in the repr of both codes",
        "helpers/oauth.py",
        'f"DeviceCodes(device_code={mask(self.device_code)}, user_code',
        'f"DeviceCodes(device_code={self.device_code}, user_code',
        ("tests/helpers/test_oauth.py",),
    ),
    Fault(
        "unseen: a telling word anywhere in a name makes it harmless",
        "lessons/exchange/hidden.py",
        'if not words or words[-1] in TELLING or "type" in words:',
        "if not words or TELLING & set(words):",
        ("tests/lessons/exchange/test_hidden.py",),
    ),
    Fault(
        "unseen: the first word of a bare Authorization header shows",
        "lessons/exchange/masked_parts.py",
        'return (scheme, credential) if scheme.lower() in SCHEMES else ("", value)',
        "return scheme, credential",
        ("tests/lessons/exchange",),
    ),
    Fault(
        "unseen: practice's log tells what an error says",
        "practice/web/handling.py",
        'print(f"practice: {typ.__name__} in {type(self).__name__}", file=sys.stderr)',
        'print(f"practice: {typ.__name__} in {type(self).__name__}: {value}", file=sys.stderr)',
        ("tests/practice/web/test_practice_failures.py",),
    ),
    Fault(
        "unseen: a secret that is cut off at the end of a long answer shows its beginning",
        "lessons/exchange/wire.py",
        "hiding.text(mask_tokens(reply.text))[:500]",
        "hiding.text(mask_tokens(reply.text[:500]))",
        ("tests/lessons/exchange",),
    ),
    Fault(
        "unseen: long values count as IDs, so only Twitch's own shape is hidden",
        "lessons/exchange/hidden.py",
        "return self.text(value, LIKE_A_TOKEN if usual else LONG, depth)",
        "return self.text(value, LIKE_A_TOKEN, depth)",
        ("tests/lessons/exchange",),
    ),
    Fault(
        "unseen: the program shows thirty characters of a value in Twitch's words",
        "program/replies.py",
        're.sub("[A-Za-z0-9]{20,}", "[hidden]"',
        're.sub("[A-Za-z0-9]{40,}", "[hidden]"',
        ("tests/program",),
    ),
    Fault(
        "unseen: an error in an address is shown as it is",
        "lessons/exchange/pasted.py",
        "error, description = mask_tokens(error)[:80], mask_tokens(description)[:200]",
        "error, description = error[:80], description[:200]",
        ("tests/lessons/exchange/test_pasted.py",),
    ),
    Fault(
        "unseen: a kept secret is hidden in no line that IPython draws",
        "helpers/plain_errors.py",
        "put_out(kind, _reworded(error), [hide(line) for line in lines])",
        "put_out(kind, _reworded(error), lines)",
        ("tests/helpers/test_plain_errors.py",),
    ),
    Fault(
        "unseen: the trial of a secret shows what it was answered",
        "lessons/exchange/secret_trial.py",
        "mask_tokens(said)[:200]",
        "said[:200]",
        ("tests/lessons/exchange", "tests/lessons/panels"),
    ),
]
