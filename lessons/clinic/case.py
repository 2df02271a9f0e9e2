"""One refusal with all that a rule may look at, and what several rules say alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from helpers.credentials import Credentials
from helpers.private_folder import mask, mask_tokens
from lessons.clinic import comparing
from lessons.clinic.comparing import WORDS
from lessons.clinic.diagnosis import Diagnosis
from lessons.exchange import sent
from lessons.exchange.mistakes import Mistake
from lessons.exchange.sent import Sent


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

    @property
    def own_application(self) -> bool:
        """Whether the request names the application that is kept, in a field or in the header.

        If not, what is kept says nothing about what was sent: it belongs to another application.
        """
        sent = self.value("client_id") or self.sent.headers.get("client-id", "")
        return bool(sent) and sent == self.mine.client_id

    def difference(self, name: str) -> str:
        return comparing.value_difference(name, self.value(name), self.mine)

    def says(self, cause: str, happened: str = "", fix: str = "", *evidence: str) -> Diagnosis:
        """A cause that is sure. What is left out is said as in the table of mistakes."""
        return Diagnosis(
            cause, happened or self.known.means, evidence, fix or self.known.fix, sure=True
        )

    def supposes(self, cause: str, happened: str, fix: str, *evidence: str) -> Diagnosis:
        """A cause that is only probable."""
        return replace(self.says(cause, happened, fix, *evidence), sure=False)


Rules = dict[tuple[str, str], Callable[[Case], Diagnosis | None]]


def absent(case: Case, name: str) -> Diagnosis | None:
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
    if "transfer-encoding" in case.sent.headers and name not in case.sent.fields:
        return case.supposes(
            "body_not_called_a_form",
            "The body was sent in pieces, from an iterator or an open file, so it can't be seen "
            "here. Nothing calls it a form.",
            "With requests, give data= a dict.",
            kind_of_body,
        )
    if case.value(name).strip():
        return case.supposes(
            f"{name}_missing",
            f"The field {name} was sent, and Twitch doesn't see it.",
            "Send all fields as a plain form: with requests, give data= a dict.",
        )
    if name in case.sent.fields:
        return case.says(
            f"{name}_missing",
            f"The field {name} is there, but empty. A variable may have had nothing in it.",
        )
    written = comparing.closest_name(name, case.sent.fields)
    if not written:
        return case.says(f"{name}_missing")
    return misspelt(case, name, written)


def misspelt(case: Case, name: str, written: str) -> Diagnosis:
    """A field is there, under another name than its own."""
    return case.says(
        f"{name}_misspelt",
        f"The field {name} is written {mask_tokens(written)}.",
        f"Write it exactly so: {name}.",
        f"sent:   {mask_tokens(written)}\nwanted: {name}",
    )


def no_field(name: str) -> Callable[[Case], Diagnosis | None]:
    """A rule for a refusal that says that this field is missing."""
    return lambda case: absent(case, name)


def other_application(case: Case) -> Diagnosis:
    """The client ID is another than the one that what was sent belongs to."""
    return case.says(
        "client_id_of_another_application",
        "The client ID in the request is not the kept one. What was sent along with it belongs to "
        "the application that is kept.",
        "Send the client ID that is kept: the one that the link was made with.",
        f"client ID sent: {mask(case.value('client_id'))}\nclient ID kept: {case.mine.client_id}",
    )


def by_difference(case: Case, name: str, kind: str, value: str | None = None) -> Diagnosis | None:
    """What comparing one value with what is kept tells; None when it tells nothing."""
    value, word = case.value(name) if value is None else value, WORDS[name]
    if kind in ("kept", "nothing_kept"):
        return None
    right = getattr(case.mine, name)
    evidence = f"sent: {masked(value)}"
    if right:
        evidence += f"\nkept: {masked(right)}"
    fix = f"Send the {word} that is kept, all of it and nothing else."
    if kind == "missing":
        return case.says(f"{name}_missing", f"The {word} is empty.", fix)
    if kind == "not_filled_in":
        return case.says(
            f"{name}_not_filled_in",
            f"The {word} was never filled in: a placeholder was sent.",
            fix,
        )
    if kind == "around":
        return case.says(
            f"{name}_with_more_around",
            f"The {word} is the right one, but there is more around it: spaces, quotes, or what "
            "stood beside it.",
            fix,
            evidence,
        )
    if kind == "copied_wrongly":
        return case.says(
            f"{name}_copied_wrongly",
            f"The {word} is nearly the kept one: characters are missing, or others.",
            fix,
            evidence,
        )
    if kind == "not_the_kept_one":
        if name != "client_id" and not case.own_application:
            return None
        return case.supposes(
            f"{name}_not_the_kept_one",
            f"The {word} that was sent is not the one that is kept: an older one, or another's.",
            f"{fix} {case.known.fix}",
            evidence,
        )
    return case.says(
        f"{kind}_in_place_of_{name}",
        f"What was sent as the {word} is the {WORDS.get(kind, kind)}.",
        f"Put the {word} there.",
        evidence,
    )


def masked(value: str) -> str:
    """What is shown of a value that may be a secret: its mask, and how long it is."""
    return f"{mask(value)} ({len(value)} characters)"
