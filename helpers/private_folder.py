"""The one folder for what must stay private, and the masks that stand in for it elsewhere."""

from __future__ import annotations

import contextlib
import errno
import hmac
import os
import re
import secrets
import stat
from pathlib import Path

import platformdirs

from helpers import private_file
from helpers.plain_errors import PlainError

PROJECT = Path(__file__).resolve().parent.parent  # site-packages, where it is installed
INSTALLED_NAME = "learn-twitch-oauth"
KEY_LENGTH = 64
_news: list[str] = []
SECRETS = {"client_secret", "state", "code", "access_token", "refresh_token"}


def folder() -> Path:
    """The private folder: TUTORIAL_HOME, or the usual one. Made when missing.

    The usual one is `private/` in a checkout of the project. Where the project is installed as a
    package, it is in the user's data folder. Practice has the same rule.
    Only its owner may open it, where the system knows file modes.
    Raises PlainError when it can't be made.
    """
    path = _place()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        _close_to_others(path)
    except OSError as problem:
        raise PlainError(private_file.why_not(path, problem, "used")) from None
    return path


def news() -> list[str]:
    """What was changed without being asked since the last call: a sentence for each thing."""
    told, _news[:] = list(_news), []
    return told


def _close_to_others(path: Path) -> None:
    """Let nobody but the owner in. A home, and a place for everybody such as /tmp, stay open."""
    if os.name != "posix":
        return
    for one in (path, *path.glob("*.env"), *path.glob("*.key")):
        found = one.lstat()
        theirs = found.st_uid != os.geteuid() or found.st_mode & stat.S_ISVTX or one == Path.home()
        if not theirs and not stat.S_ISLNK(found.st_mode) and found.st_mode & 0o077:
            one.chmod(0o700 if one == path else 0o600)
            _news.append(f"{one} was open to other people on this computer. Now it is closed.")


def beside() -> Path:
    """Where readers' own folders go: beside the private folder, or the current folder.

    The current one where the project is installed as a package.
    """
    if variable("TUTORIAL_HOME") or _is_checkout():
        return folder().parent
    return Path.cwd()


def variable(name: str) -> str:
    """An environment variable, without the quotes that Windows' `set` keeps; empty if not set."""
    return os.environ.get(name, "").strip().strip("\"'").strip()


def _place() -> Path:
    given = variable("TUTORIAL_HOME")
    # Path.expanduser raises for a user who isn't there.
    path = Path(os.path.expanduser(given)) if given else _usual()  # noqa: PTH111
    if not path.is_absolute():
        raise PlainError(
            f"The environment variable TUTORIAL_HOME is {given}, and has to be a whole path, such "
            f"as {Path.home() / 'twitch'}. Set it to one, or remove it; then restart the kernel."
        )
    return path.resolve()


def _usual() -> Path:
    if _is_checkout():
        return PROJECT / "private"
    return platformdirs.user_data_path(INSTALLED_NAME, appauthor=False)


def _is_checkout() -> bool:
    return (PROJECT / "pyproject.toml").exists()


def read(file_name: str) -> dict[str, str]:
    """The names and values of one private file; empty when there is no such file yet.

    Raises PlainError when the file can't be read, or not all of it.
    """
    waits = private_file.has_unsaved(_place() / file_name)  # in memory, whatever the folder is
    return private_file.read((_place() if waits else folder()) / file_name)


def file_names() -> list[str]:
    """The private files that there are: one for each Twitch, and one for the reader's choices."""
    return sorted(path.name for path in folder().glob("*.env"))


def secrets_in(file_name: str) -> set[str]:
    """The secrets that one private file holds."""
    lines = read(file_name).items()
    return {value for name, value in lines if name.removeprefix("TWITCH_").lower() in SECRETS}


def write(file_name: str, values: dict[str, str]) -> None:
    """Set these names in one private file, all at once, and leave its others as they are.

    An empty value takes its name out. Raises PlainError when the file can't be written: then the
    values stay in this kernel's memory, are read from there, and are saved by the next write.
    """
    try:
        path = folder()
    except PlainError as problem:
        raise private_file.not_written(_place() / file_name, values, str(problem)) from None
    _keep_out_of_git(path)
    private_file.write(path / file_name, values)


def save(file_name: str) -> bool:
    """Write one private file as it is: to see that it can be, before anything is spent.

    Returns whether something was saved that waited in memory. Raises PlainError as `write` does.
    """
    waited = private_file.has_unsaved(folder() / file_name)
    write(file_name, {})
    return waited


def _keep_out_of_git(path: Path) -> None:
    ignore = path / ".gitignore"
    if not ignore.exists() and any((parent / ".git").exists() for parent in path.parents):
        with contextlib.suppress(OSError):  # the write that follows says what is wrong
            ignore.write_text("*\n", encoding="ascii")


def fingerprint(value: str) -> str:
    """Four characters that tell two values apart and give nothing of either away.

    They come from HMAC-SHA256 (RFC 2104) with a key of this folder's own, so nobody else can
    guess a value and compare.
    """
    # What is pasted may hold half a character, which plain encode() refuses.
    return hmac.new(_key(), value.encode(errors="surrogatepass"), "sha256").hexdigest()[:4]


def mask(value: str) -> str:
    """What is shown in place of a secret, such as `[hidden 7c1e]`."""
    return f"[hidden {fingerprint(value)}]"


def mask_tokens(text: str) -> str:
    """Text of unknown origin, with a mask for whatever is long enough to be a token."""
    return re.sub(r"[A-Za-z0-9_-]{25,}", lambda found: mask(found[0]), text)


def _key() -> bytes:
    path = folder() / "fingerprint.key"
    try:
        key = path.read_bytes().strip() if path.exists() else b""
        return _checked(path, key or _new_key(path))
    except OSError as problem:
        raise PlainError(private_file.why_not(path, problem, "used")) from None


def _new_key(path: Path) -> bytes:
    """Make the key, unless Practice Twitch or another notebook has made it meanwhile.

    An empty file is what a full disk leaves: it counts as none. Raises OSError.
    """
    with private_file.locked(path.parent):
        if path.exists() and path.read_bytes().strip():
            return path.read_bytes().strip()
        path.unlink(missing_ok=True)
        new = private_file.new_file(path.parent, secrets.token_hex(KEY_LENGTH // 2).encode())
        try:
            # Practice makes the key without our lock. A link is made only where nothing is.
            with contextlib.suppress(FileExistsError):
                try:
                    os.link(new, path)
                except (NotImplementedError, PermissionError):  # a file system without links
                    new.rename(path)
        finally:
            new.unlink(missing_ok=True)
        return path.read_bytes().strip()


def _checked(path: Path, key: bytes) -> bytes:
    if len(key) != KEY_LENGTH:
        raise PlainError(
            f"{path} holds no key of {KEY_LENGTH} characters. Delete it, and try again: the "
            "fingerprints will be others, and nothing else changes."
        )
    return key
