"""The guesses of notebook 17."""

from __future__ import annotations

from lessons.guesses.guess import Guess, Option

GUESSES = {
    "pkce_without_a_secret": Guess(
        "A verifier, no secret, and a code that isn't one. What will Twitch complain about?",
        came="missing client secret",
        options={
            "invalid code verifier": Option(
                "The verifier doesn't fit.",
                "No challenge was sent, so a server that knows PKCE would have to say this. "
                "Twitch doesn't look at the verifier.",
            ),
            "missing client secret": Option(
                "The secret is missing.",
                "Right. The verifier changes nothing: it doesn't stand in for the secret.",
            ),
            "Invalid authorization code": Option(
                "The code isn't valid.",
                "It isn't. But Twitch wants to know first who is asking, and takes no verifier "
                "for an answer.",
            ),
        },
    ),
    "another_port": Guess(
        "The link names a port that isn't registered. Where will the browser be sent?",
        came="the registered",
        options={
            "the link's": Option(
                "To the port in the link.",
                "A server that follows RFC 8252 would do that. Twitch compares the whole address, "
                "port included.",
            ),
            "a page": Option(
                "To a page that explains it.",
                "So says RFC 6749, section 4.1.2.1. Twitch tells the application instead, at the "
                "address that is registered first.",
            ),
            "the registered": Option(
                "To the registered address.",
                "Right, with `redirect_mismatch`. A program on the other port waits for nothing.",
            ),
        },
    ),
    "a_secret_in_the_address": Guess(
        "A fake secret in the address, and an empty body. What will Twitch say?",
        came="invalid client secret",
        options={
            "invalid client secret": Option(
                "The secret is wrong.",
                "Right. Only a server that has read it can say that it is wrong.",
            ),
            "missing client secret": Option(
                "The secret is missing.",
                "A server that reads only the body, as in the standards, would say so. Twitch "
                "reads the address, too.",
            ),
            "missing client id": Option(
                "The client ID is missing.",
                "That is so with HTTP Basic, which Twitch doesn't read. It does read the address.",
            ),
        },
    ),
    "a_get_at_the_token_address": Guess(
        "You send a GET to this address. Which status will come back?",
        came="404",
        options={
            "405": Option(
                "405, method not allowed.",
                "HTTP has this status for it (RFC 9110, section 15.5.6). Twitch answers as if "
                "there were nothing at this address.",
            ),
            "400": Option(
                "400, grant type missing.",
                "For that Twitch would have to take the GET for a request to this address. It "
                "answers as if there were nothing there.",
            ),
            "404": Option(
                "404, page not found.",
                "Right. The address exists, for a POST.",
            ),
        },
    ),
    "the_device_address": Guess(
        "Is the address at which a device begins in this file?",
        came="no",
        options={
            "yes": Option(
                "Yes, with the others.",
                "RFC 8628, section 4 has a field for it. Twitch leaves it out, although the "
                "address works.",
            ),
            "no": Option(
                "No, it is left out.",
                "Right. The address works, as in notebook 15, but a library has to be told.",
            ),
        },
    ),
}
