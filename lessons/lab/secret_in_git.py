"""A secret in git: it was taken out of the file, but not out of the history."""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from lessons.lab import variants
from lessons.lab.experiment import Experiment, Happened, Try, let_through, refused
from lessons.lab.histories import HISTORIES, Build, committed
from lessons.lab.record import Record
from lessons.lab.running_git import git
from lessons.lab.world import World


def in_the_files_as_they_are_now(folder: Path, secret: str) -> bool:
    """Look at today's files only."""
    return any(secret in file.read_text() for file in folder.glob("*.py"))


def _taken_out_again(world: World) -> Happened:
    return _magpie_copies(world, "in an older commit", HISTORIES["in an older commit"])


def _on_another_branch(world: World) -> Happened:
    where = "on another branch, in a text file"
    return _magpie_copies(world, where, HISTORIES[where])


def _magpie_copies(world: World, where: str, build: Build) -> Happened:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder, copy = Path(place) / "diary", Path(place) / "copy"
        build(folder, world.app.client_secret)
        if world.guards.secret_in_git(folder, world.app.client_secret):
            world.harbor.new_secret(world.app.client_id)
        shutil.copytree(folder, copy)
        asks = ("log", "--all", "--reflog", "--patch", "-m", "--text")
        world.record.did("Magpie", f"copies the folder diary; git {' '.join(asks)}")
        words = re.findall(r"\b[0-9a-f]{32}\b", git(copy, *asks))
    got_in = any(_own_token(world, "Magpie", word) for word in sorted(set(words)))
    return Happened(
        got_in, f"Magpie found Diary's secret {where}. It still works, so Magpie can be Diary."
    )


REPLACED = (
    "A secret that was never committed was replaced for nothing, and the program that runs "
    "with it stopped working."
)


def _never_committed(world: World) -> Happened:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place) / "diary"
        _other_secrets(folder, world.app.client_secret)
        if world.guards.secret_in_git(folder, world.app.client_secret):
            world.harbor.new_secret(world.app.client_id)
    return Happened(_own_token(world, "diary", world.app.client_secret), REPLACED)


def _other_secrets(folder: Path, secret: str) -> None:
    """Others were committed, some of them almost like this one, which is in an ignored file."""
    almost = [change(secret) for change in variants.one_changed(len(secret))]
    almost += [secret.upper(), secret[::-1], secret[:-1], secret[1:]]
    committed(folder, [{"app.py": f"SECRETS = {almost}"}, {"app.py": secrets.token_hex(16)}])
    (folder / ".gitignore").write_text(".env\n", encoding="utf-8")
    (folder / ".env").write_text(f"SECRET='{secret}'\n", encoding="utf-8")
    git(folder, "hash-object", "-w", ".env")  # as after `git add`, taken back before a commit


def _own_token(world: World, who: str, secret: str) -> bool:
    form = {
        "grant_type": "client_credentials",
        "client_id": world.app.client_id,
        "client_secret": secret,
    }
    return bool(world.ask_for_token(who, form))


def _many_histories(record: Record, place: Path) -> Iterator[Try]:
    for number, (where, build) in enumerate(HISTORIES.items()):
        folder, secret = place / f"diary-{number}", record.new_secret()
        build(folder, secret)
        replay = partial(_magpie_copies, where=where, build=build)
        yield Try(where, ((folder, secret),), let_through, replay)
    folder, secret = place / "diary-without", record.new_secret()
    _other_secrets(folder, secret)
    yield Try(REPLACED, ((folder, secret), (folder, record.new_secret())), refused)


SECRET_IN_GIT = Experiment(
    title="A secret in git",
    source="RFC 6819, section 4.1.1",
    guard="secret_in_git",
    careless=in_the_files_as_they_are_now,
    attacks=(_taken_out_again, _on_another_branch),
    honest=(_never_committed,),
    tries=_many_histories,
    leaves=(
        "it sees this folder only: no fork, no copy that somebody made, and nothing that git has "
        "thrown away since. A secret in base64 or in two halves stays unseen as well."
    ),
)
