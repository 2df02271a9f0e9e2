"""Faults in chat: who may say what, how often, and who hears it."""

from __future__ import annotations

from faults.fault import Fault

CHAT, SESSION = "practice/chat/chat.py", "practice/chat/chat_session.py"
MESSAGES = "practice/chat/chat_messages.py"
OF_CHAT = ("tests/practice/chat",)

FAULTS = [
    Fault(
        "talking: joins are counted for a second",
        CHAT,
        "self.joins = Limit(10, clock)",
        "self.joins = Limit(1, clock)",
        OF_CHAT,
    ),
    Fault(
        "talking: after 30 seconds the same is still the same",
        CHAT,
        "self.clock() - at < SAME_WITHIN",
        "self.clock() - at <= SAME_WITHIN",
        OF_CHAT,
    ),
    Fault(
        "talking: no connection of the sender hears it",
        CHAT,
        "if listener is not unheard_by]",
        "if not unheard_by or listener.nick != unheard_by.nick]",
        OF_CHAT,
    ),
    Fault(
        "talking: a message of any room can be replied to",
        CHAT,
        "return message_id in self._said.get(BY_ID[broadcaster_id].login, ())",
        "return any(message_id in said for said in self._said.values())",
        OF_CHAT,
    ),
    Fault(
        "talking: who doesn't answer a PING stays",
        SESSION,
        "now - self._pinged_at >= PONG_WITHIN",
        "now - self._pinged_at >= PONG_WITHIN + PING_EVERY",
        OF_CHAT,
    ),
    Fault(
        "talking: a dead token listens",
        SESSION,
        '            self._send(Message(command="PING", parameters=(HOST,)))\n'
        "        self._look_at_token()",
        '            self._send(Message(command="PING", parameters=(HOST,)))',
        OF_CHAT,
    ),
    Fault(
        "talking: of several capabilities one known is enough",
        SESSION,
        "known = set(asked.split()) <= set(CAPABILITIES)",
        "known = bool(set(asked.split()) & set(CAPABILITIES))",
        OF_CHAT,
    ),
    Fault(
        "talking: one writes in another's name",
        MESSAGES,
        "elif sender_id != token.user_id:",
        "elif sender_id not in BY_ID:",
        OF_CHAT,
    ),
    Fault(
        "talking: a bot comes where nobody let bots in",
        MESSAGES,
        "if not sender.issuperset({WRITE, AS_BOT}) or LETS_BOTS_IN not in home:",
        "if not sender.issuperset({WRITE, AS_BOT}):",
        OF_CHAT,
    ),
    Fault(
        "talking: a frame may have a megabyte",
        "practice/web/chat_endpoint.py",
        "max_message_size = LARGEST_FRAME",
        "max_message_size = 64 * LARGEST_FRAME",
        (*OF_CHAT, "tests/practice/web"),
    ),
    Fault(
        "talking: a backslash in a tag ends it",
        "practice/chat/irc.py",
        r'"\\": r"\\", ',
        "",
        OF_CHAT,
    ),
    Fault(
        "talking: what was dropped is remembered as said",
        CHAT,
        "        drop = self._why_not(channel, sender, text)\n        if drop:",
        "        drop = self._why_not(channel, sender, text)\n"
        "        self._latest[channel.login, sender.login] = (text, self.clock())\n"
        "        if drop:",
        OF_CHAT,
    ),
]
