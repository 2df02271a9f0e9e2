"""All questions, by their names. Some of them need the laboratory, so this is loaded late."""

from __future__ import annotations

from lessons.questions import (
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

QUESTIONS = {
    **start_here.QUESTIONS,
    **developer_account.QUESTIONS,
    **register_your_application.QUESTIONS,
    **client_secret.QUESTIONS,
    **authorization_code.QUESTIONS,
    **project_folder.QUESTIONS,
    **access_token.QUESTIONS,
    **call_the_api.QUESTIONS,
    **keep_the_token_alive.QUESTIONS,
    **chat.QUESTIONS,
    **attack_and_defend.QUESTIONS,
    **other_flows.QUESTIONS,
    **log_in_with_openid_connect.QUESTIONS,
    **twitch_and_the_standards.QUESTIONS,
    **what_you_can_do_now.QUESTIONS,
}
