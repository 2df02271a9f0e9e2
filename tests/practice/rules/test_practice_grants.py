"""The ways to a token besides the code: refresh, the application's own, device, implicit."""

from __future__ import annotations

import re

import pytest
import requests


def refusal(reply):
    assert reply.json().keys() == {"status", "message"}
    assert reply.json()["status"] == reply.status_code
    return reply.status_code, reply.json()["message"]


# Refresh (docs/twitch.md 2.3)


def test_a_refresh_gives_a_new_access_token_and_the_same_refresh_token(server, person, own):
    """docs/twitch.md 2.3: as often as one likes."""
    first = server.tokens(person, own)
    for _ in range(2):
        reply = server.exchange(own.form("refresh_token", refresh_token=first["refresh_token"]))
        body = reply.json()
        assert list(body) == ["access_token", "expires_in", "refresh_token", "scope", "token_type"]
        assert body["access_token"] != first["access_token"]
        assert {**body, "access_token": ""} == {**first, "access_token": ""}
        assert server.validate(body["access_token"]).json()["login"] == "river_otter"
    assert server.validate(first["access_token"]).ok


def test_a_refresh_can_ask_for_less(server, person, own):
    """docs/twitch.md 2.3; RFC 6749 6: and for all of it again later."""
    refresh_token = server.tokens(person, own)["refresh_token"]
    less = own.form("refresh_token", refresh_token=refresh_token, scope="chat:read")
    assert server.exchange(less).json()["scope"] == ["chat:read"]
    whole = own.form("refresh_token", refresh_token=refresh_token)
    assert server.exchange(whole).json()["scope"] == ["chat:edit", "chat:read"]


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        pytest.param({"refresh_token": None}, 400, "missing refresh token", id="2.7-missing"),
        pytest.param({"refresh_token": "x" * 50}, 400, "Invalid refresh token", id="2.7-unknown"),
        pytest.param(
            {"scope": "chat:read invalid:scope"},
            400,
            "invalid scope requested: 'invalid:scope'",
            id="2.7-wrong-scope",
        ),
        pytest.param(
            {"scope": "user:read:email"},
            400,
            "invalid scope requested: 'user:read:email'",
            id="2.7-scope-that-was-not-granted",
        ),
        pytest.param({"client_secret": None}, 400, "missing client secret", id="2.7-no-secret"),
        pytest.param({"client_secret": "x"}, 403, "invalid client secret", id="2.7-bad-secret"),
        pytest.param({"client_id": None}, 400, "missing client id", id="2.7-no-client"),
        pytest.param({"client_id": "nobody"}, 400, "invalid client", id="2.7-unknown-client"),
    ],
)
def test_refusals_of_a_refresh(server, person, app, changes, status, message):
    refresh_token = server.tokens(person, app)["refresh_token"]
    form = app.form("refresh_token", **{"refresh_token": refresh_token, **changes})
    assert refusal(server.exchange(form)) == (status, message)


def test_a_refresh_token_is_for_one_application(server, person, app, own):
    refresh_token = server.tokens(person, app)["refresh_token"]
    reply = server.exchange(own.form("refresh_token", refresh_token=refresh_token))
    assert refusal(reply) == (400, "Invalid refresh token")


# Client credentials (docs/twitch.md 2.4)


@pytest.mark.parametrize("scope", [None, "", "chat:read"])
def test_an_application_gets_a_token_of_its_own(server, own, scope):
    """docs/twitch.md 2.4: no refresh token, no scope; 2.6: sixty days."""
    body = server.exchange(own.form("client_credentials", scope=scope)).json()
    assert list(body) == ["access_token", "expires_in", "token_type"]
    assert body["expires_in"] == 5_000_000
    assert body["token_type"] == "bearer"
    seen = server.validate(body["access_token"]).json()
    assert list(seen) == ["client_id", "scopes", "expires_in"]  # docs/twitch.md 3.1
    assert (seen["client_id"], seen["scopes"]) == (own.client_id, [])


def test_a_public_application_gets_no_token_of_its_own(server, public):
    """docs/twitch.md 4.4; the text is ours."""
    reply = server.exchange(public.form("client_credentials"))
    assert refusal(reply) == (400, "Invalid client credentials")


