"""The panels of notebooks 09, 10 and 17: the reader's project, its script, the whole program."""

from __future__ import annotations

from lessons.exchange import typed_folder
from lessons.panels.panel import Panel, Values
from lessons.take_away import project_folder, take_away
from look.parts import Bar, Button, Code, Field, Part, Steps, Text

STEPS = 6
IN_A_TERMINAL = "In a terminal (in JupyterLab: File, New, Terminal) run"
WHAT_IT_DOES = (
    "It prints a link, asks for the address that comes back, and keeps the token in `.env`."
)


class ProjectPanel(Panel):
    """Make a folder with an environment, requirements and an ignored private file."""

    title = "Step 9: make a project folder of your own"
    watched = "make"
    _done: tuple[str, ...] = ()

    def parts(self) -> list[Part]:
        folder = Field("folder", "Folder", value=str(project_folder.default_folder()))
        shown: list[Part] = [folder, Button("make", "Make it")]
        if self._done:
            shown += [Bar("How far it is", len(self._done) / STEPS), Steps(self._done)]
        return shown

    def do_make(self, values: Values) -> None:
        folder = typed_folder.read(values["folder"])
        self._done = ()
        self.say("This takes a little while: the environment, then the libraries…")
        self.show()
        for sentence in project_folder.make(folder, self.twitch):
            self._done += (sentence,)
            self.show()
        self.done("09")
        self.say("The project is ready. Notebook 10 puts a script into it.", "good")


class ScriptPanel(Panel):
    """Put get_token.py into the project folder, and say how to run it."""

    title = "Take it with you: get_token.py"
    watched = "add"
    _commands = ""

    def parts(self) -> list[Part]:
        shown: list[Part] = [Button("add", "Put get_token.py into my project")]
        if self._commands:
            code = Code(self._commands, private=True)
            shown += [Text(IN_A_TERMINAL), code, Text(WHAT_IT_DOES)]
        return shown

    def do_add(self, _: Values) -> None:
        if not project_folder.is_made():
            for sentence in project_folder.make(project_folder.default_folder(), self.twitch):
                self.say(f"There was no project folder yet, so it is made now. {sentence}")
                self.show()
        folder = project_folder.made()
        renamed = project_folder.rename_old_script(folder)
        script = project_folder.add_script(folder, self.twitch)
        python = project_folder.python_of(folder).relative_to(folder)
        self._commands = f'cd "{folder}"\n{python} {script.name}'
        done = "get_token.py is in your project, and its .env is up to date."
        self.say(f"{done} {renamed}".strip(), "good")


class ProgramPanel(Panel):
    """Make a folder with the whole program in it, and run its own tests."""

    title = "Take it all with you: your own program"
    watched = "make"
    _files: tuple[str, ...] = ()

    def parts(self) -> list[Part | None]:
        return [
            Field("folder", "Folder", value=str(take_away.default_folder())),
            Button("make", "Make it and run its tests"),
            Code("\n".join(self._files)) if self._files else None,
        ]

    def do_make(self, values: Values) -> None:
        folder = typed_folder.read(values["folder"])
        self._files = tuple(take_away.make(folder, self.twitch))
        self.say("The files are there. Their tests run…")
        self.show()
        take_away.run_tests(folder)
        self.done("18")
        self.say("Your program is ready, and its own tests pass. Read its README.md.", "good")
