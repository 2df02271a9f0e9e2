"""What holds for every page: who may ask, what a form needs, what a page may say."""

from __future__ import annotations

import contextlib
import hmac
import html
import http.client
import re
import sqlite3
from contextlib import closing
from urllib.parse import urlsplit

import pytest
import requests

PAGES = [
    "/",
    "/login",
    "/logout",
    "/agreement",
    "/settings/security",
    "/settings/connections",
    "/activate",
    "/console",
    "/console/apps",
    "/console/apps/create",
    "/behind-the-curtain",
]


OTHERS = ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io:80", "127a0b0c1"]


@pytest.mark.parametrize("path", [*PAGES, "/oauth2/validate", "/helix/users", "/nothing"])
@pytest.mark.parametrize("host", OTHERS)
def test_another_host_name_is_refused(server, path, host):
    """Against DNS rebinding."""
    reply = server.get(path, headers={"Host": host}, allow_redirects=False)
    assert reply.status_code == 403


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8017"])
def test_our_own_host_name_is_answered(server, host):
    assert server.get("/", headers={"Host": host}).status_code == 200


BY_NUMBER = ["127.0.0.1", "127.0.0.1:8017", "[::1]", "[::1]:8017"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("host", BY_NUMBER)
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/login?next=%2Fconsole",
        "/oauth2/authorize?a=%20b+c&redirect_uri=http%3A%2F%2Fx",
        "//x",
    ],
)
def test_pages_asked_for_by_number_lead_to_localhost_and_set_no_cookie(server, host, path, method):
    """Cookies ignore ports, and JupyterLab is at 127.0.0.1."""
    lines = http.client.HTTPConnection("127.0.0.1", urlsplit(server.base).port, timeout=20)
    with contextlib.closing(lines):
        lines.request(method, path, headers={"Host": host})
        reply = lines.getresponse()
    port = ":8017" if host.endswith("8017") else ""
    assert reply.status == 302
    assert reply.headers["Location"] == f"http://localhost{port}{path}"
    assert "Set-Cookie" not in reply.headers


@pytest.mark.parametrize("host", BY_NUMBER)
@pytest.mark.parametrize(
    "path", ["/behind-the-curtain.json", "/oauth2/validate", "/helix/users", "/oauth2/keys"]
)
def test_programs_may_ask_by_number(server, host, path):
    reply = server.get(path, headers={"Host": host}, allow_redirects=False)
    assert reply.status_code in (200, 401)


def test_behind_a_proxy_nobody_is_led_to_localhost(server):
    """The person's browser may be on another computer."""
    headers = {"Host": "127.0.0.1:8017", "X-Forwarded-Proto": "https"}
    assert server.get("/", headers=headers, allow_redirects=False).status_code == 200


@pytest.mark.parametrize(
    ("headers", "path", "secure"),
    [
        ({}, "/", False),
        ({"X-Forwarded-Proto": "https"}, "/", True),
        ({"X-Forwarded-Prefix": "/user/otter/proxy/8017"}, "/user/otter/proxy/8017", False),
        ({"X-Forwarded-Context": "/hub/proxy/8017/"}, "/hub/proxy/8017", False),
        ({"X-Forwarded-Prefix": "/a; Domain=evil.example"}, "/", False),
        ({"X-Forwarded-Prefix": "/a/../b"}, "/", False),
        ({"X-Forwarded-Prefix": "//evil.example"}, "/", False),
    ],
)
def test_the_cookie_is_for_our_pages_only(server, headers, path, secure):
    cookie = server.get("/", headers=headers).headers["Set-Cookie"]
    parts = cookie.split("; ")
    assert f"Path={path}" in parts and ("Secure" in parts) == secure
    assert not [part for part in parts if part.startswith("Domain")]


