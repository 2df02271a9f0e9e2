"""The panels of notebooks 09, 10 and 17: the reader's project, its script, the whole program."""

from __future__ import annotations

import html
import os
from pathlib import Path

import ipywidgets as widgets

from helpers import service
from helpers.plain_errors import PlainError
from lessons.exchange import pasted
from lessons.panels.panel import Panel, field
from lessons.take_away import project_folder, take_away

STEPS = 6


class ProjectPanel(Panel):
    """Make a folder with an environment, requirements and an ignored private file."""

    title = "Step 9: make a project folder of your own"

    def __init__(self) -> None:
        self._folder = field("Folder")
        self._folder.value = str(project_folder.default_folder())
        self._progress = widgets.IntProgress(max=STEPS, layout=widgets.Layout(width="96%"))
        self._done = widgets.HTML()
        self._make = self.button("Make it", self._make_it)
        super().__init__(self._folder, self._make, self._progress, self._done)

    def watch(self) -> None:
        self._make_it()

    def _make_it(self) -> None:
        folder = _folder_in(self._folder.value)
        self._make.disabled, self._progress.value, sentences = True, 0, []
        try:
            self.say("This takes a little while: the environment, then the libraries…")
            for sentence in project_folder.make(folder, service.chosen()):
                sentences.append(f"✓ {sentence}")
                self._progress.value += 1
                self._done.value = "<br>".join(sentences)
        finally:
            self._make.disabled = False
        self.say("The project is ready. Notebook 10 puts a script into it.", "good")


class ScriptPanel(Panel):
    """Put get_token.py into the project folder, and say how to run it."""

    title = "Take it with you: get_token.py"

    def __init__(self) -> None:
        self._how = widgets.HTML()
        super().__init__(self.button("Put get_token.py into my project", self._add), self._how)

    def watch(self) -> None:
        self._add()

    def _add(self) -> None:
        twitch = service.chosen()
        if not project_folder.is_made():
            for sentence in project_folder.make(project_folder.default_folder(), twitch):
                self.say(f"There was no project folder yet, so it is made now. {sentence}")
        folder = project_folder.made()
        renamed = project_folder.rename_old_script(folder)
        script = project_folder.add_script(folder, twitch)
        python = project_folder.python_of(folder).relative_to(folder)
        commands = html.escape(f'cd "{folder}"\n{python} {script.name}')
        self._how.value = (
            "In a terminal (in JupyterLab: File, New, Terminal) run"
            f'<pre style="white-space:pre-wrap">{commands}</pre>'
            "It prints a link, asks for the address that comes back, and keeps the token in "
            "<code>.env</code>."
        )
        done = "get_token.py is in your project, and its .env is up to date."
        self.say(f"{done} {renamed}".strip(), "good")


class ProgramPanel(Panel):
    """Make a folder with the whole program in it, and run its own tests."""

    title = "Take it all with you: your own program"

    def __init__(self) -> None:
        self._folder = field("Folder")
        self._folder.value = str(take_away.default_folder())
        self._files = widgets.HTML()
        self._make = self.button("Make it and run its tests", self._make_it)
        super().__init__(self._folder, self._make, self._files)

    def watch(self) -> None:
        self._make_it()

    def _make_it(self) -> None:
        folder = _folder_in(self._folder.value)
        self._make.disabled = True
        try:
            files = take_away.make(folder, service.chosen())
            shown = "".join(f"<li><code>{html.escape(name)}</code></li>" for name in files)
            self._files.value = f'<ul style="line-height:1.45">{shown}</ul>'
            self.say("The files are there. Their tests run…")
            take_away.run_tests(folder)
        finally:
            self._make.disabled = False
        self.say("Your program is ready, and its own tests pass. Read its README.md.", "good")


def _folder_in(text: str) -> Path:
    """The folder whose whole path was typed, or pasted with quotes around it."""
    try:
        folder = Path(text.strip()).expanduser()
        if not folder.is_absolute():
            folder = Path(pasted.clean(text)).expanduser()
        os.fsencode(folder)
    except (UnicodeError, RuntimeError):  # half a character; ~somebody, who is not known here
        folder = Path()
    if not folder.is_absolute() or "\0" in text:
        raise PlainError("Give the whole path of the folder, from the root of the disk.")
    return folder
