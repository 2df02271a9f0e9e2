"""A client that we did not write walks the whole flow: requests-oauthlib."""

from __future__ import annotations

import requests_oauthlib


def test_requests_oauthlib_gets_and_uses_a_token(server, person, app, monkeypatch):
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # practice speaks http
    client = requests_oauthlib.OAuth2Session(
        app.client_id, redirect_uri="http://localhost", scope=["chat:read", "chat:edit"]
    )
    link, state = client.authorization_url(f"{server.base}/oauth2/authorize")
    landed = person.authorize(person.answer(link))
    assert person.answer(landed)["state"] == state
    client.fetch_token(
        f"{server.base}/oauth2/token",
        authorization_response=landed,
        client_secret=app.client_secret,
        include_client_id=True,  # in the form: Twitch doesn't read HTTP Basic (contract 2.1)
        timeout=20,
    )
    reply = client.get(
        f"{server.base}/helix/users", headers={"Client-Id": app.client_id}, timeout=20
    )
    assert reply.json()["data"][0]["login"] == "river_otter"
