"""Nobody finds the right answers without knowing: not by length, place, words or signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import comb
from statistics import mean

import pytest

from lessons.questions.bank import QUESTIONS
from lessons.questions.question import Question

AT_MOST = 0.45
SIGNS = ",;:`'’“()-/.%+=&_#$?" + "0123456789"
NEGATIONS = {"no", "not", "never", "nothing", "none", "nobody", "without", "cannot", "nor"}
# What careless authors put into wrong answers, or into right ones.
TELL_TALE = {
    "all", "always", "and", "any", "as", "because", "but", "each", "every", "everybody", "if",
    "just", "may", "must", "never", "nothing", "only", "or", "own", "since", "so", "some", "then",
    "too", "until", "while", "with",
}  # fmt: skip

# Of one answer to a question, by its name, how much it looks like the right one.
Rule = Callable[[Question, str], float]


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower())


def text(question: Question, key: str) -> str:
    return question.answers[key].text


def others(question: Question, key: str) -> list[str]:
    return [answer.text for name, answer in question.answers.items() if name != key]


def shared(question: Question, key: str) -> int:
    """How many of its words the other answers have, too."""
    own = set(words_of(text(question, key)))
    return sum(len(own & set(words_of(other))) for other in others(question, key))


def chance(question: Question, rule: Rule) -> float:
    """How probably this rule finds all the right answers; between equals it draws lots."""
    scores = {key: float(rule(question, key)) for key in question.answers}
    wanted = len(question.right)
    last = sorted(scores.values(), reverse=True)[wanted - 1]
    above = {key for key, score in scores.items() if score > last}
    equal = {key for key, score in scores.items() if score == last}
    if not above <= question.right <= above | equal:
        return 0
    return 1 / comb(len(equal), wanted - len(above))


def found(rule: Rule) -> float:
    """The part of all questions that this rule answers rightly."""
    return mean(chance(question, rule) for question in QUESTIONS.values())


def by_length() -> Iterator[tuple[str, Rule]]:
    for name, size in (
        ("characters", lambda one: len(one)),
        ("words", lambda one: len(words_of(one))),
        ("letters in a word", lambda one: mean(map(len, words_of(one) or [one]))),
    ):
        yield f"most {name}", lambda question, key, size=size: size(text(question, key))
        yield (
            f"middle in {name}",
            lambda question, key, size=size: (
                -abs(
                    size(text(question, key))
                    - mean(size(one.text) for one in question.answers.values())
                )
            ),
        )
        for rank in (1, 2):
            yield (
                f"{rank} have more {name}",
                lambda question, key, size=size, rank=rank: (
                    sum(size(one) > size(text(question, key)) for one in others(question, key))
                    == rank
                ),
            )


def by_place() -> Iterator[tuple[str, Rule]]:
    for place in range(4):
        yield (
            f"shown at {place}",
            lambda question, key, place=place: question.order("published").index(key) == place,
        )
        yield (
            f"written at {place}",
            lambda question, key, place=place: list(question.answers).index(key) == place,
        )


def by_signs() -> Iterator[tuple[str, Rule]]:
    for sign in SIGNS:
        yield f"has {sign}", lambda question, key, sign=sign: sign in text(question, key)
    for name, pattern in (("digit", r"\d"), ("capital", r"[A-Z]"), ("not", r"n't|n’t")):
        yield (
            f"has a {name}",
            lambda question, key, pattern=pattern: len(re.findall(pattern, text(question, key))),
        )
    yield (
        "like the question",
        lambda question, key: len(
            set(words_of(question.text)) & set(words_of(text(question, key)))
        ),
    )
    yield "like the other answers", shared


def by_words() -> Iterator[tuple[str, Rule]]:
    for name, family in (("a negation", NEGATIONS), ("a tell-tale word", TELL_TALE)):
        yield (
            name,
            lambda question, key, family=family: any(
                one in family or one.endswith("n't") and family is NEGATIONS
                for one in words_of(text(question, key))
            ),
        )
    bank = {
        one
        for question in QUESTIONS.values()
        for answer in question.answers.values()
        for one in words_of(answer.text)
    }
    for word in sorted(bank | TELL_TALE | NEGATIONS):
        yield (
            f"has “{word}”",
            lambda question, key, word=word: word in words_of(text(question, key)),
        )


RULES = {
    f"{kind}: {way}{name}": (lambda question, key, rule=rule, sign=sign: sign * rule(question, key))
    for kind, rules in (
        ("length", by_length()),
        ("place", by_place()),
        ("sign", by_signs()),
        ("word", by_words()),
    )
    for name, rule in rules
    for way, sign in (("", 1), ("not ", -1))
}


def test_a_right_and_a_wrong_answer_are_about_equally_long():
    for name, question in QUESTIONS.items():
        for right in question.right:
            length = len(question.answers[right].text)
            for key, answer in question.answers.items():
                assert abs(len(answer.text) - length) <= 0.2 * length, (name, right, key)


def test_no_rule_finds_the_right_answers():
    """The best single word over the whole bank is among the rules, as each word of it is."""
    assert len(RULES) > 300
    telling = {name: part for name, rule in RULES.items() if (part := found(rule)) > AT_MOST}
    assert telling == {}


def test_the_best_pair_of_words_does_not_either():
    """One word that speaks for an answer, and another that speaks against it."""
    words = {name: rule for name, rule in RULES.items() if name.startswith("word: has")}
    against = {name: rule for name, rule in RULES.items() if name.startswith("word: not has")}
    best = sorted(words, key=lambda name: found(words[name]))[-8:]
    worst = sorted(against, key=lambda name: found(against[name]))[-8:]
    for one in best:
        for other in worst:
            both = found(
                lambda question, key, one=one, other=other: (
                    words[one](question, key) + against[other](question, key)
                )
            )
            assert both <= AT_MOST, (one, other, both)


def test_a_rule_that_knows_would_be_caught():
    assert found(lambda question, key: key in question.right) == 1
    assert found(lambda question, key: 0) < 0.35


@pytest.mark.parametrize("place", range(3))
def test_over_many_readers_the_right_answer_is_in_each_place_equally_often(place):
    one_of_three = [one for one in QUESTIONS.values() if len(one.answers) == 3]
    here = [
        question.order(f"reader {number}")[place] in question.right
        for question in one_of_three
        for number in range(100)
    ]
    assert len(here) > 3000 and mean(here) == pytest.approx(1 / 3, abs=0.03)
