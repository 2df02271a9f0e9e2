"""The private folder, and the masks that stand in for what is in it."""

from __future__ import annotations

import hashlib
import os
import random
import re
import stat
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import credentials, private_folder
from helpers.plain_errors import PlainError
from helpers.private_folder import fingerprint, folder, mask, mask_tokens, read, write
from practice.__main__ import usual_folder

on_posix = pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of POSIX")
printable = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def set_key(key: str) -> None:
    (folder() / "fingerprint.key").write_text(key)


@on_posix
def test_only_the_owner_may_open_the_folder_and_its_files():
    umask = os.umask(0)
    try:
        write("twitch.env", {"TWITCH_CLIENT_SECRET": "abc"})
        write("twitch.env", {"TWITCH_CODE": "def"})
        fingerprint("abc")
    finally:
        os.umask(umask)
    assert mode(folder()) == 0o700
    assert mode(folder() / "twitch.env") == 0o600
    assert mode(folder() / "fingerprint.key") == 0o600


def test_writing_leaves_no_other_file_behind():
    write("twitch.env", {"A": "1", "B": "2"})
    assert {path.name for path in folder().iterdir()} <= {"twitch.env", ".lock"}


def test_the_folder_is_where_the_environment_says(tmp_path, monkeypatch):
    monkeypatch.setenv("TUTORIAL_HOME", "~/a/b")
    assert folder() == (tmp_path / "a" / "b").resolve()
    assert folder().is_dir()


def test_the_folder_is_in_the_checkout_otherwise(tmp_path, monkeypatch):
    monkeypatch.delenv("TUTORIAL_HOME")
    assert Path(__file__).resolve().parents[2] == private_folder.PROJECT
    monkeypatch.setattr(private_folder, "PROJECT", tmp_path)
    (tmp_path / "pyproject.toml").touch()
    assert folder() == (tmp_path / "private").resolve()
    assert private_folder.beside() == tmp_path.resolve()


def test_where_the_project_is_installed_the_folder_is_among_the_users_data(tmp_path, monkeypatch):
    monkeypatch.delenv("TUTORIAL_HOME")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr(private_folder, "PROJECT", tmp_path / "site-packages")
    monkeypatch.chdir(tmp_path)
    assert folder().name == "learn-twitch-oauth"
    assert folder().is_relative_to(tmp_path.resolve())  # the home of this test
    assert not (tmp_path / "site-packages").exists()
    assert private_folder.beside() == tmp_path


@pytest.mark.parametrize("is_checkout", [True, False])
def test_both_ends_of_the_wire_agree_on_the_folder(tmp_path, monkeypatch, is_checkout):
    if is_checkout:
        (tmp_path / "pyproject.toml").touch()
    monkeypatch.delenv("TUTORIAL_HOME")
    monkeypatch.setattr(private_folder, "PROJECT", tmp_path)
    assert usual_folder(tmp_path).resolve() == folder()


def test_a_file_that_is_not_there_is_empty():
    assert read("twitch.env") == {}


@given(value=printable)
def test_any_printable_value_comes_back(value):
    write("twitch.env", {"BEFORE": "it's", "TWITCH_VALUE": value, "AFTER": "'\\'"})
    assert read("twitch.env") == {"BEFORE": "it's", "TWITCH_VALUE": value, "AFTER": "'\\'"}


@pytest.mark.parametrize(
    "value", ["\\", "a\\", "\\'", "${HOME}", "$(id)", "#", " a # b ", '"', "="]
)
def test_a_value_with_a_meaning_to_shells_comes_back(value):
    write("twitch.env", {"TWITCH_VALUE": value})
    assert read("twitch.env") == {"TWITCH_VALUE": value}


def test_an_empty_value_is_forgotten():
    write("twitch.env", {"TWITCH_CODE": "abc", "TWITCH_STATE": "def"})
    write("twitch.env", {"TWITCH_CODE": ""})
    assert read("twitch.env") == {"TWITCH_STATE": "def"}


