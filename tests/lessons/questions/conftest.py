"""A reader who earned all there is before the questions are asked."""

from __future__ import annotations

import venv
from dataclasses import asdict

import pytest

from helpers import credentials, private_folder
from lessons.practice_side.practice_learner import catch_up
from lessons.take_away import project_folder


@pytest.fixture(scope="module")
def earned() -> dict[str, str]:
    """What the reader got in notebooks 04 to 10; one reader serves all the tests."""
    return {}


@pytest.fixture
def finished(practice, earned):
    """Practice Twitch, and a reader who has finished notebook 10. No library is installed."""
    if not earned:
        catch_up(practice, ["access_token"])
        earned.update(asdict(credentials.kept(practice)))
    credentials.keep(practice, **earned)
    folder = project_folder.default_folder()
    folder.mkdir()
    project_folder.write_private_file(folder, practice, credentials.kept(practice))
    venv.create(folder / ".venv")
    private_folder.write("choice.env", {"PROJECT_FOLDER": str(folder)})
    return practice