def test_the_books_show_a_token_without_user_and_refresh_token(server, person, own):
    server.exchange(own.form("client_credentials"))
    token = server.books()["tokens"][-1]
    assert (token["user"], token["refresh_token"], token["status"]) == (None, None, "alive")
    assert "none: the application&#39;s own" in person.open("/behind-the-curtain").text


# Device (docs/twitch.md 4.1)


def test_a_device_gets_two_codes(server, public):
    """docs/twitch.md 4.1: this form of the reply; 5.1: of the codes."""
    reply = server.post("/oauth2/device", data={"client_id": public.client_id, "scopes": ""})
    body = reply.json()
    assert list(body) == ["device_code", "expires_in", "interval", "user_code", "verification_uri"]
    assert re.fullmatch("[A-Za-z0-9]{40}", body["device_code"])
    assert re.fullmatch("[A-Z]{8}", body["user_code"])
    assert (body["expires_in"], body["interval"]) == (1800, 5)
    assert body["verification_uri"] == f"{server.base}/activate?device-code={body['user_code']}"
    assert reply.headers["Content-Type"] == "application/json"
    assert reply.text.endswith("}\n")


@pytest.mark.parametrize("name", ["scopes", "scope"])
@pytest.mark.parametrize("way", ["data", "params", "files"])
def test_a_device_may_begin_in_three_ways_with_either_name(server, person, public, name, way):
    """docs/twitch.md 2.1 and 4.1."""
    sent = {"client_id": public.client_id, name: "chat:read chat:edit"}
    if way == "files":
        sent = {field: (None, value) for field, value in sent.items()}
    begun = server.post("/oauth2/device", **{way: sent}).json()
    person.activate(begun["user_code"])
    tokens = server.poll(public, begun["device_code"]).json()
    assert tokens["scope"] == ["chat:edit", "chat:read"]


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        pytest.param({"client_id": None}, "missing client id", id="ours-no-client-id"),
        pytest.param({"client_id": "nobody"}, "invalid client", id="4.1-unknown-client"),
        pytest.param(
            {"scopes": "chat:raed"}, "invalid scope requested: 'chat:raed'", id="ours-scope"
        ),
    ],
)
def test_refusals_of_a_device_that_begins(server, public, sent, message):
    form = {"client_id": public.client_id, **sent}
    reply = server.post("/oauth2/device", data={n: v for n, v in form.items() if v is not None})
    assert refusal(reply) == (400, message)


def test_the_life_of_a_device_code(server, person, public):
    """docs/twitch.md 4.1: it waits, it works once, without a secret."""
    begun = server.device_code(public)
    for _ in range(3):  # asking often is no fault
        pending = server.poll(public, begun["device_code"])
        assert refusal(pending) == (400, "authorization_pending")
    page = person.activate(begun["user_code"])
    assert person.ids(page)["activated"]
    body = server.poll(public, begun["device_code"], scopes="chat:read").json()
    assert list(body) == ["access_token", "expires_in", "refresh_token", "scope", "token_type"]
    assert body["expires_in"] == 14_000
    assert server.validate(body["access_token"]).json()["login"] == "river_otter"
    again = server.poll(public, begun["device_code"])
    assert refusal(again) == (400, "invalid device code")
    assert server.books()["device_codes"][-1]["status"] == "used"


def test_scopes_may_be_left_out_by_a_device(server, person, public):
    """docs/twitch.md 4.1."""
    begun = server.device_code(public, scopes=None)
    person.activate(begun["user_code"])
    assert "scope" not in server.poll(public, begun["device_code"]).json()


@pytest.mark.parametrize(
    ("device_code", "message"),
    [(None, "missing device_code"), ("x" * 40, "invalid device code")],
    ids=["2.7-missing", "2.7-unknown"],
)
def test_refusals_of_a_poll(server, public, device_code, message):
    assert refusal(server.poll(public, device_code)) == (400, message)


def test_a_device_code_is_for_one_application(server, person, public, own):
    begun = server.device_code(public)
    person.activate(begun["user_code"])
    assert refusal(server.poll(own, begun["device_code"])) == (400, "invalid device code")
    assert server.poll(public, begun["device_code"]).ok


def test_after_cancel_the_device_code_is_invalid(server, person, public):
    """Ours: docs/twitch.md 4.1 doesn't know; clients understand this text."""
    begun = server.device_code(public)
    page = person.activate(begun["user_code"], "cancel")
    assert person.ids(page)["denied"]
    assert refusal(server.poll(public, begun["device_code"])) == (400, "invalid device code")
    assert person.open("/activate", **{"device-code": begun["user_code"]}).status_code == 400


