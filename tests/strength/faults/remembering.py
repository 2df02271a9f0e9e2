"""Faults in the practice file: what is done once, together, or for one person."""

from __future__ import annotations

from faults.fault import Fault

STORE, DATABASE = "practice/store/store.py", "practice/store/database.py"
OF_STORE = ("tests/practice/store", "tests/practice/rules")

FAULTS = [
    Fault(
        "remembering: what broke off in the middle is kept",
        DATABASE,
        'execute("ROLLBACK")',
        'execute("COMMIT")',
        OF_STORE,
    ),
    Fault(
        "remembering: two people decide about one device",
        STORE,
        "\" WHERE device_hash = ? AND status = 'waiting'\",",
        '" WHERE device_hash = ?",',
        OF_STORE,
    ),
    Fault(
        "remembering: a device code works as often as it comes",
        STORE,
        "SET status = 'used' WHERE",
        "SET status = 'allowed' WHERE",
        OF_STORE,
    ),
    Fault(
        "remembering: a new consent takes the place of the old one",
        STORE,
        '" ".join(sorted(granted.union(scopes)))',
        '" ".join(sorted(scopes))',
        OF_STORE,
    ),
    Fault(
        "remembering: a session lives on behind a new login",
        STORE,
        '"DELETE FROM sessions WHERE session_hash = ?", (old_hash,)',
        '"DELETE FROM sessions WHERE session_hash = ?", (new_hash,)',
        (*OF_STORE, "tests/practice/web"),
    ),
    Fault(
        "remembering: a revoked token lives",
        STORE,
        "return token if token and token.ended is None else None",
        "return token",
        OF_STORE,
    ),
    Fault(
        "remembering: a Cancel on a device is a connection",
        STORE,
        'if decided.rowcount and status == "allowed":',
        "if decided.rowcount:",
        OF_STORE,
    ),
    Fault(
        "remembering: an application that is changed loses its secret",
        STORE,
        "\" WHERE client_id = ? AND client_type = 'public'\",",
        '" WHERE client_id = ?",',
        (*OF_STORE, "tests/practice/web"),
    ),
    Fault(
        "remembering: addresses come back in another order",
        STORE,
        "WHERE client_id = ? ORDER BY position",
        "WHERE client_id = ? ORDER BY uri",
        (*OF_STORE, "tests/practice/web"),
    ),
    Fault(
        "remembering: nobody waits for a busy file",
        DATABASE,
        "path, timeout=BUSY_SECONDS, isolation_level",
        "path, timeout=0, isolation_level",
        OF_STORE,
    ),
]
