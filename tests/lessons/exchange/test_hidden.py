"""What is hidden of all that is shown: by name, because it is kept, by shape; and no more."""

from __future__ import annotations

import base64
import html
import json
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import plain_errors, private_folder
from helpers.private_folder import mask
from lessons.exchange import behind_the_curtain, hidden, wire

USERS_URL = "https://api.twitch.tv/helix/users"
TOKEN = "rfx2uswqe8l4g1mkagrvg5tv0ks3q7"  # by its shape
SHORT = "s3cret!x"  # by no shape
CLIENT_ID = "hof5gwx0su6owfnys0nyan9c87zr6t"

# fmt: off
SECRET_NAMES = [
    "access_token", "accessToken", "ACCESS-TOKEN", "access.token", "refresh_token",
    "id_token", "token", "tokens", "accessTokens", "userToken", "clientSecret",
    "client_secret", "secret", "Secret", "secrets", "stream_key", "streamKey", "apiKey",
    "api_key", "API_KEY", "x-api-key", "password", "Password", "passwords", "device_code",
    "deviceCode", "code", "codes", "authorization_code", "authCode", "state", "nonce",
    "Nonce", "code_verifier", "codeVerifier", "jwt", "private_key", "Authorization", "cookie",
    "Set-Cookie", "client_assertion", "sessionId", "oauth_state", "csrf_token",
    "id_token_hint", "accesstoken", "clientsecret", "webhookSecret", "bot-token",
]
PLAIN_NAMES = [
    "token_type", "tokenType", "token_endpoint", "expires_in", "scope", "client_id",
    "clientId", "user_id", "login", "message", "status", "error", "error_description",
    "user_code", "verification_uri", "display_name", "description", "game_name", "title",
    "cursor", "status_code", "country_code", "secret_expires_at", "type", "id", "name",
    "email", "data", "keys", "key", "kid", "email_verified", "redirect_uri", "response_type",
    "grant_type", "token_type_hint", "authorization_endpoint", "statement", "codec",
]
# fmt: on


def everything(reply) -> str:
    shown = wire.show(reply)
    parts = [repr(shown), shown._repr_html_(), shown.curl, shown.explanation]
    raw = "\n".join(parts)
    return "\n".join([raw, html.unescape(raw), unquote(raw), unquote(html.unescape(raw))])


@pytest.mark.parametrize("name", SECRET_NAMES)
def test_a_secrets_name_hides_its_value_however_it_is_written(make_reply, name):
    body = {
        "data": [{name: SHORT, "more": {name: [SHORT, SHORT]}}],
        "more": json.dumps({name: SHORT}),
    }
    for reply in (
        make_reply(body),
        make_reply({}, json=body),
        make_reply({}, data={name: SHORT}),
        make_reply({}, files={name: (None, SHORT)}),
        make_reply({}, method="GET", url=USERS_URL, params={name: SHORT}),
        make_reply(b"", 302, location=f"http://localhost/#{name}={quote(SHORT)}&a=b"),
        make_reply({"next": f"http://localhost/?a=b&{name}={SHORT}"}),
        make_reply({"next": quote(f"http://localhost/?a=b&{name}={SHORT}", safe="")}),
        make_reply(f"<x><{name}>{SHORT}</{name}></x>".encode(), kind="application/xml"),
        make_reply(f'<input name="{name}" value="{SHORT}">'.encode(), kind="text/html"),
        make_reply(f'{{"{name}": "{SHORT}'.encode(), kind="text/plain"),
    ):
        assert SHORT not in everything(reply)
    assert SHORT not in str(wire.masked({"form": body}))


@pytest.mark.parametrize("name", PLAIN_NAMES)
def test_another_name_hides_nothing(make_reply, name):
    assert not hidden.is_secret(name)
    assert (
        f"{name}=otter and owl" in wire.show(make_reply({}, data={name: "otter and owl"})).request
    )
    assert wire.masked({name: ["otter", 7, None, True]}) == {name: ["otter", 7, None, True]}


@pytest.mark.parametrize("value", [1234567890, 1.5, {"a": 1}])
def test_what_is_no_text_is_hidden_too(value):
    shown = wire.masked({"access_token": value, "active_token": True, "nonce": None})
    assert shown == {"access_token": mask(json.dumps(value)), "active_token": True, "nonce": None}


def test_each_of_a_list_of_secrets_has_the_mask_that_it_has_elsewhere():
    shown = wire.masked({"access_token": ["x", 5, {"a": 1}]})
    assert shown == {"access_token": [mask("x"), mask("5"), mask('{"a": 1}')]}


WAYS_TO_WRITE = {
    "as it is": lambda secret: secret,
    "in an address": lambda secret: quote(secret, safe=""),
    "in an address in an address": lambda secret: quote(quote(secret, safe=""), safe=""),
    "in HTML": lambda secret: html.escape(secret),
    "in JSON": lambda secret: json.dumps(secret)[1:-1],
    "in HTTP Basic": lambda secret: base64.b64encode(f"{CLIENT_ID}:{secret}".encode()).decode(),
}
KEPT = 'k3pt "Wörd" &+/=%'