def test_what_others_wrote_into_the_file_stays():
    (folder() / "twitch.env").write_text("# mine\nOTHER=5\n")
    write("twitch.env", {"TWITCH_CODE": "abc"})
    assert (folder() / "twitch.env").read_text().startswith("# mine\nOTHER=5\n")


def test_a_folder_that_can_not_be_made_is_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("TUTORIAL_HOME", str(tmp_path / "file" / "private"))
    with pytest.raises(PlainError, match=r"can't be used .* Check its permissions"):
        folder()


def test_what_is_for_a_folder_that_can_not_be_used_is_in_memory_until_it_can(tmp_path, monkeypatch):
    in_its_place = tmp_path / "home"
    in_its_place.touch()
    monkeypatch.setenv("TUTORIAL_HOME", str(in_its_place))
    with pytest.raises(PlainError, match="in this kernel's memory") as raised:
        write("twitch.env", {"TWITCH_ACCESS_TOKEN": "granted"})
    assert "granted" not in str(raised.value)
    in_its_place.unlink()
    assert private_folder.save("twitch.env")
    assert read("twitch.env") == {"TWITCH_ACCESS_TOKEN": "granted"}
    assert "granted" in (folder() / "twitch.env").read_text()


@on_posix
@pytest.mark.parametrize("file", [0o640, 0o644, 0o666])
@pytest.mark.parametrize("at", [0o755, 0o777, 0o750])
def test_what_was_open_to_others_is_closed_and_that_is_said(at, file):
    write("twitch.env", {"TWITCH_CODE": "abc"})
    fingerprint("abc")
    private_folder.news()
    (folder() / "twitch.env").chmod(file)
    (folder() / "fingerprint.key").chmod(file)
    folder().chmod(at)
    assert read("twitch.env") == {"TWITCH_CODE": "abc"}
    assert (mode(folder()), mode(folder() / "twitch.env")) == (0o700, 0o600)
    assert mode(folder() / "fingerprint.key") == 0o600
    told = private_folder.news()
    assert len(told) == 3 and all("was open to other people" in one for one in told)
    assert private_folder.news() == []


@on_posix
def test_a_home_and_a_place_for_everybody_stay_as_they_are(tmp_path, monkeypatch):
    for place, at in ((tmp_path, 0o755), (tmp_path / "shared", 0o1777)):
        place.mkdir(exist_ok=True)
        place.chmod(at)
        monkeypatch.setenv("TUTORIAL_HOME", str(place))
        write("twitch.env", {"TWITCH_CODE": "abc"})
        assert mode(folder()) == at
        assert mode(folder() / "twitch.env") == 0o600
    assert private_folder.news() == []


@on_posix
def test_a_new_folder_was_never_open(tmp_path, monkeypatch):
    monkeypatch.setenv("TUTORIAL_HOME", str(tmp_path / "new"))
    private_folder.news()
    umask = os.umask(0)
    try:
        folder()
    finally:
        os.umask(umask)
    assert private_folder.news() == []


@on_posix
def test_what_a_link_leads_to_keeps_its_mode(tmp_path):
    elsewhere = tmp_path / "elsewhere.env"
    elsewhere.touch(0o644)
    elsewhere.chmod(0o644)
    (folder() / "linked.env").symlink_to(elsewhere)
    private_folder.news()
    folder()
    assert mode(elsewhere) == 0o644
    assert private_folder.news() == []


def test_a_key_that_was_made_meanwhile_is_the_key(tmp_path):
    theirs = "d" * private_folder.KEY_LENGTH
    set_key(theirs)
    assert private_folder._new_key(folder() / "fingerprint.key").decode() == theirs
    assert (folder() / "fingerprint.key").read_text() == theirs


@pytest.mark.parametrize("inside", [True, False])
def test_a_folder_in_a_git_tree_is_kept_out_of_it(tmp_path, monkeypatch, inside):
    if inside:
        (tmp_path / ".git").mkdir()
    monkeypatch.setenv("TUTORIAL_HOME", str(tmp_path / "a" / "b"))
    write("twitch.env", {"TWITCH_CODE": "abc"})
    ignore = folder() / ".gitignore"
    assert ignore.exists() == inside
    assert not inside or ignore.read_text() == "*\n"


