"""Chat's rules without a socket, where the clock can be moved (docs/twitch.md 8.1 to 8.4)."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from practice.chat import chat as rooms
from practice.chat import chat_session, residents
from practice.chat.chat import BY_LOGIN, Chat
from practice.chat.chat_session import Session
from practice.chat.irc import parse
from practice.chat.residents import Residents
from practice.rules.world import CHANNELS, LIVE
from practice.store.records import Token
from practice.store.store import PEOPLE

ALL = "twitch.tv/membership twitch.tv/tags twitch.tv/commands"
OTTER, OWL, SPARROW = (person[0] for person in PEOPLE)


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Client:
    """Somebody who types lines, and keeps what comes back."""

    def __init__(self, world: World) -> None:
        self.lines: list[str] = []
        self.open = True
        self.session = Session(world.chat, world, self.take, self.close)

    def take(self, line: str) -> None:
        assert self.open and line.endswith("\r\n")
        self.lines.append(line[:-2])

    def close(self) -> None:
        self.open = False

    def sends(self, *lines: str) -> list[str]:
        """Send one frame, and return what came back at once."""
        self.lines.clear()
        self.session.receive("\r\n".join(lines))
        return list(self.lines)

    def said_to(self) -> list[str]:
        """The texts of the messages that came since the last time."""
        read = [parse(line) for line in self.lines]
        self.lines.clear()
        return [message.parameters[1] for message in read if message.command == "PRIVMSG"]


class World:
    """A chat with a clock, and tokens by their value."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.chat = Chat(self.clock)
        self.tokens: dict[str, Token] = {}

    def token(self, value: str) -> Token | None:
        return self.tokens.get(value)

    def issue(self, value: str, user_id: str | None, *scopes: str) -> None:
        fields = ["hash", "mark", None, None, "client", user_id, scopes, (), 0, 10**10]
        self.tokens[value] = Token(*fields)

    def client(
        self, user_id: str = OTTER, scopes: str = "chat:edit chat:read", caps: str = ALL
    ) -> Client:
        """Somebody who has logged in."""
        token = f"{user_id}/{scopes.replace(' ', '/')}"
        self.issue(token, user_id, *scopes.split())
        client = Client(self)
        client.sends(f"CAP REQ :{caps}", f"PASS oauth:{token}", "NICK river_otter")
        assert client.session.nick
        self.clock.now += 1  # so that tests with many people keep within 20 log-ins in 10 seconds
        return client

    def guest(self) -> Client:
        client = Client(self)
        client.sends(f"CAP REQ :{ALL}", "PASS anything", "NICK justinfan123")
        return client


@pytest.fixture
def world():
    return World()


# Logging in


def test_8_2_the_welcome_of_a_guest_is_the_captured_one(world):
    """docs/twitch.md 8.2, line by line; 8.3: justinfan with any PASS."""
    got = Client(world).sends(
        "CAP REQ :twitch.tv/tags twitch.tv/commands twitch.tv/membership",
        "PASS SCHMOO",
        "NICK justinfan12345",
        "JOIN #amber_lantern",
    )
    assert got == [
        ":tmi.twitch.tv CAP * ACK :twitch.tv/tags twitch.tv/commands twitch.tv/membership",
        ":tmi.twitch.tv 001 justinfan12345 :Welcome, GLHF!",
        ":tmi.twitch.tv 002 justinfan12345 :Your host is tmi.twitch.tv",
        ":tmi.twitch.tv 003 justinfan12345 :This server is rather new",
        ":tmi.twitch.tv 004 justinfan12345 :-",
        ":tmi.twitch.tv 375 justinfan12345 :-",
        ":tmi.twitch.tv 372 justinfan12345 :You are in a maze of twisty passages, all alike.",
        ":tmi.twitch.tv 376 justinfan12345 :>",
        ":justinfan12345!justinfan12345@justinfan12345.tmi.twitch.tv JOIN #amber_lantern",
        ":justinfan12345.tmi.twitch.tv 353 justinfan12345 = #amber_lantern :justinfan12345",
        ":justinfan12345.tmi.twitch.tv 366 justinfan12345 #amber_lantern :End of /NAMES list",
        "@emote-only=0;followers-only=-1;r9k=0;room-id=710000201;slow=0;subs-only=0 "
        ":tmi.twitch.tv ROOMSTATE #amber_lantern",
    ]


