"""Redirect addresses, compared character by character."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from helpers.credentials import Credentials
from helpers.private_folder import mask_tokens
from lessons.clinic import comparing
from lessons.clinic.case import Case, Rules, absent, no_field
from lessons.clinic.diagnosis import Diagnosis
from lessons.exchange.mistakes import AUTHORIZE, TOKEN, Mistake

ANSWERS = {"error", "error_description", "state"}  # what an error adds to a redirect address
ADDRESS_DIFFERENCES = {
    "missing": "it is empty.",
    "spaces": "there are spaces or quotes around it.",
    "encoded": "it was written for an address twice, so its %3A and %2F stayed.",
    "case": "capital and small letters count.",
    "slash": "a slash at the end counts.",
    "scheme": "http and https are two.",
    "host": "the host is another.",
    "port": "the port is another, or only one of the two has a port.",
    "path": "the path is another.",
    "query": "what follows the ? is another.",
    "differs": "several parts of it are others.",
}


def _redirect_refused(case: Case) -> Diagnosis | None:
    uri, right = case.value("redirect_uri"), case.mine.redirect_uri
    if not uri:
        found = absent(case, "redirect_uri")
        if found and found.happened == case.known.means:
            return replace(found, happened="There is no redirect_uri in the request.")
        return found
    kind = comparing.address_difference(uri, right) if right and case.own_application else ""
    if not kind:
        return None  # the link had another, or it isn't registered: both look the same here
    return case.says(
        f"redirect_uri_{kind}",
        f"The redirect_uri in the request is not the kept one: {ADDRESS_DIFFERENCES[kind]}",
        "Send the same redirect_uri as in the authorize link, character for character.",
        comparing.pointed(_shown(uri, right), right, ("sent", "kept")),
    )


def _twitch_broke(case: Case) -> Diagnosis | None:
    client_id = case.value("client_id")
    if client_id and client_id in case.value("redirect_uri"):
        return case.says("client_id_in_redirect_uri")
    return None


def mismatch(arrived: str, asked: str | None, mine: Credentials, known: Mistake) -> Diagnosis:
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
            known.fix,
            sure=True,
            look_at=("The link itself: give it to the clinic too, then both are compared.",),
        )
    right, whose = (kept, "kept") if kept in registered else (first, "first registered")
    kind = comparing.address_difference(asked, right)
    if kept != asked and kept not in registered:
        # Perhaps a second registered address was meant; then the first one proves nothing.
        kind = "missing" if not asked else "differs"
    lines = [comparing.pointed(_shown(asked, right), right, ("in the link", whose))]
    if kept and kept != asked and right != kept:
        lines.append(comparing.pointed(_shown(asked, kept), kept, ("in the link", "kept")))
    why = f": {ADDRESS_DIFFERENCES[kind]}" if kind != "differs" else "."
    return Diagnosis(
        f"redirect_uri_{kind}",
        f"The redirect_uri in the link is not registered{why} Twitch reports this to the first "
        "registered address.",
        tuple(lines),
        known.fix,
        sure=True,
    )


def arrived_at(address: str) -> str:
    """The redirect address in an answer: without what the error added to it."""
    parts = urlsplit(address)
    own = [pair for pair in parts.query.split("&") if pair.partition("=")[0] not in ANSWERS]
    return parts._replace(query="&".join(own), fragment="").geturl()


def _without_bare_slash(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(path="").geturl() if parts.path == "/" else address


def _shown(uri: str, right: str) -> str:
    """A redirect address as it was sent. Behind its host there may be anything, even a code."""
    host = re.match(r"\W*https?://[^/?#]*|", uri, re.IGNORECASE)[0]  # type: ignore[index]
    rest = uri[len(host) :]
    return host + (rest if rest in right else mask_tokens(rest))


RULES: Rules = {
    (AUTHORIZE, "missing redirect uri"): no_field("redirect_uri"),
    (TOKEN, "Parameter redirect_uri does not match registered URI"): _redirect_refused,
    (TOKEN, "Missing column authorization_id from item map"): _twitch_broke,
}
