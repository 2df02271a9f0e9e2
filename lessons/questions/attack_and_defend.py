"""The questions of notebook 14."""

from __future__ import annotations

from helpers.credentials import Credentials
from helpers.service import Service
from lessons import lab
from lessons.questions.question import Question, Right, Wrong


def compare_and_no_more(twitch: Service, mine: Credentials) -> object:
    """Give Diary the check sent == received, and let Magpie try."""
    verdict = lab.run("login_csrf", lambda sent, received: sent == received)
    assert not verdict.passed
    return verdict


def leave_the_state_to_the_server(twitch: Service, mine: Credentials) -> object:
    """Let Diary compare each state that comes, and leave a missing one to Harbor."""
    verdict = lab.run("login_csrf", lambda sent, received: received is None or sent == received)
    assert not verdict.passed
    return verdict


def renew_whatever_comes(twitch: Service, mine: Credentials) -> object:
    """Renew every refresh token: would one that was stolen run out by itself?"""
    verdict = lab.run("refresh_theft", lambda token, newest, older: "renew")
    assert not verdict.passed
    return verdict


def refuse_only_the_old_one(twitch: Service, mine: Credentials) -> object:
    """Renew the newest refresh token, refuse any other, and end nothing."""
    verdict = lab.run(
        "refresh_theft",
        lambda token, newest, older: "renew" if token == newest else "refuse",
    )
    assert not verdict.passed
    return verdict


def take_the_servers_check_out(twitch: Service, mine: Credentials) -> object:
    """Diary makes all its checks. Harbor alone looks carelessly at the redirect address."""
    happened = lab.attack("redirect_match")
    assert happened.sentence.startswith("The attack succeeded")
    return happened


def let_the_server_forget_codes(twitch: Service, mine: Credentials) -> object:
    """Diary makes all its checks. Harbor alone forgets which codes were used."""
    happened = lab.attack("code_replay")
    assert happened.sentence.startswith("The attack succeeded")
    return happened


def trust_a_server_without_mistakes(twitch: Service, mine: Credentials) -> object:
    """Harbor makes all its checks. Diary alone doesn't compare the state."""
    happened = lab.attack("login_csrf")
    assert happened.sentence.startswith("The attack succeeded")
    return happened


QUESTIONS = {
    "two_missing_states": Question(
        "Your program checks “sent == received”. It sent no state to this browser, and the "
        "link has none. What happens?",
        {
            "It refuses: there is no state": Wrong(
                "No. Nothing equals nothing, so the check lets the link through. “Logged in "
                "as somebody else” tried this: Without having pressed Log in.",
                compare_and_no_more,
            ),
            "It lets the link in, and the login is Magpie's": Right(
                "Yes. Both are None, and None equals None. A browser that asked nothing "
                "must get no answer."
            ),
            "The server notices that the state is missing": Wrong(
                "No. The server sends back what it got and looks at nothing. In “Logged in "
                "as somebody else” it gave its code all the same; comparing is the "
                "application's part (RFC 9700, section 4.7.1).",
                leave_the_state_to_the_server,
            ),
        },
    ),
    "why_end_both": Question(
        "An old refresh token comes a second time. Why does the server end the good one, too?",
        {
            "Because refresh tokens are short-lived anyway": Wrong(
                "No. In “A stolen refresh token” both sides renewed without an end. Ending "
                "them is a decision, not their age.",
                renew_whatever_comes,
            ),
            "Because it can't tell who of the two is the thief": Right(
                "Yes. If the thief came first, the thief holds the newest one. The user "
                "logs in again, and the thief can't (RFC 9700, section 4.14.2)."
            ),
            "It doesn't: only the old one must be refused": Wrong(
                "No. Try it in “A stolen refresh token” with “refuse”: when Magpie comes "
                "first, it is Diary that is refused, and Magpie stays in.",
                refuse_only_the_old_one,
            ),
        },
    ),
    "whose_check": Question(
        "You write an application for Twitch. Which check can nobody make for you?",
        {
            "That the redirect address is a registered one": Wrong(
                "No. Only the server knows what was registered, and it is the one that "
                "sends the browser there (“The address that only looks right”).",
                take_the_servers_check_out,
            ),
            "That a code is used once only": Wrong(
                "No. The server gave the code, so the server remembers (“A code from the "
                "history”).",
                let_the_server_forget_codes,
            ),
            "That an answer belongs to a question of this browser's": Right(
                "Yes. Only your program knows which state it sent with which browser "
                "(“Logged in as somebody else”)."
            ),
            "None: Twitch is safe": Wrong(
                "No. In “Logged in as somebody else” Harbor made no mistake at all. The "
                "missing check was Diary's.",
                trust_a_server_without_mistakes,
            ),
        },
    ),
}
