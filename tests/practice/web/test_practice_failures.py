"""A handler or SQLite fails: the answer is a sentence, and neither it nor the log tells a value."""

from __future__ import annotations

import pytest
from breaking import SAYS, no_new_rows_in, without

A_MISTAKE = "Practice Twitch made a mistake of its own. Restart it and try again."
TO_DO = "Move it away or delete it: Practice Twitch then starts with an empty one"
TYPED = "typed-by-somebody-Zq9"


@pytest.fixture
def server(start_server, tmp_path):
    """One whose file may be broken, since nobody shares it."""
    return start_server(tmp_path)


def log_of(server) -> str:
    """Ends the server, and gives all that it wrote on standard error."""
    server.process.stdin.close()
    return server.process.stderr.read()


def test_a_mistake_in_a_handler_is_a_500_without_its_text(server, person, own):
    with no_new_rows_in(server.folder, "events"):
        endpoint = server.exchange(own.exchange_form(TYPED))
    with no_new_rows_in(server.folder, "codes"):
        page = person.open("/oauth2/authorize", **own.link(state=TYPED))
        page = person.press(page, ("decision", "authorize"))
    assert endpoint.status_code == page.status_code == 500
    assert endpoint.json()["message"] == A_MISTAKE
    assert A_MISTAKE in page.text
    log = log_of(server)
    for shown in (endpoint.text, page.text, log):
        for secret in (SAYS, "Zq9", "Traceback", "sqlite", "Integrity", own.client_secret):
            assert secret not in shown.replace("practice: IntegrityError in ", "")
    assert log.splitlines() == [
        "practice: IntegrityError in TokenHandler",
        "practice: IntegrityError in AuthorizePage",
    ]


def test_a_file_that_fails_is_a_503_that_says_what_to_do(server, person, own):
    with without(server.folder, "codes"):
        endpoint = server.exchange(own.exchange_form(TYPED))
        books = server.get("/behind-the-curtain.json")
        page = person.open("/behind-the-curtain")
    replies = (endpoint, books, page)
    assert [reply.status_code for reply in replies] == [503] * 3
    assert TO_DO in endpoint.json()["message"]
    assert all(TO_DO in reply.text for reply in replies)
    log = log_of(server)
    for shown in (*(reply.text for reply in replies), log):
        for secret in ("Zq9", "Traceback", "OperationalError", own.client_secret):
            assert secret not in shown
    assert log.splitlines() == [
        f"practice: StoreError in {name}" for name in ("TokenHandler", "CurtainJson", "CurtainPage")
    ]


def test_it_goes_on_after_a_failure(server, person, own):
    with without(server.folder, "codes"):
        assert person.open("/behind-the-curtain").status_code == 503
    assert server.validate(server.tokens(person, own)["access_token"]).ok


def test_a_refusal_is_no_failure_and_stays_out_of_the_log(server, person, own):
    assert server.exchange(own.exchange_form(TYPED)).status_code == 400
    assert person.open("/nowhere").status_code == 404
    assert server.post("/oauth2/token", data={"client_id": TYPED}).status_code == 400
    assert log_of(server) == ""
