"""Texts that hold none of Twitch's words: some have a cause that is known, some are no failure."""

from __future__ import annotations

import pytest

from lessons import clinic

BROWSER = "This site can’t be reached\nlocalhost refused to connect.\nERR_CONNECTION_REFUSED"
CORS = "Access to fetch at 'https://id.twitch.tv/oauth2/authorize' has been blocked by CORS policy"
CURL = "curl: (60) SSL certificate problem: unable to get local issuer certificate"
NODE = "SyntaxError: Unexpected token < in JSON at position 0"
REDIRECT = "nothing_listens_at_the_redirect_address"
DROPPED = '{"data":[{"is_sent":false,"drop_reason":{"code":"msg_duplicate","message":"Twice."}}]}'


@pytest.fixture(autouse=True)
def _chosen(kept):
    """The chosen Twitch keeps all of MINE."""


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (BROWSER, REDIRECT),
        (CORS, "asked_by_a_script"),
        (CURL, "connection_not_trusted"),
        (NODE, "answer_is_no_json"),
        ("KeyError: 'access_token'", "answer_has_no_token"),
        ("Safari can’t connect to the server “localhost”", REDIRECT),
        ("Firefox kann keine Verbindung zum Server unter localhost aufbauen.", REDIRECT),
        ("(mismatching_state) CSRF Warning! State not equal in request", "state_differs"),
        ("(insecure_transport) OAuth 2 MUST utilize https.", "library_wants_https"),
        ('Scope has changed from "a b" to "b a".', "scopes_of_the_answer_differ"),
        ("(missing_token) Missing access token parameter.", "answer_has_no_token"),
        ("MissingScopeException: require user auth scope X", "scope_not_granted"),
        ("twitchAPI.type.InvalidRefreshTokenException", "token_refused"),
        ('{"message":"invalid transport and auth combination"}', "app_token_for_a_websocket"),
        ('{"message":"subscription missing proper authorization"}', "scope_not_granted"),
    ],
)
def test_a_text_without_twitchs_words_may_have_a_known_cause(text, cause):
    found = clinic.examine(text)
    assert (found.cause, found.sure) == (cause, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"access_token":"not-to-be-shown","expires_in":14124}', "an answer with a token"),
        ('{"data": [], "pagination": {}}', "the list is empty"),
        (DROPPED, "the message was dropped"),
        ("{'data': [{'id': '1', 'login': 'x'}]}", "an answer of the API"),
    ],
)
def test_an_answer_that_is_fine_is_called_so(text, words):
    found = clinic.examine(text)
    assert words in found.happened and not found.is_failure
    assert "not-to-be-shown" not in repr(found)


def test_what_a_refused_request_sent_is_no_answer():
    sent = "AxiosError: Request failed with status code 401, data: {'access_token': 'x'}"
    assert "Nothing failed" not in clinic.examine(sent).happened


def test_twitchs_words_go_before_anything_else_in_a_text():
    text = f'{NODE}\n403 {{"status":403,"message":"invalid client secret"}}'
    assert clinic.examine(text).cause == "client_secret_wrong"
    unheard_of = clinic.examine(f'{NODE}\n{{"status":403,"message":"flux capacitor"}}')
    assert not unheard_of.known and "flux capacitor" in unheard_of.happened


def test_words_that_a_mail_quoted_and_broke_are_put_together():
    text = '> > {"status":403,"message":"invalid client\n> > secret"}\n> What now?'
    assert clinic.examine(text).cause == "client_secret_wrong"


@pytest.mark.parametrize(
    "text", ["Expecting value: line 1 column 1 (char 0)", "Unexpected end of JSON input"]
)
def test_an_answer_that_is_no_json_may_be_empty(text):
    found = clinic.examine(text)
    assert (found.cause, found.sure) == ("answer_is_no_json", False)
    assert "empty, as a revoke's is" in found.happened
