"""Notebook 07: right ways to hide secrets pass, and each known mistake is told."""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import quote

import pytest

from helpers.private_folder import mask
from lessons.checks import hide_check
from lessons.exchange import wire

SECRET = {"client_secret", "code", "access_token", "refresh_token"}


def as_a_comprehension(fields):
    return {name: mask(value) if name in SECRET else value for name, value in fields.items()}


def in_a_copy(fields):
    shown = fields.copy()
    for name in SECRET:
        if name in shown:
            shown[name] = mask(shown[name])
    return shown


def with_a_loop(fields):
    shown = {}
    for name, value in fields.items():
        if name == "client_secret" or name == "code" or name.endswith("_token"):
            value = mask(value)
        shown[name] = value
    return shown


def with_a_pattern(fields):
    return {
        name: mask(value) if re.fullmatch(r".*_(secret|token)|code", name) else value
        for name, value in fields.items()
    }


def with_the_wires_own(fields):
    return wire.masked(fields)


def with_sets(fields):
    return dict(fields) | {name: mask(fields[name]) for name in fields.keys() & SECRET}


RIGHT = [
    with_sets,
    as_a_comprehension,
    in_a_copy,
    with_a_loop,
    with_a_pattern,
    with_the_wires_own,
]


def masking(names, how=mask):
    return lambda fields: {
        name: how(value) if name in names else value for name, value in fields.items()
    }


def in_place(fields):
    for name in SECRET & fields.keys():
        fields[name] = mask(fields[name])
    return fields


def everything(fields):
    return {name: mask(str(value)) for name, value in fields.items()}


def by_a_word(fields):
    return {
        name: mask(str(value)) if "token" in name or "secret" in name or name == "code" else value
        for name, value in fields.items()
    }


def by_its_look(fields):
    return {
        name: mask(str(value)) if re.fullmatch("[a-z0-9]{20,}", str(value)) else value
        for name, value in fields.items()
    }


def by_its_value(fields):
    return {
        name: mask(str(value)) if name in SECRET or "code" in str(value) else value
        for name, value in fields.items()
    }


def left_out(fields):
    return {name: value for name, value in fields.items() if name not in SECRET}


def as_a_text(fields):
    return str(as_a_comprehension(fields))


def expects_a_code(fields):
    return fields | {"code": mask(fields["code"]), "client_secret": mask(fields["client_secret"])}


def only_strings(fields):
    return {
        name: mask(value) if name in SECRET else value.lower() for name, value in fields.items()
    }


def adds_one(fields):
    return as_a_comprehension(fields) | {"hidden": True}


def masks_the_name(fields):
    return {name: mask(name) if name in SECRET else value for name, value in fields.items()}


def digest(value):
    return hashlib.sha256(value.encode()).hexdigest()


WRONG = {
    "the name": (masks_the_name, "is not `mask(value)`"),
    "stars": (masking(SECRET, lambda value: "*" * 8), "is not `mask(value)`"),
    "as long as before": (masking(SECRET, lambda value: len(value) * "•"), "is not `mask(value)`"),
    "a word": (masking(SECRET, lambda value: "[hidden]"), "is not `mask(value)`"),
    "none": (masking(SECRET, lambda value: None), "is not `mask(value)`"),
    "a hash": (masking(SECRET, digest), "is not `mask(value)`"),
    "masked twice": (masking(SECRET, lambda value: mask(mask(value))), "is not `mask(value)`"),
    "nothing": (lambda fields: fields, "`client_secret` is not hidden"),
    "no code": (masking(SECRET - {"code"}), "`code` is not hidden"),
    "no secret": (masking(SECRET - {"client_secret"}), "`client_secret` is not hidden"),
    "no refresh token": (masking(SECRET - {"refresh_token"}), "`refresh_token` is not hidden"),
    "no access token": (masking(SECRET - {"access_token"}), "`access_token` is not hidden"),
    "the client ID too": (masking(SECRET | {"client_id"}), "`client_id` was changed. Anyone"),
    "the address too": (masking(SECRET | {"redirect_uri"}), "`redirect_uri` was changed"),
    "everything": (everything, "`client_id` was changed"),
    "by a word": (by_a_word, "`token_type` was changed"),
    "by its look": (by_its_look, "`client_id` was changed"),
    "by its value": (by_its_value, "`grant_type` was changed"),
    "in place": (in_place, "It changed the dictionary that it got"),
    "left out": (left_out, "is gone. Wanted: the same names"),
    "as a text": (as_a_text, "Wanted: a dictionary"),
    "expects a code": (expects_a_code, "stopped with `KeyError: 'code'`"),
    "only strings": (only_strings, "stopped with `AttributeError"),
    "the end is seen": (masking(SECRET, lambda value: "…" + value[-4:]), "A part of"),
    "the beginning is seen": (masking(SECRET, lambda value: value[:3] + "***"), "A part of"),
    "one letter is seen": (masking(SECRET, lambda value: value[0] + "***"), "A part of"),
    "turned round": (masking(SECRET, lambda value: value[::-1]), "A part of"),
    "in capitals": (masking(SECRET, str.upper), "A part of"),
    "base64": (
        masking(SECRET, lambda value: base64.b64encode(value.encode()).decode()),
        "only written differently",
    ),
    "hex": (masking(SECRET, lambda value: value.encode().hex()), "only written differently"),
    "quote": (masking(SECRET, quote), "is not hidden"),
    "behind a word": (masking(SECRET, lambda value: f"secret: {value}"), "A part of"),
    "one more": (adds_one, "There is one more field, `'hidden'`"),
    "returns nothing": (lambda fields: None, "It returned `None`"),
}


@pytest.mark.parametrize("right", RIGHT, ids=lambda function: function.__name__)
def test_a_right_way_to_hide_passes(right, is_noted):
    verdict = hide_check.try_out(right)
    assert verdict.passed, verdict
    assert is_noted("hide_secrets")


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told(name, is_noted):
    hide, told = WRONG[name]
    verdict = hide_check.try_out(hide)
    assert told in repr(verdict)
    assert not verdict.passed and not is_noted("hide_secrets")
