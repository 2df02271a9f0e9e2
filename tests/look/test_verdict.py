"""A verdict: a mark in words for each check, what was tried, what came of it."""

from __future__ import annotations

from heard import read_aloud

from look.verdict import Check, Verdict

EVIL = "<script>alert(1)</script>"
MIXED = (Check(True, "A good token:", "200."), Check(False, "An expired token:", "401."))


def test_the_text_has_every_check_and_ends_with_the_outcome():
    verdict = Verdict("Your class", MIXED, "3 of 12 defended")
    assert repr(verdict).splitlines() == [
        "Your class:",
        "right  A good token: 200.",
        "WRONG  An expired token: 401.",
        "Not yet. 3 of 12 defended.",
    ]
    assert repr(Verdict("Your class", MIXED[:1])).endswith("\nPassed.")


def test_it_is_passed_when_all_checks_are_right():
    assert Verdict("t", MIXED[:1]).passed
    assert not Verdict("t", MIXED).passed


def test_the_drawing_says_the_same_in_words():
    aloud = read_aloud(Verdict("Your class", MIXED, "3 of 12 defended")._repr_html_())
    words = "✕ Not yet. Your class (3 of 12 defended) ✓ right A good token: 200. "
    assert aloud.split() == f"{words} ✕ wrong An expired token: 401.".split()
    assert "✓ Passed." in read_aloud(Verdict("t", MIXED[:1])._repr_html_()).replace("  ", " ")


def test_a_note_is_set_as_below_a_card():
    drawn = Verdict("t", MIXED, note="What stays open: `all`.")._repr_html_()
    assert '<p class="lesson-note">What stays open: <code>all</code>.</p>' in drawn


def test_html_in_a_verdict_is_only_text():
    drawn = Verdict(EVIL, (Check(False, EVIL, EVIL),), EVIL)._repr_html_()
    assert "<script" not in drawn
    assert read_aloud(drawn).count(EVIL) == 4


def test_the_replay_is_in_a_fold_and_without_one_there_is_none():
    assert "<details>" in Verdict("t", MIXED, replay="<p>replayed</p>")._repr_html_()
    assert "<details>" not in Verdict("t", MIXED)._repr_html_()
