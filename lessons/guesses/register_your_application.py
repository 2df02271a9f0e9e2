"""The guesses of notebook 04-06."""

from __future__ import annotations

from lessons.guesses.guess import Guess, Option

GUESSES = {
    "an_id_with_quotes": Guess(
        "You paste your client ID with spaces and quotes around it. What is kept?",
        came="the ID",
        options={
            "as pasted": Option(
                "What you pasted, quotes included.",
                "Such an ID would be refused later, far from its cause. What can be cleaned safely "
                "is cleaned here.",
            ),
            "the ID": Option(
                "The ID alone.",
                "Right. No client ID has spaces or quotes, so they can go.",
            ),
            "nothing": Option(
                "Nothing: the paste is refused.",
                "A paste is refused when it can't be a client ID. Spaces and quotes were "
                "only copied along with it.",
            ),
        },
    ),
    "a_made_up_client_id": Guess(
        "A link with an invented client ID: who notices?",
        came="Twitch",
        options={
            "the viewer": Option(
                "The viewer: the consent page has no name.",
                "The viewer never sees a page. Twitch looks the ID up before it asks anybody.",
            ),
            "the application": Option(
                "The application: an error comes back to it.",
                "An unknown application has no registered address that could be trusted, so "
                "nothing is sent back (RFC 6749, section 4.1.2.1).",
            ),
            "Twitch": Option(
                "Twitch: it answers with an error itself.",
                "Right. It asks nobody, and sends the browser nowhere (RFC 6749, section 4.1.2.1).",
            ),
        },
    ),
    "another_redirect_address": Guess(
        "The link names a redirect address that isn't registered. Where does the browser go?",
        came="registered",
        options={
            "registered": Option(
                "To the registered address, with an error.",
                "Right. An address that is only in a link could be anybody's.",
            ),
            "as sent": Option(
                "To the address in the link, with an error.",
                "Then a link could send people anywhere in Twitch's name. The address in the link "
                "is not followed.",
            ),
            "nowhere": Option(
                "Nowhere: Twitch shows the error.",
                "RFC 6749, section 4.1.2.1 would have it so. Twitch sends the error to the address "
                "that is registered.",
            ),
        },
    ),
}
