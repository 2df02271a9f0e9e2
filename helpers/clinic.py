"""The error clinic: name the cause of a failed exchange from what was sent and what is kept.

Deciding only, no request is sent here. Twitch often has one sentence for many causes (contract
2.7, 6.2), so each rule compares the request with what is kept. Where that doesn't settle it, the
answer is "unknown", with a list of what to look at: a wrong cause costs more than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import requests

from helpers import comparing, credentials, last_failure, mistakes, sending, sent, service
from helpers.comparing import WORDS
from helpers.credentials import Credentials
from helpers.diagnosis import UNKNOWN, Diagnosis, hide
from helpers.mistakes import AUTHORIZE, DEVICE, HELIX, REVOKE, TOKEN, VALIDATE, Mistake
from helpers.private_folder import fingerprint, mask, mask_tokens
from helpers.sent import Sent

PRACTICES_CODE_LIFE = 600  # seconds; practice's own, Twitch's is not known (contract 1.6)
CLOCKS_DIFFER = 300  # seconds
SHORTEST_SECRET = 8  # characters; a shorter value also stands in ordinary words
# Where a secret is sent, however its name is written.
SECRET_PLACE = re.compile(r"secret|token|password|code$|state|nonce|auth", re.IGNORECASE)
ANSWERS = {"error", "error_description", "state"}  # what an error adds to a redirect address
# The addresses of id.twitch.tv, and the one whose refusals they share.
ENDPOINTS = {path: path for path in (TOKEN, AUTHORIZE, VALIDATE, REVOKE)}
ENDPOINTS |= {DEVICE: TOKEN, "/oauth2/userinfo": VALIDATE}
GRANT_TYPES = ("authorization_code", "refresh_token", "client_credentials")

# What Twitch's own words settle. (An empty name: the message alone says too little.)
SAID_BY_TWITCH = {
    (AUTHORIZE, "missing client id"): "client_id_missing",
    (AUTHORIZE, "invalid client"): "client_id_unknown",
    (AUTHORIZE, "invalid scope requested"): "scope_unknown",
    (AUTHORIZE, "Sorry, the scope you are requesting is currently unavailable"): "scope_retired",
    (TOKEN, "missing client id"): "client_id_missing",
    (TOKEN, "invalid client"): "client_id_unknown",
    (TOKEN, "missing client secret"): "client_secret_missing",
    (TOKEN, "invalid client secret"): "client_secret_wrong",
    (TOKEN, "Invalid client credentials"): "public_application",
    (TOKEN, "missing refresh token"): "refresh_token_missing",
    (TOKEN, "authorization_pending"): "authorization_pending",
    (TOKEN, "missing device_code"): "device_code_missing",
    (TOKEN, "missing code"): "code_missing",
    (TOKEN, "missing grant type"): "grant_type_missing",
    (TOKEN, "unsupported grant type"): "grant_type_unknown",
    (REVOKE, "missing client id"): "client_id_missing",
    (REVOKE, "client does not exist"): "client_id_unknown",
    (REVOKE, "missing oauth token"): "token_missing",
    (HELIX, "Client ID is missing"): "client_id_header_missing",
    (HELIX, "Missing scope"): "scope_not_granted",
    (HELIX, "User access token requires the"): "scope_not_granted",
    (HELIX, "Missing required parameter"): "parameter_missing",
    (HELIX, "Must provide an ID, Login or OAuth Token"): "nobody_named",
    (HELIX, "Request limit exceeded"): "too_many_requests",
    ("redirect", "access_denied"): "consent_refused",
    ("redirect", "unsupported_response_type"): "response_type_unknown",
}


# The messages that go on behind what the table of mistakes has; all others are there whole.
GO_ON = (
    "invalid scope requested",
    "Sorry, the scope you are requesting",
    "Missing column",
    "Missing scope",
    "User access token requires",
    "Missing required parameter",
    "The parameter",
)


@dataclass(frozen=True)
class Case:
    """Everything that a rule may look at."""

    sent: Sent
    mine: Credentials = field(repr=False)
    message: str
    known: Mistake
    age: float | None  # of the kept code when it was sent, in seconds; None when it isn't known
    of_other_twitch: bool  # the client ID that was sent is kept for another Twitch

    def value(self, name: str) -> str:
        return self.sent.fields.get(name, "")

    def difference(self, name: str) -> str:
        return comparing.value_difference(name, self.value(name), self.mine)

    def says(self, cause: str, happened: str = "", mend: str = "", *evidence: str) -> Diagnosis:
        """A cause that is sure. What is left out is said as in the table of mistakes."""
        return Diagnosis(
            cause, happened or self.known.means, evidence, mend or self.known.mend, sure=True
        )


def examine(failure: requests.Response | str | None = None, link: str = "") -> Diagnosis | None:
    """The diagnosis of a failure, with what is kept for the chosen Twitch.

    `failure` is a response, or an address with error= from the address bar; `link` is the
    authorize link that led to that address. Without a failure it is the last one of this
    kernel; None when nothing has failed yet.
    """
    twitch = service.chosen()
    mine = credentials.kept(twitch)
    if isinstance(failure, str):
        return diagnose_address(failure, mine, link)
    received_at = None
    if failure is None:
        last = last_failure.last()
        if last is None:
            return None
        failure, received_at = last.reply, last.received_at
    client_id = sent.read(failure.request).fields.get("client_id", "")
    elsewhere = bool(client_id) and credentials.belongs_to_other(twitch, client_id)
    return diagnose(failure, mine, received_at, elsewhere)


def diagnose(
    reply: requests.Response,
    mine: Credentials,
    received_at: float | None = None,
    of_other_twitch: bool = False,
) -> Diagnosis:
    """Name the cause of a refusal, or say what to look at.

    `received_at` is when the answer came, in seconds since 1970 by this computer's clock.
    `of_other_twitch`: the client ID that was sent is one that is kept for another Twitch.
    """
    request = sent.read(reply.request)
    location = reply.headers.get("Location", "")
    if "error" in sent.parameters(location):
        return diagnose_address(location, mine, reply.request.url or "")
    found = _named(reply, request, mine, received_at, of_other_twitch) or _not_known(
        reply, request, mine, received_at
    )
    return _without_secrets(found, secrets_in(reply, mine))


def diagnose_address(address: str, mine: Credentials, link: str = "") -> Diagnosis:
    """Name the cause of an error that came back in the address bar (contract 1.4, 1.5).

    `link` is the authorize link that was opened, where that is known.
    """
    answer = sent.parameters(address)
    error = answer.get("error", "")
    known = mistakes.meaning("redirect", 0, error) if error else None
    secrets = _kept_secrets(mine) | {answer.get("state", "")} | {answer.get("code", "")}
    asked = sent.parameters(link)
    secrets.add(asked.get("state", ""))
    if known is None or known.message != error:
        found = Diagnosis(
            UNKNOWN,
            f"The answer holds the error {mask_tokens(error)[:80]!r}."
            if error
            else "There is no error= in this address.",
            look_at=(
                "Is it the whole address from the address bar? An error begins with ?error=.",
                "What Twitch wrote behind error_description="
                f" ({mask_tokens(answer.get('error_description', ''))[:200]!r}).",
            ),
        )
    elif error == "redirect_mismatch":
        found = _mismatch(_arrived_at(address), asked.get("redirect_uri"), mine, known)
    else:
        cause = SAID_BY_TWITCH["redirect", error]
        types = asked.get("response_type", "").split()
        if "id_token" in types and "openid" not in asked.get("scope", "").split():
            found = Diagnosis(
                "openid_scope_missing",
                "An id_token was asked for without the scope openid.",
                mend="Add openid to the scopes of the link.",
                sure=True,
            )
        else:
            found = Diagnosis(cause, known.means, mend=known.mend, sure=True)
    return _without_secrets(found, secrets)


def secrets_in(reply: requests.Response, mine: Credentials) -> set[str]:
    """What must not be shown of an exchange: what is kept, and what stood in a secret's place."""
    request = sent.read(reply.request)
    everything = (request.fields, request.json, request.text, request.headers)
    values = [pair for part in everything for pair in part.items()]
    found = {value for name, value in values if SECRET_PLACE.search(name)}
    found |= {value.split()[-1] for value in found if value.split()}
    found |= _kept_secrets(mine)
    if sending.message(reply) in ("invalid client", "client does not exist"):
        # Nobody's client ID, so it may be anything: a secret in the wrong place.
        found |= {value for name, value in values if name == "client_id"}
    return {value for value in found if len(value) >= SHORTEST_SECRET} - {mine.client_id}


