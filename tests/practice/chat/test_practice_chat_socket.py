"""Chat over real WebSockets, by clients that we did not write (docs/twitch.md 8)."""

from __future__ import annotations

import asyncio
import gc
import itertools
import re
import socket
import time
from contextlib import ExitStack, closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from twitchAPI.chat import Chat
from twitchAPI.twitch import Twitch
from twitchAPI.type import AuthScope, ChatEvent
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

WAIT = 10  # seconds
CAPS = "CAP REQ :twitch.tv/membership twitch.tv/tags twitch.tv/commands"
_numbers = itertools.count(1)


def guest_lines():
    """What a guest sends first; each has a name of its own, which the limits count by."""
    return [CAPS, "PASS x", f"NICK justinfan{next(_numbers)}"]


class Line:
    """A WebSocket to chat, and the lines that came."""

    def __init__(self, server, *lines, path="/chat", **options):
        address = server.base.replace("http", "ws") + path
        self.held = ExitStack()
        self.socket = self.held.enter_context(
            connect(address, open_timeout=WAIT, close_timeout=1, proxy=None, **options)
        )
        self.lines = []
        if lines:
            self.send(*lines)

    def close(self):
        self.held.close()

    def send(self, *lines):
        self.socket.send("\r\n".join(lines))

    def until(self, part):
        """The next line with this in it."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            for number, line in enumerate(self.lines):
                if part in line:
                    del self.lines[: number + 1]
                    return line
            frame = self.socket.recv(timeout=end - time.monotonic())
            assert frame.endswith("\r\n")
            self.lines += frame.split("\r\n")
        raise AssertionError(f"no line with {part}")

    def until_closed(self):
        """All lines that are left, up to the end of the connection."""
        try:
            while True:
                self.lines += self.socket.recv(timeout=WAIT).split("\r\n")
        except ConnectionClosed:
            return [line for line in self.lines if line]


@pytest.fixture
def line(server):
    """Open WebSockets that are closed with the test."""
    opened = []

    def open_line(*lines, **options):
        opened.append(Line(server, *lines, **options))
        return opened[-1]

    yield open_line
    for each in opened:
        each.close()


def log_in(token, nick="river_otter"):
    return [CAPS, f"PASS oauth:{token}", f"NICK {nick}"]


def test_5_1_and_8_1_a_token_opens_chat(line, token):
    """docs/twitch.md 5.1: the password is oauth: and the access token."""
    otter = line(*log_in(token), "JOIN #river_otter")
    assert otter.until(" 001 ").split()[2] == "river_otter"
    assert "user-id=710000101" in otter.until("GLOBALUSERSTATE")
    assert "badges=broadcaster/1" in otter.until("USERSTATE #river_otter")


def test_lines_may_come_one_by_one_or_many_in_a_frame(line):
    """docs/twitch.md 8.1."""
    slow = line()
    for text in [*guest_lines(), "JOIN #night_owl"]:
        slow.socket.send(text + "\r\n")
    slow.until(" 366 ")
    line(*guest_lines(), "JOIN #night_owl").until(" 366 ")


def test_two_people_talk(line, server, person, app, token):
    """docs/twitch.md 8.2."""
    owls = server.person("night_owl")
    other = server.tokens(owls, app)["access_token"]
    otter = line(*log_in(token), "JOIN #new_sparrow")
    owl = line(*log_in(other, "night_owl"), "JOIN #new_sparrow")
    owl.until("ROOMSTATE")
    owl.send("PRIVMSG #new_sparrow :good evening")
    assert "display-name=Night_Owl" in otter.until("PRIVMSG #new_sparrow :good evening")
    owl.until("USERSTATE")
    assert not any("PRIVMSG" in text for text in owl.lines)


def test_a_guest_hears_a_resident_after_a_join(line):
    """Ours. How soon is tested with a clock of its own."""
    guest = line(*guest_lines(), "JOIN #harborlights")
    guest.until("ROOMSTATE")
    guest.until("PRIVMSG #harborlights :")


def test_8_3_a_bad_token_is_a_notice_and_the_end(line):
    assert line(*log_in("nonsense")).until_closed()[1:] == [
        ":tmi.twitch.tv NOTICE * :Login authentication failed"
    ]


def test_ours_a_token_that_is_revoked_ends_the_connection_by_itself(line, server, person, own):
    """docs/twitch.md 3.2: such a token is useless, also where it is in use."""
    token = server.tokens(person, own)["access_token"]
    client = line(*log_in(token), "JOIN #night_owl")
    client.until("ROOMSTATE")
    sent = {"client_id": own.client_id, "token": token}
    assert server.post("/oauth2/revoke", data=sent).ok
    assert client.until_closed() == [":tmi.twitch.tv NOTICE * :Login authentication failed"]


def test_ours_a_disconnected_application_is_out_with_its_next_line(line, server, person, own):
    """docs/twitch.md 3.3."""
    client = line(*log_in(server.tokens(person, own)["access_token"]), "JOIN #night_owl")
    client.until("ROOMSTATE")
    person.disconnect(own)
    client.send("PRIVMSG #night_owl :am I still here?")
    assert client.until_closed() == [":tmi.twitch.tv NOTICE * :Login authentication failed"]


def test_8_2_restart_the_chat_sends_reconnect_and_ends_the_connection(line, server, person):
    guest = line(*guest_lines(), "JOIN #new_sparrow")
    guest.until(" 366 ")
    page = person.open("/behind-the-curtain")
    assert "#new_sparrow" in page.text and "justinfan" in page.text
    assert person.press(page, ("action", "restart_chat")).status_code == 200
    guest.until(":tmi.twitch.tv RECONNECT")
    again = line(*guest_lines())  # at once, as clients do: this one stays
    assert guest.until_closed() == []
    again.send("PING :still here")
    again.until("still here")


def test_only_the_button_restarts_the_chat(line, server, person):
    guest = line(*guest_lines())
    guest.until(" 376 ")
    page = f"{server.base}/behind-the-curtain"
    assert (
        person.browser.post(page, data={"action": "restart_chat"}, timeout=WAIT).status_code == 403
    )
    assert (
        person.press(person.open(page), ("action", "restart_chat"), action="x").status_code == 400
    )
    guest.send("PING :a")
    assert guest.until("tmi.twitch.tv") == ":tmi.twitch.tv PONG tmi.twitch.tv :a"


def test_8_2_the_end_of_practice_is_a_reconnect(start_server, tmp_path):
    running = start_server(tmp_path)
    with closing(Line(running, *guest_lines(), "JOIN #harborlights")) as guest:
        guest.until(" 366 ")
        running.process.stdin.close()
        assert ":tmi.twitch.tv RECONNECT" in guest.until_closed()
    assert running.process.wait(WAIT) == 0
    assert running.process.stdout.read() + running.process.stderr.read() == ""


# Who may connect


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "http://localhost.elsewhere.example"}, 403),
        ({"Origin": "http://elsewhere.example/?http://localhost"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Host": "elsewhere.example"}, 403),
        ({"Sec-WebSocket-Version": "12"}, 426),
        ({"Upgrade": "other"}, 426),
    ],
)
def test_another_sites_page_may_not_chat(server, headers, status):
    sent = {"Host": "localhost", "Upgrade": "websocket", "Connection": "Upgrade"}
    sent |= {"Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="}
    reply = server.get("/chat", headers=sent | headers)
    assert reply.status_code == status
    assert "Traceback" not in reply.text


def test_a_person_who_opens_the_address_reads_a_sentence(server):
    reply = server.get("/chat")
    assert reply.status_code == 426
    assert "WebSocket" in reply.text


def test_our_own_origin_may(line, server):
    line(*guest_lines(), origin=server.base).until(" 001 ")


@pytest.mark.parametrize("origin", ["http://localhost:3000", "http://[::1]", "https://127.0.0.1"])
def test_a_page_that_is_served_on_this_computer_may(line, origin):
    """Ours: chat programs live in browsers too."""
    line(*guest_lines(), origin=origin).until(" 001 ")


def test_chat_is_at_the_root_too_for_a_websocket(line, server):
    """docs/twitch.md 8: Twitch's own address has no path."""
    line(*guest_lines(), path="/").until(" 001 ")
    assert server.get("/").headers["Content-Type"].startswith("text/html")


