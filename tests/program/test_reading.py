"""What program/reading.py recognises in .env and in what was pasted. The state is judged last."""

from __future__ import annotations

import io
from urllib.parse import quote

import reading
import pytest
from sentences import Problem
from hypothesis import given
from hypothesis import strategies as st

CODE, STATE = "gulfwdmys5lsm6qyz4xiz9q32l10ab", "zB3-ab8aa609ea11e793ae_2361f0026"
ID, SECRET = "hof5gwx0su6owfnys0nyan9c87zr6t", "41vpdji4e9gif29md0ouet6fktd2xy"
TOKEN, REFRESH = (
    "rfx2uswqe8l4g1mkagrvg5tv0ks3zz",
    "5b93chm6hdve3mycz05zfzatkfdenfspp1h1ar2xxdalen01zz",
)
PRACTICE = "http://127.0.0.1:8017"
MINE = {
    "TWITCH_CLIENT_ID": ID,
    "TWITCH_CLIENT_SECRET": SECRET,
    "TWITCH_REDIRECT_URI": "http://localhost",
    "TWITCH_SCOPE": "chat:read chat:edit",
    "TWITCH_ID_URL": PRACTICE,
    "TWITCH_ACCESS_TOKEN": TOKEN,
    "TWITCH_REFRESH_TOKEN": REFRESH,
}
# docs/twitch.md 1.3: the order is code, scope, state.
ADDRESS = f"http://localhost/?code={CODE}&scope=chat%3Aread+chat%3Aedit&state={STATE}"
TAKEN = {"code": CODE, "state": STATE}
ERROR = f"http://localhost/?error=access_denied&error_description=The+user+denied+you&state={STATE}"


def answer(text: str) -> dict[str, str]:
    found = reading.answer_in(text, STATE, MINE)
    return {name: found[name] for name in ("code", "state") if name in found}


def refusal(text: str) -> str:
    with pytest.raises(Problem) as raised:
        answer(text)
    said = str(raised.value)
    assert not [value for value in (CODE, STATE, ID, SECRET, TOKEN, REFRESH) if value in said]
    assert said.endswith("Start again, and paste the whole address that the new link leads to.")
    return said


@pytest.mark.parametrize(
    "text",
    [
        ADDRESS,
        f" '{ADDRESS}' ",
        f"<{ADDRESS}>",
        f"It says: {ADDRESS}. Thanks!",
        f"[{ADDRESS}]({ADDRESS})",
        f"{ADDRESS}{ADDRESS}",
        f"{ADDRESS}#",
        ADDRESS.replace("&", "&amp;"),
        ADDRESS.replace("&", "&amp;amp;"),
        ADDRESS.replace("&", "&#38;"),
        quote(ADDRESS, safe=""),
        quote(quote(ADDRESS, safe=""), safe=""),
        ADDRESS.partition("//")[2],
        ADDRESS.partition("?")[2],
        f"view-source:{ADDRESS}",
        f"about:neterror?e=connectionFailure&u={quote(ADDRESS, safe='/')}&c=UTF-8&d=None",
        f"\u200e{ADDRESS[:20]}\u200b{ADDRESS[20:]}",
        f"\x1b[200~{ADDRESS}\x1b[201~",
    ],
)
def test_our_answer_is_taken_as_people_copy_it(text):
    assert answer(text) == TAKEN


@given(
    breaks=st.lists(st.integers(1, len(ADDRESS) - 1), min_size=1, max_size=5),
    gap=st.sampled_from(["\n", "\r\n", " ", "\n    "]),
    around=st.sampled_from(["{}", "It says:\n{}", "{}\nThanks!"]),
)
def test_an_address_that_was_broken_into_lines_is_joined(breaks, gap, around):
    places = [0, *sorted(set(breaks)), len(ADDRESS)]
    pieces = [ADDRESS[start:end] for start, end in zip(places, places[1:], strict=False)]
    assert answer(around.format(gap.join(pieces))) == TAKEN


@pytest.mark.parametrize("text", [CODE, f"'{CODE}'", f" {CODE}\n"])
def test_a_bare_code_is_taken_without_a_state(text):
    assert answer(text) == {"code": CODE}


@pytest.mark.parametrize("state", [STATE[:-1], f"{STATE}x", STATE[:9], f"{STATE[:-1]}x"])
def test_a_state_that_was_cut_short_is_not_called_another_links(state):
    said = refusal(f"http://localhost/?code={CODE}&scope=a&state={state}")
    assert "begins as ours" in said and "another link" not in said


