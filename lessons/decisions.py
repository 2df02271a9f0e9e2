"""What there is to decide in each notebook, and what this reader has decided so far.

A guess is one click before a cell runs, a turn is code that a check tries out, and a question is
asked at a notebook's end. Here are their names only: a notebook's first cell needs the map, and the
map's ticks wait for them.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import dataclass

from helpers import credentials, service
from helpers.service import Service
from lessons import progress

GUESSED, CAME_OUT, TURN, ANSWERED = "guessed", "came out", "turn", "answered"
_watched: dict[str, dict[str, str]] = defaultdict(dict)  # kept while this kernel lives


@dataclass(frozen=True)
class Decisions:
    """The names of a notebook's guesses and questions, and its turns: each a name and a title."""

    guesses: tuple[str, ...] = ()
    turns: tuple[tuple[str, str], ...] = ()
    questions: tuple[str, ...] = ()


NOTEBOOKS = {
    "00": Decisions(
        guesses=(
            "a_made_up_token",
            "two_fingerprints",
            "no_header",
        ),
        turns=(("ask", "Send it with another word"),),
        questions=(
            "what_to_give",
            "what_a_mask_says",
            "what_a_401_says",
            "through_the_browser",
        ),
    ),
    "01-03": Decisions(
        guesses=(
            "the_console_without_a_browser",
            "a_made_up_cookie",
            "without_two_factor",
        ),
        turns=(("is_twitch", "Is this Twitch's login page?"),),
        questions=(
            "who_is_logged_in",
            "console_address",
            "while_you_sleep",
        ),
    ),
    "04-06": Decisions(
        guesses=(
            "an_id_with_quotes",
            "a_made_up_client_id",
            "another_redirect_address",
        ),
        turns=(("would_match", "Would this redirect address match?"),),
        questions=(
            "public_client_id",
            "matching_address",
            "what_the_exchange_needs",
        ),
    ),
    "07": Decisions(
        guesses=(
            "what_the_server_keeps",
            "two_things_wrong",
            "the_right_secret",
        ),
        turns=(
            ("make_form", "Make the form"),
            ("hide_secrets", "Hide what is secret"),
        ),
        questions=(
            "published_secret",
            "old_secret",
            "where_the_secret_goes",
            "a_secret_to_check",
        ),
    ),
    "08": Decisions(
        guesses=(
            "the_state_afterwards",
            "a_plus_in_the_answer",
            "a_scope_that_does_not_exist",
        ),
        turns=(
            ("write_link", "Write the link"),
            ("read_answer", "Read the answer"),
        ),
        questions=(
            "what_a_code_is_for",
            "an_unknown_state",
            "between_two_scopes",
            "another_port",
        ),
    ),
    "09": Decisions(
        guesses=(
            "what_is_in_env",
            "a_library_elsewhere",
            "how_success_is_said",
        ),
        turns=(("gitignore", "What git leaves out"),),
        questions=(
            "what_to_leave_out",
            "whose_python",
            "ignored_too_late",
        ),
    ),
    "10": Decisions(
        guesses=(
            "what_a_token_tells",
            "the_same_code_again",
            "half_the_headers",
        ),
        turns=(
            ("exchange", "Write the exchange"),
            ("read_refusal", "Read the refusals"),
        ),
        questions=(
            "why_exchange",
            "token_died",
            "who_needs_the_secret",
            "a_photographed_code",
        ),
    ),
    "11": Decisions(
        guesses=(
            "a_user_who_does_not_exist",
            "a_made_up_cursor",
            "the_word_oauth",
            "a_scope_you_lack",
        ),
        turns=(
            ("first_pages", "Page by page"),
            ("seconds_to_wait", "Wait, and not too long"),
        ),
        questions=(
            "token_is_missing",
            "a_missing_user",
            "what_scope_allows",
            "fixed_by_a_header",
        ),
    ),
    "12": Decisions(
        guesses=(
            "what_a_refresh_brings",
            "refresh_without_the_secret",
            "the_other_access_token",
            "revoked_a_second_time",
        ),
        turns=(("MyAuth", "Refresh when Twitch says 401"),),
        questions=(
            "after_a_long_sleep",
            "when_to_refresh",
            "revoked_or_disconnected",
            "a_stolen_refresh_token",
        ),
    ),
    "13": Decisions(
        guesses=(
            "do_you_hear_yourself",
            "heard_on_your_other_connection",
            "without_oauth_before_it",
            "the_same_message_twice",
        ),
        turns=(
            ("text_of", "The text of a message"),
            ("answer", "A bot of ten lines"),
        ),
        questions=(
            "oauth_before_the_token",
            "my_own_message",
            "a_dropped_message",
            "a_bot_that_moves",
        ),
    ),
    "14": Decisions(
        guesses=(
            "an_address_with_an_at",
            "otters_code_in_magpies_login",
            "two_servers_one_address",
            "a_secret_taken_out_again",
        ),
        questions=(
            "two_missing_states",
            "why_end_both",
            "whose_check",
            "a_valid_token_of_others",
        ),
    ),
    "15": Decisions(
        guesses=(
            "fields_for_an_app_token",
            "whose_is_an_app_token",
            "poll_with_the_user_code",
            "a_library_meets_a_refusal",
        ),
        turns=(("wait_for_token", "A television that waits"),),
        questions=(
            "what_an_app_token_can",
            "a_strangers_code",
            "why_not_implicit",
            "a_museum_screen",
        ),
    ),
    "16": Decisions(
        guesses=(
            "read_without_a_key",
            "another_user_in_the_claims",
            "an_id_token_for_the_api",
        ),
        turns=(("may_come_in", "May they come in?"),),
        questions=(
            "what_an_id_token_is_for",
            "made_for_another_site",
            "known_again",
            "a_swapped_code",
        ),
    ),
    "17": Decisions(
        guesses=(
            "pkce_without_a_secret",
            "another_port",
            "a_secret_in_the_address",
            "a_get_at_the_token_address",
            "the_device_address",
        ),
        turns=(
            ("matches_by_the_rfc", "A match by the RFCs"),
            ("by_the_book", "A compliance fix"),
        ),
        questions=(
            "a_desktop_program",
            "settings_of_a_library",
            "a_library_stops_at_scope",
            "revoked_twice",
        ),
    ),
    "18": Decisions(
        guesses=(
            "a_program_of_its_own",
            "a_spoiled_access_token",
            "two_spoiled_tokens",
        ),
        turns=(("get_token", "A provider that you have never seen"),),
        questions=(
            "asking_for_help",
            "a_friend_runs_it",
            "the_laptop_is_gone",
            "a_page_for_the_bot",
        ),
    ),
}