def test_8_2_a_real_login_gets_its_states_too(world):
    world.issue("abc", OTTER, "chat:read")
    client = Client(world)
    got = client.sends(f"CAP REQ :{ALL}", "PASS oauth:abc", "NICK river_otter")
    assert got[-1] == (
        "@badge-info=;badges=;color=;display-name=River_Otter;emote-sets=0;user-id=710000101;"
        "user-type= :tmi.twitch.tv GLOBALUSERSTATE"
    )
    got = [parse(line) for line in client.sends("JOIN #river_otter")]
    assert [line.command for line in got] == ["JOIN", "353", "366", "USERSTATE", "ROOMSTATE"]
    assert got[3].tags["badges"] == "broadcaster/1"
    assert got[4].tags["room-id"] == OTTER


def test_8_1_the_name_is_the_tokens(world):
    """Ours: a NICK that differs is passed over."""
    world.issue("abc", OWL, "chat:read")
    client = Client(world)
    assert client.sends("PASS oauth:abc", "NICK River_Otter")[0].split()[2] == "night_owl"
    assert client.session.nick == "night_owl"


@pytest.mark.parametrize(
    ("lines", "notice"),
    [
        pytest.param(["PASS oauth:no", "NICK a"], "Login authentication failed", id="8.3-unknown"),
        pytest.param(["PASS oauth:app", "NICK a"], "Login authentication failed", id="ours-app"),
        pytest.param(["PASS oauth:idle", "NICK a"], "Login authentication failed", id="ours-scope"),
        pytest.param(["PASS oauth:", "NICK a"], "Login authentication failed", id="8.3-empty"),
        pytest.param(["PASS good", "NICK a"], "Improperly formatted auth", id="8.3-no-oauth"),
        pytest.param(["NICK a", "PASS oauth:good"], "Improperly formatted auth", id="8.3-order"),
        pytest.param(["PASS oauth:good", "NICK"], "Invalid NICK", id="ours-no-nick"),
        pytest.param(["PASS oauth:good", "NICK ä"], "Invalid NICK", id="ours-nick"),
    ],
)
def test_8_3_failures_are_a_notice_and_the_end(world, lines, notice):
    world.issue("good", OTTER, "chat:read")
    world.issue("app", None, "chat:read")
    world.issue("idle", OTTER, "user:read:email")
    client = Client(world)
    assert client.sends(*lines, "PING") == [f":tmi.twitch.tv NOTICE * :{notice}"]
    assert not client.open


def test_8_3_a_guest_may_leave_the_password_out(world):
    """Ours: twurple's guests do."""
    client = Client(world)
    assert client.sends("NICK justinfan77")[0] == ":tmi.twitch.tv 001 justinfan77 :Welcome, GLHF!"


def test_ours_what_irc_wants_elsewhere_is_passed_over(world):
    """RFC 1459 4.1.3: generic programs send USER with every log-in."""
    client = Client(world)
    assert client.sends("USER a 0 * :a") == []
    assert client.open


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("REQ :twitch.tv/tags", "ACK :twitch.tv/tags"),
        ("REQ twitch.tv/commands", "ACK :twitch.tv/commands"),
        ("REQ :twitch.tv/foo", "NAK :twitch.tv/foo"),
        ("REQ :twitch.tv/tags twitch.tv/foo", "NAK :twitch.tv/tags twitch.tv/foo"),
        ("LS 302", "LS :twitch.tv/tags twitch.tv/commands twitch.tv/membership"),
    ],
)
def test_8_1_and_8_3_capabilities_are_given_or_refused(world, asked, answer):
    assert Client(world).sends(f"CAP {asked}", "CAP END") == [f":tmi.twitch.tv CAP * {answer}"]


def test_a_refused_capability_is_not_given(world):
    """IRCv3: of several, all or none."""
    client = world.client(caps="twitch.tv/commands")
    client.sends("CAP REQ :twitch.tv/tags twitch.tv/foo")
    assert client.sends("JOIN #night_owl")[-1] == ":tmi.twitch.tv ROOMSTATE #night_owl"
    client.sends("CAP REQ :twitch.tv/tags")
    assert client.sends("JOIN #new_sparrow")[-1].startswith("@emote-only=0;")