def test_git_itself_passes_over_a_private_folder(tmp_path, monkeypatch):
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    monkeypatch.setenv("TUTORIAL_HOME", str(tmp_path / "kept"))
    write("twitch.env", {"TWITCH_CODE": "abc"})
    fingerprint("abc")
    status = ["git", "-C", str(tmp_path), "status", "--porcelain", "--untracked-files=all"]
    assert subprocess.run(status, capture_output=True, check=True).stdout == b""


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="only root can act as another user"
)
@pytest.mark.parametrize("what", ["read", "write", "fingerprint"])
def test_a_folder_of_another_user_is_a_sentence(monkeypatch, what):
    # Not in pytest's folder: each pytest that starts closes that one to others again.
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        monkeypatch.setenv("TUTORIAL_HOME", f"{place}/private")
        write("twitch.env", {"TWITCH_CODE": "abc"})
        fingerprint("abc")
        said = _as_another_user(what)
    assert "belongs to another user" in said
    assert "sudo chown" in said


def _as_another_user(what: str) -> str:
    code = (
        "import os, sys; from helpers import private_folder as p; from helpers.plain_errors import"
        " PlainError; os.setuid(65534)\ntry: "
        + {
            "read": "p.read('twitch.env')",
            "write": "p.write('twitch.env', {'A': '1'})",
            "fingerprint": "p.fingerprint('abc')",
        }[what]
        + "\nexcept PlainError as problem: print(problem)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60
    )
    return done.stdout + done.stderr


# --- masks ---


def test_a_fingerprint_is_the_start_of_an_hmac():
    key = "0123456789abcdef" * 4
    set_key(f"{key}\n")
    # RFC 2104 by hand: H(key ^ opad, H(key ^ ipad, text)); a key of 64 bytes needs no padding.
    inner = hashlib.sha256(bytes(b ^ 0x36 for b in key.encode()) + "wert\u00e9".encode()).digest()
    outer = hashlib.sha256(bytes(b ^ 0x5C for b in key.encode()) + inner).hexdigest()
    assert fingerprint("werté") == outer[:4]
    assert mask("werté") == f"[hidden {outer[:4]}]"


@given(value=st.text() | st.just("\ud800"))
def test_a_mask_has_one_shape_whatever_it_hides(value):
    assert re.fullmatch(r"\[hidden [0-9a-f]{4}\]", mask(value))


def test_a_fingerprint_stays_the_same():
    assert fingerprint("abc") == fingerprint("abc")


def test_another_folder_gives_another_fingerprint(tmp_path, monkeypatch):
    values = [str(number) for number in range(20)]
    here = [fingerprint(value) for value in values]
    monkeypatch.setenv("TUTORIAL_HOME", str(tmp_path / "elsewhere"))
    there = [fingerprint(value) for value in values]
    assert sum(a == b for a, b in zip(here, there, strict=True)) < 3


def test_the_key_is_made_once_from_random_characters(tmp_path, monkeypatch):
    fingerprint("abc")
    first = (folder() / "fingerprint.key").read_text()
    fingerprint("def")
    assert (folder() / "fingerprint.key").read_text() == first
    assert re.fullmatch("[0-9a-f]{64}", first)
    monkeypatch.setenv("TUTORIAL_HOME", str(tmp_path / "elsewhere"))
    fingerprint("abc")
    assert (folder() / "fingerprint.key").read_text() != first


@given(value=st.text("gjklmopqrstuvwxyzGHJKLMOPQRSTUVWXYZ", min_size=8))
def test_a_mask_holds_no_part_of_the_value(value):
    # No letter of these stands in "[hidden 0123456789abcdef]", so one in the mask would be a leak.
    assert not set(value) & set(mask(value))