def _kept_secrets(mine: Credentials) -> set[str]:
    return {getattr(mine, name) for name in credentials.SECRETS}


def _named(
    reply: requests.Response,
    request: Sent,
    mine: Credentials,
    received_at: float | None,
    of_other_twitch: bool,
) -> Diagnosis | None:
    """The diagnosis of the rule for this refusal; None when there is no rule, or it can't tell."""
    message, known = _twitchs_words(reply), _meaning(reply, request)
    if message is None or known is None:
        return None
    case = Case(request, mine, message, known, _age(reply, mine, received_at), of_other_twitch)
    # A multipart body is not read here, so there is nothing to compare.
    read = not request.kind_of_body.startswith("multipart/")
    rule = RULES.get((known.endpoint, known.message)) if read else None
    if rule and (found := rule(case)):
        return found
    cause = SAID_BY_TWITCH.get((known.endpoint, known.message))
    return case.says(cause, "", "", f"Twitch says: {mask_tokens(message)}") if cause else None


def _meaning(reply: requests.Response, request: Sent) -> Mistake | None:
    message, path = _twitchs_words(reply), request.path
    if message is None or not (path in ENDPOINTS or path.startswith(HELIX)):
        return None
    known = mistakes.meaning(ENDPOINTS.get(path, path), reply.status_code, message)
    if known and known.message and not known.message.startswith(GO_ON):
        # The table compares beginnings. A longer message is another one, which nobody has seen.
        return known if _plain(message) == _plain(known.message) else None
    return known


