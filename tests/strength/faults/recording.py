"""What is told of what happened."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "recording: different refusals of a minute become one",
        "practice/store/store.py",
        """            " AND error IS ? AND client_id IS ? ORDER BY id DESC LIMIT ?",
            (at - at % 60, event.kind, event.outcome, event.error, event.client_id, MOST_UNPROVEN),
""",
        """            " AND client_id IS ? ORDER BY id DESC LIMIT ?",
            (at - at % 60, event.kind, event.outcome, event.client_id, MOST_UNPROVEN),
""",
        ("tests/practice/store",),
    ),
    Fault(
        "recording: a refreshed token is told as the beginning of another way",
        "practice/rules/grants.py",
        "scopes, old.claims, refresh_token, flow=old.flow",
        "scopes, old.claims, refresh_token",
        (
            "tests/practice/store",
            "tests/practice/rules",
        ),
    ),
    Fault(
        "recording: the refusal of a used code is not told with the way of that code",
        "practice/rules/grants.py",
        """        if code.used_at is not None or code.expires_at <= now():
            raise Refusal(400, "Invalid authorization code", code.flow)
""",
        """        if code.used_at is not None or code.expires_at <= now():
            raise Refusal(400, "Invalid authorization code")
""",
        (
            "tests/practice/store",
            "tests/practice/rules",
        ),
    ),
    Fault(
        "recording: the practice learner's login is told as a person's",
        "practice/web/account_pages.py",
        "sign_in(self.session, login, learner=learner)",
        "sign_in(self.session, login)",
        ("tests/practice/web",),
    ),
    Fault(
        "recording: equal refusals become one, and nobody knows how many",
        "practice/store/store.py",
        "count += self._take_the_same(event, at)",
        "self._take_the_same(event, at)",
        ("tests/practice/store",),
    ),
]
