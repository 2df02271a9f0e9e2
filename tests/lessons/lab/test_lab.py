"""The laboratory: attacks get in, the notebook's solutions stop them, and wrong fixes do not."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import socket
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from helpers.plain_errors import PlainError
from helpers.private_folder import PROJECT
from lessons import lab
from lessons.lab import harness, site
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


def digest(verifier: str) -> bytes:
    return hashlib.sha256((verifier or "").encode()).digest()


def remembers_one_only(code: str, used: set[str]) -> bool:
    fresh = code not in used
    used.clear()
    used.add(code)
    return fresh


def one_code_for_everybody(code: str, used: set[str]) -> bool:
    fresh = not used
    used.add(code)
    return fresh


def head_of_the_history(folder: Any, secret: str) -> bool:
    return secret in lab.git(folder, "log", "--patch")


def all_files_there_are(folder: Any, secret: str) -> bool:
    files = (path for path in folder.iterdir() if path.is_file())
    return any(secret in path.read_text(encoding="utf-8") for path in files)


def history_of(folder: Any, files: str) -> str:
    return lab.git(folder, "log", "--all", "--patch", "--", files)


def begins_well_and_names_no_trick(asked: str, known: list[str]) -> bool:
    return asked.startswith(tuple(known)) and "@" not in asked and "guestbook" not in asked


def parts_of(address: str) -> tuple[str, ...]:
    return tuple(urlsplit(address)[:3])


def port_of(address: str) -> int | None:
    return urlsplit(address).port


def looks_at_four_characters(code: str, used: set[str]) -> bool:
    fresh = code[:4] not in used
    used.add(code[:4])
    return fresh


def ends_after_the_first_only(token: str, newest: str, older: set[str]) -> str:
    if token == newest:
        return "renew"
    return "end" if len(older) == 1 else "refuse"


def each_becomes(what: Callable[[str], str], times: int = -1) -> Callable[..., str]:
    """A check that writes something else in place of each secret."""

    def check(line: str, secrets: list[str]) -> str:
        for secret in secrets:
            line = line.replace(secret, what(secret), times)
        return line

    return check


GOT_IN, STANDS_IN_THE_WAY = "The attack still works.", "stands in the way of honest use"

# For each attack: a fix that somebody might write, and what the harness says of it.
WRONG: dict[str, list[tuple[Callable[..., Any], str]]] = {
    "redirect_match": [
        (lambda asked, known: asked == known[0], STANDS_IN_THE_WAY),
        (lambda asked, known: asked.split("@")[0] in known, GOT_IN),
        (lambda asked, known: "@" not in asked and asked.startswith(known[0]), GOT_IN),
        (lambda asked, known: any(address in asked for address in known), GOT_IN),
        (lambda asked, known: asked == "http://diary.lab", STANDS_IN_THE_WAY),
        (begins_well_and_names_no_trick, GOT_IN),
        (lambda asked, known: asked == known[0] or asked.startswith(known[1]), GOT_IN),
        (lambda asked, known: asked.split("?")[0] in known, GOT_IN),
        (lambda asked, known: asked.split("#")[0] in known, GOT_IN),
        (lambda asked, known: parts_of(asked) in [parts_of(one) for one in known], GOT_IN),
        (lambda asked, known: any(re.fullmatch(one, asked) for one in known), GOT_IN),
        (lambda asked, known: asked in str(known), GOT_IN),
        (lambda asked, known: asked in " ".join(known), GOT_IN),
        (lambda asked, known: any(one.startswith(asked) for one in known), GOT_IN),
        (lambda asked, known: len(asked) in [len(one) for one in known], GOT_IN),
        (lambda asked, known: asked.lower() in known, GOT_IN),
        (lambda asked, known: asked.rstrip("/") in known, GOT_IN),
    ],
    "login_csrf": [
        (lambda sent, received: sent == received, GOT_IN),
        (lambda sent, received: received is not None, GOT_IN),
        (lambda sent, received: sent is not None, GOT_IN),
        (lambda sent, received: not received or sent == received, GOT_IN),
        (lambda sent, received: len(sent or "") == len(received or ""), GOT_IN),
        (lambda sent, received: received == "xyz", STANDS_IN_THE_WAY),
        (lambda sent, received: None not in (sent, received) and received in sent, GOT_IN),
        (lambda sent, received: bool(sent and received) and received in sent, GOT_IN),
        (lambda sent, received: bool(sent and received) and sent.startswith(received), GOT_IN),
        (lambda sent, received: bool(sent and received) and sent[:8] == received[:8], GOT_IN),
        (lambda sent, received: bool(sent and received) and sent[-8:] == received[-8:], GOT_IN),
    ],
    "code_replay": [
        (remembers_one_only, GOT_IN),
        (one_code_for_everybody, STANDS_IN_THE_WAY),
        (lambda code, used: code not in used, GOT_IN),
        (looks_at_four_characters, STANDS_IN_THE_WAY),
    ],
    "code_injection": [
        (lambda challenge, verifier: bool(challenge and verifier), GOT_IN),
        (lambda challenge, verifier: challenge != verifier, GOT_IN),
        (lambda challenge, verifier: challenge == verifier, STANDS_IN_THE_WAY),
        (
            lambda challenge, verifier: challenge == digest(verifier).hex(),
            STANDS_IN_THE_WAY,
        ),
        (
            lambda challenge, verifier: challenge == urlsafe_b64encode(digest(verifier)).decode(),
            STANDS_IN_THE_WAY,
        ),
        (lambda challenge, verifier: len(challenge) == 43, GOT_IN),
        (lambda challenge, verifier: challenge[:4] == lab.s256(verifier)[:4], GOT_IN),
        (lambda challenge, verifier: challenge.lower() == lab.s256(verifier).lower(), GOT_IN),
    ],
    "pkce_downgrade": [
        (
            lambda challenge, verifier: bool(verifier) and lab.s256(verifier) == challenge,
            STANDS_IN_THE_WAY,
        ),
        (
            lambda challenge, verifier: (
                verifier is None or (challenge is not None and lab.s256(verifier) == challenge)
            ),
            GOT_IN,
        ),
        (lambda challenge, verifier: (challenge is None) == (verifier is None), GOT_IN),
        (
            lambda challenge, verifier: (
                (challenge is None and verifier is None)
                or (bool(challenge and verifier) and challenge[:4] == lab.s256(verifier)[:4])
            ),
            GOT_IN,
        ),
    ],
    "token_injection": [
        (lambda told, mine: told["login"] == "Otter", GOT_IN),
        (lambda told, mine: "client_id" in told, GOT_IN),
        (lambda told, mine: told["expires_in"] > 0, GOT_IN),
        (lambda told, mine: len(told["client_id"]) == len(mine), GOT_IN),
        (lambda told, mine: mine in told["scopes"], STANDS_IN_THE_WAY),
        (lambda told, mine: mine in str(told), GOT_IN),
        (lambda told, mine: mine in told.values(), GOT_IN),
    ],
    "mix_up": [
        (lambda asked, answered: answered is not None, GOT_IN),
        (lambda asked, answered: answered in (None, asked), GOT_IN),
        (lambda asked, answered: asked.split(":")[0] == (answered or "").split(":")[0], GOT_IN),
        (lambda asked, answered: asked != answered, STANDS_IN_THE_WAY),
        (lambda asked, answered: bool(answered) and answered in asked, GOT_IN),
        (lambda asked, answered: bool(answered) and asked in answered, GOT_IN),
        (lambda asked, answered: bool(answered) and port_of(asked) == port_of(answered), GOT_IN),
    ],
    "open_redirector": [
        (lambda target: not target.startswith("http"), GOT_IN),
        (lambda target: target.startswith("/"), GOT_IN),
        (lambda target: target.startswith("/") and not target.startswith("//"), GOT_IN),
        (lambda target: re.match(r"/[^/\\]", target) is not None, GOT_IN),
        (lambda target: target in ("/", "/me", "/page/7?day=3"), STANDS_IN_THE_WAY),
        (lambda target: ":" not in target, GOT_IN),
        (lambda target: "." not in target, GOT_IN),
        (lambda target: not re.search(r"[:.]|//", target), GOT_IN),
        (lambda target: re.fullmatch(r"/[\w/?=&-]*", target) is not None, GOT_IN),
        (lambda target: target[0] == "/" and target[1:2] not in ("/", "\\", "\t"), GOT_IN),
        (lambda target: target[0] == "/" and not re.search(r"//|\\|\t", target), GOT_IN),
        (lambda target: not re.search(r"^/[/\\]|[:\s]", target), GOT_IN),
    ],
    "refresh_theft": [
        (lambda token, newest, older: "renew" if token == newest else "refuse", GOT_IN),
        (lambda token, newest, older: "refuse", STANDS_IN_THE_WAY),
        (lambda token, newest, older: "end", STANDS_IN_THE_WAY),
        (lambda token, newest, older: "end" if len(older) > 2 else "renew", GOT_IN),
        (ends_after_the_first_only, GOT_IN),
    ],
    "scope_too_wide": [
        (lambda features, needs: [], STANDS_IN_THE_WAY),
        (lambda features, needs: ["chat:read"], STANDS_IN_THE_WAY),
        (lambda features, needs: [needs[features[0]]], STANDS_IN_THE_WAY),
        (lambda features, needs: [s for s in needs.values() if "ban" not in s], GOT_IN),
        (lambda features, needs: [*map(needs.get, features), "user:read:follows"], GOT_IN),
    ],
    "secret_in_git": [
        (head_of_the_history, GOT_IN),
        (all_files_there_are, GOT_IN),
        (lambda folder, secret: True, STANDS_IN_THE_WAY),
        (lambda folder, secret: secret in history_of(folder, "app.py"), GOT_IN),
        (lambda folder, secret: secret in history_of(folder, "*.py"), GOT_IN),
    ],
    "token_in_log": [
        (lambda line, secrets: line.replace(secrets[0], "[hidden]"), GOT_IN),
        (lambda line, secrets: line.replace("Bearer", "[hidden]"), GOT_IN),
        (lambda line, secrets: line.partition("?")[0], GOT_IN),
        (lambda line, secrets: "", STANDS_IN_THE_WAY),
        (lambda line, secrets: line[:20], STANDS_IN_THE_WAY),
        (each_becomes(lambda secret: secret[:-1]), GOT_IN),
        (each_becomes(lambda secret: f"{secret[:8]}…"), GOT_IN),
        (each_becomes(lambda secret: f"…{secret[-8:]}"), GOT_IN),
        (each_becomes(lambda secret: secret[::-1]), GOT_IN),
        (each_becomes(str.upper), GOT_IN),
        (each_becomes(lambda secret: b64encode(secret.encode()).decode()), GOT_IN),
        (each_becomes(" ".join), GOT_IN),
        (each_becomes("-".join), GOT_IN),
        (each_becomes(lambda secret: "[hidden]", times=1), GOT_IN),
        (lambda line, secrets: re.sub(r"[0-9a-f]{32,}", "[hidden]", line), GOT_IN),
    ],
}
WRONG_ONE_BY_ONE = [
    pytest.param(name, fix, says, id=f"{name}-{number}")
    for name, fixes in WRONG.items()
    for number, (fix, says) in enumerate(fixes)
]


def finds_with_grep(folder: Any, secret: str) -> bool:
    commits = lab.git(folder, "rev-list", "--all").split()
    return bool(lab.git(folder, "grep", "--fixed-strings", secret, *commits))


# Checks that are right, in other words than the notebook's.
RIGHT: list[tuple[str, Callable[..., Any]]] = [
    ("redirect_match", lambda asked, known: any(asked == one for one in known)),
    ("login_csrf", lambda sent, received: sent is not None and sent == received),
    ("open_redirector", lambda target: bool(re.fullmatch(r"/(?![/\\])[^\s\\]*", target))),
    ("secret_in_git", finds_with_grep),
    ("token_in_log", each_becomes(lambda secret: f"[{digest(secret).hex()[:4]}]")),
]


def test_there_are_twelve_and_the_notebook_has_them_all() -> None:
    assert len(NAMES) == 12
    assert set(solutions()) == set(readers_cells()) == set(WRONG) == set(NAMES)
    assert all(len(fixes) >= 2 for fixes in WRONG.values())
    assert [name for name in NAMES if f'lab.attack("{name}")' not in sources("code")] == []


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


@pytest.mark.parametrize(("name", "check"), RIGHT)
def test_a_right_check_in_other_words_passes(name: str, check: Callable[..., Any]) -> None:
    verdict = lab.run(name, check)
    assert verdict.passed, verdict


@pytest.fixture(autouse=True)
def no_practice_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The laboratory needs none: with an address, nobody looks whether it is there."""
    monkeypatch.setenv("PRACTICE_URL", "http://127.0.0.1:9")


