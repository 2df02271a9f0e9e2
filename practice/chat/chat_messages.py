"""Who may write into a chat by the API: `POST /helix/chat/messages` (docs/twitch.md 6.2, 6.7).

Ours: the order of the guards, and the texts that a comment doesn't give to Twitch.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from practice.chat.chat import BY_ID, LONGEST_MESSAGE, Chat, Drop, Said
from practice.rules.clients import Refusal
from practice.rules.helix import NUMBER
from practice.store.records import Token
from practice.store.store import Store

WRITE, AS_BOT, LETS_BOTS_IN = "user:write:chat", "user:bot", "channel:bot"
NOT_PERMITTED = (  # Twitch's, with its apostrophe
    "The sender is not permitted to send chat messages to the broadcaster’s chat room."
)
CANNOT_REPLY = "The request's input was not valid. Message cannot be replied to."  # Twitch's
TOO_LONG = (  # Twitch's
    "The request's input was not valid. Please see the endpoint's documentation for possible "
    "reasons."
)
# A command alone, or `.foo` before a text (docs/twitch.md 6.7).
COMMAND_ALONE = re.compile(r"[/.]\w+\s*")
DOT_COMMAND = re.compile(r"\.\w+\s+(?=\S)")


class CannotReply(Refusal):
    """What is replied to is not there. This refusal has a form of its own (docs/twitch.md 6.7)."""

    def __init__(self) -> None:
        super().__init__(400, CANNOT_REPLY)


class ChatMessages:
    """Posts messages for programs, over one store and one chat."""

    def __init__(self, store: Store, chat: Chat) -> None:
        self._store = store
        self._chat = chat

    def send(
        self, token: Token, kind: str, body: bytes, query: Mapping[str, Sequence[str]]
    ) -> dict[str, object]:
        """The reply to a message. `kind` is the Content-Type. Raises Refusal.

        One that was dropped is a success as well, and says why it was dropped. Ours: without a
        body the fields are taken from the query, where pyTwitchAPI puts them.
        """
        if token.user_id is not None and WRITE not in token.scopes:
            raise Refusal(401, f"User access token requires the {WRITE} scope.")  # Twitch's
        sent: dict[str, object] = {name: values[0] for name, values in query.items()}
        if body:
            sent = _read(kind, body)
        broadcaster_id, sender_id = _id(sent, "broadcaster_id"), _id(sent, "sender_id")
        text = _text(sent, "message")
        if broadcaster_id not in BY_ID:
            raise Refusal(400, 'The parameter "broadcaster_id" was malformed: there is nobody')
        if token.user_id is None:
            self._guard_bot(token.client_id, broadcaster_id, sender_id)
        elif sender_id != token.user_id:
            raise Refusal(  # Twitch's
                401,
                "The ID in sender_id must match the user ID found in the request's OAuth token.",
            )
        if len(text) > LONGEST_MESSAGE:
            raise Refusal(400, TOO_LONG)
        parent = sent.get("reply_parent_message_id")
        if parent and not self._chat.was_said(broadcaster_id, str(parent)):
            raise CannotReply
        if COMMAND_ALONE.fullmatch(text):
            said = Said("", Drop("msg_rejected", "Your message was not sent: it is a command."))
        else:
            text = DOT_COMMAND.sub("", text, count=1) if DOT_COMMAND.match(text) else text
            said = self._chat.say(broadcaster_id, sender_id, text)
        reply: dict[str, object] = {"message_id": said.message_id, "is_sent": said.drop is None}
        drop = {"code": said.drop.code, "message": said.drop.message} if said.drop else None
        return {"data": [{**reply, "drop_reason": drop}]}

    def _guard_bot(self, client_id: str, broadcaster_id: str, sender_id: str) -> None:
        # An app token has no scopes of its own: what the two people allowed its application counts.
        sender = self._store.granted_scopes(client_id, sender_id) or frozenset()
        home = self._store.granted_scopes(client_id, broadcaster_id) or frozenset()
        if not sender.issuperset({WRITE, AS_BOT}) or LETS_BOTS_IN not in home:
            raise Refusal(403, NOT_PERMITTED)


def _read(kind: str, body: bytes) -> dict[str, object]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        sent = None
    if kind.partition(";")[0].strip().lower() != "application/json" or not isinstance(sent, dict):
        raise Refusal(400, "The body must be JSON, with the Content-Type application/json")
    return sent


def _text(sent: dict[str, object], name: str) -> str:
    value = sent.get(name)
    if value is None or value == "":
        raise Refusal(400, f'Missing required parameter "{name}"')  # Twitch's
    if not isinstance(value, str):
        raise Refusal(400, f'The parameter "{name}" was malformed: value must be a string')
    return value


def _id(sent: dict[str, object], name: str) -> str:
    value = _text(sent, name)
    if not NUMBER.fullmatch(value):  # Twitch's
        raise Refusal(400, f'The parameter "{name}" was malformed: value must be a numeric')
    return value
