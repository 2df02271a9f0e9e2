"""Faults in what ends by itself: codes, tokens, and what is thrown away."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "expiring: a device waits for ever with an expired code",
        "practice/rules/grants.py",
        "        if code.expires_at <= now():\n"
        '            raise Refusal(400, "invalid device code", code.flow)\n'
        '        if code.status == "waiting":\n'
        '            raise Refusal(400, "authorization_pending")\n',
        '        if code.status == "waiting":\n'
        '            raise Refusal(400, "authorization_pending")\n'
        "        if code.expires_at <= now():\n"
        '            raise Refusal(400, "invalid device code", code.flow)\n',
        ("tests/practice/rules",),
    ),
    Fault(
        "expiring: Confidential applications' refresh tokens expire, Public ones' never",
        "practice/rules/issuing.py",
        "expires_at=issued_at + PUBLIC_REFRESH_LIFE if public else None,",
        "expires_at=None if public else issued_at + PUBLIC_REFRESH_LIFE,",
        ("tests/practice/rules",),
    ),
    Fault(
        "expiring: an ended token is thrown away at once, and its second use is no theft",
        "practice/store/store.py",
        "(at - DEAD_TOKENS_STAY, at - DEAD_TOKENS_STAY),",
        "(at - DEAD_TOKENS_STAY, at),",
        ("tests/practice/rules/test_what_stays_and_what_ends.py", "tests/practice/store"),
    ),
    Fault(
        "expiring: the bot never validates its token again",
        "program/bot.py",
        "while time.time() - validated_at < VALIDATE_EVERY:",
        "while time.monotonic() - validated_at < VALIDATE_EVERY:",
        ("tests/program", "tests/lessons/take_away/test_take_away.py"),
    ),
    Fault(
        "expiring: a code of unknown age counts as fresh",
        "helpers/credentials.py",
        "return time.time() - (int(self.code_kept_at) if known else 0)",
        "return time.time() - int(self.code_kept_at) if known else 0.0",
        ("tests/helpers/test_credentials.py", "tests/lessons/panels/test_authorize.py"),
    ),
    Fault(
        "expiring: an answer says when a token ends, in place of in how many seconds",
        "practice/rules/issuing.py",
        '"expires_in": life}',
        '"expires_in": issued_at + life}',
        ("tests/practice/rules",),
    ),
    Fault(
        "expiring: validate tells the whole life of a token, not what is left",
        "practice/rules/life.py",
        "expires_in = token.expires_at - now()",
        "expires_in = token.expires_at - token.issued_at",
        ("tests/practice/rules",),
    ),
    Fault(
        "expiring: the books show an ended token as alive",
        "practice/web/curtain.py",
        '"status": token.ended or ("alive" if token.expires_at > now else "expired"),',
        '"status": "alive" if token.expires_at > now else "expired",',
        ("tests/practice/web", "tests/practice/rules"),
    ),
    Fault(
        "expiring: Harbor's codes never expire",
        "lessons/lab/authorization_server.py",
        "        if time.monotonic() > code.expires:\n"
        '            return self._refuse("invalid_grant: the code has expired")\n',
        "",
        ("tests/lessons/lab/test_world_checks.py",),
    ),
    Fault(
        "expiring: the curtain counts a device code that has expired as waiting",
        "practice/web/curtain.py",
        'if code.status in {"waiting", "allowed"} and code.expires_at <= now',
        'if code.status == "allowed" and code.expires_at <= now',
        ("tests/practice/web", "tests/practice/rules"),
    ),
    Fault(
        "expiring: a chat that answers its PING is closed a minute later",
        "practice/chat/chat_session.py",
        "if self._awaits_pong and now - self._pinged_at >= PONG_WITHIN:",
        "if now - self._pinged_at >= PONG_WITHIN:",
        ("tests/practice/chat/test_practice_chat_time.py",),
    ),
]
