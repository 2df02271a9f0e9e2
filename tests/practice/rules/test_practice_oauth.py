"""The endpoints against docs/twitch.md; each row of a table names its section."""

from __future__ import annotations

import re
import socket
import time
from urllib.parse import urlencode

import pytest
import requests

LOCALHOST = "http://localhost"
MISMATCH = "Parameter redirect_uri does not match registered URI"
RETIRED = (
    "Sorry, the scope you are requesting is currently unavailable. Please request new scopes "
    "documented at https://dev.twitch.tv/docs/authentication/#chat-and-pubsub."
)


# Authorize


def test_success_carries_code_scope_and_state_in_this_order(person, app):
    """docs/twitch.md 1.3: a slash before the query, %3A for colons, + for spaces."""
    address = person.authorize(app.link(state="a b&c=d/é"))
    assert re.fullmatch(
        r"http://localhost/\?code=[a-z0-9]{30}&scope=chat%3Aread\+chat%3Aedit"
        r"&state=a\+b%26c%3Dd%2F%C3%A9",
        address,
    )


def test_no_state_comes_back_when_none_was_sent(person, app):
    """docs/twitch.md 1.3."""
    assert list(person.answer(person.authorize(app.link(state=None)))) == ["code", "scope"]


def test_a_path_is_kept_as_registered(person, app):
    address = person.authorize(app.link(redirect_uri="http://localhost:3000/callback"))
    assert address.startswith("http://localhost:3000/callback?code=")


def test_an_address_with_its_own_query_keeps_it(person):
    """Ours: docs/twitch.md 1.3 doesn't know."""
    made = person.register(redirect_uris=("https://example.org/back?from=practice",))
    address = person.authorize(made.link())
    assert address.startswith("https://example.org/back?from=practice&code=")


def test_cancel_says_access_denied(person, app):
    """docs/twitch.md 1.4."""
    address = person.authorize(app.link(force_verify="true"), decision="cancel")
    assert address == (
        "http://localhost/?error=access_denied"
        "&error_description=The+user+denied+you+access&state=c3ab8aa609ea"
    )


def test_the_first_registered_address_is_the_one_that_was_added_first(person):
    """docs/twitch.md 1.5."""
    made = person.register(redirect_uris=("http://localhost:4000", "http://localhost"))
    address = person.authorize(made.link(redirect_uri="http://localhost:5000"))
    assert address.startswith("http://localhost:4000/?error=redirect_mismatch&")


@pytest.mark.parametrize("scope", ["", None])
def test_scopes_may_be_left_out(person, app, scope):
    """docs/twitch.md 1.1: an empty or absent scope is accepted."""
    assert person.answer(person.authorize(app.link(scope=scope)))["scope"] == ""


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        pytest.param({"client_id": None}, 400, "missing client id", id="1.5-no-client-id"),
        pytest.param({"client_id": "null"}, 400, "invalid client", id="1.5-unknown-client"),
        pytest.param({"redirect_uri": None}, 400, "missing redirect uri", id="1.5-ours-no-uri"),
        pytest.param(
            {"scope": "chat:read+chat:edit"},
            400,
            "invalid scope requested: 'chat:read+chat:edit'",
            id="1.5-plus-between-scopes",
        ),
        pytest.param(
            {"scope": "chat:read,chat:edit"},
            400,
            "invalid scope requested: 'chat:read,chat:edit'",
            id="1.5-comma-between-scopes",
        ),
        pytest.param(
            {"scope": "chat:read chat:raed"},
            400,
            "invalid scope requested: 'chat:raed'",
            id="1.5-misspelt-scope",
        ),
        *(
            pytest.param({"scope": scope}, 400, RETIRED, id=f"1.5-retired-{scope}")
            for scope in ("channel_editor", "chat_login", "user_read", "channel_read")
        ),
    ],
)
def test_some_refusals_are_json_in_the_browser(person, app, changes, status, message):
    """docs/twitch.md 1.5: no redirect, the browser shows the JSON."""
    reply = person.open("/oauth2/authorize", follow=False, **app.link(**changes))
    assert (reply.status_code, reply.json()) == (status, {"status": status, "message": message})
    assert reply.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    "wrong",
    [
        "http://localhost/",
        "http://localhost:3000",
        "https://localhost",
        "http://Localhost",
        "http%3A%2F%2Flocalhost",
        "https://example.org",
    ],
)
def test_a_wrong_redirect_uri_goes_to_the_first_registered_one(server, app, wrong):
    """docs/twitch.md 1.5: every character counts; nobody needs to be logged in."""
    reply = server.get(
        "/oauth2/authorize", params=app.link(redirect_uri=wrong), allow_redirects=False
    )
    assert reply.status_code == 302
    assert reply.headers["Location"] == (
        "http://localhost/?error=redirect_mismatch&error_description="
        "Parameter+redirect_uri+does+not+match+registered+URI&state=c3ab8aa609ea"
    )


