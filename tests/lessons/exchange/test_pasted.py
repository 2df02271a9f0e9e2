"""What people paste: taken when it is right, and named when it is something else."""

from __future__ import annotations

import quopri
import re
from urllib.parse import quote, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.oauth import authorize_url, new_state
from helpers.plain_errors import PlainError
from helpers.private_folder import fingerprint, mask
from helpers.service import Service
from lessons.exchange import pasted
from lessons.exchange.pasted import (
    Answer,
    read_answer,
    read_client_id,
    read_client_secret,
    read_fragment,
)

TWITCH = Service("twitch", *["https://id.twitch.tv"] * 5, "twitch.env")
ID = "hof5gwx0su6owfnys0nyan9c87zr6t"
SECRET = "41vpdji4e9gif29md0ouet6fktd2xy"
CODE = "gulfwdmys5lsm6qyz4xiz9q32l10ab"
STATE = "c3ab8aa609ea11e793ae92361f002671"
TOKEN = "rfx2uswqe8l4g1mkagrvg5tv0ks3zz"
REFRESH = "5b93chm6hdve3mycz05zfzatkfdenfspp1h1ar2xxdalen01zz"
# docs/twitch.md 1.3: the order is code, scope, state; a bare host gets a slash.
QUERY = f"code={CODE}&scope=chat%3Aread+chat%3Aedit&state={STATE}"

identifiers = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=10, max_size=100)
# Surrounds and pieces that make a text look like one of the things people paste.
pieces = st.sampled_from(
    ["http://", "https://", "[", "]", "localhost", "?", "&", "#", "=", "/", ":", "@", "%", "code=",
     "state=", "error=", "access_token=", "response_type=", "oauth:", "\ud800", "\x00", "\n", " ",
     "℀", "％", "'", "\\", "/oauth2/authorize", CODE, STATE]
)  # fmt: skip
weird = st.lists(pieces | st.text(max_size=5), max_size=12).map("".join) | st.text()
TOKEN_LIKE = [ID, SECRET, CODE, STATE, TOKEN, REFRESH]


def refusal(read, *arguments: str) -> str:
    with pytest.raises(PlainError) as raised:
        read(*arguments)
    said = str(raised.value)
    assert not [value for value in TOKEN_LIKE if value in said]
    assert said.endswith(".")
    return said


# --- identifiers ---


@pytest.mark.parametrize("read", [read_client_id, read_client_secret])
@pytest.mark.parametrize(
    "around",
    ["{}", " {}", "{}\n", "\t{}\r\n", '"{}"', "'{}'", "`{}`", "“{}”", "«{}»", "<{}>", ' " {} " ',
     "\"'{}'\"", "\xa0{}\xa0", "\u200b{}", "\ufeff{}", "„{}“", "‚{}‘", "»{}«", "›{}‹",
     "\u200e{}\u2060"],
)  # fmt: skip
def test_spaces_and_quotes_around_an_identifier_do_no_harm(read, around):
    assert read(around.format(ID)) == ID


@pytest.mark.parametrize("read", [read_client_id, read_client_secret])
@given(invisible=st.characters(categories=["Cf"]), at=st.integers(0, len(ID)))
def test_a_character_that_can_not_be_seen_does_no_harm(read, invisible, at):
    assert read(ID[:at] + invisible + ID[at:]) == ID


@given(value=identifiers)
def test_any_identifier_of_the_right_shape_is_taken(value):
    assert read_client_id(value) == read_client_secret(value) == value


