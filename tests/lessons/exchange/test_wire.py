"""What is shown of an exchange, and what never is."""

from __future__ import annotations

import html
import json
import shlex
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import private_folder
from helpers.private_folder import mask
from helpers.sending import send
from lessons.exchange import mistakes, wire
from lessons.exchange.hidden import SECRET_NAMES, is_secret

TOKEN_URL = "https://id.twitch.tv/oauth2/token"
USERS_URL = "https://api.twitch.tv/helix/users"
SCRIPT = "<script>alert(1)</script>"

secret_names = st.sampled_from(sorted(SECRET_NAMES))
# The marker stands in nothing else that is shown, so finding it can't be chance.
MARK = "Zq9"
visible = st.text(st.characters(min_codepoint=32, max_codepoint=126)).map(lambda end: MARK + end)
any_text = st.text(st.characters(exclude_categories=["Cs"])).map(lambda end: MARK + end)
token_like = st.text("abcdefgh0123456789_-", min_size=22, max_size=60).map(lambda end: MARK + end)


def everything(reply) -> str:
    """All that a reader can see of an exchange, as it is and with each escaping undone."""
    shown = wire.show(reply)
    parts = [repr(shown), str(shown), shown._repr_html_(), shown.curl, shown.explanation]
    raw = "\n".join(parts)
    return "\n".join([raw, html.unescape(raw), unquote(raw), unquote(html.unescape(raw))])


@given(name=secret_names, value=any_text)
def test_no_secret_of_a_form_is_shown(make_reply, name, value):
    assert MARK not in everything(make_reply({}, data={name: value, "grant_type": "x"}))


@given(name=secret_names, value=any_text)
def test_no_secret_of_a_query_is_shown(make_reply, name, value):
    assert MARK not in everything(make_reply({}, method="GET", url=USERS_URL, params={name: value}))


@given(name=secret_names, value=visible)
def test_no_secret_of_a_multipart_body_is_shown(make_reply, name, value):
    reply = make_reply({}, files={name: (None, value), "grant_type": (None, "x")})
    assert MARK not in everything(reply)
    assert "grant_type=x" in wire.show(reply).request
    assert f"--form-string '{name}=[hidden" in wire.show(reply).curl


def test_nothing_of_a_file_in_a_multipart_body_is_shown(make_reply):
    assert MARK not in everything(make_reply({}, files={"code": ("a.txt", MARK), "x": (None, "y")}))
    shown = wire.show(make_reply({}, files={"note": ("a.txt", "my own"), "x": (None, "y")}))
    assert "x=y" in shown.request and "note=" not in shown.request


@given(value=token_like)
def test_no_secret_before_the_host_of_an_address_is_shown(make_reply, value):
    reply = make_reply({}, url=f"https://someone:{value}@id.twitch.tv/oauth2/token")
    assert MARK not in everything(reply)
    assert "@id.twitch.tv/oauth2/token" in wire.show(reply).request


@pytest.mark.parametrize("value", [MARK, f"Bearer {MARK}abcdef"])
@pytest.mark.parametrize("name", ["Authorization", "authorization", "Access_Token", "CODE"])
def test_a_secret_is_hidden_behind_capital_letters_too(make_reply, name, value):
    assert MARK not in everything(make_reply({}, data={name: value}))
    assert MARK not in everything(make_reply({name: value}, json={name: value}))
    reply = make_reply({}, method="GET", url=USERS_URL, params={name: value})
    assert MARK not in everything(reply)


@given(
    scheme=st.sampled_from(["OAuth ", "Bearer ", "bearer ", "Basic ", "Token ", ""]), value=visible
)
def test_no_authorization_header_is_shown(make_reply, scheme, value):
    header = (scheme + value).strip()
    assert MARK not in everything(make_reply({}, headers={"Authorization": header}))


@pytest.mark.parametrize("words", [f"{MARK}abc def", f"{MARK} Bearer abc", f"{MARK}\tBearer abc"])
def test_the_first_word_of_an_authorization_header_may_be_the_secret(make_reply, words):
    assert MARK not in everything(make_reply({}, headers={"Authorization": words}))


