"""Notebook 09: right .gitignores pass, and each known mistake is told. git itself is asked."""

from __future__ import annotations

import pytest

from helpers.plain_errors import PlainError
from lessons.checks import ignore_check

RIGHT = {
    "one for each": ".env\n.env.*\n!.env.example\n.venv/\n*.log\n",
    "a short one": ".env\n.env.*\n!.env.example\n.venv\n*.log\n",
    "with comments": "# secrets\n.env\n.env.*\n!.env.example\n\n# made again\n.venv/\n*.log",
    "in any folder": "**/.env\n**/.env.*\n!**/.env.example\n**/.venv/**\n**/*.log\n",
    "Windows": ".env\r\n.env.*\r\n!.env.example\r\n.venv/\r\n*.log\r\n",
    "another order": "*.log\n.venv/\n.env.*\n!.env.example\n.env\n",
}
BASE = ".env\n.env.*\n!.env.example\n.venv/\n*.log\n"
WRONG = {
    "any environment": (BASE.replace(".venv", "*venv"), "Names that are only similar, included"),
    "two environments": (BASE + "venv/\n", "Names that are only similar, included"),
    "environments that begin so": (BASE.replace(".venv/", ".venv*"), "Names that are only similar"),
    "what is in it": (BASE.replace(".venv/", ".venv/*"), "environment in another folder, left out"),
    "here only": (BASE.replace(".venv/", "/.venv"), "environment in another folder, left out"),
    "with its path": (BASE.replace(".venv/", "./.venv/"), "The environment, left out"),
    "any example": (BASE.replace("!.env.", "!*."), ".example`"),
    "examples of a kind": (BASE.replace("!.env.", "!.env.*."), ".example`"),
    "spaces": (BASE.strip().replace("\n", " "), "All of it is one line."),
    "a raw text": (BASE.replace("\n", "\\n"), "All of it is one line."),
    "a wide one": (BASE.replace(".env\n", ".env*\n", 1), "Names that are only similar"),
    "what ends so": (BASE.replace(".env\n", "*env\n", 1), "Names that are only similar"),
    "anything before": (BASE.replace(".env\n", "*.env\n", 1), "Names that are only similar"),
    "anything before others": (BASE.replace(".env.*", "*.env.*"), "Names that are only similar"),
    "more examples": (BASE.replace("example", "example*"), "includes `.env.example.local`"),
    "without the wide one": (
        ".env\n.env.[!e]*\n.env.e[!x]*\n.venv/*\n*.log\n",
        "includes `.env.example.local`",
    ),
    "moved in": (BASE.replace(".env\n", "    .env\n", 1), "A space before a pattern is a part"),
    "empty": ("", "`.env`, left out: git includes `.env`"),
    "no .env": (BASE.replace(".env\n", "", 1), "`.env`, left out"),
    "a comment behind": (
        BASE.replace(".env\n", ".env  # secrets\n", 1),
        "includes `.env`. After a pattern, `#`",
    ),
    "a space before": (BASE.replace(".env\n", " .env\n", 1), "includes `.env`"),
    "no dot": (BASE.replace(".env\n", "env\n", 1), "includes `.env`"),
    "as a folder": (BASE.replace(".env\n", ".env/\n", 1), "includes `.env`"),
    "quotes": (BASE.replace(".env\n", '".env"\n', 1), "includes `.env`"),
    "backslash": (BASE.replace(".env\n", ".\\.env\n", 1), "includes `.env`"),
    "dot slash": (BASE.replace(".env\n", "./.env\n", 1), "includes `.env`"),
    "commas": (".env, .env.*, .venv, *.log\n", "includes `.env`. All of it is one line."),
    "only here": (BASE.replace(".env\n", "/.env\n", 1), "`.env` in another folder, left out"),
    "no others": (".env\n.venv/\n*.log\n", "Others that begin with `.env.`, left out"),
    "local only": (
        ".env\n.env.local\n.venv/\n*.log\n",
        "Others that begin with `.env.`, left out",
    ),
    "example too": (BASE.replace("!.env.example\n", ""), "git leaves out `.env.example`"),
    "the wrong order": (
        "!.env.example\n.env\n.env.*\n.venv/\n*.log\n",
        "git leaves out `.env.example`",
    ),
    "only this example": (
        BASE.replace("!.env", "!/.env"),
        "The example, included: git leaves out",
    ),
    "no environment": (BASE.replace(".venv/\n", ""), "The environment, left out"),
    "no logs": (BASE.replace("*.log\n", ""), "Logs, left out"),
    "logs here only": (BASE.replace("*.log", "/*.log"), "Logs, left out"),
    "log": (BASE.replace("*.log", "*log*"), "The program, included: git leaves out `log.py`"),
    "env": (BASE.replace(".env\n", "*env*\n", 1), "git leaves out `env.py`"),
    "everything": ("*\n", "git leaves out"),
    "all but programs": ("*\n!*.py\n", "git leaves out"),
    "all with a dot": (".*\n!.env.example\n*.log\n", "git leaves out `.gitignore`"),
    "everything back": (BASE + "!.*\n", "includes `.env`"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_gitignore_passes(name, is_noted):
    verdict = ignore_check.try_out(lambda: RIGHT[name])
    assert verdict.passed, verdict
    assert is_noted("gitignore")


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told(name, is_noted):
    text, told = WRONG[name]
    verdict = ignore_check.try_out(lambda: text)
    assert told in repr(verdict)
    assert not verdict.passed and not is_noted("gitignore")


def test_what_is_no_text_is_told(nowhere):
    told = repr(ignore_check.try_out(lambda: [".env"]))
    assert "It returned `['.env']`" in told
    assert "git leaves out" not in told and "git was not asked" in told


def test_what_the_reader_ignores_everywhere_is_no_help(nowhere, tmp_path, monkeypatch):
    ignored = tmp_path / "git" / "ignore"
    ignored.parent.mkdir()
    ignored.write_text(BASE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert not ignore_check.try_out(lambda: "").passed


def test_without_git_a_sentence_says_so(nowhere, monkeypatch):
    monkeypatch.setattr(ignore_check.shutil, "which", lambda name: None)
    with pytest.raises(PlainError, match="git is not installed here"):
        ignore_check.try_out(lambda: BASE)
