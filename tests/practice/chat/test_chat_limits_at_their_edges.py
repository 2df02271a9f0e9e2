"""Each limit in time of chat, just before it and at it."""

from __future__ import annotations

import pytest
from chat_tests import Client

from practice.chat.irc import parse

A_MOMENT = 0.001


@pytest.fixture
def client(world):
    client = world.client()
    client.sends("JOIN #night_owl")
    client.lines.clear()
    return client


def looks(world, client, after):
    """What the clock brings so long after the connection began."""
    world.clock.now = client.session._since + after
    client.session.look_at_the_clock()
    return client.lines


def test_ping_comes_after_300_seconds(world, client):
    assert looks(world, client, 300 - A_MOMENT) == []
    assert looks(world, client, 300) == ["PING :tmi.twitch.tv"]


def test_the_next_ping_comes_300_seconds_after_the_last(world, client):
    looks(world, client, 310)
    client.sends("PONG :tmi.twitch.tv")
    client.lines.clear()
    assert looks(world, client, 610 - A_MOMENT) == []
    assert looks(world, client, 610) == ["PING :tmi.twitch.tv"]


def test_pong_has_60_seconds(world, client):
    looks(world, client, 300)
    looks(world, client, 360 - A_MOMENT)
    assert client.open
    looks(world, client, 360)
    assert not client.open


def test_a_pong_in_time_keeps_the_connection(world, client):
    looks(world, client, 300)
    world.clock.now += 60 - A_MOMENT
    client.sends("PONG :tmi.twitch.tv")
    looks(world, client, 361)
    assert client.open


@pytest.mark.parametrize("logs_in", [True, False])
def test_a_login_has_30_seconds(world, logs_in):
    client = Client(world)
    looks(world, client, 30 - A_MOMENT)
    assert client.open
    if logs_in:
        client.sends("PASS x", "NICK justinfan7")
    looks(world, client, 30)
    assert client.open == logs_in


def test_a_twenty_first_login_has_to_wait_10_seconds(world):
    def works():
        client = Client(world)
        client.sends("PASS x", "NICK justinfan7")
        return client.open

    assert [works() for _ in range(21)] == [True] * 20 + [False]
    world.clock.now += 10 - A_MOMENT
    assert not works()
    world.clock.now += A_MOMENT
    assert works()


def test_limits_count_each_by_its_own_time(world, client):
    """A window that moves, and no clock hand: what is oldest falls out first."""
    for second in range(20):
        assert parse(client.sends(f"PRIVMSG #night_owl :at {second}")[0]).command == "USERSTATE"
        world.clock.now += 1
    for second in range(10):  # 20 seconds have passed since the first
        got = parse(client.sends(f"PRIVMSG #night_owl :soon {second}")[0])
        assert got.tags == {"msg-id": "msg_ratelimit"}
        world.clock.now += 1
    assert parse(client.sends("PRIVMSG #night_owl :now")[0]).command == "USERSTATE"
    assert parse(client.sends("PRIVMSG #night_owl :and")[0]).command == "NOTICE"


@pytest.mark.parametrize(("later", "command"), [(30 - A_MOMENT, "NOTICE"), (30, "USERSTATE")])
def test_the_same_may_be_said_again_after_30_seconds(world, client, later, command):
    client.sends("PRIVMSG #night_owl :hello")
    world.clock.now += later
    assert parse(client.sends("PRIVMSG #night_owl :hello")[0]).command == command


def test_the_same_is_the_senders_own(world, client):
    other = world.client(user_id="710000103")
    client.sends("PRIVMSG #night_owl :hello")
    assert parse(other.sends("PRIVMSG #night_owl :hello")[0]).command == "USERSTATE"
