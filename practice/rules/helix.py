"""Who may ask api.twitch.tv what, and what is answered (docs/twitch.md 6).

As in `rules.py`, each method is a row of guards and there is no HTTP in it. `sent` has all values
of each parameter, since most of them may be repeated.
"""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from practice.rules.clients import Refusal
from practice.rules.life import Life
from practice.rules.world import CHANNELS, GAMES, LIVE, Channel
from practice.store.records import Account, Token
from practice.store.store import Store

MOST_AT_ONCE = 100  # ids, logins, or items of a page
MOST_CONSENTS = 10  # ids
USUAL_PAGE = 20
NUMBER = re.compile(r"[0-9]{1,19}", re.ASCII)
STREAM_TYPES = {"all", "live"}

Sent = Mapping[str, Sequence[str]]
Item = TypeVar("Item")
Reply = dict[str, object]


class Helix:
    """The answers, over one store and the world."""

    def __init__(self, store: Store, life: Life) -> None:
        self._store = store
        self._life = life

    def caller(self, authorization: str | None, client_id: str | None) -> Token:
        """Whose token this is. Both headers are wanted each time (docs/twitch.md 6.1, 6.2).

        Raises Refusal 401.
        """
        word, _, value = (authorization or "").partition(" ")
        if word.lower() != "bearer" or not value:
            raise Refusal(401, "OAuth token is missing")  # also for `OAuth <token>`
        token = self._life.token(value)
        if token is None:
            raise Refusal(401, "Invalid OAuth token")
        if not client_id:
            raise Refusal(401, "Client ID is missing")
        if client_id != token.client_id:
            raise Refusal(401, "Client ID and OAuth token do not match")
        return token

    def users(self, token: Token, sent: Sent) -> Reply:
        """People by `id` and `login`; without either, the token's own user (docs/twitch.md 6.4).

        People who don't exist are left out. Raises Refusal 400.
        """
        ids, logins = _numbers(sent, "id"), sent.get("login", ())
        _not_too_many(len(ids) + len(logins), "id" if ids else "login")
        if not ids and not logins:
            if token.user_id is None:
                raise Refusal(400, "Must provide an ID, Login or OAuth Token")
            ids = [token.user_id]
        wanted = {*ids, *(login.lower() for login in logins)}
        accounts = self._store.accounts()
        known = {account.user_id for account in accounts}
        people: list[Account | Channel] = [
            *accounts,
            *(one for one in CHANNELS if one.user_id not in known),
        ]
        return {
            "data": [
                _profile(person, self._email(token, person))
                for person in people
                if {person.user_id, person.login} & wanted
            ]
        }

    def _email(self, token: Token, person: Account | Channel) -> str:
        shown = person.user_id == token.user_id and "user:read:email" in token.scopes
        return person.email if shown and isinstance(person, Account) else ""

    def streams(self, token: Token, sent: Sent) -> Reply:
        """Who is live, most watched first (docs/twitch.md 6.5). Raises Refusal 400.

        Somebody who is offline is left out: that is no error.
        """
        ids, games = _numbers(sent, "user_id"), _numbers(sent, "game_id")
        logins, languages = sent.get("user_login", ()), sent.get("language", ())
        kind = _one(sent, "type") or "all"
        for name in ("user_id", "game_id", "user_login", "language"):
            _not_too_many(len(sent.get(name, ())), name)
        if kind not in STREAM_TYPES:  # ours: the text and that it is refused
            raise Refusal(400, 'The parameter "type" was malformed: value must be all or live')
        people = {*ids, *(login.lower() for login in logins)}
        found = [
            one
            for one in LIVE
            if (not people or {one.user_id, one.login} & people)
            and (not games or GAMES[one.game] in games)
            and (not languages or one.language in languages)
        ]
        return _page(found, sent, _stream)

    def channels(self, token: Token, sent: Sent) -> Reply:
        """Channels by `broadcaster_id`, live or not (docs/twitch.md 6.6). Raises Refusal 400."""
        if not sent.get("broadcaster_id"):
            raise Refusal(400, 'Missing required parameter "broadcaster_id"')
        ids = _numbers(sent, "broadcaster_id")
        _not_too_many(len(ids), "broadcaster_id")
        return {"data": [_channel(one) for one in CHANNELS if one.user_id in ids]}

    def games(self, token: Token, sent: Sent) -> Reply:
        """Games by `id` and `name`; who isn't found is left out (docs/twitch.md 6.9).

        Raises Refusal 400. Ours: no game has an `igdb_id`.
        """
        wanted = {*sent.get("id", ()), *sent.get("name", ())}
        if not wanted and not sent.get("igdb_id"):
            raise Refusal(400, 'Missing required parameter "id"')  # ours: which one it names
        _not_too_many(len(sent.get("id", ())) + len(sent.get("name", ())), "id")
        return {"data": [_game(name) for name in GAMES if name and {name, GAMES[name]} & wanted]}

    def top_games(self, token: Token, sent: Sent) -> Reply:
        """What is watched most now, first (docs/twitch.md 6.9). Raises Refusal 400."""
        viewers = {name: 0 for name in GAMES if name}
        for one in LIVE:
            viewers[one.game] += one.viewers or 0
        watched = sorted(
            (name for name in viewers if viewers[name]), key=lambda name: -viewers[name]
        )
        return _page(watched, sent, _game)

    def authorizations(self, token: Token, sent: Sent) -> Reply:
        """What users have granted this application, by `user_id` (docs/twitch.md 6.10).

        For an application's own token. Raises Refusal 400 and 401.
        """
        if token.user_id is not None:
            raise Refusal(401, "Must provide valid app token.")
        if not sent.get("user_id"):
            raise Refusal(400, 'Missing required parameter "user_id"')
        ids = _numbers(sent, "user_id")
        _not_too_many(len(ids), "user_id", MOST_CONSENTS)
        people = {one.user_id: one for one in CHANNELS}
        return {
            "data": [
                _consent(people[one], self._store.granted_scopes(token.client_id, one))
                for one in ids
                if one in people
            ]
        }


