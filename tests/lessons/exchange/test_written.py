"""Where a text holds a value."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.exchange.written import places

VALUE = 'k3pt "Wörd" 😀&+/=%'


def found(text: str, *values: str) -> list[str]:
    return [text[begin:end] for (begin, end), _ in places(text, values)]


WAYS = {
    "as it is": str,
    "in an address": lambda value: quote(value, safe=""),
    "in a form": quote_plus,
    "in an address, in small letters": lambda value: re.sub(
        "%..", lambda found: found[0].lower(), quote(value, safe="")
    ),
    "every byte": lambda value: "".join(f"%{byte:02X}" for byte in value.encode()),
    "in HTML": html.escape,
    "in HTML, by numbers": lambda value: "".join(f"&#{ord(letter)};" for letter in value),
    "in HTML, by hexadecimal numbers": lambda value: "".join(f"&#x{ord(one):x};" for one in value),
    "in JSON": lambda value: json.dumps(value)[1:-1],
    "in JSON, as it is": lambda value: json.dumps(value, ensure_ascii=False)[1:-1],
    "in JSON in JSON": lambda value: json.dumps(json.dumps(value))[1:-1],
    "in an address in an address": lambda value: quote(quote(value, safe=""), safe=""),
    "in HTML in an address": lambda value: quote(html.escape(value), safe=""),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("around", ["{}", "before{}after", "ö%20&amp;{}%C3%B6", "{0} {0}"])
def test_a_value_is_found_whole_in_every_way_it_may_be_written(way, around):
    written = WAYS[way](VALUE)
    pieces = found(around.format(written), VALUE)
    # Of JSON in JSON, the quotation marks around the value belong to what holds it.
    assert [piece for piece in pieces if piece in (written, written[2:-2])] == pieces
    assert len(pieces) == around.count("{")


@given(before=st.text(), value=st.text(min_size=1), after=st.text())
def test_any_value_is_found_in_any_text(before, value, after):
    text = before + quote(value, safe="") + after
    assert any(begin <= len(before) < end for (begin, end), _ in places(text, [value]))


def test_what_is_encoded_wrongly_is_left_as_it_is():
    assert found("%ff%C3%28 &nothing; \\x %zz", "%ff%C3", "&nothing;", "\\x %zz") == [
        "%ff%C3",
        "&nothing;",
        "\\x %zz",
    ]


def test_of_values_that_overlap_the_first_is_found():
    assert found("12345678", "345", "1234", "78") == ["345", "78"]


def test_no_value_is_found_in_another_text():
    assert found("k3pt Wörd", VALUE, "K3PT") == []
