"""Repositories in which some commit holds a secret, each in another way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lessons.lab.running_git import git

Build = Callable[[Path, str], None]
Files = dict[str, str]

YEARS_AGO = 1_100_000_000  # seconds since 1970: old commits count as well
CLEAN = {"app.py": "import os\n\nSECRET = os.environ['SECRET']\n"}


def committed(folder: Path, commits: list[Files]) -> None:
    """A new repository with these commits on main, one after the other."""
    _import(folder, [_commit(files, number + 1) for number, files in enumerate(commits)])


def _import(folder: Path, commits: list[str]) -> None:
    """git fast-import takes a whole history at once, which is far quicker than git commit."""
    folder.mkdir()
    git(folder, "init", "--quiet", "--template=")
    (folder / ".git/HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    git(folder, "fast-import", "--quiet", typed="".join(commits))
    git(folder, "reset", "--quiet", "--hard")


def _commit(files: Files, mark: int, parents: str = "", ref: str = "refs/heads/main") -> str:
    """One commit in the words of git fast-import. `parents` is such as "from :1"."""
    changes = "".join(f"M 100644 inline {path}\n{_data(text)}" for path, text in files.items())
    who = f"committer Lab <lab@lab.invalid> {YEARS_AGO + mark} +0000"
    parents = parents and f"{parents}\n"
    return f"commit {ref}\nmark :{mark}\n{who}\n{_data(f'Version {mark}')}{parents}{changes}\n"


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}\n"


def _held(secret: str) -> Files:
    return {"app.py": f"import os\n\nSECRET = '{secret}'\n"}


def _older(folder: Path, secret: str) -> None:
    committed(folder, [{"app.py": "SECRET = 'to be filled in'\n"}, _held(secret), CLEAN])


def _long_ago(folder: Path, secret: str) -> None:
    later = [{"notes.md": f"{number} notes\n"} for number in range(120)]
    committed(folder, [{"docs/the keys.txt": f"key={secret};"}, {"docs/the keys.txt": ""}, *later])


def _other_branch(folder: Path, secret: str) -> None:
    notes = {"notes.txt": f"the secret is {secret}\n"}
    _import(folder, [_commit(CLEAN, 1), _commit(notes, 2, "from :1", "refs/heads/try/this")])


def _merged_branch(folder: Path, secret: str) -> None:
    """It came and went on a branch, which was merged and is gone."""
    side = "refs/heads/side"
    commits = [
        _commit({"a.txt": "a\n"}, 1),
        _commit({".env": f"SECRET={secret}\n"}, 2, "from :1", side),
        _commit({".env": "SECRET=\n"}, 3, "from :2", side),
        _commit({"b.txt": "b\n"}, 4, "from :1"),
        _commit({".env": "SECRET=\n"}, 5, "from :4\nmerge :3"),
    ]
    _import(folder, commits)
    git(folder, "branch", "--quiet", "-D", "side")


def _in_a_merge(folder: Path, secret: str) -> None:
    """Somebody resolved a conflict, and wrote it in."""
    side = "refs/heads/side"
    commits = [
        _commit({"app.py": "SECRET = 1\n"}, 1),
        _commit({"app.py": "SECRET = 2\n"}, 2, "from :1", side),
        _commit({"app.py": "SECRET = 3\n"}, 3, "from :1"),
        _commit(_held(secret), 4, "from :3\nmerge :2"),
        _commit(CLEAN, 5, "from :4"),
    ]
    _import(folder, commits)


def _without_diff(folder: Path, secret: str) -> None:
    unseen = {".gitattributes": "*.lock -diff\n", "keys.lock": f"{secret}\n"}
    committed(folder, [unseen, {"keys.lock": "\n"}])


def _binary(folder: Path, secret: str) -> None:
    committed(folder, [{"cache.db": f"\0\0{secret}\0"}, {"cache.db": "\0"}])


def _amended(folder: Path, secret: str) -> None:
    committed(folder, [{"a.txt": "a\n"}, _held(secret)])
    (folder / "app.py").write_text(CLEAN["app.py"], encoding="utf-8")
    git(folder, "commit", "--quiet", "--all", "--amend", "--message", "Version 2")


def _thrown_away(folder: Path, secret: str) -> None:
    """A branch of which only git's own notes are left."""
    side = _commit(_held(secret), 2, "from :1", "refs/heads/side")
    _import(folder, [_commit(CLEAN, 1), side])
    git(folder, "checkout", "--quiet", "side")
    git(folder, "checkout", "--quiet", "main")
    git(folder, "branch", "--quiet", "-D", "side")


def _behind_a_tag(folder: Path, secret: str) -> None:
    _import(folder, [_commit(CLEAN, 1), _commit(_held(secret), 2, "from :1", "refs/tags/v0.1")])


def _fetched(folder: Path, secret: str) -> None:
    theirs = _commit(_held(secret), 2, "from :1", "refs/remotes/origin/try")
    _import(folder, [_commit(CLEAN, 1), theirs])


def _stashed(folder: Path, secret: str) -> None:
    committed(folder, [CLEAN])
    (folder / "app.py").write_text(_held(secret)["app.py"], encoding="utf-8")
    git(folder, "stash", "push", "--quiet")


# Each with where the secret is, in words.
HISTORIES: dict[str, Build] = {
    "in an older commit": _older,
    "in the first of more than a hundred commits": _long_ago,
    "on another branch, in a text file": _other_branch,
    "on a branch that was merged after it had been taken out": _merged_branch,
    "in a merge commit": _in_a_merge,
    "in a file of which git shows no differences": _without_diff,
    "in a binary file": _binary,
    "in a commit that was amended": _amended,
    "on a branch that was deleted": _thrown_away,
    "in a commit that only a tag leads to": _behind_a_tag,
    "on a branch that was fetched": _fetched,
    "in a stash": _stashed,
}
