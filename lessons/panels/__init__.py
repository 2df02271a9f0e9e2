"""The widgets of the notebooks. They call the other files of helpers and hold no HTTP logic."""

from __future__ import annotations

from typing import Any

from lessons.panels.application import AccountPanel, ApplicationPanel, SecretPanel
from lessons.panels.authorize import AnswerPanel, FreshCodePanel, LinkPanel
from lessons.panels.chat import ChatPanel
from lessons.panels.choose_service import ServicePanel
from lessons.panels.device import DevicePanel
from lessons.panels.exchange import ExchangePanel
from lessons.panels.guess import GuessPanel, came_out, on_purpose
from lessons.panels.life import DisconnectPanel, LifePanel
from lessons.panels.other_links import ImplicitPanel, OpenIdPanel
from lessons.panels.project import ProgramPanel, ProjectPanel, ScriptPanel
from lessons.panels.question import QuestionPanel
from lessons.panels.start import StartPanel

__all__ = [
    "AccountPanel",
    "AnswerPanel",
    "ApplicationPanel",
    "ChatPanel",
    "ClinicPanel",
    "DevicePanel",
    "DisconnectPanel",
    "ExchangePanel",
    "FreshCodePanel",
    "GuessPanel",
    "ImplicitPanel",
    "LifePanel",
    "LinkPanel",
    "OpenIdPanel",
    "ProgramPanel",
    "ProjectPanel",
    "QuestionPanel",
    "ScriptPanel",
    "SecretPanel",
    "ServicePanel",
    "StartPanel",
    "came_out",
    "on_purpose",
]


def __getattr__(name: str) -> Any:
    if name == "ClinicPanel":  # late: it brings all rules of the clinic
        from lessons.panels.clinic import ClinicPanel

        return ClinicPanel
    raise AttributeError(f"There is no panel called {name}.")
