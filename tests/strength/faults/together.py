"""Faults in what happens together or not at all, in a database and in a file."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "together: a refresh token is kept although the access token isn't",
        "practice/rules/grants.py",
        "        with self._store.together():\n"
        "            refresh_token = self._issuing.make_refresh_token(\n"
        "                application, user_id, scopes, claims, code.flow\n"
        "            )\n"
        "            reply = self._issuing.give_access_token(\n"
        "                application, user_id, scopes, claims, refresh_token, "
        "flow=code.flow\n"
        "            )\n",
        "        refresh_token = self._issuing.make_refresh_token(\n"
        "            application, user_id, scopes, claims, code.flow\n"
        "        )\n"
        "        reply = self._issuing.give_access_token(\n"
        "            application, user_id, scopes, claims, refresh_token, flow=code.flow\n"
        "        )\n",
        ("tests/practice/rules/test_all_or_nothing.py", "tests/practice"),
    ),
    Fault(
        "together: a consent is kept although somebody denied it before",
        "practice/store/store.py",
        'if decided.rowcount and status == "allowed":',
        'if status == "allowed":',
        ("tests/practice/rules", "tests/practice/store"),
    ),
    Fault(
        "together: an old value that waits in memory overwrites a new one",
        "helpers/private_file.py",
        "    wanted = _unsaved.get(path, {}) | values\n",
        "    wanted = values | _unsaved.get(path, {})\n",
        ("tests/helpers/test_private_file.py",),
    ),
    Fault(
        "together: what was saved goes on waiting in memory",
        "helpers/private_file.py",
        "    _unsaved.pop(path, None)\n",
        "",
        ("tests/helpers/test_private_file.py", "tests/helpers/test_private_folder.py"),
    ),
    Fault(
        "together: a set-up that broke off counts as whole",
        "start.py",
        "    WHOLE.unlink()  # what is interrupted from here on may leave half a package\n",
        "",
        ("tests/start",),
    ),
    Fault(
        "together: an upgrade of the practice file ends its own transaction",
        "practice/store/schema.py",
        '    for statement in sql.split(";\\n"):\n'
        "        if statement.strip():\n"
        "            database.execute(statement)",
        "    database.executescript(sql)",
        ("tests/practice/store/test_practice_upgrades.py", "tests/practice/store"),
    ),
    Fault(
        "together: a private file that could not be written whole is left behind",
        "helpers/private_file.py",
        "        Path(name).unlink(missing_ok=True)\n        raise\n",
        "        raise\n",
        ("tests/helpers/test_private_file.py",),
    ),
    Fault(
        "together: a code is kept although the answer that brings it can't be made",
        "practice/rules/authorize.py",
        '        with self._store.together():\n            if "code" in request.wants:',
        '        if True:\n            if "code" in request.wants:',
        ("tests/practice/rules",),
    ),
    Fault(
        "together: progress is read before it is locked",
        "lessons/progress.py",
        "        with private_file.locked(path.parent):\n"
        "            progress = _read(twitch)\n"
        "            change(progress)\n",
        "        progress = _read(twitch)\n"
        "        with private_file.locked(path.parent):\n"
        "            change(progress)\n",
        ("tests/lessons/test_progress.py",),
    ),
    Fault(
        "together: a copy of a notebook is written in place",
        "make_workbook.py",
        'draft = path.with_name(f".{path.name}.new")',
        "draft = path",
        ("tests/test_make_workbook.py",),
    ),
]
