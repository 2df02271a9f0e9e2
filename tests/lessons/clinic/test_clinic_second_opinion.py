"""A second set of faults for the error clinic, written without having seen the clinic.

Each fault is what a learner would do wrong, with `requests` and against a running practice
Twitch; beside it stands the cause, in the words of whoever wrote the fault. Only then the clinic
was read, and its own names were put beside those words. At that moment, before anything was
mended, it named 103 of the 124 causes, said of 19 that it doesn't know, and was wrong about 2.
"""

from __future__ import annotations

import random
import re
import sqlite3
import string
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlencode, urljoin, urlsplit

import pytest
import requests

from helpers import credentials, private_folder
from helpers.private_folder import fingerprint
from helpers.service import Service
from lessons import clinic
from lessons.clinic.diagnosis import Diagnosis
from lessons.practice_side.practice_learner import PracticeLearner

LETTERS = string.ascii_lowercase + string.digits
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
SCOPES = "chat:read chat:edit"


@dataclass
class Failed:
    """What the learner has in hand after the failure: a response, or the browser's address."""

    what: requests.Response | str
    link: str = ""  # the authorize link, when the learner pastes that too
    clock: float = 0  # seconds by which the learner's clock is ahead


class Desk:
    """A learner in the middle of the tutorial: an application, and what is kept of it.

    `applications` are those that faults registered before: theirs by what they are, so that each
    fault needn't register them anew.
    """

    def __init__(
        self,
        twitch: Service,
        books: sqlite3.Connection,
        chance: random.Random,
        applications: dict[tuple[str, ...], str],
        owner: str = "me",
    ) -> None:
        self.twitch, self.books, self.chance = twitch, books, chance
        self.applications, self.owner = applications, owner
        self.learner = PracticeLearner(twitch)
        self.id = twitch.id_url
        self.redirect_uri = "http://localhost"
        self.access_token = self.refresh_token = self.code = ""
        self.client_id = self.client_secret = ""

    # What goes right, on the way to the fault.

    def application(self, client_type: str = "confidential") -> str:
        what = (self.owner, self.redirect_uri, client_type)
        if what not in self.applications:
            name = f"Second Opinion {self.random_text(8)}"
            made = self.learner.application(name, self.redirect_uri, client_type)
            self.applications[what] = made
        return self.applications[what]

    def registered(self, redirect_uri: str = "http://localhost", public: bool = False) -> Desk:
        self.redirect_uri = redirect_uri
        self.client_id = self.application("public" if public else "confidential")
        self.client_secret = "" if public else self.learner.new_secret(self.client_id)
        self.keep(client_id=self.client_id, redirect_uri=redirect_uri, scope=SCOPES)
        self.keep(client_secret=self.client_secret)
        return self

    def keep(self, **values: str) -> None:
        credentials.keep(self.twitch, **values)

    def link(self, **changed: str | None) -> str:
        state = self.random_text(24)
        self.keep(state=state)
        fields = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": SCOPES,
            "state": state,
            **changed,
        }
        sent = {name: value for name, value in fields.items() if value is not None}
        return f"{self.id}/oauth2/authorize?{urlencode(sent)}"

    def consented(self, **changed: str | None) -> Desk:
        """The browser came back with a code, and notebook 08 kept it."""
        self.address = self.learner.authorize(self.link(**changed))
        self.code = parse_qs(urlsplit(self.address).query)["code"][0]
        credentials.keep_code(self.twitch, self.code)
        return self

    def with_token(self, scope: str = SCOPES) -> Desk:
        self.consented(scope=scope)
        body = self.trade().json()
        self.access_token, self.refresh_token = body["access_token"], body["refresh_token"]
        self.keep(access_token=self.access_token, refresh_token=self.refresh_token, code="")
        self.keep(used_code=fingerprint(self.code), scope=scope)
        return self

    def public_token(self) -> Desk:
        """A Public application's token, by the device flow."""
        began = self.post("/oauth2/device", client_id=self.client_id, scopes=SCOPES).json()
        self.learner.activate(began["verification_uri"])
        body = self.poll(began["device_code"]).json()
        self.access_token, self.refresh_token = body["access_token"], body["refresh_token"]
        self.keep(access_token=self.access_token, refresh_token=self.refresh_token)
        return self

    def other(self) -> Desk:
        """Another application of the same person's, of which nothing is kept here."""
        other = Desk(self.twitch, self.books, self.chance, self.applications, "another")
        other.keep = lambda **values: None  # type: ignore[method-assign]
        return other.registered()

    def random_text(self, length: int = 30) -> str:
        return "".join(self.chance.choices(LETTERS, k=length))

    def user_id(self) -> str:
        return self.helix("users").json()["data"][0]["id"]

    # The requests, as a learner would type them.

    def post(self, path: str, **form: str | None) -> requests.Response:
        sent = {name: value for name, value in form.items() if value is not None}
        return requests.post(f"{self.id}{path}", data=sent, timeout=10)

    def form(self, **changed: str | None) -> dict[str, str | None]:
        return {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "code": self.code,
            "grant_type": "authorization_code",
            "redirect_uri": self.redirect_uri,
            **changed,
        }

    def trade(self, **changed: str | None) -> requests.Response:
        return self.post("/oauth2/token", **self.form(**changed))

    def refresh(self, **changed: str | None) -> requests.Response:
        form = {
            "client_id": self.client_id,
            "client_secret": self.client_secret or None,
            "grant_type": "refresh_token",
            "refresh_token": self.refresh_token,
        }
        return self.post("/oauth2/token", **{**form, **changed})

    def poll(self, device_code: str | None, **changed: str | None) -> requests.Response:
        form = {"client_id": self.client_id, "scopes": SCOPES, "device_code": device_code}
        return self.post("/oauth2/token", **{**form, "grant_type": DEVICE, **changed})

    def app_token(self) -> str:
        form = {"client_id": self.client_id, "client_secret": self.client_secret}
        reply = self.post("/oauth2/token", grant_type="client_credentials", **form)
        return reply.json()["access_token"]

    def helix(self, path: str, **headers: str | None) -> requests.Response:
        usual = {"Authorization": f"Bearer {self.access_token}", "Client-Id": self.client_id}
        sent = {**usual, **{name.replace("_", "-"): value for name, value in headers.items()}}
        sent = {name: value for name, value in sent.items() if value is not None}
        return requests.get(f"{self.twitch.api_url}/helix/{path}", headers=sent, timeout=10)

    def chat(self, **message: str | None) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.access_token}", "Client-Id": self.client_id}
        body = {name: value for name, value in message.items() if value is not None}
        address = f"{self.twitch.api_url}/helix/chat/messages"
        return requests.post(address, headers=headers, json=body, timeout=10)

    def validate(self, authorization: str | None) -> requests.Response:
        headers = {"Authorization": authorization} if authorization else {}
        return requests.get(f"{self.id}/oauth2/validate", headers=headers, timeout=10)

    def opened(self, **changed: str | None) -> Failed:
        """The link was opened: the browser shows an error itself, or is sent back with one."""
        link = self.link(**changed)
        reply = requests.get(link, allow_redirects=False, timeout=10)
        if reply.is_redirect:
            return Failed(reply.headers["Location"], link)
        return Failed(reply)

    def mistyped(self, text: str) -> str:
        """One letter in it is another."""
        at = self.chance.randrange(len(text))
        new = self.chance.choice([one for one in LETTERS if one != text[at]])
        return text[:at] + new + text[at + 1 :]


