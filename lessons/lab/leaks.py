"""Secrets where nobody looked for them: in git's history, and in a log."""

from __future__ import annotations

import base64
import io
import logging
import re
import secrets
import tempfile
from functools import partial
from pathlib import Path

from lessons.lab.experiment import Experiment, Happened
from lessons.lab.running_git import git
from lessons.lab.world import World

RUN = 6  # so many characters in a row of a token are a leak

# A secret in git: it was taken out of the file, but not out of the history.


def in_the_files_as_they_are_now(folder: Path, secret: str) -> bool:
    """Look at today's files only."""
    return any(secret in file.read_text() for file in folder.glob("*.py"))


def _taken_out_again(world: World) -> Happened:
    return _magpie_clones(world, "main", "app.py")


def _on_another_branch(world: World) -> Happened:
    return _magpie_clones(world, "try-something", f"notes-{secrets.token_hex(2)}.txt")


def _magpie_clones(world: World, branch: str, file: str) -> Happened:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder, copy = Path(place) / "diary", Path(place) / "copy"
        _write_history(folder, world.app.client_secret, branch, file)
        if world.guards.secret_in_git(folder, world.app.client_secret):
            world.harbor.new_secret(world.app.client_id)
        git(Path(place), "clone", "--quiet", str(folder), str(copy))
        world.record.did("Magpie", "runs git clone diary; git log --all --patch")
        words = re.findall(r"SECRET = '([0-9a-f]+)'", git(copy, "log", "--all", "--patch"))
    got_in = any(_own_token(world, "Magpie", word) for word in sorted(set(words)))
    where = "in an older commit" if branch == "main" else f"on the branch {branch}, in a text file"
    return Happened(
        got_in, f"Magpie found Diary's secret {where}. It still works, so Magpie can be Diary."
    )


def _never_committed(world: World) -> Happened:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place) / "diary"
        _write_history(folder, secrets.token_hex(16), "main", "app.py")
        (folder / ".gitignore").write_text(".env\n", encoding="utf-8")
        (folder / ".env").write_text(f"SECRET='{world.app.client_secret}'\n", encoding="utf-8")
        if world.guards.secret_in_git(folder, world.app.client_secret):
            world.harbor.new_secret(world.app.client_id)
    return Happened(
        _own_token(world, "diary", world.app.client_secret),
        "A secret that was never committed was replaced for nothing, and the program that runs "
        "with it stopped working.",
    )


def _write_history(folder: Path, secret: str, branch: str, file: str) -> None:
    """A repository in which this file held the secret in some commit; main's files don't."""
    program = folder / file
    folder.mkdir()
    git(folder, "init", "--quiet")
    git(folder, "symbolic-ref", "HEAD", "refs/heads/main")
    for number, value in enumerate(("'to be filled in'", f"'{secret}'", "os.environ['SECRET']")):
        if number == 1 and branch != "main":
            git(folder, "checkout", "--quiet", "-b", branch)
        if number == 2 and branch != "main":
            git(folder, "checkout", "--quiet", "main")
        program.write_text(f"import os\n\nCLIENT_SECRET = {value}\n", encoding="utf-8")
        git(folder, "add", file)
        git(folder, "commit", "--quiet", "--message", f"Version {number + 1}")


def _own_token(world: World, who: str, secret: str) -> bool:
    form = {
        "grant_type": "client_credentials",
        "client_id": world.app.client_id,
        "client_secret": secret,
    }
    return bool(world.ask_for_token(who, form))


SECRET_IN_GIT = Experiment(
    title="A secret in git",
    source="RFC 6819, section 4.1.1",
    guard="secret_in_git",
    careless=in_the_files_as_they_are_now,
    attacks=(_taken_out_again, _on_another_branch),
    honest=(_never_committed,),
)

# A token in a log: Diary writes down what it does, and Magpie reads it.


def line_as_it_is(line: str, secrets: list[str]) -> str:
    """Write everything down."""
    return line


class _Clean(logging.Filter):
    """Sends each line through the guard before it is written."""

    def __init__(self, world: World, hidden: list[str]) -> None:
        super().__init__()
        self._world, self._hidden = world, hidden

    def filter(self, record: logging.LogRecord) -> bool:
        line = self._world.guards.token_in_log(record.getMessage(), list(self._hidden))
        record.msg, record.args = line, None
        return True


