"""The widgets of the notebooks. They call the other files of helpers and hold no HTTP logic."""

from helpers.panels.application import AccountPanel, ApplicationPanel, SecretPanel
from helpers.panels.authorize import AnswerPanel, FreshCodePanel, LinkPanel
from helpers.panels.chat import ChatPanel
from helpers.panels.choose_service import ServicePanel
from helpers.panels.clinic import ClinicPanel
from helpers.panels.device import DevicePanel
from helpers.panels.exchange import ExchangePanel
from helpers.panels.life import DisconnectPanel, LifePanel
from helpers.panels.other_links import ImplicitPanel, OpenIdPanel
from helpers.panels.project import ProgramPanel, ProjectPanel, ScriptPanel
from helpers.panels.question import QuestionPanel
from helpers.panels.start import StartPanel

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
]