Fault = Callable[[Desk], "Failed | requests.Response"]
FAULTS: list[tuple[str, Fault]] = []


def fault(cause: str) -> Callable[[Fault], Fault]:
    """The next function is a fault, and this is what I would say to the learner."""

    def add(commit: Fault) -> Fault:
        FAULTS.append((cause, commit))
        return commit

    return add


# Redirect addresses, in the link.


@fault("redirect address: the slash at the end")
def slash_too_many(desk):
    return desk.registered().opened(redirect_uri="http://localhost/")


@fault("redirect address: the slash at the end")
def slash_too_few(desk):
    return desk.registered("http://localhost:8080/callback/").opened(
        redirect_uri="http://localhost:8080/callback"
    )


@fault("redirect address: http or https")
def https_in_place_of_http(desk):
    return desk.registered().opened(redirect_uri="https://localhost")


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


@fault("redirect address: capital letters")
def capital_letter(desk):
    return desk.registered("http://localhost:3000/callback").opened(
        redirect_uri="http://localhost:3000/Callback"
    )


@fault("redirect address: encoded twice")
def encoded_twice(desk):
    return desk.registered("http://localhost:3000/cb").opened(
        redirect_uri=quote("http://localhost:3000/cb", safe="")
    )


@fault("redirect address: a space")
def space_behind_it(desk):
    return desk.registered().opened(redirect_uri="http://localhost ")


