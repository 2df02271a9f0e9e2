"""Chat against docs/twitch.md: logging in, rooms, messages, limits."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from chat_tests import ALL, OTTER, OWL, SPARROW, Client

from practice.chat import chat as rooms
from practice.chat import chat_session
from practice.chat.irc import parse
from practice.rules.world import CHANNELS


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
    """RFC 1459 4.1.3: generic programs send USER with every login."""
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
    assert abs(int(heard.tags["tmi-sent-ts"]) / 1000 - time.time()) < 60
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
    said = "NOTICE #night_owl :Not sent: your token has no scope chat:edit."
    assert got == [f"@msg-id=no_permission :tmi.twitch.tv {said}"]
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
    + ["JOIN ,"],
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


def test_a_person_who_goes_is_out_of_all_rooms(world):
    client, other = world.client(), world.client(OWL)
    other.sends("JOIN #night_owl")
    client.sends("JOIN #night_owl,#new_sparrow")
    assert client.sends("QUIT", "JOIN #new_sparrow") == []
    assert not client.open
    assert world.chat.rooms() == {"night_owl": ["night_owl"]}
    assert other.lines[-1].endswith("PART #night_owl")
    client.session.ended()  # the socket says it again


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


def test_8_4_joins_count_for_a_name_over_all_its_connections(world):
    names = [f"#{channel.login}" for channel in CHANNELS]
    world.client().sends("JOIN " + ",".join(names[:20]))
    assert "Not joined: 20 joins" in world.client().sends(f"JOIN {names[20]}")[0]
    assert world.client(OWL).sends(f"JOIN {names[20]}")[0].endswith(f" JOIN {names[20]}")


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
    for _ in range(most):  # what is dropped doesn't count
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


def test_6_7_a_message_can_be_replied_to_in_its_own_room_only():
    chat, (here, there, *_) = rooms.Chat(), CHANNELS
    said = chat.say(here.user_id, there.user_id, "hello")
    assert chat.was_said(here.user_id, said.message_id)
    chat.say(there.user_id, here.user_id, "hello")
    assert not chat.was_said(there.user_id, said.message_id)


def test_a_clock_that_is_set_back_locks_nobody_out():
    assert rooms.Chat().clock is time.monotonic


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


def test_8_2_a_message_needs_no_join_and_the_own_connection_in_the_room_hears_it(world):
    inside, writer = world.client(), world.client()
    inside.sends("JOIN #night_owl")
    assert [parse(line).command for line in writer.sends("PRIVMSG #night_owl :from outside")] == [
        "USERSTATE"
    ]
    assert inside.said_to() == ["from outside"]
    assert writer.said_to() == []


def test_8_2_what_is_answered_to_one_frame_comes_in_one_frame(world):
    client = Client(world)
    world.issue("t", OTTER, "chat:read")
    client.sends(f"CAP REQ :{ALL}", "PASS oauth:t", "NICK river_otter")
    assert len(client.frames) == 1
    commands = [parse(line).command for line in client.frames[0].split("\r\n")[:-1]]
    assert commands[0] == "CAP" and commands[-1] == "GLOBALUSERSTATE" and "376" in commands


def test_8_3_a_refusal_is_sent_before_the_connection_ends(world):
    client = Client(world)
    assert client.sends("PASS nonsense", "NICK river_otter") == [
        ":tmi.twitch.tv NOTICE * :Improperly formatted auth"
    ]
    assert not client.open


@pytest.mark.parametrize(
    ("caps", "comes"),
    [(ALL, True), ("twitch.tv/tags twitch.tv/commands", True)]
    + [("twitch.tv/tags", False), ("twitch.tv/commands", False), ("twitch.tv/membership", False)],
)
def test_8_2_globaluserstate_needs_tags_and_commands(world, caps, comes):
    client = Client(world)
    world.issue("t", OTTER, "chat:read")
    lines = client.sends(f"CAP REQ :{caps}", "PASS oauth:t", "NICK river_otter")
    assert any(" GLOBALUSERSTATE" in line for line in lines) == comes


@pytest.mark.parametrize("text", ["/do something", "/ban night_owl", "/clear", "/w night_owl hi"])
def test_8_3_slash_commands_are_not_recognized(world, text):
    writer, other = world.client(), world.client(OWL)
    other.sends("JOIN #night_owl")
    (line,) = writer.sends(f"PRIVMSG #night_owl :{text}")
    notice = parse(line)
    assert notice.tags["msg-id"] == "unrecognized_cmd"
    assert notice.parameters[1] == f"Unrecognized command: {text.split()[0]}"
    assert other.said_to() == []


@pytest.mark.parametrize("text", ["/me waves", "a / b", "//", "/ do", "and/or"])
def test_ours_what_is_no_slash_command_is_said(world, text):
    writer, other = world.client(), world.client(OWL)
    other.sends("JOIN #night_owl")
    writer.sends(f"PRIVMSG #night_owl :{text}")
    assert other.said_to() == [text]


@pytest.mark.parametrize(
    ("line", "msg_id"),
    [
        ("JOIN #nobody_at_all", "msg_channel_suspended"),
        ("PRIVMSG #nobody_at_all :a", "msg_channel_suspended"),
        ("PRIVMSG #night_owl :" + "a" * 501, "msg_rejected"),
        ("PRIVMSG #night_owl :/do", "unrecognized_cmd"),
    ],
)
def test_a_notice_has_its_msg_id(world, line, msg_id):
    (answer,) = [parse(one) for one in world.client().sends(line)]
    assert (answer.command, answer.tags["msg-id"]) == ("NOTICE", msg_id)