@pytest.mark.parametrize(
    ("missing", "unseen"),
    [("twitch.tv/commands", {"USERSTATE", "ROOMSTATE"}), ("twitch.tv/membership", {"PART"})],
)
def test_ours_what_a_capability_adds(world, missing, unseen):
    def seen_with(caps):
        client, other = world.client(caps=caps), world.client(OWL)
        joined = client.sends("JOIN #new_sparrow")
        other.sends("JOIN #new_sparrow", "PART #new_sparrow")
        return {parse(line).command for line in joined + client.lines}

    assert seen_with(ALL) - seen_with(ALL.replace(missing, "")) == unseen


def test_ours_lines_before_and_after_their_time_are_answered_as_in_rfc_1459(world):
    def numbers(client, *lines):
        return [parse(line).command for line in client.sends(*lines)]

    early = Client(world)
    assert numbers(early, "JOIN #night_owl", "PRIVMSG #a :b", "PART #a") == ["451"] * 3
    client = world.client()
    assert numbers(client, "PASS oauth:x", "NICK x") == ["462"] * 2
    assert numbers(client, "JOIN", "PART", "PRIVMSG #night_owl") == ["461"] * 3
    assert numbers(client, "DANCE", "join") == ["421", "461"]
    assert client.sends("", "@", ":x", "!!", "\x00") == []
    assert client.open and early.open


def test_a_session_tells_no_secret(world):
    client = Client(world)
    got = client.sends("PASS oauth:abcdef", "PRIVMSG #x :y", "DANCE", "NICK river_otter")
    assert "abcdef" not in repr(client.session) + "".join(got)


# Rooms and messages


def test_8_2_a_message_is_heard_by_the_others_and_answered_with_a_userstate(world):
    """docs/twitch.md 8.2: the tags, and no echo."""
    client, other = world.client(), world.client(OWL)
    for somebody in (client, other):
        somebody.sends("JOIN #night_owl")
    (back,) = client.sends("@client-nonce=n1 PRIVMSG #night_owl :it is late: good night")
    state = parse(back)
    assert (state.command, state.parameters) == ("USERSTATE", ("#night_owl",))
    heard = parse(other.lines[-1])
    assert (heard.command, heard.prefix) == (
        "PRIVMSG",
        "river_otter!river_otter@river_otter.tmi.twitch.tv",
    )
    assert heard.parameters == ("#night_owl", "it is late: good night")
    assert " ".join(heard.tags) == (
        "badge-info badges client-nonce color display-name emotes first-msg flags id mod "
        "returning-chatter room-id subscriber tmi-sent-ts turbo user-id user-type"
    )
    assert heard.tags["display-name"] == "River_Otter"
    assert (heard.tags["room-id"], heard.tags["user-id"]) == (OWL, OTTER)
    assert heard.tags["tmi-sent-ts"] == str(int(world.clock.now * 1000))
    assert heard.tags["id"] == state.tags["id"]
    assert heard.tags["client-nonce"] == state.tags["client-nonce"] == "n1"


def test_nobody_outside_a_room_hears_it(world):
    client, other = world.client(), world.client(OWL)
    other.sends("JOIN #night_owl,#new_sparrow", "PART #night_owl")
    client.sends("JOIN #night_owl", "PRIVMSG #night_owl :a")
    assert other.said_to() == []


def test_ours_a_persons_other_connection_hears_it(world):
    client, second = world.client(), world.client()
    for somebody in (client, second):
        somebody.sends("JOIN #night_owl")
    client.sends("PRIVMSG #night_owl :a")
    assert (client.said_to(), second.said_to()) == ([], ["a"])


def test_8_3_without_chat_edit_reading_works_and_sending_is_refused(world):
    """docs/twitch.md 8.3. Ours: the text."""
    reader, other = world.client(scopes="chat:read"), world.client(OWL)
    for somebody in (reader, other):
        somebody.sends("JOIN #night_owl")
    other.sends("PRIVMSG #night_owl :a")
    assert reader.said_to() == ["a"]
    got = reader.sends("PRIVMSG #night_owl :b")
    assert got == [":tmi.twitch.tv NOTICE #night_owl :Not sent: your token has no scope chat:edit."]
    assert other.said_to() == []


