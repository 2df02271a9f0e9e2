"""The program's tokens: what a refresh brings is kept, and what it doesn't bring stays."""

from __future__ import annotations

import dotenv
import pytest
import tokens
from sentences import Problem

KEPT = {
    "TWITCH_CLIENT_ID": "hof5gwx0su6owfnys0nyan9c87zr6t",
    "TWITCH_CLIENT_SECRET": "41vpdji4e9gif29md0ouet6fktd2xy",
    "TWITCH_ID_URL": "http://localhost:9",
    "TWITCH_API_URL": "http://localhost:9",
    "TWITCH_CHAT_URL": "ws://localhost:9/chat",
    "TWITCH_ACCESS_TOKEN": "rfx2uswqe8l4g1mkagrvg5tv0ks3xy",
    "TWITCH_REFRESH_TOKEN": "5b93chm6hdve3mycz05zfzatkfdenfspp1h1ar2xxdalen01xy",
}


def test_a_token_is_not_sent_on_to_another_address(stub, start_stub):
    other = start_stub()
    other.answers({"data": []})
    stub.answers(b"", 307, Location=f"{other.base}/helix/users")
    with pytest.raises(tokens.Problem):
        tokens.send("GET", f"{stub.base}/helix/users", headers={"Authorization": "Bearer made-up"})
    assert stub.only and other.seen == []


@pytest.mark.parametrize("brought", [{}, {"refresh_token": "new" * 10}])
def test_a_refresh_without_a_refresh_token_leaves_the_old_one(tmp_path, monkeypatch, brought):
    file = tmp_path / ".env"
    file.write_text("".join(f"{name}='{value}'\n" for name, value in KEPT.items()))
    monkeypatch.setattr(tokens, "PRIVATE_FILE", file)
    monkeypatch.setattr(tokens, "send", lambda *_, **__: None)
    monkeypatch.setattr(tokens, "told", lambda _: {"access_token": "fresh" * 6, **brought})
    auth = tokens.TwitchAuth()
    auth.refresh()
    refresh_token = brought.get("refresh_token", KEPT["TWITCH_REFRESH_TOKEN"])
    assert auth.mine["TWITCH_REFRESH_TOKEN"] == refresh_token
    kept = dotenv.dotenv_values(file)
    assert (kept["TWITCH_ACCESS_TOKEN"], kept["TWITCH_REFRESH_TOKEN"]) == (
        "fresh" * 6,
        refresh_token,
    )


def test_a_file_of_certificates_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/own.pem")
    with pytest.raises(Problem, match="REQUESTS_CA_BUNDLE .* names can't be used"):
        tokens.send("GET", "https://id.twitch.example")


def test_a_file_that_can_not_be_written_on_the_way_is_not_called_a_lost_connection(monkeypatch):
    def unwritable(*_, **__):
        raise PermissionError(13, "Permission denied", "/x/.env")

    monkeypatch.setattr(tokens.requests, "request", unwritable)
    with pytest.raises(PermissionError, match=r"\.env"):
        tokens.send("GET", "https://id.twitch.example")
