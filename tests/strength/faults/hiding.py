"""Faults in what is hidden of anything that is shown."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "hiding: a secret that is a number in JSON is shown",
        "lessons/exchange/hidden.py",
        'is_secret(name) and body not in (None, "") and not isinstance(body, bool):',
        "is_secret(name) and isinstance(body, (str, list)):",
        ("tests/lessons/exchange/test_hidden.py",),
    ),
    Fault(
        "hiding: an id_token with an empty signature is shown",
        "lessons/exchange/hidden.py",
        'JWT = r"\\beyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*"',
        'JWT = r"\\beyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+"',
        ("tests/lessons/exchange/test_hidden.py",),
    ),
    Fault(
        "hiding: a chat password that begins with OAUTH: is shown",
        "lessons/exchange/hidden.py",
        '[\\w-]{6,})", re.I),\n]',
        '[\\w-]{6,})"),\n]',
        ("tests/lessons/exchange/test_hidden.py",),
    ),
    Fault(
        "hiding: what is sent in an address's query is shown where the answer repeats it",
        "lessons/exchange/masked_parts.py",
        'pairs = parse_qsl(urlsplit(request.url or "").query) + form_sent(request)',
        "pairs = form_sent(request)",
        ("tests/lessons/exchange/test_hidden.py",),
    ),
    Fault(
        "hiding: the password of HTTP Basic is shown where the answer repeats it",
        "lessons/exchange/masked_parts.py",
        '.partition(":")[2]}',
        '.partition(":")[0]}',
        ("tests/lessons/exchange/test_hidden.py",),
    ),
    Fault(
        "hiding: a secret that a page writes in decimal entities is shown",
        "lessons/exchange/written.py",
        "#\\d{{1,7}}|",
        "",
        ("tests/lessons/exchange/test_written.py",),
    ),
    Fault(
        "hiding: a kept secret in a path is shown in the curl command",
        "lessons/exchange/wire.py",
        "shlex.join(map(hiding.known, _curl_words(reply.request, hiding)))",
        "shlex.join(_curl_words(reply.request, hiding))",
        ("tests/lessons/exchange/test_hidden.py",),
    ),
    Fault(
        "hiding: the beginning of a secret is shown where a page is cut in a card",
        "lessons/exchange/cards.py",
        "hiding.text(mask_tokens(reply.text))[:MOST]",
        "hiding.text(mask_tokens(reply.text[:MOST]))",
        ("tests/lessons/exchange/test_wire.py",),
    ),
    Fault(
        "hiding: a secret that begins in a name and ends in its value is shown in a card",
        "lessons/exchange/cards.py",
        'rows.append(shown if between.join(apart) == together else (together, ""))',
        'rows.append(shown if together else (together, ""))',
        ("tests/lessons/exchange/test_cards.py",),
    ),
    Fault(
        "hiding: the repr of an implicit answer has the access token",
        "lessons/exchange/pasted.py",
        "access_token={mask(self.access_token)}",
        "access_token={self.access_token}",
        ("tests/lessons/exchange/test_pasted.py",),
    ),
    Fault(
        "hiding: the clinic shows a token that stood in a link's redirect address",
        "lessons/clinic/redirects.py",
        "return host + (rest if rest in right else mask_tokens(rest))",
        "return host + rest",
        ("tests/lessons/clinic/test_redirects_and_scopes.py",),
    ),
    Fault(
        "hiding: a device code is shown as if it were the code to read out",
        "lessons/exchange/hidden.py",
        'if name.lower() == "device-code":',
        'if name.lower().replace("_", "-") == "device-code":',
        ("tests/lessons/exchange/test_hidden.py",),
    ),
    Fault(
        "hiding: an unknown value of thirty characters with capitals is shown in a text",
        "lessons/exchange/hidden.py",
        "[A-Za-z0-9_-]{{25,}}",
        "[A-Za-z0-9_-]{{32,}}",
        ("tests/lessons/exchange/test_hidden.py",),
    ),
]
