"""All guesses, by their names."""

from __future__ import annotations

from lessons.guesses import (
    access_token,
    authorization_code,
    client_secret,
    developer_account,
    project_folder,
    register_your_application,
    start_here,
)

GUESSES = {
    **start_here.GUESSES,
    **developer_account.GUESSES,
    **register_your_application.GUESSES,
    **client_secret.GUESSES,
    **authorization_code.GUESSES,
    **project_folder.GUESSES,
    **access_token.GUESSES,
}
