"""The server's side, where it can be seen."""

from __future__ import annotations

import pytest

from lessons.exchange import behind_the_curtain
from lessons.exchange.behind_the_curtain import ServerSide

BOOKS = {
    "events": [{"id": 3, "what": "A code was made."}, {"id": 5, "what": "<b>It</b> was used."}]
}


def test_what_came_after_an_event_is_told(stub):
    stub.answers(BOOKS)
    twitch = stub.as_service()
    assert behind_the_curtain.last_event(twitch) == 5
    assert behind_the_curtain.since(twitch, 3).sentences == ["<b>It</b> was used."]
    assert {request.path for request in stub.seen} == {"/behind-the-curtain.json"}


def test_the_real_twitch_is_not_asked(stub):
    stub.answers(BOOKS)
    twitch = stub.as_service("twitch")
    assert behind_the_curtain.books(twitch) == {}
    assert behind_the_curtain.last_event(twitch) == 0
    side = behind_the_curtain.since(twitch, 0)
    assert "not visible to you" in repr(side) and "not visible to you" in side._repr_html_()
    assert stub.seen == []


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"null", b'{"message":"no"}', b""])
def test_a_server_without_books_has_nothing_to_tell(stub, body):
    stub.answers(body, status=200)
    assert behind_the_curtain.last_event(stub.as_service()) == 0
    assert behind_the_curtain.since(stub.as_service(), 0).sentences == []


def test_nothing_new_is_said_too():
    assert "(nothing changed)" in repr(ServerSide())
    assert "(nothing changed)" in ServerSide()._repr_html_()


def test_html_in_the_books_is_only_text():
    assert (
        "<li>&lt;b&gt;It&lt;/b&gt; was used.</li>"
        in ServerSide(["<b>It</b> was used."])._repr_html_()
    )
