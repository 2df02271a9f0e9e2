"""Faults in whose a thing is: a code's, a token's, an application's, a name's."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "whose: the beginning of a client ID is enough for the API",
        "practice/rules/helix.py",
        "if client_id != token.client_id:",
        "if not token.client_id.startswith(client_id):",
        ("tests/practice/rules/test_practice_helix.py",),
    ),
    Fault(
        "whose: an e-mail address is shown to whoever may see another",
        "practice/rules/helix.py",
        'shown = person.user_id == token.user_id and "user:read:email" in token.scopes',
        'shown = person.user_id == token.user_id or "user:read:email" in token.scopes',
        ("tests/practice/rules/test_practice_helix.py",),
    ),
    Fault(
        "whose: an account sees only what it owns and uses at once",
        "practice/web/curtain.py",
        'return one.get("user") == login or one.get("client_id") in owned',
        'return one.get("user") == login and one.get("client_id") in owned',
        ("tests/practice/web/test_whose_books_are_shown.py",),
    ),
    Fault(
        "whose: a user's token asks for everybody's consents",
        "practice/rules/helix.py",
        "        if token.user_id is not None:\n"
        '            raise Refusal(401, "Must provide valid app token.")\n',
        "",
        ("tests/practice/rules/test_practice_helix.py",),
    ),
    Fault(
        "whose: a chat is entered under any name",
        "practice/chat/chat_session.py",
        "self._welcome(person.login)",
        "self._welcome(nick)",
        ("tests/practice/chat",),
    ),
    Fault(
        "whose: a bot writes where it was not let in",
        "practice/chat/chat_messages.py",
        "or LETS_BOTS_IN not in home:",
        "and LETS_BOTS_IN not in home:",
        ("tests/practice/chat", "tests/practice/rules"),
    ),
    Fault(
        "whose: the console lists everybody's applications",
        "practice/rules/console.py",
        "return self._store.applications(owner.user_id)[::-1]",
        "return self._store.applications()[::-1]",
        ("tests/practice/web", "tests/practice/rules"),
    ),
    Fault(
        "whose: any request with a client ID is the reader's own step",
        "lessons/exchange/own_steps.py",
        'return bool(mine.client_id) and taken.fields.get("client_id") == mine.client_id',
        'return bool(mine.client_id) and "client_id" in taken.fields',
        ("tests/lessons/exchange/test_own_steps.py",),
    ),
    Fault(
        "whose: Harbor exchanges another application's code",
        "lessons/lab/authorization_server.py",
        "if code is None or code.client_id != application.client_id:",
        "if code is None:",
        ("tests/lessons/lab/test_world_checks.py",),
    ),
    Fault(
        "whose: another application's secrets stay when the client ID changes",
        "lessons/panels/application.py",
        'dict.fromkeys(credentials.SECRETS, "") if changed else {}',
        '{"client_secret": ""} if changed else {}',
        ("tests/lessons/panels/test_application.py",),
    ),
    Fault(
        "whose: a message is sent in another's name",
        "practice/chat/chat_messages.py",
        "elif sender_id != token.user_id:",
        "elif token.user_id not in (sender_id, broadcaster_id):",
        ("tests/practice/chat", "tests/practice/rules"),
    ),
]