def note(kind: str, name: str, value: str = "done") -> None:
    """Keep what was decided. While a person watches, it isn't their progress."""
    if service.watching():
        _watched[kind][name] = value
    else:
        progress.note(service.chosen(), kind, name, value)


def noted(kind: str) -> dict[str, str]:
    """Everything of this kind that was decided, by its name."""
    return _watched[kind] if service.watching() else progress.noted(service.chosen(), kind)


def reader() -> str:
    """What this reader's answers are shuffled by: random, and kept. The same while one watches."""
    if service.watching():
        return "published"
    twitch = service.chosen()
    if "by" not in progress.noted(twitch, "shuffled"):
        progress.note(twitch, "shuffled", "by", secrets.token_hex(8))
    return progress.noted(twitch, "shuffled").get("by", "published")


def done(twitch: Service) -> set[str]:
    """The numbers of the notebooks whose work is done, and in which everything is decided.

    What can be seen of it counts: who holds something has done what leads to it, wherever it was.
    """
    mine, found = credentials.kept(twitch), set(progress.noted(twitch, "done"))
    kinds = {one["kind"] for one in progress.steps(twitch) if one["outcome"] == "done"}
    if mine.access_token:
        found |= {"08", "10"}
    if mine.code or mine.used_code:
        found |= {"08"}
    if mine.client_secret or mine.access_token:
        found |= {"07"}
    if mine.client_id:
        found |= {"00", "01-03", "04-06"}
    found |= {number for kind, number in (("call", "11"), ("refresh", "12")) if kind in kinds}
    if progress.noted(twitch, "defended"):
        found.add("14")
    return {number for number in found if _decided(twitch, NOTEBOOKS[number])}


def _decided(twitch: Service, wanted: Decisions) -> bool:
    guessed, came_out, turns, answered = (
        progress.noted(twitch, kind).keys() for kind in (GUESSED, CAME_OUT, TURN, ANSWERED)
    )
    return (
        set(wanted.guesses) <= guessed & came_out
        and {name for name, _ in wanted.turns} <= turns
        and set(wanted.questions) <= answered
    )
