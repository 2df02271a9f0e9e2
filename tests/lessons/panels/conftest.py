"""What the tests in this folder share."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from ipywidgets.widgets import widget as all_widgets
from panel_tests import (
    ID,
    STATE,
)

from helpers import credentials, oauth, private_folder
from lessons.practice_side.practice_learner import PracticeLearner, catch_up


@pytest.fixture(autouse=True)
def close_widgets():
    """Leave no widget to the next test, but for those that the panels share."""
    before = set(all_widgets._instances)
    yield
    for model in set(all_widgets._instances) - before:
        all_widgets._instances[model].close()


@pytest.fixture
def secrets(monkeypatch):
    """Every secret that was ever kept in this test."""
    seen: set[str] = set()
    write = private_folder.write

    def remember(file_name, values):
        names = {f"TWITCH_{name.upper()}" for name in credentials.SECRETS}
        seen.update(value for name, value in values.items() if name in names and value)
        write(file_name, values)

    monkeypatch.setattr(private_folder, "write", remember)
    return seen


@pytest.fixture
def application(practice):
    credentials.keep(practice, client_id=ID, redirect_uri="http://localhost")
    return practice


@pytest.fixture
def waiting(application):
    """A link was opened and waits for its answer."""
    credentials.keep(application, scope="chat:read", state=STATE)
    return application


@pytest.fixture
def with_code(practice):
    """Everything up to an unused code is there."""
    catch_up(practice, ["client_secret"])
    mine = credentials.kept(practice)
    link = oauth.authorize_url(practice, mine.client_id, mine.redirect_uri, ["chat:read"], STATE)
    address = PracticeLearner(practice).authorize(link)
    [code] = parse_qs(urlsplit(address).query)["code"]
    credentials.keep_code(practice, code)
    return practice


@pytest.fixture
def registered(practice):
    catch_up(practice, ["client_secret"])
    return practice
