"""Which application asks, and its secret: the fields, and the Client-Id header."""

from __future__ import annotations

import re

from helpers.private_folder import mask, mask_tokens
from lessons.clinic import comparing
from lessons.clinic.basic import in_the_form_only, is_basic
from lessons.clinic.case import (
    Case,
    Rules,
    absent,
    by_difference,
    masked,
    no_field,
    other_application,
)
from lessons.clinic.diagnosis import Diagnosis
from lessons.exchange.mistakes import AUTHORIZE, HELIX, REVOKE, TOKEN

CLIENT_ID = re.compile("[a-z0-9]{30}")  # docs/twitch.md 5.1
# Who sends one of these kept values means the kept application.
OF_ONE_APPLICATION = ("client_secret", "code", "state", "access_token", "refresh_token")


def _no_client_id(case: Case) -> Diagnosis | None:
    if is_basic(case.sent):
        return in_the_form_only(case)
    return absent(case, "client_id")


def _no_secret(case: Case) -> Diagnosis | None:
    if is_basic(case.sent) and not case.value("client_secret"):
        return in_the_form_only(case)
    return absent(case, "client_secret")


def _client_unknown(case: Case) -> Diagnosis | None:
    if case.of_other_twitch:
        return case.says(
            "client_id_of_the_other_twitch",
            "This client ID is kept for another Twitch: practice and the real one know nothing "
            "of each other.",
            "Send the client ID of an application that is registered at this Twitch.",
        )
    if "client_id" not in case.sent.fields:
        return None  # what the browser showed, without its link
    kind = case.difference("client_id")
    if kind == "kept":
        return case.says(
            "kept_client_id_unknown",
            "The client ID that was sent is the one that is kept, and Twitch knows no application "
            "with it: it was copied wrongly, or the application was deleted.",
        )
    if kind == "not_the_kept_one":
        if found := _not_a_client_id(case, case.value("client_id")):
            return found
        if not any(case.difference(name) == "kept" for name in OF_ONE_APPLICATION):
            return None
    return by_difference(case, "client_id", kind)


def _not_a_client_id(case: Case, value: str) -> Diagnosis | None:
    if CLIENT_ID.fullmatch(value):
        return None
    return case.supposes(
        "not_a_client_id",
        "What was sent as the client ID doesn't look like one: Twitch's have 30 characters, small "
        "letters and digits. A name is none, and spaces or quotes around it count too.",
        "Copy the client ID from the application's Manage page.",
        f"sent: {masked(value)}",
    )


def _secret_refused(case: Case) -> Diagnosis | None:
    kind = case.difference("client_secret")
    # The client ID was not refused, so it is some application's: is it the reader's?
    own_client = case.difference("client_id") == "kept"
    if kind == "kept" and own_client:
        return case.says(
            "kept_client_secret_is_not_current",
            "The secret that is kept was sent, and it is not this application's current one. "
            "Perhaps New Secret was pressed again: the old one dies at once.",
        )
    if kind == "kept" and case.mine.client_id:
        return other_application(case)
    if kind == "not_the_kept_one" and not own_client:
        return None  # both are others than those that are kept, so nothing compares them
    return by_difference(case, "client_secret", kind)


def _public(case: Case) -> Diagnosis | None:
    if case.value("grant_type") != "client_credentials":
        return None
    return case.says(
        "public_application",
        "The application was registered as Public. It has no secret, and an application's own "
        "token is for those that have one.",
    )


def _client_header_missing(case: Case) -> Diagnosis | None:
    request = case.sent
    if "client-id" in {name.lower() for name in request.query} or "client_id" in request.query:
        return case.says(
            "client_id_as_parameter",
            "The client ID went into the address, as a parameter. The API looks in a header.",
        )
    if "client-id" in request.headers:
        return case.says("client_id_header_missing", "The Client-Id header is there, but empty.")
    written = comparing.closest_name("client-id", request.headers)
    if written:
        return case.says(
            "client_id_header_misspelt",
            f"The header is called {mask_tokens(written)}, and nobody looks there.",
            "",
            f"sent:   {mask_tokens(written)}\nwanted: client-id",
        )
    return None


def client_mismatch(case: Case) -> Diagnosis | None:
    """The Client-Id and the token are of two applications: which one is the reader's?"""
    request, mine = case.sent, case.mine
    if "client-id" not in request.headers:
        # An older wording of it (docs/twitch.md 6.2).
        missing = "The request has no Client-Id header."
        fix = "Send the header `Client-Id: <your client ID>` as well."
        return _client_header_missing(case) or case.says("client_id_header_missing", missing, fix)
    sent_id, own_token = request.headers["client-id"], request.credential == mine.access_token
    kind = comparing.value_difference("client_id", sent_id, mine)
    if kind == "kept":
        if own_token:
            return None
        if not mine.access_token:
            return case.says(
                "token_of_another_application",
                "The Client-Id is the kept one, so the token was made for another application.",
                "Get a token for your own application in notebook 10.",
            )
        return case.says(
            "token_of_another_application",
            "The Client-Id is the kept one, and the token is another than the kept one: it was "
            "made for another application.",
            "Send the kept token, or the Client-Id of the application that got this one.",
            f"token sent: {mask(request.credential)}\ntoken kept: {mask(mine.access_token)}",
        )
    if kind == "not_the_kept_one":
        if found := _not_a_client_id(case, sent_id):
            return found
        if not own_token:
            return None
        return case.says(
            "client_id_of_another_application",
            "The token is the kept one, and the Client-Id is not: it is another application's.",
            "",
            f"Client-Id sent: {mask(sent_id)}\nClient-Id kept: {mine.client_id}",
        )
    return by_difference(case, "client_id", kind, sent_id)


RULES: Rules = {
    (TOKEN, "missing client id"): _no_client_id,
    (REVOKE, "missing client id"): _no_client_id,
    (AUTHORIZE, "invalid client"): _client_unknown,
    (TOKEN, "invalid client"): _client_unknown,
    (REVOKE, "client does not exist"): _client_unknown,
    (TOKEN, "invalid client secret"): _secret_refused,
    (TOKEN, "Invalid client credentials"): _public,
    (HELIX, "Client ID is missing"): _client_header_missing,
    (HELIX, "Client ID and OAuth token do not match"): client_mismatch,
    (AUTHORIZE, "missing client id"): no_field("client_id"),
    (TOKEN, "missing client secret"): _no_secret,
}
