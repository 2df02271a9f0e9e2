"""The guesses of notebook 09."""

from __future__ import annotations

from lessons.guesses.guess import Guess, Option

GUESSES = {
    "what_is_in_env": Guess(
        "Which of your values does the new folder's private file hold?",
        came="ID and secret",
        options={
            "ID": Option(
                "The client ID. The secret stays where it was.",
                "The script that notebook 10 adds exchanges a code, and needs the secret.",
            ),
            "ID and secret": Option(
                "Client ID and secret.",
                "Right. The code is left out: it will have expired by then.",
            ),
            "code": Option(
                "Client ID, secret and the code.",
                "A code lives for minutes. The script gets one of its own.",
            ),
        },
    ),
    "a_library_elsewhere": Guess(
        "JupyterLab is installed for this notebook. Does the folder's Python find it?",
        came="no",
        options={
            "yes": Option(
                "Yes: it is on this computer.",
                "Each environment has its own libraries, and this one has those that "
                "`requirements.txt` lists.",
            ),
            "no": Option(
                "No: it has its own libraries.",
                "Right. This error is one you will often meet: the wrong Python runs, or a line "
                "is missing in `requirements.txt`.",
            ),
        },
    ),
    "how_success_is_said": Guess(
        "A program that succeeds returns a number. Which one?",
        came="0",
        options={
            "200": Option("200.", "200 is HTTP's. A program says 0; other numbers are errors."),
            "1": Option("1.", "1 is an error here, and 0 is success: there is one way to succeed."),
            "0": Option("0.", "Right. There is one way to succeed, and many numbers for errors."),
        },
    ),
}