IDENTIFIER_SHAPES = {
    "nothing": "",
    "only spaces": "  \n ",
    "only quotes": "''",
    "an address": f"https://dev.twitch.tv/console/apps/{ID}",
    "an address without https": f"dev.twitch.tv/console/apps/{ID}",
    "a space inside": f"{ID[:10]} {ID[10:]}",
    "a label as well": f"Client ID: {ID}",
    "two lines": f"{ID}\n{ID}",
    "capitals": ID.upper(),
    "a quote inside": ID[:9] + "'" + ID[9:],
    "a secret's stars": "•" * 30,
    "a mask": "[hidden 7c1e]",
    "a mask inside": f"{ID[:9]}[hidden 7c1e]",
    "too short": "abc",
    "too long": ID * 4,
}
IDENTIFIER_SAYS = {
    "nothing": "Nothing is typed yet",
    "only spaces": "Nothing is typed yet",
    "only quotes": "Nothing is typed yet",
    "an address": "This is an address",
    "an address without https": "This is an address",
    "a space inside": "broken in two",
    "a label as well": "There is a space or a line break inside",
    "two lines": "There is a space or a line break inside",
    "capitals": "small letters and digits only",
    "a quote inside": "small letters and digits only",
    "a secret's stars": "There is a mask in this",
    "a mask": "There is a mask in this",
    "a mask inside": "There is a mask in this",
    "too short": "This has 3 characters",
    "too long": "This has 120 characters",
}


@pytest.mark.parametrize("shape", IDENTIFIER_SHAPES)
def test_a_wrong_identifier_is_named(shape):
    text, says = IDENTIFIER_SHAPES[shape], IDENTIFIER_SAYS[shape]
    for read, name in ((read_client_id, "client ID"), (read_client_secret, "client secret")):
        said = refusal(read, text)
        assert says in said
        assert name in said


def test_each_kind_of_wrong_identifier_has_its_own_sentence():
    kinds = ["nothing", "an address", "a space inside", "capitals", "too short"]
    assert len({refusal(read_client_id, IDENTIFIER_SHAPES[kind]) for kind in kinds}) == len(kinds)


def test_the_client_id_is_not_taken_for_the_secret():
    assert "That is the client ID" in refusal(read_client_secret, f" {ID} ", ID)
    assert read_client_secret(SECRET, ID) == SECRET


@pytest.mark.parametrize(("length", "hint"), [(30, ""), (28, "It has 28 characters"), (31, "31")])
def test_an_unusual_length_is_hinted_at(length, hint):
    said = pasted.length_hint("a" * length)
    assert hint in said and bool(said) == bool(hint)


# --- redirect addresses ---


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost",
        "http://localhost/",
        "http://localhost:3000/callback?x=1",
        "https://example.org/back",
        "HTTP://LOCALHOST",
    ],
)
def test_a_redirect_address_is_kept_as_typed(address):
    assert pasted.read_redirect_uri(f" '{address}'\n") == address


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "begins with http"),
        ("localhost", "begins with http"),
        ("localhost:3000", "begins with http"),
        ("ftp://localhost", "begins with http"),
        ("http://", "begins with http"),
        ("https:///path", "begins with http"),
        ("http://example.org", "http:// for localhost only"),
        ("http://127.0.0.1", "is disputed"),
        ("http://[::1]:3000", "is disputed"),
        ("http://app.localhost", "http:// for localhost only"),
        ("http://localhost.example.org", "http:// for localhost only"),
        ("http://localhost@example.org", "http:// for localhost only"),
        ("http://[", "damaged"),
        ("http://localhost/a b", "a space, or a letter"),
        ("http://localhost/[hidden 7c1e]", "There is a mask in this"),
        ("http://localhost/\x00", "a space, or a letter"),
        ("https://münchen.example", "a space, or a letter"),
        ("http://localhost:99999", "The port"),
        ("http://localhost:abc", "The port"),
        ("http://localhost/#x", "no part after #"),
        ("http://localhost/#", "no part after #"),
        ("http://user@localhost", "no user name"),
        ("https://user:word@example.org", "no user name"),
    ],
)
def test_an_address_that_twitch_would_not_register_is_refused(text, says):
    assert says in refusal(pasted.read_redirect_uri, text)


# --- answers ---


@pytest.mark.parametrize(
    "text",
    [
        f"http://localhost/?{QUERY}",
        f"http://localhost:3000/?{QUERY}",
        f"https://example.org/back?{QUERY}",
        f"HTTP://localhost/?{QUERY}",
        f"http://localhost/?{QUERY}#",
        f"  'http://localhost/?{QUERY}'\n",
        f"<http://localhost/?{QUERY}>",
        f"http://localhost/?state={STATE}&code={CODE}",
        f"localhost/?{QUERY}",
        f"localhost:3000/?{QUERY}",
        f"127.0.0.1:3000/?{QUERY}",
        f"/?{QUERY}",
        f"?{QUERY}",
        f"&{QUERY}",
        QUERY,
        f"{QUERY}#",
    ],
)
def test_a_whole_address_or_its_query_is_taken(text):
    assert read_answer(text, STATE) == Answer(CODE, state_matched=True)