def test_an_authorization_header_of_bytes_is_not_shown(make_reply):
    reply = make_reply({}, headers={"Authorization": f"Bearer {MARK}".encode()})
    assert MARK not in everything(reply)
    assert "Authorization: Bearer [hidden " in wire.show(reply).request


@given(name=secret_names, value=any_text, depth=st.integers(0, 5), as_list=st.booleans())
def test_no_secret_of_a_json_answer_is_shown(make_reply, name, value, depth, as_list):
    body: object = {name: [value] if as_list else value, "status": 1}
    for level in range(depth):
        body = [body] if level % 2 else {"data": body}
    assert MARK not in everything(make_reply(body))
    assert MARK not in everything(make_reply([body, {"a": {name: {"inner": [value]}}}]))


@given(name=secret_names, value=any_text)
def test_no_secret_of_a_json_request_is_shown(make_reply, name, value):
    assert MARK not in everything(make_reply({}, json={"a": [{name: value}]}))
    assert MARK not in everything(make_reply({}, json=[{name: {"b": value}}]))


@given(value=token_like, kind=st.sampled_from(["text/html", "text/plain", "application/json"]))
def test_nothing_like_a_token_is_shown_of_another_answer(make_reply, value, kind):
    page = f"<html><p>Your token: {value}. {'x ' * 200} {value}</p></html>"
    assert MARK not in everything(make_reply(page.encode(), kind=kind))
    assert MARK not in everything(make_reply(f'{{"access_token": "{value}'.encode(), kind=kind))
    assert MARK not in everything(make_reply(json.dumps(value).encode(), kind=kind))


@given(value=token_like, before=st.integers(440, 500))
def test_a_long_answer_is_not_cut_within_a_token(make_reply, value, before):
    page = ("- " * 300)[:before] + value
    assert MARK not in everything(make_reply(page.encode(), kind="text/html"))


def test_a_long_answer_is_not_cut_within_a_secret_that_was_sent(make_reply):
    value = f"{MARK}abcdefghi"
    for before in range(500 - len(value), 500):
        page = f"{'- ' * 300}"[:before] + value
        reply = make_reply(page.encode(), kind="text/html", data={"code": value})
        assert MARK not in everything(reply)


@given(value=token_like)
def test_nothing_like_a_token_is_shown_of_a_body_in_no_known_form(make_reply, value):
    for body in (value, f"--boundary\r\n\r\n{value}\r\n", f'{{"client_secret": "{value}'):
        assert MARK not in everything(make_reply({}, data=body))


@given(name=secret_names, value=any_text, mark=st.sampled_from("?#&"))
def test_no_secret_of_an_address_to_go_to_is_shown(make_reply, name, value, mark):
    address = f"http://localhost/?scope=a{mark}{urlencode({name: value})}"
    assert MARK not in everything(make_reply(b"", 302, location=address))


@given(value=st.text("abcdefgh0123456789_-", min_size=5).map(lambda end: MARK + end))
def test_an_answer_that_echoes_a_secret_does_not_show_it(make_reply, value):
    link = f"/oauth2/authorize?{urlencode({'response_type': 'code', 'state': value})}"
    address = f"/login?next={quote(link, safe='')}"
    reply = make_reply(b"", 302, method="GET", url=f"https://id.twitch.tv{link}", location=address)
    assert MARK not in everything(reply)
    page = f"<p>Could not fetch {value}</p>".encode()
    assert MARK not in everything(make_reply(page, 502, "text/html", data={"code": value}))
    header = {"Authorization": f"Bearer {value}"}
    assert MARK not in everything(make_reply({"message": value}, 400, headers=header))


@pytest.mark.parametrize(
    "reason", [f"code={MARK}-abcdef", f"{MARK}{'ab12' * 7}", f"Bearer {MARK}abc1"]
)
def test_no_secret_of_a_reason_is_shown(make_reply, reason):
    """A proxy writes there what it likes."""
    reply = make_reply(b"", 502)
    reply.reason = reason
    assert MARK not in everything(reply)


