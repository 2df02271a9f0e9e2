"""What was written for the Twitch CLI's mock works here too (docs/twitch.md 9.1)."""

from __future__ import annotations

import asyncio
import re
from contextlib import closing

import pytest
import requests
from twitchAPI.helper import first
from twitchAPI.oauth import UserAuthenticator
from twitchAPI.twitch import Twitch
from twitchAPI.type import AuthScope

from practice.basics.fingerprint import Fingerprints
from practice.basics.random_values import hash_of
from practice.rules.cli_mock import CliMock
from practice.rules.issuing import Issuing
from practice.store.store import Store


@pytest.fixture
def client(server):
    """The ready-made application, as a program finds it."""
    reply = server.get("/units/clients").json()
    assert (reply["cursor"], reply["total"]) == ("", 1)
    return reply["data"][0]


def user_token(server, client, **changes):
    """A user's token without a page: all of it in the query, as the mock wants it."""
    query = {
        "client_id": client["ID"],
        "client_secret": client["Secret"],
        "grant_type": "user_token",
        "user_id": "710000102",
        "scope": "chat:read chat:edit",
        **changes,
    }
    return server.post("/auth/authorize", params=query)


def test_the_application_is_told_with_its_secret(client):
    assert list(client) == ["ID", "Secret", "Name", "IsExtension"]
    assert client["Name"] == "Mock API Client"
    assert re.fullmatch("[a-z0-9]{30}", client["ID"])
    assert re.fullmatch("[a-z0-9]{30}", client["Secret"])


def test_the_application_is_the_same_after_a_restart(start_server, tmp_path):
    one = start_server(tmp_path)
    told = one.get("/units/clients").json()
    one.kill()
    assert start_server(tmp_path).get("/units/clients").json() == told


def test_no_web_site_may_read_the_secret(server):
    """Ours: the mock allows every site."""
    reply = server.get("/units/clients", headers={"Origin": "https://example.org"})
    assert "Access-Control-Allow-Origin" not in reply.headers
    assert requests.options(f"{server.base}/units/clients", timeout=20).status_code == 405


@pytest.mark.parametrize("path", ["keys", ".well-known/openid-configuration", "userinfo"])
def test_openid_connect_is_under_the_mocks_paths_too(server, path):
    there, here = server.get(f"/auth/{path}"), server.get(f"/oauth2/{path}")
    assert (there.status_code, there.text) == (here.status_code, here.text)
    assert there.headers["Content-Type"] == "application/json"


def test_the_users_are_those_of_practice(server):
    users = server.get("/units/users").json()
    assert users["total"] == 3
    assert [user["login"] for user in users["data"]] == ["river_otter", "night_owl", "new_sparrow"]
    assert {"id", "login", "display_name", "email", "type", "broadcaster_type"} <= set(
        users["data"][0]
    )


def test_an_app_token_is_given_under_auth(server, client):
    query = {
        "client_id": client["ID"],
        "client_secret": client["Secret"],
        "grant_type": "client_credentials",
    }
    assert server.post("/auth/token", params=query).json()["token_type"] == "bearer"


def test_a_user_token_comes_without_a_page_and_opens_mock(server, client):
    reply = user_token(server, client)
    token = reply.json()["access_token"]
    assert reply.json()["scope"] == ["chat:edit", "chat:read"]
    told = server.get("/auth/validate", headers={"Authorization": f"OAuth {token}"}).json()
    assert (told["login"], told["client_id"]) == ("night_owl", client["ID"])
    headers = {"Authorization": f"Bearer {token}", "Client-Id": client["ID"]}
    for base in ("/mock", "/helix"):
        (user,) = server.get(f"{base}/users", headers=headers).json()["data"]
        assert user["login"] == "night_owl"
        assert server.get(f"{base}/streams", headers=headers).json()["data"]
        assert server.get(f"{base}/nothing").status_code == 404


def test_such_a_token_makes_a_connection(start_server, tmp_path):
    server = start_server(tmp_path)
    (client,) = server.get("/units/clients").json()["data"]
    assert user_token(server, client).ok
    person = server.person("night_owl")
    assert f'id="disconnect-{client["ID"]}"' in person.open("/settings/connections").text


