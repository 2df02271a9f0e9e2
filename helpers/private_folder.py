"""The one folder for what must stay private, and the masks that stand in for it elsewhere."""

from __future__ import annotations

import hmac
import os
import re
import secrets
import time
from pathlib import Path

import dotenv
import platformdirs

from helpers.plain_errors import PlainError

PROJECT = Path(__file__).resolve().parent.parent  # site-packages, where it is installed
INSTALLED_NAME = "learn-twitch-oauth"
KEY_LENGTH = 64
SECRETS = {"client_secret", "state", "code", "access_token", "refresh_token"}


def folder() -> Path:
    """The private folder: TUTORIAL_HOME, or the usual one. Made when missing.

    The usual one is `private/` in a checkout of the project. Where the project is installed as a
    package, it is in the user's data folder. Practice has the same rule.
    Only its owner may open it, where the system knows file modes.
    Raises PlainError when it can't be made.
    """
    path = Path(os.environ.get("TUTORIAL_HOME") or _usual()).expanduser().resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise PlainError(
            f"The private folder {path} can't be made ({problem.strerror}). "
            "Set TUTORIAL_HOME to a folder that you may write to, and restart the kernel."
        ) from None
    return path


def beside() -> Path:
    """Where readers' own folders go: beside the private folder, or the current folder.

    The current one where the project is installed as a package.
    """
    if os.environ.get("TUTORIAL_HOME") or _is_checkout():
        return folder().parent
    return Path.cwd()


def _usual() -> Path:
    if _is_checkout():
        return PROJECT / "private"
    return platformdirs.user_data_path(INSTALLED_NAME, appauthor=False)


def _is_checkout() -> bool:
    return (PROJECT / "pyproject.toml").exists()


def read(file_name: str) -> dict[str, str]:
    """The names and values of one private file; empty when there is no such file yet.

    Raises PlainError when the file can't be read.
    """
    path = folder() / file_name
    if not path.exists():
        return {}
    try:
        values = dotenv.dotenv_values(path, interpolate=False, encoding="utf-8")
    except (OSError, UnicodeError):
        raise PlainError(
            f"{path} can't be read: it is closed to you, or it is no longer text in UTF-8. "
            "Fix its permissions, or delete it and begin again at notebook 00."
        ) from None
    return {name: value for name, value in values.items() if value}


def file_names() -> list[str]:
    """The private files that there are: one for each Twitch, and one for the reader's choices."""
    return sorted(path.name for path in folder().glob("*.env"))


def secrets_in(file_name: str) -> set[str]:
    """The secrets that one private file holds."""
    lines = read(file_name).items()
    return {value for name, value in lines if name.removeprefix("TWITCH_").lower() in SECRETS}


def write(file_name: str, values: dict[str, str]) -> None:
    """Set these names in one private file and leave its others as they are.

    A new file can be read by its owner only. Raises PlainError when the file can't be written.
    """
    path = folder() / file_name
    try:
        for name, value in values.items():
            dotenv.set_key(path, name, value, encoding="utf-8")
    except OSError as problem:
        raise PlainError(
            f"{path} can't be written ({problem.strerror}). Nothing was changed on Twitch's side: "
            "make room or fix the file's permissions, then do this step again."
        ) from None


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
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_key(path)
    except OSError as problem:
        raise PlainError(
            f"{path} can't be made ({problem.strerror}). Make room, or fix the folder's "
            "permissions, then run this cell again."
        ) from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key := secrets.token_hex(KEY_LENGTH // 2))
    return key.encode()


def _read_key(path: Path) -> bytes:
    # Practice Twitch may have made the file a moment ago, and not have filled it yet.
    for _ in range(50):
        try:
            key = path.read_bytes().strip()
        except OSError:
            break
        if len(key) == KEY_LENGTH:
            return key
        time.sleep(0.02)
    raise PlainError(f"{path} holds no key of {KEY_LENGTH} characters. Delete it, and try again.")