@pytest.mark.parametrize("text", [CODE, f" {CODE}\n", f"“{CODE}”"])
def test_a_bare_code_is_taken_but_no_state_was_compared(text):
    assert read_answer(text, STATE) == Answer(CODE, state_matched=False)


@pytest.mark.parametrize("length", [10, 100])
def test_a_bare_code_has_10_to_100_characters(length):
    assert read_answer("c" * length, STATE).code == "c" * length
    for wrong in (length - 1, length + 1):
        if not 10 <= wrong <= 100:
            assert ANSWER_SAYS["words"] in refusal(read_answer, "c" * wrong, STATE)


@pytest.mark.parametrize("word", ["oauth:", "OAuth:", "OAUTH:"])
def test_a_chat_password_is_named_however_its_word_is_written(word):
    assert ANSWER_SAYS["a chat password"] in refusal(read_answer, word + TOKEN, STATE)


@given(
    code=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1),
    scopes=st.lists(st.sampled_from(["chat:read", "user:read:email"])),
    base=st.sampled_from(["http://localhost/", "https://example.org/a/b", "", "localhost:80/"]),
)
def test_every_answer_to_our_question_is_taken(code, scopes, base):
    state = new_state()
    query = urlencode({"code": code, "scope": " ".join(scopes), "state": state})
    assert read_answer(f"{base}?{query}", state) == Answer(code, state_matched=True)


# What comes along when an address is copied, sent by chat or mail, or pasted twice.
BEFORE = ["", "(", "<", '"', "„", "**", "\u200e", "\u2060", "[link](", "It says: ", "- ", "`"]
AFTER = [
    "",
    ".",
    ")",
    ");",
    ";",
    ",",
    ">",
    '"',
    "“",
    "**",
    "\u200e",
    "`",
    " is what I see",
    "\nThanks!",
]
WRITTEN = {
    "plain": lambda address: address,
    "with &amp;": lambda address: address.replace("&", "&amp;"),
    "with &amp;amp;": lambda address: address.replace("&", "&amp;amp;"),
    "with view-source": lambda address: f"view-source:{address}",
    "of Firefox's error page": lambda address: (
        f"about:neterror?e=connectionFailure&u={quote(address, safe='/')}&c=UTF-8"
    ),
    "percent-encoded": lambda address: quote(address, safe=""),
    "looked up": lambda address: f"https://search.example/?q={quote(address, safe='')}&s=1",
    "looked up as it is": lambda address: f"https://search.example/find?q={address}",
    "twice": lambda address: f"{address}{address}",
    "twice, on two lines": lambda address: f"{address}\n{address}",
    "as a link of Markdown": lambda address: f"[{address}]({address})",
}


@given(
    before=st.sampled_from(BEFORE),
    after=st.sampled_from(AFTER),
    written=st.sampled_from(sorted(WRITTEN)),
    host=st.sampled_from(["http://localhost", "https://example.org:3000/back"]),
    state=st.text("abcdefXYZ0123456789-_", min_size=1),
)
def test_what_stands_around_the_right_address_does_no_harm(before, after, written, host, state):
    address = f"{host}/?code={CODE}&scope=chat%3Aread+chat%3Aedit&state={state}"
    text = before + WRITTEN[written](address) + after
    assert read_answer(text, state) == Answer(CODE, state_matched=True)


@given(before=st.sampled_from(BEFORE), after=st.sampled_from(AFTER))
def test_what_stands_around_another_address_makes_it_no_better(before, after):
    text = f"{before}http://localhost/?code={CODE}&state={STATE[::-1]}{after}"
    assert "not the one your link sent" in refusal(read_answer, text, STATE)