def _log_of(world: World, tokens: list[str], lines: list[str]) -> str:
    """What stands in Diary's log after it has logged these lines."""
    written = io.StringIO()
    log = logging.Logger("diary")
    handler = logging.StreamHandler(written)
    handler.addFilter(_Clean(world, tokens))
    log.addHandler(handler)
    for line in lines:
        log.info(line)
    for line in written.getvalue().splitlines():
        world.record.note("diary's log", line)
    return written.getvalue()


def _tokens(world: World) -> list[str]:
    """What Diary holds: an access token and a refresh token of Harbor's, one of another server's.

    The other server's is no hex number.
    """
    back = f"{world.diary.address}/?"
    answer = world.otter.open(world.link(world.app), until=back)
    pair = world.trade("diary", answer["code"])
    other = world.record.hide(secrets.token_urlsafe(32))
    return [pair["access_token"], pair["refresh_token"], other]


def _in_a_header(world: World) -> Happened:
    tokens = _tokens(world)
    line = f"GET /api Authorization: Bearer {tokens[0]} 200"
    return _magpie_reads(world, tokens, line, "It stood in a header.")


def _in_two_addresses(world: World) -> Happened:
    tokens = _tokens(world)
    line = f"GET /api?access_token={tokens[0]} 302 /api?access_token={tokens[0]}&do=nothing"
    return _magpie_reads(world, tokens, line, "It stood twice in a line, in two addresses.")


def _in_an_answer(world: World) -> Happened:
    tokens = _tokens(world)
    line = f'POST /token 200 {{"refresh_token": "{tokens[1]}"}}'
    return _magpie_reads(world, tokens, line, "It was the refresh token, in an answer.")


def _from_another_server(world: World) -> Happened:
    tokens = _tokens(world)
    line = f"GET /other Authorization: Bearer {tokens[2]} 200"
    return _magpie_reads(world, tokens, line, "It came from another server, and is no hex number.")


def _magpie_reads(world: World, tokens: list[str], line: str, where: str) -> Happened:
    log = _log_of(world, tokens, ["Otter logged in", line])
    words = re.findall(r"[0-9a-f]{32,}", log)
    if any(world.let_in_as("Magpie", word) or world.refresh("Magpie", word) for word in words):
        works = "It works for Magpie, too."
        return Happened(True, f"Magpie read a token in Diary's log. {where} {works}")
    found = next(filter(None, (_leak(log, token) for token in tokens)), "")
    rule = "A log must give away no part of a token."
    return Happened(bool(found), f"Magpie read {found} in Diary's log. {where} {rule}")


def _leak(log: str, token: str) -> str:
    """What the log says of this token; nothing when no six characters in a row of it are there.

    What stands between the characters doesn't count, nor do capitals: they hide nothing.
    """
    if token in log:
        return "a whole token"
    written = _bare(log)
    forms = {
        "": token,
        ", written backwards,": token[::-1],
        ", in base64,": base64.b64encode(token.encode()).decode(),
    }
    for how, form in forms.items():
        bare = _bare(form)
        if any(bare[at : at + RUN] in written for at in range(len(bare) - RUN + 1)):
            return f"{RUN} characters or more of a token{how}"
    return ""


def _bare(text: str) -> str:
    """Only the letters and digits, in small letters."""
    return re.sub(r"[\W_]", "", text).lower()


def _log_is_still_useful(world: World) -> Happened:
    tokens = _tokens(world)
    number = secrets.token_hex(3)
    line = f"request {number}: GET /api Authorization: Bearer {tokens[0]} 200"
    log = _log_of(world, tokens, [f"Otter opened page {number}", line])
    useful = [f"Otter opened page {number}", f"request {number}: GET /api", "200"]
    return Happened(
        all(words in log for words in useful),
        "The log no longer says what happened: who did what, and which status came back.",
    )


TOKEN_IN_LOG = Experiment(
    title="A token in a log",
    source="RFC 6819, section 4.6.7",
    guard="token_in_log",
    careless=line_as_it_is,
    attacks=(_in_a_header, _in_two_addresses, _in_an_answer, _from_another_server),
    honest=(_log_is_still_useful,),
    make=partial(World, public=True, pkce=False),
    gives=str,
)
