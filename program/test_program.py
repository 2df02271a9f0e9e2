"""The program's own tests. They call no Twitch: a small server on this computer answers instead."""

import contextlib
import io
import json
import runpy
import shutil
import threading
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import bot
import live
import pytest
import tokens
import websocket
from sentences import PassingTrouble, Problem

SAID = ":night_owl!night_owl@night_owl.tmi.twitch.tv PRIVMSG #room :Hello River_Otter: well?"


class FakeTwitch(BaseHTTPRequestHandler):
    """Knows one living token, and one refresh token and one code that get it."""

    seen: list[str] = []
    status = 0  # when it is set, every answer has it
    token = {"login": "river_otter", "scopes": ["chat:edit", "chat:read"]}

    def do_GET(self) -> None:
        self.seen.append(self.path)
        if self.headers.get("Authorization", "").split()[1:] != ["alive"]:
            return self.answer(401, {"status": 401, "message": "Invalid OAuth token"})
        if self.path.startswith("/helix") and self.headers.get("Client-Id") != "my-id":
            return self.answer(401, {"status": 401, "message": "Client ID is missing"})
        if self.path.startswith("/oauth2/validate"):
            return self.answer(200, {"client_id": "my-id", **self.token})
        self.answer(200, {"data": [{"login": "river_otter"}]})

    def do_POST(self) -> None:
        self.seen.append(self.path)
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if "refresh_token=good" not in form and "code=good" not in form:
            return self.answer(400, {"status": 400, "message": "Invalid refresh token"})
        self.answer(200, {"access_token": "alive", "refresh_token": "next"})

    endless = False  # when it is set, an answer has no end

    def answer(self, status: int, body: dict) -> None:
        if self.status:
            status, body = self.status, {"status": self.status, "message": "No"}
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())
        if self.endless:
            with contextlib.suppress(ConnectionError):
                while True:
                    self.wfile.write(b" " * 65_536)

    def log_message(self, *_: object) -> None:
        pass  # a log would be the wrong place for tokens


class FakeChat:
    """A connection on which these frames are heard; then somebody presses Ctrl-C."""

    def __init__(self, *frames: str) -> None:
        self.frames, self.sent = list(frames), []

    def recv(self) -> str:
        if not self.frames:
            raise KeyboardInterrupt
        return self.frames.pop(0)

    def send(self, line: str) -> None:
        self.sent.append(line)

    def close(self, timeout: float) -> None:
        pass

    def shutdown(self) -> None:
        pass


@pytest.fixture
def twitch(tmp_path, monkeypatch):
    server = HTTPServer(("127.0.0.1", 0), FakeTwitch)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    private_file = tmp_path / ".env"
    private_file.write_text(
        f"TWITCH_ID_URL={address}\nTWITCH_API_URL={address}\nTWITCH_CHAT_URL=ws://127.0.0.1:9\n"
        "TWITCH_CLIENT_ID=my-id\nTWITCH_CLIENT_SECRET=my-secret\n"
        "TWITCH_REDIRECT_URI=http://localhost\nTWITCH_SCOPE=chat:read\n"
        "TWITCH_ACCESS_TOKEN=dead\nTWITCH_REFRESH_TOKEN=good\n"
    )
    monkeypatch.setattr(tokens, "PRIVATE_FILE", private_file)
    monkeypatch.setattr(FakeTwitch, "seen", [])
    yield address
    server.shutdown()
    server.server_close()


@pytest.fixture
def slept(monkeypatch):
    """How long the bot slept each time. It is not really waited for."""
    slept = []
    monkeypatch.setattr("time.sleep", slept.append)
    monkeypatch.setattr(bot, "spoken_at", bot.spoken_at.copy())
    return slept


def talking(monkeypatch, *chats: FakeChat) -> None:
    """The bot's connections will be these, one after the other."""
    left = list(chats)
    monkeypatch.setattr(websocket, "create_connection", lambda *_, **__: left.pop(0))


def get_token(monkeypatch, answer) -> None:
    """Run get_token.py beside the fake .env; `answer` makes the pasted address from the state."""
    links = []
    script = shutil.copy(Path(__file__).with_name("get_token.py"), tokens.PRIVATE_FILE.parent)
    monkeypatch.setattr("webbrowser.open", links.append)
    monkeypatch.setattr("sys.stdin", io.StringIO())  # these tests may run in a cell
    monkeypatch.setattr(
        "builtins.input", lambda _: answer(parse_qs(urlsplit(links[0]).query)["state"][0])
    )
    runpy.run_path(script)


def test_get_token_keeps_the_tokens(twitch, monkeypatch):
    get_token(monkeypatch, lambda state: f"http://localhost/?code=good&state={state}")
    assert tokens.load()["TWITCH_ACCESS_TOKEN"] == "alive"


def test_get_token_refuses_an_answer_with_another_state(twitch, monkeypatch):
    with pytest.raises(SystemExit, match="not the one we sent"):
        get_token(monkeypatch, lambda state: f"http://localhost/?code=good&state=x{state}")
    assert FakeTwitch.seen == []