@given(
    breaks=st.lists(st.integers(1, 120), min_size=1, max_size=6),
    gap=st.sampled_from(["\n", "\r\n", " ", "\n   "]),
    before=st.sampled_from(["", "It says:\n", "<"]),
    after=st.sampled_from(["", "\nThanks!", ">"]),
)
def test_the_pieces_of_a_broken_address_are_joined_when_the_state_fits(breaks, gap, before, after):
    addresses = {
        read_answer: f"http://localhost/?{QUERY}",
        read_fragment: f"http://localhost/#access_token={TOKEN}&state={STATE}&token_type=bearer",
    }
    for read, address in addresses.items():
        ends = [0, *sorted({at for at in breaks if at < len(address)}), len(address)]
        pieces = [address[a:b] for a, b in zip(ends, ends[1:], strict=False)]
        answer = read(f"{before}{gap.join(pieces)}{after}", STATE)
        assert answer.code == CODE if read is read_answer else answer.access_token == TOKEN
        said = refusal(read, gap.join(pieces), STATE[::-1])
        assert "not the one your link sent" in said


FOLDS = ["\n> ", "\r\n>> ", "\n> > ", "\n| ", "\n# ", "\n * ", "\\\n", '"\n"', "<br>", "<br/>\n",
         "\u2028", "\x85", "\x0b", "\n\n"]  # fmt: skip


@pytest.mark.parametrize("fold", FOLDS)
@pytest.mark.parametrize("at", [3, 20, 24, 30, 60, 75, 90, -5])
def test_what_mail_and_terminals_put_around_a_line_break_goes_too(fold, at):
    address = f"http://localhost/?{QUERY}"
    text = f"> Is this it? a=b\n{address[:at]}{fold}{address[at:]}\n> Bye?"
    assert read_answer(text, STATE) == Answer(CODE, state_matched=True)
    assert "not the one your link sent" in refusal(read_answer, text, STATE[::-1])


def test_a_mail_in_quoted_printable_is_read():
    address = f"http://localhost:3000/?{QUERY}"
    text = f"Hello,\n\n{quopri.encodestring(address.encode()).decode()}\n\nBye"
    assert "=\n" in text and "=3D" in text
    assert read_answer(text, STATE) == Answer(CODE, state_matched=True)


@pytest.mark.parametrize("words", ["Look at this: ", "word " * 60, "From: a@b\nSubject: ok?\n\n"])
def test_what_was_written_before_a_broken_address_does_no_harm(words):
    address = f"http://localhost/?{QUERY}"
    text = words + "\n".join(address[a : a + 20] for a in range(0, len(address), 20)) + "\nBye"
    assert read_answer(text, STATE) == Answer(CODE, state_matched=True)


def test_words_behind_an_address_are_no_part_of_it():
    text = f"http://localhost/?state={STATE}&code={CODE} Thanks"
    assert read_answer(text, STATE) == Answer(CODE, state_matched=True)


@pytest.mark.parametrize(
    "text",
    [
        "http://localhost/dashboard/",
        "http://localhost/login?next=%2F",
        "http://localhost/?lang=en",
        f"http://localhost/dashboard/?state={STATE}",
        "http://localhost:3000/dashboard",
        "http://127.0.0.1:8888/lab",
        "http://localhost:3000/#/welcome",
        "https://example.org/xampp/",
    ],
)
def test_something_else_at_the_redirect_address_is_told_and_what_to_register(text):
    said = refusal(read_answer, text, STATE)
    assert "something else answers at your redirect address" in said
    # Not at the very port at which it answers.
    other = "http://localhost:4321" if ":3000" in text else "http://localhost:3000"
    assert f"such as {other}, in the console, and enter it in notebook 04-06" in said
    assert "address and sent it on" in refusal(read_fragment, text, STATE)


@pytest.mark.parametrize("text", ["http://localhost/", "localhost", "http://localhost:3000"])
def test_of_a_bare_address_it_is_said_if_nothing_follows(text):
    said = refusal(read_answer, text, STATE)
    assert "If the address bar shows no more than that, a program on this computer" in said
    assert "register another redirect address" in said


