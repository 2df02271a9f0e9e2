"""People whose notebooks keep more than usual, who start again half-way, and whose panels break."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
from playwright.sync_api import expect
from watched_person import WatchedPerson

from lessons import panels

SAVE_WIDGETS = {"saveState": True}  # "Save Widget State Automatically", in Lab's menu of settings
# Each action does its work, and then fails with all that it knows in its words.
BREAK = """
from helpers import private_folder, service
from lessons import panels
from lessons.practice_side.practice_learner import catch_up

catch_up(service.chosen(), ["access_token"])

def broken(action):
    def fail(self, *values):
        action(self, *values)
        raise RuntimeError(f"{values} {private_folder.read(service.chosen().private_file)}")
    return fail

for name in panels.__all__:
    kind = getattr(panels, name)
    for one in dir(kind):
        if one.startswith("do_"):
            setattr(kind, one, broken(getattr(kind, one)))
"""
BREAK_WHAT_IS_SHOWN = """
for name in panels.__all__:
    kind = getattr(panels, name)
    if name.endswith("Panel"):
        kind.parts = broken(kind.parts)
"""
PANELS = [name for name in panels.__all__ if name.endswith("Panel")]
ARGUMENTS = {
    "ChatPanel": '"river_otter", "orbital_owl"',
    "GuessPanel": '"a_scope_that_does_not_exist"',
    "OpenIdPanel": '"my-own-nonce"',
    "QuestionPanel": '"what_to_give"',
    "StartPanel": 'at="08"',
}


def save_widgets(home: Path) -> None:
    folder = home / "settings" / "@jupyter-widgets" / "jupyterlab-manager"
    folder.mkdir(parents=True)
    (folder / "plugin.jupyterlab-settings").write_text(json.dumps(SAVE_WIDGETS))


class RestartingPerson(WatchedPerson):
    """Restarts the kernel when a secret is typed and not yet handed in, and does it again."""

    def make_secret(self) -> None:
        panel = self.panel("Step 7")
        panel.get_by_label("Client secret").fill("half-a-secret-was-typed-here")
        self._witness.saw_secret("typed", "half-a-secret-was-typed-here")
        self._restart_and_run(2)
        super().make_secret()

    def paste_answer(self) -> None:
        panel = self.panel("paste the address")
        panel.get_by_role("textbox").fill(self._clipboard)
        self._restart_and_run(3)
        super().paste_answer()

    def _restart_and_run(self, last: int) -> None:
        self.notebook.get_by_title("Restart the kernel", exact=True).click()
        self.lab.get_by_role("button", name="Confirm Kernel Restart").click()
        expect(self.lab.get_by_text("| Idle")).to_be_visible()
        for number in range(1, last + 1):
            self._run(number)


class UnluckyPerson(WatchedPerson):
    """Presses every button of every panel while each of them breaks."""

    typed = "typed-4h1s2e9c7r0e3t5-by-hand"
    typed_secret = "4h1s2e9c7r0e3t5typedbyhand6u8w"  # of a form that the panel takes

    def press_everything(self, workbook: Path) -> int:
        """Returns how many buttons were pressed."""
        self._witness.saw_secret("typed", self.typed)
        self._witness.saw_secret("typed", self.typed_secret)
        pressed = 0
        cells = [f"panels.{name}({ARGUMENTS.get(name, '')})" for name in PANELS]
        sources = [BREAK, *cells, BREAK_WHAT_IS_SHOWN]
        book = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(source) for source in sources]
        )
        book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
        path = workbook / "98_broken.ipynb"
        nbformat.write(book, path)
        self._open(path)
        self._run(1)
        for number in range(2, len(cells) + 2):
            self._run(number)
            pressed += self._press_all(number)
        self._run(len(cells) + 2)
        for number in range(2, len(cells) + 2):
            self._press_all(number)
        return pressed

    def _press_all(self, number: int) -> int:
        panel = self.notebook.locator(".jp-CodeCell").nth(number - 1).locator(".lesson-panel")
        expect(panel).to_be_visible()
        actions = {one.get_attribute("data-action") for one in panel.locator("[data-action]").all()}
        for action in actions:
            button = panel.locator(f"[data-action={action}]").first
            if button.count() == 0:
                continue  # an action before it has changed the panel
            for field in panel.get_by_role("textbox").all():
                veiled = "veiled" in (field.get_attribute("class") or "")
                field.fill(self.typed_secret if veiled else self.typed)
            button.click()
            expect(panel).to_have_attribute("aria-busy", "false")
        return len(actions)
