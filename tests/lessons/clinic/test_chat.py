"""Why the chat refuses a token: each cause has its own sentence, and none is named unasked."""

from __future__ import annotations

import pytest

from helpers import chat, credentials, oauth
from helpers.plain_errors import PlainError
from helpers.private_folder import mask
from lessons import progress
from lessons.exchange import last_failure
from lessons.practice_side import practice_learner
from lessons.practice_side.practice_learner import PracticeLearner, catch_up

MADE_UP = "rfx2uswqe8l4g1mkagrvg5tv0ks3zz"
WHERE = "In notebook 08, add {} in the panel “Step 8: build the authorize link”"


@pytest.fixture
def mine(practice_here):
    catch_up(practice_here, ["access_token"])
    return credentials.kept(practice_here)


def refused(twitch, token: str, nick: str = "river_otter") -> str:
    before = progress.steps(twitch)
    last_failure.forget()
    with pytest.raises(PlainError) as problem:
        chat.connect(twitch, nick, token)
    said = str(problem.value)
    token = token or ""
    assert token.strip() not in said or not token.strip()
    failure = last_failure.last()
    assert progress.steps(twitch) == before and failure
    assert failure.reply is None and failure.problem == said  # not the answer about the token
    return said


SENT = {
    "oauth: twice": (lambda mine: f"oauth:{mine.access_token}", "stands before the token twice"),
    "OAUTH: too": (lambda mine: f"OAUTH: {mine.access_token}", "stands before the token twice"),
    "Bearer": (lambda mine: f"Bearer {mine.access_token}", "Bearer is the word of the API's"),
    "bearer": (lambda mine: f"bearer{' ' * 3}{MADE_UP}", "Bearer is the word of the API's"),
    "OAuth": (lambda mine: f"OAuth {mine.access_token}", "OAuth and a space belong"),
    "empty": (lambda mine: "", "The token is empty"),
    "spaces": (lambda mine: "   ", "The token is empty"),
    "nothing at all": (lambda mine: None, "The token is empty"),
    "stars": (lambda mine: "*" * 30, "only the mask"),
    "a space inside": (
        lambda mine: f"{mine.access_token[:9]} {mine.access_token[9:]}",
        "more than",
    ),
    "a tab before": (lambda mine: f"\t{mine.access_token}", "There is more than the token"),
    "quotes": (lambda mine: f'"{mine.access_token}"', "There is more than the token"),
    "a mask": (lambda mine: mask(mine.access_token), "only the mask"),
    "oauth: and a mask": (lambda mine: f"oauth:{mask(mine.access_token)}", "only the mask"),
    "Bearer and a mask": (lambda mine: f"Bearer {mask(mine.access_token)}", "only the mask"),
    "a placeholder": (lambda mine: "<your token>", "token"),
    "None": (lambda mine: "None", "A placeholder was sent"),
    "the client secret": (lambda mine: mine.client_secret, "This is the client secret"),
    "the client ID": (lambda mine: mine.client_id, "This is the client ID"),
    "the refresh token": (lambda mine: mine.refresh_token, "This is the refresh token"),
    "cut off": (lambda mine: mine.access_token[:-1], "nearly the kept access token"),
    "another letter": (lambda mine: f"{mine.access_token[:-1]}-", "nearly the kept access token"),
    "made up": (lambda mine: MADE_UP, "it has expired or was revoked, or it never was one"),
}


@pytest.mark.parametrize("name", SENT)
def test_what_was_sent_in_place_of_a_token_is_named(practice_here, mine, name):
    make, says = SENT[name]
    said = refused(practice_here, make(mine))
    assert says in said and said.startswith("The chat refused the login: “")
    if name != "made up":
        assert "expired" not in said
    assert not any(getattr(mine, one) in said for one in credentials.SECRETS if getattr(mine, one))


def test_each_cause_has_its_own_sentence(practice_here, mine):
    names = ["oauth: twice", "Bearer", "empty", "quotes", "the client secret", "made up"]
    said = {refused(practice_here, SENT[name][0](mine)).partition("chat. ")[2] for name in names}
    assert len(said) == len(names)


def test_another_accounts_secret_is_named(practice_here, mine):
    _, secret = practice_learner.another_application(practice_here)
    assert "This is a client secret" in refused(practice_here, secret)


def test_an_applications_own_token_is_named(practice_here, mine):
    reply = oauth.app_token(practice_here, mine.client_id, mine.client_secret)
    said = refused(practice_here, oauth.read_token(reply).access_token)
    assert "application's own, without a viewer" in said and "expired" not in said


def test_a_token_of_another_twitch_is_named(practice_here, mine, monkeypatch):
    monkeypatch.setenv("TUTORIAL_SERVICE", "twitch")
    from helpers import service

    credentials.keep(service.chosen(), access_token=MADE_UP)
    monkeypatch.delenv("TUTORIAL_SERVICE")
    assert "kept for another Twitch" in refused(practice_here, MADE_UP)


def test_a_kept_token_that_ended_is_named_after_twitch_was_asked(practice_here, mine):
    oauth.revoke(practice_here, mine.client_id, mine.access_token)
    last_failure.forget()
    said = refused(practice_here, mine.access_token)
    assert "The kept token has expired or was revoked: Twitch says “invalid access token”" in said
    assert "Refresh it in notebook 12" in said


