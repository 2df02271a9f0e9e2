"""The laboratory: attacks get in, the notebook's solutions stop them, and wrong fixes do not."""

from __future__ import annotations

import json
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from helpers import service
from helpers.plain_errors import PlainError
from helpers.private_folder import PROJECT
from lessons import lab, progress
from lessons.lab import harness, site, variants
from lessons.lab.guards import CAREFUL
from lessons.lab.record import Record
from lessons.lab.site import Answer
from lessons.lab.world import World

NAMES = list(harness.EXPERIMENTS)
BOOK = json.loads((PROJECT / "notebooks/14_attack_and_defend.ipynb").read_text(encoding="utf-8"))
SECRET_SHAPED = re.compile(r"[0-9a-f]{32}|[\w-]{43}")

each_attack = pytest.mark.parametrize("name", NAMES)


def sources(kind: str) -> list[str]:
    return ["".join(cell["source"]) for cell in BOOK["cells"] if cell["cell_type"] == kind]


def functions_in(texts: list[str]) -> dict[str, Callable[..., Any]]:
    """The functions that these texts define; they are those of our own notebook."""
    known: dict[str, Any] = {"lab": lab}
    exec("\n".join(texts), known)  # noqa: S102
    return {name: known[name] for name in NAMES if name in known}


def solutions() -> dict[str, Callable[..., Any]]:
    folded = re.compile(r"<details><summary>Solution</summary>\n\n```python\n(.*?)```", re.DOTALL)
    return functions_in([text for cell in sources("markdown") for text in folded.findall(cell)])


def readers_cells() -> dict[str, Callable[..., Any]]:
    cells = [cell.partition("\n\n\nlab.run(")[0] for cell in sources("code") if "lab.run(" in cell]
    return functions_in(cells)


GOT_IN = "The attack still works."


def test_there_are_sixteen_and_the_notebook_has_them_all() -> None:
    assert len(NAMES) == 16
    assert set(solutions()) == set(readers_cells()) == set(NAMES)
    code = "\n".join(sources("code"))
    assert [name for name in NAMES if f'lab.attack("{name}")' not in code] == []


@each_attack
def test_an_attack_succeeds_while_its_check_is_missing(name: str) -> None:
    shown = lab.attack(name)
    assert shown.sentence.startswith("The attack succeeded.")
    assert shown.wire and shown.books


@each_attack
def test_what_the_notebook_starts_with_lets_the_attack_in_and_honest_people_too(name: str) -> None:
    verdict = lab.run(name, readers_cells()[name])
    assert not verdict.passed
    assert verdict.lines[0].startswith(GOT_IN)
    assert verdict.lines[1] == "Honest use still works."


@each_attack
def test_the_notebooks_solution_passes(name: str) -> None:
    verdict = lab.run(name, solutions()[name])
    assert verdict.passed, verdict
    assert "Passed" in repr(verdict) and "Passed" in verdict._repr_html_()


@each_attack
def test_the_careful_guard_passes(name: str) -> None:
    guard = getattr(CAREFUL, harness.EXPERIMENTS[name].guard)
    assert lab.run(name, guard).passed


@pytest.fixture(autouse=True)
def no_practice_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The laboratory needs none: with an address, nobody looks whether it is there."""
    monkeypatch.setenv("PRACTICE_URL", "http://127.0.0.1:9")


@pytest.fixture
def one_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fewest tries, for what must be caught in them already."""
    monkeypatch.setattr(harness, "ROUNDS", 1)


# Ways around the harness


@pytest.mark.slow
@each_attack
@pytest.mark.parametrize("answer", [True, False, None, "refuse", "", []])
@pytest.mark.usefixtures("one_round")
def test_the_same_answer_to_everything_never_passes(name: str, answer: object) -> None:
    assert not lab.run(name, lambda *_: answer).passed


# What a reader sees


@each_attack
@pytest.mark.usefixtures("one_round")
def test_no_secret_and_no_port_is_shown(name: str) -> None:
    for shown in (lab.attack(name), lab.run(name, readers_cells()[name])):
        text = repr(shown) + shown._repr_html_()
        assert "127.0.0.1" not in text
        assert SECRET_SHAPED.findall(text) == []


def test_an_answer_of_the_wrong_kind_gets_a_sentence() -> None:
    verdict = lab.run("token_in_log", lambda line, secrets: None)
    assert "Wanted from your function: a text. It returned nothing." in verdict.lines[0]


def test_what_is_no_function_and_what_is_no_experiment_gets_a_sentence() -> None:
    with pytest.raises(PlainError, match="without brackets"):
        lab.run("login_csrf", True)
    with pytest.raises(PlainError, match="There is no experiment 'csrf'"):
        lab.attack("csrf")


