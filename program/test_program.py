"""The program's own tests. They call no Twitch: a small server on this computer answers instead."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import bot
import live
import pytest
import requests
import tokens


class FakeTwitch(BaseHTTPRequestHandler):
    """Knows one living token, and one refresh token that gets it."""

    seen: list[str] = []

    def do_GET(self) -> None:
        self.seen.append(self.path)
        if self.headers.get("Authorization", "").split()[1:] != ["alive"]:
            return self.answer(401, {"message": "Invalid OAuth token"})
        if self.headers.get("Client-Id") != "my-id":
            return self.answer(401, {"message": "Client ID is missing"})
        self.answer(200, {"data": [{"login": "river_otter"}]})

    def do_POST(self) -> None:
        self.seen.append(self.path)
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if "refresh_token=good" not in form:
            return self.answer(400, {"message": "Invalid refresh token"})
        self.answer(200, {"access_token": "alive", "refresh_token": "next"})

    def answer(self, status: int, body: dict) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        pass  # a log would be the wrong place for tokens


@pytest.fixture
def twitch(tmp_path, monkeypatch):
    server = HTTPServer(("127.0.0.1", 0), FakeTwitch)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    private_file = tmp_path / ".env"
    private_file.write_text(
        f"TWITCH_ID_URL={address}\nTWITCH_API_URL={address}\nTWITCH_CLIENT_ID=my-id\n"
        "TWITCH_CLIENT_SECRET=my-secret\nTWITCH_ACCESS_TOKEN=dead\nTWITCH_REFRESH_TOKEN=good\n"
    )
    monkeypatch.setattr(tokens, "PRIVATE_FILE", private_file)
    FakeTwitch.seen.clear()
    yield address
    server.shutdown()
    server.server_close()


def test_a_dead_token_is_renewed_and_kept(twitch):
    assert live.get(tokens.TwitchAuth(), "users") == [{"login": "river_otter"}]
    assert FakeTwitch.seen == ["/helix/users", "/oauth2/token", "/helix/users"]
    assert tokens.load()["TWITCH_ACCESS_TOKEN"] == "alive"
    assert tokens.load()["TWITCH_REFRESH_TOKEN"] == "next"


def test_a_living_token_is_not_renewed(twitch):
    auth = tokens.TwitchAuth()
    auth.keep("TWITCH_ACCESS_TOKEN", "alive")
    live.get(auth, "users")
    assert FakeTwitch.seen == ["/helix/users"]


def test_another_401_is_passed_on(twitch):
    auth = tokens.TwitchAuth()
    auth.keep("TWITCH_ACCESS_TOKEN", "alive")
    auth.mine["TWITCH_CLIENT_ID"] = "another"
    reply = requests.get(f"{twitch}/helix/users", auth=auth, timeout=10)
    assert tokens.message(reply) == "Client ID is missing"


def test_without_a_good_refresh_token_the_viewer_is_needed(twitch):
    auth = tokens.TwitchAuth()
    auth.keep("TWITCH_REFRESH_TOKEN", "spent")
    with pytest.raises(tokens.ConsentNeeded, match=r"get_token\.py"):
        live.get(auth, "users")


def test_without_a_token_the_viewer_is_needed(twitch):
    tokens.PRIVATE_FILE.write_text("TWITCH_CLIENT_ID=my-id\n")
    with pytest.raises(tokens.ConsentNeeded):
        tokens.TwitchAuth()


def test_the_bot_answers_its_name_and_a_ping():
    said = ":night_owl!night_owl@night_owl.tmi.twitch.tv PRIVMSG #room :Hello River_Otter: well?"
    assert bot.answer(said, "river_otter") == "PRIVMSG #room :Nice to meet you, night_owl!"
    assert bot.answer("PING :tmi.twitch.tv", "river_otter") == "PONG :tmi.twitch.tv"
    assert bot.answer(said.replace("River_Otter", "you"), "river_otter") is None


def test_a_picture_of_nobody_is_empty():
    assert live.picture([]) == ""
    assert live.picture([{"user_name": "owl", "viewer_count": 0}]).endswith(" 0")