@pytest.mark.parametrize("text", [ADDRESS, ADDRESS.replace("&", "&amp;"), quote(ADDRESS, safe="")])
def test_an_answer_with_another_state_is_left_to_the_script(text):
    assert answer(text.replace(STATE, "another")) == {"code": CODE, "state": "another"}


OTHERS = {
    "": "Nothing was pasted",
    '{"status":400,"message":"missing client id"}': "missing client id. Compare TWITCH_CLIENT_ID",
    "{'status': 400, 'message': 'invalid client'}": "invalid client. Compare TWITCH_CLIENT_ID",
    '400 {"status":400,"message":"invalid scope requested: \'a,b\'"}': "Look at TWITCH_SCOPE",
    '{"status":500,"message":"tired"}': "Twitch says: tired. Look at .env.",
    f'{{"status":400,"message":"nobody knows {SECRET}"}}': "nobody knows [hidden]",
    f"{PRACTICE}/oauth2/authorize?response_type=code&client_id={ID}": "the question, not the",
    f"http://localhost:8017/oauth2/authorize?client_id={ID}": "the question, not the answer",
    f"view-source:https://id.twitch.tv/oauth2/authorize?client_id={ID}": "the question, not the",
    "https://auth.twitch.tv/authorize?client_id=a": "the consent page",
    "https://www.twitch.tv/login?redirect_params=response_type%3Dcode": "login page",
    f"{PRACTICE}/login?next=%2Foauth2%2Fauthorize%3Fresponse_type%3Dcode": "login page",
    "https://www.twitch.tv/settings/connections": "one of Twitch's own pages",
    ERROR: "The viewer pressed Cancel",
    "http://localhost/?error=access_denied": "The viewer pressed Cancel",
    ERROR.replace(STATE, "another"): "an error, but its state is not ours",
    "https://one.example/?error=redirect_mismatch&error_description=Parameter+redirect_uri+does+not"
    f"+match+registered+URI&state={STATE}": "letter by letter, one of the OAuth Redirect URLs",
    f"http://localhost/?error=server_error&error_description={TOKEN}": "Twitch says: [hidden]",
    f"http://localhost/#access_token={TOKEN}&state={STATE}": "This holds an access token",
    f"oauth:{TOKEN}": "This holds an access token",
    f'{{"access_token":"{TOKEN}"}}': "This holds an access token",
    TOKEN: "This is TWITCH_ACCESS_TOKEN, and no answer",
    ID: "This is TWITCH_CLIENT_ID, and no answer",
    STATE: "This is the state of the link",
    f"http://localhost/#code={CODE}&state={STATE}": "is behind a #",
    f"http://localhost/?code={CODE}": "came without a state",
    f"http://localhost/?code={CODE}&state=": "came without a state",
    f"http://localhost/?code=[hidden 7c1e]&state={STATE}": "a mask in place of a value",
    f"http://localhost/?code=ab%5Bhidden+7c1e%5D&state={STATE}": "is only a mask",
    f"http://localhost/?code={CODE[:4]}…&state={STATE}": "is only a mask",
    f"http://localhost/?code=******&state={STATE}": "is only a mask",
    "[hidden 7c1e]": "a mask in place of a value",
    f"http://localhost/?code=ab%0Acd&state={STATE}": "has a space or a line break inside",
    f"http://localhost/?code=ä&state={STATE}": "has a letter that no such value has",
    "This site can’t be reached\nlocalhost refused to connect.": "the browser's page",
    "http://localhost/": "only the beginning of an address",
    "http://localhost/dashboard/": "something else answers at your redirect address",
    "http://localhost/login?next=/": "something else answers at your redirect address",
    "localhost:3000/dashboard": "something else answers at your redirect address",
    "https://example.org/a?b=c": "There is no code in this address",
    f"http://localhost/?code=&state={STATE}": "There is no code in this address",
    "http://[": "There is no code in this address",
    "about:blank": "no address of the web",
    "chrome-error://chromewebdata/": "no address of the web",
    REFRESH[:-1] + "y": "neither an address nor a code",
    "I pressed Authorize and nothing happened": "neither an address nor a code",
    "This site can’t be reached": "the browser's page",
}


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_answer_is_named(text):
    assert OTHERS[text] in refusal(text)


