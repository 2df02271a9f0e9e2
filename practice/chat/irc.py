"""One line of IRC, read and written. Nothing is sent here, and nothing is remembered.

RFC 1459 2.3 says what a line is made of, and IRCv3's "Message Tags" what stands before it:

    @tag=value;tag=value :prefix COMMAND first second :the last one may hold spaces
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

COMMAND = re.compile(r"[A-Za-z]+|[0-9]{3}", re.ASCII)
TAG_NAME = re.compile(r"\+?[A-Za-z0-9\-./]+", re.ASCII)
BREAKS_A_LINE = re.compile(r"[\r\n\0]")

# How a tag's value writes what would end it (IRCv3).
ESCAPES = {";": r"\:", " ": r"\s", "\\": r"\\", "\r": r"\r", "\n": r"\n"}
ESCAPED = {escape[1]: character for character, escape in ESCAPES.items()}


class NotIrc(ValueError):
    """A line, or what should become one, is not IRC. The text says why, and quotes nothing."""


@dataclass(frozen=True)
class Message:
    """One line of IRC. Only the last of the parameters may be empty or hold spaces."""

    tags: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""  # who it is from; empty in what clients send
    command: str = ""
    parameters: tuple[str, ...] = field(default=(), repr=False)  # that of PASS is a secret


def parse(line: str) -> Message:
    """Read a line without its line break. Raises NotIrc."""
    if BREAKS_A_LINE.search(line):
        raise NotIrc("a line can't hold a line break or NUL")
    tags: dict[str, str] = {}
    prefix = ""
    if line.startswith("@"):
        written, _, line = line[1:].partition(" ")
        tags = _parse_tags(written)
        line = line.lstrip(" ")
    if line.startswith(":"):
        prefix, _, line = line[1:].partition(" ")
        line = line.lstrip(" ")
    line, colon, last = f" {line}".partition(" :")
    words = [word for word in line.split(" ") if word]
    if not words or not COMMAND.fullmatch(words[0]):
        raise NotIrc("a line needs a command of letters or of three digits")
    return Message(tags, prefix, words[0], (*words[1:], *([last] if colon else [])))


def write(message: Message) -> str:
    """Write a line, without its line break. Raises NotIrc for what would not be read back."""
    parts = []
    if message.tags:
        parts.append("@" + ";".join(_write_tag(*tag) for tag in message.tags.items()))
    if message.prefix:
        parts.append(f":{_word(message.prefix)}")
    if not COMMAND.fullmatch(message.command):
        raise NotIrc("a command is made of letters or of three digits")
    parts.append(message.command)
    for parameter in message.parameters[:-1]:
        if parameter.startswith(":"):
            raise NotIrc("only the last parameter may begin with a colon")
        parts.append(_word(parameter))
    parts += [_last(parameter, message.parameters) for parameter in message.parameters[-1:]]
    line = " ".join(parts)
    if BREAKS_A_LINE.search(line):
        raise NotIrc("a line can't hold a line break or NUL")
    return line


def _last(parameter: str, parameters: tuple[str, ...]) -> str:
    # Twitch writes a colon before all of them, except a lone channel (docs/twitch.md 8.2).
    alone = len(parameters) == 1 and parameter.startswith("#") and " " not in parameter
    return parameter if alone else f":{parameter}"


def _word(text: str) -> str:
    if not text or " " in text:
        raise NotIrc("this part of a line can't be empty or hold a space")
    return text


def _write_tag(name: str, value: str) -> str:
    if not TAG_NAME.fullmatch(name):
        raise NotIrc("a tag's name is made of letters, digits and - . /")
    return f"{name}=" + "".join(ESCAPES.get(character, character) for character in value)


def _parse_tags(written: str) -> dict[str, str]:
    tags = {}
    for tag in written.split(";"):
        name, _, value = tag.partition("=")
        if TAG_NAME.fullmatch(name):  # what is no tag is passed over
            tags[name] = re.sub(r"\\(.?)", lambda found: ESCAPED.get(found[1], found[1]), value)
    return tags