def test_no_secret_of_a_content_type_is_shown(make_reply):
    reply = make_reply(b"", 502, f"text/plain; code={MARK}-abcdef")
    assert MARK not in everything(reply)


def test_the_masks_of_one_value_are_the_same_everywhere(make_reply):
    value = "rfx2uswqe8l4g1mkagrvg5tv0ks3"
    shown = wire.show(
        make_reply({"access_token": value}, headers={"Authorization": f"OAuth {value}"})
    )
    assert f"Authorization: OAuth {mask(value)}" in shown.request
    assert f'"access_token": "{mask(value)}"' in shown.response
    assert f"Authorization: OAuth {mask(value)}" in shlex.split(shown.curl)


def test_the_mask_in_an_address_is_that_of_the_value_itself(make_reply):
    reply = make_reply({}, method="GET", url=USERS_URL, params={"state": "a b/c"})
    assert wire.show(reply).request == f"GET {USERS_URL}?state={mask('a b/c')}"


def test_what_is_no_secret_is_shown_as_it_went(make_reply):
    private_folder.write("practice.env", {"TWITCH_CLIENT_ID": "hof5gwx0su6owfnys0nyan9c87zr6t"})
    form = {"client_id": "hof5gwx0su6owfnys0nyan9c87zr6t", "redirect_uri": "http://localhost"}
    shown = wire.show(make_reply({"expires_in": 14124, "scope": ["chat:read"]}, data=form))
    assert shown.request.splitlines() == [
        f"POST {TOKEN_URL}",
        "Content-Type: application/x-www-form-urlencoded",
        "",
        "client_id=hof5gwx0su6owfnys0nyan9c87zr6t",
        "redirect_uri=http://localhost",
    ]
    assert shown.response.startswith("HTTP 200 Some Reason\nContent-Type: application/json\n\n{")
    assert json.loads(shown.response.split("\n\n")[1]) == {
        "expires_in": 14124,
        "scope": ["chat:read"],
    }


def test_a_field_that_was_sent_twice_is_shown_twice(make_reply):
    shown = wire.show(make_reply({}, data=[("id", "1"), ("id", "2")]))
    assert "id=1\nid=2" in shown.request
    assert shlex.split(shown.curl)[-3:] == ["id=1", "--data-urlencode", "id=2"]


@pytest.mark.parametrize("kind", ["application/json", "text/plain"])
def test_letters_of_every_alphabet_are_shown(make_reply, kind):
    body = json.dumps({"display_name": "夜ふくろう"}, ensure_ascii=False).encode()
    assert "夜ふくろう" in wire.show(make_reply(body, kind=kind)).response


def test_what_the_other_flows_carry_is_secret_and_a_user_code_is_not(make_reply):
    assert {"access_token", "device_code", "id_token", "nonce", "state"} <= SECRET_NAMES
    shown = everything(make_reply({"device_code": "2mdjwJNygVND", "user_code": "RGVPJWCX"}))
    assert "2mdjwJNygVND" not in shown and "RGVPJWCX" in shown
    landed = "http://localhost/#access_token=73gl5dipwta5&scope=chat%3Aread&id_token=eyJh.eyJi.c2ln"
    shown = everything(make_reply(b"", 302, location=landed))
    assert "73gl5" not in shown and "eyJ" not in shown and "chat%3Aread" in shown


def test_a_missing_value_is_not_hidden():
    assert wire.masked({"code": None, "login": None}) == {"code": None, "login": None}


def test_masking_leaves_the_original_alone():
    body = {"data": [{"token": "abc"}]}
    assert wire.masked(body) == {"data": [{"token": mask("abc")}]}
    assert body == {"data": [{"token": "abc"}]}


@pytest.mark.parametrize("body", [b"[" * 3000 + b"]" * 3000, b"[" * 100_000, b"\xff", b"", b"null"])
def test_an_odd_body_can_be_shown(make_reply, body):
    assert "HTTP 500 Some Reason" in repr(wire.show(make_reply(body, 500)))


