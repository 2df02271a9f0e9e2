"""The requests to api.twitch.tv."""

from __future__ import annotations

import json

from helpers import helix

TOKEN, ID = "rfx2uswqe8l4g1mkagrvg5tv0ks3", "hof5gwx0su6owfnys0nyan9c87zr6t"
NOBODY = {"data": []}  # docs/twitch.md 6.4: an unknown login is simply absent


def test_both_headers_are_sent(stub):
    stub.answers(NOBODY)
    helix.get_users(stub.as_service(), ID, TOKEN)
    assert stub.only.headers["Authorization"] == f"Bearer {TOKEN}"
    assert stub.only.headers["Client-Id"] == ID


def test_without_a_login_the_address_has_no_query(stub):
    stub.answers(NOBODY)
    helix.get_users(stub.as_service(), ID, TOKEN)
    assert (stub.only.method, stub.only.path) == ("GET", "/helix/users")


def test_a_login_is_looked_up(stub):
    stub.answers(NOBODY)
    assert helix.get_users(stub.as_service(), ID, TOKEN, "night_owl").json() == NOBODY
    assert stub.only.path == "/helix/users?login=night_owl"


def test_a_refusal_is_returned_not_raised(stub):
    refusal = {"error": "Unauthorized", "status": 401, "message": "Client ID is missing"}
    stub.answers(refusal, status=401)
    assert helix.get_users(stub.as_service(), "", TOKEN).json() == refusal


def test_a_page_and_its_cursor_are_asked_for(stub):
    stub.answers(NOBODY)
    helix.get_streams(stub.as_service(), ID, TOKEN, first=5, after="eyJi")
    assert stub.only.path == "/helix/streams?first=5&after=eyJi"


def test_one_channel_is_asked_for(stub):
    stub.answers(NOBODY)
    helix.get_channels(stub.as_service(), ID, TOKEN, "141981764")
    assert stub.only.path == "/helix/channels?broadcaster_id=141981764"


def test_a_message_travels_as_json(stub):
    """docs/twitch.md 6.7."""
    stub.answers({"data": [{"message_id": "abc-123-def", "is_sent": True}]})
    helix.send_chat_message(stub.as_service(), ID, TOKEN, "1", "2", "Good evening")
    assert (stub.only.method, stub.only.path) == ("POST", "/helix/chat/messages")
    assert stub.only.headers["Content-Type"] == "application/json"
    assert json.loads(stub.only.body) == {
        "broadcaster_id": "1",
        "sender_id": "2",
        "message": "Good evening",
    }