def test_8_3_a_guest_only_reads(world):
    guest, other = world.guest(), world.client(OWL)
    for somebody in (guest, other):
        somebody.sends("JOIN #night_owl")
    other.sends("PRIVMSG #night_owl :a")
    assert guest.said_to() == ["a"]
    (got,) = guest.sends("PRIVMSG #night_owl :b")
    assert "guest" in got
    assert other.said_to() == []


def test_ours_without_chat_read_nothing_is_heard(world):
    writer, other = world.client(scopes="chat:edit"), world.client(OWL)
    assert "chat:read" in writer.sends("JOIN #night_owl")[-1]
    other.sends("JOIN #night_owl", "PRIVMSG #night_owl :a")
    assert writer.said_to() == []
    writer.sends("PRIVMSG #night_owl :b")
    assert other.said_to() == ["b"]


@pytest.mark.parametrize(
    "line",
    ["JOIN #nobody_at_all", "JOIN river_otter", "JOIN ::x", "PART #night_owl", "PRIVMSG #x :a"]
    + ["PRIVMSG #night_owl :not joined", "JOIN ,"],
)
def test_ours_what_cannot_be_done_in_a_room_is_a_notice(world, line):
    got = [parse(answer) for answer in world.client().sends(line)]
    assert got and {answer.command for answer in got} == {"NOTICE"}
    assert world.chat.rooms() == {}


def test_joining_twice_is_once_and_capitals_do_not_matter(world):
    """Ours."""
    client = world.client()
    assert client.sends("JOIN #Night_Owl")
    assert client.sends("JOIN #night_owl") == []
    assert world.chat.rooms() == {"night_owl": ["river_otter"]}
    got = client.sends("PART #NIGHT_OWL")
    assert got == [":river_otter!river_otter@river_otter.tmi.twitch.tv PART #night_owl"]
    assert world.chat.rooms() == {}


def test_whoever_goes_is_out_of_all_rooms(world):
    client, other = world.client(), world.client(OWL)
    other.sends("JOIN #night_owl")
    client.sends("JOIN #night_owl,#new_sparrow")
    assert client.sends("QUIT", "JOIN #new_sparrow") == []
    assert not client.open
    assert world.chat.rooms() == {"night_owl": ["night_owl"]}
    assert other.lines[-1].endswith("PART #night_owl")
    client.session.ended()  # the socket says it again


# Limits


def test_8_4_twenty_log_ins_in_ten_seconds(world):
    """docs/twitch.md 8.4. Ours: one more is refused with a notice."""

    def tries():
        client = Client(world)
        client.sends("PASS x", "NICK justinfan7")
        return client.open, client.lines[-1]

    assert [tries()[0] for _ in range(20)] == [True] * 20
    assert tries() == (False, ":tmi.twitch.tv NOTICE * :Login unsuccessful")
    assert world.client()  # somebody else may
    world.clock.now += 10
    assert tries()[0]


def test_8_4_twenty_joins_in_ten_seconds(world):
    """docs/twitch.md 8.4. Ours: for one more there is a notice; the connection stays."""
    client, names = world.client(), [f"#{channel.login}" for channel in CHANNELS]
    client.sends("JOIN " + ",".join(names[:20]))
    assert len(world.chat.rooms()) == 20
    (got,) = client.sends(f"JOIN {names[20]}")
    assert got.startswith(f":tmi.twitch.tv NOTICE {names[20]} :Not joined: 20 joins")
    world.clock.now += 9.9
    client.sends(f"JOIN {names[20]}")
    assert len(world.chat.rooms()) == 20
    world.clock.now += 0.1
    client.sends(f"JOIN {names[20]}")
    assert len(world.chat.rooms()) == 21


def test_8_4_a_hundred_channels_at_once(world, monkeypatch):
    """docs/twitch.md 8.4. There are fewer in this world, so the test makes up more."""
    many = {f"room{n}": SimpleNamespace(login=f"room{n}", user_id=str(n)) for n in range(101)}
    monkeypatch.setattr(chat_session, "BY_LOGIN", many)
    monkeypatch.setattr(rooms, "BY_LOGIN", many)
    client = world.client()
    for number in range(101):
        world.clock.now += 1
        client.sends(f"JOIN #room{number}")
    assert len(world.chat.rooms()) == 100
    assert "you are in 100 channels already" in client.lines[-1]
    client.sends("PART #room5", "JOIN #room100")
    assert "room100" in world.chat.rooms()


