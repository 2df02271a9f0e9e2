"""Chat over time: PING, the end of a token, and the residents."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from chat_tests import OTTER, OWL, Client

from practice.chat import residents
from practice.chat.chat import BY_LOGIN
from practice.chat.irc import parse
from practice.chat.residents import Residents
from practice.rules.world import LIVE
from practice.store.schema import PEOPLE


def test_8_2_ping_after_five_minutes_and_the_end_without_pong(world):
    """docs/twitch.md 8.2. Ours: a minute is time enough for the PONG."""
    client = world.client()
    client.lines.clear()
    for _ in range(2):
        start = world.clock.now = world.clock.now + 0.5
        world.clock.now = start + 298
        client.session.look_at_the_clock()
        assert client.lines == []
        world.clock.now = start + 301
        client.session.look_at_the_clock()
        client.session.look_at_the_clock()
        assert client.lines == ["PING :tmi.twitch.tv"]
        assert client.sends("PONG :tmi.twitch.tv") == []
    world.clock.now += 301
    client.session.look_at_the_clock()
    assert client.lines == ["PING :tmi.twitch.tv"]
    world.clock.now += 61
    client.session.look_at_the_clock()
    assert not client.open


def test_ours_a_client_that_does_not_log_in_is_sent_away(world):
    client = Client(world)
    world.clock.now += 29
    client.sends("PASS oauth:abc")  # whatever it says, half a minute is enough
    client.session.look_at_the_clock()
    assert client.open
    world.clock.now += 1
    client.session.look_at_the_clock()
    assert not client.open


def test_a_clients_own_ping_is_answered(world):
    """RFC 1459 4.6.3."""
    assert Client(world).sends("PING :a b") == [":tmi.twitch.tv PONG tmi.twitch.tv :a b"]


@pytest.mark.parametrize("how", ["next line", "clock"])
def test_ours_a_token_that_ended_ends_the_connection(world, how):
    client, other = world.client(), world.client(OWL)
    other.sends("JOIN #night_owl")
    client.sends("JOIN #night_owl")
    world.tokens.clear()
    client.lines.clear()
    if how == "clock":
        client.session.look_at_the_clock()
    else:
        client.sends("PRIVMSG #night_owl :am I still here?")
    assert client.lines == [":tmi.twitch.tv NOTICE * :Login authentication failed"]
    assert not client.open
    assert other.said_to() == []
    assert world.chat.rooms() == {"night_owl": ["night_owl"]}


def test_8_2_reconnect_is_sent_to_everybody(world):
    clients = [world.client(), world.guest(), Client(world)]
    clients[2].session.ended()
    told = world.chat.announce_restart()
    assert told == [clients[0].session, clients[1].session]
    assert [client.lines[-1:] for client in clients] == [
        [":tmi.twitch.tv RECONNECT"],
        [":tmi.twitch.tv RECONNECT"],
        [],
    ]


class Later:
    """Timers that run when the test says so."""

    def __init__(self, clock):
        self.clock = clock
        self.waiting = []

    def __call__(self, seconds, what):
        timer = SimpleNamespace(at=self.clock.now + seconds, what=what)
        timer.cancel = lambda: timer in self.waiting and self.waiting.remove(timer)
        self.waiting.append(timer)
        return timer

    def run(self, seconds):
        until = self.clock.now + seconds
        while due := sorted((t for t in self.waiting if t.at <= until), key=lambda t: t.at):
            self.clock.now = due[0].at
            self.waiting.remove(due[0])
            due[0].what()
        self.clock.now = until


@pytest.fixture
def later(world):
    later = Later(world.clock)
    Residents(world.chat, later)
    return later


def test_ours_residents_talk_soon_after_a_join_and_go_on(world, later):
    client = world.client()
    client.sends("JOIN #tea_and_tables")
    later.run(1)
    assert len(client.lines) == 6  # five of the JOIN, one of a resident
    assert len(client.said_to()) == 1
    later.run(60)
    assert 6 <= len(client.said_to()) <= 20


def test_ours_residents_say_the_same_to_everybody(world, later):
    def visit():
        client = world.guest()
        client.sends("JOIN #harborlights")
        later.run(50)
        heard = [(m.prefix, m.parameters) for m in map(parse, client.lines) if m.tags.get("id")]
        client.sends("QUIT")
        return heard

    first = visit()
    assert len(first) > 5
    assert len({prefix for prefix, _ in first}) > 1
    world.clock.now += 123
    assert visit() == first


def test_ours_no_timer_runs_where_nobody_listens(world, later):
    client, other = world.client(), world.client(OWL)
    for somebody in (client, other):
        somebody.sends("JOIN #harborlights,#night_owl", "PRIVMSG #night_owl :hello")
    client.sends("PART #harborlights,#night_owl")
    assert later.waiting
    other.sends("QUIT")
    assert later.waiting == []
    world.chat.say(OWL, OTTER, "hello?")
    assert later.waiting == []


def test_ours_a_hello_is_answered_once_in_every_room(world, later):
    client = world.client()
    for room in ("night_owl", residents.GREETER.login, residents.GREETER_AT_GREETERS.login):
        client.sends(f"JOIN #{room}", f"PRIVMSG #{room} :Hello everybody", f"PRIVMSG #{room} :hi!")
        client.lines.clear()
        later.run(3)
        assert not parse(client.lines[-1]).prefix.startswith(f"{room}!"), "the host is away"
        assert client.said_to() == ["Good to see you, River_Otter!"]
        later.run(100)
        assert client.said_to() == []
    client.sends("PRIVMSG #night_owl :which shirt?")
    later.run(100)
    assert client.said_to() == []


def test_nobody_talks_in_a_room_that_is_not_live(world, later):
    client = world.client()
    client.sends("JOIN #night_owl,#attic_astronomer")
    client.lines.clear()
    later.run(100)
    assert client.lines == []


def test_every_live_room_has_its_lines(world):
    assert {channel.game for channel in LIVE} == set(residents.LINES)
    for channel in LIVE:
        said = residents.script(channel)
        assert len(said) > 4
        assert channel not in {speaker for speaker, _ in said}
        for _, text in said:
            assert len(text) < 500 and not residents.HELLO.search(text)
            assert re.fullmatch(r"[ -~]+", text)


def test_everybody_who_can_log_in_has_a_room(world):
    for user_id, login, display_name, *_ in PEOPLE:
        assert BY_LOGIN[login].user_id == user_id
        assert BY_LOGIN[login].display_name == display_name
