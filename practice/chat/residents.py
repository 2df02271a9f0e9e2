"""The people who talk in chat, so that a person who joins a room sees messages. All of it is ours.

What they say is fixed, and the same for everybody: each live room has its lines, which begin again
when somebody enters an empty room, and go round and round. One more person answers hellos, in every
room. Nobody talks, and no timer runs, where nobody listens.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from practice.chat.chat import BY_LOGIN, Chat
from practice.rules.world import LIVE, Channel

FIRST_AFTER = 0.7  # seconds after somebody entered
NEXT_AFTER = 6  # seconds
ANSWER_AFTER = 1.2  # seconds

GREETER = BY_LOGIN["papierboot"]
GREETER_AT_GREETERS = BY_LOGIN["attic_astronomer"]
HELLO = re.compile(r"\b(hello|hi|hey|hallo|hola|bonjour|ciao|ola|hei)\b", re.IGNORECASE)

# What is said where this is played or done. Everybody writes English here.
LINES = {
    "Just Talking": [
        "Made tea, found a chair. What did I miss?",
        "The question about favourite smells was a good one.",
        "Rain on the window. For me: rain, and warm bread.",
        "Mine is a library in summer.",
        "My cat has sat down on the keyboard, so this message is hers too.",
        "Could we talk about maps next? I never get enough of maps.",
    ],
    "Paper Kingdoms": [
        "That bridge will not hold a second cart.",
        "I would have sent the heron, not the fox.",
        "Does the third gate open by day as well?",
        "Only if the miller trusts you. Ask about the flour.",
        "I draw my own map along with this, and it is lovely by now.",
        "Good roll! The kingdom is safe until supper.",
    ],
    "Tidal Drift": [
        "The current turns at the second buoy, watch out.",
        "My boat sank there three times yesterday.",
        "How do you read the wind so early?",
        "Look at the gulls. They sit with their beaks into it.",
        "That was close! Nicely steered.",
        "One more wave and then I go to bed. I said so an hour ago.",
    ],
    "Lantern Keep": [
        "There is a lantern behind the stairs, if I remember right.",
        "No hints, please, some of us see it for the first time!",
        "Sorry! I say nothing. The stairs are very nice stairs.",
        "The music in this hall is my favourite.",
        "Is the oil enough for the way back?",
        "It always is, just about. That is the fun of it.",
    ],
    "Moss & Mortar": [
        "The new arch looks good in that light.",
        "Would slate be better for the roof?",
        "Slate is heavy. I would keep the shingles.",
        "I built the same bridge at home and forgot the stairs.",
        "Moss on the north side, a nice touch.",
        "Could the garden have a bench? For the snail.",
    ],
    "Night Train": [
        "Four minutes late at the lake, we can make that up.",
        "The dining car has soup again!",
        "Which line is this? I came in a moment ago.",
        "The coast line, the last train of the day.",
        "I love how the signals light up one by one.",
        "Good braking. Not a drop of tea was spilt.",
    ],
    "Software and Soldering": [
        "Did you try it with the other resistor?",
        "It works here, which worries me.",
        "Why a list, and not a dictionary?",
        "Because the order matters, and there are only five of them.",
        "Smoke is a sign too, if not a good one.",
        "A small function with a good name. I am happy.",
    ],
    "Music Room": [
        "That chord change was so soft.",
        "What is the tuning of the lowest string?",
        "One step down, I think. Listen to how it hums.",
        "I have this on while I do the dishes.",
        "Could you play the slow one again some time?",
        "The neighbour's dog listens too, I can tell.",
    ],
    "Sketchbook": [
        "How do you keep the lines so light?",
        "From the shoulder, not the wrist. It took me years.",
        "The shadow under the ear makes it.",
        "I am drawing along, mine looks like a potato.",
        "Potatoes are hard to draw, so well done!",
        "Which paper is that? It drinks the ink nicely.",
    ],
    "Chess Corner": [
        "The knight wants to go to f5, it told me.",
        "Is that pawn free to take?",
        "It is free, and so is the mousetrap behind it.",
        "I did not see that. Back to the puzzles for me.",
        "A quiet move, and suddenly all pieces work.",
        "Well played, both of you.",
    ],
}


class Timer(Protocol):
    """Something that will be done later, unless it is called off."""

    def cancel(self) -> object: ...


class Residents:
    """All who talk by themselves, over one chat."""

    def __init__(
        self, chat: Chat, call_later: Callable[[float, Callable[[], None]], Timer]
    ) -> None:
        """`call_later(seconds, what)` does something once, later."""
        self._chat = chat
        self._call_later = call_later
        self._talks: dict[str, Timer] = {}  # by room
        self._answers: dict[str, Timer] = {}
        self._next_line: dict[str, int] = {}
        chat.audience = self

    def somebody_entered(self, channel: Channel) -> None:
        """Talk soon, so that a person who came sees a message."""
        if channel.viewers is not None:
            self._talk_in(FIRST_AFTER, channel)

    def all_left(self, channel: Channel) -> None:
        """Fall silent, and begin again next time."""
        for timers in (self._talks, self._answers):
            if timer := timers.pop(channel.login, None):
                timer.cancel()
        self._next_line.pop(channel.login, None)

    def something_was_said(self, channel: Channel, sender: Channel, text: str) -> None:
        """Answer a hello, one at a time."""
        greeter = GREETER_AT_GREETERS if GREETER in (channel, sender) else GREETER
        listened_to = channel.login in self._chat.rooms()
        if listened_to and channel.login not in self._answers and HELLO.search(text):
            self._answers[channel.login] = self._call_later(
                ANSWER_AFTER, lambda: self._answer(channel, greeter, sender)
            )

    def _answer(self, channel: Channel, greeter: Channel, sender: Channel) -> None:
        del self._answers[channel.login]
        self._chat.speak(channel, greeter, f"Good to see you, {sender.display_name}!")

    def _talk_in(self, seconds: float, channel: Channel) -> None:
        if timer := self._talks.get(channel.login):
            timer.cancel()
        self._talks[channel.login] = self._call_later(seconds, lambda: self._talk(channel))

    def _talk(self, channel: Channel) -> None:
        number = self._next_line.get(channel.login, 0)
        self._next_line[channel.login] = number + 1
        speaker, text = script(channel)[number % len(script(channel))]
        self._talk_in(NEXT_AFTER, channel)
        self._chat.speak(channel, speaker, text)


def script(channel: Channel) -> list[tuple[Channel, str]]:
    """Who says what in this live room, in order: always the same three people."""
    room = LIVE.index(channel)
    lines = LINES[channel.game]
    first = room % len(lines)  # rooms with the same game begin at different lines
    speakers = [LIVE[(room + step) % len(LIVE)] for step in (7, 15, 26)]
    return [
        (speakers[number % 3], lines[(first + number) % len(lines)]) for number in range(len(lines))
    ]