def _plain(message: str) -> str:
    return re.sub(r"[\s.]", "", message.casefold())


def _twitchs_words(reply: requests.Response) -> str | None:
    """The message in Twitch's form, or the one plain text that it sends (contract 2.1).

    None when the answer is in another form: then it may not be Twitch's.
    """
    body = sending.json_body(reply)
    if isinstance(body, dict) and isinstance(body.get("message"), str):
        return body["message"]
    plain = reply.text.strip() if reply.status_code == 404 else ""
    return plain if plain == "404 page not found" else None


# The rules: each for one refusal of Twitch's. None means that it can't tell.


def _no_client_id(case: Case) -> Diagnosis | None:
    request = case.sent
    if request.headers.get("authorization", "").lower().startswith("basic "):
        return case.says(
            "http_basic",
            "The client ID and secret were sent in an HTTP Basic header. Twitch reads them from "
            "the form only, although RFC 6749 section 2.3.1 offers the header.",
            "Send client_id and client_secret as form fields, and no Authorization header.",
        )
    return _absent(case, "client_id")


def _no_field(name: str) -> Callable[[Case], Diagnosis | None]:
    return lambda case: _absent(case, name)


def _absent(case: Case, name: str) -> Diagnosis | None:
    """A field is missing: perhaps it is there in another form, or under another name."""
    kind_of_body = f"Content-Type: {case.sent.kind_of_body or '(none)'}"
    if case.sent.json and name not in case.sent.fields:
        return case.says(
            "json_body",
            "The fields were sent as JSON, and nothing was found in it. Twitch documents a form.",
            "With requests, write data=… in place of json=….",
            kind_of_body,
        )
    if name in case.sent.text and name not in case.sent.fields:
        return case.says(
            "body_not_called_a_form",
            "The body looks like a form, but the header Content-Type doesn't call it one.",
            f"Send the header `Content-Type: {sent.FORM}`. With requests, give data= a dict and "
            "leave the header to it.",
            kind_of_body,
        )
    if name in case.sent.fields:
        return case.says(
            f"{name}_missing",
            f"The field {name} is there, but empty. A variable may have had nothing in it.",
        )
    written = comparing.closest_name(name, case.sent.fields)
    if not written:
        return case.says(f"{name}_missing")
    return case.says(
        f"{name}_misspelt",
        f"The field {name} is written {mask_tokens(written)}.",
        f"Write it exactly so: {name}.",
        f"sent:   {mask_tokens(written)}\nwanted: {name}",
    )