def test_no_state_is_blamed_for_what_is_something_else():
    for text, says in OTHERS.items():
        assert "state" in says or text == STATE or "state" not in refusal(text).lower()


@given(
    text=st.text()
    | st.lists(st.sampled_from([*"?&=#/%[]<> \n", "code=", "http://", STATE, CODE])).map("".join)
)
def test_any_text_gives_an_answer_or_a_sentence(text):
    try:
        assert set(answer(text)) <= {"code", "state"}
    except Problem as problem:
        assert str(problem).endswith(".")


# --- what is typed ---


def ask(monkeypatch, *lines: str) -> str:
    left = list(lines)

    def typed(_: str) -> str:
        if not left:
            raise EOFError
        return left.pop(0)

    monkeypatch.setattr("builtins.input", typed)
    text = reading.ask(STATE, "http://localhost")
    assert left == []
    return text


@pytest.mark.parametrize("at", [3, 17, 20, 26, 50, 70, 100])
def test_the_rest_of_a_broken_address_is_asked_for(monkeypatch, at):
    assert answer(ask(monkeypatch, ADDRESS[:at], f" {ADDRESS[at:]}")) == TAKEN
    assert answer(ask(monkeypatch, ADDRESS[:at], ADDRESS[at:105], ADDRESS[105:])) == TAKEN


@pytest.mark.parametrize(
    "text", ["", ADDRESS, CODE, "http://localhost/?code=a&state=b", ERROR, "y"]
)
def test_nothing_more_is_asked_for_after_what_is_whole(monkeypatch, text):
    assert ask(monkeypatch, text) == text


def test_a_cut_address_ends_with_enter_or_with_the_input(monkeypatch):
    for lines in (["http://localhost/?code=a", ""], ["http://localhost/?code=a"]):
        assert "came without a state" in refusal(ask(monkeypatch, *lines))


@pytest.mark.parametrize("error", [EOFError, OSError, RuntimeError("input(): lost sys.stdin")])
def test_without_a_keyboard_a_terminal_is_named(monkeypatch, error):
    def typed(_: str) -> str:
        raise error

    monkeypatch.setattr("builtins.input", typed)
    with pytest.raises(Problem, match="start this in a terminal"):
        reading.ask(STATE, "http://localhost")


class Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_in_a_cell_with_an_exclamation_mark_nobody_is_waited_for(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda _: ADDRESS)
    monkeypatch.setattr("sys.stdin", Keyboard())
    assert reading.ask(STATE, "http://localhost") == ADDRESS
    monkeypatch.setenv("JPY_PARENT_PID", "1")
    with pytest.raises(Problem, match="In a cell nobody can type"):
        reading.ask(STATE, "http://localhost")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert reading.ask(STATE, "http://localhost") == ADDRESS


# --- .env ---


@pytest.fixture
def private_file(tmp_path):
    return tmp_path / ".env"


def lines(**more: str) -> str:
    values = {**MINE, **{f"TWITCH_{name}": value for name, value in more.items()}}
    return "".join(f"{name}='{value}'\n" for name, value in values.items())


@pytest.mark.parametrize(
    "content",
    [
        lines().encode(),
        lines().replace("\n", "\r\n").encode(),
        lines().encode("utf-8-sig"),
        lines().replace("'", "").encode(),
        lines().replace("'", '"').encode(),
        f"# für mich\n\nexport MINE='ü'\nMINE_TOO=a b\n{lines()}".encode(),
        lines(ID_URL=f"{PRACTICE}/").encode(),
    ],
)
def test_a_private_file_is_read_as_editors_write_it(private_file, content):
    private_file.write_bytes(content)
    assert reading.private_values(private_file, "CLIENT_ID", "SCOPE") == MINE


def why_not(private_file) -> str:
    with pytest.raises(Problem) as raised:
        reading.private_values(private_file, "CLIENT_ID")
    said = str(raised.value)
    halves = [part for value in MINE.values() for part in (value[:8], value[-8:])]
    assert not [part for part in halves if part in said and "localhost" not in part]
    return said