@pytest.mark.parametrize(("room", "most"), [("night_owl", 20), ("river_otter", 100)])
def test_8_4_messages_in_thirty_seconds(world, room, most):
    """docs/twitch.md 8.4: 20, or 100 as broadcaster. Ours: one more is dropped with a notice."""
    client, other = world.client(), world.client(OWL)
    for somebody in (client, other):
        somebody.sends(f"JOIN #{room}")
    other.lines.clear()
    client.sends(*(f"PRIVMSG #{room} :number {n}" for n in range(most + 1)))
    assert len(other.said_to()) == most
    dropped = parse(client.lines[-1])
    assert (dropped.command, dropped.tags) == ("NOTICE", {"msg-id": "msg_ratelimit"})
    world.clock.now += 29.9
    assert parse(client.sends(f"PRIVMSG #{room} :again")[0]).command == "NOTICE"
    world.clock.now += 0.1
    client.sends(f"PRIVMSG #{room} :again")
    assert other.said_to() == ["again"]


@pytest.mark.parametrize(("length", "command"), [(500, "USERSTATE"), (501, "NOTICE")])
def test_8_4_a_message_has_500_characters_at_most(world, length, command):
    """docs/twitch.md 8.4: characters, not bytes."""
    client = world.client()
    client.sends("JOIN #night_owl")
    got = parse(client.sends("PRIVMSG #night_owl :" + "ß" * length)[0])
    assert got.command == command


def test_ours_the_same_message_twice_is_dropped(world):
    """docs/twitch.md 6.7 names the code, msg_duplicate; ours: within 30 seconds."""
    client = world.client()
    client.sends("JOIN #night_owl,#new_sparrow")

    def says(text, room="night_owl"):
        return parse(client.sends(f"PRIVMSG #{room} :{text}")[0])

    assert says("hello").command == "USERSTATE"
    assert says("hello").tags == {"msg-id": "msg_duplicate"}
    assert says("hello", "new_sparrow").command == "USERSTATE"
    assert says("other").command == "USERSTATE"
    assert says("hello").command == "USERSTATE"
    world.clock.now += 30
    assert says("hello").command == "USERSTATE"


# What the Helix side calls


def test_6_7_say_posts_for_somebody_without_a_connection(world):
    other = world.client(OTTER)
    other.sends("JOIN #night_owl")
    said = world.chat.say(OWL, OTTER, "from the API")
    heard = parse(other.lines[-1])
    assert said.drop is None
    assert (heard.tags["id"], heard.parameters[1]) == (said.message_id, "from the API")
    assert world.chat.say(OWL, SPARROW, "x").message_id != said.message_id


def test_6_7_what_is_dropped_has_a_reason_and_no_id(world):
    assert world.chat.say(OWL, OTTER, "a").drop is None
    again = world.chat.say(OWL, OTTER, "a")
    assert (again.message_id, again.drop.code) == ("", "msg_duplicate")
    assert world.chat.say(OWL, OTTER, " ").drop.code == "msg_rejected"
    assert world.chat.say(OWL, OTTER, "x" * 501).drop.code == "msg_rejected"
    drops = [world.chat.say(OWL, OTTER, str(number)).drop for number in range(20)]
    assert [drop and drop.code for drop in drops] == [None] * 19 + ["msg_ratelimit"]


def test_say_knows_only_this_world(world):
    for ids in [("1", OTTER), (OWL, "1")]:
        with pytest.raises(KeyError):
            world.chat.say(*ids, "x")


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("a\r\n:tmi.twitch.tv NOTICE * :b", "a :tmi.twitch.tv NOTICE * :b"),
        ("a\nb\rc\0d\u2028e\x85f", "a b c d e f"),
        ("half \ud83d of one", "half ? of one"),
    ],
)
def test_a_message_never_becomes_two_lines(world, text, heard):
    """Ours: what breaks a line becomes a space."""
    other = world.client()
    other.sends("JOIN #night_owl")
    other.lines.clear()
    world.chat.say(OWL, SPARROW, text)
    assert other.said_to() == [heard]


# Time


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


def test_ours_whoever_does_not_log_in_is_sent_away(world):
    client = Client(world)
    client.sends("PASS oauth:abc")
    world.clock.now += 29
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


# Residents


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