@pytest.fixture
def one_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fewest tries, for what must be caught in them already."""
    monkeypatch.setattr(harness, "ROUNDS", 1)


@pytest.mark.parametrize(("name", "fix", "says"), WRONG_ONE_BY_ONE)
@pytest.mark.usefixtures("one_round")
def test_a_wrong_fix_is_caught(name: str, fix: Callable[..., Any], says: str) -> None:
    verdict = lab.run(name, fix)
    assert not verdict.passed
    assert says in repr(verdict)


# Ways around the harness


@each_attack
@pytest.mark.parametrize("answer", [True, False, None, "refuse", "", []])
@pytest.mark.usefixtures("one_round")
def test_the_same_answer_to_everything_never_passes(name: str, answer: object) -> None:
    assert not lab.run(name, lambda *_: answer).passed


def test_base64_of_the_other_kind_is_caught_when_it_matters() -> None:
    def other_kind(challenge: str, verifier: str) -> bool:
        return b64encode(digest(verifier)).decode().rstrip("=") == challenge

    assert not lab.run("code_injection", other_kind).passed


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
    assert "it must return a str, not NoneType" in verdict.lines[0]


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


def test_a_browser_reads_an_address_as_real_ones_do(world: World) -> None:
    """A backslash is a slash; tabs and line breaks are left out (url.spec.whatwg.org)."""
    for target in (f"/\\{world.magpies_word}/1", f"\\\t/{world.magpies_word}/2"):
        world.diary.routes["/leave"] = lambda _, target=target: Answer(302, location=target)
        world.otter.open(f"{world.diary.address}/leave")
    assert [request.path for request in world.caught] == ["/1", "/2"]


def test_an_empty_value_reaches_a_site(world: World) -> None:
    world.otter.open(f"{world.magpies.address}/?state=&code=x")
    assert world.caught[0].sent == {"state": "", "code": "x"}


def test_a_new_secret_makes_the_old_one_dead(world: World) -> None:
    back = f"{world.diary.address}/?"
    codes = [world.otter.open(world.link(world.app), until=back)["code"] for _ in range(2)]
    assert world.trade("diary", codes[0])
    fresh = world.harbor.new_secret(world.app.client_id)
    assert not world.trade("diary", codes[1])
    assert world.trade("diary", codes[1], client_secret=fresh)


def test_no_site_takes_a_port_that_the_system_hands_out(world: World) -> None:
    """A new kernel's ports are chosen among those, and it would not start."""
    assert all(site._server.server_address[1] < 32_768 for site in world._sites)


