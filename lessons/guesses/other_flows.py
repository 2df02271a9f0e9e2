"""The guesses of notebook 15."""

from __future__ import annotations

from lessons.guesses.guess import Guess, Option

GUESSES = {
    "fields_for_an_app_token": Guess(
        "No viewer is asked. Which two of the five fields are left out?",
        came="code, redirect_uri",
        options={
            "client_secret, code": Option(
                "client_secret and code.",
                "Without the secret anyone could ask in this application's name. What isn't "
                "needed is what a viewer's answer brought: the code, and the address it came to.",
            ),
            "code, redirect_uri": Option(
                "code and redirect_uri.",
                "Right. Nobody was asked, so there is no answer, and no address for one.",
            ),
            "grant_type, redirect_uri": Option(
                "grant_type and redirect_uri.",
                "The grant type tells Twitch what is shown to it, and here it is another one. "
                "There is no code, because nobody was asked.",
            ),
        },
    ),
    "whose_is_an_app_token": Guess(
        "Which login will Twitch name for the app access token?",
        came="no login",
        options={
            "yours": Option(
                "Yours, as the owner's.",
                "Owning an application is one thing, acting through it another. The token is "
                "the application's, and an application isn't a user.",
            ),
            "refused": Option(
                "None: it is refused.",
                "The token is a good one, so validate answers as for any other. It leaves out "
                "what this token doesn't have: a user.",
            ),
            "no login": Option(
                "None: it has no user.",
                "Right. It names an application and no user, although you own the application.",
            ),
        },
    ),
    "poll_with_the_user_code": Guess(
        "The television polls with its user code. What will Twitch answer?",
        came="invalid device code",
        options={
            "authorization_pending": Option(
                "Wait: authorization_pending.",
                "That would be right if both codes meant the same to Twitch. But the user code "
                "only shows the viewer which request is meant. It doesn't prove who is asking.",
            ),
            "a token": Option(
                "Yes: an access_token, at once.",
                "Nobody has allowed this television, and the user code is on a screen for anyone "
                "to read. It doesn't work for asking.",
            ),
            "invalid device code": Option(
                "No: invalid device code.",
                "Right. The user code is on a screen, so it must not work for asking.",
            ),
        },
    ),
    "a_library_meets_a_refusal": Guess(
        "Twitch refuses the library's request. What will `fetch_token` do?",
        came="handed on",
        options={
            "an error": Option(
                "Raise an OAuthError.",
                "It does so if the answer has a field called `error`. Twitch's has `status` and "
                "`message`, so the library sees nothing wrong.",
            ),
            "handed on": Option(
                "Return the refusal.",
                "Right. It looks for a field called `error`, and Twitch's refusals have none.",
            ),
            "a token": Option(
                "Try again in the form.",
                "A library could do so. This one does what it was set to, and returns what came.",
            ),
        },
    ),
}