@pytest.mark.parametrize("response_type", [None, "", "code token", "id_token", "password"])
def test_another_response_type_is_sent_back(server, app, response_type):
    """docs/twitch.md 1.5, as seen in 2017; `id_token` works only with the scope `openid` (1.1)."""
    reply = server.get(
        "/oauth2/authorize", params=app.link(response_type=response_type), allow_redirects=False
    )
    assert reply.headers["Location"] == (
        "http://localhost/?error=unsupported_response_type"
        "&error_description=Response+type+is+not+supported&state=c3ab8aa609ea"
    )


def test_another_response_type_is_sent_back_to_the_address_of_the_link(server, app):
    """docs/twitch.md 1.5: unlike a mismatch, which goes to the first registered address."""
    link = app.link(response_type="password", redirect_uri=app.redirect_uris[1])
    reply = server.get("/oauth2/authorize", params=link, allow_redirects=False)
    assert reply.headers["Location"].startswith(f"{app.redirect_uris[1]}?error=unsupported")


def test_pkce_is_ignored(person, app, server):
    """docs/twitch.md 1.1: no error, and no need for the verifier at the exchange."""
    code = person.get_code(app, code_challenge="x" * 43, code_challenge_method="S256")
    assert server.exchange(app.exchange_form(code)).status_code == 200


def test_the_consent_page_comes_once_for_the_same_scopes(server, app, person):
    """docs/twitch.md 1.1: force_verify is false unless it is said to be true."""
    made = person.register()
    first = person.open("/oauth2/authorize", follow=False, **made.link())
    assert first.status_code == 200
    person.press(first, ("decision", "authorize"))

    def asked(**changes):
        reply = person.open("/oauth2/authorize", follow=False, **made.link(**changes))
        return {200: True, 302: False}[reply.status_code]

    assert not asked()
    assert not asked(scope="chat:edit")
    assert asked(scope="chat:edit user:read:email")
    assert asked(force_verify="true")
    other = server.person("night_owl").open("/oauth2/authorize", follow=False, **made.link())
    assert other.status_code == 200


def test_cancel_is_not_remembered_as_consent(person):
    made = person.register()
    person.authorize(made.link(), decision="cancel")
    page = person.open("/oauth2/authorize", follow=False, **made.link())
    assert page.status_code == 200


# Exchange


def test_an_exchange_gives_tokens(server, app, code):
    """docs/twitch.md 2.2: alphabetical keys, sorted scopes in a list, a lower-case bearer."""
    reply = server.exchange(app.exchange_form(code))
    assert reply.status_code == 200
    body = reply.json()
    assert list(body) == ["access_token", "expires_in", "refresh_token", "scope", "token_type"]
    assert re.fullmatch("[a-z0-9]{30}", body["access_token"])
    assert re.fullmatch("[a-z0-9]{50}", body["refresh_token"])
    assert body["expires_in"] == 14_000
    assert body["scope"] == ["chat:edit", "chat:read"]
    assert body["token_type"] == "bearer"


def test_the_reply_has_twitchs_headers_and_form(server, app):
    """docs/twitch.md 2.1: no charset, a newline at the end, compact, open to other origins."""
    reply = server.exchange(app.exchange_form("none"))
    assert reply.headers["Content-Type"] == "application/json"
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert reply.text == '{"status":400,"message":"Invalid authorization code"}\n'


def test_scope_is_absent_when_none_was_granted(server, app, person):
    """docs/twitch.md 2.2; 3.1: validate says null."""
    reply = server.exchange(app.exchange_form(person.get_code(app, scope=None))).json()
    assert "scope" not in reply
    assert server.validate(reply["access_token"]).json()["scopes"] is None


@pytest.mark.parametrize("way", ["form", "query", "multipart"])
def test_parameters_come_in_three_ways(server, app, code, way):
    """docs/twitch.md 2.1."""
    form = app.exchange_form(code)
    sent = {
        "form": {"data": form},
        "query": {"params": form},
        "multipart": {"files": {name: (None, value) for name, value in form.items()}},
    }[way]
    assert server.post("/oauth2/token", **sent).status_code == 200