@fault("redirect address: another host")
def ip_in_place_of_the_name(desk):
    return desk.registered().opened(redirect_uri="http://127.0.0.1")


@fault("redirect address: another path")
def path_left_out(desk):
    return desk.registered("http://localhost:3000/auth/callback").opened(
        redirect_uri="http://localhost:3000"
    )


@fault("redirect address: doesn't match, can't say where")
def mismatch_without_the_link(desk):
    failed = desk.registered().opened(redirect_uri="http://localhost:3000/x")
    return Failed(failed.what)


@fault("redirect address: missing")
def no_redirect_in_the_link(desk):
    return desk.registered().opened(redirect_uri=None)


# Redirect addresses, in the exchange.


@fault("redirect address: the slash at the end")
def slash_in_the_exchange(desk):
    return desk.registered().consented().trade(redirect_uri="http://localhost/")


@fault("redirect address: missing")
def no_redirect_in_the_exchange(desk):
    return desk.registered().consented().trade(redirect_uri=None)


@fault("redirect address: encoded twice")
def encoded_by_hand_in_the_exchange(desk):
    return desk.registered().consented().trade(redirect_uri=quote("http://localhost", safe=""))


@fault("redirect address: another than in the link")
def the_other_registered_one(desk):
    desk.registered("http://localhost:3000")
    desk.books.execute(
        "INSERT INTO redirect_uris VALUES (?, 1, 'http://localhost:5000')", (desk.client_id,)
    )
    return desk.consented().trade(redirect_uri="http://localhost:5000")


# Codes.


@fault("code: more than the code was pasted")
def scope_behind_the_code(desk):
    desk.registered().consented()
    return desk.trade(code=desk.address.partition("code=")[2])


@fault("code: more than the code was pasted")
def the_whole_address(desk):
    desk.registered().consented()
    return desk.trade(code=desk.address)


@fault("code: more than the code was pasted")
def code_and_its_name(desk):
    desk.registered().consented()
    return desk.trade(code=f"code={desk.code}")


@fault("code: used before")
def code_twice(desk):
    desk.registered().with_token()
    return desk.trade()


@fault("code: used before")
def code_twice_nothing_kept(desk):
    """The learner exchanges in a script of their own, so only the code of 08 is kept."""
    desk.registered().consented().trade()
    return desk.trade()


@fault("code: another application's")
def code_of_another_application(desk):
    other = desk.other().consented()
    desk.registered()
    return desk.trade(code=other.code)


@fault("code: too old")
def code_too_old(desk):
    desk.registered().consented()
    age = desk.chance.randint(700, 5000)
    desk.books.execute(
        "UPDATE codes SET issued_at = issued_at - ?, expires_at = expires_at - ?", (age, age)
    )
    desk.keep(code_kept_at=str(int(time.time()) - age))
    return desk.trade()


@fault("code: a part is missing")
def code_cut_off(desk):
    desk.registered().consented()
    return desk.trade(code=desk.code[: desk.chance.randint(20, 29)])


@fault("code: a character is wrong")
def code_typed_by_hand(desk):
    desk.registered().consented()
    return desk.trade(code=desk.mistyped(desk.code))


@fault("code: a space or a quote too many")
def code_with_a_space(desk):
    desk.registered().consented()
    return desk.trade(
        code=desk.chance.choice([f" {desk.code}", f"{desk.code}\n", f'"{desk.code}"'])
    )


@fault("code: it is the state")
def state_as_code(desk):
    desk.registered().consented()
    return desk.trade(code=credentials.kept(desk.twitch).state)


@fault("code: it is the access token")
def token_as_code(desk):
    desk.registered().with_token()
    return desk.trade(code=desk.access_token)


@fault("code: missing")
def code_is_empty(desk):
    return desk.registered().trade(code="")


@fault("code: missing")
def code_under_another_name(desk):
    desk.registered().consented()
    return desk.trade(code=None, authorization_code=desk.code)


# Who the application is.


@fault("secret: a space or a quote too many")
def secret_with_a_space(desk):
    desk.registered().consented()
    return desk.trade(
        client_secret=desk.chance.choice(["{} ", "\n{}", "'{}'"]).format(desk.client_secret)
    )


