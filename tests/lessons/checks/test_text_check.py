"""Notebook 13: right ways to find the text pass, and each known mistake is told."""

from __future__ import annotations

import re

import pytest

from helpers import chat
from lessons.checks import text_check

RIGHT = {
    "split": lambda line: line.split(" :", 1)[1],
    "partition": lambda line: line.partition(" :")[2],
    "parse": lambda line: chat.parse(line).text,
    "index": lambda line: line[line.index(" :") + 2 :],
    "find": lambda line: line[line.find(":", 1) + 1 :],
    "a pattern": lambda line: re.match(r":\S+ PRIVMSG #\S+ :(.*)", line)[1],
    "pieces": lambda line: line.split(" ", 3)[3][1:],
}
WRONG = {
    "no space behind it": (lambda line: line.split(" :", 1)[1].rstrip(), "Spaces at its ends: For"),
    "the last colon": (lambda line: line.split(":")[-1], "A colon in it: For"),
    "the last space and colon": (lambda line: line.rsplit(" :", 1)[1], "A smiley: For"),
    "the second piece": (lambda line: line.split(":")[2], "A colon in it: For"),
    "the second piece behind space and colon": (
        lambda line: line.split(" :")[1],
        "A space and a colon: For",
    ),
    "from the first colon": (lambda line: line.split(":", 1)[1], "A plain message: For"),
    "with the colon": (lambda line: line.split(" ", 3)[3], "A plain message: For"),
    "no colons": (lambda line: line.split(" ", 3)[3].replace(":", ""), "A colon in it: For"),
    "no colons in front": (lambda line: line.split(" ", 3)[3].lstrip(":"), "A smiley: For"),
    "one word": (lambda line: line.split()[3][1:], "A plain message: For"),
    "one space": (lambda line: " ".join(line.split()[3:])[1:], "Special characters: For"),
    "behind the last room": (
        lambda line: re.match(r".*#\S+ :(.*)", line)[1],
        "What looks like a line: For",
    ),
    "behind PRIVMSG": (
        lambda line: line.split("PRIVMSG")[-1].split(" :", 1)[-1],
        "What looks like a line: For",
    ),
    "stripped": (lambda line: line.split(" :", 1)[1].strip(" :"), "A smiley: For"),
    "small letters": (lambda line: line.split(" :", 1)[1].lower(), "A plain message: For"),
    "letters only": (lambda line: re.findall(r":([\w ,]+)$", line)[0], "stopped with `IndexError"),
    "the line": (chat.parse, "A plain message: For"),
    "nothing": (lambda line: None, "it returned `None`"),
    "a list": (lambda line: line.split(" :", 1)[1:], "A plain message: For"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_way_passes(name, is_noted):
    verdict = text_check.try_out(RIGHT[name])
    assert verdict.passed, verdict
    assert is_noted("text_of")


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told(name, is_noted):
    text_of, told = WRONG[name]
    verdict = text_check.try_out(text_of)
    assert told in repr(verdict)
    assert not verdict.passed and not is_noted("text_of")
