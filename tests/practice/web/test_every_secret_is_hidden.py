"""Every secret that practice gives or is sent: none stands on a page, in the books or in a file."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def secrets(server):
    """One of each kind, by its name, once all that can be done with it was done."""
    person = server.person("river_otter").enter_console()
    own, public = person.register(), person.register(client_type="public")
    found = {"client secret": person.new_secret(own)}
    found["newer client secret"] = person.new_secret(own)
    nonce = {"nonce": "n-0S6_WzA2Mj-hof5gwx0"}
    openid = {"scope": "openid chat:read", "state": "a-state-nobody-else-has"}

    found |= openid | nonce
    del found["scope"]
    found["unused code"] = person.get_code(own)
    found["code"] = person.get_code(own, **openid, **nonce)
    reply = server.exchange(own.exchange_form(found["code"])).json()
    found |= {name: reply[name] for name in ("access_token", "refresh_token", "id_token")}
    refreshed = server.exchange(
        own.form("refresh_token", refresh_token=found["refresh_token"])
    ).json()
    found["refreshed access token"] = refreshed["access_token"]

    link = own.link(response_type="token id_token", **openid, **nonce)
    implicit = person.answer(person.authorize(link))
    found["implicit token"] = implicit["access_token"]
    found["implicit id_token"] = implicit["id_token"]
    found["app token"] = server.exchange(own.form("client_credentials")).json()["access_token"]

    for kind, decision in (("allowed", "authorize"), ("denied", "cancel"), ("waiting", "")):
        begun = server.device_code(public)
        found[f"{kind} device code"] = begun["device_code"]
        found[f"{kind} user code"] = begun["user_code"]
        if decision:
            person.activate(begun["user_code"], decision)
        polled = server.poll(public, begun["device_code"]).json()
        if kind == "allowed":
            found["public access token"] = polled["access_token"]
            found["public refresh token"] = polled["refresh_token"]
    form = public.form("refresh_token", refresh_token=found["public refresh token"])
    renewed = server.exchange(form).json()
    found["newer public access token"] = renewed["access_token"]
    found["newer public refresh token"] = renewed["refresh_token"]
    server.exchange(form)  # a second time: all of these two ends

    gone = {"client_id": own.client_id, "token": found["refreshed access token"]}
    assert server.post("/oauth2/revoke", data=gone).ok
    server.exchange(own.exchange_form(found["unused code"], client_secret="a-wrong-secret-Zq9"))
    found["wrong client secret"] = "a-wrong-secret-Zq9"
    server.exchange(own.exchange_form("a-wrong-code-Zq9"))
    found["wrong code"] = "a-wrong-code-Zq9"
    found["session"] = person.browser.cookies[server.cookie]
    assert all(len(value) >= 8 for value in found.values())
    assert len(set(found.values())) == len(found)
    return found


def standing_in(text: str, secrets: dict[str, str]) -> list[str]:
    return [name for name, value in secrets.items() if value in text]


def test_no_secret_is_in_the_books(server, secrets):
    assert standing_in(str(server.books()), secrets) == []


def test_no_secret_is_behind_the_curtain(server, secrets):
    assert standing_in(server.get("/behind-the-curtain").text, secrets) == []


def test_no_secret_is_in_a_file(server, secrets):
    kept = b"".join(file.read_bytes() for file in server.folder.iterdir())
    assert standing_in(kept.decode("latin-1"), secrets) == ["nonce"]  # a waiting code needs it


def test_no_secret_is_on_a_page_that_lists(server, secrets):
    person = server.person("river_otter")
    for path in ("/", "/console", "/console/apps", "/settings/connections", "/activate"):
        assert standing_in(person.open(path).text, secrets) == []


def test_each_mask_in_the_books_is_four_characters(server, secrets):
    books = server.books()
    masks = [code["device_code"] for code in books["device_codes"]]
    masks += [code["code"] for code in books["codes"]]
    masks += [token["access_token"] for token in books["tokens"]]
    masks += [token["refresh_token"] for token in books["tokens"] if token["refresh_token"]]
    assert len(masks) >= 15
    assert [mask for mask in masks if len(mask) != len("[hidden 7c1e]")] == []
