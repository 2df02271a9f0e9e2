"""What happens as a whole, or not at all."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "halving: the mock's consent is kept though its token isn't",
        "practice/rules/cli_mock.py",
        """        with self._store.together():
            self._store.remember_consent(""",
        """        if application:
            self._store.remember_consent(""",
        (
            "tests/practice/rules",
            "tests/practice/web/test_practice_cli_mock.py",
        ),
    ),
    Fault(
        "halving: a login that breaks off logs out",
        "practice/store/store.py",
        """        with self._changing(event):
            self._db.execute("DELETE FROM sessions WHERE session_hash = ?", (old_hash,))
""",
        """        self._db.execute("DELETE FROM sessions WHERE session_hash = ?", (old_hash,))
        with self._changing(event):
""",
        (
            "tests/practice/store",
            "tests/practice/rules",
        ),
    ),
    Fault(
        "halving: a disconnection that breaks off leaves the tokens alive",
        "practice/store/store.py",
        """            for table in ("tokens", "refresh_tokens"):
                self._db.execute(
                    f"UPDATE {table} SET ended = 'disconnected', ended_at = ?"
                    f" WHERE ended IS NULL AND {of_both}",
                    (now(), *both),
                )
""",
        """        for table in ("tokens", "refresh_tokens"):
            self._db.execute(
                f"UPDATE {table} SET ended = 'disconnected', ended_at = ?"
                f" WHERE ended IS NULL AND {of_both}",
                (now(), *both),
            )
""",
        (
            "tests/practice/store",
            "tests/practice/rules",
        ),
    ),
    Fault(
        "halving: a decision about a device is kept though the consent isn't",
        "practice/store/store.py",
        """        with self._changing():
            decided = self._db.execute(""",
        """        if code:
            decided = self._db.execute(""",
        (
            "tests/practice/store",
            "tests/practice/rules",
        ),
    ),
    Fault(
        "halving: two practices that start together make two keys",
        "practice/store/store.py",
        """        with self._changing():
            self._db.execute("INSERT OR IGNORE INTO settings VALUES (?, ?)", (name, ""))
""",
        """        if name:
            self._db.execute("INSERT OR IGNORE INTO settings VALUES (?, ?)", (name, ""))
""",
        (
            "tests/practice/store",
            "tests/practice/rules",
        ),
    ),
    Fault(
        "halving: a transaction that a full disk ended is ended again",
        "practice/store/database.py",
        """            if self.in_transaction:  # a full disk may have ended it already
                self.cursor().execute("ROLLBACK")
""",
        '            self.cursor().execute("ROLLBACK")\n',
        ("tests/practice/store",),
    ),
    Fault(
        "halving: a new file's version is written after its tables",
        "practice/store/database.py",
        '            self.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")\n',
        '        self.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")\n',
        ("tests/practice/store",),
    ),
    Fault(
        "halving: an application loses its addresses when a change breaks off",
        "practice/store/store.py",
        """            self._db.execute(
                "DELETE FROM redirect_uris WHERE client_id = ?", (application.client_id,)
            )
            self._db.executemany(""",
        """        with self._changing():
            self._db.execute(
                "DELETE FROM redirect_uris WHERE client_id = ?", (application.client_id,)
            )
            self._db.executemany(""",
        (
            "tests/practice/store",
            "tests/practice/rules",
        ),
    ),
    Fault(
        "halving: a token is kept, and its code forgotten, one after the other",
        "helpers/credentials.py",
        """        refresh_token=token.refresh_token,
        code="",
        used_code=used_code,
    )
""",
        """        refresh_token=token.refresh_token,
    )
    keep(twitch, code="", used_code=used_code)
""",
        ("tests/helpers",),
    ),
    Fault(
        "halving: the careful guard looks a code up, then takes it away",
        "lessons/lab/guards.py",
        "    return store.take(code)\n",
        """    user = store.find(code)
    store.remove(code)
    return user
""",
        ("tests/lessons/lab",),
    ),
    Fault(
        "halving: an installation that failed counts as done",
        "start.py",
        """        if UNPACKING not in log_words():
            WHOLE.write_text(whose())  # nothing was touched yet: what was there works as before
        raise
""",
        """        if UNPACKING not in log_words():
            WHOLE.write_text(whose())  # nothing was touched yet: what was there works as before
            raise
""",
        ("tests/start",),
    ),
    Fault(
        "halving: the practice learner makes a secret that can't be kept",
        "lessons/panels/application.py",
        "        credentials.before_spending(self.twitch)\n",
        "",
        ("tests/lessons/panels",),
    ),
    Fault(
        "halving: a notebook that is named twice is put aside twice, which breaks off",
        "make_workbook.py",
        "        found += [name for name in mine if name not in found]\n",
        "        found += mine\n",
        ("tests/test_make_workbook.py",),
    ),
]
