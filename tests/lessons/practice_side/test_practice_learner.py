"""The practice learner does what a person does, at Practice Twitch and nowhere else."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from helpers import credentials, oauth, private_file, service
from helpers.plain_errors import PlainError
from lessons.exchange import behind_the_curtain, pasted
from lessons.practice_side.practice_learner import (
    PracticeLearner,
    another_application,
    another_code,
    catch_up,
    heading_seen_by,
    spare_tokens,
)

REDIRECT = "http://localhost"


@pytest.fixture
def pressed(monkeypatch):
    """The buttons that the practice learner presses."""
    buttons: list[str] = []
    press = PracticeLearner._press

    def remember(self, page, button_id, **typed):
        buttons.append(button_id)
        return press(self, page, button_id, **typed)

    monkeypatch.setattr(PracticeLearner, "_press", remember)
    return buttons


@pytest.fixture
def learner(practice):
    return PracticeLearner(practice)


def link(practice, client_id: str, *scopes: str, redirect_uri: str = REDIRECT) -> str:
    return oauth.authorize_url(practice, client_id, redirect_uri, scopes, "our-state")


def query(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_steps_1_to_3_make_a_developer(empty_practice, pressed):
    before = behind_the_curtain.books(empty_practice)["accounts"]
    assert not any(account["agreement_accepted"] for account in before)
    PracticeLearner(empty_practice).become_developer()
    assert pressed == ["login-river_otter", "accept"]
    after = behind_the_curtain.books(empty_practice)["accounts"]
    assert [a["login"] for a in after if a["agreement_accepted"]] == ["river_otter"]


def test_two_applications_have_two_names(practice, learner):
    ids = {learner.register_application(REDIRECT), learner.register_application(REDIRECT)}
    names = {
        application["name"]
        for application in behind_the_curtain.books(practice)["applications"]
        if application["client_id"] in ids
    }
    assert len(ids) == len(names) == 2


def test_the_application_is_confidential_and_has_the_redirect_address(practice, learner):
    client_id = learner.register_application("http://localhost:3000/back")
    books = behind_the_curtain.books(practice)
    [mine] = [one for one in books["applications"] if one["client_id"] == client_id]
    assert mine["client_type"] == "confidential"
    assert mine["redirect_uris"] == ["http://localhost:3000/back"]


@pytest.mark.parametrize("address", ["http://example.org", "nonsense", ""])
def test_an_address_that_practice_does_not_register_is_a_sentence(learner, address):
    with pytest.raises(PlainError, match="The page says: .*"):
        learner.register_application(address)


def test_each_secret_is_new(learner):
    client_id = learner.register_application(REDIRECT)
    secrets = {learner.new_secret(client_id), learner.new_secret(client_id)}
    assert len(secrets) == 2 and all(secrets)


def test_a_secret_for_an_unknown_application_is_a_sentence(learner):
    with pytest.raises(PlainError, match="can't go on. The page says"):
        learner.new_secret("a" * 30)


def test_the_first_link_shows_the_consent_page_and_the_second_none(practice, learner, pressed):
    client_id = learner.register_application(REDIRECT)
    pressed.clear()
    first = learner.authorize(link(practice, client_id, "chat:read"))
    assert pressed == ["authorize"]
    second = learner.authorize(link(practice, client_id, "chat:read"))
    assert pressed == ["authorize"]
    assert first.startswith("http://localhost/?code=")
    assert query(first)["code"] != query(second)["code"]
    assert query(first)["state"] == query(second)["state"] == ["our-state"]


def test_the_address_is_that_of_the_answer_and_not_of_a_page_of_practice(practice, learner):
    client_id = learner.register_application("http://localhost:3000/back")
    address = learner.authorize(
        link(practice, client_id, "chat:read", redirect_uri="http://localhost:3000/back")
    )
    assert address.startswith("http://localhost:3000/back?code=")


@pytest.mark.parametrize("response_type", ["code", "token"])
def test_cancel_is_answered_in_the_query(practice, learner, pressed, response_type):
    client_id = learner.register_application(REDIRECT)
    asked = oauth.authorize_url(
        practice, client_id, REDIRECT, [], "our-state", response_type=response_type
    )
    address = learner.cancel(asked)
    assert pressed[-1] == "cancel"
    assert query(address)["error"] == ["access_denied"]
    assert query(address)["state"] == ["our-state"]
    assert "#" not in address


def test_without_a_consent_page_there_is_nothing_to_cancel(practice, learner):
    client_id = learner.register_application(REDIRECT)
    learner.authorize(link(practice, client_id, "chat:read"))
    with pytest.raises(PlainError, match="can't go on"):
        learner.cancel(link(practice, client_id, "chat:read"))


def test_a_redirect_address_that_is_not_registered_comes_back_as_an_error(practice, learner):
    client_id = learner.register_application(REDIRECT)
    address = learner.authorize(link(practice, client_id, redirect_uri="http://localhost:1"))
    assert query(address)["error"] == ["redirect_mismatch"]


def test_a_link_with_a_bad_scope_is_a_sentence(practice, learner):
    client_id = learner.register_application(REDIRECT)
    with pytest.raises(PlainError, match="invalid scope requested: 'chat:raed'"):
        learner.authorize(link(practice, client_id, "chat:raed"))


def test_a_link_of_an_unknown_application_is_a_sentence(practice, learner):
    with pytest.raises(PlainError, match="invalid client"):
        learner.authorize(link(practice, "a" * 30))


def test_catching_up_leads_to_a_token_that_is_alive(practice):
    catch_up(practice, ["access_token"])
    mine = credentials.kept(practice)
    reply = oauth.validate(practice, mine.access_token)
    assert reply.status_code == 200
    assert reply.json()["login"] == "river_otter"
    assert reply.json()["client_id"] == mine.client_id
    assert sorted(reply.json()["scopes"]) == ["chat:edit", "chat:read"]
    assert mine.used_code and not mine.code


@pytest.mark.parametrize(
    ("needs", "there", "not_there"),
    [
        (["client_id"], ["client_id", "redirect_uri"], ["client_secret", "access_token"]),
        (["client_id", "client_secret"], ["client_id", "client_secret"], ["access_token"]),
        (["client_id", "code"], ["client_id", "code"], ["client_secret", "access_token"]),
    ],
)
def test_catching_up_does_only_what_is_needed(practice, needs, there, not_there):
    catch_up(practice, needs)
    mine = credentials.kept(practice)
    assert all(getattr(mine, name) for name in there)
    assert not any(getattr(mine, name) for name in not_there)


def test_catching_up_leaves_what_is_there(practice):
    catch_up(practice, ["client_secret"])
    before = credentials.kept(practice)
    catch_up(practice, ["access_token"])
    after = credentials.kept(practice)
    assert (after.client_id, after.client_secret) == (before.client_id, before.client_secret)
    catch_up(practice, ["access_token"])
    assert credentials.kept(practice) == after


def test_catching_up_asks_for_the_scopes_that_were_chosen(practice):
    credentials.keep(practice, scope="user:read:email")
    catch_up(practice, ["access_token"])
    reply = oauth.validate(practice, credentials.kept(practice).access_token)
    assert reply.json()["scopes"] == ["user:read:email"]


def test_an_application_to_use_up_touches_nothing_of_the_readers(empty_practice):
    client_id, client_secret = another_application(empty_practice)
    books = behind_the_curtain.books(empty_practice)
    assert [one["owner"] for one in books["applications"]] == ["night_owl"]
    assert [one["login"] for one in books["accounts"] if one["agreement_accepted"]] == ["night_owl"]
    assert credentials.kept(empty_practice) == credentials.Credentials()
    assert oauth.app_token(empty_practice, client_id, client_secret).status_code == 200


def test_an_application_to_use_up_is_registered_once_and_its_secret_is_fresh(practice):
    first, second = another_application(practice), another_application(practice)
    assert first[0] == second[0] and first[1] != second[1]


def test_a_device_is_allowed_on_its_page(practice, learner, pressed):
    client_id = learner.register_application(REDIRECT)
    codes = oauth.read_device_codes(oauth.device_codes(practice, client_id, ["chat:read"]))
    asked = (practice, client_id, ["chat:read"], codes.device_code)
    assert oauth.poll_device(*asked).json()["message"] == "authorization_pending"
    pressed.clear()
    learner.activate(codes.verification_uri)
    assert pressed == ["authorize"]
    token = oauth.read_token(oauth.poll_device(*asked))
    assert oauth.validate(practice, token.access_token).json()["login"] == "river_otter"
    with pytest.raises(PlainError, match="No device waits for this code"):
        learner.activate(codes.verification_uri)


def test_the_answer_of_the_implicit_flow_keeps_its_fragment(practice, learner):
    client_id = learner.register_application(REDIRECT)
    address = oauth.authorize_url(
        practice, client_id, REDIRECT, ["chat:read"], "our-state", response_type="token"
    )
    for _ in range(2):  # with the consent page, and without
        landed = learner.authorize(address)
        token = pasted.read_fragment(landed, "our-state").access_token
        assert oauth.validate(practice, token).status_code == 200


@pytest.mark.parametrize(
    ("account", "heading"),
    [("river_otter", "Register your application"), ("new_sparrow", "Two-factor")],
)
def test_each_account_sees_pages_of_its_own(practice, account, heading):
    assert heading in heading_seen_by(account, practice, "/console/apps/create")


def test_the_real_twitch_is_refused():
    for refused in (
        lambda: PracticeLearner(service.real()),
        lambda: catch_up(service.real(), ["client_id"]),
    ):
        with pytest.raises(PlainError, match="only you can do this"):
            refused()
    assert "nobody but you" in heading_seen_by("new_sparrow", service.real(), "/console")


def test_the_practice_learner_never_leaves_practice(stub, start_stub):
    other = start_stub()
    stub.answers(b"", 302, Location=f"{other.base}/?code=abc")
    assert (
        PracticeLearner(stub.as_service()).authorize(f"{stub.base}/x") == f"{other.base}/?code=abc"
    )
    assert other.seen == []


def test_another_port_that_begins_alike_is_not_practice(practice):
    page = PracticeLearner(practice)._go("GET", f"{practice.id_url}0/console")
    assert page.leads_away and page.address == f"{practice.id_url}0/console"


def test_an_answer_with_another_state_is_not_the_practice_learners(practice, monkeypatch):
    monkeypatch.setattr(
        PracticeLearner, "authorize", lambda *_: "http://localhost/?code=c&state=another"
    )
    credentials.keep(practice, client_id="c" * 30, redirect_uri=REDIRECT)
    with pytest.raises(PlainError, match="is not its own"):
        another_code(practice)


def test_no_secret_is_made_that_can_not_be_kept(practice, pressed, monkeypatch):
    catch_up(practice, ["client_id"])
    pressed.clear()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(private_file, "new_file", full)
    with pytest.raises(PlainError, match="No space left"):
        catch_up(practice, ["client_secret"])
    assert "confirm" not in pressed


def test_the_practice_learner_does_not_run_in_circles(stub):
    stub.answers(b"", 302, Location="/again")
    with pytest.raises(PlainError, match="round in circles"):
        PracticeLearner(stub.as_service()).become_developer()
    assert len(stub.seen) <= 20


def test_a_practice_that_does_not_answer_is_a_sentence(stub, monkeypatch):
    stub.raw = b""
    with pytest.raises(PlainError, match="Practice Twitch does not answer") as raised:
        PracticeLearner(stub.as_service()).become_developer()
    assert raised.value.__suppress_context__


def test_a_proxy_in_the_environment_is_not_asked(practice, start_stub, monkeypatch):
    proxy = start_stub()
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, proxy.base)
    assert PracticeLearner(practice).register_application(REDIRECT)
    assert proxy.seen == []


def test_spare_tokens_are_another_applications_and_nothing_of_it_is_kept(practice):
    catch_up(practice, ["access_token"])
    before = credentials.kept(practice)
    spare = spare_tokens(practice, "openid", "user:write:chat")
    told = oauth.validate(practice, spare["access_token"]).json()
    assert told["client_id"] == spare["client_id"] != before.client_id
    assert told["scopes"] == ["openid", "user:write:chat"]
    assert spare["id_token"].count(".") == 2
    assert credentials.kept(practice) == before
    assert oauth.validate(practice, before.access_token).ok


def test_spare_tokens_need_no_second_application(practice):
    first = spare_tokens(practice, "chat:read")
    assert spare_tokens(practice, "openid")["client_id"] == first["client_id"]


@pytest.mark.parametrize("state", ["", "&state=another"])
def test_an_answer_without_the_state_that_was_sent_is_not_its_own(practice, monkeypatch, state):
    credentials.keep(practice, client_id="a" * 30, redirect_uri=REDIRECT)
    address = f"{REDIRECT}/?code={'c' * 30}{state}"
    monkeypatch.setattr(PracticeLearner, "authorize", lambda *_: address)
    with pytest.raises(PlainError, match="is not its own"):
        another_code(practice)


def test_who_has_exchanged_their_code_is_given_no_other(practice, monkeypatch):
    credentials.keep(practice, client_id="a" * 30, redirect_uri=REDIRECT, used_code="7c1e")
    monkeypatch.delattr(PracticeLearner, "authorize")
    catch_up(practice, ["code"])
    assert credentials.kept(practice).code == ""