@fault("secret: an old one, or another's")
def old_secret(desk):
    desk.registered().consented()
    old = desk.client_secret
    desk.keep(client_secret=desk.learner.new_secret(desk.client_id))
    return desk.trade(client_secret=old)


@fault("secret: an old one, or another's")
def old_secret_is_kept(desk):
    desk.registered().consented()
    desk.learner.new_secret(desk.client_id)
    return desk.trade()


@fault("secret: an old one, or another's")
def secret_of_another_application(desk):
    other = desk.other()
    desk.registered().consented()
    return desk.trade(client_secret=other.client_secret)


@fault("secret: missing")
def secret_left_out(desk):
    return desk.registered().consented().trade(client_secret=None)


@fault("secret: it is the client ID")
def client_id_as_secret(desk):
    desk.registered().consented()
    return desk.trade(client_secret=desk.client_id)


@fault("secret: it is only the mask")
def mask_as_secret(desk):
    desk.registered().consented()
    shown = re.search(r"\[hidden \w+\]", repr(credentials.kept(desk.twitch)))
    return desk.trade(client_secret=shown[0])


@fault("client ID: swapped with the secret")
def id_and_secret_swapped(desk):
    desk.registered().consented()
    return desk.trade(client_id=desk.client_secret, client_secret=desk.client_id)


@fault("the application is Public")
def public_without_a_secret(desk):
    desk.registered(public=True).consented()
    return desk.trade(client_secret=None)


@fault("the application is Public")
def public_with_some_secret(desk):
    desk.registered(public=True).consented()
    return desk.trade(client_secret=desk.random_text())


@fault("client ID: a space or a quote too many")
def quotes_around_the_id(desk):
    desk.registered().consented()
    return desk.trade(client_id=f'"{desk.client_id}"')


@fault("client ID: a space or a quote too many")
def space_before_the_id_in_the_link(desk):
    desk.registered()
    return desk.opened(client_id=f" {desk.client_id}")


@fault("client ID: missing")
def id_left_out(desk):
    return desk.registered().consented().trade(client_id=None)


@fault("client ID: missing")
def id_left_out_of_the_link(desk):
    return desk.registered().opened(client_id=None)


@fault("client ID: nobody has it")
def id_mistyped(desk):
    desk.registered().consented()
    return desk.trade(client_id=desk.mistyped(desk.client_id))


@fault("client ID: nobody has it")
def placeholder_in_the_link(desk):
    return desk.registered().opened(client_id="YOUR_CLIENT_ID")


@fault("client ID: nobody has it")
def id_cut_off(desk):
    desk.registered()
    return desk.opened(client_id=desk.client_id[:-1])


# The form of the request.


@fault("sent as JSON")
def json_body(desk):
    desk.registered().consented()
    return requests.post(f"{desk.id}/oauth2/token", json=desk.form(), timeout=10)


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


@fault("GET in place of POST")
def get_in_place_of_post(desk):
    desk.registered().consented()
    return requests.get(f"{desk.id}/oauth2/token", params=desk.form(), timeout=10)


@fault("POST in place of GET")
def post_in_place_of_get(desk):
    desk.registered().with_token()
    headers = {"Authorization": f"OAuth {desk.access_token}"}
    return requests.post(f"{desk.id}/oauth2/validate", headers=headers, timeout=10)


@fault("wrong path")
def tokens_for_token(desk):
    desk.registered().consented()
    return desk.post("/oauth2/tokens", **desk.form())


@fault("wrong path")
def users_at_id(desk):
    desk.registered().with_token()
    headers = {"Authorization": f"Bearer {desk.access_token}", "Client-Id": desk.client_id}
    return requests.get(f"{desk.id}/oauth2/users", headers=headers, timeout=10)


@fault("wrong path")
def user_for_users(desk):
    return desk.registered().with_token().helix("user")


@fault("grant_type: wrong")
def grant_type_is_code(desk):
    return desk.registered().consented().trade(grant_type="code")


@fault("grant_type: missing")
def grant_type_left_out(desk):
    return desk.registered().consented().trade(grant_type=None)


@fault("grant_type: wrong")
def refresh_grant_with_a_code(desk):
    return desk.registered().consented().trade(grant_type="refresh_token")


@fault("grant_type: wrong")
def short_name_of_the_device_grant(desk):
    desk.registered()
    began = desk.post("/oauth2/device", client_id=desk.client_id, scopes=SCOPES).json()
    form = {"client_id": desk.client_id, "client_secret": desk.client_secret}
    return desk.post(
        "/oauth2/token", device_code=began["device_code"], grant_type="device_code", **form
    )


