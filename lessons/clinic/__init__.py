"""The error clinic: name the cause of a failed exchange from what was sent and what is kept.

Deciding only, no request is sent here. Twitch often has one sentence for many causes
(docs/twitch.md 2.7, 6.2), so each rule compares the request with what is kept. Where that
doesn't settle it, the answer is "unknown", with a list of what to look at: a wrong cause costs
more than none.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import requests

from helpers import credentials, service
from helpers.credentials import Credentials
from helpers.plain_errors import PlainError
from helpers.private_folder import mask_tokens
from helpers.service import Service
from lessons.clinic import addresses, clients, copied, grants, in_text, redirects, scopes, tokens
from lessons.clinic.case import Case, Rules
from lessons.clinic.clock import age_of_code
from lessons.clinic.diagnosis import UNKNOWN, Diagnosis
from lessons.clinic.elsewhere import sent_to_another, went_elsewhere, without_proxy
from lessons.clinic.given import given
from lessons.clinic.hiding import kept_secrets, secrets_in, without_secrets
from lessons.clinic.masks import refused_mask, with_masks
from lessons.clinic.not_known import not_known
from lessons.clinic.redirects import arrived_at, mismatch
from lessons.clinic.what_failed import LINK, came_back, read_on, what_failed, where
from lessons.clinic.words import SAID_BY_TWITCH, meaning, twitchs_words
from lessons.exchange import last_failure, mistakes, pasted, sent
from lessons.exchange.sent import Sent

__all__ = ["diagnose", "diagnose_address", "examine", "given", "secrets_in"]


CHAT = "The chat refused the login"
BROKEN = r"https?://\S+(\s*\n\s*\S+)+"  # an address that a mail broke into lines

# Each rule is for one of Twitch's refusals. None means that it can't tell.
RULES: Rules = {
    **redirects.RULES,
    **clients.RULES,
    **grants.RULES,
    **scopes.RULES,
    **tokens.RULES,
    **addresses.RULES,
}


def examine(failure: requests.Response | str | None = None, link: str = "") -> Diagnosis | None:
    """The diagnosis of a failure, with what is kept for the chosen Twitch.

    `failure` is a response, or what the browser shows: an address with error=, or JSON. `link` is
    the authorize link that led there. Without a failure it is the last one of this kernel; None
    when nothing has failed yet.
    Raises PlainError when it is something else.
    """
    twitch = service.chosen()
    mine = credentials.kept(twitch)
    if isinstance(failure, str):
        link = without_proxy(link, twitch)
        failure = pasted.as_typed(failure)
        if re.fullmatch(BROKEN, failure):
            failure = "".join(failure.split())
        if not link and not in_text.error_in(failure):
            return without_secrets(copied.diagnose_copied(failure), kept_secrets(mine))
        shown = _shown(failure, link) if link else None
        if shown is None:
            address = in_text.error_in(failure) or failure
            return _examine_address(address, link, mine, twitch)
        failure = shown
    last = last_failure.last_own() or last_failure.last()
    if failure is None:
        if last is None:
            return None
        if last.reply is None:
            return _examine_problem(last.problem)
        failure = last.reply
    if not isinstance(failure, requests.Response):
        raise PlainError(
            "Give the clinic the response itself: reply, after reply = requests.post(…). What it "
            "was given is none."
        )
    both = (last_failure.last_own(), last_failure.last())
    received_at = next((one.received_at for one in both if one and one.reply is failure), None)
    return _examine_reply(failure, received_at, mine, twitch)


def _examine_problem(problem: str) -> Diagnosis:
    """The diagnosis of a request, or a login to chat, that got no answer."""
    if problem.startswith(CHAT):  # whoever logged in has asked Twitch already
        return Diagnosis("chat_refused", problem, failed="the chat's login")
    found = copied.diagnose_copied(problem)
    if found.known:
        return replace(found, evidence=(problem,))
    return replace(found, happened=problem, look_at=(problem,), failed="no answer came")


def _shown(text: str, link: str) -> requests.Response | None:
    """The response to a link that the browser shows as this text; None when it is none."""
    told = in_text.read(text)
    if told.message is None or in_text.error_in(text):
        return None
    reply = requests.Response()
    reply.status_code = told.status or 400
    reply.headers["Content-Type"] = "application/json"
    reply.raw = io.BytesIO(json.dumps({"message": told.message}).encode())
    try:
        reply.request = requests.Request("GET", link).prepare()
    except requests.RequestException:  # a damaged link
        return None
    return reply


def _examine_reply(
    reply: requests.Response, received_at: float | None, mine: Credentials, twitch: Service
) -> Diagnosis:
    """The diagnosis of a response; what is kept counts when it came from the chosen Twitch."""
    request = sent.read(reply.request)
    if went_elsewhere(reply.request.url or "", twitch):
        message = twitchs_words(reply) or ""
        found = sent_to_another(message, request, mine, twitch)
        found = _told(found, reply) if found else diagnose(reply, Credentials(), received_at)
        return without_secrets(found, secrets_in(reply, mine))
    client_id = request.fields.get("client_id", "")
    of_other_twitch = bool(client_id) and credentials.belongs_to_other(twitch, client_id)
    return diagnose(reply, mine, received_at, of_other_twitch)


def _examine_address(address: str, link: str, mine: Credentials, twitch: Service) -> Diagnosis:
    """The diagnosis of an address; what is kept counts when its link is of the same application."""
    client_id = sent.parameters(link).get("client_id", mine.client_id)
    theirs = client_id != mine.client_id or (link and went_elsewhere(link, twitch))
    found = diagnose_address(address, Credentials() if theirs else mine, link)
    return without_secrets(found, kept_secrets(mine))


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
    found = (
        refused_mask(request, twitchs_words(reply) or "")
        or _named(reply, request, mine, received_at, of_other_twitch)
        or not_known(reply, request, mine, received_at)
    )
    found = with_masks(found, request)
    return without_secrets(_told(found, reply), secrets_in(reply, mine))


def _told(found: Diagnosis, reply: requests.Response) -> Diagnosis:
    """The diagnosis with what it is about, and where to read on."""
    if not found.is_failure:
        return found
    request = sent.read(reply.request)
    more = read_on(request, meaning(reply, request))
    return replace(found, failed=what_failed(reply, request), read_on=more)


def diagnose_address(address: str, mine: Credentials, link: str = "") -> Diagnosis:
    """Name the cause of an error that came back in the address bar (docs/twitch.md 1.4, 1.5).

    `link` is the authorize link that was opened, where that is known.
    """
    # A browser may hide the address before the ?, and people copy only a part.
    answer = sent.parameters(address if "?" in address else f"?{address.rpartition('#')[2]}")
    error = answer.get("error", "")
    known = mistakes.meaning("redirect", 0, error) if error else None
    secrets = kept_secrets(mine) | {answer.get("state", "")} | {answer.get("code", "")}
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
        found = mismatch(arrived_at(address), asked.get("redirect_uri"), mine, known)
    else:
        cause = SAID_BY_TWITCH["redirect", error]
        types = asked.get("response_type", "").split()
        if "id_token" in types and "openid" not in asked.get("scope", "").split():
            found = Diagnosis(
                "openid_scope_missing",
                "An id_token was asked for without the scope openid.",
                fix="Add openid to the scopes of the link.",
                sure=True,
            )
        else:
            other = "The state in it is not the kept one: it may answer an older link, or a trick."
            strange = mine.state and answer.get("state", mine.state) != mine.state
            look_at = (other,) if strange else ()
            found = Diagnosis(cause, known.means, fix=known.fix, sure=True, look_at=look_at)
    found = replace(found, failed=came_back(error) if error else "", read_on=where(LINK, known))
    return without_secrets(found, secrets)


def _named(
    reply: requests.Response,
    request: Sent,
    mine: Credentials,
    received_at: float | None,
    of_other_twitch: bool,
) -> Diagnosis | None:
    """The diagnosis of the rule for this refusal; None when there is no rule, or it can't tell."""
    message, known = twitchs_words(reply), meaning(reply, request)
    if message is None or known is None:
        return None
    case = Case(
        request, mine, message, known, age_of_code(reply, mine, received_at), of_other_twitch
    )
    rule = RULES.get((known.endpoint, known.message))
    if rule and (found := rule(case)):
        return found
    cause = SAID_BY_TWITCH.get((known.endpoint, known.message))
    return case.says(cause, "", "", f"Twitch says: {mask_tokens(message)}") if cause else None
