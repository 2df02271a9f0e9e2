"""The widgets of the notebooks. They call the other files of helpers and hold no HTTP logic.

Each is loaded when it is first asked for: the first panel is on screen the sooner.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

FILES = {
    "application": (
        "AccountPanel",
        "ApplicationPanel",
        "SecretPanel",
    ),
    "authorize": (
        "AnswerPanel",
        "FreshCodePanel",
        "LinkPanel",
    ),
    "chat": ("ChatPanel",),
    "choose_service": ("ServicePanel",),
    "clinic": ("ClinicPanel",),
    "device": ("DevicePanel",),
    "exchange": ("ExchangePanel",),
    "life": (
        "DisconnectPanel",
        "LifePanel",
    ),
    "other_links": (
        "ImplicitPanel",
        "OpenIdPanel",
    ),
    "project": (
        "ProgramPanel",
        "ProjectPanel",
        "ScriptPanel",
    ),
    "question": ("QuestionPanel",),
    "start": ("StartPanel",),
}
__all__ = sorted(name for names in FILES.values() for name in names)


def __getattr__(name: str) -> Any:
    for file, names in FILES.items():
        if name in names:
            return getattr(import_module(f"lessons.panels.{file}"), name)
    raise AttributeError(f"There is no panel called {name}.")