@pytest.mark.parametrize(
    "line", ["CLIENT_SECRET", "CODE", "STATE", "ACCESS_TOKEN", "REFRESH_TOKEN"]
)
@pytest.mark.parametrize("way", WAYS_TO_WRITE)
def test_what_is_kept_is_hidden_wherever_it_stands(make_reply, line, way):
    private_folder.write("practice.env", {"TWITCH_CLIENT_ID": CLIENT_ID})
    private_folder.write("twitch.env", {f"TWITCH_{line}": KEPT})
    written = WAYS_TO_WRITE[way](KEPT)
    for text in (written, f"before{written}after"):
        for reply in (
            make_reply({"message": text, text: 1, "list": [[text]]}),
            make_reply({}, data={"login": text}),
            make_reply({}, headers={"Client-Id": quote(text)}),
            make_reply({}, data={"scope": text}),
            make_reply(f"<p>{text}</p>".encode(), kind="text/html; charset=utf-8"),
            make_reply({}, url=f"{USERS_URL}/{quote(text, safe='')}"),
        ):
            shown = everything(reply)
            assert KEPT not in shown and written not in shown


def test_the_mask_of_a_kept_secret_is_its_own_in_whatever_form():
    private_folder.write("practice.env", {"TWITCH_CLIENT_SECRET": TOKEN})
    basic = base64.b64encode(f":{TOKEN}".encode()).decode().rstrip("=")
    assert wire.masked({"message": f"a {TOKEN} b {basic} c"})["message"] == (
        f"a {mask(TOKEN)} b {mask(TOKEN)} c"
    )


@given(value=st.from_regex(r"[a-z0-9]{14}[0-9][a-z][a-z0-9]{14}", fullmatch=True))
def test_what_has_a_tokens_shape_is_hidden_anywhere(make_reply, value):
    for reply in (
        make_reply({"message": f"Token {value}.", "id": value, "a": [value], value: ""}),
        make_reply({"broadcaster_id": value, "cursor": value, "url": f"https://a.example/{value}"}),
        make_reply({}, data={"scope": value, "client_id": value, "login": f"x {value}"}),
        make_reply({}, method="GET", url=f"{USERS_URL}/{value}", params={"after": value}),
        make_reply({}, headers={"Client-Id": value}),
        make_reply(b"", 302, location=f"/{value}?x={value}"),
        make_reply(value.encode(), kind="text/plain"),
    ):
        assert value not in everything(reply)


@pytest.mark.parametrize(
    "text",
    [
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI3MTAwMDAxMDEifQ.c2lnbmF0dXJl",
        "Zx9_Ab-cD0efGhijKlmnOpqrs",
        "Bearer Ab12cd34",
        "wrong: basic YWJjOmRlZg==",
        "PASS oauth:a1b2c3d4",
        "PASS OAUTH:a1b2c3d4",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.",  # without a signature
    ],
)
def test_what_looks_like_a_credential_in_a_sentence_is_hidden(text):
    said = wire.masked({"message": f"This is it: {text} (no)"})["message"]
    assert text.split()[-1].removeprefix("oauth:") not in said
    assert said.startswith("This is it: ") and said.endswith(" (no)")


def test_what_teaches_is_shown():
    private_folder.write("practice.env", {"TWITCH_CLIENT_ID": CLIENT_ID})
    body = {
        "client_id": CLIENT_ID,
        "aud": CLIENT_ID,
        "message": f"The client {CLIENT_ID} is unknown; the OAuth token is missing. Bearer it is.",
        "user_id": "710000101",
        "login": "river_otter_who_has_a_name",
        "message_id": "0a2a5b39-7bd1-4a87-94b3-0e7d6f26b9c1",
        "scopes": ["moderator:manage:banned_users", "channel:read:subscriptions"],
        "pagination": {"cursor": "eyJiIjp7IkN1cnNvciI6ImV5SnpJam8zT0RNMk5TNDBORFF4TlRjMU1UY3hOU3c"},
        "thumbnail_url": "https://a.example/live_user_amber_lantern-2024-{width}x{height}.jpg",
        "verification_uri": "https://www.twitch.tv/activate?device-code=RGVPJWCX",
        "user_code": "RGVPJWCX",
        "title": "Donaudampfschifffahrtsgesellschaftskapitän",
        "token_type": "bearer",
        "expires_in": 14124,
        "drop_reason": None,
    }
    assert wire.masked(body) == body


def test_a_client_id_is_shown_only_where_it_is_one():
    """What is kept as a secret is one, whatever else it is kept as."""
    private_folder.write("practice.env", {"TWITCH_CLIENT_ID": CLIENT_ID})
    private_folder.write("twitch.env", {"TWITCH_CLIENT_SECRET": CLIENT_ID})
    assert wire.masked({"client_id": CLIENT_ID}) == {"client_id": mask(CLIENT_ID)}


def test_a_secret_within_another_is_hidden_with_it(make_reply):
    short, long = "abcdef!12", "abcdef!12-and-more"
    private_folder.write("practice.env", {"TWITCH_CODE": short, "TWITCH_ACCESS_TOKEN": long})
    assert wire.masked({"a": f"{long} {short}"}) == {"a": f"{mask(long)} {mask(short)}"}
    shown = wire.show(make_reply({"message": f"{long} {short}"}))
    assert f"{mask(long)} {mask(short)}" in shown.response


