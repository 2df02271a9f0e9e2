"""The key of the fingerprints: made once, whoever is first."""

from __future__ import annotations

import os

from practice.basics.fingerprint import KEY_LENGTH, Fingerprints


def test_a_key_that_was_made_meanwhile_is_the_key(tmp_path, monkeypatch):
    """The notebooks make it too, without asking practice."""
    key, theirs = tmp_path / "fingerprint.key", "d" * KEY_LENGTH
    monkeypatch.setattr(os, "fsync", lambda _: key.write_text(theirs))
    shown = Fingerprints(tmp_path).of("abc")
    assert key.read_text() == theirs
    assert Fingerprints(tmp_path).of("abc") == shown
