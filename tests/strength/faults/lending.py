"""Whose a thing is, and who may use it."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "lending: the mock gives a token for any application without its secret",
        "practice/rules/cli_mock.py",
        """if application is None or not same(
            hash_of(sent["client_secret"]), application.secret_hash or ""
        ):""",
        "if application is None:",
        (
            "tests/practice/web/test_practice_cli_mock.py",
            "tests/practice/rules",
        ),
    ),
    Fault(
        "lending: everybody sees what others have allowed",
        "practice/store/store.py",
        '" WHERE user_id = ? ORDER BY name",',
        '" WHERE ? IS NOT NULL ORDER BY name",',
        (
            "tests/practice/web",
            "tests/practice/store",
        ),
    ),
    Fault(
        "lending: a bot speaks for somebody who let it write, and never be a bot",
        "practice/chat/chat_messages.py",
        "sender.issuperset({WRITE, AS_BOT})",
        "sender.issuperset({WRITE})",
        ("tests/practice/chat",),
    ),
    Fault(
        "lending: a secret in a header goes to another Twitch",
        "helpers/sending.py",
        'words = set(re.split(r"[\\s\\"\'{}()\\[\\],?&=]+", f"{url} {parts}"))',
        'words = set(re.split(r"[\\s\\"\'{}()\\[\\],?&=]+", f"{url} {parts.get(\'data\')}"))',
        ("tests/helpers",),
    ),
    Fault(
        "lending: a secret that practice made is sent to Twitch",
        "lessons/exchange/misplaced.py",
        "not twitch.is_practice and behind_the_curtain.practice_made(client_secret, twitch)",
        "False",
        (
            "tests/lessons/panels",
            "tests/lessons/exchange",
        ),
    ),
    Fault(
        "lending: the careful guard finds its client ID in any field",
        "lessons/lab/guards.py",
        'return told.get("client_id") == my_client_id',
        "return my_client_id in told.values()",
        ("tests/lessons/lab",),
    ),
    Fault(
        "lending: two devices are one though nobody knows the phone's network",
        "lessons/lab/guards.py",
        "near = device is not None and device == phone",
        "near = phone is None or device == phone",
        ("tests/lessons/lab",),
    ),
    Fault(
        "lending: a secret that is kept for another Twitch is taken",
        "helpers/credentials.py",
        "return any(value in private_folder.read(name).values() for name in others)",
        "return any(value in private_folder.read(name) for name in others)",
        (
            "tests/helpers",
            "tests/lessons/panels",
        ),
    ),
]
