"""A device without a browser asks for a code, and its user allows it on another screen.

The device waits with a long device code. The user types a short one at `/activate`, or opens a
link that holds it. docs/twitch.md 4.1; RFC 8628.
"""

from __future__ import annotations

from collections.abc import Mapping

from practice.basics.clock import now
from practice.basics.fingerprint import Fingerprints
from practice.basics.random_values import capital_letters, hash_of, letters_and_digits
from practice.rules.authorize import read_scopes
from practice.rules.clients import identify
from practice.store.records import Account, Application, DeviceCode, Event
from practice.store.store import Store

DEVICE_CODE_LIFE = 1800  # seconds (docs/twitch.md 5.2)
INTERVAL = 5  # seconds; who asks more often is answered all the same (docs/twitch.md 4.1)


class Device:
    """Gives device codes and keeps what users decide, over one store."""

    def __init__(self, store: Store, fingerprints: Fingerprints) -> None:
        self._store = store
        self._fingerprints = fingerprints

    def begin(self, sent: Mapping[str, str], base: str) -> dict[str, object]:
        """Answer `POST /oauth2/device`. Anybody may ask: a Public application has no secret.

        `base` is practice's own address, such as http://localhost:8017. Raises Refusal.
        """
        application = identify(self._store, sent)
        scopes = read_scopes(sent.get("scopes") or sent.get("scope", ""))
        device_code, user_code = letters_and_digits(40), capital_letters(8)
        fingerprint = self._fingerprints.of(device_code)
        flow = self._fingerprints.flow(device_code)
        issued_at = now()
        self._store.add_device_code(
            DeviceCode(
                device_hash=hash_of(device_code),
                fingerprint=fingerprint,
                user_code_hash=hash_of(user_code),
                client_id=application.client_id,
                scopes=scopes,
                issued_at=issued_at,
                expires_at=issued_at + DEVICE_CODE_LIFE,
                flow=flow,
            ),
            Event(
                "device_code",
                application.client_id,
                flow=flow,
                marks={"device_code": fingerprint},
            ),
        )
        return {
            "device_code": device_code,
            "expires_in": DEVICE_CODE_LIFE,
            "interval": INTERVAL,
            "user_code": user_code,
            "verification_uri": f"{base}/activate?device-code={user_code}",
        }

    def waiting(self, typed: str) -> tuple[DeviceCode, Application] | None:
        """What waits for this user code, whichever way it was typed; None if nothing does."""
        user_code = typed.replace(" ", "").replace("-", "").upper()
        code = self._store.device_code_of_user_code(hash_of(user_code))
        if code is None or code.status != "waiting" or code.expires_at <= now():
            return None
        application = self._store.application(code.client_id)
        return (code, application) if application else None

    def allow(self, code: DeviceCode, account: Account) -> bool:
        """Let the device have its token. False if somebody decided before."""
        event = _decision(code, account, "done")
        return self._store.decide_device_code(code, account.user_id, "allowed", event)

    def deny(self, code: DeviceCode, account: Account) -> bool:
        """Let the device have nothing. False if somebody decided before."""
        event = _decision(code, account, "cancelled")
        return self._store.decide_device_code(code, account.user_id, "denied", event)


def _decision(code: DeviceCode, account: Account, outcome: str) -> Event:
    marks = {"device_code": code.fingerprint}
    return Event("device_consent", code.client_id, account.user_id, code.flow, outcome, marks=marks)