# The rest of the authorize link.


@fault("response_type: missing")
def response_type_left_out(desk):
    return desk.registered().opened(response_type=None)


@fault("response_type: wrong")
def response_type_codes(desk):
    return desk.registered().opened(
        response_type=desk.chance.choice(["codes", "Code", "access_token"])
    )


@fault("response_type: needs openid")
def id_token_without_openid(desk):
    return desk.registered().opened(response_type="id_token")


@fault("scopes: wrong separators")
def commas(desk):
    return desk.registered().opened(scope="chat:read,chat:edit")


@fault("scopes: wrong separators")
def plus_signs(desk):
    return desk.registered().opened(scope="chat:read+chat:edit")


@fault("scopes: wrong separators")
def encoded_spaces(desk):
    return desk.registered().opened(scope="chat:read%20chat:edit")


@fault("scopes: wrong separators")
def semicolons(desk):
    return desk.registered().opened(scope="chat:read;chat:edit")


@fault("scopes: there is none of this name")
def scope_misspelt(desk):
    wrong = desk.chance.choice(["chat:raed", "chat.read", "Chat:Read", "chat_read", "read:chat"])
    return desk.registered().opened(scope=f"{wrong} chat:edit")


@fault("scopes: a retired one")
def retired_scope(desk):
    return desk.registered().opened(scope="chat_login")


@fault("scopes: there is none of this name")
def misspelt_at_the_device(desk):
    desk.registered()
    return desk.post("/oauth2/device", client_id=desk.client_id, scopes="chat:raed")


@fault("the user pressed Cancel")
def cancelled(desk):
    desk.registered()
    page = desk.learner._open(desk.link())
    page = desk.learner._press(page, "cancel")
    href = str(page.part("#continue")["href"])
    return Failed(urljoin(page.address, href))


# Tokens and headers.


@fault("header: OAuth in place of Bearer")
def oauth_in_place_of_bearer(desk):
    desk.registered().with_token()
    return desk.helix("users", Authorization=f"OAuth {desk.access_token}")


@fault("header: the word Bearer is missing")
def bare_token(desk):
    desk.registered().with_token()
    return desk.helix("users", Authorization=desk.access_token)


@fault("header: more than Bearer and the token")
def bearer_twice(desk):
    desk.registered().with_token()
    return desk.helix("users", Authorization=f"Bearer Bearer {desk.access_token}")


@fault("header: more than Bearer and the token")
def oauth_prefix_of_chat(desk):
    desk.registered().with_token()
    return desk.helix("users", Authorization=f"Bearer oauth:{desk.access_token}")


@fault("header: more than Bearer and the token")
def quotes_around_the_token(desk):
    desk.registered().with_token()
    return desk.helix("users", Authorization=f'Bearer "{desk.access_token}"')


@fault("header: more than Bearer and the token")
def two_spaces(desk):
    desk.registered().with_token()
    return desk.helix("users", Authorization=f"Bearer  {desk.access_token}")


@fault("header: the word Bearer is misspelt")
def bearer_and_a_colon(desk):
    desk.registered().with_token()
    return desk.helix("users", Authorization=f"Bearer: {desk.access_token}")


@fault("header: Authorization is missing")
def headers_sent_as_parameters(desk):
    desk.registered().with_token()
    headers = {"Authorization": f"Bearer {desk.access_token}", "Client-Id": desk.client_id}
    return requests.get(f"{desk.twitch.api_url}/helix/users", headers, timeout=10)


@fault("header: Authorization is missing")
def no_authorization(desk):
    return desk.registered().with_token().helix("users", Authorization=None)


@fault("header: Client-Id is missing")
def no_client_id(desk):
    return desk.registered().with_token().helix("users", Client_Id=None)


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


@fault("token: it is the refresh token")
def refresh_token_as_token(desk):
    desk.registered().with_token()
    return desk.helix("users", Authorization=f"Bearer {desk.refresh_token}")


@fault("token: it is the code")
def code_as_token(desk):
    desk.registered().consented()
    return desk.helix("users", Authorization=f"Bearer {desk.code}")


@fault("token: it is the client secret")
def secret_as_token(desk):
    desk.registered().with_token()
    return desk.helix("users", Authorization=f"Bearer {desk.client_secret}")