def _client_unknown(case: Case) -> Diagnosis | None:
    if case.of_other_twitch:
        return case.says(
            "client_id_of_the_other_twitch",
            "This client ID is kept for another Twitch: practice and the real one know nothing "
            "of each other.",
            "Send the client ID of an application that is registered at this Twitch.",
        )
    kind = case.difference("client_id")
    if kind == "kept":
        return case.says(
            "kept_client_id_unknown",
            "The client ID that was sent is the one that is kept, and Twitch knows no application "
            "with it: it was copied wrongly, or the application was deleted.",
        )
    return _by_difference(case, "client_id", kind)


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
        return _other_application(case)
    if kind == "not_the_kept_one" and not own_client:
        return None  # both are others than those that are kept, so nothing compares them
    return _by_difference(case, "client_secret", kind)


def _code_refused(case: Case) -> Diagnosis | None:
    code, kind = case.value("code"), case.difference("code")
    if kind == "kept":
        if case.mine.client_id and case.value("client_id") != case.mine.client_id:
            return _other_application(case)
        if case.sent.to_this_computer and case.age and case.age >= PRACTICES_CODE_LIFE:
            return case.says(
                "code_expired",
                f"The code was {case.age / 60:.0f} minutes old when it was sent, and practice's "
                "live ten minutes. (How long the real Twitch's live is not known; RFC 6749 section "
                "4.1.2 advises ten minutes at most.)",
            )
        return None
    if case.mine.used_code and fingerprint(code) == case.mine.used_code:
        if case.mine.client_id and case.value("client_id") != case.mine.client_id:
            return None  # it may have been traded after this, with the right client ID
        return case.says(
            "code_used",
            "This code was traded for a token before, and a code works once.",
            "",
            f"sent:               {mask(code)}\nlast code traded:   [hidden {case.mine.used_code}]",
        )
    if "://" in code or "code=" in code:
        return case.says(
            "address_in_place_of_code",
            "The whole address was sent as the code.",
            "Send only what stands between code= and the next &.",
        )
    if kind in ("not_the_kept_one", "nothing_kept"):
        return None  # any code but the kept one: used, too old, or made up
    return _by_difference(case, "code", kind)


def _redirect_refused(case: Case) -> Diagnosis | None:
    uri, right = case.value("redirect_uri"), case.mine.redirect_uri
    if "redirect_uri" not in case.sent.fields:
        return _absent(case, "redirect_uri")
    kind = comparing.address_difference(uri, right) if right else ""
    if not kind:
        return None  # the link had another, or it isn't registered: both look the same here
    return case.says(
        f"redirect_uri_{kind}",
        f"The redirect_uri in the request is not the kept one: {ADDRESS_DIFFERENCES[kind]}",
        "Send the same redirect_uri as in the authorize link, character for character.",
        comparing.pointed(_shown(uri), right, ("sent", "kept")),
    )


def _refresh_refused(case: Case) -> Diagnosis | None:
    kind = case.difference("refresh_token")
    if kind == "kept":
        if case.mine.client_id and case.value("client_id") != case.mine.client_id:
            return _other_application(case)
        return None  # spent, taken back, or ended with the connection
    return _by_difference(case, "refresh_token", kind)


def _scopes_refused(case: Case) -> Diagnosis | None:
    text = case.value("scope")
    kind, piece = comparing.scopes_difference(text, case.message)
    shown = f"scope, as Twitch reads it: {mask_tokens(text)}"
    if kind == "encoded_twice":
        return case.says(
            "scope_encoded_twice",
            f"The scopes were written for an address twice: {mask_tokens(piece)} still has a %.",
            "Give urlencode, or requests, the plain text.",
            shown,
        )
    if kind == "separator":
        between = comparing.separator_in(piece)
        why = " It was sent as %2B; only a bare + stands for a space." if "+" in piece else ""
        return case.says(
            "scope_separator",
            f"Between the scopes stands {between}, and Twitch wants a space.{why}",
            "",
            shown,
        )
    if kind == "misspelt":
        return case.says(
            "scope_misspelt",
            f"There is no scope {mask_tokens(piece)!r}.",
            f"Perhaps {comparing.closest_scope(piece)} was meant.",
            shown,
        )
    return None


def _scope_beyond(case: Case) -> Diagnosis | None:
    found = _scopes_refused(case)
    if found or not case.value("scope"):
        return found
    return case.says("scope_beyond_consent", "", "", f"scope: {mask_tokens(case.value('scope'))}")


def _not_found(case: Case) -> Diagnosis | None:
    if case.sent.method == "POST":
        return None
    return case.says(
        "not_a_post",
        f"The request was a {case.sent.method}, and this address answers POST only.",
    )


