"""Who may import whom: the two ends of the wire never each other, and each end one way only."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
OURS = {"helpers", "practice"}

# The notebooks that have a file of questions, and what the proofs in it may use.
WITH_QUESTIONS = {
    "access_token",
    "attack_and_defend",
    "authorization_code",
    "call_the_api",
    "chat",
    "client_secret",
    "developer_account",
    "keep_the_token_alive",
    "other_flows",
    "project_folder",
    "register_your_application",
    "start_here",
    "twitch_and_the_book",
    "what_you_can_do_now",
}
PROOFS_USE = {
    "behind_the_curtain",
    "chat",
    "clinic.__init__",
    "comparing",
    "credentials",
    "helix",
    "id_token",
    "lab.__init__",
    "lab.git",  # a repository that is made for the proof
    "oauth",
    "pasted",
    "plain_errors",
    "practice_learner",
    "private_folder",
    "project_folder",
    "questions.question",
    "scopes",
    "sending",
    "service",
    "take_away",
    "token_auth",
    "wire",
}

# What each subject of the clinic's rules may use.
CLINIC_RULES_USE = {"clinic.case", "comparing", "diagnosis", "mistakes", "private_folder"}

# What each subject of the faults to cause may use.
FAULTS_USE = {"faults.bench", "faults.values"}

# Each file of each side, and what it may import of its own side.
ALLOWED: dict[str, dict[str, set[str]]] = {
    "helpers": {
        "plain_errors": set(),
        "mistakes": set(),
        "scopes": set(),
        "private_folder": {"plain_errors"},
        "practice_process": {"plain_errors", "private_folder"},
        "service": {"plain_errors", "practice_process", "private_folder"},
        "sent": set(),
        "last_failure": {"sent"},
        "sending": {"last_failure", "plain_errors", "private_folder", "service"},
        "oauth": {"plain_errors", "private_folder", "sending", "service"},
        "helix": {"sending", "service"},
        "id_token": {"plain_errors", "sending"},
        "credentials": {"oauth", "plain_errors", "private_folder", "service"},
        "wire": {"mistakes", "private_folder", "prose", "sending", "sent"},
        "behind_the_curtain": {
            "plain_errors",
            "practice_process",
            "private_folder",
            "sending",
            "service",
        },
        "pasted": {"mistakes", "plain_errors", "private_folder"},
        "practice_learner": {
            "credentials",
            "oauth",
            "pasted",
            "plain_errors",
            "sending",
            "service",
        },
        "prose": set(),
        "diagnosis": {"private_folder", "prose"},
        "comparing": {"credentials", "private_folder", "scopes"},
        "clinic.case": {
            "comparing",
            "credentials",
            "diagnosis",
            "mistakes",
            "private_folder",
            "sent",
        },
        "clinic.words": {"mistakes", "private_folder", "sending", "sent"},
        "clinic.hiding": {"credentials", "diagnosis", "sending", "sent"},
        "clinic.clock": {"credentials", "sent"},
        "clinic.elsewhere": {
            "comparing",
            "credentials",
            "diagnosis",
            "mistakes",
            "sent",
            "service",
        },
        "clinic.not_known": {
            "clinic.addresses",
            "clinic.clock",
            "clinic.words",
            "comparing",
            "credentials",
            "diagnosis",
            "mistakes",
            "private_folder",
            "sending",
            "sent",
        },
        "clinic.redirects": CLINIC_RULES_USE | {"credentials", "sent"},
        "clinic.clients": CLINIC_RULES_USE,
        "clinic.grants": CLINIC_RULES_USE,
        "clinic.scopes": CLINIC_RULES_USE,
        "clinic.tokens": CLINIC_RULES_USE | {"clinic.clients"},
        "clinic.addresses": CLINIC_RULES_USE | {"sent"},
        "clinic.browser": {"mistakes", "service"},
        "clinic.__init__": {
            "clinic.addresses",
            "clinic.browser",
            "clinic.case",
            "clinic.clients",
            "clinic.clock",
            "clinic.elsewhere",
            "clinic.grants",
            "clinic.hiding",
            "clinic.not_known",
            "clinic.redirects",
            "clinic.scopes",
            "clinic.tokens",
            "clinic.words",
            "credentials",
            "diagnosis",
            "last_failure",
            "mistakes",
            "plain_errors",
            "private_folder",
            "sent",
            "service",
        },
        "faults.values": {"credentials"},
        "faults.bench": {
            "credentials",
            "faults.values",
            "last_failure",
            "oauth",
            "practice_learner",
            "sending",
            "service",
        },
        "faults.exchange": FAULTS_USE | {"credentials", "oauth", "private_folder", "sending"},
        "faults.renewing": FAULTS_USE | {"scopes"},
        "faults.link": FAULTS_USE,
        "faults.tokens": FAULTS_USE | {"oauth", "sending"},
        "faults.__init__": {
            "faults.bench",
            "faults.exchange",
            "faults.link",
            "faults.renewing",
            "faults.tokens",
            "faults.values",
            "plain_errors",
        },
        "token_auth": {"credentials", "helix", "oauth", "plain_errors", "service"},
        "refresh_check": {
            "credentials",
            "helix",
            "plain_errors",
            "sending",
            "service",
            "token_auth",
            "verdict",
        },
        "book_check": {"credentials", "oauth", "sending", "service", "verdict"},
        "verdict": set(),
        "chat": {"plain_errors", "service"},
        "bot_check": {"chat", "verdict"},
        "project_folder": {"credentials", "plain_errors", "private_folder", "service"},
        "take_away": {
            "credentials",
            "plain_errors",
            "private_folder",
            "project_folder",
            "service",
        },
        "lab.record": {"private_folder", "sending"},
        "lab.git": {"plain_errors"},
        "lab.guards": {"lab.git"},
        "lab.site": {"lab.record"},
        "lab.browser": {"lab.record", "plain_errors"},
        "lab.authorization_server": {"lab.guards", "lab.record", "lab.site"},
        "lab.application": {"lab.authorization_server", "lab.guards", "lab.record", "lab.site"},
        "lab.world": {
            "lab.application",
            "lab.authorization_server",
            "lab.browser",
            "lab.guards",
            "lab.record",
            "lab.site",
        },
        "lab.experiment": {"lab.guards", "lab.world"},
        "lab.redirects": {
            "lab.authorization_server",
            "lab.browser",
            "lab.experiment",
            "lab.site",
            "lab.world",
        },
        "lab.codes": {"lab.browser", "lab.experiment", "lab.guards", "lab.world"},
        "lab.tokens": {"lab.experiment", "lab.guards", "lab.world"},
        "lab.leaks": {"lab.experiment", "lab.git", "lab.world"},
        "lab.harness": {
            "lab.codes",
            "lab.experiment",
            "lab.guards",
            "lab.leaks",
            "lab.record",
            "lab.redirects",
            "lab.tokens",
            "plain_errors",
        },
        "lab.__init__": {"lab.authorization_server", "lab.git", "lab.guards", "lab.harness"},
        "script.code": set(),  # the reader takes it along: it stands alone
        "questions.question": {"credentials", "service"},
        **{f"questions.{notebook}": PROOFS_USE for notebook in WITH_QUESTIONS},
        "questions.__init__": {f"questions.{notebook}" for notebook in WITH_QUESTIONS},
        "panels.panel": {"credentials", "plain_errors", "service"},
        "panels.application": {
            "behind_the_curtain",
            "credentials",
            "panels.panel",
            "pasted",
            "plain_errors",
            "practice_learner",
            "service",
        },
        "panels.authorize": {
            "credentials",
            "oauth",
            "panels.panel",
            "pasted",
            "plain_errors",
            "practice_learner",
            "private_folder",
            "scopes",
            "service",
        },
        "panels.chat": {"chat", "credentials", "panels.panel", "plain_errors", "service"},
        "panels.choose_service": {"panels.panel", "plain_errors", "service"},
        "panels.clinic": {
            "clinic.__init__",
            "credentials",
            "diagnosis",
            "faults.__init__",
            "last_failure",
            "panels.panel",
            "pasted",
            "plain_errors",
            "service",
            "wire",
        },
        "panels.device": {
            "credentials",
            "oauth",
            "panels.panel",
            "plain_errors",
            "practice_learner",
            "sending",
            "service",
        },
        "panels.exchange": {
            "behind_the_curtain",
            "credentials",
            "oauth",
            "panels.panel",
            "plain_errors",
            "sending",
            "service",
            "wire",
        },
        "panels.life": {
            "credentials",
            "oauth",
            "panels.panel",
            "plain_errors",
            "practice_learner",
            "sending",
            "service",
        },
        "panels.other_links": {
            "credentials",
            "oauth",
            "panels.panel",
            "pasted",
            "plain_errors",
            "practice_learner",
            "private_folder",
            "sending",
            "service",
        },
        "panels.project": {
            "panels.panel",
            "pasted",
            "plain_errors",
            "project_folder",
            "service",
            "take_away",
        },
        "panels.question": {
            "credentials",
            "last_failure",
            "panels.panel",
            "plain_errors",
            "questions.__init__",
            "questions.question",
            "service",
        },
        "panels.start": {"credentials", "panels.panel", "practice_learner", "service"},
        "panels.__init__": {
            "panels.application",
            "panels.authorize",
            "panels.chat",
            "panels.choose_service",
            "panels.clinic",
            "panels.device",
            "panels.exchange",
            "panels.life",
            "panels.other_links",
            "panels.project",
            "panels.question",
            "panels.start",
        },
        "__init__": {"plain_errors"},
    },
    "practice": {
        "__init__": set(),
        "fingerprint": set(),
        "random_values": set(),
        "scopes": set(),
        "clock": set(),
        "records": set(),
        "irc": set(),
        "world": set(),
        "rate_limit": set(),
        "schema": set(),
        "siblings": {"fingerprint"},
        "chat": {"irc", "world"},
        "store": {"fingerprint", "records", "schema"},
        "residents": {"chat", "world"},
        "clients": {"random_values", "records", "store"},
        "console": {"fingerprint", "random_values", "records", "store"},
        "handling": {"clients"},
        "issuing": {"clients", "clock", "fingerprint", "random_values", "records", "store"},
        "life": {"clients", "clock", "fingerprint", "random_values", "records", "store"},
        "openid": {"clients", "clock", "records", "store"},
        "cli_mock": {
            "clients",
            "clock",
            "fingerprint",
            "issuing",
            "random_values",
            "records",
            "scopes",
            "store",
        },
        "chat_session": {"chat", "irc", "life", "world"},
        "helix": {"clients", "life", "records", "store", "world"},
        "authorize": {
            "clients",
            "clock",
            "fingerprint",
            "issuing",
            "openid",
            "random_values",
            "records",
            "scopes",
            "store",
        },
        "chat_endpoint": {"chat", "chat_session", "handling", "life"},
        "chat_messages": {"chat", "clients", "helix", "records", "store"},
        "device": {
            "authorize",
            "clients",
            "clock",
            "fingerprint",
            "random_values",
            "records",
            "store",
        },
        "grants": {
            "authorize",
            "clients",
            "clock",
            "issuing",
            "openid",
            "random_values",
            "records",
            "store",
        },
        "rules": {
            "authorize",
            "device",
            "fingerprint",
            "grants",
            "helix",
            "issuing",
            "life",
            "openid",
            "store",
        },
        "endpoints": {"clients", "fingerprint", "handling", "rules", "siblings"},
        "page": {
            "chat",
            "console",
            "fingerprint",
            "handling",
            "random_values",
            "records",
            "rules",
            "store",
        },
        "cli_mock_endpoints": {"cli_mock", "endpoints", "handling"},
        "helix_endpoints": {
            "chat_messages",
            "clients",
            "endpoints",
            "rate_limit",
            "records",
            "rules",
        },
        "account_pages": {"handling", "page", "random_values", "scopes"},
        "consent_pages": {
            "authorize",
            "clients",
            "endpoints",
            "openid",
            "page",
            "records",
            "scopes",
        },
        "console_pages": {"console", "page", "records"},
        "curtain": {"chat_endpoint", "endpoints", "fingerprint", "page", "records", "store"},
        "server": {
            "account_pages",
            "chat",
            "chat_endpoint",
            "chat_messages",
            "cli_mock",
            "cli_mock_endpoints",
            "consent_pages",
            "console",
            "console_pages",
            "curtain",
            "endpoints",
            "fingerprint",
            "helix_endpoints",
            "page",
            "rate_limit",
            "residents",
            "rules",
            "siblings",
            "store",
        },
        "__main__": {"fingerprint", "server", "store"},
    },
}

# Each outside library (and sqlite3), and the files that may import it; a name ending in "/" is a
# folder.
LIBRARIES = {
    "helpers": {
        "requests": {
            "book_check",
            "clinic/",
            "faults/",
            "helix",
            "id_token",
            "last_failure",
            "oauth",
            "practice_learner",
            "refresh_check",
            "script/",
            "sending",
            "sent",
            "token_auth",
            "wire",
        },
        "bs4": {"practice_learner"},
        "dotenv": {"private_folder", "project_folder", "script/", "take_away"},
        "jwt": {"id_token"},
        "ipywidgets": {"panels/"},
        "websocket": {"chat"},
    },
    # The rules know nothing of HTTP, pages and tables; the store nothing of HTTP and pages.
    "practice": {
        "sqlite3": {"handling", "store"},
        "tornado": {
            "account_pages",
            "chat_endpoint",
            "consent_pages",
            "console_pages",
            "curtain",
            "endpoints",
            "handling",
            "helix_endpoints",
            "page",
            "server",
        },
        "jinja2": {"page"},
        "jwt": {"openid"},
        "cryptography": {"openid"},
    },
}
STANDARD = set(sys.stdlib_module_names) - {"sqlite3"}
IN_NOTEBOOKS = {"helpers", "requests", "ipywidgets", "IPython", "dotenv", "authlib", "websocket"}

# Ways to import by a string, which this test could not follow.
BY_STRING = {"importlib", "runpy", "pkgutil", "imp", "__import__", "eval", "exec"}

# The one file that starts the other side, as a process of its own.
STARTS_PRACTICE = "practice_process"


def files_of(side: str) -> dict[str, str]:
    """The source of each file of helpers or practice, by its name such as "panels.panel"."""
    folder = PROJECT / side
    return {
        ".".join(path.relative_to(folder).with_suffix("").parts): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.py"))
    }


def imported(source: str) -> Iterator[str]:
    """Everything that a source imports, with dots: modules, and names taken from them."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            yield from (f"{start}.{alias.name}" for alias in node.names)