def test_a_json_body_and_basic_authentication_are_not_read(server, app, code):
    """docs/twitch.md 2.1: Basic gives `missing client id`; JSON likewise is ours."""
    form = app.exchange_form(code)
    as_json = server.post("/oauth2/token", json=form)
    without = {name: value for name, value in form.items() if not name.startswith("client_")}
    basic = server.post("/oauth2/token", data=without, auth=(app.client_id, app.client_secret))
    for reply in (as_json, basic):
        assert (reply.status_code, reply.json()["message"]) == (400, "missing client id")


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        pytest.param({"client_id": None}, 400, "missing client id", id="no-client-id"),
        pytest.param({"client_id": "nobody"}, 400, "invalid client", id="unknown-client"),
        pytest.param({"client_secret": None}, 400, "missing client secret", id="no-secret"),
        pytest.param({"client_secret": "x" * 30}, 403, "invalid client secret", id="bad-secret"),
        pytest.param({"code": "x" * 30}, 400, "Invalid authorization code", id="unknown-code"),
        pytest.param({"redirect_uri": f"{LOCALHOST}/"}, 400, MISMATCH, id="slash-too-many"),
        pytest.param(
            {"redirect_uri": "http://localhost:3000/callback"}, 400, MISMATCH, id="another-of-ours"
        ),
        pytest.param({"redirect_uri": None}, 400, MISMATCH, id="ours-no-redirect-uri"),
        pytest.param({"code": None}, 400, "missing code", id="no-code"),
        pytest.param({"grant_type": None}, 400, "missing grant type", id="ours-no-grant-type"),
        pytest.param(
            {"grant_type": "password"}, 400, "unsupported grant type", id="ours-other-grant-type"
        ),
    ],
)
def test_refusals_of_an_exchange(server, app, code, changes, status, message):
    """docs/twitch.md 2.7."""
    reply = server.exchange(app.exchange_form(code, **changes))
    assert (reply.status_code, reply.json()) == (status, {"status": status, "message": message})


def test_the_secret_is_judged_before_the_code(server, app, code):
    """docs/twitch.md 2.7, order of the checks: so a typing error doesn't cost the code."""
    wrong = server.exchange(app.exchange_form(code, client_secret="wrong"))
    assert wrong.status_code == 403
    assert server.exchange(app.exchange_form(code)).status_code == 200


def test_a_code_works_once(server, app, code):
    """docs/twitch.md 1.6."""
    assert server.exchange(app.exchange_form(code)).status_code == 200
    again = server.exchange(app.exchange_form(code))
    assert (again.status_code, again.json()["message"]) == (400, "Invalid authorization code")


@pytest.mark.parametrize("wrong", ["http://localhost:3000/callback", "https://example.org", None])
def test_a_code_is_used_up_by_a_wrong_redirect_uri(server, app, code, wrong):
    """Ours: what Twitch does here is not known. Only the first one is registered."""
    server.exchange(app.exchange_form(code, redirect_uri=wrong))
    assert server.exchange(app.exchange_form(code)).json()["message"] == (
        "Invalid authorization code"
    )


def test_a_code_is_for_one_application(server, person, code):
    """docs/twitch.md 1.6."""
    thief = person.register()
    person.new_secret(thief)
    reply = server.exchange(thief.exchange_form(code))
    assert (reply.status_code, reply.json()["message"]) == (400, "Invalid authorization code")


def test_a_public_application_gets_a_code_and_no_token(server, person):
    """docs/twitch.md 1.5, 2.7, 4.4."""
    public = person.register(client_type="public")
    code = person.get_code(public)
    for secret in (None, "x" * 30):
        reply = server.exchange(public.exchange_form(code, client_secret=secret))
        assert (reply.status_code, reply.json()["message"]) == (400, "Invalid client credentials")


def test_without_a_secret_made_every_secret_is_wrong(server, person):
    made = person.register()
    reply = server.exchange(made.exchange_form("x", client_secret="x"))
    assert (reply.status_code, reply.json()["message"]) == (403, "invalid client secret")