def _no_such_address(case: Case) -> Diagnosis | None:
    if case.known.status != 404 or case.message:
        return None
    return case.says("no_such_address", "", "", f"{case.sent.method} {mask_tokens(case.sent.path)}")


def _twitch_broke(case: Case) -> Diagnosis | None:
    client_id = case.value("client_id")
    if client_id and client_id in case.value("redirect_uri"):
        return case.says("client_id_in_redirect_uri")
    return None


def _grant_type(case: Case) -> Diagnosis | None:
    written = case.value("grant_type")
    meant = comparing.closest_name(written, GRANT_TYPES)
    return case.says(
        "grant_type_unknown",
        f"There is no grant_type {mask_tokens(written)[:60]!r}."
        + (f" Perhaps {meant} was meant." if meant else ""),
    )


def _token_missing(case: Case) -> Diagnosis | None:
    """No token was found: what was in the place where it belongs?"""
    request, wanted = case.sent, "OAuth" if case.known.endpoint == VALIDATE else "Bearer"
    right = f"Send the header `Authorization: {wanted} <token>`."
    if "authorization" in {name.lower() for name in request.query}:
        return case.says(
            "headers_as_parameters",
            "The headers went into the address: requests.get(url, something) takes its second "
            "argument for parameters.",
            "Write headers= before it. And get a new token: addresses are kept in logs.",
        )
    if "authorization" not in request.headers:
        written = comparing.closest_name("authorization", request.headers)
        if written:
            return case.says(
                "authorization_misspelt",
                f"The header is called {mask_tokens(written)}, and nobody looks there.",
                right,
                f"sent:   {mask_tokens(written)}\nwanted: authorization",
            )
        if any(name in request.query for name in ("access_token", "oauth_token", "token")):
            return case.says(
                "token_as_parameter",
                "The token went into the address, as a parameter. Twitch looks in a header only.",
                f"{right} And get a new token: addresses are kept in logs.",
            )
        return case.says("authorization_missing", "There is no Authorization header.", right)
    return _scheme(case, right)


def _scheme(case: Case, right: str) -> Diagnosis | None:
    value, scheme = case.sent.authorization.strip(), case.sent.scheme
    accepted = ("bearer",) if case.known.endpoint == HELIX else ("bearer", "oauth")
    if value.lower() in ("bearer", "oauth", ""):
        return case.says(
            "access_token_missing",
            "There is no token in the Authorization header. A variable may have been empty.",
            right,
        )
    if scheme in accepted:
        return None
    if scheme == "oauth":
        return case.says(
            "oauth_in_place_of_bearer",
            "The word before the token is OAuth. Twitch's API wants Bearer; OAuth is for "
            "/oauth2/validate.",
            right,
        )
    if value.lower().startswith("oauth:"):
        return case.says(
            "chat_password_in_place_of_token",
            "What was sent begins with oauth:, as a password for chat does.",
            f"{right} The token is what comes behind oauth:.",
        )
    if not scheme:
        together = value.lower().startswith(("bearer", "oauth"))
        return case.says(
            "bearer_missing",
            "There is no space between the word and the token."
            if together
            else "The token stands alone in the header, without a word before it.",
            right,
        )
    shown = scheme if scheme.isalpha() and len(scheme) <= 10 else mask(scheme)
    return case.says(
        "authorization_scheme_unknown", f"The word before the token is {shown!r}.", right
    )


def _token_refused(case: Case) -> Diagnosis | None:
    if case.known.endpoint == VALIDATE and (
        found := _scheme(case, "Send the header `Authorization: OAuth <token>`.")
    ):
        return found
    return _token_ended(case, case.sent.credential)


def _token_ended(case: Case, value: str) -> Diagnosis | None:
    kind = comparing.value_difference("access_token", value, case.mine)
    if kind == "kept":
        return case.says(
            "kept_access_token_ended",
            "The token that is kept was sent, and Twitch doesn't take it any more. It lives for "
            "about four hours; it also ends when it is revoked, when the person disconnects the "
            "application, or with a new password. Twitch doesn't say which of them it was.",
            "Renew it with the refresh token, or get a new one in notebook 10.",
        )
    return _by_difference(case, "access_token", kind, value)


def _revoke_refused(case: Case) -> Diagnosis | None:
    own = case.value("client_id") == case.mine.client_id
    if not own and case.mine.client_id and case.value("token") == case.mine.access_token:
        return _other_application(case)
    return _token_ended(case, case.value("token"))


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