def test_html_in_an_answer_is_only_text(make_reply):
    reply = make_reply(
        {"message": SCRIPT},
        400,
        method="GET",
        url=USERS_URL,
        location=f"/?{SCRIPT}",
        data={SCRIPT: SCRIPT},
    )
    reply.reason = SCRIPT
    shown = wire.show(reply)._repr_html_()
    assert "<script" not in shown
    assert html.unescape(shown).count(SCRIPT) >= 4


def test_html_in_a_page_is_only_text(make_reply):
    assert "<script" not in wire.show(make_reply(SCRIPT.encode(), kind="text/html"))._repr_html_()


def test_a_refusal_is_explained_in_both_views(make_reply):
    shown = wire.show(make_reply({"status": 400, "message": "Invalid authorization code"}, 400))
    assert "A code works once" in repr(shown)
    assert "A code works once" in shown._repr_html_()


def test_a_success_is_not_explained(make_reply):
    assert wire.show(make_reply({"message": "Invalid authorization code"}, 200)).explanation == ""


@given(
    form=st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(
            lambda name: not is_secret(name) and len(name) < 25
        ),
        st.text(st.characters(exclude_categories=["Cs"])),
    ),
    login=st.text(st.characters(exclude_categories=["Cs"])),
)
def test_the_curl_line_says_what_was_sent(make_reply, form, login):
    reply = make_reply({}, data=form, params={"login": login})
    command, option, method, address, *rest = shlex.split(wire.show(reply).curl)
    assert (command, option, method) == ("curl", "-X", "POST")
    assert address == reply.request.url
    assert parse_qs(urlsplit(address).query, keep_blank_values=True)["login"] == [login]
    fields = [
        word for mark, word in zip(rest, rest[1:], strict=False) if mark == "--data-urlencode"
    ]
    assert fields == [f"{name}={value}" for name, value in form.items()]


@given(value=visible, token=token_like)
def test_the_curl_line_has_masks_in_place(make_reply, value, token):
    headers = {"Authorization": f"Bearer {token}", "Client-Id": "abc"}
    words = shlex.split(
        wire.show(make_reply({}, data={"code": value, "grant_type": "g"}, headers=headers)).curl
    )
    assert words == [
        "curl",
        "-X",
        "POST",
        TOKEN_URL,
        "-H",
        f"Authorization: Bearer {mask(token)}",
        "-H",
        "Client-Id: abc",
        "-H",
        "Content-Type: application/x-www-form-urlencoded",
        "--data-urlencode",
        f"code={mask(value)}",
        "--data-urlencode",
        "grant_type=g",
    ]


def test_the_curl_line_holds_a_json_body(make_reply):
    words = shlex.split(wire.show(make_reply({}, json={"message": "it's me", "token": "t"})).curl)
    assert words[-2] == "--data"
    assert json.loads(words[-1]) == {"message": "it's me", "token": mask("t")}


def test_a_real_exchange_is_shown(stub):
    stub.answers({"status": 401, "message": "invalid access token"}, status=401)
    shown = repr(
        wire.show(
            send("GET", f"{stub.base}/oauth2/validate", headers={"Authorization": "OAuth abc"})
        )
    )
    assert shown.startswith(
        f"You sent:\nGET {stub.base}/oauth2/validate\nAuthorization: OAuth [hid"
    )
    assert "Twitch answered:\nHTTP 401 Some Reason\nContent-Type: application/json\n\n{" in shown
    assert "This token is wrong, has expired, or was revoked." in shown


def test_an_error_that_the_browser_carries_is_explained_like_any_other(make_reply):
    """docs/twitch.md 1.5: a redirect is no failure by its status."""
    back = "http://localhost/?error=redirect_mismatch&error_description=Parameter+redirect_uri"
    shown = wire.show(make_reply(b"", 302, "text/html", location=back))
    assert shown.explanation == str(mistakes.meaning("redirect", 0, "redirect_mismatch"))
    assert shown.explanation in repr(shown)
    for other in (
        "http://localhost/?error=never_heard_of",
        "http://localhost/?code=abc",
        "../login",
    ):
        assert wire.show(make_reply(b"", 302, "text/html", location=other)).explanation == ""
