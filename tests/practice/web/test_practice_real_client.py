"""Clients that we did not write lead a token's whole life: they notice what we might not."""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import Iterator

import authlib.integrations.requests_client
import oauthlib.oauth2
import pytest
import requests
import requests_oauthlib
import twitchAPI.oauth
from joserfc import jwt
from joserfc.jwk import KeySet
from twitchAPI.helper import first
from twitchAPI.twitch import Twitch
from twitchAPI.type import AuthScope, InvalidRefreshTokenException


@pytest.fixture(autouse=True)
def practice_speaks_http(monkeypatch):
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")


# requests-oauthlib


def test_requests_oauthlib_leads_a_token_through_its_life(server, person, own):
    client = requests_oauthlib.OAuth2Session(
        own.client_id, redirect_uri="http://localhost", scope=["chat:read", "chat:edit"]
    )
    link, state = client.authorization_url(f"{server.base}/oauth2/authorize")
    landed = person.authorize(person.answer(link))
    assert person.answer(landed)["state"] == state
    first_token = client.fetch_token(
        f"{server.base}/oauth2/token",
        authorization_response=landed,
        client_secret=own.client_secret,
        include_client_id=True,  # in the form: Twitch doesn't read HTTP Basic (docs/twitch.md 2.1)
        timeout=20,
    )
    assert who(client, server, own) == "river_otter"

    second_token = client.refresh_token(
        f"{server.base}/oauth2/token",
        client_id=own.client_id,
        client_secret=own.client_secret,
        timeout=20,
    )
    assert second_token["access_token"] != first_token["access_token"]
    assert second_token["refresh_token"] == first_token["refresh_token"]
    assert who(client, server, own) == "river_otter"

    # It has no call for revoking.
    sent = {"client_id": own.client_id, "token": second_token["access_token"]}
    assert client.post(f"{server.base}/oauth2/revoke", data=sent, timeout=20).ok
    assert not server.validate(second_token["access_token"]).ok


def test_requests_oauthlib_reads_the_implicit_answer(server, person, own):
    client = requests_oauthlib.OAuth2Session(
        client=oauthlib.oauth2.MobileApplicationClient(own.client_id),
        redirect_uri="http://localhost",
        scope=["chat:read"],
    )
    link, state = client.authorization_url(f"{server.base}/oauth2/authorize")
    landed = person.authorize(person.answer(link))
    assert client.token_from_fragment(landed)["state"] == state
    assert who(client, server, own) == "river_otter"


def who(client, server, app):
    headers = {"Client-Id": app.client_id}
    reply = client.get(f"{server.base}/helix/users", headers=headers, timeout=20)
    return reply.json()["data"][0]["login"]


# Authlib


def authlib_client(app, **more):
    return authlib.integrations.requests_client.OAuth2Session(
        app.client_id,
        app.client_secret,
        redirect_uri="http://localhost",
        token_endpoint_auth_method="client_secret_post",  # docs/twitch.md 2.1, 10
        revocation_endpoint_auth_method="client_secret_post",
        default_timeout=20,
        **more,
    )


def test_authlib_signs_a_user_in_with_openid(server, person, own):
    config = server.get("/oauth2/.well-known/openid-configuration").json()
    with authlib_client(own, scope="openid chat:read") as client:
        link, state = client.create_authorization_url(
            config["authorization_endpoint"], nonce="n-0S6"
        )
        landed = person.authorize(person.answer(link))
        assert person.answer(landed)["state"] == state
        first_token = client.fetch_token(
            config["token_endpoint"], authorization_response=landed, state=state
        )
        keys = KeySet.import_key_set(client.get(config["jwks_uri"], withhold_token=True).json())
        claims = jwt.decode(first_token["id_token"], keys, algorithms=["RS256"]).claims
        jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": config["issuer"]},
            aud={"essential": True, "value": own.client_id},
            nonce={"essential": True, "value": "n-0S6"},
        ).validate(claims)
        assert client.get(config["userinfo_endpoint"]).json()["sub"] == claims["sub"]

        second_token = client.refresh_token(config["token_endpoint"])
        assert second_token["access_token"] != first_token["access_token"]
        assert who(client, server, own) == "river_otter"
        # Without `token` it would send the refresh token.
        revoked = client.revoke_token(
            f"{server.base}/oauth2/revoke", token=second_token["access_token"]
        )
        assert revoked.status_code == 200
        assert not server.validate(second_token["access_token"]).ok
        assert server.validate(first_token["access_token"]).ok


def test_authlib_gets_an_application_its_own_token(server, own):
    with authlib_client(own) as client:
        token = client.fetch_token(f"{server.base}/oauth2/token", grant_type="client_credentials")
        assert server.validate(token["access_token"]).json()["client_id"] == own.client_id