def test_without_git_there_is_a_sentence_and_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert "git is not installed here" in lab.attack("secret_in_git").sentence
    verdict = lab.run("secret_in_git", solutions()["secret_in_git"])
    assert not verdict.passed and "git is not installed here" in verdict.lines[0]


# The world


@pytest.fixture
def world() -> Iterator[World]:
    made = World(CAREFUL)
    yield made
    made.close()


def test_with_all_guards_in_place_people_log_in(world: World) -> None:
    world.otter.open(f"{world.diary.address}/login")
    assert world.user_seen_by(world.otter) == "Otter"
    assert world.user_seen_by(world.magpie) == "nobody"


def test_what_is_shown_begins_with_the_attack(world: World) -> None:
    assert (world.record.moves(), world.record.wire, world.record.books) == ([], "", "")


def test_two_empty_states_are_no_answer_to_a_question() -> None:
    assert CAREFUL.login_csrf("x", "x") is True
    for sent, received in (("", ""), (None, None), (None, ""), ("", None)):
        assert CAREFUL.login_csrf(sent, received) is False


@pytest.mark.parametrize("left_out", ["\t", "\n", "\r"])
def test_what_a_browser_leaves_out_is_tried_between_two_slashes(left_out: str) -> None:
    assert f"/{left_out}/magpie.lab" in variants.ways_out()


def test_a_browser_reads_an_address_as_real_ones_do(world: World) -> None:
    """A backslash is a slash; tabs and line breaks are left out (url.spec.whatwg.org)."""
    for target in ("/\\magpie/1", "\\\t/magpie/2", "https:magpie/3", "http:\\\\magpie/4"):
        world.diary.routes["/leave"] = lambda _, target=target: Answer(302, location=target)
        world.otter.open(f"{world.diary.address}/leave")
    assert [request.path for request in world.caught] == ["/1", "/2", "/3", "/4"]


def test_an_empty_value_reaches_a_site(world: World) -> None:
    world.otter.open(f"{world.magpies.address}/?state=&code=x")
    assert world.caught[0].sent == {"state": "", "code": "x"}


def test_a_new_secret_makes_the_old_one_dead(world: World) -> None:
    back = f"{world.diary.address}/?"
    codes = [world.otter.open(world.link(world.app), until=back)["code"] for _ in range(2)]
    assert world.exchange("diary", codes[0])
    fresh = world.harbor.new_secret(world.app.client_id)
    assert not world.exchange("diary", codes[1])
    assert world.exchange("diary", codes[1], client_secret=fresh)


def test_no_site_takes_a_port_that_the_system_hands_out(world: World) -> None:
    """A new kernel's ports are chosen among those, and it would not start."""
    assert all(site._server.server_address[1] < 32_768 for site in world._sites)


def test_when_its_ports_are_taken_a_site_takes_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        monkeypatch.setattr(site, "PORTS", [other.getsockname()[1]])
        record = Record()
        made = site.Site("diary", record)
        assert record.sites[made.address] != f"127.0.0.1:{other.getsockname()[1]}"
        made.close()


def test_every_site_listens_on_loopback_and_ends_with_its_world() -> None:
    world = World(CAREFUL)
    addresses = [site._server.server_address for site in world._sites]
    assert len(addresses) >= 3
    world.close()
    for host, port in addresses:
        assert host == "127.0.0.1"
        with socket.socket() as probe:
            assert probe.connect_ex((host, port)) != 0


def test_what_is_defended_is_counted_once_and_stays() -> None:
    right = solutions()
    assert lab.run("login_csrf", lambda *_: True).count == "0 of 16 defended"
    assert lab.run("login_csrf", right["login_csrf"]).count == "1 of 16 defended"
    assert lab.run("login_csrf", right["login_csrf"]).count == "1 of 16 defended"
    assert "\nPassed. 2 of 16 defended." in repr(lab.run("code_replay", right["code_replay"]))
    broken = lab.run("code_replay", lambda *_: 1 / 0)
    assert broken.count == "2 of 16 defended" and "(2 of 16 defended)" in broken._repr_html_()


def test_an_experiment_that_there_is_no_more_is_not_counted() -> None:
    progress.note(service.chosen(), "defended", "one_of_an_earlier_version")
    assert lab.run("login_csrf", lambda *_: True).count == "0 of 16 defended"


def test_another_twitch_has_a_count_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    lab.run("login_csrf", solutions()["login_csrf"])
    monkeypatch.setenv("PRACTICE_URL", "http://127.0.0.1:10")
    assert lab.run("login_csrf", lambda *_: True).count == "0 of 16 defended"


def test_a_verdict_is_given_also_where_no_twitch_can_be_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TUTORIAL_SERVICE", "neither")
    verdict = lab.run("login_csrf", solutions()["login_csrf"])
    assert verdict.passed and verdict.count == ""
