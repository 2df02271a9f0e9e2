"""A person at the screen: runs cells, works the panels, clicks through practice's pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from jupyter import PROJECT
from playwright.sync_api import Locator, Page, Request, expect

from lessons.guesses.bank import GUESSES
from lessons.panels.question import AGED
from lessons.questions.bank import QUESTIONS

NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
# `expect` looks less and less often, at last once in a second. Playwright's `wait_for` would search
# Lab's large page all the time, and slow down what it waits for.
expect.set_options(timeout=60_000)  # milliseconds
ACCOUNT = "river_otter"

# Tells at once when a cell has run: beside it stands [*]: while it runs, then a number. Looking
# again and again would cost a quarter of a second for each cell.
WATCH = """prompt => {
    window.ran = new Promise((resolve, reject) => {
        new MutationObserver((_, watch) => {
            if (!/\\[\\d+\\]:/.test(prompt.textContent)) return;
            watch.disconnect();
            resolve();
        }).observe(prompt, {childList: true, characterData: true, subtree: true});
        setTimeout(() => reject(new Error("the cell did not end within a minute")), 60000);
    });
}"""


def plain(text: str) -> str:
    """A sentence as it is shown: what is between backticks is code."""
    return text.replace("`", "")


class Person:
    """Works through the notebooks in one browser window, as somebody who reads and clicks.

    `service` is the label of the Twitch to choose. One who `answers` the questions is wrong about
    the first of each notebook, and looks at the proof. `look` is called with a name and a page
    whenever there is something to see.
    """

    def __init__(
        self,
        lab: Page,
        address: str,
        service: str,
        answers: bool = True,
        look: Callable[[str, Page], None] = lambda name, page: None,
    ) -> None:
        self.lab = lab
        self._address = address
        self._service = service
        self._answers = answers
        self._in_doubt = False
        self.look = look
        self._clipboard = ""
        self.sent_back_to: list[Path] = []  # notebooks that a panel says are to be done again
        self.practice = ""  # the address of the Twitch that was chosen, once a tab showed it
        self._works = {
            "ServicePanel()": self.choose_service,
            "AccountPanel()": self.become_developer,
            "ApplicationPanel()": self.register_application,
            "SecretPanel()": self.make_secret,
            "LinkPanel()": self.open_link,
            "AnswerPanel()": self.paste_answer,
            "ProjectPanel()": self.make_project,
            "FreshCodePanel()": self.check_code,
            "ExchangePanel()": self.exchange,
            "ScriptPanel()": self.take_script,
            "ClinicPanel()": self.cause_a_fault,
            "LifePanel()": self.watch_a_token_die,
            "ChatPanel(": self.watch_the_chat,
            "DisconnectPanel()": self.disconnect,
            "ProgramPanel()": self.take_the_program,
            "DevicePanel()": self.allow_television,
            "OpenIdPanel(": self.log_in,
            "ImplicitPanel()": self.take_token_from_address,
        }

        self._decides = {
            "QuestionPanel": self.answer,
            "GuessPanel": self.guess,
            "came_out": self.compare,
        }

    def work_through(self, notebook: Path) -> None:
        """Open one notebook and go from its first cell to its last, doing what it asks."""
        self._open(notebook)
        self._in_doubt = True
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        for number, source in enumerate(code, start=1):
            self._run(number)
            self._work(source.splitlines()[-1])
        self.look(notebook.stem, self.lab)

    @property
    def notebook(self) -> Locator:
        """The notebook that is in front."""
        return self.lab.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    def panel(self, title: str) -> Locator:
        """The panel with this title, wherever it is in the notebook."""
        return self.notebook.locator(".lesson-panel:not([hidden])", has_text=title).first

    # What a person does in each panel

    def choose_service(self) -> None:
        panel = self.panel("Which Twitch")
        panel.get_by_label(self._service).check()
        panel.get_by_label("I do the steps myself").check()
        panel.get_by_role("button", name="Keep this choice").click()
        self._expect(panel, "you do the steps")

    def become_developer(self) -> None:
        panel = self.panel("Steps 1 to 3")
        page = self._new_tab(panel.get_by_role("link", name="Enter the developer console"))
        self.practice = page.url.split("/login")[0]
        self.look("page-login", page)
        page.get_by_role("button", name=ACCOUNT).click()
        self.look("page-agreement", page)
        page.get_by_role("button", name="Accept").click()
        expect(page.get_by_role("heading", name="console").first).to_be_visible()
        self.look("page-console", page)
        page.close()
        panel.get_by_role("button", name="Did it work?").click()
        self._expect(panel, "worked")

    def register_application(self) -> None:
        panel = self.panel("Steps 4 to 6")
        page = self._logged_in(
            self._new_tab(panel.get_by_role("link", name="list of applications"))
        )
        self.look("page-applications-none", page)
        page.get_by_role("link", name="Register your application").click()
        self.look("page-register", page)
        page.get_by_label("Name").fill("Night Light Bot")
        page.get_by_label("OAuth Redirect URLs").fill("http://localhost")
        page.get_by_role("button", name="Add").click()
        page.get_by_label("Category").select_option("Chat Bot")
        page.get_by_label("I'm not a robot").check()
        self.look("page-register-filled", page)
        page.get_by_role("button", name="Create").click()
        self.look("page-applications", page)
        page.get_by_role("link", name="Manage Night Light Bot").click()
        self.look("page-manage", page)
        client_id = page.get_by_label("Client ID").inner_text()
        page.close()
        panel.get_by_label("Client ID").fill(f"  '{client_id}' ")
        panel.get_by_role("button", name="Keep").click()
        self._expect(panel, "Kept for")

    def make_secret(self) -> None:
        panel = self.panel("Step 7")
        page = self._logged_in(self._new_tab(panel.get_by_role("link", name="Manage page")))
        page.get_by_role("link", name="New Secret").click()
        self.look("page-new-secret", page)
        page.get_by_role("button", name="Make a new secret").click()
        self.look("page-secret", page)
        secret = page.get_by_label("Client Secret").inner_text()
        page.close()
        panel.get_by_label("Client secret").fill(secret)
        panel.get_by_role("button", name="Keep").click()
        self._expect(panel, "Kept in the private file")
        assert panel.get_by_label("Client secret").input_value() == ""

    def open_link(self) -> None:
        panel = self.panel("build the authorize link")
        for part in ("?response_type=", "&client_id=", "&redirect_uri=", "&scope=", "&state="):
            panel.get_by_role("button", name="Add the next part").click()
            expect(panel.get_by_text(part)).to_be_visible()
        self._expect(panel, "The link is whole")
        self._consent(panel.get_by_role("link", name="Open the authorize link"), "")

    def paste_answer(self) -> None:
        self._hand_in(self.panel("paste the address"), "The state is the one you sent")

    def make_project(self) -> None:
        panel = self.panel("Step 9")
        panel.get_by_role("button", name="Make it").click()
        self._expect(panel, "The project is ready")

    def check_code(self) -> None:
        self._expect(self.panel("Your code, and a fresh one"), "Your code is")

    def exchange(self) -> None:
        panel = self.panel("Step 10: exchange")
        panel.get_by_role("button", name="Send the request").click()
        self._expect(panel, "Status: 200")

    def take_script(self) -> None:
        panel = self.panel("Take it with you")
        panel.get_by_role("button", name="Put get_token.py").click()
        self._expect(panel, "get_token.py is in your project")

    def cause_a_fault(self) -> None:
        panel = self.panel("The error clinic")
        if self._service != "Practice Twitch":
            return  # nothing is broken on purpose there, so there is no button
        panel.get_by_role("combobox").select_option("The API: OAuth in place of Bearer")
        panel.get_by_role("button", name="Cause this one").click()
        panel.get_by_role("button", name="Show the diagnosis").click()
        expect(panel.get_by_text("The word before the token is OAuth")).to_be_visible()

    def allow_television(self) -> None:
        panel = self.panel("Two devices")
        panel.get_by_role("button", name="Show a code").click()
        ask = panel.get_by_role("button", name="Ask whether it is allowed")
        ask.click()
        self._expect(panel, "authorization_pending")
        self.look("panel-television", self.lab)
        page = self._logged_in(self._new_tab(panel.get_by_role("link", name="Open the page")))
        self.look("page-activate", page)
        page.get_by_role("button", name="Authorize").click()
        expect(page.get_by_role("heading", name="The device is activated")).to_be_visible()
        self.look("page-activated", page)
        page.close()
        self.lab.wait_for_timeout(5_500)  # Twitch's interval is five seconds
        ask.click()
        self._expect(panel, "Status: 200")

    def log_in(self) -> None:
        panel = self.panel("asks who you are")  # the map has the panel's title, too
        self._consent(panel.get_by_role("link", name="who you are"), "-openid")
        self._hand_in(panel, "The code is kept")

    def take_token_from_address(self) -> None:
        panel = self.panel("The implicit flow")
        self._consent(panel.get_by_role("link", name="response_type=token"), "-implicit")
        assert "#access_token=" in self._clipboard
        self._hand_in(panel, "revoked at once")

    def watch_a_token_die(self) -> None:
        panel = self.panel("A token that lives for seconds")
        panel.get_by_role("button", name="Get one and watch it").click()
        if self._service == "Practice Twitch":
            self._expect(panel, "Validate: 401")
        else:
            self._expect(panel, "makes no short-lived tokens")

    def watch_the_chat(self) -> None:
        panel = self.panel("Live: the chat of")
        panel.get_by_role("button", name="Start").click()
        expect(panel.get_by_text("OrbitalOwl").first).to_be_visible()
        self.look("13_chat-live", self.lab)
        panel.get_by_role("button", name="Stop").click()
        self._expect(panel, "Stopped.")

    def disconnect(self) -> None:
        panel = self.panel("End the connection")
        page = self._logged_in(
            self._new_tab(panel.get_by_role("link", name="Open your connections"))
        )
        self.look("page-connections", page)
        buttons = page.get_by_role("button", name="Disconnect")
        connected = buttons.count()
        buttons.first.click()
        expect(buttons).to_have_count(connected - 1)  # a page that closes while it loads may hang
        page.close()
        panel.get_by_role("button", name="Check my tokens").click()
        expect(panel.get_by_text("400, Invalid refresh token")).to_be_visible()
        self._expect(panel, "useless")
        if self._service == "Practice Twitch":
            panel.get_by_role("button", name="Get new ones").click()
            self._expect(panel, "you hold new tokens")
        else:
            self._expect(panel, "Get new ones in notebooks 08 and 10")
            self.sent_back_to = [one for one in NOTEBOOKS if one.name[:2] in ("08", "10")]

    def take_the_program(self) -> None:
        panel = self.panel("Take it all with you")
        panel.get_by_role("button", name="Make it and run its tests").click()
        self._expect(panel, "its own tests pass")

    def answer(self, name: str) -> None:
        """Answer this question rightly; one in doubt sees a wrong answer disproved before."""
        question = QUESTIONS[name]
        panel, right = self.panel(plain(question.text)), sorted(question.right)
        wrong = next(key for key in question.answers if key not in right)
        for chosen in ([wrong, *right[1:]], right) if self._in_doubt else (right,):
            for box in panel.get_by_role("checkbox").all():
                box.uncheck()
            for key in chosen:
                panel.get_by_label(plain(question.answers[key].text), exact=True).check()
            panel.get_by_role("button", name="Answer").click()
            self._expect(panel, plain(question.answers[chosen[0]].says))
            if wrong in chosen:
                panel.get_by_role("button", name="See for yourself").click()
                expect(panel.get_by_text("The lines that ran")).to_be_visible()
                expect(panel.get_by_text("It runs…")).to_be_hidden()
                assert AGED not in panel.inner_text(), name
        self._in_doubt = False

    # How a person does it

    def _open(self, notebook: Path) -> None:
        """Open the first notebook by Lab's address, the others in its list of files."""
        if self.notebook.count():
            self._save_and_close()
            files = self.lab.get_by_role("region", name="File Browser Section")
            if not files.is_visible():  # Lab opens without it
                self.lab.get_by_role("tab", name="File Browser").click()
            files.get_by_text(notebook.name, exact=True).dblclick()
        else:
            self.lab.goto(self._address.format(notebook.name))
        tab = self.lab.locator(".lm-TabBar-tab.lm-mod-current", has_text=notebook.name)
        expect(tab).to_be_visible()
        kernel = self.notebook.locator(".jp-Toolbar-kernelName", has_text="Python 3")
        expect(kernel).to_be_visible()
        idle = self.lab.get_by_text("| Idle")
        expect(idle).to_be_visible(timeout=180_000)  # before, Lab drops what is run

    def _run(self, number: int) -> None:
        """Run this code cell of the notebook, the first is 1, and wait for its end."""
        prompt = self.notebook.locator(".jp-CodeCell .jp-InputPrompt").nth(number - 1)
        prompt.click()
        prompt.evaluate(WATCH)
        self.lab.keyboard.press("Shift+Enter")
        self.lab.evaluate("() => window.ran")

    def _save_and_close(self) -> None:
        tab = self.lab.locator(".lm-TabBar-tab.lm-mod-current", has_text=".ipynb")
        self.lab.keyboard.press("Control+s")
        expect(tab).not_to_have_class(re.compile("jp-mod-dirty"))
        tab.locator(".lm-TabBar-tabCloseIcon").click()
        expect(self.notebook).to_have_count(0)

    def guess(self, name: str) -> None:
        """Take the last choice: the practice learner takes the first."""
        guess = GUESSES[name]
        panel = self.panel(plain(guess.text))
        panel.get_by_role("button").last.click()
        self._expect(panel, "Now run the next cell")

    def compare(self, name: str) -> None:
        """See what came of the guess."""
        guess = GUESSES[name]
        chosen = list(guess.options.values())[-1]
        self._expect(self.panel(plain(guess.text)), plain(chosen.says))

    def _work(self, last_line: str) -> None:
        for call, work in self._works.items():
            if last_line.startswith(call):
                work()
        asked = re.match(r'(QuestionPanel|GuessPanel|came_out)\("(\w+)"', last_line)
        if asked and self._answers:
            self._decides[asked[1]](asked[2])

    def _expect(self, panel: Locator, words: str) -> None:
        expect(panel.get_by_role("status").filter(has_text=words)).to_be_visible()

    def _consent(self, link: Locator, what: str) -> None:
        """Open a link, press Authorize if asked, and copy the address that comes back."""
        page = self._logged_in(self._new_tab(link))
        self.look(f"page-consent{what}", page)
        page.get_by_role("button", name="Authorize").click()
        expect(page.get_by_role("link", name="Continue")).to_be_visible()
        self.look(f"page-leaving{what}", page)
        self._clipboard = self._address_after(page, page.get_by_role("link", name="Continue"))
        self.look(f"page-browser-error{what}", page)
        page.close()

    def _hand_in(self, panel: Locator, words: str) -> None:
        panel.get_by_role("textbox").fill(self._clipboard)
        panel.get_by_role("button", name="Hand it in").click()
        self._expect(panel, words)

    def _new_tab(self, link: Locator) -> Page:
        with self.lab.context.expect_page() as opened:
            link.click()
        opened.value.wait_for_load_state()
        return opened.value

    def _logged_in(self, page: Page) -> Page:
        """Log in, if this page asks for it: practice may be at another port than before."""
        if "/login" in page.url:
            page.get_by_role("button", name=ACCOUNT).click()
            page.wait_for_load_state()
        return page

    def _address_after(self, page: Page, link: Locator) -> str:
        """Where the browser goes after a click, although nothing answers there."""

        def is_the_answer(request: Request) -> bool:
            return request.is_navigation_request() and request.url.startswith("http://localhost/")

        with page.expect_event("requestfailed", is_the_answer):
            link.click()
        page.wait_for_url("chrome-error://**")
        # What the address bar shows, and a request leaves out: what stands behind the #.
        session = page.context.new_cdp_session(page)
        history = session.send("Page.getNavigationHistory")
        return str(history["entries"][history["currentIndex"]]["url"])
