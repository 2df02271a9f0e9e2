"""The guesses of notebook 13."""

from __future__ import annotations

from lessons.guesses.guess import Guess, Option

GUESSES = {
    "do_you_hear_yourself": Guess(
        "You have joined the room in which you write. Will your own message come in?",
        came="no",
        options={
            "yes": Option(
                "Yes, as for anyone in the room.",
                "The others get it. To the connection that wrote it Twitch sends a `USERSTATE`, "
                "and leaves it to your program to show the message.",
            ),
            "no": Option(
                "No, it goes to the others.",
                "Right. The connection that wrote it gets a `USERSTATE` as a receipt.",
            ),
        },
    ),
    "heard_on_your_other_connection": Guess(
        "The second connection writes. Will the first one hear this message of yours?",
        came="yes",
        options={
            "yes": Option(
                "Yes: the other one wrote it.",
                "Right. Twitch leaves out the connection that wrote, not the user who wrote. And "
                "to write, a connection needn't have joined.",
            ),
            "no": Option(
                "No: the message is your own.",
                "Twitch leaves out the connection that wrote, not the user who wrote. The first "
                "connection wrote nothing, so it hears the message as anyone would.",
            ),
            "refused": Option(
                "No: the writer hasn't joined.",
                "A connection has to join a room to hear it. To write there, it needn't.",
            ),
        },
    ),
    "without_oauth_before_it": Guess(
        "A good token without `oauth:` before it. What will chat say?",
        came="improperly formatted auth",
        options={
            "welcome, glhf!": Option(
                "Welcome, GLHF, as before.",
                "The token is good, but chat looks at the form of the line first, and this one has "
                "another.",
            ),
            "login authentication failed": Option(
                "Login authentication failed.",
                "That is the answer to a bad token. Here chat stops earlier: it finds no token in "
                "the form that it expects.",
            ),
            "improperly formatted auth": Option(
                "Improperly formatted auth.",
                "Right. Chat complains about the form of the line, and doesn't say that `oauth:` "
                "is what it misses.",
            ),
        },
    ),
    "the_same_message_twice": Guess(
        "The same message once more. What will Twitch answer?",
        came="200 False",
        options={
            "400 None": Option(
                "400: the message is refused.",
                "The request was fine, so its status is 200. What became of the message is in the "
                "answer's `is_sent`.",
            ),
            "200 False": Option(
                "200: it isn't sent, though.",
                "Right. The request was fine, and the message was dropped: `is_sent` says so.",
            ),
            "200 True": Option(
                "200: it is sent once more.",
                "The status is the same as for a message that was sent. But Twitch dropped this "
                "one as a duplicate, and says so in `is_sent`.",
            ),
        },
    ),
}
