"""OpenID Connect: besides a token to act with, a signed note that says who the user is.

The note (id_token) is for the application itself, which checks the signature with the public
key. docs/twitch.md 4.3, and OpenID Connect Core 1.0. An issuer is named by its address, so here
it is the address that practice was asked at; the real one is `https://id.twitch.tv/oauth2`.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from practice.basics.clock import now
from practice.rules.clients import Refusal
from practice.store.records import Application, Token
from practice.store.store import Store

OPENID = "openid"  # the scope that asks for all this
ID_TOKEN_LIFE = 900  # seconds
KEY_ID = "1"
EMAIL_SCOPE = "user:read:email"

# Claims that are told only when the link asks for them, in words for the consent page.
CLAIMS = {
    "email": "your e-mail address",
    "email_verified": "whether that address was checked",
    "picture": "the address of your picture",
    "preferred_username": "your display name",
    "updated_at": "when you last changed your profile",
}


def read_claims(text: str) -> tuple[str, ...]:
    """The claims that a link asks for, such as "id_token:email" and "userinfo:picture".

    `text` is JSON; the claims that nobody knows are left out. Raises Refusal when it is no JSON
    object. Ours: what Twitch does then is not known.
    """
    if not text:
        return ()
    try:
        asked = json.loads(text)
        return tuple(
            f"{place}:{name}"
            for place in ("id_token", "userinfo")
            for name in CLAIMS
            if name in (asked.get(place) or {})
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise Refusal(400, "invalid claims") from None


class OpenId:
    """Signs and tells who users are, over one store."""

    def __init__(self, store: Store) -> None:
        """Raises StoreError when the key in the file can't be used."""
        self._store = store
        self._key = self._signing_key()

    def _signing_key(self) -> rsa.RSAPrivateKey:
        pem = self._store.setting("signing key", _new_key).encode()
        try:
            key = serialization.load_pem_private_key(pem, password=None)
        except ValueError:
            key = None
        if not isinstance(key, rsa.RSAPrivateKey):
            raise self._store.damaged("the key that signs id_tokens can't be read")
        return key

    def discovery(self, base: str) -> dict[str, object]:
        """Where everything is. `base` is practice's address, such as http://localhost:8017."""
        issuer = f"{base}/oauth2"
        return {
            "authorization_endpoint": f"{issuer}/authorize",
            "claims_parameter_supported": True,
            "claims_supported": [
                "email",
                "email_verified",
                "picture",
                "preferred_username",
                "exp",
                "iss",
                "sub",
                "azp",
                "aud",
                "iat",
                "updated_at",
            ],
            "id_token_signing_alg_values_supported": ["RS256"],
            "issuer": issuer,
            "jwks_uri": f"{issuer}/keys",
            "response_types_supported": [
                "id_token",
                "code",
                "token",
                "code id_token",
                "token id_token",
            ],
            "scopes_supported": [OPENID],
            "subject_types_supported": ["public"],
            "token_endpoint": f"{issuer}/token",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "userinfo_endpoint": f"{issuer}/userinfo",
        }

    def keys(self) -> dict[str, object]:
        """The public key, with which anybody can check an id_token."""
        numbers = self._key.public_key().public_numbers()
        key = {
            "alg": "RS256",
            "e": _base64(numbers.e.to_bytes(3, "big")),
            "kid": KEY_ID,
            "kty": "RSA",
            "n": _base64(numbers.n.to_bytes(256, "big")),
            "use": "sig",
        }
        return {"keys": [key]}

    def id_token(
        self,
        base: str,
        application: Application,
        user_id: str,
        scopes: tuple[str, ...],
        claims: tuple[str, ...],
        nonce: str | None,
        beside: Mapping[str, str] | None = None,
    ) -> str:
        """Sign who the user is.

        `beside` is the rest of an answer that a browser carries: what is in it, a code or an
        access token, is signed for as well.
        """
        note = self._claims(base, application.client_id, user_id)
        for name, claim in (("access_token", "at_hash"), ("code", "c_hash")):
            if value := (beside or {}).get(name):
                # The left half of its SHA-256 (OpenID Connect Core 3.2.2.9 and 3.3.2.11).
                note[claim] = _base64(hashlib.sha256(value.encode()).digest()[:16])
        note["azp"] = application.client_id
        if nonce is not None:
            note["nonce"] = nonce
        note.update(self._asked_for("id_token", base, user_id, scopes, claims))
        return jwt.encode(note, self._key, algorithm="RS256", headers={"kid": KEY_ID})

    def userinfo(self, base: str, token: Token | None) -> dict[str, object]:
        """The same by an access token. Raises Refusal when the token was not made for this.

        Ours: the refusals, and `iat` and `exp`, which are those of an id_token made now.
        """
        if token is None:
            raise Refusal(401, "invalid access token")
        if token.user_id is None or OPENID not in token.scopes:
            raise Refusal(403, f"missing scope: {OPENID}")
        told = self._claims(base, token.client_id, token.user_id)
        told.update(self._asked_for("userinfo", base, token.user_id, token.scopes, token.claims))
        return told

    def _claims(self, base: str, client_id: str, user_id: str) -> dict[str, object]:
        issued_at = now()
        return {
            "aud": client_id,
            "exp": issued_at + ID_TOKEN_LIFE,
            "iat": issued_at,
            "iss": f"{base}/oauth2",
            "sub": user_id,
        }

    def _asked_for(
        self,
        place: str,
        base: str,
        user_id: str,
        scopes: tuple[str, ...],
        claims: tuple[str, ...],
    ) -> Mapping[str, object]:
        account = self._store.account(user_id)
        known: dict[str, object] = {
            "email": account.email,
            "email_verified": True,
            "picture": f"{base}/lantern.svg",  # ours: nobody here has a picture
            "preferred_username": account.display_name,
            "updated_at": account.created_at,  # ours: nobody here changes a profile
        }
        if EMAIL_SCOPE not in scopes:
            # Ours: left out without a word. What Twitch does is not known.
            del known["email"], known["email_verified"]
        return {name: value for name, value in known.items() if f"{place}:{name}" in claims}


def _new_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode("ascii")


def _base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode("ascii")