def token_with(twitch, *scopes: str) -> str:
    return practice_learner.spare_tokens(twitch, *scopes)["access_token"]


@pytest.mark.parametrize("scopes", [("user:read:email",), ("user:write:chat", "bits:read"), ()])
def test_missing_scopes_are_named_and_where_to_add_them(practice_here, mine, scopes):
    said = refused(practice_here, token_with(practice_here, *scopes), "night_owl")
    assert "The token lacks chat:read and chat:edit." in said
    assert WHERE.format("chat:read and chat:edit") in said and "notebook 10" in said


def bot(line: chat.Line) -> str | None:
    if line.command == "PRIVMSG" and "hello" in line.text:
        return f"PRIVMSG {line.channel} :Good evening"
    return None


@pytest.mark.parametrize(("has", "lacks"), [("chat:read", "chat:edit"), ("chat:edit", "chat:read")])
def test_a_bot_says_which_scope_to_add_and_where(practice_here, mine, has, lacks):
    connection = chat.connect(practice_here, "night_owl", token_with(practice_here, has))
    connection.send("JOIN #night_owl")
    connection.send("PRIVMSG #night_owl :hello")
    happened = " ".join(chat.run_bot(connection, bot, 1))
    assert f"The token lacks {lacks}. {WHERE.format(lacks)}" in happened
    # What was told once, before the bot began to listen, is told again when nothing comes.
    again = " ".join(chat.run_bot(connection, bot, 0.2))
    assert f"Nothing came. The token lacks {lacks}." in again
    connection.close()


def test_a_token_that_ends_under_a_bot_is_named(practice_here, mine):
    connection = chat.connect(practice_here, "river_otter", mine.access_token)
    connection.send("JOIN #river_otter")
    PracticeLearner(practice_here).disconnect(mine.client_id)
    happened = " ".join(chat.run_bot(connection, bot, 5))
    assert "The kept token has expired or was revoked" in happened
    connection.close()


def by_hand(twitch, *lines: str) -> str:
    connection = chat.Connection(twitch)
    for line in lines:
        connection.send(line)
    happened = " ".join(chat.run_bot(connection, bot, 1))
    connection.close()
    return happened


def test_a_log_in_by_hand_is_explained_too(practice_here, mine):
    token, nick = mine.access_token, "NICK river_otter"
    assert "must begin with oauth:" in by_hand(practice_here, f"PASS {token}", nick)
    assert "Bearer is the word" in by_hand(practice_here, f"PASS Bearer {token}", nick)
    assert "PASS must be sent before NICK" in by_hand(practice_here, nick, f"PASS oauth:{token}")
    assert "in small letters" in by_hand(practice_here, f"PASS OAUTH:{token}", nick)
    assert "none that Twitch has" in by_hand(practice_here, f"PASS oauth:{token}", "NICK a-b")
    told = by_hand(practice_here, f"PASS oauth:{token}", "NICK night_owl", "JOIN #river_otter")
    assert "No answer" not in told


# What a Twitch says that isn't practice


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (200, {"login": "river_otter", "scopes": ["chat:read", "chat:edit"]}, "the token is good"),
        (200, {"login": "night_owl", "scopes": ["chat:read", "chat:edit"]}, "is night_owl's, and"),
        (200, {"login": "river_otter", "scopes": ["chat:edit"]}, "The token lacks chat:read."),
        (200, {"login": "river_otter", "scopes": None}, "lacks chat:read and chat:edit"),
        (503, {"status": 503, "message": "busy"}, "Twitch answered 503"),
        (401, {"status": 401, "message": "invalid access token"}, "expired or was revoked"),
    ],
)
def test_nothing_is_said_of_the_token_that_twitch_did_not_say(stub, status, body, says):
    stub.answers(body, status)
    line = chat.parse(":tmi.twitch.tv NOTICE * :Login Authentication Failed")
    said = chat.explain(stub.as_service(), f"oauth:{MADE_UP}", "river_otter", line)
    assert says in said and MADE_UP not in said
    assert ("expired" in said) == (status == 401)
    assert [one.path for one in stub.seen][-1] == "/oauth2/validate"


def test_a_twitch_that_can_not_be_asked_names_no_cause(real):
    line = chat.parse(":tmi.twitch.tv NOTICE * :Login authentication failed")
    said = chat.explain(real, f"oauth:{MADE_UP}", "river_otter", line)
    assert "couldn't be asked whether the token is good" in said and "expired" not in said


@pytest.mark.parametrize("text", ["This room is in slow mode.", "You are banned.", "Hello"])
def test_of_another_notice_nothing_is_made_up(stub, text):
    line = chat.parse(f":tmi.twitch.tv NOTICE #amber_lantern :{text}")
    assert chat.explain(stub.as_service(), f"oauth:{MADE_UP}", "river_otter", line) == ""
    assert stub.seen == []


def test_a_good_pass_that_is_called_improper_came_too_late(practice_here, mine):
    line = chat.parse(":tmi.twitch.tv NOTICE * :Improperly formatted auth")
    said = chat.explain(practice_here, f"oauth:{mine.access_token}", "river_otter", line)
    assert "PASS must come before NICK" in said and "logins" not in said
