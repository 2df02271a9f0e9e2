"""What must not be shown of an exchange."""

from __future__ import annotations

import re
from dataclasses import replace

import requests

from helpers import credentials, sending
from helpers.credentials import Credentials
from lessons.clinic.diagnosis import Diagnosis, hide
from lessons.exchange import sent

SHORTEST_SECRET = 8  # characters; a shorter value also stands in ordinary words
# Where a secret is sent, however its name is written.
SECRET_PLACE = re.compile(r"secret|token|password|code$|state|nonce|auth", re.IGNORECASE)

LIKE_A_TOKEN = re.compile("[A-Za-z0-9]{28,}")  # docs/twitch.md 5.1


def secrets_in(reply: requests.Response, mine: Credentials) -> set[str]:
    """What must not be shown of an exchange: what is kept, and what stood in a secret's place."""
    request = sent.read(reply.request)
    everything = (request.fields, request.json, request.text, request.headers)
    values = [pair for part in everything for pair in part.items()]
    found = {value for name, value in values if SECRET_PLACE.search(name)}
    found |= {value.split()[-1] for value in found if value.split()}
    found |= kept_secrets(mine)
    # A secret may be in the wrong place: in Client-Id, or in a path, a scope, a redirect address.
    found.add(request.headers.get("client-id", ""))
    anywhere = " ".join([request.path, *(value for _, value in values)])
    found |= set(LIKE_A_TOKEN.findall(anywhere)) - {request.fields.get("client_id", "")}
    if sending.message(reply) in ("invalid client", "client does not exist"):
        # Nobody's client ID, so it may be anything: a secret in the wrong place.
        found |= {value for name, value in values if name == "client_id"}
    return {value for value in found if len(value) >= SHORTEST_SECRET} - {mine.client_id}


def kept_secrets(mine: Credentials) -> set[str]:
    """All secrets that are kept."""
    return {getattr(mine, name) for name in credentials.SECRETS}


def without_secrets(found: Diagnosis, secrets: set[str]) -> Diagnosis:
    """The diagnosis with a mask in the place of each secret."""
    secrets = {secret for secret in secrets if len(secret) >= SHORTEST_SECRET}
    return replace(
        found,
        happened=hide(found.happened, secrets),
        evidence=tuple(hide(line, secrets) for line in found.evidence),
        fix=hide(found.fix, secrets),
        look_at=tuple(hide(line, secrets) for line in found.look_at),
        failed=hide(found.failed, secrets),
    )