ODD_FILES = {
    "UTF-16": (lines().encode("utf-16"), "perhaps UTF-16. Save it as UTF-8"),
    "Windows' own": ("# für mich\n".encode("cp1252") + lines().encode(), "older, or perhaps"),
    "UTF-16 without a mark": (lines().encode("utf-16-le"), "perhaps UTF-16"),
    "another encoding": (lines(SCOPE="ü").encode("latin-1"), "not text in UTF-8"),
    "zeros": (b"\0" * 300, "not text in UTF-8"),
    "a line that is cut": (lines().encode() + b"NEW='abc\n", "Line 8 of .env is not NAME=value"),
    "a value on two lines": (lines().replace("'", "").replace(TOKEN, f"{TOKEN[:9]}\n{TOKEN[9:]}")
        .encode(), "Line 7 of .env is not NAME=value. Was a value broken in two?"),
    "nothing": (b"", "Missing in .env: TWITCH_CLIENT_ID."),
}  # fmt: skip


def test_where_there_is_no_private_file_it_says_how_to_make_one(private_file):
    said = why_not(private_file)
    assert "There is no file .env in this folder" in said and ".env.example" in said


@pytest.mark.parametrize("kind", ODD_FILES)
def test_an_odd_private_file_is_named(private_file, kind):
    content, says = ODD_FILES[kind]
    private_file.write_bytes(content)
    assert says in why_not(private_file)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ACCESS_TOKEN", f"{TOKEN[:9]}\n{TOKEN[9:]}", "has a space or a line break inside"),
        ("ACCESS_TOKEN", f"{TOKEN[:9]} {TOKEN[9:]}", "has a space or a line break inside"),
        ("REFRESH_TOKEN", f"{TOKEN[:9]}ä{TOKEN[9:]}", "has a letter that no such value has"),
        ("CLIENT_SECRET", "[hidden 7c1e]", "is only a mask"),
        ("CLIENT_SECRET", "••••••••", "is only a mask"),
        ("CLIENT_SECRET", f"{SECRET[:4]}...", "is only a mask"),
        ("SCOPE", "chat:read\nchat:edit", "has a space or a line break inside"),
        ("ID_URL", "id.twitch.tv", "is no whole address: it begins with https://"),
        ("ID_URL", "https:/id.twitch.tv", "is no whole address"),
        ("ID_URL", "https://id .twitch.tv", "is no whole address"),
        ("ID_URL", "htps://id.twitch.tv", "is no whole address"),
        ("ID_URL", "https://", "is no whole address"),
        ("ID_URL", "http://[", "is no whole address"),
        ("ID_URL", "https://id.twitch.tv:port", "is no whole address"),
        ("ID_URL", "http://id.twitch.tv", "must begin with https://"),
        ("API_URL", "http://api.twitch.tv:80/", "must begin with https://"),
        ("CHAT_URL", "http://127.0.0.1:8017/chat", "begins with wss:// (practice: ws://)"),
        ("CHAT_URL", "https://irc-ws.chat.twitch.tv:443", "begins with wss:// (practice: ws://)"),
        ("CHAT_URL", "ws://irc-ws.chat.twitch.tv", "must begin with wss://"),
        ("REDIRECT_URI", "localhost", "is no whole address"),
    ],
)
def test_a_value_that_can_not_be_right_is_named(private_file, name, value, says):
    private_file.write_text(lines(**{name: value}), encoding="utf-8")
    said = why_not(private_file)
    assert said.startswith(f"TWITCH_{name} in .env ") and says in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ID_URL", "https://id.twitch.tv"),
        ("ID_URL", "http://10.0.0.5:8017"),
        ("CHAT_URL", "ws://127.0.0.1:8017/chat"),
        ("CHAT_URL", "wss://irc-ws.chat.twitch.tv:443"),
        ("REDIRECT_URI", "http://localhost:3000/back?a=b"),
        ("REDIRECT_URI", "http://localhost:3000/"),  # Twitch compares letter by letter
        ("CLIENT_SECRET", "a$HOME${HOME}%PATH%"),
        ("ACCESS_TOKEN", ""),
    ],
)
def test_a_good_value_is_taken(private_file, name, value):
    private_file.write_text(lines(**{name: value}))
    assert reading.private_values(private_file)[f"TWITCH_{name}"] == value


def test_a_folder_and_a_file_that_may_not_be_read_are_told(private_file, monkeypatch):
    private_file.mkdir()
    assert "is a folder" in why_not(private_file)
    private_file.rmdir()
    private_file.write_text(lines())

    def refuse(_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    assert "can't be read: Permission denied" in why_not(private_file)
