"""All guesses, by their names."""

from __future__ import annotations

from lessons.guesses import (
    access_token,
    attack_and_defend,
    authorization_code,
    call_the_api,
    chat,
    client_secret,
    developer_account,
    keep_the_token_alive,
    log_in_with_openid_connect,
    other_flows,
    project_folder,
    register_your_application,
    start_here,
    twitch_and_the_standards,
    what_you_can_do_now,
)

GUESSES = {
    **start_here.GUESSES,
    **developer_account.GUESSES,
    **register_your_application.GUESSES,
    **client_secret.GUESSES,
    **authorization_code.GUESSES,
    **project_folder.GUESSES,
    **access_token.GUESSES,
    **call_the_api.GUESSES,
    **keep_the_token_alive.GUESSES,
    **chat.GUESSES,
    **attack_and_defend.GUESSES,
    **other_flows.GUESSES,
    **log_in_with_openid_connect.GUESSES,
    **twitch_and_the_standards.GUESSES,
    **what_you_can_do_now.GUESSES,
}