def test_get_token_reads_no_endless_answer(twitch, monkeypatch):
    monkeypatch.setattr(FakeTwitch, "endless", True)
    with pytest.raises(SystemExit, match="too large"):
        get_token(monkeypatch, lambda state: f"http://localhost/?code=good&state={state}")


def test_an_endless_answer_is_a_passing_trouble(twitch, monkeypatch):
    monkeypatch.setattr(FakeTwitch, "endless", True)
    with pytest.raises(PassingTrouble, match="too large"):
        tokens.send("GET", twitch)
    with pytest.raises(PassingTrouble, match="too large"):
        live.get(tokens.TwitchAuth(), "users")


def test_an_expired_token_is_refreshed_and_kept(twitch):
    assert live.get(tokens.TwitchAuth(), "users") == [{"login": "river_otter"}]
    assert FakeTwitch.seen == ["/helix/users", "/oauth2/token", "/helix/users"]
    assert tokens.load()["TWITCH_ACCESS_TOKEN"] == "alive"
    assert tokens.load()["TWITCH_REFRESH_TOKEN"] == "next"


def test_a_good_token_is_not_refreshed(twitch):
    auth = tokens.TwitchAuth()
    auth.keep("TWITCH_ACCESS_TOKEN", "alive")
    live.get(auth, "users")
    assert FakeTwitch.seen == ["/helix/users"]


def test_another_401_is_passed_on(twitch):
    auth = tokens.TwitchAuth()
    auth.keep("TWITCH_ACCESS_TOKEN", "alive")
    auth.mine["TWITCH_CLIENT_ID"] = "another"
    with pytest.raises(Problem, match="Client ID is missing"):
        live.get(auth, "users")
    assert FakeTwitch.seen == ["/helix/users"]