def _parameter(case: Case) -> Diagnosis | None:
    if "was malformed" not in case.message:
        return None
    return case.says("parameter_malformed", "", "", f"Twitch says: {mask_tokens(case.message)}")


def _client_mismatch(case: Case) -> Diagnosis | None:
    request, mine = case.sent, case.mine
    if "client-id" not in request.headers:
        missing = "The request has no Client-Id header."  # an older wording of it (contract 6.2)
        mend = "Send the header `Client-Id: <your client ID>` as well."
        return _client_header_missing(case) or case.says("client_id_header_missing", missing, mend)
    sent_id, own_token = request.headers["client-id"], request.credential == mine.access_token
    kind = comparing.value_difference("client_id", sent_id, mine)
    if kind == "kept":
        if own_token or not mine.access_token:
            return None
        return case.says(
            "token_of_another_application",
            "The Client-Id is the kept one, and the token is another than the kept one: it was "
            "made for another application.",
            "Send the kept token, or the Client-Id of the application that got this one.",
            f"token sent: {mask(request.credential)}\ntoken kept: {mask(mine.access_token)}",
        )
    if kind == "not_the_kept_one":
        if not own_token:
            return None
        return case.says(
            "client_id_of_another_application",
            "The token is the kept one, and the Client-Id is not: it is another application's.",
            "",
            f"Client-Id sent: {mask(sent_id)}\nClient-Id kept: {mine.client_id}",
        )
    return _by_difference(case, "client_id", kind, sent_id)


def _either_header(case: Case) -> Diagnosis | None:
    """The older wording, for anything wrong with either header."""
    if found := _token_missing(case):
        return found
    return None if "client-id" in case.sent.headers else _client_mismatch(case)


def _other_application(case: Case) -> Diagnosis:
    return case.says(
        "client_id_of_another_application",
        "The client ID in the request is not the kept one. What was sent along with it belongs to "
        "the application that is kept.",
        "Send the client ID that is kept: the one that the link was made with.",
        f"client ID sent: {mask(case.value('client_id'))}\nclient ID kept: {case.mine.client_id}",
    )


def _by_difference(case: Case, name: str, kind: str, value: str | None = None) -> Diagnosis | None:
    """What comparing one value with what is kept tells; None when it tells nothing."""
    value, right, word = case.value(name) if value is None else value, "", WORDS[name]
    if kind in ("kept", "nothing_kept"):
        return None
    right = getattr(case.mine, name)
    evidence = f"sent: {_masked(value)}"
    if right:
        evidence += f"\nkept: {_masked(right)}"
    mend = f"Send the {word} that is kept, all of it and nothing else."
    if kind == "missing":
        return case.says(f"{name}_missing", f"The {word} is empty.", mend)
    if kind == "not_filled_in":
        return case.says(
            f"{name}_not_filled_in",
            f"The {word} was never filled in: a placeholder was sent.",
            mend,
        )
    if kind == "around":
        return case.says(
            f"{name}_with_more_around",
            f"The {word} is the right one, but there is more around it: spaces, quotes, or what "
            "stood beside it.",
            mend,
            evidence,
        )
    if kind == "copied_wrongly":
        return case.says(
            f"{name}_copied_wrongly",
            f"The {word} is nearly the kept one: characters are missing, or others.",
            mend,
            evidence,
        )
    if kind == "not_the_kept_one":
        found = case.says(
            f"{name}_not_the_kept_one",
            f"The {word} that was sent is not the one that is kept: an older one, or another's.",
            f"{mend} {case.known.mend}",
            evidence,
        )
        return Diagnosis(found.cause, found.happened, found.evidence, found.mend, sure=False)
    return case.says(
        f"{kind}_in_place_of_{name}",
        f"What was sent as the {word} is the {WORDS[kind]}.",
        f"Put the {word} there.",
        evidence,
    )


def _masked(value: str) -> str:
    return f"{mask(value)} ({len(value)} characters)"


