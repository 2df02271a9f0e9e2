"""The faults that can be caused: each is diagnosed, and none wrongly."""

from __future__ import annotations

import random
import sqlite3
import time
from collections import Counter
from contextlib import closing
from dataclasses import fields, replace

import pytest
import requests
from clinic_tests import FORM, MINE

from helpers import credentials, sending, service
from helpers.credentials import Credentials
from helpers.plain_errors import PlainError
from lessons.clinic import diagnose, faults
from lessons.clinic.faults import FAULTS, REDIRECT_URI, Bench, Committed, Fault, symptoms, values
from lessons.clinic.words import SAID_BY_TWITCH
from lessons.exchange import last_failure, sent

SEEDS = range(4)
BOOKS = "practice.sqlite3"  # practice's file


@pytest.fixture
def bench(practice) -> Bench:
    return Bench(practice)


def a_code_that_an_earlier_try_used_up(bench: Bench, chance: random.Random) -> Committed:
    mine = replace(bench.mine, code=bench.code(), code_kept_at=str(int(time.time()) - 60))
    bench.exchange(mine, redirect_uri=f"{REDIRECT_URI}/")
    return bench.exchange(mine)


def a_code_of_another_application_kept_as_ones_own(bench, chance) -> Committed:
    return bench.exchange(replace(bench.mine, code=bench.code(bench.other)))


def a_made_up_code_with_nothing_to_compare(bench, chance) -> Committed:
    return bench.exchange(bench.mine, code=values.random_text(chance))


def another_code_than_the_kept_one(bench, chance) -> Committed:
    return bench.exchange(replace(bench.mine, code=bench.code()), code=values.random_text(chance))


def a_refresh_token_of_another_application(bench, chance) -> Committed:
    refresh_token = bench.token(bench.other).refresh_token
    return bench.refresh(replace(bench.mine, refresh_token=refresh_token))


def a_refresh_token_after_the_person_disconnected(bench, chance) -> Committed:
    mine = bench.with_token()
    bench.disconnect()
    return bench.refresh(mine)


def a_token_of_another_application_kept_as_ones_own(bench, chance) -> Committed:
    mine = replace(bench.mine, access_token=bench.token(bench.other).access_token)
    return bench.ask(mine, values.bearer(mine))


def a_token_with_nothing_to_compare(bench, chance) -> Committed:
    return bench.ask(bench.mine, values.bearer(bench.mine, values.random_text(chance)))


def a_device_code_that_is_not_good(bench, chance) -> Committed:
    grant_type = "urn:ietf:params:oauth:grant-type:device_code"
    return bench.exchange(bench.mine, grant_type=grant_type, device_code="x" * 40)


def a_field_sent_twice(bench, chance) -> Committed:
    form = [*FORM.items(), ("client_id", MINE.client_id)]
    return Committed(sending.send("POST", f"{bench.twitch.id_url}/oauth2/token", data=form), MINE)


NOT_TO_BE_KNOWN = [
    a_code_that_an_earlier_try_used_up,
    a_code_of_another_application_kept_as_ones_own,
    a_made_up_code_with_nothing_to_compare,
    another_code_than_the_kept_one,
    a_refresh_token_of_another_application,
    a_refresh_token_after_the_person_disconnected,
    a_token_of_another_application_kept_as_ones_own,
    a_token_with_nothing_to_compare,
    a_device_code_that_is_not_good,
    a_field_sent_twice,
]


@pytest.fixture
def everything_sent(monkeypatch) -> list[requests.Response]:
    """Every exchange of the test, with what went over the wire."""
    replies: list[requests.Response] = []
    note = last_failure.note

    def remember(reply):
        replies.append(reply)
        note(reply)

    monkeypatch.setattr(last_failure, "note", remember)
    return replies


def test_there_are_enough_faults():
    assert len(FAULTS) >= 25
    assert len({fault.cause for fault in FAULTS}) >= 25
    assert len({fault.title for fault in FAULTS}) == len(FAULTS)


def test_the_right_cause_is_named_always(bench):
    cases = [*FAULTS, *(Fault(make.__name__, "unknown", make) for make in NOT_TO_BE_KNOWN)]
    tried, other = 0, []
    for fault in cases:
        for seed in SEEDS:
            committed = bench.commit(fault, random.Random(f"{fault.title} {seed}"))
            assert committed.reply.status_code >= 300, fault.title
            found = diagnose(committed.reply, committed.mine, time.time())
            tried += 1
            if found.cause != fault.cause:
                other.append(f"{fault.title} (seed {seed}): {fault.cause} -> {found.cause}")
    assert tried == len(cases) * len(SEEDS) > 100
    assert other == []