def test_after_cancel_the_application_is_no_connection(server, person, own):
    begun = server.device_code(own)
    person.activate(begun["user_code"], "cancel")
    assert own.name not in person.open("/settings/connections").text
    page = person.open("/oauth2/authorize", follow=False, **own.link(scope="chat:read"))
    assert page.status_code == 200  # so the user is asked, as before


def test_a_confidential_device_needs_its_secret_to_refresh(server, person, own):
    """docs/twitch.md 4.1, 4.4: none for the device code, and the same refresh token again."""
    begun = server.device_code(own)
    person.activate(begun["user_code"])
    refresh_token = server.poll(own, begun["device_code"]).json()["refresh_token"]
    form = own.form("refresh_token", refresh_token=refresh_token)
    without = {name: value for name, value in form.items() if name != "client_secret"}
    assert refusal(server.exchange(without)) == (400, "missing client secret")
    assert server.exchange(form).json()["refresh_token"] == refresh_token


def test_a_public_refresh_token_works_once_and_brings_the_next(server, person, public):
    """docs/twitch.md 2.3, 4.1, 4.4: no secret."""
    begun = server.device_code(public)
    person.activate(begun["user_code"])
    token = server.poll(public, begun["device_code"]).json()["refresh_token"]
    seen = {token}
    for _ in range(3):
        reply = server.exchange(public.form("refresh_token", refresh_token=token))
        assert reply.json()["scope"] == ["chat:read"]
        token = reply.json()["refresh_token"]
        seen.add(token)
    assert len(seen) == 4


def test_a_spent_refresh_token_takes_the_whole_connection_down(server, person, public):
    """docs/twitch.md 4.1: no matter who brings it, somebody has it who shouldn't."""
    begun = server.device_code(public)
    person.activate(begun["user_code"])
    first = server.poll(public, begun["device_code"]).json()
    spend = public.form("refresh_token", refresh_token=first["refresh_token"])
    second = server.exchange(spend).json()
    assert refusal(server.exchange(spend)) == (400, "Invalid refresh token")
    newest = public.form("refresh_token", refresh_token=second["refresh_token"])
    assert refusal(server.exchange(newest)) == (400, "Invalid refresh token")
    for tokens in (first, second):
        assert server.validate(tokens["access_token"]).status_code == 401
    assert public.name not in person.open("/settings/connections").text


def test_a_token_of_an_ended_connection_leaves_the_one_after_it_alone(server, person, public):
    """It was disconnected, not used: nobody has it who shouldn't."""
    old, new = ({}, {})
    for tokens in (old, new):
        begun = server.device_code(public)
        person.activate(begun["user_code"])
        tokens |= server.poll(public, begun["device_code"]).json()
        if tokens is old:
            page = person.open("/settings/connections")
            person.press(page, ("disconnect", public.client_id))
    again = public.form("refresh_token", refresh_token=old["refresh_token"])
    assert refusal(server.exchange(again)) == (400, "Invalid refresh token")
    assert server.validate(new["access_token"]).ok


def test_a_user_types_the_code_as_they_like(server, person, public):
    begun = server.device_code(public)
    code = begun["user_code"].lower()
    page = person.open("/activate", **{"device-code": f" {code[:4]}-{code[4:]} "})
    assert public.name in page.text and "Read chats as you" in page.text
    person.press(page, ("decision", "authorize"))
    assert server.poll(public, begun["device_code"]).ok


def test_the_link_of_a_device_leads_through_the_login(server, public):
    somebody = server.person()
    page = somebody.open(server.device_code(public)["verification_uri"])
    assert "/login?" in page.url
    page = somebody.press(page, ("login", "night_owl"))
    assert public.name in page.text


def test_an_unknown_user_code_is_explained(person):
    page = person.open("/activate", **{"device-code": "ABCDEFGH"})
    assert page.status_code == 400
    assert "No device waits for this code" in page.text


def test_of_two_people_the_first_decides(server, person, public):
    begun = server.device_code(public)
    other = server.person("night_owl")
    late = other.open("/activate", **{"device-code": begun["user_code"]})
    person.activate(begun["user_code"])
    assert other.press(late, ("decision", "cancel")).status_code == 400
    token = server.poll(public, begun["device_code"]).json()["access_token"]
    assert server.validate(token).json()["login"] == "river_otter"