def test_the_subprotocol_irc_is_given_when_it_is_asked_for(line):
    """Ours: tmi.js hangs up without it."""
    assert line(subprotocols=["irc"]).socket.subprotocol == "irc"
    assert line(subprotocols=["other"]).socket.subprotocol is None


def test_another_origin_may_not(server):
    with pytest.raises(InvalidStatus):
        Line(server, origin="https://elsewhere.example")


# Attacks


@pytest.mark.parametrize("frame", [b"PING :binary", "x" * 20_000, "PING :" + "x" * 17_000])
def test_what_is_no_text_or_too_long_ends_the_connection(line, frame):
    """Ours."""
    client = line()
    client.socket.send(frame)
    assert client.until_closed() == []


HANDSHAKE = (
    b"GET /chat HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


def plain_socket(server):
    """A connection after the handshake, on which any bytes can be sent."""
    host, port = server.base.removeprefix("http://").split(":")
    plain = socket.create_connection((host, int(port)), timeout=WAIT)
    plain.sendall(HANDSHAKE)
    assert plain.recv(1000).startswith(b"HTTP/1.1 101")
    return plain


def test_one_who_never_reads_gets_no_more(start_server, tmp_path):
    """Answers don't pile up: the server stops reading instead, and goes on with the others."""
    running = start_server(tmp_path)
    text = b"\r\n".join([b"PING :" + b"x" * 400] * 39)
    # A text frame, masked with zeros (RFC 6455 5.2).
    frame = b"\x81\xfe" + len(text).to_bytes(2, "big") + b"\0\0\0\0" + text
    with plain_socket(running) as deaf:
        deaf.settimeout(2)
        with pytest.raises(TimeoutError):
            for _ in range(30 * 2**20 // len(frame)):
                deaf.sendall(frame)
        with closing(Line(running, *guest_lines())) as other:
            other.until(" 001 ")
        deaf.shutdown(socket.SHUT_RDWR)
    running.process.stdin.close()
    assert running.process.wait(WAIT) == 0
    assert running.process.stdout.read() + running.process.stderr.read() == ""


words = some.sampled_from(
    ["CAP", "REQ", "LS", "PASS", "NICK", "JOIN", "PART", "PRIVMSG", "PING", "PONG", "@a=b;c"]
    + [":me", ":", "#night_owl", "#harborlights,#x", "oauth:abc", "justinfan1", "twitch.tv/tags"]
    + [
        "001",
        "\r\n",
        "\n",
        "\0",
        "\\",
        "@",
        "#",
        ",",
        "hello",
        "\u2028",
        "",
        "USER",
        "@client-nonce=\\n",
    ]
)
frames = some.lists(words | some.text(max_size=8), max_size=12).map(" ".join)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sent=some.lists(frames | some.binary(max_size=20), max_size=6), logged_in=some.booleans())
def test_any_frames_are_answered_or_end_the_connection(server, sent, logged_in):
    client = Line(server, *(guest_lines() if logged_in else []))
    with closing(client):
        try:
            for frame in sent:
                client.socket.send(frame)
            client.send("", "PING :the end")
            while "the end" not in client.socket.recv(timeout=WAIT):
                pass
        except ConnectionClosed as closed:
            assert closed.rcvd, "the server dropped the connection without a word"


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(raw=some.binary(max_size=60))
def test_any_bytes_after_the_handshake_leave_the_server_well(server, raw):
    with plain_socket(server) as plain:
        plain.sendall(raw)
    assert server.get("/chat").status_code == 426


def test_no_stack_trace_is_printed_whatever_is_sent(start_server, tmp_path):
    running = start_server(tmp_path)
    with closing(Line(running, *guest_lines(), "JOIN #harborlights")) as gone:
        gone.until(" 366 ")
        gone.socket.socket.shutdown(socket.SHUT_RDWR)  # without a word
    with closing(Line(running, *guest_lines())) as odd:
        odd.send("JOIN " + ",".join(["#\u2028", "::", ":x", "", "#" * 50]), "CAP REQ ::\0")
        odd.send("CAP REQ :: :", "PING ::", "PING :", "PRIVMSG # ::", "PRIVMSG : :", "DANCE")
        odd.until(" 421 ")
        odd.socket.send(b"\xff\xfe")
        odd.until_closed()
    running.process.stdin.close()
    running.process.wait(WAIT)
    assert running.process.stdout.read() + running.process.stderr.read() == ""


# pyTwitchAPI, a chat library made for the real Twitch


@pytest.fixture
def left_open():
    """The library leaves its event loop open; that is not for us to judge."""
    yield
    gc.collect()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.usefixtures("left_open")
def test_pytwitchapi_chats(server, line, person, own):
    tokens = server.tokens(person, own)
    scopes = [AuthScope.CHAT_READ, AuthScope.CHAT_EDIT]
    heard, joined, restarted = [], [], []
    guest = line(*guest_lines(), "JOIN #two_cups_of_tea")
    guest.until(" 366 ")

    async def until(something):
        end = time.monotonic() + WAIT
        while not something():
            assert time.monotonic() < end
            await asyncio.sleep(0.05)

    async def walk():
        twitch = await Twitch(
            own.client_id,
            own.client_secret,
            base_url=f"{server.base}/helix/",
            auth_base_url=f"{server.base}/oauth2/",
        )
        await twitch.set_user_authentication(
            tokens["access_token"], scopes, tokens["refresh_token"]
        )
        chat = await Chat(twitch, connection_url=server.base.replace("http", "ws") + "/chat")

        async def on_ready(ready):
            restarted.append(await ready.chat.join_room("two_cups_of_tea"))

        async def on_message(message):
            heard.append((message.user.display_name, message.text, message.room.name))

        async def on_joined(event):
            joined.append(event.room_name)

        chat.register_event(ChatEvent.READY, on_ready)
        chat.register_event(ChatEvent.MESSAGE, on_message)
        chat.register_event(ChatEvent.JOINED, on_joined)
        chat.start()
        try:
            await until(lambda: heard)  # a resident
            await chat.send_message("two_cups_of_tea", "Is this seat taken?")
            await asyncio.to_thread(guest.until, "PRIVMSG #two_cups_of_tea :Is this seat taken?")
            page = await asyncio.to_thread(person.open, "/behind-the-curtain")
            await asyncio.to_thread(person.press, page, ("action", "restart_chat"))
            await until(lambda: len(joined) > 1)  # it has come back by itself
        finally:
            chat.stop()
            await twitch.close()

    asyncio.run(asyncio.wait_for(walk(), 60))
    assert restarted == [[]]  # no room could not be joined
    assert {room for _, _, room in heard} == {"two_cups_of_tea"}
    assert "Is this seat taken?" not in {text for _, text, _ in heard}
    assert all(re.fullmatch(r"\w+", name) for name, _, _ in heard)
