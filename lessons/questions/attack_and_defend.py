"""The questions of notebook 14."""

from __future__ import annotations

from helpers.credentials import Credentials
from helpers.service import Service
from lessons import lab
from lessons.questions.question import Question, Right, Wrong

STILL_IN = "Magpie got in, as the laboratory saw."


def compare_and_no_more(twitch: Service, mine: Credentials) -> str:
    """Diary compared with `sent == received`, and Magpie tried."""
    assert not lab.run("login_csrf", lambda sent, received: sent == received).passed
    return STILL_IN


def leave_the_state_to_the_server(twitch: Service, mine: Credentials) -> str:
    """Diary left a missing state to Harbor, and Magpie tried."""
    verdict = lab.run("login_csrf", lambda sent, received: received is None or sent == received)
    assert not verdict.passed
    return STILL_IN


def refresh_whatever_comes(twitch: Service, mine: Credentials) -> str:
    """Harbor accepted each refresh token that came, the older ones as well."""
    assert not lab.run("refresh_theft", lambda token, newest, older: "renew").passed
    return "Magpie stayed in, as the laboratory saw."


def refuse_only_the_old_one(twitch: Service, mine: Credentials) -> str:
    """Harbor accepted the newest refresh token, and refused the others."""
    verdict = lab.run(
        "refresh_theft",
        lambda token, newest, older: "renew" if token == newest else "refuse",
    )
    assert not verdict.passed
    return "Where Magpie came first, Magpie held the newest one and stayed in."


def take_the_servers_check_out(twitch: Service, mine: Credentials) -> str:
    """Diary made all its checks, and Harbor looked carelessly at the redirect address."""
    assert lab.attack("redirect_match").sentence.startswith("The attack succeeded")
    return "The attack succeeded, and Diary couldn't see it."


def let_the_server_forget_codes(twitch: Service, mine: Credentials) -> str:
    """Diary made all its checks, and Harbor forgot which codes were used."""
    assert lab.attack("code_replay").sentence.startswith("The attack succeeded")
    return "The attack succeeded, and Diary couldn't see it."


def ask_how_long_it_lives(twitch: Service, mine: Credentials) -> str:
    """Diary took each token that still lives for some minutes, and Magpie tried."""
    verdict = lab.run("token_injection", lambda told, my_id: told.get("expires_in", 0) > 60)
    assert not verdict.passed
    return STILL_IN


def ask_what_it_may_do(twitch: Service, mine: Credentials) -> str:
    """Diary took each token whose answer has a list of scopes, and Magpie tried."""
    verdict = lab.run("token_injection", lambda told, my_id: told.get("scopes") is not None)
    assert not verdict.passed
    return STILL_IN


QUESTIONS = {
    "two_missing_states": Question(
        "Your program checks `sent == received`. It sent no state to this browser, and the link "
        "has none. What happens?",
        {
            "in": Right(
                "The login is done, and is Magpie's",
                "Both are None, and None equals None. A browser that asked nothing must get no "
                "answer.",
            ),
            "refuses": Wrong(
                "The check fails, as no state came",
                "None equals None, so the check lets the link through.",
                compare_and_no_more,
            ),
            "server": Wrong(
                "The server sees it, and sends no code",
                "The server sends back what it got. Comparing is the application's part (RFC 9700, "
                "section 4.7.1).",
                leave_the_state_to_the_server,
            ),
        },
    ),
    "why_end_both": Question(
        "An old refresh token comes a second time. What is safe for the server to do?",
        {
            "refuse": Wrong(
                "Refuse it, and keep the newest",
                "When Magpie comes first, it is Diary that is refused.",
                refuse_only_the_old_one,
            ),
            "end": Right(
                "End them all, with the newest",
                "It can't tell who of the two is the thief: the first to come holds the newest "
                "one. The user logs in again, and the thief can't (RFC 9700, section 4.14.2).",
            ),
            "refresh": Wrong(
                "Refresh it, and write a warning",
                "A thief doesn't read warnings. Both sides would go on.",
                refresh_whatever_comes,
            ),
        },
    ),
    "whose_check": Question(
        "You write an application for Twitch. Which two checks can nobody make for you?",
        {
            "address": Wrong(
                "That the address is registered",
                "The server knows what was registered, and sends the browser there.",
                take_the_servers_check_out,
            ),
            "state": Right(
                "That `state` is this browser's",
                "Your program alone knows which state it sent with which browser.",
            ),
            "used": Wrong(
                "That this code wasn't used yet",
                "The server gave the code, so the server remembers.",
                let_the_server_forget_codes,
            ),
            "audience": Right(
                "That a token was made for you",
                "Twitch tells you whose a token is, and leaves it to you to look.",
            ),
        },
    ),
    "a_valid_token_of_others": Question(
        "A phone app sends your server its viewer's Twitch token as a login. `/oauth2/validate` "
        "says 200. What must your server still look at?",
        {
            "expires": Wrong(
                "At `expires_in`, for its end",
                "A token made for somebody else lives just as long.",
                ask_how_long_it_lives,
            ),
            "scopes": Wrong(
                "At `scopes`, for what it may",
                "A quiz may ask for the same scopes as you do.",
                ask_what_it_may_do,
            ),
            "client": Right(
                "At `client_id`, for whom it is",
                "Else a token that a viewer gave to some quiz logs that quiz's owner in as the "
                "viewer (RFC 6749, section 10.16).",
            ),
        },
        transfer=True,
    ),
}
