"""What one notebook hands to the next, kept in one private file for each Twitch."""

from __future__ import annotations

import time
from dataclasses import dataclass, fields

from helpers import private_folder
from helpers.oauth import Token
from helpers.plain_errors import NotYet, PlainError
from helpers.private_folder import mask
from helpers.service import Service

SECRETS = private_folder.SECRETS

FIRST_SCOPE = "chat:read chat:edit"  # the guide's

# Where each value comes from, for the sentence that says what is missing.
COMES_FROM = {
    "client_id": ("a client ID", "04-06_register_your_application"),
    "redirect_uri": ("a redirect address", "04-06_register_your_application"),
    "client_secret": ("a client secret", "07_client_secret"),
    "state": ("an authorize link", "08_authorization_code"),
    "code": ("an unused authorization code", "08_authorization_code"),
    "access_token": ("an access token", "10_access_token"),
    "refresh_token": ("a refresh token", "10_access_token"),
}


@dataclass(frozen=True)
class Credentials:
    """What is kept for one Twitch. Its repr shows masks in place of secrets."""

    client_id: str = ""
    client_secret: str = ""
    redirect_uri: str = ""
    scope: str = ""
    scope_chosen: str = ""  # "yes" once the reader chose scopes, be it none
    state: str = ""
    code: str = ""
    code_kept_at: str = ""  # seconds since 1970
    used_code: str = ""  # the fingerprint of the last code that was exchanged
    access_token: str = ""
    refresh_token: str = ""

    def __repr__(self) -> str:
        lines = []
        for name in (field.name for field in fields(self)):
            value = getattr(self, name)
            if name in SECRETS and value:
                value = mask(value)
            elif name == "used_code" and value:
                value = f"[hidden {value}]"
            if value and name not in ("code_kept_at", "scope_chosen"):
                lines.append(f"{name:<14} {value}")
        return "\n".join(lines) or "Nothing is kept yet."

    @property
    def scopes(self) -> list[str]:
        return self.scope.split()

    @property
    def asked_scope(self) -> str:
        """The scopes to ask for: those that were chosen, and the guide's before any were."""
        return self.scope or ("" if self.scope_chosen else FIRST_SCOPE)

    @property
    def code_age(self) -> float:
        """Seconds since the code was handed in."""
        # What isn't a number was changed by hand; then nobody knows, as when it is missing.
        known = self.code_kept_at.isdecimal() and len(self.code_kept_at) < 15
        return time.time() - (int(self.code_kept_at) if known else 0)


def kept(twitch: Service) -> Credentials:
    """All that is kept for this Twitch; what is missing is empty."""
    lines = private_folder.read(twitch.private_file)
    names = [field.name for field in fields(Credentials)]
    return Credentials(**{name: lines.get(_line_name(name), "") for name in names})


def need(twitch: Service, *names: str) -> Credentials:
    """All that is kept, once these are among it.

    Raises NotYet, with the notebook that makes it, for the first that is missing.
    """
    mine = kept(twitch)
    for name in names:
        if not getattr(mine, name):
            what, where = COMES_FROM[name]
            raise NotYet(
                f"What is missing for {twitch.title}: {what}. It comes from notebook {where}. "
                "Do the panel before this cell, or that notebook, then run this cell again."
            )
    return mine


def keep(twitch: Service, **values: str) -> None:
    """Keep these values for this Twitch, all at once. An empty one is forgotten.

    Raises PlainError when the private file can't be written; then they are in memory until it can.
    """
    private_folder.write(
        twitch.private_file, {_line_name(name): value for name, value in values.items()}
    )


def keep_code(twitch: Service, code: str) -> None:
    """Keep a fresh authorization code, and when it came."""
    keep(twitch, code=code, code_kept_at=str(int(time.time())))


def keep_token(twitch: Service, code: str, token: Token) -> None:
    """Keep a token, and forget the code that it was exchanged for: a code works once."""
    try:
        used_code = private_folder.fingerprint(code)
    except PlainError:  # what shows the token says what is wrong; the token itself must be kept
        used_code = ""
    keep(
        twitch,
        access_token=token.access_token,
        refresh_token=token.refresh_token,
        code="",
        used_code=used_code,
    )


def keep_refreshed(twitch: Service, token: Token) -> None:
    """Keep what a refresh brought. Its refresh token may be a new one, or the same again."""
    new = {"refresh_token": token.refresh_token} if token.refresh_token else {}
    keep(twitch, access_token=token.access_token, **new)


def before_spending(twitch: Service) -> bool:
    """See that what comes can be kept, before a code or a refresh token is spent for it.

    Returns whether something was saved that waited in memory. Raises PlainError when the private
    file can't be written.
    """
    return private_folder.save(twitch.private_file)


def belongs_to_other(twitch: Service, value: str) -> bool:
    """Whether this very value is kept for another Twitch than this one."""
    others = (name for name in private_folder.file_names() if name != twitch.private_file)
    return any(value in private_folder.read(name).values() for name in others)


def kept_as(value: str) -> str:
    """What this very value is kept as, for any Twitch, such as "client secret"; empty if nothing.

    Only values that somebody could take one for the other: the client ID, and the secrets.
    """
    for file_name in private_folder.file_names():
        lines = private_folder.read(file_name)
        for name in ("client_id", *sorted(SECRETS)):
            if value and lines.get(_line_name(name)) == value:
                return name.replace("_", " ").replace(" id", " ID")
    return ""


def _line_name(name: str) -> str:
    return f"TWITCH_{name.upper()}"
