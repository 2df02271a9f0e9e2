"""The guesses of notebook 11."""

from __future__ import annotations

from lessons.guesses.guess import Guess, Option

GUESSES = {
    "a_user_who_does_not_exist": Guess(
        "You ask for the user `nobody_has_this_name_0`. What will Twitch answer?",
        came="200",
        options={
            "404": Option(
                "404: there is no such user.",
                "A `404` is about the address, and `/helix/users` exists. Twitch looked "
                "there, and had nobody to list.",
            ),
            "200": Option(
                "200: an empty list of users.",
                "Right. The request was fine, and the list holds those who were found: nobody.",
            ),
            "400": Option(
                "400: the name is not a user's.",
                "A `400` is for a request that Twitch can't read. A name that nobody has is "
                "still a well-formed name.",
            ),
        },
    ),
    "a_made_up_cursor": Guess(
        "You send `page-2` as the cursor. What will Twitch answer?",
        came="refused",
        options={
            "refused": Option(
                "A refusal of this cursor.",
                "Right. A cursor is Twitch's own bookmark, and it refuses those that it didn't "
                "make.",
            ),
            "a page": Option(
                "The second page of streams.",
                "Twitch doesn't number its pages. The cursor is a bookmark that it made itself, so "
                "one of your own leads nowhere.",
            ),
            "empty": Option(
                "A page without any streams.",
                "An empty page means that the list has ended. Here Twitch can't tell which place "
                "is meant, and says so.",
            ),
        },
    ),
    "the_word_oauth": Guess(
        "A good token, but with the word `OAuth` before it. What will Helix say?",
        came="OAuth token is missing",
        options={
            "200": Option(
                "200: the token is a good one.",
                "The validate address takes `OAuth`, so you might expect it here. Helix reads "
                "`Bearer` and looks no further, however good the token is.",
            ),
            "Invalid OAuth token": Option(
                "401: Invalid OAuth token.",
                "For this Helix would have to read the token. It stops at the word before it, and "
                "finds no token.",
            ),
            "OAuth token is missing": Option(
                "401: OAuth token is missing.",
                "Right. You did send it, but to Helix a token is what comes after `Bearer`.",
            ),
        },
    ),
    "a_scope_you_lack": Guess(
        "A good token, but its scopes don't cover this request. Which status will come?",
        came="401",
        options={
            "403": Option(
                "403: this is forbidden.",
                "RFC 6750, section 3.1 has 403 for this. Twitch sends the same 401 as for a bad "
                "token, so a program has to read the message.",
            ),
            "401": Option(
                "401: not authorized.",
                "Right, though RFC 6750, section 3.1 has 403 for this. The message tells it from "
                "an expired token.",
            ),
            "400": Option(
                "400: a bad request.",
                "A 400 fits the empty message, and on Practice Twitch it comes once the scope is "
                "there. Without the scope, Twitch complains about that first.",
            ),
        },
    ),
}
