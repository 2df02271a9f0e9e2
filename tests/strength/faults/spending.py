"""How often something works, and how long."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "expiring: a device code can be allowed in the second in which it ends",
        "practice/rules/device.py",
        'code.status != "waiting" or code.expires_at <= now()',
        'code.status != "waiting" or code.expires_at < now()',
        ("tests/practice/rules",),
    ),
    Fault(
        "expiring: the next token can't be shortened where all tokens' life is set",
        "practice/rules/issuing.py",
        "life = int(short) if short else self._token_life or life",
        "life = self._token_life or (int(short) if short else life)",
        (
            "tests/practice/rules",
            "tests/practice/web",
        ),
    ),
    Fault(
        "expiring: who says anything at all to the chat never has to log in",
        "practice/chat/chat_session.py",
        "        self._frame = []\n",
        """        self._frame = []
        self._since = self._chat.clock()
""",
        ("tests/practice/chat",),
    ),
    Fault(
        "expiring: a token of the implicit flow lives four hours",
        "practice/rules/authorize.py",
        "            life=LONG_TOKEN_LIFE,\n",
        "",
        ("tests/practice/rules",),
    ),
    Fault(
        "expiring: nobody knows how old a kept code is",
        "helpers/credentials.py",
        "code_kept_at=str(int(time.time()))",
        "code_kept_at=str(time.time())",
        (
            "tests/helpers",
            "tests/lessons/clinic",
        ),
    ),
    Fault(
        "spending: a code survives an exchange with an address that isn't registered",
        "practice/rules/grants.py",
        """        code = self._store.use_code(hash_of(sent["code"]), now())
        if sent.get("redirect_uri") not in application.redirect_uris:
            raise Refusal(400, MISMATCH, code.flow if code else None)
""",
        """        if sent.get("redirect_uri") not in application.redirect_uris:
            raise Refusal(400, MISMATCH)
        code = self._store.use_code(hash_of(sent["code"]), now())
""",
        ("tests/practice/rules",),
    ),
    Fault(
        "spending: another application's poll uses up a device code",
        "practice/store/store.py",
        """if code is None or code.client_id != client_id:
                return None""",
        """if code is None or code.client_id != client_id:
                self._db.execute("UPDATE device_codes SET status = 'used'")
                return None""",
        (
            "tests/practice/rules",
            "tests/practice/store",
        ),
    ),
    Fault(
        "spending: two who bring a code at the same moment both find it unused",
        "practice/store/store.py",
        """        with self._changing():
            code = self._find(Code, "codes", "code_hash", code_hash)
            if code and""",
        """        code = self._find(Code, "codes", "code_hash", code_hash)
        with self._changing():
            if code and""",
        (
            "tests/practice/rules",
            "tests/practice/store",
        ),
    ),
    Fault(
        "spending: the key that signs id_tokens is another after each start",
        "practice/rules/openid.py",
        'pem = self._store.setting("signing key", _new_key).encode()',
        "pem = _new_key().encode()",
        (
            "tests/practice/rules",
            "tests/practice/web",
        ),
    ),
]
