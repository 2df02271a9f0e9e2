"""Every panel at rest, working, refused and done, as data: what its page would get to draw.

Each function works a real panel against a Practice Twitch, and yields a name for each state. They
run in the order of `WORKED`: a later panel needs what an earlier one keeps.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from panel_tests import SECRET, links

from helpers import credentials, oauth
from helpers.plain_errors import PlainError
from helpers.service import Service
from lessons import panels
from lessons.clinic import faults
from lessons.panels.panel import Panel
from lessons.practice_side.practice_learner import PracticeLearner
from lessons.take_away import project_folder, take_away
from look.parts import Button

NEEDED = ("rest", "working", "refused", "done")
States = Iterator[tuple[str, Panel]]


@dataclass(frozen=True)
class Shown:
    """One state of one panel: its view, and the action that runs while it is shown."""

    panel: str
    state: str
    view: dict[str, Any]
    pressed: str = ""


def account(twitch: Service) -> States:
    panel = panels.AccountPanel()
    yield "rest", panel
    panel.press("look")
    yield "refused", panel
    person = PracticeLearner(twitch)
    person._browser.headers["User-Agent"] = "Mozilla/5.0"  # a browser's
    person.become_developer()
    panel.press("look")
    yield "done", panel


def which_service(_: Service) -> States:
    panel = panels.ServicePanel()
    yield "rest", panel
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTERHUB_USER", "somebody")
        panel.press("keep", service="twitch", mode="doing")
        yield "refused", panel
    panel.press("keep", service="practice", mode="doing")
    yield "done", panel


def start(_: Service) -> States:
    def refuse(*_: Any) -> None:
        raise PlainError("Practice Twitch can't be reached. Start it again.")

    panel = panels.StartPanel("client_id", "client_secret", at="10")
    yield "rest", panel
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lessons.practice_side.practice_learner.catch_up", refuse)
        panel.press("catch_up")
        yield "refused", panel
    panel.press("catch_up")
    yield "done", panel


def application(twitch: Service) -> States:
    panel = panels.ApplicationPanel()
    yield "rest", panel
    panel.press("keep", client_id="my application", redirect_uri="http://localhost")
    yield "refused", panel
    client_id = credentials.kept(twitch).client_id
    panel.press("keep", client_id=client_id, redirect_uri="http://localhost")
    yield "done", panel


def secret(twitch: Service) -> States:
    panel = panels.SecretPanel()
    yield "rest", panel
    client_id = credentials.kept(twitch).client_id
    panel.press("keep", client_secret=client_id)
    yield "refused", panel
    panel.press("keep", client_secret=PracticeLearner(twitch).new_secret(client_id))
    yield "done", panel


def link(_: Service) -> States:
    panel = panels.LinkPanel()
    yield "rest", panel
    panel.press("add", scope="everything")
    yield "refused", panel
    panel.press("add", scope="user:read:email")
    yield "added", panel
    panel.press("whole")
    yield "done", panel


def answer(twitch: Service) -> States:
    panel = panels.AnswerPanel()
    yield "rest", panel
    panel.press("hand_in", pasted="")
    yield "refused", panel
    panel._offer_link()
    yield "with a link", panel
    panel.press("hand_in", pasted=PracticeLearner(twitch).authorize(*links(panel)))
    yield "done", panel


def fresh_code(twitch: Service) -> States:
    panel = panels.FreshCodePanel()
    yield "a fresh code", panel
    panel._offer_link()
    yield "rest", panel
    panel.press("hand_in", pasted="http://localhost/?error=access_denied")
    yield "refused", panel
    panel.press("hand_in", pasted=PracticeLearner(twitch).authorize(*links(panel)))
    yield "done", panel


def exchange(twitch: Service) -> States:
    panel = panels.ExchangePanel()
    yield "rest", panel
    right = credentials.kept(twitch).client_secret
    credentials.keep(twitch, client_secret=SECRET)
    panel.press("exchange")
    yield "refused", panel
    credentials.keep(twitch, client_secret=right)
    panel.press("exchange")
    yield "done", panel


def project(_: Service) -> States:
    panel = panels.ProjectPanel()
    yield "rest", panel
    panel.press("make", folder="here")
    yield "refused", panel
    drawn: list[dict[str, Any]] = []  # all that the panel holds, each time it draws itself
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(panels.ProjectPanel, "show", lambda self: drawn.append(dict(vars(self))))
        panel.press("make", folder=str(project_folder.default_folder()))
    done = dict(vars(panel))
    vars(panel).update(drawn[2])
    yield "halfway", panel
    vars(panel).update(done)
    yield "done", panel


def script(twitch: Service) -> States:
    panel = panels.ScriptPanel()
    yield "rest", panel
    right = credentials.kept(twitch).client_secret
    credentials.keep(twitch, client_secret="")
    panel.press("add")
    yield "refused", panel
    credentials.keep(twitch, client_secret=right)
    panel.press("add")
    yield "done", panel


def program(_: Service) -> States:
    panel = panels.ProgramPanel()
    yield "rest", panel
    panel.press("make", folder="here")
    yield "refused", panel
    panel.press("make", folder=str(take_away.default_folder()))
    yield "done", panel


def chat(twitch: Service) -> States:
    panel = panels.ChatPanel("river_otter", "amber_lantern")
    yield "rest", panel
    right = credentials.kept(twitch).access_token
    credentials.keep(twitch, access_token="")
    panel.press("start")
    yield "refused", panel
    credentials.keep(twitch, access_token=right)
    panel.press("start")
    panel._messages.append(("OrbitalOwl", "There is a lantern behind the stairs"))
    yield "done", panel
    panel.press("stop")
    yield "stopped", panel


def clinic(twitch: Service) -> States:
    panel = panels.ClinicPanel()
    yield "rest", panel
    panel.press("look_at", address="", link="")
    yield "refused", panel
    panel.press("look_at", address="http://localhost/?error=access_denied", link="")
    yield "an address", panel
    panel.press("cause", fault=faults.FAULTS[0].title)
    yield "caused", panel
    panel.press("diagnose")
    yield "done", panel
    oauth.validate(twitch, "x" * 30)
    panel.press("look")
    yield "a failure", panel


def life(twitch: Service) -> States:
    panel = panels.LifePanel()
    yield "rest", panel
    right = credentials.kept(twitch).refresh_token
    credentials.keep(twitch, refresh_token="")
    panel.press("begin")
    yield "refused", panel
    credentials.keep(twitch, refresh_token=right)
    panel.press("begin")
    yield "a bar", panel
    oauth.revoke(twitch, credentials.kept(twitch).client_id, panel._access_token)
    panel._dies_at = 0.0
    panel.tick()
    yield "done", panel


def disconnect(twitch: Service) -> States:
    panel = panels.DisconnectPanel()
    yield "rest", panel
    panel.press("look")
    yield "refused", panel
    PracticeLearner(twitch).disconnect(credentials.kept(twitch).client_id)
    panel.press("look")
    yield "done", panel
    panel.press("catch_up")
    yield "connected again", panel


def device(twitch: Service) -> States:
    panel = panels.DevicePanel()
    yield "rest", panel
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(credentials, "need", lambda *_: credentials.Credentials(client_id="x" * 30))
        panel.press("begin")
        yield "refused", panel
    panel.press("begin")
    panel.press("poll")
    yield "a code", panel
    PracticeLearner(twitch).activate(*links(panel))
    panel._may_ask_at = 0.0
    panel.press("poll")
    yield "done", panel


def open_id(twitch: Service) -> States:
    yield from _another_link(panels.OpenIdPanel("n-0S6"), twitch)


def implicit(twitch: Service) -> States:
    yield from _another_link(panels.ImplicitPanel(), twitch)


def _another_link(panel: Panel, twitch: Service) -> States:
    yield "rest", panel
    panel.press("hand_in", pasted="")
    yield "refused", panel
    panel.press("hand_in", pasted=PracticeLearner(twitch).authorize(*links(panel)))
    yield "done", panel


def question(_: Service) -> States:
    panel = panels.QuestionPanel("fixed_by_a_header")
    yield "rest", panel
    panel.press("answer", answer="invalid")
    yield "refused", panel
    for chosen in ("invalid missing", "invalid scope"):
        panel.press("answer", answer=chosen)
        panel.press("prove")
        yield f"wrong: {chosen}", panel
    panel.press("answer", answer="missing client_id")
    yield "two", panel
    panel = panels.QuestionPanel("token_is_missing")
    panel.press("answer", answer="expired")
    panel.press("prove")
    yield "one", panel
    panel.press("answer", answer="word")
    yield "done", panel


def guess(_: Service) -> States:
    name = "a_scope_that_does_not_exist"
    panel = panels.GuessPanel(name)
    yield "rest", panel
    panels.came_out(name, "refused")
    yield "refused", panel
    panel.press("choose", value="page")
    yield "guessed", panel
    panel.press("choose", value="refused")
    panels.came_out(name, "page")
    yield "otherwise", panel
    panels.came_out(name, "refused")
    yield "done", panel


WORKED: dict[str, Callable[[Service], States]] = {
    "AccountPanel": account,
    "ServicePanel": which_service,
    "StartPanel": start,
    "ApplicationPanel": application,
    "SecretPanel": secret,
    "LinkPanel": link,
    "AnswerPanel": answer,
    "FreshCodePanel": fresh_code,
    "ExchangePanel": exchange,
    "ProjectPanel": project,
    "ScriptPanel": script,
    "ProgramPanel": program,
    "ChatPanel": chat,
    "ClinicPanel": clinic,
    "LifePanel": life,
    "DisconnectPanel": disconnect,
    "DevicePanel": device,
    "OpenIdPanel": open_id,
    "ImplicitPanel": implicit,
    "QuestionPanel": question,
    "GuessPanel": guess,
}


def all_states(twitch: Service) -> Iterator[Shown]:
    """Work every panel; this Practice Twitch is the chosen one, and nobody has used it yet."""
    with pytest.MonkeyPatch.context() as patch:
        _install_nothing(patch)
        for name, work in WORKED.items():
            for state, panel in work(twitch):
                view = panel.view()
                yield Shown(name, state, view.data())
                buttons = [one.action for one in view.controls() if isinstance(one, Button)]
                if state in ("rest", "halfway"):
                    working = "working" if state == "rest" else "working on"
                    yield Shown(name, working, view.data(), buttons[0])


def _install_nothing(patch: pytest.MonkeyPatch) -> None:
    """Neither venv nor pip runs, nor the tests of the reader's own program."""

    def make_environment(folder: Path, with_pip: bool) -> None:
        python = project_folder.python_of(folder.parent)
        python.parent.mkdir(parents=True)
        python.touch()

    patch.setattr(project_folder.venv, "create", make_environment)
    patch.setattr(
        project_folder.subprocess, "run", lambda sent, **_: subprocess.CompletedProcess(sent, 0)
    )
    patch.setattr(take_away, "run_tests", lambda _: None)