def test_when_its_ports_are_taken_a_site_takes_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        monkeypatch.setattr(site, "PORTS", [other.getsockname()[1]])
        made = site.Site("diary", Record())
        assert made.address != f"http://127.0.0.1:{other.getsockname()[1]}"
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
    assert lab.run("login_csrf", lambda *_: True).count == "0 of 12 defended"
    assert lab.run("login_csrf", right["login_csrf"]).count == "1 of 12 defended"
    assert lab.run("login_csrf", right["login_csrf"]).count == "1 of 12 defended"
    assert "\nPassed. 2 of 12 defended." in repr(lab.run("code_replay", right["code_replay"]))
    broken = lab.run("code_replay", lambda *_: 1 / 0)
    assert broken.count == "2 of 12 defended" and "(2 of 12 defended)" in broken._repr_html_()


def test_another_twitch_has_a_count_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    lab.run("login_csrf", solutions()["login_csrf"])
    monkeypatch.setenv("PRACTICE_URL", "http://127.0.0.1:10")
    assert lab.run("login_csrf", lambda *_: True).count == "0 of 12 defended"


def test_a_verdict_is_given_also_where_no_twitch_can_be_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TUTORIAL_SERVICE", "neither")
    verdict = lab.run("login_csrf", solutions()["login_csrf"])
    assert verdict.passed and verdict.count == ""