def test_authlib_takes_a_refusal_for_a_token(server, own):
    """docs/twitch.md 0, 2.1: HTTP Basic gives `missing client id`, without an `error`."""
    with authlib_client(own) as client:
        client.token_endpoint_auth_method = "client_secret_basic"
        reply = client.fetch_token(f"{server.base}/oauth2/token", grant_type="client_credentials")
    assert (reply["status"], reply["message"]) == (400, "missing client id")


# pyTwitchAPI


@pytest.fixture
def left_open() -> Iterator[None]:
    """The library leaves the event loop of its listener open; that is not for us to judge."""
    yield
    gc.collect()


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.usefixtures("left_open")
def test_pytwitchapi_leads_a_token_through_its_life(server, person, free_port):
    own = person.register(redirect_uris=(f"http://localhost:{free_port}",))
    person.new_secret(own)
    auth = {"auth_base_url": f"{server.base}/oauth2/"}

    async def consent(link):
        landed = person.authorize(person.answer(link))
        # The library's own listener gets the answer, as from a browser.
        there = landed.replace("localhost", "127.0.0.1")
        assert (await asyncio.to_thread(requests.get, there, timeout=20)).ok

    async def walk():
        twitch = await Twitch(
            own.client_id, own.client_secret, base_url=f"{server.base}/helix/", **auth
        )
        try:
            scopes = [AuthScope.CHAT_READ, AuthScope.CHAT_EDIT]
            authenticator = twitchAPI.oauth.UserAuthenticator(
                twitch,
                scopes,
                url=f"http://localhost:{free_port}",
                host="127.0.0.1",
                port=free_port,
                **auth,
            )
            access_token, refresh_token = await authenticator.authenticate(
                use_browser=False, auth_url_callback=consent
            )
            await twitch.set_user_authentication(access_token, scopes, refresh_token)
            user = await first(twitch.get_users())
            assert user.login == "river_otter"
            live = [stream async for stream in twitch.get_streams(first=20)]  # page after page
            assert [stream.viewer_count for stream in live][:2] == [8412, 6230]
            assert len(live) == 46
            (channel,) = await twitch.get_channel_information([live[0].user_id])
            assert channel.title == live[0].title
            seen = await twitchAPI.oauth.validate_token(access_token, **auth)
            assert (seen["login"], seen["scopes"]) == ("river_otter", scopes[::-1])

            new_token, same_refresh = await twitchAPI.oauth.refresh_access_token(
                refresh_token, own.client_id, own.client_secret, **auth
            )
            assert (new_token != access_token, same_refresh) == (True, refresh_token)
            assert await twitchAPI.oauth.revoke_token(own.client_id, new_token, **auth)
            assert not await twitchAPI.oauth.revoke_token(own.client_id, new_token, **auth)
            assert (await twitchAPI.oauth.validate_token(new_token, **auth))["status"] == 401
            writes = [*scopes, AuthScope.USER_WRITE_CHAT]
            scope = "chat:read chat:edit user:write:chat"
            more = await asyncio.to_thread(server.tokens, person, own, scope=scope)
            await twitch.set_user_authentication(
                more["access_token"], writes, more["refresh_token"]
            )
            sent = await twitch.send_chat_message(user.id, user.id, "Hello from pyTwitchAPI")
            assert sent.is_sent
            person.disconnect(own)
            with pytest.raises(InvalidRefreshTokenException):
                await twitchAPI.oauth.refresh_access_token(
                    refresh_token, own.client_id, own.client_secret, **auth
                )
        finally:
            await twitch.close()

    asyncio.run(asyncio.wait_for(walk(), 60))


def test_pytwitchapi_waits_for_a_device(server, person, own):
    async def walk():
        twitch = await Twitch(own.client_id, authenticate_app=False)
        try:
            flow = twitchAPI.oauth.CodeFlow(
                twitch, [AuthScope.CHAT_READ], auth_base_url=f"{server.base}/oauth2/"
            )
            code, link = await flow.get_code()
            waiting = asyncio.ensure_future(flow.wait_for_auth_complete())
            await asyncio.to_thread(person.activate, code)
            assert link.endswith(code)
            access_token, refresh_token = await waiting
            assert server.validate(access_token).json()["scopes"] == ["chat:read"]
            assert len(refresh_token) == 50
        finally:
            await twitch.close()

    asyncio.run(asyncio.wait_for(walk(), 60))


def test_pytwitchapi_gets_claims(server, person, app):
    token = server.tokens(person, app, scope="openid", claims='{"userinfo":{"picture":null}}')
    told = asyncio.run(
        twitchAPI.oauth.get_user_info(token["access_token"], auth_base_url=f"{server.base}/oauth2/")
    )
    assert told["sub"] == "710000101"
    assert told["picture"].startswith("http")