def test_a_login_is_good_at_every_port_of_the_same_books_and_nowhere_else(tmp_path, start_server):
    """Where the usual port is taken, each kernel's practice has another."""
    first, second = start_server(tmp_path / "mine"), start_server(tmp_path / "mine")
    other = start_server(tmp_path / "another's")
    browser = first.person("river_otter").browser  # its cookies ignore ports, as a real one's do
    assert "signed-in-as" in browser.get(f"{second.base}/", timeout=20).text
    assert "signed-in-as" not in browser.get(f"{other.base}/", timeout=20).text
    assert "signed-in-as" in browser.get(f"{first.base}/", timeout=20).text
    assert first.cookie == second.cookie != other.cookie


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_that_it_is_practice_and_bars_everything_foreign(person, path):
    page = person.open(path)
    assert page.status_code == 200
    assert "Practice, not Twitch." in page.text
    assert "Never type a real password here" in page.text
    assert "<script" not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", [*PAGES, "/nothing/here"])
def test_links_are_relative_so_that_a_prefix_may_stand_before_them(person, path):
    links = re.findall(r'(?:href|action|src)="([^"]*)"', person.open(path).text)
    assert links
    assert [link for link in links if link.startswith("/") or "://" in link] == []


def test_redirects_among_pages_are_relative(server):
    reply = server.get("/console/apps", allow_redirects=False)
    assert reply.headers["Location"] == "../login?next=%2Fconsole%2Fapps"


@pytest.mark.parametrize(
    "path",
    ["/login", "/logout", "/agreement", "/settings/security", "/console/apps/create"]
    + ["/oauth2/authorize", "/activate", "/settings/connections"],
)
@pytest.mark.parametrize("token", [None, "", "0" * 64, "é"])
def test_a_form_without_its_token_is_refused(person, path, token):
    sent = {"login": "night_owl", "decision": "accept", "two_factor": "on"}
    if token is not None:
        sent["form_token"] = token
    reply = person.browser.post(person.base + path, data=sent, timeout=20, allow_redirects=False)
    assert reply.status_code == 403
    assert person.ids(person.open("/"))["signed-in-as"]


def test_no_other_site_can_log_anybody_in(server):
    """RFC 6749 10.12: whoever is logged in as somebody else hands things to them."""
    sent = {"login": "night_owl"}
    somebody = server.person()
    reply = somebody.browser.post(f"{server.base}/login", data=sent, allow_redirects=False)
    assert reply.status_code == 403
    assert "signed-in-as" not in somebody.ids(somebody.open("/"))


def test_the_token_of_another_session_is_refused(server, person):
    stranger = server.person("night_owl")
    page = person.open("/settings/security")
    token = re.search(r'name="form_token" value="(\w+)"', stranger.open("/").text)[1]
    reply = person.browser.post(page.url, data={"form_token": token, "two_factor": "on"})
    assert reply.status_code == 403


def test_the_session_changes_with_every_login(server):
    somebody = server.person()
    somebody.open("/")
    first = somebody.browser.cookies[server.cookie]
    somebody.log_in("river_otter")
    second = somebody.browser.cookies[server.cookie]
    assert first != second
    with_the_first = requests.get(f"{server.base}/", cookies={server.cookie: first}, timeout=20)
    assert "signed-in-as" not in with_the_first.text


@pytest.mark.parametrize("session", ["a", "a" * 39, "a" * 41, "A" * 40, "a" * 39 + "-"])
def test_a_session_of_another_form_is_replaced(server, session):
    cookie = server.cookie
    reply = server.get("/", cookies={cookie: session})
    assert re.fullmatch("[a-z0-9]{40}", reply.cookies[cookie])


def test_the_session_ends_with_the_log_out(server):
    somebody = server.person("river_otter")
    cookie = somebody.browser.cookies[server.cookie]
    somebody.press(somebody.open("/logout"), ("action", "log_out"))
    assert somebody.browser.cookies[server.cookie] != cookie
    later = requests.get(f"{server.base}/", cookies={server.cookie: cookie}, timeout=20)
    assert "signed-in-as" not in later.text


