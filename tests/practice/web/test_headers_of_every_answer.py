"""What a browser is told with every answer, whole: what it may do with it, and who may read it."""

from __future__ import annotations

import pytest
import requests

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
# After their forms the browser goes on to the application's address.
ON_TO_APPLICATIONS = {**POLICY, "form-action": "'self' https: http://localhost:*"}
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
HTML, TEXT, JSON = "text/html; charset=utf-8", "text/plain", "application/json"
PAGES = ["/", "/logout", "/agreement", "/settings/security", "/settings/connections", "/activate"]
PAGES += ["/console/apps", "/console/apps/create", "/behind-the-curtain"]
# Path, status, Content-Type, where its forms lead, whether pages of other sites may read it.
ANSWERS = [
    *[(path, 200, HTML, POLICY, False) for path in PAGES],
    ("/login", 200, HTML, ON_TO_APPLICATIONS, False),
    ("/activate?device-code=XXXXXXXX", 400, HTML, POLICY, False),
    ("/behind-the-curtain.json", 200, JSON, POLICY, False),
    ("/nothing", 404, HTML, POLICY, False),
    ("/style.css", 200, "text/css", POLICY, False),
    ("/lantern.svg", 200, "image/svg+xml", POLICY, False),
    ("/oauth2/authorize", 400, JSON, ON_TO_APPLICATIONS, False),
    ("/oauth2/validate", 401, JSON, POLICY, True),
    ("/oauth2/keys", 200, JSON, POLICY, True),
    ("/oauth2/nothing", 404, TEXT, POLICY, True),
    ("/helix/users", 401, JSON, POLICY, True),
    ("/chat", 426, f"{TEXT}; charset=utf-8", POLICY, False),
]


@pytest.fixture(scope="module")
def visitor(server):
    return server.person("river_otter").enter_console()


@pytest.mark.parametrize(("path", "status", "kind", "policy", "others_read"), ANSWERS)
def test_a_browser_is_told_what_it_may_do(visitor, path, status, kind, policy, others_read):
    reply = visitor.open(path, follow=False)
    assert (reply.status_code, reply.headers["Content-Type"]) == (status, kind)
    told = dict(one.split(" ", 1) for one in reply.headers["Content-Security-Policy"].split("; "))
    assert told == policy
    assert {name: reply.headers[name] for name in SAFE} == SAFE
    assert "Server" not in reply.headers
    allowed = reply.headers.get("Access-Control-Allow-Origin")
    assert allowed == ("*" if others_read else None)
    assert "Access-Control-Allow-Credentials" not in reply.headers


def test_a_refused_host_is_told_the_same(server):
    for path in ("/", "/oauth2/validate", "/helix/users", "/behind-the-curtain.json"):
        reply = server.get(path, headers={"Host": "evil.example"})
        assert reply.status_code == 403
        assert {name: reply.headers[name] for name in SAFE} == SAFE
        assert "Set-Cookie" not in reply.headers


@pytest.mark.parametrize(
    "host",
    [
        "localhost.",
        "localhost:",
        "localhost:123456",
        "localhost:80a",
        "localhost:8017@evil.example",
        "evil.example:8017",
        "xlocalhost",
        "localhost.evil.example:8017",
        "127.0.0.1.evil.example",
        "127.0.0.2",
        "127x0.0.1",
        "127.0x0.1",
        "127.0.0x1",
        "::1",
        "[::1].evil.example",
        "[::2]",
    ],
)
def test_no_other_name_is_one_of_ours(server, host):
    """Against DNS rebinding: a name has to be ours from its beginning to its end."""
    for path in ("/oauth2/validate", "/behind-the-curtain.json"):
        assert server.get(path, headers={"Host": host}).status_code in (400, 403)


@pytest.mark.parametrize("host", ["localhost:1", "localhost:65535", "127.0.0.1:8017", "[::1]:8017"])
def test_our_names_have_any_port(server, host):
    assert server.get("/behind-the-curtain.json", headers={"Host": host}).status_code == 200


def cookie_of(reply: requests.Response) -> tuple[str, set[str]]:
    name_and_value, *attributes = reply.headers["Set-Cookie"].split("; ")
    return name_and_value, set(attributes)


def test_the_cookie_says_this_and_no_more(server):
    """It ends with the browser, and no script and no other site's form gets it."""
    somebody = server.person()
    first, attributes = cookie_of(somebody.open("/"))
    assert attributes == {"HttpOnly", "Path=/", "SameSite=Lax"}
    page = somebody.open("/login")
    assert "Set-Cookie" not in page.headers
    second, attributes = cookie_of(somebody.press(page, ("login", "river_otter"), follow=False))
    assert second != first and attributes == {"HttpOnly", "Path=/", "SameSite=Lax"}
    page = somebody.open("/logout")
    third, attributes = cookie_of(somebody.press(page, ("action", "log_out"), follow=False))
    assert third not in (first, second) and attributes == {"HttpOnly", "Path=/", "SameSite=Lax"}


@pytest.mark.parametrize(
    ("proto", "secure"), [("https", True), ("http", False), ("HTTPS?", False), ("", False)]
)
def test_the_cookie_is_secure_where_the_browser_speaks_https(server, proto, secure):
    _, attributes = cookie_of(server.get("/", headers={"X-Forwarded-Proto": proto}))
    assert ("Secure" in attributes) == secure