@pytest.mark.parametrize("place", ["scope", "login", "redirect_uri"])
def test_a_secret_that_was_sent_is_hidden_in_each_of_its_places(make_reply, place):
    """It may be in its own field and, by mistake, in another one or in a header."""
    form = {"client_secret": SHORT, place: f"chat:read {SHORT}"}
    shown = wire.show(make_reply({}, data=form, headers={"Client-Id": SHORT}))
    for text in (shown.request, shown.curl):
        assert SHORT not in text
        assert text.count(mask(SHORT)) == 3


def test_the_password_of_http_basic_is_found_again(make_reply):
    basic = base64.b64encode(f"me:{SHORT}".encode()).decode()
    header = {"Authorization": f"Basic {basic}"}
    shown = everything(make_reply({"message": f"{SHORT} {basic}"}, 400, headers=header))
    assert SHORT not in shown and basic not in shown


def test_a_kept_secret_is_hidden_in_the_http_basic_of_its_own_application(make_reply):
    kept = {"TWITCH_CLIENT_ID": CLIENT_ID, "TWITCH_CLIENT_SECRET": SHORT}
    private_folder.write("practice.env", kept)
    basic = base64.b64encode(f"{CLIENT_ID}:{SHORT}".encode()).decode()
    assert basic not in everything(make_reply({"message": f"you sent {basic}"}, 400))


def test_a_file_that_cannot_be_read_hides_no_other_from_the_search():
    private_folder.write("twitch.env", {"TWITCH_CLIENT_SECRET": SHORT})
    (private_folder.folder() / "practice.env").write_bytes(b"\xff\xfe\x00 no text")
    assert wire.masked({"message": SHORT}) == {"message": mask(SHORT)}


def test_a_secret_is_hidden_where_a_name_should_be():
    private_folder.write("practice.env", {"TWITCH_CLIENT_SECRET": SHORT})
    assert wire.masked({SHORT: 1}) == {mask(SHORT): 1}


def test_practices_own_units_are_shown_without_their_secrets(practice):
    from helpers.sending import send

    reply = send("GET", f"{practice.id_url}/units/clients")
    (client, *_) = reply.json()["data"]
    shown = wire.show(reply)
    assert client["Secret"] not in everything(reply)
    assert f'"ID": "{client["ID"]}"' in shown.response  # practice knows it as a client ID


@pytest.mark.parametrize("host", ["http://localhost:8017", "https://id.example.org"])
def test_books_are_asked_for_on_this_computer_only(make_reply, monkeypatch, host):
    asked = []
    monkeypatch.setattr(behind_the_curtain, "books", lambda twitch: asked.append(twitch.id_url))
    wire.show(make_reply({"client_id": CLIENT_ID}, url=f"{host}/oauth2/token"))
    assert asked == ([host] if "localhost" in host else [])


def test_a_kept_secret_in_http_basic_is_hidden_in_an_error_too():
    """There it has no token's shape, and only what is known of it can hide it."""
    private_folder.write(
        "practice.env", {"TWITCH_CLIENT_ID": CLIENT_ID, "TWITCH_CLIENT_SECRET": SHORT}
    )
    basic = base64.b64encode(f"{CLIENT_ID}:{SHORT}".encode()).decode().rstrip("=")
    assert hidden.in_error(f"no {basic}") == f"no {mask(SHORT)}"


def test_an_encoded_secret_has_the_mask_that_it_has_elsewhere():
    said = wire.masked({"message": f"see http://localhost/?code={quote(SHORT)}&a=b"})["message"]
    assert said == f"see http://localhost/?code={mask(SHORT)}&a=b"


@pytest.mark.parametrize("user", [f"me:{SHORT}", SHORT, f":{SHORT}", "me:pw5"])
def test_what_stands_before_a_host_is_hidden(make_reply, user):
    """In an address to go to, which no other part of the exchange gives away."""
    shown = wire.show(make_reply(b"", 302, location=f"https://{user}@a.example/b"))
    assert user.rpartition(":")[2] not in repr(shown)
    assert f"Location: https://{mask(user)}@a.example/b" in shown.response


def test_an_error_is_shown_without_what_is_kept():
    private_folder.write("practice.env", {"TWITCH_CLIENT_SECRET": KEPT})
    assert hidden.in_error in plain_errors.hiders
    assert hidden.in_error(f"no {KEPT}, no {TOKEN}") == f"no {mask(KEPT)}, no {mask(TOKEN)}"


@given(st.text())
def test_any_text_can_be_looked_through(text):
    assert isinstance(hidden.Hiding([text]).text(text), str)
    assert isinstance(wire.masked({"a": text, text: [text]}), dict)


def test_a_secret_sent_in_an_address_is_hidden_where_the_answer_repeats_it(make_reply):
    said = {"message": "no such code: correct horse"}
    reply = make_reply(said, 400, method="GET", params={"code": "correct horse"})
    assert "horse" not in everything(reply)