@fault("token: it lives no more")
def revoked(desk):
    desk.registered().with_token()
    desk.post("/oauth2/revoke", client_id=desk.client_id, token=desk.access_token)
    return desk.helix("users")


@fault("token: it lives no more")
def disconnected(desk):
    desk.registered().with_token()
    desk.learner.disconnect(desk.client_id)
    return desk.helix("users")


@fault("token: it lives no more")
def expired(desk):
    desk.registered().with_token()
    desk.books.execute("UPDATE tokens SET expires_at = expires_at - 20000")
    return desk.validate(f"OAuth {desk.access_token}")


@fault("token: it lives no more")
def refreshed_but_the_old_one_used(desk):
    """The old token of a refreshed pair was revoked; the script still has it, 10 kept the new."""
    desk.registered().with_token()
    old = desk.access_token
    desk.keep(access_token=desk.refresh().json()["access_token"])
    desk.post("/oauth2/revoke", client_id=desk.client_id, token=old)
    return desk.helix("users")


@fault("token: a part is missing")
def token_cut_off(desk):
    desk.registered().with_token()
    return desk.helix("users", Authorization=f"Bearer {desk.access_token[:-2]}")


@fault("token: a character is wrong")
def token_typed_by_hand(desk):
    desk.registered().with_token()
    return desk.helix("users", Authorization=f"Bearer {desk.mistyped(desk.access_token)}")


@fault("header: Authorization is missing")
def validate_without_a_header(desk):
    return desk.registered().with_token().validate(None)


@fault("header: the word Bearer is missing")
def validate_a_bare_token(desk):
    desk.registered().with_token()
    return desk.validate(desk.access_token)


@fault("token: it is the refresh token")
def validate_the_refresh_token(desk):
    desk.registered().with_token()
    return desk.validate(f"OAuth {desk.refresh_token}")


# What a token may do.


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
def who_am_i_of_an_app_token(desk):
    desk.registered()
    return desk.helix("users", Authorization=f"Bearer {desk.app_token()}")


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


@fault("a parameter has the wrong form")
def login_in_place_of_an_id(desk):
    return desk.registered().with_token().helix("channels?broadcaster_id=river_otter")


@fault("a parameter is missing")
def channel_without_an_id(desk):
    return desk.registered().with_token().helix("channels")


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


# Refreshing and revoking.


@fault("refresh token: it is the access token")
def access_token_as_refresh_token(desk):
    desk.registered().with_token()
    return desk.refresh(refresh_token=desk.access_token)


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


@fault("secret: missing")
def refresh_without_the_secret(desk):
    desk.registered().with_token()
    return desk.refresh(client_secret=None)


@fault("a scope was never granted")
def refresh_with_another_scope(desk):
    desk.registered().with_token()
    return desk.refresh(scope="user:read:email")


@fault("refresh token: it lives no more")
def refresh_after_disconnect(desk):
    desk.registered().with_token()
    desk.learner.disconnect(desk.client_id)
    return desk.refresh()


@fault("refresh token: missing")
def no_refresh_token(desk):
    return desk.registered().with_token().refresh(refresh_token=None)


@fault("revoke: it is the refresh token")
def revoke_the_refresh_token(desk):
    desk.registered().with_token()
    return desk.post("/oauth2/revoke", client_id=desk.client_id, token=desk.refresh_token)


@fault("token: it lives no more")
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


@fault("token: missing")
def revoke_nothing(desk):
    desk.registered().with_token()
    return desk.post("/oauth2/revoke", client_id=desk.client_id, access_token=desk.access_token)


# Devices.


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


@fault("device code: missing")
def device_code_left_out(desk):
    return desk.registered(public=True).poll(None)


# The clock, and two faults at once.


@fault("code: too old")
def code_too_old_and_the_clock_is_behind(desk):
    """By the learner's clock the code is a minute old; by Twitch's it is past its time."""
    desk.registered().consented()
    desk.books.execute("UPDATE codes SET expires_at = expires_at - 3600")
    desk.keep(code_kept_at=str(int(time.time()) - 7200 - 60))
    return Failed(desk.trade(), clock=-7200)


@fault("secret: an old one, or another's")
def wrong_secret_and_the_clock_is_ahead(desk):
    desk.registered().consented()
    wrong = desk.trade(client_secret=desk.random_text())
    return Failed(wrong, clock=2 * 24 * 3600)


@fault("secret: a space or a quote too many")
def space_in_the_secret_and_a_slash(desk):
    desk.registered().consented()
    secret = f"{desk.client_secret} "
    return desk.trade(client_secret=secret, redirect_uri="http://localhost/")


