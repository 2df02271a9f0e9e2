"""A value in the field of another: which one it is, and which is wanted."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from helpers import credentials, service
from helpers.plain_errors import PlainError
from helpers.service import Service
from lessons.exchange import behind_the_curtain

WHERE = {
    "client ID": "client ID: the string at “Client ID” on the application's page",
    "client secret": "client secret: the string that appears once, after New Secret",
    "code": "code, which is in the address that comes back. Paste all of that address",
}
ONE_OF_ITS_PAGES = (
    "This is one of {}'s own pages, and not the answer yet. Go on in it: log in, press Authorize "
    "and, where it says that you are about to leave, Continue. Then copy the address that the "
    "browser shows."
)


class Misplaced(PlainError):
    """A secret is in a field where it must not be: it leaves the page."""


def refuse_misplaced(value: str, wanted: str) -> None:
    """Raise PlainError when this value is kept as something else than what is wanted.

    So does the address of one of Twitch's own pages, where the answer to a link is wanted.
    A refused value stays in its field, where it may be fixed. A secret in the wrong field leaves
    the page.
    """
    known = credentials.kept_as(value)
    if known and known != wanted:
        raise misplaced(known, wanted)
    if wanted == "code" and _is_one_of_its_pages(value):
        raise PlainError(ONE_OF_ITS_PAGES.format(service.chosen().title))


def _is_one_of_its_pages(address: str) -> bool:
    """Whether this is a page of the chosen Twitch: the link's answer is at another address."""
    twitch = service.chosen()
    try:
        parts = urlsplit(address)
        own = {urlsplit(one).netloc for one in (twitch.id_url, twitch.www_url, twitch.dev_url)}
        names = set(parse_qs(parts.query))
    except ValueError:
        return False
    here = parts.netloc in own or (service.is_twitchs(address) and "://" in address)
    return here and not names & {"code", "error", "response_type"}


def misplaced(known: str, wanted: str) -> PlainError:
    """The sentence about a value in the wrong field."""
    if known == "client ID":
        return PlainError(f"That is the client ID. Wanted here is the {WHERE[wanted]}.")
    return Misplaced(
        f"That is the {known}. It must not be here, so the field is empty again. "
        f"Wanted here is the {WHERE[wanted]}."
    )


def check_client_id(client_id: str, twitch: Service) -> None:
    """Raise PlainError when this can't be the client ID of the reader's application here."""
    refuse_misplaced(client_id, "client ID")
    if credentials.belongs_to_other(twitch, client_id):
        raise PlainError(
            f"This client ID is kept for another Twitch. For {twitch.title}, "
            "register an application there."
        )
    books = behind_the_curtain.books(twitch)
    known = [one["client_id"] for one in books.get("applications", [])]
    if client_id not in known and behind_the_curtain.practice_made(client_id, twitch):
        raise misplaced("client secret", "client ID")
    if "applications" in books and client_id not in known:
        raise PlainError(
            "Practice Twitch knows no application with this client ID. Copy it again from "
            "the application's page, or register one."
        )


def check_client_secret(client_secret: str, twitch: Service) -> None:
    """Raise PlainError when this can't be the client secret to be sent to this Twitch."""
    refuse_misplaced(client_secret, "client secret")
    others = credentials.belongs_to_other(twitch, client_secret) or (
        not twitch.is_practice and behind_the_curtain.practice_made(client_secret, twitch)
    )
    if others:
        raise Misplaced(
            f"This secret is another Twitch's, so it must not be sent to {twitch.title}, and "
            "the field is empty again. Make one there."
        )
