"""The widgets of the notebooks. They call the other files of lessons and hold no HTTP logic."""

from __future__ import annotations

from importlib import import_module
from typing import Any

# Each file is read when one of its panels is asked for: a notebook begins with one of them.
FILES = {
    "application": ("AccountPanel", "ApplicationPanel", "SecretPanel"),
    "authorize": ("AnswerPanel", "FreshCodePanel", "LinkPanel"),
    "chat": ("ChatPanel",),
    "choose_service": ("ServicePanel",),
    "clinic": ("ClinicPanel",),
    "device": ("DevicePanel",),
    "exchange": ("ExchangePanel",),
    "guess": ("GuessPanel", "came_out"),
    "life": ("DisconnectPanel", "LifePanel"),
    "other_links": ("ImplicitPanel", "OpenIdPanel"),
    "project": ("ProgramPanel", "ProjectPanel", "ScriptPanel"),
    "question": ("QuestionPanel",),
    "start": ("StartPanel",),
}
FILE_OF = {name: file for file, names in FILES.items() for name in names}
__all__ = sorted(FILE_OF)


def __getattr__(name: str) -> Any:
    if name not in FILE_OF:
        raise AttributeError(f"There is no panel called {name}.")
    return getattr(import_module(f"{__name__}.{FILE_OF[name]}"), name)
