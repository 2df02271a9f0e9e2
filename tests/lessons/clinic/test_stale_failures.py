"""Which failure is the last: every one counts, and one on purpose is passed over."""

from __future__ import annotations

import pytest

from helpers import chat, helix, oauth, sending
from helpers.plain_errors import PlainError
from lessons import clinic, panels
from lessons.exchange import last_failure
from lessons.panels import came_out


def first_words(panel) -> str:
    return panel.view().parts[0].text.replace("`", "")


def test_a_failure_on_purpose_is_passed_over_and_named(practice):
    oauth.validate(practice, "x" * 30)
    last_failure.cell_begins()
    helix.get_users(practice, "", "y" * 30)
    came_out("half_the_headers", 401)
    assert "validate" in clinic.examine().failed
    assert first_words(panels.ClinicPanel()).startswith(
        "A cell's failure on purpose is passed over. The last one before it, just now: GET /oauth2/"
    )


def test_where_all_was_on_purpose_it_says_so(practice):
    last_failure.cell_begins()
    oauth.validate(practice, "x" * 30)
    came_out("half_the_headers", 401)
    assert first_words(panels.ClinicPanel()).startswith(
        "The last failure, which a cell caused on purpose, just now: GET /oauth2/validate"
    )


def test_a_cell_that_only_tells_an_outcome_makes_nothing_purposeful(practice):
    oauth.validate(practice, "x" * 30)
    last_failure.cell_begins()
    came_out("half_the_headers", 200)
    assert first_words(panels.ClinicPanel()).startswith(
        "The last failure, just now: GET /oauth2/validate"
    )


def test_a_request_that_got_no_answer_is_the_last_failure(practice):
    oauth.validate(practice, "x" * 30)
    with pytest.raises(PlainError):
        sending.send("GET", "http://127.0.0.1:9/oauth2/validate")
    found = clinic.examine()
    assert (found.cause, found.sure) == ("nothing_answers_there", False)
    assert "validate, refused" not in first_words(panels.ClinicPanel())


def test_a_refusal_of_the_chat_is_the_last_failure(practice):
    oauth.validate(practice, "x" * 30)
    with pytest.raises(PlainError):
        chat.connect(practice, "river_otter", "not-a-real-token")
    assert clinic.examine().cause == "chat_refused"
    assert "the chat's login" in first_words(panels.ClinicPanel())


def test_a_page_in_the_place_of_an_answer_is_a_failure_whatever_its_status(practice, stub):
    oauth.validate(practice, "x" * 30)
    stub.answers(b"<html>Welcome to the hotel</html>", 200, "text/html")
    oauth.validate(stub.as_service(), "y" * 30)
    assert "Status 200 came from this computer" in clinic.examine().happened


def test_a_page_of_the_link_itself_is_none(make_reply):
    link = "https://id.twitch.tv/oauth2/authorize"
    last_failure.note(make_reply(b"<html>", 200, "text/html", "GET", link))
    assert last_failure.last() is None


def test_a_way_to_a_hotels_page_is_a_failure(make_reply):
    url = "https://api.twitch.tv/helix/users"
    reply = make_reply(b"", 302, "text/plain", "GET", url)
    reply.headers["Location"] = "http://portal.example/login"
    last_failure.note(reply)
    assert last_failure.last().reply is reply


def test_a_refusal_of_the_chat_stays_one_whatever_the_clinic_asked_since(practice):
    problem = PlainError("The chat refused the login: Twitch says “invalid access token”.")
    last_failure.note_unanswered(problem)
    found = clinic.examine()
    assert (found.cause, found.failed) == ("chat_refused", "the chat's login")