def test_the_cookie_is_closed_to_scripts_and_to_other_sites(server):
    cookie = server.get("/").headers["Set-Cookie"]
    assert cookie.startswith("practice_session_")
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
    assert "_xsrf" not in cookie


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/console\r\nX-Evil: 1",
        "/ /evil.example",
        "evil.example",
    ],
)
def test_login_leads_to_no_other_site(server, wanted):
    somebody = server.person()
    page = somebody.open("/login", next=wanted)
    reply = somebody.press(page, ("login", "river_otter"), follow=False)
    assert reply.headers["Location"] == "./"
    assert "X-Evil" not in reply.headers


def test_login_leads_back_to_the_authorize_link(server, app):
    somebody = server.person()
    page = somebody.open("/oauth2/authorize", **app.link(state="a b/ü?&="))
    assert "/login?" in page.url
    page = somebody.press(page, ("login", "new_sparrow"))
    assert "/oauth2/authorize?" in page.url
    page = somebody.press(page, ("decision", "authorize"))
    address = somebody.ids(page)["continue"]["href"]
    assert somebody.answer(address)["state"] == "a b/ü?&="


def test_not_you_leads_to_the_login_and_back(person, app):
    page = person.open("/oauth2/authorize", **app.link(force_verify="true"))
    page = person.open(person.ids(page)["not-you"]["href"].replace("../", "/"))
    page = person.press(page, ("login", "night_owl"))
    assert "/oauth2/authorize?" in page.url
    assert person.ids(page)["signed-in-as"]


def test_what_people_type_is_escaped(server, person):
    evil = '<b onmouseover="x">\'&amp;{{7*7}}'
    made = person.register(name=evil)
    pages = [
        (person.open("/console/apps"), evil),
        (person.open(f"/console/apps/{made.client_id}"), evil),
        (person.open("/oauth2/authorize", **made.link(state=evil)), f'name="state" value="{evil}"'),
        (person.open("/login", next=evil), f'name="next" value="{evil}"'),
        (server.get("/behind-the-curtain"), evil),
    ]
    for page, shown in pages:
        assert "<b " not in page.text
        assert shown in html.unescape(page.text)


def test_leaving_for_localhost_is_a_page_and_for_https_a_redirect(person):
    """docs/twitch.md 1.2, step 3."""
    made = person.register(redirect_uris=("http://localhost:3000", "https://example.org"))
    page = person.open("/oauth2/authorize", **made.link())
    page = person.press(page, ("decision", "authorize"), follow=False)
    assert page.status_code == 200
    [address] = re.findall('id="continue" href="([^"]*)', page.text)
    assert address.startswith("http://localhost:3000/?code=")
    assert "refresh" not in page.text.lower() and "Refresh" not in page.headers
    link = made.link(redirect_uri="https://example.org", force_verify="true")
    for decision, answer in (("authorize", "?code="), ("cancel", "?error=access_denied")):
        page = person.press(
            person.open("/oauth2/authorize", **link), ("decision", decision), follow=False
        )
        assert page.status_code == 302
        assert page.headers["Location"].startswith(f"https://example.org/{answer}")


def test_the_consent_page_lets_the_browser_go_on_to_the_application(person, app):
    """Chromium holds a form's redirects to form-action."""
    for path in ("/oauth2/authorize", "/login"):
        page = person.open(path, **app.link(force_verify="true"))
        assert (
            "form-action 'self' https: http://localhost:*;"
            in (page.headers["Content-Security-Policy"])
        )


def test_the_consent_page_has_the_scopes_in_words(person, app):
    page = person.open("/oauth2/authorize", **app.link(force_verify="true"))
    assert "Read chats as you, over IRC." in page.text
    assert app.name in page.text