def test_looking_at_the_link_of_a_device_allows_nothing(server, person, public):
    begun = server.device_code(public)
    person.open(begun["verification_uri"], decision="authorize")
    assert refusal(server.poll(public, begun["device_code"])) == (400, "authorization_pending")


# Implicit (docs/twitch.md 4.2)


def test_implicit_success_is_in_the_fragment(server, person, own):
    """docs/twitch.md 4.2: this order, no refresh token, no code; 2.6: sixty days."""
    address = person.authorize(own.link(response_type="token"))
    assert re.fullmatch(
        r"http://localhost/#access_token=[a-z0-9]{30}&scope=chat%3Aread\+chat%3Aedit"
        r"&state=c3ab8aa609ea&token_type=bearer",
        address,
    )
    seen = server.validate(person.answer(address)["access_token"]).json()
    assert seen["login"] == "river_otter"
    assert 4_999_980 < seen["expires_in"] <= 5_000_000
    assert server.books()["tokens"][-1]["refresh_token"] is None


def test_implicit_cancel_is_in_the_query(person, own):
    """docs/twitch.md 1.4, 4.2."""
    address = person.authorize(own.link(response_type="token"), decision="cancel")
    assert address.startswith("http://localhost/?error=access_denied&")


def test_a_public_application_may_use_the_implicit_flow(server, person, public):
    """Ours: docs/twitch.md 4.4 has two opinions."""
    address = person.authorize(public.link(response_type="token"))
    assert server.validate(person.answer(address)["access_token"]).ok


def test_implicit_consent_is_remembered_too(person, own):
    person.authorize(own.link(response_type="token"))
    page = person.open("/oauth2/authorize", follow=False, **own.link())
    assert page.status_code == 302


def test_the_leaving_page_says_where_the_token_is(person, own):
    page = person.open("/oauth2/authorize", **own.link(response_type="token"))
    assert "carries\n  a token" in page.text
    page = person.press(page, ("decision", "authorize"))
    assert "after <code>access_token=</code>" in page.text


# Transport (docs/twitch.md 2.1)


@pytest.mark.parametrize("path", ["token", "device", "revoke"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD"])
def test_only_post_is_found_at(server, path, method):
    reply = requests.request(method, f"{server.base}/oauth2/{path}", timeout=20)
    assert reply.status_code == 404
    assert reply.text == ("" if method == "HEAD" else "404 page not found\n")
    assert reply.headers["Content-Type"] == "text/plain"


@pytest.mark.parametrize(
    "path", ["oauth2/token", "oauth2/validate", "helix/users", "helix/chat/messages", "mock/users"]
)
def test_a_page_in_a_browser_may_ask_with_its_own_headers(server, path):
    """docs/twitch.md 2.1, 9.1: any page may read the answers. Ours: what is asked before."""
    asks = {"Origin": "http://localhost:3000", "Access-Control-Request-Headers": "authorization"}
    reply = requests.options(f"{server.base}/{path}", headers=asks, timeout=20)
    assert (reply.status_code, reply.text) == (204, "")
    allowed = reply.headers["Access-Control-Allow-Headers"].lower().split(", ")
    assert {"authorization", "client-id", "content-type"} == set(allowed)
    for answer in (reply, server.get(f"/{path}")):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("path", ["token", "device", "revoke"])
def test_json_and_basic_are_not_read_by(server, app, path):
    """docs/twitch.md 2.1; JSON is ours."""
    sent = {"client_id": app.client_id, "client_secret": app.client_secret}
    basic = server.post(f"/oauth2/{path}", data={"token": "x"}, auth=tuple(sent.values()))
    for reply in (server.post(f"/oauth2/{path}", json=sent), basic):
        assert refusal(reply) == (400, "missing client id")
        assert reply.headers["Content-Type"] == "application/json"
        assert reply.headers["Access-Control-Allow-Origin"] == "*"
        assert reply.text.endswith("}\n")


@pytest.mark.parametrize("way", ["data", "params", "files"])
def test_a_refresh_comes_in_three_ways(server, person, app, way):
    form = app.form("refresh_token", refresh_token=server.tokens(person, app)["refresh_token"])
    if way == "files":
        form = {name: (None, value) for name, value in form.items()}
    assert server.post("/oauth2/token", **{way: form}).status_code == 200