RULES: dict[tuple[str, str], Callable[[Case], Diagnosis | None]] = {
    (AUTHORIZE, "missing client id"): _no_field("client_id"),
    (AUTHORIZE, "invalid client"): _client_unknown,
    (AUTHORIZE, "invalid scope requested"): _scopes_refused,
    (TOKEN, "missing client id"): _no_client_id,
    (TOKEN, "invalid client"): _client_unknown,
    (TOKEN, "missing client secret"): _no_field("client_secret"),
    (TOKEN, "invalid client secret"): _secret_refused,
    (TOKEN, "Invalid authorization code"): _code_refused,
    (TOKEN, "Parameter redirect_uri does not match registered URI"): _redirect_refused,
    (TOKEN, "missing refresh token"): _no_field("refresh_token"),
    (TOKEN, "Invalid refresh token"): _refresh_refused,
    (TOKEN, "invalid scope requested"): _scope_beyond,
    (TOKEN, "missing device_code"): _no_field("device_code"),
    (TOKEN, "missing code"): _no_field("code"),
    (TOKEN, "missing grant type"): _no_field("grant_type"),
    (TOKEN, "unsupported grant type"): _grant_type,
    (TOKEN, "404 page not found"): _not_found,
    (TOKEN, "Missing column authorization_id from item map"): _twitch_broke,
    (VALIDATE, "missing authorization token"): _token_missing,
    (VALIDATE, "invalid access token"): _token_refused,
    (REVOKE, "missing client id"): _no_client_id,
    (REVOKE, "client does not exist"): _client_unknown,
    (REVOKE, "missing oauth token"): _no_field("token"),
    (REVOKE, "Invalid token"): _revoke_refused,
    (HELIX, "OAuth token is missing"): _token_missing,
    (HELIX, "Invalid OAuth token"): _token_refused,
    (HELIX, "Client ID is missing"): _client_header_missing,
    (HELIX, "Client ID and OAuth token do not match"): _client_mismatch,
    (HELIX, "Must provide a valid Client-ID or OAuth token"): _either_header,
    (HELIX, "The parameter"): _parameter,
    (HELIX, ""): _no_such_address,
}


# Redirect addresses


ADDRESS_DIFFERENCES = {
    "missing": "it is empty.",
    "spaces": "there are spaces or quotes around it.",
    "encoded": "it was written for an address twice, so its %3A and %2F stayed.",
    "case": "capital and small letters count.",
    "slash": "a slash at the end counts.",
    "scheme": "http and https are two.",
    "host": "the host is another.",
    "port": "the port counts, and so does none.",
    "path": "the path is another.",
    "query": "what follows the ? is another.",
    "differs": "they have little in common.",
}


def _mismatch(arrived: str, asked: str | None, mine: Credentials, known: Mistake) -> Diagnosis:
    """Twitch sends the browser to the first registered address; which one was asked for?"""
    # A bare host gets a slash before the ?, so two registered addresses look alike here.
    # The one that was asked for is not registered: that was the complaint.
    registered = [one for one in (arrived, _without_bare_slash(arrived)) if one != asked]
    kept = mine.redirect_uri
    first = registered[-1] if registered and "://" in arrived else ""
    if asked is None or not first:
        evidence = (
            comparing.pointed(kept, first, ("kept", "first registered")) if kept and first else ""
        )
        return Diagnosis(
            "redirect_uri_differs",
            known.means,
            (evidence,) if evidence and kept not in registered else (),
            known.mend,
            sure=True,
            look_at=("The link itself: give it to the clinic too, then both are compared.",),
        )
    right, whose = (kept, "kept") if kept in registered else (first, "first registered")
    kind = comparing.address_difference(asked, right)
    if kept != asked and kept not in registered:
        # Perhaps a second registered address was meant; then the first one proves nothing.
        kind = "missing" if not asked else "differs"
    lines = [comparing.pointed(_shown(asked), right, ("in the link", whose))]
    if kept and kept != asked and right != kept:
        lines.append(comparing.pointed(_shown(asked), kept, ("in the link", "kept")))
    why = ADDRESS_DIFFERENCES[kind]
    return Diagnosis(
        f"redirect_uri_{kind}",
        f"The redirect_uri in the link is not registered: {why} Twitch reports this to the first "
        "registered address.",
        tuple(lines),
        known.mend,
        sure=True,
    )


def _arrived_at(address: str) -> str:
    """The redirect address in an answer: without what the error added to it."""
    parts = urlsplit(address)
    own = [pair for pair in parts.query.split("&") if pair.partition("=")[0] not in ANSWERS]
    return parts._replace(query="&".join(own), fragment="").geturl()