def noticed(reply: requests.Response) -> str:
    """The beginning of what a reader notices of this answer."""
    request = sent.read(reply.request)
    if request.path == "/oauth2/authorize":
        return symptoms.COMES_BACK if reply.is_redirect else symptoms.NO_PAGE
    if request.fields.get("grant_type") == "refresh_token":
        return symptoms.REFRESHING
    called = {"token": "An exchange", "validate": symptoms.VALIDATING, "revoke": symptoms.REVOKING}
    return called.get(request.path.rpartition("/")[2], symptoms.API)


def test_what_the_list_says_of_a_fault_is_what_the_reader_notices(bench):
    listed = [symptom for group in symptoms.GROUPS.values() for symptom in group]
    assert {fault.symptom for fault in FAULTS} == set(listed)
    for fault in FAULTS:
        reply = bench.commit(fault, random.Random(fault.title)).reply
        assert fault.symptom.startswith(noticed(reply)), fault.title


def test_what_the_list_says_holds_for_several_faults():
    shown = Counter(fault.symptom for fault in FAULTS)
    assert min(shown.values()) > 1


def test_what_is_kept_of_another_application_or_not_at_all_names_no_wrong_cause(bench):
    # Twitch's own words, and what stands in the request itself, need nothing that is kept.
    right = set(SAID_BY_TWITCH.values()) | {"unknown", "redirect_uri_differs", "not_a_client_id"}
    wrong, named = [], 0
    for fault in FAULTS:
        committed = bench.commit(fault, random.Random(fault.title))
        for kept in (MINE, Credentials()):
            found = diagnose(committed.reply, kept, time.time())
            named += found.cause == fault.cause
            if found.cause not in right | {fault.cause}:
                wrong.append(f"{fault.title}: {fault.cause} -> {found.cause}")
    assert wrong == []
    assert named > len(FAULTS) / 2


def test_a_fault_is_another_one_with_another_seed(bench):
    fault = faults.named("The exchange: another redirect address (path)")
    bodies = {bench.commit(fault, random.Random(seed)).reply.request.body for seed in range(9)}
    addresses = {body.split("redirect_uri=")[1] for body in bodies}
    assert len(addresses) >= 3


def test_no_secret_is_in_any_diagnosis(bench, everything_sent):
    kept: set[str] = set()
    shown = ""
    for fault in FAULTS:
        committed = bench.commit(fault, random.Random(fault.title))
        found = diagnose(committed.reply, committed.mine, time.time())
        shown += f"{found!r}{found._repr_html_()}{committed!r}{fault!r}"
        kept |= {getattr(committed.mine, name) for name in credentials.SECRETS}
        kept |= {bench.mine.client_secret, bench.other.client_secret}
    for reply in everything_sent:
        body = sending.json_body(reply)
        if isinstance(body, dict):
            kept |= {str(body.get(name, "")) for name in ("access_token", "refresh_token")}
    secrets = {secret for secret in kept if secret}
    assert len(secrets) > 100
    assert [secret for secret in secrets if secret in shown] == []
    assert REDIRECT_URI in shown  # what is no secret is shown


def test_a_code_that_is_too_old_is_named_in_practice(empty_practice, tmp_path):
    bench = Bench(empty_practice)
    kept_at = str(int(time.time()) - 700)
    mine = replace(bench.mine, code=bench.code(), code_kept_at=kept_at)
    with closing(sqlite3.connect(tmp_path / "empty-practice" / BOOKS)) as books, books:
        books.execute("UPDATE codes SET expires_at = expires_at - 700")
    found = diagnose(bench.exchange(mine).reply, mine, time.time())
    # This computer's clock may have been set in the meantime, which nothing shows.
    assert (found.cause, found.sure) == ("code_expired", False)
    assert "12 minutes old" in found.happened


def test_a_fault_leaves_the_last_failure_and_what_is_kept_alone(bench, practice):
    names = [field.name for field in fields(Credentials)]
    credentials.keep(practice, **{name: f"{name}-kept" for name in names})
    before = credentials.kept(practice)
    for fault in FAULTS:
        bench.commit(fault, random.Random(1))
    assert last_failure.last() is None
    assert credentials.kept(practice) == before


def test_no_fault_is_caused_at_the_real_twitch(monkeypatch):
    for name in ("ID", "API", "DEV", "WWW", "CHAT"):
        monkeypatch.setenv(f"TWITCH_{name}_URL", "http://127.0.0.1:9")
    with pytest.raises(PlainError, match="only you can do this"):
        Bench(service.real())


def test_the_bench_registers_its_applications_once(practice):
    first, second = Bench(practice), Bench(practice)
    assert first.mine.client_id == second.mine.client_id
    assert first.mine.client_secret != second.mine.client_secret
