"""The second set of faults: 124 things that a learner would do wrong.

Each is what is sent, and the cause in the words of its author. Most are rows of a table
(second_opinion_table.py); what needs more than one line is a function here.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from urllib.parse import urljoin

import requests
from second_opinion_desk import SCOPES, Failed
from second_opinion_table import ROWS, Fault, Sends

from helpers import credentials

FAULTS = list(ROWS)


def fault(cause: str) -> Callable[[Sends], Sends]:
    """The next function is a fault, and this is what I would say to the learner."""

    def add(sends: Sends) -> Sends:
        FAULTS.append(Fault(cause, sends.__name__, sends))
        return sends

    return add


@fault("redirect address: the port")
def port_too_many(desk):
    port = desk.chance.randint(3000, 9000)
    return desk.registered().opened(redirect_uri=f"http://localhost:{port}")


@fault("redirect address: the port")
def another_port(desk):
    port = desk.chance.randint(3000, 9000)
    return desk.registered(f"http://localhost:{port}/auth").opened(
        redirect_uri=f"http://localhost:{port + 1}/auth"
    )


@fault("redirect address: doesn't match, can't say where")
def mismatch_without_the_link(desk):
    failed = desk.registered().opened(redirect_uri="http://localhost:3000/x")
    return Failed(failed.what)


@fault("redirect address: another than in the link")
def the_other_registered_one(desk):
    desk.registered("http://localhost:3000")
    desk.books.execute(
        "INSERT INTO redirect_uris VALUES (?, 1, 'http://localhost:5000')", (desk.client_id,)
    )
    return desk.consented().exchange(redirect_uri="http://localhost:5000")


@fault("code: used before")
def code_twice_nothing_kept(desk):
    """The learner exchanges in a script of their own, so only the code of 08 is kept."""
    desk.registered().consented().exchange()
    return desk.exchange()


@fault("code: another application's")
def code_of_another_application(desk):
    other = desk.other().consented()
    desk.registered()
    return desk.exchange(code=other.code)


@fault("code: too old")
def code_too_old(desk):
    desk.registered().consented()
    age = desk.chance.randint(700, 5000)
    desk.books.execute(
        "UPDATE codes SET issued_at = issued_at - ?, expires_at = expires_at - ?", (age, age)
    )
    desk.keep(code_kept_at=str(int(time.time()) - age))
    return desk.exchange()


@fault("secret: an old one, or another's")
def old_secret(desk):
    desk.registered().consented()
    old = desk.client_secret
    desk.keep(client_secret=desk.learner.new_secret(desk.client_id))
    return desk.exchange(client_secret=old)


@fault("secret: an old one, or another's")
def old_secret_is_kept(desk):
    desk.registered().consented()
    desk.learner.new_secret(desk.client_id)
    return desk.exchange()


@fault("secret: an old one, or another's")
def secret_of_another_application(desk):
    other = desk.other()
    desk.registered().consented()
    return desk.exchange(client_secret=other.client_secret)


@fault("secret: it is only the mask")
def mask_as_secret(desk):
    desk.registered().consented()
    shown = re.search(r"\[hidden \w+\]", repr(credentials.kept(desk.twitch)))
    return desk.exchange(client_secret=shown[0])


@fault("sent by HTTP Basic")
def http_basic(desk):
    desk.registered().consented()
    form = {
        "code": desk.code,
        "grant_type": "authorization_code",
        "redirect_uri": "http://localhost",
    }
    return requests.post(
        f"{desk.id}/oauth2/token", data=form, auth=(desk.client_id, desk.client_secret), timeout=10
    )


@fault("POST in place of GET")
def post_in_place_of_get(desk):
    desk.registered().with_token()
    headers = {"Authorization": f"OAuth {desk.access_token}"}
    return requests.post(f"{desk.id}/oauth2/validate", headers=headers, timeout=10)


@fault("wrong path")
def users_at_id(desk):
    desk.registered().with_token()
    headers = {"Authorization": f"Bearer {desk.access_token}", "Client-Id": desk.client_id}
    return requests.get(f"{desk.id}/oauth2/users", headers=headers, timeout=10)


@fault("grant_type: wrong")
def short_name_of_the_device_grant(desk):
    desk.registered()
    began = desk.post("/oauth2/device", client_id=desk.client_id, scopes=SCOPES).json()
    form = {"client_id": desk.client_id, "client_secret": desk.client_secret}
    return desk.post(
        "/oauth2/token", device_code=began["device_code"], grant_type="device_code", **form
    )


@fault("scopes: there is none of this name")
def scope_misspelt(desk):
    wrong = desk.chance.choice(["chat:raed", "chat.read", "Chat:Read", "chat_read", "read:chat"])
    return desk.registered().opened(scope=f"{wrong} chat:edit")


@fault("the user pressed Cancel")
def cancelled(desk):
    desk.registered()
    page = desk.learner._open(desk.link())
    page = desk.learner._press(page, "cancel")
    href = str(page.part("#continue")["href"])
    return Failed(urljoin(page.address, href))


@fault("header: Authorization is missing")
def headers_sent_as_parameters(desk):
    desk.registered().with_token()
    headers = {"Authorization": f"Bearer {desk.access_token}", "Client-Id": desk.client_id}
    return requests.get(f"{desk.twitch.api_url}/helix/users", headers, timeout=10)


@fault("header: Client-Id is missing")
def client_id_under_another_name(desk):
    desk.registered().with_token()
    headers = {"Authorization": f"Bearer {desk.access_token}", "client_id": desk.client_id}
    return requests.get(f"{desk.twitch.api_url}/helix/users", headers=headers, timeout=10)


@fault("header: Client-Id of another application")
def client_id_of_another(desk):
    other = desk.other()
    return desk.registered().with_token().helix("users", Client_Id=other.client_id)


@fault("header: Client-Id of another application")
def token_of_another(desk):
    other = desk.other().with_token()
    return desk.registered().helix("users", Authorization=f"Bearer {other.access_token}")


@fault("token: it is no longer valid")
def revoked(desk):
    desk.registered().with_token()
    desk.post("/oauth2/revoke", client_id=desk.client_id, token=desk.access_token)
    return desk.helix("users")


@fault("token: it is no longer valid")
def disconnected(desk):
    desk.registered().with_token()
    desk.learner.disconnect(desk.client_id)
    return desk.helix("users")


@fault("token: it is no longer valid")
def expired(desk):
    desk.registered().with_token()
    desk.books.execute("UPDATE tokens SET expires_at = expires_at - 20000")
    return desk.validate(f"OAuth {desk.access_token}")


@fault("token: it is no longer valid")
def refreshed_but_the_old_one_used(desk):
    """The old token of a refreshed pair was revoked; the script still has it, 10 kept the new."""
    desk.registered().with_token()
    old = desk.access_token
    desk.keep(access_token=desk.refresh().json()["access_token"])
    desk.post("/oauth2/revoke", client_id=desk.client_id, token=old)
    return desk.helix("users")


@fault("a scope is missing")
def chat_without_its_scope(desk):
    desk.registered().with_token()
    me = desk.user_id()
    return desk.chat(broadcaster_id=me, sender_id=me, message="hello")


@fault("a scope is missing")
def userinfo_without_openid(desk):
    desk.registered().with_token()
    headers = {"Authorization": f"Bearer {desk.access_token}"}
    return requests.get(f"{desk.id}/oauth2/userinfo", headers=headers, timeout=10)


@fault("an app token where a user's is needed")
def app_token_writes_into_chat(desk):
    desk.registered().with_token()
    me = desk.user_id()
    desk.access_token = desk.app_token()
    return desk.chat(broadcaster_id=me, sender_id=me, message="hello")


@fault("the sender is not the token's user")
def message_as_somebody_else(desk):
    desk.registered().with_token("user:write:chat")
    me = desk.user_id()
    return desk.chat(broadcaster_id=me, sender_id=str(int(me) + 1), message="hello")


@fault("sent as a form, not as JSON")
def message_sent_as_a_form(desk):
    desk.registered().with_token("user:write:chat")
    me = desk.user_id()
    headers = {"Authorization": f"Bearer {desk.access_token}", "Client-Id": desk.client_id}
    return requests.post(
        f"{desk.twitch.api_url}/helix/chat/messages",
        headers=headers,
        data={"broadcaster_id": me, "sender_id": me, "message": "hello"},
        timeout=10,
    )


@fault("refresh token: another application's")
def refresh_token_of_another(desk):
    other = desk.other().with_token()
    desk.registered()
    return desk.refresh(refresh_token=other.refresh_token)


@fault("refresh token: a Public application's works once")
def public_refresh_token_twice(desk):
    desk.registered(public=True).public_token()
    desk.refresh()
    return desk.refresh()


@fault("refresh token: it is no longer valid")
def refresh_after_disconnect(desk):
    desk.registered().with_token()
    desk.learner.disconnect(desk.client_id)
    return desk.refresh()


@fault("token: it is no longer valid")
def revoke_twice(desk):
    desk.registered().with_token()
    for _ in range(2):
        reply = desk.post("/oauth2/revoke", client_id=desk.client_id, token=desk.access_token)
    return reply


@fault("client ID: another application's")
def revoke_with_another_client_id(desk):
    other = desk.other()
    desk.registered().with_token()
    return desk.post("/oauth2/revoke", client_id=other.client_id, token=desk.access_token)


@fault("client ID: nobody has it")
def revoke_with_a_mistyped_client_id(desk):
    desk.registered().with_token()
    wrong = desk.mistyped(desk.client_id)
    return desk.post("/oauth2/revoke", client_id=wrong, token=desk.access_token)


@fault("no failure: the user is not done yet")
def device_not_allowed_yet(desk):
    desk.registered(public=True)
    began = desk.post("/oauth2/device", client_id=desk.client_id, scopes=SCOPES).json()
    return desk.poll(began["device_code"])


@fault("device code: it is the user code")
def user_code_as_device_code(desk):
    desk.registered(public=True)
    began = desk.post("/oauth2/device", client_id=desk.client_id, scopes=SCOPES).json()
    return desk.poll(began["user_code"])


@fault("device code: used, denied, expired or wrong")
def device_code_twice(desk):
    desk.registered(public=True)
    began = desk.post("/oauth2/device", client_id=desk.client_id, scopes=SCOPES).json()
    desk.learner.activate(began["verification_uri"])
    desk.poll(began["device_code"])
    return desk.poll(began["device_code"])


@fault("device code: used, denied, expired or wrong")
def device_code_mistyped(desk):
    desk.registered(public=True)
    began = desk.post("/oauth2/device", client_id=desk.client_id, scopes=SCOPES).json()
    return desk.poll(desk.mistyped(began["device_code"]))


@fault("code: too old")
def code_too_old_and_the_clock_is_behind(desk):
    """By the learner's clock the code is a minute old; by Twitch's it is past its time."""
    desk.registered().consented()
    desk.books.execute("UPDATE codes SET expires_at = expires_at - 3600")
    desk.keep(code_kept_at=str(int(time.time()) - 7200 - 60))
    return Failed(desk.exchange(), clock=-7200)


@fault("secret: an old one, or another's")
def wrong_secret_and_the_clock_is_ahead(desk):
    desk.registered().consented()
    wrong = desk.exchange(client_secret=desk.random_text())
    return Failed(wrong, clock=2 * 24 * 3600)


@fault("secret: a space or a quote too many")
def space_in_the_secret_and_a_slash(desk):
    desk.registered().consented()
    secret = f"{desk.client_secret} "
    return desk.exchange(client_secret=secret, redirect_uri="http://localhost/")