def test_a_new_secret_kills_the_old_one(server, person):
    """docs/twitch.md 7.1, step 9."""
    made = person.register()
    old, new = person.new_secret(made), person.new_secret(made)
    code = person.get_code(made)
    assert server.exchange(made.exchange_form(code, client_secret=old)).status_code == 403
    assert server.exchange(made.exchange_form(code, client_secret=new)).status_code == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_only_post_is_found_at_token(server, method):
    """docs/twitch.md 2.1."""
    reply = requests.request(method, f"{server.base}/oauth2/token", timeout=20)
    assert (reply.status_code, reply.text) == (404, "404 page not found\n")
    assert reply.headers["Content-Type"] == "text/plain"


def test_a_repeated_parameter_is_refused(server, app, code):
    """RFC 6749 3.2; the text is ours."""
    form = [*app.exchange_form(code).items(), ("code", code)]
    reply = server.post("/oauth2/token", data=form)
    assert (reply.status_code, reply.json()["message"]) == (400, "a parameter was sent twice")


@pytest.mark.parametrize("sent", ["client_id=%FF", "client_id=%ED%A0%80", "x=%FF"])
def test_what_is_not_utf_8_is_refused(server, sent):
    """Ours."""
    reply = server.post("/oauth2/token", params=sent)
    assert (reply.status_code, reply.json()["message"]) == (400, "a parameter is not valid UTF-8")


# Validate


@pytest.mark.parametrize("word", ["OAuth", "Bearer"])
def test_validate_tells_what_a_token_stands_for(server, app, token, word):
    """docs/twitch.md 3.1: this key order, both words."""
    reply = server.get("/oauth2/validate", headers={"Authorization": f"{word} {token}"})
    body = reply.json()
    assert list(body) == ["client_id", "login", "scopes", "user_id", "expires_in"]
    assert 13_980 < body.pop("expires_in") <= 14_000
    assert body == {
        "client_id": app.client_id,
        "login": "river_otter",
        "scopes": ["chat:edit", "chat:read"],
        "user_id": "710000101",
    }


@pytest.mark.parametrize(
    ("header", "message"),
    [
        pytest.param(None, "missing authorization token", id="3.1-no-header"),
        pytest.param("OAuth nonsense", "invalid access token", id="3.1-unknown"),
        pytest.param("OAuth", "invalid access token", id="3.1-ours-no-token"),
        pytest.param("Basic {token}", "invalid access token", id="3.1-ours-other-word"),
    ],
)
def test_refusals_of_validate(server, token, header, message):
    headers = {"Authorization": header.format(token=token)} if header else {}
    reply = server.get("/oauth2/validate", headers=headers)
    assert (reply.status_code, reply.json()) == (401, {"status": 401, "message": message})
    assert reply.headers["Access-Control-Allow-Origin"] == "*"


def test_an_expired_token_is_useless(short_lived):
    """docs/twitch.md 3.1 and 6.2: two texts for one illness."""
    owner = short_lived.person("river_otter")
    made = owner.register()
    owner.new_secret(made)
    reply = short_lived.exchange(made.exchange_form(owner.get_code(made))).json()
    assert reply["expires_in"] == 1
    token = reply["access_token"]
    give_up_at = time.monotonic() + 10
    while (seen := short_lived.validate(token)).ok and time.monotonic() < give_up_at:
        time.sleep(0.1)
    assert (seen.status_code, seen.json()["message"]) == (401, "invalid access token")
    helix = short_lived.get(
        "/helix/users",
        headers={"Authorization": f"Bearer {token}", "Client-Id": made.client_id},
    )
    assert helix.json()["message"] == "Invalid OAuth token"
    assert short_lived.books()["tokens"][-1]["status"] == "expired"


def test_other_oauth2_paths_are_not_found(server):
    assert server.get("/oauth2/nothing").text == "404 page not found\n"


# One exchange at a time


def test_of_two_that_bring_a_code_together_one_wins(server, app, person):
    """docs/twitch.md 1.6: both requests are written before either reply is read."""
    form = urlencode(app.exchange_form(person.get_code(app)))
    request = (
        f"POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n\r\n"
        f"{form}"
    ).encode()
    host, port = server.base.removeprefix("http://").split(":")
    lines = [socket.create_connection((host, int(port)), timeout=20) for _ in range(8)]
    for line in lines:
        line.sendall(request)
    replies = []
    for line in lines:
        with line, line.makefile("rb") as stream:
            replies.append(stream.read().split(b" ", 2)[1])
    assert sorted(replies) == [b"200"] + [b"400"] * 7
