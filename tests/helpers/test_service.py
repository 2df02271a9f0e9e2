"""Which Twitch is talked to, and which is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import service
from helpers.plain_errors import PlainError

HOST_VARIABLES = ["TWITCH_ID_URL", "TWITCH_API_URL", "TWITCH_DEV_URL", "TWITCH_WWW_URL"]
HOST_VARIABLES += ["TWITCH_CHAT_URL"]
GET_SECRETS = ["TWITCH_ID_URL", "TWITCH_API_URL", "TWITCH_CHAT_URL"]
PRACTICE = "http://localhost:8017"
REAL = list(service.REAL_ADDRESSES.values())


@pytest.fixture(autouse=True)
def no_process(monkeypatch):
    monkeypatch.setattr(service, "practice_address", lambda: PRACTICE)


def test_practice_is_chosen_unless_somebody_chose_otherwise():
    twitch = service.chosen()
    assert twitch == service.practice(PRACTICE)
    assert twitch.is_practice and twitch.title == "Practice Twitch"
    assert {twitch.id_url, twitch.api_url, twitch.dev_url, twitch.www_url} == {PRACTICE}
    assert twitch.private_file == "practice.env"
    assert not service.watching()


def test_the_real_twitch_has_five_hosts():
    twitch = service.real()
    assert not twitch.is_practice and twitch.title == "the real Twitch"
    assert twitch.id_url == "https://id.twitch.tv"
    assert twitch.api_url == "https://api.twitch.tv"
    assert twitch.dev_url == "https://dev.twitch.tv"
    assert twitch.www_url == "https://www.twitch.tv"
    assert twitch.chat_url == "wss://irc-ws.chat.twitch.tv:443"
    assert twitch.private_file == "twitch.env"


def test_the_console_is_on_the_developer_host():
    assert service.real().console_url == "https://dev.twitch.tv/console"
    assert service.real().apps_url == "https://dev.twitch.tv/console/apps"


def test_a_choice_is_kept():
    service.choose("twitch", "doing")
    assert service.chosen() == service.real()
    service.choose("practice", "watching")
    assert service.chosen().is_practice
    assert service.watching()


def test_the_environment_overrides_the_choice(monkeypatch):
    service.choose("practice", "watching")
    monkeypatch.setenv("TUTORIAL_SERVICE", "twitch")
    assert service.chosen() == service.real()
    monkeypatch.setenv("TUTORIAL_SERVICE", "practice")
    service.choose("twitch", "doing")
    assert service.chosen().is_practice
    monkeypatch.setenv("TUTORIAL_MODE", "watching")
    assert service.watching()
    service.choose("practice", "watching")
    monkeypatch.setenv("TUTORIAL_MODE", "doing")
    assert not service.watching()


def test_there_is_no_watching_with_the_real_twitch(monkeypatch):
    service.choose("twitch", "watching")
    assert not service.watching()
    service.choose("practice", "watching")
    monkeypatch.setenv("TUTORIAL_SERVICE", "twitch")
    monkeypatch.setenv("TUTORIAL_MODE", "watching")
    assert not service.watching()


def test_an_unknown_service_is_a_sentence(monkeypatch):
    monkeypatch.setenv("TUTORIAL_SERVICE", "twich")
    with pytest.raises(PlainError, match="no service called 'twich'"):
        service.chosen()


def stand_in(monkeypatch, address: str) -> None:
    """Put another server in the place of all hosts of Twitch that get secrets."""
    for name in GET_SECRETS:
        monkeypatch.setenv(name, address)


@pytest.mark.parametrize("name", HOST_VARIABLES)
def test_each_host_can_be_replaced(monkeypatch, name):
    stand_in(monkeypatch, "https://another.example")
    monkeypatch.setenv(name, "https://stand-in.example/base/")
    twitch = vars(service.real())
    replaced = name.removeprefix("TWITCH_").lower()
    assert twitch[replaced] == "https://stand-in.example/base"
    others = {other.removeprefix("TWITCH_").lower() for other in GET_SECRETS} - {replaced}
    assert len(others) >= 2
    for other in others:
        assert twitch[other] == "https://another.example"


def test_what_is_not_set_is_the_stand_ins_too(monkeypatch):
    """Practice serves all hosts from one address, and so do others that imitate Twitch."""
    monkeypatch.setenv("TWITCH_ID_URL", "http://localhost:8899/")
    monkeypatch.setenv("TWITCH_DEV_URL", "https://stand-in.example")
    twitch = service.real()
    assert twitch.api_url == twitch.www_url == twitch.id_url == "http://localhost:8899"
    assert twitch.chat_url == "ws://localhost:8899/chat"
    assert twitch.dev_url == "https://stand-in.example"


@given(replaced=st.sampled_from([["API"], ["CHAT"], ["API", "CHAT"]]), at_twitch=st.booleans())
def test_twitch_and_a_stand_in_are_not_mixed(replaced, at_twitch):
    with pytest.MonkeyPatch.context() as patch:
        if at_twitch:
            patch.setenv("TWITCH_ID_URL", "https://stand-in.example")
        for name in replaced:
            address = f"https://{name.lower()}.twitch.tv" if at_twitch else "https://other.example"
            patch.setenv(f"TWITCH_{name}_URL", address)
        with pytest.raises(PlainError, match="Set all three, TWITCH_ID_URL alone") as raised:
            service.real()
    for name in GET_SECRETS:
        assert name in str(raised.value)


def test_pages_alone_can_be_replaced(monkeypatch):
    monkeypatch.setenv("TWITCH_DEV_URL", "https://stand-in.example")
    monkeypatch.setenv("TWITCH_WWW_URL", "https://stand-in.example")
    assert service.real().private_file == "twitch.env"


def test_another_way_of_writing_twitchs_address_is_still_twitch(monkeypatch):
    monkeypatch.setenv("TWITCH_ID_URL", "https://ID.twitch.tv:443/")
    monkeypatch.setenv("TWITCH_CHAT_URL", "wss://irc-ws.chat.twitch.tv")
    assert service.real().private_file == "twitch.env"


@pytest.mark.parametrize("address", ["https://id.twitch.tv", "https://TWITCH.tv.", *REAL])
def test_practice_is_not_at_twitch(address):
    with pytest.raises(PlainError, match="PRACTICE_URL"):
        service.practice(address)


@pytest.mark.parametrize(
    ("address", "twitchs"),
    [
        ("https://twitch.tv", True),
        ("https://id.twitch.tv.", True),
        ("https://nottwitch.tv", False),
        ("https://twitch.tv.example", False),
        ("https://[", False),
    ],
)
def test_a_host_is_twitchs_by_its_whole_last_part(address, twitchs):
    assert service.is_twitchs(address) is twitchs


@pytest.mark.parametrize("name", HOST_VARIABLES)
def test_an_empty_variable_replaces_nothing(monkeypatch, name):
    monkeypatch.setenv(name, "")
    assert service.real().private_file == "twitch.env"
    assert (
        vars(service.real())[name.removeprefix("TWITCH_").lower()]
        .partition("://")[2]
        .endswith((".twitch.tv", ".twitch.tv:443"))
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://id.twitch.tv",
        "http://localhost.example.org",
        "http://notlocalhost:8017",
        "http://localhost@example.org",
        "http://127.0.0.1.example.org",
        "http://192.168.1.7:8017",
        "http://0.0.0.0:8017",
        "ftp://localhost",
        "localhost:8017",
        "//localhost",
        "https://",
        "http://[",
        "http://localhost:80a17",
        "https://localhost:99999",
        "http://localhost:8017/?x=1",
        "nonsense",
    ],
)
def test_an_unsafe_address_is_refused(monkeypatch, address):
    for name in HOST_VARIABLES:
        with monkeypatch.context() as patch, pytest.raises(PlainError, match="not a safe address"):
            stand_in(patch, "https://stand-in.example")
            patch.setenv(name, address)
            service.real()
    with pytest.raises(PlainError, match="not a safe address"):
        service.practice(address)


@pytest.mark.parametrize("page", ["/", "/oauth2", "/helix/", "/console", "/console/apps"])
def test_an_address_that_was_copied_with_its_page_is_taken_without_it(page):
    assert service.base(f"http://localhost:8017{page}") == "http://localhost:8017"


@pytest.mark.parametrize(
    "address",
    ["https://id.example", "http://localhost:8017", "http://127.0.0.1:1", "http://[::1]:8017"],
)
def test_a_safe_address_is_taken(monkeypatch, address):
    stand_in(monkeypatch, address)
    assert service.real().id_url == service.practice(address).id_url == address


@given(address=st.text() | st.text().map(lambda rest: f"http://{rest}"))
def test_any_address_is_taken_or_refused_in_a_sentence(address):
    try:
        taken = service.practice(address)
    except PlainError:
        return
    assert taken.id_url == address


@pytest.mark.parametrize("sign", ["BINDER_SERVICE_HOST", "JUPYTERHUB_USER"])
def test_a_shared_host_refuses_the_real_twitch(monkeypatch, sign):
    monkeypatch.setenv(sign, "somebody")
    assert service.shared_host()
    with pytest.raises(PlainError, match="shared with others"):
        service.real()
    service.choose("twitch", "doing")
    with pytest.raises(PlainError, match="shared with others"):
        service.chosen()
    assert service.practice(PRACTICE).is_practice


ADDRESSES = [
    "https://id.a-b.example",
    "https://id.a.b.example",
    "https://id.a.b.example:8443",
    "https://id.a.b.example/one",
    "https://id.a.b.example/two",
    "http://localhost:8017",
    "http://localhost:8018",
    "http://127.0.0.1:8017",
]


def test_each_address_has_a_private_file_of_its_own(monkeypatch):
    files = {service.real().private_file}
    for address in ADDRESSES:
        stand_in(monkeypatch, address)
        files.add(service.real().private_file)
        monkeypatch.setenv("PRACTICE_URL", address)
        files.add(service.practice(address).private_file)
    assert len(files) == 1 + 2 * len(ADDRESSES)
    assert "twitch.env" in files and "practice.env" not in files
    assert service.CHOICE_FILE not in files


def test_a_private_file_stays_in_its_folder(monkeypatch):
    stand_in(monkeypatch, "https://h/../../etc:\\x")
    name = service.real().private_file
    assert not set(name) & set("/\\:") and name.endswith(".env")


def test_a_printed_service_shows_its_addresses():
    shown = repr(service.real())
    assert "id_url        https://id.twitch.tv" in shown
    assert "twitch.env" in shown


@pytest.mark.parametrize("quoted", ['"{}"', "'{}'", " {} "])
def test_quotes_that_windows_keeps_are_not_part_of_an_address(monkeypatch, quoted):
    monkeypatch.setenv("TWITCH_ID_URL", quoted.format("http://localhost:8018"))
    assert service.real().id_url == "http://localhost:8018"
    monkeypatch.setenv("PRACTICE_URL", quoted.format("http://localhost:8019/"))
    monkeypatch.setenv("TUTORIAL_SERVICE", quoted.format("practice"))
    assert service._nobody_starts_it() == "http://localhost:8019"
    assert service.chosen().name == "practice"


@pytest.mark.parametrize("name", ["TWITCH_ID_URL", "TWITCH_API_URL", "TWITCH_CHAT_URL"])
def test_an_unsafe_address_is_refused_by_the_name_of_its_variable(monkeypatch, name):
    monkeypatch.setenv(name, "http://id.example.org")
    with pytest.raises(PlainError, match=name):
        service.real()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_https_to_practice_on_this_computer_is_a_sentence(monkeypatch, host):
    monkeypatch.setenv("PRACTICE_URL", f"https://{host}:8017")
    with pytest.raises(PlainError, match="speaks http here"):
        service.practice(f"https://{host}:8017")


@pytest.mark.parametrize("address", ["https://", "https:///oauth2", "https://:443", "https://?a"])
def test_an_address_without_a_host_is_not_safe(monkeypatch, address):
    with pytest.raises(PlainError, match="not a safe address"):
        service.practice(address)