def test_twitch_says_what_a_good_token_may_do(twitch):
    auth = tokens.TwitchAuth()
    assert auth.validate() == {}
    auth.keep("TWITCH_ACCESS_TOKEN", "alive")
    assert auth.validate()["scopes"] == ["chat:edit", "chat:read"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_twitch_out_of_order_needs_no_viewer(twitch, monkeypatch, status):
    auth = tokens.TwitchAuth()
    monkeypatch.setattr(FakeTwitch, "status", status)
    with pytest.raises(PassingTrouble):
        auth.refresh()
    with pytest.raises(PassingTrouble):
        auth.validate()


def test_a_wrong_secret_is_no_passing_trouble(twitch, monkeypatch):
    auth = tokens.TwitchAuth()
    monkeypatch.setattr(FakeTwitch, "status", 403)
    with pytest.raises(tokens.ConsentNeeded):
        auth.refresh()


def test_without_a_good_refresh_token_the_viewer_is_needed(twitch):
    auth = tokens.TwitchAuth()
    auth.keep("TWITCH_REFRESH_TOKEN", "spent")
    with pytest.raises(tokens.ConsentNeeded, match=r"get_token\.py"):
        live.get(auth, "users")


def test_without_a_token_the_viewer_is_needed(twitch):
    tokens.TwitchAuth().keep("TWITCH_ACCESS_TOKEN", "")
    with pytest.raises(tokens.ConsentNeeded):
        tokens.TwitchAuth()


def test_without_a_private_file_its_names_are_told(twitch):
    tokens.PRIVATE_FILE.unlink()
    with pytest.raises(Problem, match=r"no file .env .* TWITCH_CLIENT_ID, "):
        tokens.TwitchAuth()


def test_a_picture_of_nobody_is_empty():
    assert live.picture([]) == ""
    assert live.picture([{"user_name": "owl", "viewer_count": 0}]).endswith(" 0")


def test_the_bot_answers_its_name_and_a_ping():
    assert bot.answer(SAID, "river_otter") == "PRIVMSG #room :Nice to meet you, night_owl!"
    assert bot.answer("PING :tmi.twitch.tv", "river_otter") == "PONG :tmi.twitch.tv"
    assert bot.answer(SAID.replace("River_Otter", "you"), "river_otter") is None


def test_the_bot_connects_again_when_twitch_says_so(twitch, monkeypatch, slept):
    before, after = FakeChat(":tmi.twitch.tv RECONNECT\r\n", SAID), FakeChat(SAID)
    talking(monkeypatch, before, after)
    bot.main()
    assert FakeTwitch.seen == ["/oauth2/validate", "/oauth2/token", *["/oauth2/validate"] * 2]
    assert before.sent[-1] == "JOIN #river_otter\r\n"
    assert after.sent[-1] == "PRIVMSG #room :Nice to meet you, night_owl!\r\n"


def test_the_bot_says_twenty_things_in_thirty_seconds_and_always_pong(twitch, monkeypatch, slept):
    chat = FakeChat(*[SAID] * 25, "PING :tmi.twitch.tv\r\n")
    talking(monkeypatch, chat)
    bot.main()
    assert len([line for line in chat.sent if line.startswith("PRIVMSG")]) == 20
    assert chat.sent[-1] == "PONG :tmi.twitch.tv\r\n"
    assert not bot.may_speak(bot.spoken_at[0] + 29)
    assert bot.may_speak(bot.spoken_at[0] + 31)


def test_the_bot_may_always_speak_now_and_then(monkeypatch):
    monkeypatch.setattr(bot, "spoken_at", deque(maxlen=bot.MOST))
    assert all(bot.may_speak(now) for now in range(0, 1000, 10))


@pytest.mark.parametrize(("held", "tries"), [(299, 2), (301, 1)])
def test_after_a_connection_that_held_the_bot_counts_its_tries_anew(
    twitch, monkeypatch, slept, held, tries
):
    now = [1e9]

    def talk(*_: object, **__: object) -> None:
        now[0] += held
        if len(slept) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("time.time", lambda: now[0])
    monkeypatch.setattr(bot, "talk", talk)
    bot.main()
    assert slept == [bot.WAITS[0], bot.WAITS[tries - 1]]


def test_the_bot_leaves_a_connection_that_is_silent_for_ten_minutes(twitch, monkeypatch):
    now = [0.0]

    def nothing_for_ten_seconds() -> str:
        now[0] += 10
        raise websocket.WebSocketTimeoutException

    chat = FakeChat()
    chat.recv = nothing_for_ten_seconds
    talking(monkeypatch, chat)
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    bot.talk(tokens.TwitchAuth(), "river_otter", validated_at=time.time())
    assert 600 <= now[0] < 630


def test_the_bot_validates_again_after_its_computer_slept(twitch, monkeypatch):
    chat = FakeChat(SAID)
    talking(monkeypatch, chat)
    an_hour_ago = time.time() - bot.VALIDATE_EVERY
    monkeypatch.setattr("time.monotonic", lambda: 0.0)  # on Linux it doesn't count the sleep
    bot.talk(tokens.TwitchAuth(), "river_otter", validated_at=an_hour_ago)
    assert chat.frames == [SAID]


def test_the_bot_waits_longer_and_longer_for_a_twitch_out_of_order(twitch, monkeypatch, slept):
    monkeypatch.setattr(FakeTwitch, "status", 503)
    with pytest.raises(SystemExit, match="later"):
        bot.main()
    assert slept == bot.WAITS


def test_the_bot_ends_at_once_when_the_viewer_is_needed(twitch, slept):
    tokens.TwitchAuth().keep("TWITCH_REFRESH_TOKEN", "spent")
    with pytest.raises(SystemExit, match=r"get_token\.py"):
        bot.main()
    assert slept == []


def test_the_bot_says_which_scope_is_missing_and_where_to_add_it(twitch, monkeypatch, slept):
    monkeypatch.setattr(FakeTwitch, "token", {"login": "river_otter", "scopes": ["chat:read"]})
    with pytest.raises(
        Problem, match="lacks chat:edit.* TWITCH_SCOPE in .env .* get_token"
    ) as said:
        bot.main()
    assert "chat:read" not in str(said.value)
    monkeypatch.setattr(FakeTwitch, "token", {"login": "river_otter", "scopes": None})
    with pytest.raises(Problem, match="lacks chat:read and chat:edit"):
        bot.main()
    monkeypatch.setattr(FakeTwitch, "token", {})
    with pytest.raises(Problem, match="no viewer's token"):
        bot.main()
    assert slept == []


REFUSED = ":tmi.twitch.tv NOTICE * :Login authentication failed\r\n"


def test_the_bot_asks_twitch_before_it_says_that_a_token_has_expired(twitch, monkeypatch, slept):
    auth = tokens.TwitchAuth()
    talking(monkeypatch, FakeChat(REFUSED), FakeChat(REFUSED))
    with pytest.raises(PassingTrouble, match="expired or was revoked"):
        bot.talk(auth, "river_otter", validated_at=time.time())
    auth.keep("TWITCH_ACCESS_TOKEN", "alive")
    with pytest.raises(PassingTrouble, match="the token is good") as said:
        bot.talk(auth, "river_otter", validated_at=time.time())
    assert "expired" not in str(said.value)
    assert FakeTwitch.seen == ["/oauth2/validate"] * 2


def test_the_bot_shows_what_the_chat_says_and_stays(twitch, monkeypatch, capsys):
    talking(monkeypatch, FakeChat(":tmi.twitch.tv NOTICE #room :This room is closed.\r\n", SAID))
    with pytest.raises(KeyboardInterrupt):
        bot.talk(tokens.TwitchAuth(), "river_otter", validated_at=time.time())
    assert "The chat says: This room is closed." in capsys.readouterr().out


def test_a_chat_that_is_not_there_is_told_apart_from_one_that_may_come_back(twitch, monkeypatch):
    auth = tokens.TwitchAuth()
    with pytest.raises(PassingTrouble, match="Nothing answers at 127.0.0.1:9"):
        bot.talk(auth, "river_otter", validated_at=time.time())
    auth.mine["TWITCH_CHAT_URL"] = twitch.replace("http", "ws")
    with pytest.raises(Problem, match="No chat answers at") as said:
        bot.talk(auth, "river_otter", validated_at=time.time())
    assert not isinstance(said.value, PassingTrouble)