@fault("header: OAuth in place of Bearer")
def oauth_and_no_client_id(desk):
    desk.registered().with_token()
    return desk.helix("users", Authorization=f"OAuth {desk.access_token}", Client_Id=None)


@fault("redirect address: the slash at the end")
def slash_and_used_code(desk):
    desk.registered().with_token()
    return desk.trade(redirect_uri="http://localhost/")


# The clinic's own names for these words, put here after all of the above was written.
NAMES = {
    "redirect address: the slash at the end": {"redirect_uri_slash"},
    "redirect address: http or https": {"redirect_uri_scheme"},
    "redirect address: the port": {"redirect_uri_port"},
    "redirect address: capital letters": {"redirect_uri_case"},
    "redirect address: encoded twice": {"redirect_uri_encoded"},
    "redirect address: a space": {"redirect_uri_spaces"},
    "redirect address: another host": {"redirect_uri_host"},
    "redirect address: another path": {"redirect_uri_path"},
    "redirect address: doesn't match, can't say where": {"redirect_uri_differs"},
    "redirect address: missing": {"redirect_uri_missing"},
    "redirect address: another than in the link": {"redirect_uri_port"},  # in what it differs
    "code: more than the code was pasted": {"code_with_more_around", "address_in_place_of_code"},
    "code: used before": {"code_used"},
    "code: too old": {"code_expired"},
    "code: another application's": {"client_id_of_another_application"},
    "code: a part is missing": {"code_copied_wrongly"},
    "code: a character is wrong": {"code_copied_wrongly"},
    "code: a space or a quote too many": {"code_with_more_around"},
    "code: it is the state": {"state_in_place_of_code"},
    "code: it is the access token": {"access_token_in_place_of_code"},
    "code: missing": {"code_missing"},
    "secret: a space or a quote too many": {"client_secret_with_more_around"},
    "secret: an old one, or another's": {
        "client_secret_not_the_kept_one",
        "kept_client_secret_is_not_current",
    },
    "secret: missing": {"client_secret_missing"},
    "secret: it is the client ID": {"client_id_in_place_of_client_secret"},
    "secret: it is only the mask": {"mask_in_place_of_client_secret"},
    "client ID: swapped with the secret": {"client_secret_in_place_of_client_id"},
    "the application is Public": {"public_application"},
    "client ID: a space or a quote too many": {"client_id_with_more_around"},
    "client ID: missing": {"client_id_missing"},
    "client ID: nobody has it": {"client_id_copied_wrongly", "client_id_not_filled_in"},
    "client ID: another application's": {"client_id_of_another_application"},
    "sent as JSON": {"json_body"},
    "sent by HTTP Basic": {"http_basic"},
    "GET in place of POST": {"not_a_post"},
    "POST in place of GET": {"not_a_get"},
    "wrong path": {"no_such_address"},
    "grant_type: wrong": {"grant_type_unknown", "grant_type_does_not_fit"},
    "grant_type: missing": {"grant_type_missing"},
    "response_type: missing": {"response_type_unknown"},  # its text says: missing or unknown
    "response_type: wrong": {"response_type_unknown"},
    "response_type: needs openid": {"openid_scope_missing"},
    "scopes: wrong separators": {"scope_separator", "scope_encoded_twice"},
    "scopes: there is none of this name": {"scope_unknown", "scope_misspelt"},
    "scopes: a retired one": {"scope_retired"},
    "the user pressed Cancel": {"consent_refused"},
    "header: OAuth in place of Bearer": {"oauth_in_place_of_bearer"},
    "header: the word Bearer is missing": {"bearer_missing"},
    "header: more than Bearer and the token": {"access_token_with_more_around"},
    "header: the word Bearer is misspelt": {"authorization_scheme_unknown"},
    "header: Authorization is missing": {"authorization_missing", "headers_as_parameters"},
    "header: Client-Id is missing": {"client_id_header_missing", "client_id_header_misspelt"},
    "header: Client-Id of another application": {
        "client_id_of_another_application",
        "token_of_another_application",
    },
    "token: it is the refresh token": {"refresh_token_in_place_of_access_token"},
    "token: it is the code": {"code_in_place_of_access_token"},
    "token: it is the client secret": {"client_secret_in_place_of_access_token"},
    "token: it lives no more": {"kept_access_token_ended", "access_token_not_the_kept_one"},
    "token: a part is missing": {"access_token_copied_wrongly"},
    "token: a character is wrong": {"access_token_copied_wrongly"},
    "token: missing": {"token_missing"},
    "a scope is missing": {"scope_not_granted"},
    "a scope was never granted": {"scope_beyond_consent"},
    "an app token where a user's is needed": {"nobody_named"},
    "the sender is not the token's user": {"sender_is_not_the_tokens_user"},
    "a parameter has the wrong form": {"parameter_malformed"},
    "a parameter is missing": {"parameter_missing"},
    "sent as a form, not as JSON": {"not_sent_as_json"},
    "refresh token: it is the access token": {"access_token_in_place_of_refresh_token"},
    "refresh token: missing": {"refresh_token_missing"},
    "refresh token: another application's": set(),
    "refresh token: a Public application's works once": set(),
    "refresh token: it lives no more": set(),
    "revoke: it is the refresh token": {"refresh_token_in_place_of_access_token"},
    "no failure: the user is not done yet": {"authorization_pending"},
    "device code: it is the user code": {"user_code_in_place_of_device_code"},
    "device code: used, denied, expired or wrong": set(),
    "device code: missing": {"device_code_missing"},
}

