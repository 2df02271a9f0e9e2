"""What a try-out's own server answers stays in the try-out."""

from __future__ import annotations

from helpers import oauth, sending
from lessons.checks.recorder import recording


def test_a_made_up_refusal_is_nothing_to_the_clinic(nowhere, monkeypatch):
    heard = []
    monkeypatch.setattr(sending, "listeners", [heard.append])
    with recording(nowhere) as stand_in:
        stand_in.try_once(oauth.validate, ("x",), 401, {"status": 401, "message": "no"})
    assert heard == []