def _one(sent: Sent, name: str) -> str:
    values = sent.get(name, ())
    if len(values) > 1:
        # Ours: how Twitch takes it is not known.
        raise Refusal(400, f'The parameter "{name}" was malformed: value must be given once')
    return values[0] if values else ""


def _numbers(sent: Sent, name: str) -> list[str]:
    values = list(sent.get(name, ()))
    for value in values:
        if not NUMBER.fullmatch(value):
            raise Refusal(400, f'The parameter "{name}" was malformed: value must be a numeric')
    return values


def _not_too_many(count: int, name: str, most: int = MOST_AT_ONCE) -> None:
    if count > most:
        # The text is known for another parameter, first.
        raise Refusal(
            400,
            f'The parameter "{name}" was malformed: the value must be less than or equal to {most}',
        )


def _page(items: Sequence[Item], sent: Sent, written: Callable[[Item], Reply]) -> Reply:
    """One page of a list (docs/twitch.md 6.8). Its cursor says where the page began and ended.

    A full page has a cursor, also when nothing comes after it: then the next page is empty. Whether
    streams do so today is disputed; a program has to end at an empty page as well.
    """
    _numbers(sent, "first")
    first = int(_one(sent, "first") or USUAL_PAGE)
    _not_too_many(first, "first")
    if first < 1:  # ours: the text
        raise Refusal(
            400, 'The parameter "first" was malformed: the value must be greater than or equal to 1'
        )
    after, before = _one(sent, "after"), _one(sent, "before")
    start, end = 0, first
    if after:  # ours: it goes before `before`
        start = _offset(after, "a")
        end = start + first
    elif before:
        end = _offset(before, "b")
        start = max(0, end - first)
    pagination = {"cursor": _cursor(start, end)} if end <= len(items) else {}
    return {"data": [written(item) for item in items[start:end]], "pagination": pagination}


def _cursor(start: int, end: int) -> str:
    where = {"b": {"Offset": start} if start else None, "a": {"Offset": end}}
    return base64.b64encode(json.dumps(where, separators=(",", ":")).encode()).decode()


def _offset(cursor: str, side: str) -> int:
    try:
        where = json.loads(base64.b64decode(cursor, validate=True))[side]
        offset = where["Offset"] if where else 0
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refusal(400, "invalid cursor") from None
    if type(offset) is not int or not 0 <= offset <= 10**6:
        raise Refusal(400, "invalid cursor")
    return offset


def _profile(person: Account | Channel, email: str = "") -> Reply:
    return {
        "id": person.user_id,
        "login": person.login,
        "display_name": person.display_name,
        "type": "",
        "broadcaster_type": person.broadcaster_type,
        "description": person.description,
        "profile_image_url": "",  # ours: nobody here has a picture
        "offline_image_url": "",
        "view_count": 0,
        **({"email": email} if email else {}),
        "created_at": person.created_at,
    }


def _stream(channel: Channel) -> Reply:
    started_at = channel.started_at(time.time())
    return {
        # Ours: the day and the channel, so that a stream keeps its id.
        "id": started_at[:10].replace("-", "") + channel.user_id[-3:],
        "user_id": channel.user_id,
        "user_login": channel.login,
        "user_name": channel.display_name,
        "game_id": GAMES[channel.game],
        "game_name": channel.game,
        "type": "live",
        "title": channel.title,
        "tags": list(channel.tags),
        "viewer_count": channel.viewers,
        "started_at": started_at,
        "language": channel.language,
        "thumbnail_url": f"https://practice.invalid/{channel.login}-{{width}}x{{height}}.jpg",
        "tag_ids": [],
        "is_mature": False,
    }


def _channel(channel: Channel) -> Reply:
    return {
        "broadcaster_id": channel.user_id,
        "broadcaster_login": channel.login,
        "broadcaster_name": channel.display_name,
        "broadcaster_language": channel.language,
        "game_id": GAMES[channel.game],
        "game_name": channel.game,
        "title": channel.title,
        "delay": 0,
        "tags": list(channel.tags),
        "content_classification_labels": [],
        "is_branded_content": False,
    }


def _game(name: str) -> Reply:
    return {
        "id": GAMES[name],
        "name": name,
        "box_art_url": f"https://practice.invalid/{GAMES[name]}-{{width}}x{{height}}.jpg",
        "igdb_id": "",
    }


def _consent(person: Channel, granted: frozenset[str] | None) -> Reply:
    return {
        "user_id": person.user_id,
        "user_name": person.display_name,
        "user_login": person.login,
        "scopes": sorted(granted or ()),
        "has_authorized": granted is not None,
    }
