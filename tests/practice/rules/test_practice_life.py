"""How a token ends: revoked, disconnected, one too many, out of time (docs/twitch.md 3 and 5.2)."""

from __future__ import annotations

import pytest


def revoke(server, app, token, /, way="data", **changes):
    sent = {"client_id": app.client_id, "token": token, **changes}
    sent = {name: value for name, value in sent.items() if value is not None}
    if way == "files":
        sent = {name: (None, value) for name, value in sent.items()}
    return server.post("/oauth2/revoke", **{way: sent})


@pytest.mark.parametrize("way", ["data", "params", "files"])
def test_a_revoked_token_is_useless(server, person, own, way):
    """docs/twitch.md 3.2: 200 and an empty body."""
    token = server.tokens(person, own)["access_token"]
    reply = revoke(server, own, token, way)
    assert (reply.status_code, reply.content) == (200, b"")
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    seen = server.validate(token)
    assert (seen.status_code, seen.json()["message"]) == (401, "invalid access token")
    helix = server.get(
        "/helix/users",
        headers={"Authorization": f"Bearer {token}", "Client-Id": own.client_id},
    )
    assert (helix.status_code, helix.json()["message"]) == (401, "Invalid OAuth token")
    assert server.books()["tokens"][-1]["status"] == "revoked"


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        pytest.param({"token": "x" * 30}, 400, "Invalid token", id="3.2-unknown"),
        pytest.param({"token": None}, 400, "missing oauth token", id="3.2-no-token"),
        pytest.param({"client_id": "nobody"}, 404, "client does not exist", id="3.2-client"),
        pytest.param({"client_id": None}, 400, "missing client id", id="ours-no-client"),
    ],
)
def test_refusals_of_revoke(server, app, token, changes, status, message):
    reply = revoke(server, app, token, **changes)
    assert (reply.status_code, reply.json()) == (status, {"status": status, "message": message})
    assert server.validate(token).ok


def test_a_token_is_revoked_once(server, app, token):
    """docs/twitch.md 3.2: of two opinions, the documentation's."""
    revoke(server, app, token)
    again = revoke(server, app, token)
    assert (again.status_code, again.json()["message"]) == (400, "Invalid token")


def test_another_application_cannot_revoke(server, own, token):
    """Ours; RFC 7009 2.1."""
    assert revoke(server, own, token).json()["message"] == "Invalid token"
    assert server.validate(token).ok


def test_the_refresh_token_outlives_the_revoked_access_token(server, person, own):
    """Ours: docs/twitch.md 3.2 doesn't know."""
    tokens = server.tokens(person, own)
    assert revoke(server, own, tokens["refresh_token"]).json()["message"] == "Invalid token"
    revoke(server, own, tokens["access_token"])
    form = own.form("refresh_token", refresh_token=tokens["refresh_token"])
    assert server.exchange(form).status_code == 200


def test_an_application_can_revoke_its_own_token(server, own):
    token = server.exchange(own.form("client_credentials")).json()["access_token"]
    assert revoke(server, own, token).status_code == 200
    assert server.validate(token).status_code == 401


def test_connections_lists_what_was_allowed(server, person, own):
    """docs/twitch.md 3.3."""
    assert own.name not in person.open("/settings/connections").text
    server.tokens(person, own, scope="chat:read")
    page = person.open("/settings/connections").text
    assert own.name in page
    assert "<code>chat:read</code>" in page
    assert own.name not in server.person("night_owl").open("/settings/connections").text


def test_disconnect_kills_every_token_of_these_two(server, person, own):
    """docs/twitch.md 3.3: tokens of other users and the application's own live on."""
    other = server.person("night_owl")
    mine, more = server.tokens(person, own), server.tokens(person, own, scope="user:read:email")
    implicit = person.answer(person.authorize(own.link(response_type="token")))["access_token"]
    waiting = person.get_code(own)
    device = server.device_code(own)
    person.activate(device["user_code"])
    theirs = server.tokens(other, own)
    apps = server.exchange(own.form("client_credentials")).json()["access_token"]

    page = person.disconnect(own)
    assert page.url.endswith("/settings/connections")
    assert own.name not in page.text
    for token in (mine["access_token"], more["access_token"], implicit):
        assert server.validate(token).json()["message"] == "invalid access token"
    for tokens in (mine, more):
        form = own.form("refresh_token", refresh_token=tokens["refresh_token"])
        assert server.exchange(form).json()["message"] == "Invalid refresh token"
    reply = server.exchange(own.exchange_form(waiting))
    assert reply.json()["message"] == "Invalid authorization code"
    assert server.poll(own, device["device_code"]).json()["message"] == "invalid device code"
    for token in (theirs["access_token"], apps):
        assert server.validate(token).ok


