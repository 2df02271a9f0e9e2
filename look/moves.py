"""Records of what happened, as arrows of a journey."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from look.journey import APPLICATION, BACK, BROWSER, FRONT, TWITCH, Arrow, Record

# Steps that the reader's side keeps: what goes, and what comes back if it went well.
ASKED = {
    "exchange": "{code} + {client_secret}",
    "refresh": "{refresh_token} + {client_secret}",
    "validate": "is {access_token} good?",
    "call": "{what} with {access_token}",
    "revoke": "end {access_token}",
}
ANSWERED = {
    "exchange": "{new_access_token}, {new_refresh_token}",
    "refresh": "{new_access_token}, {new_refresh_token}",
    "validate": "yes: whose it is, what for, how long",
    "call": "200 OK",
    "revoke": "it is ended",
}
# Events of Practice Twitch: from whom to whom, by which channel, and what.
EVENTS = {
    ("authorize", "done"): (BROWSER, TWITCH, FRONT, "{user} allowed it: {code} is issued"),
    ("authorize", "cancelled"): (BROWSER, TWITCH, FRONT, "{user} pressed Cancel"),
    ("code", "done"): (APPLICATION, TWITCH, BACK, "{code}, which is used up by this"),
    ("token", "done"): (TWITCH, APPLICATION, BACK, "{access_token}, {refresh_token}"),
    ("exchange", "refused"): (TWITCH, APPLICATION, BACK, "{error}"),
    ("refresh_token", "done"): (APPLICATION, TWITCH, BACK, "{refresh_token}, which is used up"),
    ("refresh_token", "refused"): (
        APPLICATION,
        TWITCH,
        BACK,
        "{refresh_token} a second time: everything was ended",
    ),
    ("revocation", "done"): (APPLICATION, TWITCH, BACK, "end {access_token}"),
    ("device_code", "done"): (TWITCH, APPLICATION, BACK, "{device_code}, which waits for a user"),
    ("device_consent", "done"): (BROWSER, TWITCH, FRONT, "{user} allowed {device_code}"),
    ("device_consent", "cancelled"): (BROWSER, TWITCH, FRONT, "{user} pressed Cancel"),
    ("device_code_use", "done"): (APPLICATION, TWITCH, BACK, "{device_code}"),
}
NOTES = {"code": "{code} is used up: it works once", "token": "only hashes of both are kept"}
UNKNOWN = "unknown"


def of_server(events: Iterable[Record]) -> list[Arrow]:
    """What a server's events tell of one flow, in their order."""
    arrows = []
    for event in events:
        if drawn := EVENTS.get((event["kind"], event["outcome"])):
            source, target, channel, says = drawn
            refused = event["outcome"] == "refused"
            arrows.append(Arrow(source, target, _said(says, event), channel, refused))
    return arrows


def of_reader(steps: Sequence[Record], events: Sequence[Record] = ()) -> list[Arrow]:
    """The reader's own steps, with what the server's events add to them, where there are any."""
    arrows: list[Arrow] = []
    for step in steps:
        kind = step["kind"]
        if kind == "link":
            says = _said("authorize link, with {state}", step)
            arrows.append(Arrow(APPLICATION, TWITCH, says, FRONT))
        elif kind == "answer":
            arrows += of_server(_same(events, "authorize", step["marks"].get("code")))
            arrows.append(_answer(step))
        elif kind in ASKED:
            arrows.append(Arrow(APPLICATION, TWITCH, _said(ASKED[kind], step)))
            if step["outcome"] == "refused":
                says, refused = _said("{error}", step), True
            else:
                arrows += _notes(step, events)
                says, refused = _said(ANSWERED[kind], step), False
            arrows.append(Arrow(TWITCH, APPLICATION, says, refused=refused))
    return arrows


