"""The reader's own project: what is made, what is kept, and the panels that make it."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import venv
from pathlib import Path

import dotenv
import pytest
from panel_tests import buttons, field, pictures, press, said

from helpers import credentials, private_file, private_folder, service
from helpers.plain_errors import NotYet, PlainError
from lessons import panels
from lessons.take_away import project_folder
from look.parts import Bar, Code, Steps

ID, SECRET = "hof5gwx0su6owfnys0nyan9c87zr6t", "41vpdji4e9gif29md0ouet6fktd2xy"
on_posix = pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of POSIX")


@pytest.fixture
def installed(monkeypatch):
    """Neither venv nor pip runs; the commands that pip would have got."""
    commands: list[list[str]] = []

    def make_environment(folder, with_pip):
        assert with_pip
        python = project_folder.python_of(Path(folder).parent)
        python.parent.mkdir(parents=True)
        python.touch()

    def run(command, **_):
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(project_folder.venv, "create", make_environment)
    monkeypatch.setattr(project_folder.subprocess, "run", run)
    return commands


@pytest.fixture
def twitch(stub, monkeypatch):
    """A client ID and a secret are there."""
    monkeypatch.setenv("PRACTICE_URL", stub.base)
    twitch = stub.as_service()
    credentials.keep(twitch, client_id=ID, client_secret=SECRET, redirect_uri="http://localhost")
    monkeypatch.setattr(service, "chosen", lambda: twitch)
    return twitch


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "my project"


def make(folder, twitch) -> list[str]:
    return list(project_folder.make(folder, twitch))


def test_a_project_has_an_environment_requirements_and_a_private_file(folder, twitch, installed):
    sentences = make(folder, twitch)
    assert len(sentences) == panels.project.STEPS
    names = {path.name for path in folder.iterdir()}
    assert names == {"requirements.txt", ".gitignore", ".env", ".venv"}
    assert dotenv.dotenv_values(folder / ".env") == {
        "TWITCH_CLIENT_ID": ID,
        "TWITCH_CLIENT_SECRET": SECRET,
        "TWITCH_REDIRECT_URI": "http://localhost",
        "TWITCH_SCOPE": "chat:read chat:edit",
        "TWITCH_ID_URL": twitch.id_url,
    }
    assert not [sentence for sentence in sentences if SECRET in sentence]


def test_the_projects_own_python_installs_its_requirements(folder, twitch, installed):
    make(folder, twitch)
    [command] = installed
    assert command[:4] == [str(project_folder.python_of(folder)), "-m", "pip", "install"]
    assert command[-2:] == ["-r", "requirements.txt"]
    assert not [word for word in command if SECRET in word]


def test_the_script_needs_no_more_than_the_requirements_and_what_comes_with_it():
    needed = set()
    for name in ("get_token.py", *project_folder.BESIDE_IT):
        text = (project_folder.PROGRAM / name).read_text(encoding="utf-8")
        needed |= set(re.findall(r"^(?:import|from) (\w+)", text, re.MULTILINE))
    ours = {name.removesuffix(".py") for name in project_folder.BESIDE_IT}
    assert needed - set(sys.stdlib_module_names) == {"dotenv", "requests", *ours}
    names = [line.split(">=")[0] for line in project_folder.REQUIREMENTS.splitlines()]
    assert names == ["requests", "python-dotenv"]


def test_the_script_can_be_read_in_one_go():
    for name, most in (("get_token.py", 70), ("reading.py", 120)):
        assert len((project_folder.PROGRAM / name).read_text(encoding="utf-8").splitlines()) < most
    moves = re.findall(r"^# (\d)\. ", project_folder.SCRIPT.read_text("utf-8"), re.MULTILINE)
    assert moves == ["1", "2", "3", "4"]


@on_posix
def test_only_the_owner_may_read_the_private_file(folder, twitch, installed):
    umask = os.umask(0)
    try:
        make(folder, twitch)
        project_folder.add_script(folder, twitch)
    finally:
        os.umask(umask)
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600


@on_posix
@pytest.mark.parametrize(("mode", "closed"), [(0o600, True), (0o640, False), (0o604, False)])
def test_a_private_file_is_told_as_closed_when_nobody_else_may_read_it(tmp_path, mode, closed):
    (tmp_path / ".env").touch()
    (tmp_path / ".env").chmod(mode)
    assert project_folder._is_closed(tmp_path / ".env") == closed


@on_posix
def test_a_private_file_that_others_may_read_is_closed(folder, twitch, installed):
    folder.mkdir()
    (folder / ".env").write_text("MINE=5\n")
    (folder / ".env").chmod(0o644)
    sentences = make(folder, twitch)
    assert ".env is your private file; only you can read it." in sentences
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600
    assert dotenv.dotenv_values(folder / ".env")["MINE"] == "5"


@on_posix
def test_on_a_disk_that_knows_no_modes_nothing_is_promised(folder, twitch, installed, monkeypatch):
    monkeypatch.setattr(private_file, "replace", lambda path, content: path.write_bytes(content))
    folder.mkdir()
    (folder / ".env").touch(0o644)
    assert ".env is your private file." in make(folder, twitch)


def test_git_leaves_the_secret_and_the_environment_out(folder, twitch, installed):
    make(folder, twitch)
    subprocess.Popen(["git", "init", "--quiet"], cwd=folder).wait(10)
    with subprocess.Popen(
        ["git", "status", "--porcelain", "--untracked-files=all"],
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
    ) as status:
        shown = status.communicate(timeout=10)[0]
    assert shown.split() == ["??", ".gitignore", "??", "requirements.txt"]


def test_what_is_there_is_kept(folder, twitch, installed):
    folder.mkdir()
    (folder / "requirements.txt").write_text("flask\nRequests==2.32.3")
    (folder / ".gitignore").write_text("*.pyc\n.env\n!.env\n")
    (folder / ".env").write_text("MINE=5\nTWITCH_CLIENT_ID=old\n")
    (folder / "notes.txt").write_text("mine")
    for _ in range(2):
        make(folder, twitch)
    requirements = (folder / "requirements.txt").read_text().splitlines()
    assert requirements == ["flask", "Requests==2.32.3", "python-dotenv>=1.0"]
    ignored = (folder / ".gitignore").read_text().splitlines()
    assert ignored[:3] == ["*.pyc", ".env", "!.env"]
    assert (ignored.count(".env"), ignored.count(".venv/")) == (2, 1)
    assert (folder / "notes.txt").read_text() == "mine"
    values = dotenv.dotenv_values(folder / ".env")
    assert (values["MINE"], values["TWITCH_CLIENT_ID"]) == ("5", ID)


def test_a_library_whose_name_only_begins_so_is_another(folder, twitch, installed):
    folder.mkdir()
    (folder / "requirements.txt").write_text("requests-mock\npython-dotenv-vault\n")
    make(folder, twitch)
    requirements = (folder / "requirements.txt").read_text().splitlines()
    assert requirements[2:] == ["requests>=2.32", "python-dotenv>=1.0"]


@pytest.mark.parametrize("name", ["requirements.txt", ".gitignore", ".env"])
def test_a_file_in_another_encoding_is_a_sentence(folder, twitch, installed, name):
    folder.mkdir()
    (folder / name).write_bytes("flask\n".encode("utf-16"))
    with pytest.raises(PlainError, match="text in UTF-8"):
        make(folder, twitch)
    assert (folder / name).read_bytes() == "flask\n".encode("utf-16")


def test_an_environment_that_is_there_is_not_made_again(folder, twitch, installed, monkeypatch):
    make(folder, twitch)

    def refuse(*_, **__):
        raise AssertionError("made again")

    monkeypatch.setattr(project_folder.venv, "create", refuse)
    make(folder, twitch)


def test_without_a_secret_nothing_is_made(folder, stub):
    with pytest.raises(NotYet, match="a client ID"):
        make(folder, stub.as_service())
    assert not folder.exists()


def test_a_folder_that_can_not_be_written_is_a_sentence(tmp_path, twitch, installed):
    (tmp_path / "file").touch()
    with pytest.raises(PlainError, match="can't be written"):
        make(tmp_path / "file" / "project", twitch)


def test_a_python_without_venv_is_a_sentence(folder, twitch, installed, monkeypatch):
    def fail(*_, **__):
        raise subprocess.CalledProcessError(1, ["ensurepip"])

    monkeypatch.setattr(project_folder.venv, "create", fail)
    with pytest.raises(PlainError, match="python3-venv"):
        make(folder, twitch)
    assert not project_folder.is_made()


@pytest.mark.parametrize(
    "failure",
    [
        lambda *_, **__: subprocess.CompletedProcess([], 1),
        lambda *_, **__: (_ for _ in ()).throw(subprocess.TimeoutExpired("pip", 300)),
        lambda *_, **__: (_ for _ in ()).throw(FileNotFoundError()),
    ],
)
def test_libraries_that_can_not_be_installed_are_a_sentence(
    folder, twitch, installed, monkeypatch, failure
):
    monkeypatch.setattr(project_folder.subprocess, "run", failure)
    with pytest.raises(PlainError, match="could not be installed. Is this computer online"):
        make(folder, twitch)
    assert not project_folder.is_made()


def test_the_folder_that_was_made_is_remembered(folder, twitch, installed):
    with pytest.raises(NotYet, match="Make it in notebook 09"):
        project_folder.made()
    make(folder, twitch)
    assert project_folder.made() == folder
    folder.rename(folder.with_name("moved"))
    assert not project_folder.is_made()


def test_the_usual_folder_is_beside_the_private_one(tmp_path):
    assert project_folder.default_folder() == (tmp_path / "my-twitch-app").resolve()
    assert project_folder.default_folder().parent == private_folder.folder().parent


def test_the_script_is_put_in_and_the_private_file_brought_up_to_date(folder, twitch, installed):
    make(folder, twitch)
    credentials.keep(twitch, client_secret="newer", scope="user:read:email")
    project_folder.add_script(folder, twitch)
    for name in ("get_token.py", *project_folder.BESIDE_IT):
        assert (folder / name).read_bytes() == (project_folder.PROGRAM / name).read_bytes()
    values = dotenv.dotenv_values(folder / ".env")
    assert values["TWITCH_CLIENT_SECRET"] == "newer"
    assert values["TWITCH_SCOPE"] == "user:read:email"


def test_a_script_that_was_changed_is_kept_as_old(folder, twitch, installed):
    make(folder, twitch)
    project_folder.add_script(folder, twitch)
    assert not (folder / "get_token.py.old").exists()
    project_folder.add_script(folder, twitch)
    assert not (folder / "get_token.py.old").exists()
    (folder / "get_token.py").write_text("# mine\n")
    script = project_folder.add_script(folder, twitch)
    assert (folder / "get_token.py.old").read_text() == "# mine\n"
    assert script.read_text(encoding="utf-8") == project_folder.SCRIPT.read_text(encoding="utf-8")


def test_a_changed_script_in_another_encoding_is_kept_too(folder, twitch, installed):
    make(folder, twitch)
    (folder / "get_token.py").write_bytes("# für mich\n".encode("latin-1"))
    project_folder.add_script(folder, twitch)
    assert (folder / "get_token.py.old").read_bytes() == "# für mich\n".encode("latin-1")


# --- the panels ---


def make_with(panel, text: str) -> None:
    field(panel, "Folder").value = text
    press(panel, buttons(panel)[0])


def test_the_panel_makes_the_project_step_by_step(folder, twitch, installed):
    panel, shown = panels.ProjectPanel(), []
    assert field(panel, "Folder").value == str(project_folder.default_folder())
    panel.show = lambda: shown.append(len(panel.parts()))
    make_with(panel, f" {folder} ")
    assert "The project is ready" in said(panel)
    [bar] = [part for part in panel.parts() if isinstance(part, Bar)]
    [steps] = [part for part in panel.parts() if isinstance(part, Steps)]
    assert bar.part == 1 and len(steps.lines) == panels.project.STEPS == len(shown) - 1
    assert project_folder.made() == folder


@pytest.mark.parametrize("kind", ["ProjectPanel", "ProgramPanel"])
@pytest.mark.parametrize(
    "text",
    ["", "my-twitch-app", "../elsewhere", "~nobody-of-this-name/app", "/tmp/a\0b", "/tmp/\ud800"],
)
def test_the_panel_wants_the_whole_path(twitch, installed, kind, text):
    panel = getattr(panels, kind)()
    make_with(panel, text)
    assert "Give the whole path" in said(panel)
    assert field(panel, "Folder").value == text


@pytest.mark.parametrize("around", ['"{}"', "'{}'", " “{}”\n", "\u202a{}"])
def test_quotes_around_a_path_do_no_harm(folder, twitch, installed, around):
    panel = panels.ProjectPanel()
    make_with(panel, around.format(folder))
    assert "The project is ready" in said(panel)
    assert project_folder.made() == folder


def test_a_whole_path_is_taken_as_it_is_typed(tmp_path, twitch, installed):
    folder = tmp_path / "می\u200cخواهم 'this'"  # the character that can't be seen belongs to it
    make_with(panels.ProjectPanel(), str(folder))
    assert project_folder.made() == folder


def test_after_a_failure_the_button_works_again(folder, twitch, installed, tmp_path):
    (tmp_path / "file").touch()
    panel = panels.ProjectPanel()
    make_with(panel, str(tmp_path / "file" / "project"))
    assert "can't be written" in said(panel)
    make_with(panel, str(folder))
    assert "The project is ready" in said(panel)


def test_the_script_panel_makes_the_project_when_there_is_none(twitch, installed):
    panel = panels.ScriptPanel()
    press(panel, "Put get_token.py into my project")
    folder = project_folder.default_folder()
    assert "get_token.py is in your project" in said(panel)
    assert (folder / "get_token.py").exists()
    [commands] = [part for part in panel.parts() if isinstance(part, Code)]
    assert f'cd "{folder}"' in commands.text and "get_token.py" in commands.text
    assert str(folder) not in pictures(panel)


def test_an_old_code_py_is_renamed_and_that_is_said(folder, twitch, installed):
    make(folder, twitch)
    for number, name in enumerate(["code.py.old", "code.py.old2"]):
        (folder / "code.py").write_text(f"# mine {number}\n")
        panel = panels.ScriptPanel()
        press(panel, "Put get_token.py into my project")
        assert f"Your code.py is called {name} now" in said(panel)
        assert (folder / name).read_text() == f"# mine {number}\n"
    assert not (folder / "code.py").exists()
    panel = panels.ScriptPanel()
    press(panel, "Put get_token.py into my project")
    assert "code.py is called" not in said(panel)


def test_watching_makes_the_project_and_puts_the_script_in(twitch, installed, monkeypatch):
    monkeypatch.setenv("TUTORIAL_MODE", "watching")
    assert "The project is ready" in said(panels.ProjectPanel())
    panel = panels.ScriptPanel()
    assert (project_folder.default_folder() / "get_token.py").exists()
    assert SECRET not in pictures(panel)


def test_the_projects_own_python_is_asked_and_its_last_words_are_plain(tmp_path, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")  # as a kernel sets it
    python = project_folder.python_of(tmp_path)
    venv.create(tmp_path / ".venv", with_pip=False)
    assert python.exists()
    assert project_folder.ask(tmp_path, "print('here')") == (0, "here")
    status, last_words = project_folder.ask(tmp_path, "import no_such_library")
    assert (status, last_words) == (1, "ModuleNotFoundError: No module named 'no_such_library'")


def test_a_project_without_its_python_is_a_sentence(tmp_path):
    with pytest.raises(PlainError, match="can't be started"):
        project_folder.ask(tmp_path, "print('here')")
