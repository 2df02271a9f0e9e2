"""Behind the curtain: the server's side of it all, with every secret value masked."""

from __future__ import annotations

import time
from typing import Any

from tornado.web import HTTPError

from look import journey, moves
from practice.basics.fingerprint import mask
from practice.rules.telling import sentence
from practice.store.records import Account, Code
from practice.store.store import Store
from practice.web import chat_endpoint
from practice.web.page import Page

LATEST = 200
MOST_FLOWS = 8
MOST_STEPS = 16  # of one flow, in its drawing


class CurtainPage(Page):
    """What the server holds, with every secret value masked."""

    def get(self) -> None:
        books = behind_the_curtain(self.parts.store)
        mine = self.account is not None and self.sent_once("whose") != "all"
        if mine and self.account:
            books = _of(self.account, books)
        flows, others = by_flow(books["events"])
        rooms = self.parts.chat.rooms()
        self.show("curtain.html", rooms=rooms, mine=mine, flows=flows, others=others, **books)

    def post(self) -> None:
        action = self.sent_once("action")
        if action == "restart_chat":
            chat_endpoint.restart(self.parts.chat)
        elif action == "shorten":
            self._shorten_next_token()
        else:
            raise HTTPError(400, log_message="This page has two buttons. Press one of them.")
        self.go("behind-the-curtain")

    def _shorten_next_token(self) -> None:
        try:
            self.parts.rules.issuing.shorten_next(int(self.sent_once("seconds")))
        except ValueError:
            raise HTTPError(400, log_message="Choose from 1 to 60 whole seconds.") from None


class CurtainJson(Page):
    for_programs = True

    def get(self) -> None:
        self.reply(behind_the_curtain(self.parts.store))


def behind_the_curtain(store: Store) -> dict[str, Any]:
    """The server's books as plain values: applications, codes, tokens, the latest events."""
    now = int(time.time())
    logins = {account.user_id: account.login for account in store.accounts()}
    names = {one.client_id: one.name for one in store.applications()}
    codes, tokens = store.codes(LATEST), store.tokens(LATEST)
    signed_in, agreed = store.done_by_people("sign_in"), store.done_by_people("agreement")
    used = {code.client_id for code in codes} | {token.client_id for token in tokens}
    return {
        "accounts": [
            {
                "login": account.login,
                "two_factor": account.two_factor,
                "agreement_accepted": account.agreed_at is not None,
                # Not by the practice learner of the lessons, as far back as events are kept.
                "person_signed_in": account.user_id in signed_in,
                "person_agreed": account.user_id in agreed,
            }
            for account in store.accounts()
        ],
        "applications": [
            {
                "name": application.name,
                "client_id": application.client_id,
                "client_type": application.client_type,
                "redirect_uris": list(application.redirect_uris),
                "owner": logins.get(application.owner_id, application.owner_id),
                "secret": mask(application.secret_fingerprint)
                if application.secret_fingerprint
                else None,
            }
            for application in store.applications()
            # The ready-made one is for other programs: it would only puzzle a beginner.
            if application.owner_id in logins or application.client_id in used
        ],
        "codes": [
            {
                "code": mask(code.fingerprint),
                "client_id": code.client_id,
                "user": logins[code.user_id],
                "scopes": list(code.scopes),
                "redirect_uri": code.redirect_uri,
                "status": _code_status(code, now),
                "issued_at": code.issued_at,
                "expires_at": code.expires_at,
            }
            for code in codes
        ],
        "device_codes": [
            {
                "device_code": mask(code.fingerprint),
                "client_id": code.client_id,
                "user": logins[code.user_id] if code.user_id else None,
                "scopes": list(code.scopes),
                "status": "expired"
                if code.status in {"waiting", "allowed"} and code.expires_at <= now
                else code.status,
                "issued_at": code.issued_at,
                "expires_at": code.expires_at,
            }
            for code in store.device_codes(LATEST)
        ],
        "tokens": [
            {
                "access_token": mask(token.access_fingerprint),
                "refresh_token": mask(token.refresh_fingerprint)
                if token.refresh_fingerprint
                else None,
                "client_id": token.client_id,
                "user": logins[token.user_id] if token.user_id else None,
                "scopes": list(token.scopes),
                "status": token.ended or ("alive" if token.expires_at > now else "expired"),
                "issued_at": token.issued_at,
                "expires_at": token.expires_at,
            }
            for token in tokens
        ],
        "events": [
            {
                **vars(event),
                "user": logins.get(event.user_id or ""),
                "application": names.get(event.client_id or ""),
                "what": sentence(event, names, logins),
            }
            for event in store.events(LATEST)
        ],
    }


def by_flow(events: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The latest ways to a token, each drawn, latest first; and the events that belong to none."""
    flows: dict[str, list[dict[str, Any]]] = {}
    others = []
    for event in events:
        if event["flow"]:
            # One that goes on is as new as its latest event.
            flows[event["flow"]] = [*flows.pop(event["flow"], []), event]
        else:
            others.append(event)
    latest = list(flows.values())[::-1][:MOST_FLOWS]
    return [_drawn(flow) for flow in latest], others[::-1]


def _drawn(flow: list[dict[str, Any]]) -> dict[str, Any]:
    user = next((event["user"] for event in flow if event["user"]), None)
    title = f"{flow[0]['application']}, for {user}" if user else flow[0]["application"]
    arrows = moves.of_server(flow[-MOST_STEPS:])
    drawing = journey.draw(arrows, f"The way of {title}") if arrows else ""
    return {"title": title, "at": flow[-1]["at"], "drawing": drawing, "events": flow[::-1]}


def _of(account: Account, books: dict[str, Any]) -> dict[str, Any]:
    """What of it has to do with this account: as a user, or as an application's owner."""
    login = account.login
    owned = {one["client_id"] for one in books["applications"] if one["owner"] == login}

    def is_mine(one: dict[str, Any]) -> bool:
        return one.get("user") == login or one.get("client_id") in owned

    kinds = ("applications", "codes", "device_codes", "tokens", "events")
    return {**books, **{kind: [one for one in books[kind] if is_mine(one)] for kind in kinds}}


def _code_status(code: Code, now: int) -> str:
    if code.used_at is not None:
        return "used"
    return "waiting" if code.expires_at > now else "expired"