def test_behind_the_curtain_shows_masks_and_never_a_secret(server, person):
    made = person.register()
    secret = person.new_secret(made)
    first, second = person.get_code(made), person.get_code(made)
    tokens = server.exchange(made.exchange_form(first)).json()
    server.exchange(made.exchange_form(second, client_secret="wrong"))
    books = server.books()

    (application,) = [a for a in books["applications"] if a["client_id"] == made.client_id]
    assert re.fullmatch(r"\[hidden [0-9a-f]{4}\]", application["secret"])
    assert application["owner"] == "river_otter"
    codes = [code for code in books["codes"] if code["client_id"] == made.client_id]
    assert [code["status"] for code in codes] == ["used", "waiting"]
    (token,) = [token for token in books["tokens"] if token["client_id"] == made.client_id]
    assert token["status"] == "alive"
    said = [event["what"] for event in books["events"]][-4:]
    assert said == [
        f"An authorization code {codes[1]['code']} was issued to {made.name} for river_otter.",
        f"The code {codes[0]['code']} was used; it can't be used again.",
        f"An access token {token['access_token']} was made for {made.name}; "
        "only its hash is stored.",
        "An exchange was refused: 403 invalid client secret.",
    ]
    ids = [event["id"] for event in books["events"]]
    assert ids == sorted(set(ids))

    shown = str(books) + server.get("/behind-the-curtain").text
    kept = b"".join(file.read_bytes() for file in server.folder.iterdir())
    values = [secret, first, second, tokens["access_token"], tokens["refresh_token"]]
    for value in [*values, person.browser.cookies[server.cookie]]:
        assert value not in shown
        assert value.encode() not in kept


def test_masks_are_the_same_as_the_learners_side_makes(server, person):
    """Both sides mask by one rule: HMAC-SHA256 with the folder's key, four characters."""
    made = person.register()
    secret = person.new_secret(made)
    key = (server.folder / "fingerprint.key").read_text().strip().encode()
    fingerprint = hmac.new(key, secret.encode(), "sha256").hexdigest()[:4]
    (application,) = [a for a in server.books()["applications"] if a["client_id"] == made.client_id]
    assert application["secret"] == f"[hidden {fingerprint}]"


def test_looking_changes_nothing(server, person, app):
    """No GET writes, but for the code that comes without a consent page."""

    def dump():
        with closing(sqlite3.connect(server.folder / "practice.sqlite3")) as books:
            return list(books.iterdump())

    before = dump()
    assert len(before) > 10
    paths = [*PAGES, f"/console/apps/{app.client_id}", "/behind-the-curtain.json", "/nothing"]
    paths += ["/oauth2/validate", "/oauth2/token", "/helix/users", "/style.css", "/oauth2/keys"]
    paths += ["/oauth2/device", "/oauth2/revoke", "/oauth2/userinfo", "/activate?decision=cancel"]
    paths += [f"/settings/connections?disconnect={app.client_id}"]
    for visitor in (person, server.person()):
        for path in paths:
            visitor.open(path)
        visitor.open("/oauth2/authorize", **app.link(force_verify="true"))
        visitor.open("/oauth2/authorize", **app.link(scope="wrong"))
        visitor.open("/login", next="/console", login="night_owl")
    assert dump() == before


def test_a_page_that_is_not_there_says_so(person):
    page = person.open("/console/apps/" + "x" * 30)
    assert page.status_code == 404
    assert "There is no such page here" in page.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused_in_words(server, method):
    reply = requests.request(method, f"{server.base}/login", timeout=20)
    assert reply.status_code == 405
    assert "Traceback" not in reply.text


@pytest.mark.parametrize("path", ["/login", "/login?next=%2Fconsole"])
def test_the_login_page_says_where_the_real_one_is(server, path):
    """The consent page moved to another host in 2026, so no single name is given (1.2)."""
    said = " ".join(re.sub("<[^>]*>", "", server.person().open(path).text).split())
    assert (
        "The real login page is at a name that ends in .twitch.tv: look at the address bar" in said
    )