def test_a_disconnect_does_not_rewrite_what_ended_a_token_before(server, person, own):
    revoke(server, own, server.tokens(person, own)["access_token"])
    server.tokens(person, own)
    person.disconnect(own)
    tokens = [one for one in server.books()["tokens"] if one["client_id"] == own.client_id]
    assert [one["status"] for one in tokens] == ["revoked", "disconnected"]


def test_after_disconnect_the_user_is_asked_again(server, person, own):
    server.tokens(person, own)
    person.disconnect(own)
    page = person.open("/oauth2/authorize", follow=False, **own.link())
    assert page.status_code == 200
    assert server.tokens(person, own)["access_token"]


def test_one_can_only_disconnect_what_is_connected(server, person, own, app):
    server.tokens(person, own)
    button = person.ids(person.open("/settings/connections"))[f"disconnect-{own.client_id}"]
    assert button["value"] == own.client_id
    person.disconnect(own)
    for client_id in (own.client_id, "nobody", ""):
        reply = person.send("/settings/connections", disconnect=client_id)
        assert reply.status_code == 400


def test_tokens_outlive_the_secret_that_made_them(server, person, own):
    """Ours: docs/twitch.md 3.3 doesn't know. The old secret is dead at once (7.1)."""
    tokens = server.tokens(person, own)
    old = own.client_secret
    person.new_secret(own)
    assert server.validate(tokens["access_token"]).ok
    form = own.form("refresh_token", refresh_token=tokens["refresh_token"])
    assert server.exchange({**form, "client_secret": old}).status_code == 403
    assert server.exchange(form).status_code == 200


def test_the_51st_token_of_a_refresh_token_ends_the_oldest(server, person, own):
    """docs/twitch.md 5.2 knows the number; that the oldest dies is ours, since it is disputed."""
    first = server.tokens(person, own)
    form = own.form("refresh_token", refresh_token=first["refresh_token"])
    second = server.exchange(form).json()["access_token"]
    for _ in range(48):
        server.exchange(form)
    assert server.validate(first["access_token"]).ok
    assert server.exchange(form).status_code == 200
    assert server.validate(first["access_token"]).status_code == 401
    assert server.validate(second).ok


def test_token_life_holds_for_every_kind(short_lived):
    owner = short_lived.person("river_otter")
    made = owner.register()
    owner.new_secret(made)
    tokens = short_lived.tokens(owner, made)
    refreshed = short_lived.exchange(
        made.form("refresh_token", refresh_token=tokens["refresh_token"])
    )
    own_token = short_lived.exchange(made.form("client_credentials"))
    lives = [reply["expires_in"] for reply in (tokens, refreshed.json(), own_token.json())]
    assert lives == [1, 1, 1]


def test_the_next_token_can_be_made_short_lived(server, person, own):
    """Ours, for a lesson: only the next one."""
    tokens = server.tokens(person, own)
    books = person.open("/behind-the-curtain")
    assert person.press(books, ("action", "shorten"), seconds="60").status_code == 200
    form = own.form("refresh_token", refresh_token=tokens["refresh_token"])
    short, long = server.exchange(form).json(), server.exchange(form).json()
    assert (short["expires_in"], long["expires_in"]) == (60, 14000)
    left = [server.validate(one["access_token"]).json()["expires_in"] for one in (short, long)]
    assert 0 < left[0] <= 60 < left[1]


def test_the_next_token_can_be_made_to_live_otherwise_than_all(short_lived):
    somebody = short_lived.person("night_owl")
    books = somebody.open("/behind-the-curtain")
    somebody.press(books, ("action", "shorten"), seconds="60")
    made = somebody.register()
    somebody.new_secret(made)
    lives = [short_lived.tokens(somebody, made)["expires_in"] for _ in range(2)]
    assert lives == [60, 1]


@pytest.mark.parametrize("seconds", ["0", "61", "-1", "ten", "", "1.5", "9" * 5000])
def test_a_short_life_is_from_1_to_60_seconds(person, seconds):
    books = person.open("/behind-the-curtain")
    reply = person.press(books, ("action", "shorten"), seconds=seconds)
    assert reply.status_code == 400
    assert "from 1 to 60" in reply.text