def test_a_mask_agrees_with_the_value_no_more_often_than_chance():
    set_key("7" * 64)
    letters = random.Random(7)  # noqa: S311
    values = ["".join(letters.choices("0123456789abcdef", k=30)) for _ in range(4000)]
    prints = [fingerprint(value) for value in values]
    # Four hexadecimal letters are found at one of 27 places in one case of 65536 / 27, so in
    # 1.6 of these 4000; a prefix, an end or any other part would be found in all of them.
    assert sum(shown in value for shown, value in zip(prints, values, strict=True)) <= 10
    for place in range(4):  # and letter by letter: one of 16 by chance, 250 of these 4000
        for part in (place, place - 4):
            same = sum(
                shown[place] == value[part] for shown, value in zip(prints, values, strict=True)
            )
            assert same < 350


def test_two_values_are_told_apart():
    set_key("7" * 64)
    assert len({fingerprint(str(number)) for number in range(100)}) >= 99


def test_several_at_once_make_one_key():
    folder()
    with ThreadPoolExecutor(16) as pool:
        prints = list(pool.map(lambda _: fingerprint("abc"), range(200)))
    assert set(prints) == {fingerprint("abc")}


def test_an_empty_key_is_what_a_full_disk_leaves_and_a_new_one_is_made():
    set_key("")
    shown = fingerprint("abc")
    assert len((folder() / "fingerprint.key").read_text()) == 64
    assert fingerprint("abc") == shown


@pytest.mark.parametrize("key", ["0123", "7" * 65, "\u00e9" * 64])
def test_a_damaged_key_is_a_sentence(key):
    set_key(key)
    with pytest.raises(PlainError, match="holds no key of 64 characters. Delete it"):
        fingerprint("abc")


def test_a_key_that_can_not_be_read_is_a_sentence():
    (folder() / "fingerprint.key").mkdir()
    with pytest.raises(PlainError, match=r"fingerprint.key can't be used"):
        fingerprint("abc")


def test_where_files_can_not_be_linked_there_is_one_key_all_the_same(monkeypatch):
    def no_links(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    assert fingerprint("abc") == fingerprint("abc")
    assert {path.name for path in folder().iterdir()} == {"fingerprint.key", ".lock"}


def test_whatever_is_as_long_as_a_token_is_masked_in_a_text():
    short, long = "a-b_c" * 4, "a-b_c" * 5
    assert mask_tokens(f"<p>{short} {long}</p>") == f"<p>{short} {mask(long)}</p>"


@pytest.mark.parametrize("written", ['"{}"', "'{}'", " {} ", '" {} "'])
def test_quotes_that_windows_keeps_are_not_part_of_the_folder(tmp_path, monkeypatch, written):
    home = tmp_path / "x"
    monkeypatch.setenv("TUTORIAL_HOME", written.format(home))
    assert private_folder.folder() == home


@pytest.mark.parametrize("given", ["relative", "./x", "../x", "~nobody-has-this-name/x", "x/y"])
def test_a_folder_that_is_no_whole_path_is_refused_by_the_name_of_its_variable(
    tmp_path, monkeypatch, given
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TUTORIAL_HOME", given)
    with pytest.raises(PlainError, match="TUTORIAL_HOME is"):
        private_folder.folder()
    assert list(tmp_path.iterdir()) == []


def test_these_are_the_secrets_of_a_file_and_no_others():
    lines = {
        f"TWITCH_{field.name.upper()}": f"value of {field.name}"
        for field in fields(credentials.Credentials)
    }
    private_folder.write("twitch.env", lines)
    names = ("client_secret", "state", "code", "access_token", "refresh_token")
    assert private_folder.secrets_in("twitch.env") == {f"value of {name}" for name in names}
    assert private_folder.secrets_in("practice.env") == set()


@on_posix
def test_a_folder_of_another_user_stays_as_it_is(monkeypatch):
    place = private_folder.folder()
    place.chmod(0o755)
    private_folder.news()
    monkeypatch.setattr(private_folder.os, "geteuid", lambda: 123456)
    private_folder.folder()
    assert mode(place) == 0o755
    assert private_folder.news() == []
