"""Most of the second set of faults: a row each. The others are in second_opinion_faults.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

import requests
from second_opinion_desk import Desk, Failed

from helpers import credentials

Sends = Callable[[Desk], "Failed | requests.Response"]


@dataclass(frozen=True)
class Fault:
    """What I would say to the learner, a name, and what the learner does."""

    cause: str
    name: str
    sends: Sends
    before: Callable[[Desk], object] = lambda desk: None  # what goes right, on the way there

    def commit(self, desk: Desk) -> Failed:
        """Do it; what the learner has in hand then."""
        self.before(desk)
        failed = self.sends(desk)
        return failed if isinstance(failed, Failed) else Failed(failed)


ROWS = [
    Fault(
        "redirect address: the slash at the end",
        "slash_too_many",
        lambda desk: desk.registered().opened(redirect_uri="http://localhost/"),
    ),
    Fault(
        "redirect address: the slash at the end",
        "slash_too_few",
        lambda desk: desk.registered("http://localhost:8080/callback/").opened(
            redirect_uri="http://localhost:8080/callback"
        ),
    ),
    Fault(
        "redirect address: http or https",
        "https_in_place_of_http",
        lambda desk: desk.registered().opened(redirect_uri="https://localhost"),
    ),
    Fault(
        "redirect address: capital letters",
        "capital_letter",
        lambda desk: desk.registered("http://localhost:3000/callback").opened(
            redirect_uri="http://localhost:3000/Callback"
        ),
    ),
    Fault(
        "redirect address: encoded twice",
        "encoded_twice",
        lambda desk: desk.registered("http://localhost:3000/cb").opened(
            redirect_uri=quote("http://localhost:3000/cb", safe="")
        ),
    ),
    Fault(
        "redirect address: a space",
        "space_behind_it",
        lambda desk: desk.registered().opened(redirect_uri="http://localhost "),
    ),
    Fault(
        "redirect address: another host",
        "ip_in_place_of_the_name",
        lambda desk: desk.registered().opened(redirect_uri="http://127.0.0.1"),
    ),
    Fault(
        "redirect address: another path",
        "path_left_out",
        lambda desk: desk.registered("http://localhost:3000/auth/callback").opened(
            redirect_uri="http://localhost:3000"
        ),
    ),
    Fault(
        "redirect address: missing",
        "no_redirect_in_the_link",
        lambda desk: desk.registered().opened(redirect_uri=None),
    ),
    Fault(
        "redirect address: the slash at the end",
        "slash_in_the_exchange",
        lambda desk: desk.registered().consented().exchange(redirect_uri="http://localhost/"),
    ),
    Fault(
        "redirect address: missing",
        "no_redirect_in_the_exchange",
        lambda desk: desk.registered().consented().exchange(redirect_uri=None),
    ),
    Fault(
        "redirect address: encoded twice",
        "encoded_by_hand_in_the_exchange",
        lambda desk: (
            desk.registered().consented().exchange(redirect_uri=quote("http://localhost", safe=""))
        ),
    ),
    Fault(
        "code: more than the code was pasted",
        "scope_behind_the_code",
        lambda desk: desk.exchange(code=desk.address.partition("code=")[2]),
        before=lambda desk: desk.registered().consented(),
    ),
    Fault(
        "code: more than the code was pasted",
        "the_whole_address",
        lambda desk: desk.exchange(code=desk.address),
        before=lambda desk: desk.registered().consented(),
    ),
    Fault(
        "code: more than the code was pasted",
        "code_and_its_name",
        lambda desk: desk.exchange(code=f"code={desk.code}"),
        before=lambda desk: desk.registered().consented(),
    ),
    Fault(
        "code: used before",
        "code_twice",
        lambda desk: desk.exchange(),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "code: a part is missing",
        "code_cut_off",
        lambda desk: desk.exchange(code=desk.code[: desk.chance.randint(20, 29)]),
        before=lambda desk: desk.registered().consented(),
    ),
    Fault(
        "code: a character is wrong",
        "code_typed_by_hand",
        lambda desk: desk.exchange(code=desk.mistyped(desk.code)),
        before=lambda desk: desk.registered().consented(),
    ),
    Fault(
        "code: a space or a quote too many",
        "code_with_a_space",
        lambda desk: desk.exchange(
            code=desk.chance.choice([f" {desk.code}", f"{desk.code}\n", f'"{desk.code}"'])
        ),
        before=lambda desk: desk.registered().consented(),
    ),
    Fault(
        "code: it is the state",
        "state_as_code",
        lambda desk: desk.exchange(code=credentials.kept(desk.twitch).state),
        before=lambda desk: desk.registered().consented(),
    ),
    Fault(
        "code: it is the access token",
        "token_as_code",
        lambda desk: desk.exchange(code=desk.access_token),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault("code: missing", "code_is_empty", lambda desk: desk.registered().exchange(code="")),
    Fault(
        "code: missing",
        "code_under_another_name",
        lambda desk: desk.exchange(code=None, authorization_code=desk.code),
        before=lambda desk: desk.registered().consented(),
    ),
    Fault(
        "secret: a space or a quote too many",
        "secret_with_a_space",
        lambda desk: desk.exchange(
            client_secret=desk.chance.choice(["{} ", "\n{}", "'{}'"]).format(desk.client_secret)
        ),
        before=lambda desk: desk.registered().consented(),
    ),
    Fault(
        "secret: missing",
        "secret_left_out",
        lambda desk: desk.registered().consented().exchange(client_secret=None),
    ),
    Fault(
        "secret: it is the client ID",
        "client_id_as_secret",
        lambda desk: desk.exchange(client_secret=desk.client_id),
        before=lambda desk: desk.registered().consented(),
    ),
    Fault(
        "client ID: swapped with the secret",
        "id_and_secret_swapped",
        lambda desk: desk.exchange(client_id=desk.client_secret, client_secret=desk.client_id),
        before=lambda desk: desk.registered().consented(),
    ),
    Fault(
        "the application is Public",
        "public_without_a_secret",
        lambda desk: desk.exchange(client_secret=None),
        before=lambda desk: desk.registered(public=True).consented(),
    ),
    Fault(
        "the application is Public",
        "public_with_some_secret",
        lambda desk: desk.exchange(client_secret=desk.random_text()),
        before=lambda desk: desk.registered(public=True).consented(),
    ),
    Fault(
        "client ID: a space or a quote too many",
        "quotes_around_the_id",
        lambda desk: desk.exchange(client_id=f'"{desk.client_id}"'),
        before=lambda desk: desk.registered().consented(),
    ),
    Fault(
        "client ID: a space or a quote too many",
        "space_before_the_id_in_the_link",
        lambda desk: desk.opened(client_id=f" {desk.client_id}"),
        before=lambda desk: desk.registered(),
    ),
    Fault(
        "client ID: missing",
        "id_left_out",
        lambda desk: desk.registered().consented().exchange(client_id=None),
    ),
    Fault(
        "client ID: missing",
        "id_left_out_of_the_link",
        lambda desk: desk.registered().opened(client_id=None),
    ),
    Fault(
        "client ID: nobody has it",
        "id_mistyped",
        lambda desk: desk.exchange(client_id=desk.mistyped(desk.client_id)),
        before=lambda desk: desk.registered().consented(),
    ),
    Fault(
        "client ID: nobody has it",
        "placeholder_in_the_link",
        lambda desk: desk.registered().opened(client_id="YOUR_CLIENT_ID"),
    ),
    Fault(
        "client ID: nobody has it",
        "id_cut_off",
        lambda desk: desk.opened(client_id=desk.client_id[:-1]),
        before=lambda desk: desk.registered(),
    ),
    Fault(
        "sent as JSON",
        "json_body",
        lambda desk: requests.post(f"{desk.id}/oauth2/token", json=desk.form(), timeout=10),
        before=lambda desk: desk.registered().consented(),
    ),
    Fault(
        "GET in place of POST",
        "get_in_place_of_post",
        lambda desk: requests.get(f"{desk.id}/oauth2/token", params=desk.form(), timeout=10),
        before=lambda desk: desk.registered().consented(),
    ),
    Fault(
        "wrong path",
        "tokens_for_token",
        lambda desk: desk.post("/oauth2/tokens", **desk.form()),
        before=lambda desk: desk.registered().consented(),
    ),
    Fault(
        "wrong path", "user_for_users", lambda desk: desk.registered().with_token().helix("user")
    ),
    Fault(
        "grant_type: wrong",
        "grant_type_is_code",
        lambda desk: desk.registered().consented().exchange(grant_type="code"),
    ),
    Fault(
        "grant_type: missing",
        "grant_type_left_out",
        lambda desk: desk.registered().consented().exchange(grant_type=None),
    ),
    Fault(
        "grant_type: wrong",
        "refresh_grant_with_a_code",
        lambda desk: desk.registered().consented().exchange(grant_type="refresh_token"),
    ),
    Fault(
        "response_type: missing",
        "response_type_left_out",
        lambda desk: desk.registered().opened(response_type=None),
    ),
    Fault(
        "response_type: wrong",
        "response_type_codes",
        lambda desk: desk.registered().opened(
            response_type=desk.chance.choice(["codes", "Code", "access_token"])
        ),
    ),
    Fault(
        "response_type: needs openid",
        "id_token_without_openid",
        lambda desk: desk.registered().opened(response_type="id_token"),
    ),
    Fault(
        "scopes: wrong separators",
        "commas",
        lambda desk: desk.registered().opened(scope="chat:read,chat:edit"),
    ),
    Fault(
        "scopes: wrong separators",
        "plus_signs",
        lambda desk: desk.registered().opened(scope="chat:read+chat:edit"),
    ),
    Fault(
        "scopes: wrong separators",
        "encoded_spaces",
        lambda desk: desk.registered().opened(scope="chat:read%20chat:edit"),
    ),
    Fault(
        "scopes: wrong separators",
        "semicolons",
        lambda desk: desk.registered().opened(scope="chat:read;chat:edit"),
    ),
    Fault(
        "scopes: a retired one",
        "retired_scope",
        lambda desk: desk.registered().opened(scope="chat_login"),
    ),
    Fault(
        "scopes: there is none of this name",
        "misspelt_at_the_device",
        lambda desk: desk.post("/oauth2/device", client_id=desk.client_id, scopes="chat:raed"),
        before=lambda desk: desk.registered(),
    ),
    Fault(
        "header: OAuth in place of Bearer",
        "oauth_in_place_of_bearer",
        lambda desk: desk.helix("users", Authorization=f"OAuth {desk.access_token}"),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "header: the word Bearer is missing",
        "bare_token",
        lambda desk: desk.helix("users", Authorization=desk.access_token),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "header: more than Bearer and the token",
        "bearer_twice",
        lambda desk: desk.helix("users", Authorization=f"Bearer Bearer {desk.access_token}"),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "header: more than Bearer and the token",
        "oauth_prefix_of_chat",
        lambda desk: desk.helix("users", Authorization=f"Bearer oauth:{desk.access_token}"),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "header: more than Bearer and the token",
        "quotes_around_the_token",
        lambda desk: desk.helix("users", Authorization=f'Bearer "{desk.access_token}"'),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "header: more than Bearer and the token",
        "two_spaces",
        lambda desk: desk.helix("users", Authorization=f"Bearer  {desk.access_token}"),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "header: the word Bearer is misspelt",
        "bearer_and_a_colon",
        lambda desk: desk.helix("users", Authorization=f"Bearer: {desk.access_token}"),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "header: Authorization is missing",
        "no_authorization",
        lambda desk: desk.registered().with_token().helix("users", Authorization=None),
    ),
    Fault(
        "header: Client-Id is missing",
        "no_client_id",
        lambda desk: desk.registered().with_token().helix("users", Client_Id=None),
    ),
    Fault(
        "token: it is the refresh token",
        "refresh_token_as_token",
        lambda desk: desk.helix("users", Authorization=f"Bearer {desk.refresh_token}"),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "token: it is the code",
        "code_as_token",
        lambda desk: desk.helix("users", Authorization=f"Bearer {desk.code}"),
        before=lambda desk: desk.registered().consented(),
    ),
    Fault(
        "token: it is the client secret",
        "secret_as_token",
        lambda desk: desk.helix("users", Authorization=f"Bearer {desk.client_secret}"),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "token: a part is missing",
        "token_cut_off",
        lambda desk: desk.helix("users", Authorization=f"Bearer {desk.access_token[:-2]}"),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "token: a character is wrong",
        "token_typed_by_hand",
        lambda desk: desk.helix(
            "users", Authorization=f"Bearer {desk.mistyped(desk.access_token)}"
        ),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "header: Authorization is missing",
        "validate_without_a_header",
        lambda desk: desk.registered().with_token().validate(None),
    ),
    Fault(
        "header: the word Bearer is missing",
        "validate_a_bare_token",
        lambda desk: desk.validate(desk.access_token),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "token: it is the refresh token",
        "validate_the_refresh_token",
        lambda desk: desk.validate(f"OAuth {desk.refresh_token}"),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "an app token where a user's is needed",
        "who_am_i_of_an_app_token",
        lambda desk: desk.helix("users", Authorization=f"Bearer {desk.app_token()}"),
        before=lambda desk: desk.registered(),
    ),
    Fault(
        "a parameter has the wrong form",
        "login_in_place_of_an_id",
        lambda desk: desk.registered().with_token().helix("channels?broadcaster_id=river_otter"),
    ),
    Fault(
        "a parameter is missing",
        "channel_without_an_id",
        lambda desk: desk.registered().with_token().helix("channels"),
    ),
    Fault(
        "refresh token: it is the access token",
        "access_token_as_refresh_token",
        lambda desk: desk.refresh(refresh_token=desk.access_token),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "secret: missing",
        "refresh_without_the_secret",
        lambda desk: desk.refresh(client_secret=None),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "a scope was never granted",
        "refresh_with_another_scope",
        lambda desk: desk.refresh(scope="user:read:email"),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "refresh token: missing",
        "no_refresh_token",
        lambda desk: desk.registered().with_token().refresh(refresh_token=None),
    ),
    Fault(
        "revoke: it is the refresh token",
        "revoke_the_refresh_token",
        lambda desk: desk.post(
            "/oauth2/revoke", client_id=desk.client_id, token=desk.refresh_token
        ),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "token: missing",
        "revoke_nothing",
        lambda desk: desk.post(
            "/oauth2/revoke", client_id=desk.client_id, access_token=desk.access_token
        ),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "device code: missing",
        "device_code_left_out",
        lambda desk: desk.registered(public=True).poll(None),
    ),
    Fault(
        "header: OAuth in place of Bearer",
        "oauth_and_no_client_id",
        lambda desk: desk.helix(
            "users", Authorization=f"OAuth {desk.access_token}", Client_Id=None
        ),
        before=lambda desk: desk.registered().with_token(),
    ),
    Fault(
        "redirect address: the slash at the end",
        "slash_and_used_code",
        lambda desk: desk.exchange(redirect_uri="http://localhost/"),
        before=lambda desk: desk.registered().with_token(),
    ),
]