@pytest.mark.parametrize(
    "text", ["https://www.twitch.tv/login?a=b", f"http://localhost/?state={STATE}", "It works!"]
)
def test_it_is_not_said_of_an_address_that_shows_no_such_thing(text):
    assert "redirect address, such as" not in refusal(read_answer, text, STATE)


ANSWER_SHAPES = {
    "nothing": "",
    "cancelled": "http://localhost/?error=access_denied"
    f"&error_description=The+user+denied+you+access&state={STATE}",
    "redirect mismatch": "http://localhost/?error=redirect_mismatch&error_description="
    f"Parameter+redirect_uri+does+not+match+registered+URI&state={STATE}",
    "response type": "?error=unsupported_response_type&error_description=Response+type+is+not+"
    "supported",
    "another error": "http://localhost/?error=server_error&error_description=Tired",
    "no code": f"http://localhost/?scope=chat%3Aread&state={STATE}",
    "no state": f"http://localhost/?code={CODE}&scope=",
    "wrong state": f"http://localhost/?code={CODE}&scope=&state={STATE[::-1]}",
    "the question": authorize_url(TWITCH, ID, "http://localhost", ["chat:read"], STATE),
    "a token in the fragment": f"http://localhost/#access_token={TOKEN}&state={STATE}",
    "a token in the query": f"access_token={TOKEN}&scope=&token_type=bearer",
    "a chat password": f"oauth:{TOKEN}",
    "a refresh token": REFRESH,
    "words": "I pressed Authorize and nothing happened",
    "a damaged address": "http://[",
    "a refusal as JSON": '{"status":400,"message":"invalid client"}',
    "another refusal as JSON": '{"status":400,"message":"out of order"}',
    "another's refusal": "http://localhost/?error=access_denied&state=another",
    "a damaged code": f"http://localhost/?code=ab%0Acd&state={STATE}",
    "a mask": f"http://localhost/?code=[hidden 7c1e]&state={STATE}",
    "far too much": "&".join(["a=1"] * 100),
}
ANSWER_SAYS = {
    "nothing": "Nothing is pasted yet",
    "cancelled": "pressed Cancel",
    "redirect mismatch": "registered",
    "response type": "response_type=code",
    "another error": "'server_error'",
    "no code": "There is no code=",
    "no state": "This answer has no state",
    "wrong state": "not the one your link sent",
    "the question": "This is the authorize link itself",
    "a token in the fragment": "access token after the #",
    "a token in the query": "access token, not a code",
    "a chat password": "chat password",
    "a refresh token": "refresh token (50 characters)",
    "words": "neither an address nor a code",
    "a damaged address": "it is damaged",
    "a refusal as JSON": "knows no application with this client ID",
    "another refusal as JSON": "'out of order'",
    "another's refusal": "not the one your link sent",
    "a damaged code": "The code in this address is damaged",
    "a mask": "There is a mask in this",
    "far too much": "far too much",
}


@pytest.mark.parametrize("shape", ANSWER_SHAPES)
def test_a_wrong_answer_is_named(shape):
    assert ANSWER_SAYS[shape] in refusal(read_answer, ANSWER_SHAPES[shape], STATE)


def test_each_wrong_answer_has_its_own_sentence():
    said = [refusal(read_answer, text, STATE) for text in ANSWER_SHAPES.values()]
    said.append(refusal(read_answer, QUERY, ""))
    said.append(refusal(read_answer, QUERY, STATE, fingerprint(CODE)))
    assert len(set(said)) == len(said) == len(ANSWER_SHAPES) + 2


@pytest.mark.parametrize(
    "text",
    [
        ANSWER_SHAPES["the question"],
        ANSWER_SHAPES["the question"].partition("?")[2],
        "http://localhost:8017/oauth2/authorize",
        ANSWER_SHAPES["the question"].partition("//")[2],
    ],
)
def test_the_question_is_not_taken_for_the_answer(text):
    assert "the question, not the answer" in refusal(read_answer, text, STATE)


@pytest.mark.parametrize(
    "before",
    ["", "?", "#", "http://localhost/?", "http://localhost/#", "localhost/?", "localhost/#"],
)
def test_a_token_is_not_taken_for_a_code(before):
    text = f"{before}access_token={TOKEN}&code={CODE}&state={STATE}"
    assert "access token" in refusal(read_answer, text, STATE)