# Nothing that was sent or is kept tells these from other causes with the same words of Twitch's.
NOT_TO_BE_KNOWN = {
    code_twice_nothing_kept: "the first exchange was not made in the notebooks",
    code_of_another_application: "a code doesn't say whose it is, and theirs is not kept",
    code_too_old_and_the_clock_is_behind: "when Twitch made the code is not kept",
    app_token_writes_into_chat: "what kind of token it is can't be seen in it",
    refresh_token_of_another: "a refresh token doesn't say whose it is, and theirs is not kept",
    public_refresh_token_twice: "spent and disconnected look the same",
    refresh_after_disconnect: "spent and disconnected look the same",
    device_code_twice: "a device code is not kept: used, denied, and wrong look the same",
    device_code_mistyped: "a device code is not kept: used, denied, and wrong look the same",
}


@pytest.fixture
def books(practice_folder) -> Iterator[sqlite3.Connection]:
    """Practice's file, to let time pass in it."""
    with closing(sqlite3.connect(practice_folder / "practice.sqlite3", isolation_level=None)) as db:
        yield db


@pytest.fixture
def diagnosed(practice, books, monkeypatch) -> Callable[[Fault], tuple[Failed, Diagnosis]]:
    """Commit a fault, with nothing left of those before it, and ask the clinic."""

    applications: dict[tuple[str, ...], str] = {}

    def diagnose(commit: Fault) -> tuple[Failed, Diagnosis]:
        books.execute("DELETE FROM grants")  # so that there is a consent page again
        (private_folder.folder() / practice.private_file).unlink(missing_ok=True)
        chance = random.Random(commit.__name__)
        failed = commit(Desk(practice, books, chance, applications))
        if not isinstance(failed, Failed):
            failed = Failed(failed)
        if isinstance(failed.what, str):
            return failed, clinic.examine(failed.what, failed.link)
        if failed.clock:
            mine = credentials.kept(practice)
            return failed, clinic.diagnose(failed.what, mine, time.time() + failed.clock)
        return failed, clinic.examine(failed.what)

    return diagnose


def test_the_second_set_is_as_large_as_it_says():
    assert len({commit for _, commit in FAULTS}) == len(FAULTS) == 124
    assert {words for words, _ in FAULTS} == set(NAMES)
    assert {commit for _, commit in FAULTS} > set(NOT_TO_BE_KNOWN)


def test_the_second_set_is_diagnosed_too(diagnosed):
    right, wrong, not_known = [], [], []
    for words, commit in FAULTS:
        failed, found = diagnosed(commit)
        refused = "error=" in failed.what if isinstance(failed.what, str) else not failed.what.ok
        assert refused, commit.__name__
        if not found.known:
            assert found.look_at, commit.__name__
            not_known.append(commit)
        elif found.cause in NAMES[words]:
            right.append(commit)
        else:
            wrong.append((commit.__name__, found.cause))
    assert wrong == []
    can_be_known = [commit for _, commit in FAULTS if commit not in NOT_TO_BE_KNOWN]
    assert len(set(right) & set(can_be_known)) >= 0.95 * len(can_be_known)
    assert set(NOT_TO_BE_KNOWN) <= set(not_known)