def _without_bare_slash(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(path="").geturl() if parts.path == "/" else address


def _shown(uri: str) -> str:
    """A redirect address as it was sent; what is none may be anything, so it is masked."""
    return uri if uri.strip().lower().startswith("http") else mask_tokens(uri)


# What can't be settled


def _not_known(
    reply: requests.Response, request: Sent, mine: Credentials, received_at: float | None
) -> Diagnosis:
    message, known = _twitchs_words(reply), _meaning(reply, request)
    if reply.ok:
        return Diagnosis(UNKNOWN, f"Nothing failed here: the status is {reply.status_code}.")
    if message is None:
        return Diagnosis(
            UNKNOWN,
            sending.message(reply),
            look_at=(
                "Does a browser on this computer open https://dev.twitch.tv without a question?",
                f"The address that was called: {request.host}{request.path}.",
            ),
        )
    happened = known.means if known else f"Twitch says: {mask_tokens(message)[:200]!r}."
    look_at = _worth_a_look(request, mine, _age(reply, mine, received_at), known)
    if known and known.mend:
        look_at.append(known.mend)
    if not known:
        look_at.append(f"The address that was called: {request.host}{request.path}.")
    look_at += _clock_hint(reply, mine, received_at)
    return Diagnosis(UNKNOWN, happened, look_at=tuple(look_at))


def _worth_a_look(
    request: Sent, mine: Credentials, age: float | None, known: Mistake | None
) -> list[str]:
    """Where the request and what is kept are not the same, and what can't be seen from here."""
    lines = []
    for name in WORDS:
        kind = comparing.value_difference(name, request.fields.get(name, ""), mine)
        if name in request.fields and kind not in ("kept", "nothing_kept"):
            lines.append(f"The {WORDS[name]} in the request is not the one that is kept.")
    if known and known.message == "Invalid authorization code":
        if age is not None and request.fields.get("code") == mine.code:
            lines.append(f"The code was {max(age, 0) / 60:.0f} minutes old when it was sent.")
        lines += [
            "Did an earlier try send this code? Even a refused try may use it up.",
            "Was the page loaded twice, or “Continue” clicked while it went on by itself?",
            "Was the link made with the same client ID as this request?",
        ]
    if known and known.message == "Invalid refresh token":
        lines += [
            "Was it used before? A Public application's refresh token works once.",
            "Did the person disconnect the application, or change the password?",
        ]
    if known and known.message.startswith("Parameter redirect_uri"):
        lines += [
            "The redirect_uri in the link that gave this code: it must be the same as here.",
            "OAuth Redirect URLs on the application's Manage page: is this address there, and "
            "was Save pressed?",
        ]
    return lines


def _age(reply: requests.Response, mine: Credentials, received_at: float | None) -> float | None:
    """How old the kept code was when it was sent; None when that isn't known, or another was."""
    at = received_at or _servers_time(reply)
    code = sent.read(reply.request).fields.get("code", "")
    if at is None or not code or code != mine.code or not mine.code_kept_at.isdigit():
        return None
    return at - int(mine.code_kept_at)


def _servers_time(reply: requests.Response) -> float | None:
    """The server's clock, from the Date header (RFC 9110, 6.6.1), in seconds since 1970."""
    try:
        return parsedate_to_datetime(reply.headers.get("Date", "")).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None


def _clock_hint(
    reply: requests.Response, mine: Credentials, received_at: float | None
) -> tuple[str, ...]:
    server, age = _servers_time(reply), _age(reply, mine, received_at)
    if server and received_at and abs(server - received_at) > CLOCKS_DIFFER:
        minutes = abs(server - received_at) / 60
        way = "behind" if server > received_at else "ahead of"
        return (f"This computer's clock is {minutes:.0f} minutes {way} the server's. Set it.",)
    if age is not None and age < -1:
        return ("The kept code is from the future: this computer's clock was set back.",)
    return ()


def _without_secrets(found: Diagnosis, secrets: set[str]) -> Diagnosis:
    secrets = {secret for secret in secrets if len(secret) >= SHORTEST_SECRET}
    return Diagnosis(
        found.cause,
        hide(found.happened, secrets),
        tuple(hide(line, secrets) for line in found.evidence),
        hide(found.mend, secrets),
        found.sure,
        tuple(hide(line, secrets) for line in found.look_at),
    )
