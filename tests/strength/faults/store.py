"""Faults in the practice file: what is kept, what ends, what is thrown away."""

from __future__ import annotations

from faults.fault import Fault

STORE, DATABASE = "practice/store/store.py", "practice/store/database.py"
OF_STORE = ("tests/practice/store", "tests/practice/rules")

FAULTS = [
    Fault(
        "store: a short life stays for the tokens after",
        STORE,
        '            if row:\n                self._db.execute("DELETE FROM settings',
        '            if not row:\n                self._db.execute("DELETE FROM settings',
        OF_STORE,
    ),
    Fault(
        "store: a public application keeps its secret",
        STORE,
        "AND client_type = 'public'",
        "AND client_type = 'none'",
        (*OF_STORE, "tests/practice/web/test_practice_console.py"),
    ),
    Fault(
        "store: a code outlives a disconnection",
        STORE,
        'f"DELETE FROM codes WHERE used_at IS NULL AND {of_both}"',
        'f"DELETE FROM codes WHERE used_at IS NOT NULL AND {of_both}"',
        OF_STORE,
    ),
    Fault(
        "store: a device code outlives a disconnection",
        STORE,
        "f\"DELETE FROM device_codes WHERE status = 'allowed' AND {of_both}\"",
        "f\"DELETE FROM device_codes WHERE status = 'denied' AND {of_both}\"",
        OF_STORE,
    ),
    Fault(
        "store: a disconnection forgets what ended a token before",
        STORE,
        'f" WHERE ended IS NULL AND {of_both}"',
        'f" WHERE {of_both}"',
        OF_STORE,
    ),
    Fault(
        "store: a disconnection is everybody's",
        STORE,
        'of_both = "client_id = ? AND user_id = ?"',
        'of_both = "(client_id = ? OR user_id = ?)"',
        OF_STORE,
    ),
    Fault(
        "store: a device code is good for any application",
        STORE,
        "if code is None or code.client_id != client_id:",
        "if code is None:",
        OF_STORE,
    ),
    Fault(
        "store: the use of a code is told each time",
        STORE,
        "if code and code.used_at is None:",
        "if code:",
        OF_STORE,
    ),
    Fault(
        "store: of too many tokens the newest die",
        STORE,
        "ORDER BY number DESC LIMIT -1 OFFSET",
        "ORDER BY number ASC LIMIT -1 OFFSET",
        OF_STORE,
    ),
    Fault("store: a dead code goes at once", STORE, "(at - DAY,)", "(at,)", OF_STORE),
    Fault(
        "store: an ended token stays until it would have died",
        STORE,
        "WHERE expires_at < ? OR ended_at < ?",
        "WHERE expires_at < ? AND ended_at < ?",
        OF_STORE,
    ),
    Fault(
        "store: the refusals of two applications are one",
        STORE,
        "AND client_id IS ? ORDER",
        "AND (1 OR client_id IS ?) ORDER",
        OF_STORE,
    ),
    Fault(
        "store: how often it was is forgotten",
        STORE,
        'return int(same[0]["count"])',
        "return 1",
        OF_STORE,
    ),
    Fault(
        "store: names that differ in capitals are two",
        STORE,
        "application.name.casefold(),",
        "application.name,",
        (*OF_STORE, "tests/practice/web/test_practice_console.py"),
    ),
    Fault(
        "database: others may read the file",
        DATABASE,
        "os.O_RDWR, 0o600",
        "os.O_RDWR, 0o644",
        OF_STORE,
    ),
    Fault("database: two change at once", DATABASE, '"BEGIN IMMEDIATE"', '"BEGIN"', OF_STORE),
    Fault(
        "database: a file that was put in its place is used",
        DATABASE,
        "if _identity(self.path) != self._file:",
        "if False:",
        OF_STORE,
    ),
    Fault(
        "database: a later version's file is changed",
        DATABASE,
        "if version > SCHEMA_VERSION:",
        "if False:",
        OF_STORE,
    ),
]
