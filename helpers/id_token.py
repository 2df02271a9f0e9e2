"""Find an id_token in an answer, and check it before believing a word of it."""

from __future__ import annotations

import hmac
from typing import Any

import jwt
import requests

from helpers.plain_errors import PlainError
from helpers.sending import json_body

ALGORITHM = "RS256"  # the only one that Twitch signs with (docs/twitch.md 4.3)
LEEWAY = 60  # seconds; two clocks are never quite the same

# The more special kinds of error come first.
REFUSALS = {
    jwt.InvalidSignatureError: "The signature doesn't fit: the id_token was changed on its way, "
    "or somebody other than the owner of this key signed it.",
    jwt.ExpiredSignatureError: "The id_token has expired: it is good for the moment of logging "
    "in, and for minutes only. Log in again.",
    jwt.ImmatureSignatureError: "The id_token was issued in the future. Set this computer's clock.",
    jwt.InvalidAudienceError: "The audience (aud) is another application: the id_token was made "
    "for somebody else.",
    jwt.InvalidIssuerError: "The issuer (iss) is not the one that was expected: another provider "
    "made this id_token.",
    jwt.MissingRequiredClaimError: "A claim is missing that every id_token must have.",
    jwt.InvalidAlgorithmError: f"The id_token is not signed with {ALGORITHM}. Don't trust "
    "one that is signed otherwise, or not at all.",
    jwt.InvalidTokenError: "This is not an id_token: it must have three parts with dots between.",
}


def read_id_token(reply: requests.Response) -> str:
    """The id_token in the answer to an exchange.

    Raises PlainError when there is none.
    """
    body = json_body(reply)
    note = body.get("id_token") if isinstance(body, dict) else None
    if not isinstance(note, str) or note.count(".") != 2:
        raise PlainError(
            "This answer has no id_token. One comes only when the link asked for the scope "
            "openid. Do the panel above again, then the cells below it."
        )
    return note


def key_for(note: str, keys: requests.Response) -> dict[str, str]:
    """Of the provider's public keys, the one that the id_token's header names by its kid.

    Raises PlainError when there is none.
    """
    try:
        wanted = jwt.get_unverified_header(note).get("kid")
    except jwt.InvalidTokenError:
        raise PlainError(REFUSALS[jwt.InvalidTokenError]) from None
    body = json_body(keys)
    offered = body.get("keys") if isinstance(body, dict) else None
    for key in offered if isinstance(offered, list) else []:
        if isinstance(key, dict) and key.get("kid") == wanted:
            return key
    raise PlainError(
        "The provider's keys hold none with the kid of this id_token. Look at the answer's status; "
        "if it is 200, the key may have been changed: log in again."
    )


def verify(
    note: str, key: dict[str, str], issuer: str, client_id: str, nonce: str
) -> dict[str, Any]:
    """The claims of an id_token, after every check of OpenID Connect Core 3.1.3.7 that applies.

    Signature, issuer, audience, times in seconds with 60 to spare, and the nonce that was sent.
    Raises PlainError that says which check failed.
    """
    try:
        public_key = jwt.PyJWK(key, algorithm=ALGORITHM)
    except (jwt.PyJWTError, ValueError, TypeError):
        raise PlainError("This isn't a public key that can check an id_token.") from None
    try:
        claims: dict[str, Any] = jwt.decode(
            note,
            public_key,
            algorithms=[ALGORITHM],
            audience=client_id,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": ["aud", "exp", "iat", "iss", "sub"]},
        )
    except jwt.InvalidTokenError as problem:
        kinds = (kind for kind in REFUSALS if isinstance(problem, kind))
        raise PlainError(REFUSALS[next(kinds)]) from None
    if claims["aud"] not in (client_id, [client_id]) or claims.get("azp", client_id) != client_id:
        raise PlainError(REFUSALS[jwt.InvalidAudienceError])
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise PlainError("The nonce is not the one that your link sent: it answers another login.")
    return claims