def test_an_answer_without_an_open_question_is_refused():
    assert "No link is waiting" in refusal(read_answer, QUERY, "")


@pytest.mark.parametrize("text", [CODE, QUERY, f"http://localhost/?{QUERY}"])
def test_a_used_code_is_refused(text):
    assert "already exchanged" in refusal(read_answer, text, STATE, fingerprint(CODE))
    assert read_answer(text, STATE, fingerprint("another code")).code == CODE


@given(state=st.text().filter(lambda state: state != STATE))
def test_only_the_very_state_is_accepted(state):
    query = urlencode({"code": CODE, "state": state}, errors="replace")
    try:
        answer = read_answer(f"http://localhost/?{query}", STATE)
    except PlainError:
        return
    raise AssertionError(answer)


@pytest.mark.parametrize(
    "almost",
    [STATE.upper(), STATE.title(), STATE[:-1], STATE[1:], STATE[:8], STATE[-8:], f"{STATE}x",
     f"x{STATE}", f"{STATE[:-1]}x", f"x{STATE[1:]}", f"{STATE[:16]}x{STATE[17:]}", f" {STATE}",
     f"{STATE} ", f"{STATE}{STATE}", f"{STATE}/"],
)  # fmt: skip
def test_an_almost_right_state_is_refused(almost):
    query = urlencode({"code": CODE, "state": almost})
    for read, text in (
        (read_answer, f"http://localhost/?{query}"),
        (read_answer, query),
        (read_fragment, f"http://localhost/#{urlencode({'access_token': TOKEN, 'state': almost})}"),
        (read_answer, f"http://localhost/?{urlencode({'error': 'no', 'state': almost})}"),
    ):
        said = refusal(read, text, STATE)
        begun = almost.startswith(STATE[:8])
        damaged = "begins as the one your link sent, and doesn't end so"
        assert (damaged if begun else "not the one your link sent") in said


@pytest.mark.parametrize("almost", [CODE.upper(), CODE[:-1], f"{CODE}x", f"x{CODE[1:]}"])
def test_a_code_that_only_looks_like_the_used_one_is_taken(almost):
    assert read_answer(f"?code={almost}&state={STATE}", STATE, fingerprint(CODE)).code == almost


@given(text=weird, state=st.sampled_from(["", STATE]), used=st.sampled_from(["", "7c1e"]))
@example(text="http://[", state=STATE, used="")
@example(text="http://℀/?code=1", state=STATE, used="")
@example(text=f"code=\ud800&state={STATE}", state=STATE, used="7c1e")
def test_any_text_gives_an_answer_or_a_sentence(text, state, used):
    try:
        answer = read_answer(text, state, used)
    except PlainError as problem:
        assert 20 < len(str(problem)) < 700
    else:
        assert re.fullmatch("[!-~]+", answer.code)
        assert isinstance(answer.state_matched, bool)


@pytest.mark.parametrize(
    "code", ["%5Bhidden+7c1e%5D", f"{CODE[:4]}…", f"{CODE[:4]}...", "***", "ab[hidden 7c1e]"]
)
def test_a_mask_anywhere_in_a_code_or_a_token_is_named(code):
    for text in (f"http://localhost/?code={code}&state={STATE}", f"code={code}&state={STATE}"):
        assert "There is a mask in this" in refusal(read_answer, text, STATE)
    text = f"http://localhost/#access_token={code}&state={STATE}"
    assert "There is a mask in this" in refusal(read_fragment, text, STATE)


# --- answers of the implicit flow ---

# docs/twitch.md 4.2: alphabetical, behind a #.
FRAGMENT = f"access_token={TOKEN}&scope=chat%3Aread&state={STATE}&token_type=bearer"


