"""One connection to chat: it takes lines of IRC, and gives lines (docs/twitch.md 8.1 to 8.3).

Before it has logged in it may send CAP, PASS and NICK; afterwards JOIN, PART and PRIVMSG. There is
no socket here: `send` and `hang_up` are given by the caller, who has one.

What is known of Twitch is in docs/twitch.md. For what isn't, this takes the replies of RFC 1459
(the three-digit ones after 400), or a NOTICE with a sentence of ours, and ends no connection over
it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from practice.chat import irc
from practice.chat.chat import (
    BY_ID,
    BY_LOGIN,
    HOST,
    MOST_CHANNELS,
    MOST_JOINS,
    MOST_LOGINS,
    Chat,
    badges,
    user_prefix,
)
from practice.chat.irc import Message, NotIrc
from practice.rules.life import Life
from practice.rules.world import Channel

TAGS, COMMANDS, MEMBERSHIP = (
    f"twitch.tv/{capability}" for capability in ("tags", "commands", "membership")
)
CAPABILITIES = (TAGS, COMMANDS, MEMBERSHIP)
STATES = {"GLOBALUSERSTATE", "USERSTATE", "ROOMSTATE"}

PING_EVERY = 300  # seconds
PONG_WITHIN = 60  # seconds; ours
LOGIN_WITHIN = 30  # seconds; ours

NICK = re.compile(r"[a-z0-9_]{1,25}")
ANONYMOUS = re.compile(r"justinfan[0-9]{1,16}")
PASSWORD = re.compile(r"oauth:(.*)")
SLASH_COMMAND = re.compile(r"/[A-Za-z]\w*")
WELCOME = [
    ("001", "Welcome, GLHF!"),
    ("002", f"Your host is {HOST}"),
    ("003", "This server is rather new"),
    ("004", "-"),
    ("375", "-"),
    ("372", "You are in a maze of twisty passages, all alike."),
    ("376", ">"),
]


class Session:
    """One connection, from its first line to its end."""

    def __init__(
        self, chat: Chat, life: Life, send: Callable[[str], None], hang_up: Callable[[], None]
    ) -> None:
        """`send` takes lines with their line breaks; `hang_up` ends the connection."""
        self.nick = ""
        self._chat = chat
        self._life = life
        self._write = send
        self._end = hang_up
        self._capabilities: set[str] = set()
        self._password: str | None = None
        self._token = ""  # empty for a guest
        self._scopes: tuple[str, ...] = ()
        self._person: Channel | None = None  # None for a guest
        self._since = chat.clock()
        self._pinged_at = self._since
        self._awaits_pong = False
        self._open = True
        self._frame: list[str] | None = None  # lines that go out together
        chat.connect(self)

    def receive(self, frame: str) -> None:
        """Take what came in one frame: one line, or several (docs/twitch.md 8.1).

        What is answered goes out in one frame, too (docs/twitch.md 8.2).
        """
        self._frame = []
        self._look_at_token()
        for line in re.split(r"[\r\n]+", frame):
            if line and self._open:
                self._take(line)
        self._flush()

    def hear(self, message: Message) -> None:
        """Take what happened in a room, or to everybody.

        Ours: to see others come and go needs the capability `membership`.
        """
        if message.command in {"JOIN", "PART"} and not self._has(MEMBERSHIP):
            return
        if message.command == "PRIVMSG" and not self._may("chat:read"):
            return
        self._send(message)

    def look_at_the_clock(self) -> None:
        """What time brings: PING, the end of a silent connection, the end of a token.

        To be called every few seconds. Ours: a token that ended while it was in use ends the
        connection here, or at the next line, whichever is first.
        """
        now = self._chat.clock()
        if not self.nick and now - self._since >= LOGIN_WITHIN:
            return self._refuse("Login unsuccessful")
        if self._awaits_pong and now - self._pinged_at >= PONG_WITHIN:
            return self.hang_up()
        if now - self._pinged_at >= PING_EVERY:
            self._pinged_at, self._awaits_pong = now, True
            self._send(Message(command="PING", parameters=(HOST,)))
        self._look_at_token()

    def hang_up(self) -> None:
        """End the connection. Nothing happens when it has ended already."""
        if self._open:
            self._flush()
            self.ended()
            self._end()

    def ended(self) -> None:
        """The connection is gone: take it out of the rooms."""
        self._open = False
        self._chat.disconnect(self)

    # Sending

    def _send(self, message: Message) -> None:
        # Ours: a state needs the capability `commands`, and tags need `tags`.
        if not self._open or (message.command in STATES and not self._has(COMMANDS)):
            return
        if message.command == "GLOBALUSERSTATE" and not self._has(TAGS):  # docs/twitch.md 8.2
            return
        if not self._has(TAGS):
            message = replace(message, tags={})
        line = f"{irc.write(message)}\r\n"
        if self._frame is None:
            self._write(line)
        else:
            self._frame.append(line)

    def _flush(self) -> None:
        waiting, self._frame = self._frame, None
        if waiting:
            self._write("".join(waiting))

    def _reply(self, command: str, *parameters: str, **tags: str) -> None:
        named = {name.replace("_", "-"): value for name, value in tags.items()}
        self._send(Message(named, HOST, command, parameters))

    def _number(self, number: str, *parameters: str) -> None:
        self._reply(number, self.nick or "*", *parameters)

    def _refuse(self, text: str) -> None:
        """One of the notices after which Twitch ends the connection (docs/twitch.md 8.3)."""
        self._reply("NOTICE", "*", text)
        self.hang_up()

    def _has(self, capability: str) -> bool:
        return capability in self._capabilities

    def _may(self, scope: str) -> bool:
        return scope in self._scopes

    # Receiving

    def _take(self, line: str) -> None:
        try:
            message = irc.parse(line)
        except NotIrc:
            return  # ours
        command = message.command.upper()
        always = {
            "CAP": self._cap,
            "NICK": self._nick,
            "PASS": self._pass,
            "PING": self._ping,
            "PONG": self._pong,
            "QUIT": self._quit,
            "USER": self._pass_over,  # a part of every login to IRC elsewhere (RFC 1459 4.1.3)
        }
        later = {"JOIN": self._join, "PART": self._part, "PRIVMSG": self._privmsg}
        if command in always:
            always[command](message)
        elif command not in later:
            self._number("421", command, "Unknown command")
        elif not self.nick:
            self._number("451", "You have not registered: log in with PASS and NICK first")
        elif len(message.parameters) < (2 if command == "PRIVMSG" else 1):
            self._number("461", command, "Not enough parameters")
        else:
            later[command](message)

    def _cap(self, message: Message) -> None:
        """docs/twitch.md 8.1, 8.3. IRCv3: of several that are asked for, all are given or none."""
        what, asked = _first(message).upper(), " ".join(message.parameters[1:])
        if what == "LS":
            self._reply("CAP", "*", "LS", " ".join(CAPABILITIES))
        elif what == "REQ":
            known = set(asked.split()) <= set(CAPABILITIES)
            if known:
                self._capabilities |= set(asked.split())
            self._reply("CAP", "*", "ACK" if known else "NAK", asked)

    def _pass(self, message: Message) -> None:
        if self.nick:
            return self._number("462", "You may not reregister")
        self._password = _first(message)

    def _nick(self, message: Message) -> None:
        """Log in (docs/twitch.md 8.1, 8.3).

        Ours: the name is the token's, and a NICK that differs is passed over; which scope it takes
        to log in (one of the two); that a guest may leave PASS out, as twurple does; what leads to
        the notices after the first two.
        """
        if self.nick:
            return self._number("462", "You may not reregister")
        nick = _first(message).lower()
        password, self._password = self._password, None
        guest = ANONYMOUS.fullmatch(nick)
        if password is None and not guest:
            return self._refuse("Improperly formatted auth")
        if not NICK.fullmatch(nick):
            return self._refuse("Invalid NICK")
        if not self._chat.logins.allows(nick, MOST_LOGINS):
            return self._refuse("Login unsuccessful")
        if guest:
            self._scopes = ("chat:read",)
            return self._welcome(nick)
        written = PASSWORD.fullmatch(password or "")
        if not written:
            return self._refuse("Improperly formatted auth")
        token = self._life.token(written[1])
        person = BY_ID.get(token.user_id or "") if token else None
        if not token or not person or not {"chat:read", "chat:edit"} & set(token.scopes):
            return self._refuse("Login authentication failed")
        self._token, self._scopes, self._person = written[1], token.scopes, person
        self._welcome(person.login)

    def _welcome(self, nick: str) -> None:
        self.nick = nick
        for number, text in WELCOME:
            self._number(number, text)
        if self._person:
            state = {"badge-info": "", "badges": "", "color": "", **self._about_me()}
            state |= {"user-id": self._person.user_id, "user-type": ""}
            self._send(Message(state, HOST, "GLOBALUSERSTATE"))

    def _about_me(self) -> dict[str, str]:
        name = self._person.display_name if self._person else ""
        return {"display-name": name, "emote-sets": "0"}

    def _look_at_token(self) -> None:
        if self._token and not self._life.token(self._token):
            self._refuse("Login authentication failed")

    def _ping(self, message: Message) -> None:
        self._reply("PONG", HOST, *message.parameters[:1])  # RFC 1459 4.6.3

    def _pong(self, message: Message) -> None:
        self._awaits_pong = False

    def _quit(self, message: Message) -> None:
        self.hang_up()

    def _pass_over(self, message: Message) -> None:
        pass

    # Rooms

    def _channel(self, name: str) -> Channel | None:
        """The channel behind `#login`, if there is one; if not, a notice says so."""
        channel = BY_LOGIN.get(name[1:].lower()) if name.startswith("#") else None
        if not channel:
            text = "There is no such channel. It is written as #name."
            self._reply("NOTICE", "*", text, msg_id="msg_channel_suspended")
        return channel

    def _notice(self, channel: Channel, text: str, **tags: str) -> None:
        self._reply("NOTICE", f"#{channel.login}", text, **tags)

    def _join(self, message: Message) -> None:
        """JOIN #one,#another (docs/twitch.md 8.2, 8.4). Ours: a second JOIN does nothing."""
        for name in _first(message).split(","):
            channel = self._channel(name)
            inside = self._chat.channels_of(self)
            if not channel or channel in inside:
                continue
            if len(inside) >= MOST_CHANNELS:
                self._notice(channel, f"Not joined: you are in {MOST_CHANNELS} channels already.")
            elif not self._chat.joins.allows(self.nick, MOST_JOINS):
                self._notice(channel, f"Not joined: {MOST_JOINS} joins in 10 seconds are allowed.")
            else:
                self._enter(channel)

    def _enter(self, channel: Channel) -> None:
        room = f"#{channel.login}"
        self._chat.enter(self, channel)
        self._send(Message({}, user_prefix(self.nick), "JOIN", (room,)))
        me = f"{self.nick}.{HOST}"
        self._send(Message({}, me, "353", (self.nick, "=", room, self.nick)))
        self._send(Message({}, me, "366", (self.nick, room, "End of /NAMES list")))
        self._user_state(channel)
        state = {"emote-only": "0", "followers-only": "-1", "r9k": "0"}
        state |= {"room-id": channel.user_id, "slow": "0", "subs-only": "0"}
        self._send(Message(state, HOST, "ROOMSTATE", (room,)))
        if not self._may("chat:read"):
            self._notice(channel, "Your token has no scope chat:read: you won't see messages.")

    def _user_state(self, channel: Channel, **more: str) -> None:
        if self._person:
            state = {"badge-info": "", "badges": badges(channel, self._person), "color": ""}
            state |= {**self._about_me(), **more, "mod": "0", "subscriber": "0", "user-type": ""}
            self._send(Message(state, HOST, "USERSTATE", (f"#{channel.login}",)))

    def _part(self, message: Message) -> None:
        """PART #one,#another. Ours: leaving a room that one is not in is a notice."""
        for name in _first(message).split(","):
            channel = self._channel(name)
            if channel and channel in self._chat.channels_of(self):
                self._chat.leave(self, channel)
                self._send(Message({}, user_prefix(self.nick), "PART", (f"#{channel.login}",)))
            elif channel:
                self._notice(channel, "You are not in this channel.")

    def _privmsg(self, message: Message) -> None:
        """Say something in a room, whether one is in it or not (docs/twitch.md 8.2).

        Ours: the texts of refusals, and that `/me` is said as it is.
        """
        channel = self._channel(_first(message))
        if not channel:
            return
        if not self._person:
            text = "Not sent: you are here as a guest, who can only read."
            return self._notice(channel, text, msg_id="no_permission")
        if not self._may("chat:edit"):
            text = "Not sent: your token has no scope chat:edit."
            return self._notice(channel, text, msg_id="no_permission")
        nonce = message.tags.get("client-nonce", "")
        me, text = self._person.user_id, message.parameters[1]
        command = SLASH_COMMAND.match(text)
        if command and command[0] != "/me":  # docs/twitch.md 8.3
            unknown = f"Unrecognized command: {command[0]}"
            return self._notice(channel, unknown, msg_id="unrecognized_cmd")
        said = self._chat.say(channel.user_id, me, text, nonce, unheard_by=self)
        if said.drop:
            return self._notice(channel, said.drop.message, msg_id=said.drop.code)
        more = {"client-nonce": nonce} if nonce else {}
        self._user_state(channel, **more, id=said.message_id)


def _first(message: Message) -> str:
    return message.parameters[0] if message.parameters else ""