def so_far(steps: Sequence[Record], events: Sequence[Record] = ()) -> list[Arrow]:
    """The reader's way to a token and its first use, without detours, and what comes next."""
    way = _way(steps)
    arrows, done = of_reader(way, events), {step["kind"] for step in way}
    if "link" not in done:
        next_one = Arrow(APPLICATION, TWITCH, "an authorize link", FRONT, expected=True)
    elif "answer" not in done:
        says = "a code, when the viewer allows it"
        next_one = Arrow(TWITCH, APPLICATION, says, FRONT, expected=True)
    elif "exchange" not in done:
        next_one = Arrow(APPLICATION, TWITCH, "the code + the client secret", expected=True)
    elif "call" not in done:
        next_one = Arrow(APPLICATION, TWITCH, "call the API with the token", expected=True)
    else:
        return arrows
    return [*arrows, next_one]


def without_unused_links(steps: Sequence[Record]) -> list[Record]:
    """The steps without the links to which no answer came before another one, or an exchange.

    Such a link was only offered: nobody opened it.
    """
    kept = []
    for number, step in enumerate(steps):
        later = steps[number + 1 :]
        after = next((one for one in later if one["kind"] in ("link", "answer", "exchange")), None)
        answered = after is None or after["kind"] == "answer"
        answered |= _last(later, "answer", "state", step["marks"].get("state", "")) is not None
        if answered or step["kind"] != "link":
            kept.append(step)
    return kept


def _way(steps: Sequence[Record]) -> list[Record]:
    """Link, answer, exchange and first call that belong together: of the last token, if any."""
    done = [step for step in steps if step["outcome"] == "done"]
    exchange = _last(done, "exchange")
    if exchange is None:
        link = _last(done, "link")
        after = done[done.index(link) :] if link else done
        way = [link, _last(after, "answer")]
    else:
        marks = exchange["marks"]
        answer = _last(done, "answer", "code", marks.get("code", ""))
        state = answer["marks"].get("state", "") if answer else ""
        call = _last(done, "call", "access_token", marks.get("new_access_token", ""))
        way = [_last(done, "link", "state", state), answer, exchange, call]
    return [step for step in way if step is not None]


def _last(steps: Sequence[Record], kind: str, name: str = "", mark: str = "") -> Record | None:
    """The last step of this kind; with a `name`, of those whose mark of that name is this."""
    found = [one for one in steps if one["kind"] == kind]
    if name:
        found = [one for one in found if mark and one["marks"].get(name) == mark]
    return found[-1] if found else None


def _answer(step: Record) -> Arrow:
    refused = step["outcome"] == "refused"
    if refused:
        says = _said("{error}", step)
    elif "state" in step["marks"]:
        says = _said("{code}, and the same {state}", step)
    else:
        says = _said("{code}, without a state", step)
    return Arrow(TWITCH, APPLICATION, says, FRONT, refused)


def _notes(step: Record, events: Sequence[Record]) -> list[Arrow]:
    marks = step["marks"]
    said = _same(events, "code", marks.get("code"))
    said += _same(events, "token", marks.get("new_access_token"), "access_token")
    return [Arrow(TWITCH, TWITCH, _said(NOTES[one["kind"]], one)) for one in said]


def _same(
    events: Sequence[Record], kind: str, mark: str | None, name: str = "code"
) -> list[Record]:
    return [
        one for one in events if mark and one["kind"] == kind and one["marks"].get(name) == mark
    ]


def _said(says: str, record: Record) -> str:
    """The words with the record's values; a secret is named, with its mask behind."""
    values = _Named(record)
    return says.format_map(values).rstrip(", ")


class _Named(dict[str, str]):
    """What a text may name: a mark, with its field's name in words, or another value."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record

    def __missing__(self, name: str) -> str:
        marks = self._record["marks"]
        if name in ("user", "error", "what"):
            return str(self._record.get(name) or UNKNOWN)
        if name not in marks:
            return ""
        words = name.removeprefix("new_").replace("_", " ")
        return f"{words} [hidden {marks[name]}]"