def top_names(source: str) -> set[str]:
    """The first part of everything imported: "" for an import that begins with a dot."""
    return {name.split(".")[0] for name in imported(source)}


def imported_by_string(source: str) -> set[str]:
    """The words in a source that could import something without an import statement."""
    called = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    return BY_STRING & (called | top_names(source))


def started(source: str) -> set[str]:
    """The modules that a source runs as programs: what follows "-m" in a list or a call."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        words = node.args if isinstance(node, ast.Call) else getattr(node, "elts", [])
        values = [getattr(word, "value", None) for word in words]
        found |= {after for word, after in zip(values, values[1:], strict=False) if word == "-m"}
    return {str(module).split(".")[0] for module in found}


def arrows(side: str, files: dict[str, str]) -> dict[str, set[str]]:
    """Which files of its own side each file imports."""
    found: dict[str, set[str]] = {name: set() for name in files}
    for name, source in files.items():
        for target in imported(source):
            if target.split(".")[0] == side:
                found[name].add(file_behind(target.partition(".")[2], files))
    return found


def file_behind(target: str, files: dict[str, str]) -> str:
    """The file that an import such as "oauth.Token" or "panels.StartPanel" reads."""
    parts = target.split(".") if target else []
    for length in range(len(parts), -1, -1):
        for candidate in (parts[:length], [*parts[:length], "__init__"]):
            if ".".join(candidate) in files:
                return ".".join(candidate)
    raise AssertionError(f"there is no file for {target}")


def wrong_arrows(side: str, files: dict[str, str]) -> list[str]:
    found, allowed = arrows(side, files), ALLOWED[side]
    unknown = [f"{name} is not in the table" for name in files if name not in allowed]
    return unknown + [
        f"{name} -> {target}"
        for name, targets in found.items()
        for target in sorted(targets - allowed.get(name, targets))
    ]


def wrong_libraries(side: str, files: dict[str, str]) -> list[str]:
    wrong = []
    for name, source in files.items():
        for library in sorted(top_names(source) - OURS - STANDARD):
            homes = LIBRARIES[side].get(library, set())
            if name not in homes and f"{name.split('.')[0]}/" not in homes:
                wrong.append(f"{name} -> {library}")
    return wrong


def wrong_in_notebook(code: str) -> set[str]:
    wrong = top_names(code) - IN_NOTEBOOKS - set(sys.stdlib_module_names)
    wrong |= imported_by_string(code) | (started(code) & OURS)
    return wrong | ({"sys.path"} if "sys.path" in code else set())


def code_of(notebook: Path) -> str:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


@pytest.mark.parametrize(("side", "other"), [("helpers", "practice"), ("practice", "helpers")])
def test_the_two_ends_never_import_each_other(side: str, other: str) -> None:
    files = files_of(side)
    assert len(files) > 5
    assert [name for name, source in files.items() if other in top_names(source)] == []


@pytest.mark.parametrize("side", ["helpers", "practice"])
def test_nothing_is_imported_by_string_or_by_dots(side: str) -> None:
    for name, source in files_of(side).items():
        assert imported_by_string(source) == set(), name
        assert "" not in top_names(source), f"{name} imports with a dot in front"


def test_one_file_alone_starts_practice_and_nothing_starts_helpers() -> None:
    starters = {
        name
        for side in sorted(OURS)
        for name, source in files_of(side).items()
        if started(source) & OURS
    }
    assert starters == {STARTS_PRACTICE}
    assert started(files_of("helpers")[STARTS_PRACTICE]) == {"practice"}


@pytest.mark.parametrize("side", ["helpers", "practice"])
def test_each_side_imports_only_along_the_arrows(side: str) -> None:
    assert wrong_arrows(side, files_of(side)) == []


@pytest.mark.parametrize("side", ["helpers", "practice"])
def test_the_table_names_no_file_that_is_gone(side: str) -> None:
    assert set(ALLOWED[side]) - set(files_of(side)) == set()


@pytest.mark.parametrize("side", ["helpers", "practice"])
def test_there_is_no_circle(side: str) -> None:
    assert len(list(TopologicalSorter(ALLOWED[side]).static_order())) > 5


@pytest.mark.parametrize("side", ["helpers", "practice"])
def test_each_outside_library_has_its_place(side: str) -> None:
    assert wrong_libraries(side, files_of(side)) == []


def test_every_folder_of_ours_is_installed() -> None:
    settings = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    listed = settings.partition("[tool.setuptools]\npackages = [")[2].partition("]")[0]
    folders = [path.parent for side in OURS for path in (PROJECT / side).rglob("__init__.py")]
    names = {".".join(folder.relative_to(PROJECT).parts) for folder in folders}
    assert set(re.findall(r'"([^"]+)"', listed)) == names


def test_notebooks_import_nothing_else_of_ours() -> None:
    assert NOTEBOOKS
    for notebook in NOTEBOOKS:
        code = code_of(notebook)
        assert "helpers" in top_names(code), notebook.name
        assert wrong_in_notebook(code) == set(), notebook.name


# The checks themselves


@pytest.mark.parametrize(
    "line",
    [
        "from helpers.panels.panel import Panel",
        "from helpers.panels import Panel",
        "import helpers.panels.panel",
        "def late():\n    from helpers.panels import panel",
    ],
)
def test_a_reversed_arrow_is_noticed(line: str) -> None:
    files = files_of("helpers")
    files["oauth"] += f"\n{line}\n"
    assert any(wrong.startswith("oauth -> panels.") for wrong in wrong_arrows("helpers", files))


def test_a_new_file_is_noticed() -> None:
    files = files_of("helpers") | {"new": ""}
    assert wrong_arrows("helpers", files) == ["new is not in the table"]


def test_a_library_out_of_place_is_noticed() -> None:
    files = {"mistakes": "import requests.adapters", "panels.panel": "import httpx"}
    assert wrong_libraries("helpers", files) == ["mistakes -> requests", "panels.panel -> httpx"]
    assert wrong_libraries("practice", {"rules": "import sqlite3"}) == ["rules -> sqlite3"]


def test_practices_rules_may_not_import_its_front() -> None:
    files = files_of("practice")
    files["rules"] += "\nfrom practice import server\n"
    assert wrong_arrows("practice", files) == ["rules -> server"]


@pytest.mark.parametrize(
    "line",
    ["import practice", "from practice import rules", "if True:\n    import practice.rules as r"],
)
def test_the_other_end_is_noticed(line: str) -> None:
    assert "practice" in top_names(line)


@pytest.mark.parametrize(
    ("line", "how"),
    [
        ("__import__('practice')", "__import__"),
        ("from importlib import import_module", "importlib"),
        ("import runpy", "runpy"),
        ("exec('import practice')", "exec"),
    ],
)
def test_an_import_by_string_is_noticed(line: str, how: str) -> None:
    assert imported_by_string(line) == {how}


@pytest.mark.parametrize(
    "line",
    [
        "subprocess.run([sys.executable, '-m', 'practice'])",
        "command = (python, '-X', 'utf8', '-m', 'practice.server')",
        "os.execl(python, python, '-m', 'practice')",
    ],
)
def test_starting_the_other_end_is_noticed(line: str) -> None:
    assert started(line) == {"practice"}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("from practice import rules", "practice"),
        ("import sys; sys.path.append('..')", "sys.path"),
        ("import httpx", "httpx"),
        ("__import__('helpers')", "__import__"),
        ("run([python, '-m', 'practice'])", "practice"),
    ],
)
def test_what_a_notebook_may_not_do_is_noticed(line: str, what: str) -> None:
    assert wrong_in_notebook(f"import helpers, requests, json\n{line}") == {what}