def test_a_start_that_breaks_off_leaves_no_application_without_its_secret(tmp_path, monkeypatch):
    fingerprints = Fingerprints(tmp_path)
    with closing(Store(tmp_path)) as store:
        issuing = Issuing(store, fingerprints, None)
        with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
            broken.setattr(Store, "set_secret", lambda *_: 1 / 0)
            CliMock(store, fingerprints, issuing)
        (client,) = CliMock(store, fingerprints, issuing).clients()["data"]
        secret_hash = store.application(client["ID"]).secret_hash
    assert secret_hash == hash_of(client["Secret"])


def test_scope_is_there_even_when_it_is_empty(server, client):
    assert user_token(server, client, scope="").json()["scope"] == []


def test_such_a_token_can_be_refreshed_and_revoked(server, client):
    """What the mock lacks."""
    old = user_token(server, client).json()
    query = {
        "client_id": client["ID"],
        "client_secret": client["Secret"],
        "grant_type": "refresh_token",
        "refresh_token": old["refresh_token"],
    }
    new = server.post("/auth/token", params=query).json()
    assert new["access_token"] != old["access_token"]
    query = {"client_id": client["ID"], "token": new["access_token"]}
    assert server.post("/auth/revoke", params=query).status_code == 200
    headers = {"Authorization": f"Bearer {new['access_token']}"}
    assert server.get("/auth/validate", headers=headers).status_code == 401


def test_a_browser_is_sent_to_the_consent_page(server, client, person):
    """What the mock lacks: the authorize page, and the exchange of a code."""
    link = {
        "response_type": "code",
        "client_id": client["ID"],
        "redirect_uri": "http://localhost:3000",
        "scope": "chat:read",
    }
    page = server.get("/auth/authorize", params=link, allow_redirects=False)
    assert page.status_code == 302
    assert page.headers["Location"].startswith("../oauth2/authorize?response_type=code&client_id=")
    answer = person.answer(person.authorize(link))
    form = {
        "client_id": client["ID"],
        "client_secret": client["Secret"],
        "code": answer["code"],
        "grant_type": "authorization_code",
        "redirect_uri": "http://localhost:3000",
    }
    assert server.post("/auth/token", data=form).json()["scope"] == ["chat:read"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"user_id": ""}, "missing required parameter"),
        ({"client_id": ""}, "missing required parameter"),
        ({"grant_type": "authorization_code"}, "missing required parameter"),
        ({"scope": "chat:raed"}, "Invalid scopes requested"),
        ({"scope": "chat:read chat:raed"}, "Invalid scopes requested"),
        ({"client_id": "0" * 30}, "Client ID/Secret invalid"),
        ({"client_secret": "0" * 30}, "Client ID/Secret invalid"),
        ({"user_id": "12"}, "User ID invalid"),
    ],
)
def test_refusals_in_the_words_and_the_shape_of_the_mock(server, client, changes, message):
    """docs/twitch.md 0 and 9.1; the status is ours."""
    reply = user_token(server, client, **changes)
    assert reply.status_code == 400
    assert reply.text == f'{{"status":400,"error":"Bad Request","message":"{message}"}}\n'


def test_a_public_application_gets_no_token_without_asking(server, client, public):
    """It has no secret that could be wrong."""
    told = {"ID": public.client_id, "Secret": "anything"}
    assert user_token(server, told).json()["message"] == "Client ID/Secret invalid"


def test_the_ready_made_application_is_in_nobodys_console(server, person, start_server, tmp_path):
    assert "Mock API Client" not in person.open("/console/apps").text
    fresh = start_server(tmp_path)
    assert fresh.books()["applications"] == []
    told = fresh.get("/units/clients").json()["data"][0]
    user_token(fresh, told)
    assert [app["owner"] for app in fresh.books()["applications"]] == ["nobody"]


def test_pytwitchapi_takes_practice_for_the_mock(server, client):
    """Its own way to the mock: `mock_authenticate` (docs/twitch.md 10)."""

    async def use() -> tuple[str, int]:
        twitch = Twitch(
            client["ID"],
            client["Secret"],
            base_url=f"{server.base}/mock/",
            auth_base_url=f"{server.base}/auth/",
            authenticate_app=False,
        )
        twitch.auto_refresh_auth = False
        scopes = [AuthScope.CHAT_READ]
        auth = UserAuthenticator(twitch, scopes, auth_base_url=f"{server.base}/auth/")
        token = await auth.mock_authenticate("710000102")
        await twitch.set_user_authentication(token, scopes, validate=False)
        user = await first(twitch.get_users())
        live = [stream async for stream in twitch.get_streams(first=100)]
        await twitch.close()
        assert user is not None
        return user.login, len(live)

    assert asyncio.run(use()) == ("night_owl", 46)