@pytest.mark.parametrize(
    "text",
    [
        f"http://localhost/#{FRAGMENT}",
        f"http://localhost:3000/back#{FRAGMENT}",
        f"localhost/#{FRAGMENT}",
        f" '#{FRAGMENT}'",
        FRAGMENT,
    ],
)
def test_a_token_in_the_fragment_is_read(text):
    answer = read_fragment(text, STATE)
    assert (answer.access_token, answer.scope) == (TOKEN, "chat:read")
    assert (answer.token_type, answer.state) == ("bearer", STATE)


def test_a_printed_fragment_answer_shows_no_token():
    shown = repr(read_fragment(f"http://localhost/#{FRAGMENT}", STATE))
    assert mask(TOKEN) in shown and TOKEN not in shown and STATE not in shown


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (" ", "Nothing is pasted yet"),
        (ANSWER_SHAPES["cancelled"], "pressed Cancel"),
        (ANSWER_SHAPES["another error"], "'server_error'"),
        (ANSWER_SHAPES["the question"], "the question, not the answer"),
        (f"http://localhost/?{QUERY}", "answers a link with response_type=code"),
        ("http://localhost/", "There is no #access_token="),
        ("I pressed Authorize", "There is no #access_token="),
        (TOKEN, "There is no #access_token="),
        (f"http://localhost/#access_token={TOKEN}", "This answer has no state"),
        (f"http://localhost/#{FRAGMENT}".replace(STATE, STATE[::-1]), "not the one your link sent"),
        (f"http://localhost/#access_token=a%0Ab&state={STATE}", "The token in this address is"),
        ("http://[", "it is damaged"),
        (ANSWER_SHAPES["far too much"], "far too much"),
    ],
)
def test_what_is_no_answer_of_the_implicit_flow_is_named(text, says):
    assert says in refusal(read_fragment, text, STATE)


@given(text=weird, state=st.sampled_from(["", STATE]))
@example(text=f"http://localhost/#access_token=\ud800&state={STATE}", state=STATE)
def test_any_text_gives_a_token_or_a_sentence(text, state):
    try:
        answer = read_fragment(text, state)
    except PlainError as problem:
        assert 20 < len(str(problem)) < 700
    else:
        assert re.fullmatch("[!-~]+", answer.access_token) and answer.state == state != ""


@given(text=weird)
@example(text="http://[")
def test_any_text_gives_an_identifier_or_a_sentence(text):
    for read in (read_client_id, read_client_secret, pasted.read_redirect_uri):
        try:
            value = read(text)
        except PlainError as problem:
            assert 20 < len(str(problem)) < 700
        else:
            assert value in pasted.clean(text) and re.fullmatch("[!-~]+", value)


@given(
    token=st.text("abcdefghij0123456789", min_size=28, max_size=50).map(lambda end: f"Zq9{end}"),
    frame=st.sampled_from(
        ["{}", "oauth:{}", "OAuth {}", "access_token={}", "http://localhost/#access_token={}",
         "?error={}", "?error=a&error_description={}", "?code={}", "?code={}&state=x", "{}\n{}",
         "https://{}/", "http://[{}", "{}=1", "http://localhost/{}", "code={}&state={}"]
    ),
)  # fmt: skip
def test_a_refusal_never_quotes_a_token(token, frame):
    plain = frame.replace("{}", token)
    for text in (plain, quote(plain)):
        for read in (read_client_id, read_client_secret, pasted.read_redirect_uri):
            try:
                read(text)
            except PlainError as problem:
                assert "Zq9" not in str(problem)
        try:
            read_answer(text, STATE)
        except PlainError as problem:
            assert "Zq9" not in str(problem)


@pytest.mark.parametrize("secret", [TOKEN, REFRESH])
@pytest.mark.parametrize(
    "text",
    [
        '{"status":400,"message":"nobody knows {}"}',
        '{"message":"{}"}',
        'It shows {"error":"{}","status":500,"message":"token={}!"} only',
    ],
)
def test_an_unknown_message_is_quoted_without_what_looks_like_a_token(text, secret):
    said = refusal(read_answer, text.replace("{}", secret), STATE)
    assert "Twitch shows an error in place of its page" in said and "[hidden" in said


def test_a_printed_answer_shows_no_code():
    shown = repr(Answer(CODE, state_matched=True))
    assert shown == f"Answer(code={mask(CODE)}, state_matched=True)"
