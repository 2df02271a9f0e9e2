"""Faults in setting up and opening the tutorial, and in the reader's copies."""

from __future__ import annotations

from faults.fault import Fault

START, WORKBOOK = "start.py", "make_workbook.py"
OF_START = ("tests/start/test_start.py",)
OF_WORKBOOK = ("tests/test_make_workbook.py",)

FAULTS = [
    Fault(
        "start: half an installation is whole",
        START,
        "    WHOLE.unlink()  # what",
        "    # what",
        OF_START,
    ),
    Fault(
        "start: Lab is at localhost",
        START,
        "ServerApp.ip=127.0.0.1",
        "ServerApp.ip=localhost",
        OF_START,
    ),
    Fault(
        "start: Lab takes another port than was asked for",
        START,
        ', "--ServerApp.port_retries=0"]',
        "]",
        OF_START,
    ),
    Fault("start: another Python's libraries are found", START, '"PYTHONPATH", ', "", OF_START),
    Fault(
        "start: a changed pyproject.toml installs nothing",
        START,
        '"requirements.txt", "pyproject.toml"}',
        '"requirements.txt"}',
        OF_START,
    ),
    Fault("start: 65536 is a port", START, "int(text) < 65536", "int(text) <= 65536", OF_START),
    Fault(
        "start: a project that was moved keeps its environment",
        START,
        '{sys.version_info[:2]} {ascii(str(PROJECT))}"',
        '{sys.version_info[:2]}"',
        OF_START,
    ),
    Fault(
        "start: Ctrl-C leaves pip at work",
        START,
        "        process.kill()\n        process.wait()\n",
        "",
        OF_START,
    ),
    Fault(
        "start: after a failed fetch all begins anew",
        START,
        "        if UNPACKING not in log_words():",
        "        if False:",
        (*OF_START, "tests/start/test_start_tests.py"),
    ),
    Fault(
        "workbook: what the reader changed is news each time",
        WORKBOOK,
        "if mine == now or now == was:",
        "if mine == now:",
        OF_WORKBOOK,
    ),
    Fault(
        "workbook: an older copy is lost",
        WORKBOOK,
        "if not aside.exists():",
        "if True:",
        OF_WORKBOOK,
    ),
    Fault(
        "workbook: a damaged copy is removed",
        WORKBOOK,
        "        changed = True\n",
        "        changed = False\n",
        OF_WORKBOOK,
    ),
    Fault(
        "workbook: a copy may be half written",
        WORKBOOK,
        '    draft.write_text(text, encoding="utf-8")\n    draft.replace(path)',
        '    path.write_text(text, encoding="utf-8")',
        OF_WORKBOOK,
    ),
    Fault(
        "workbook: a new copy has numbers",
        WORKBOOK,
        "outputs=[], execution_count=None",
        "outputs=[]",
        OF_WORKBOOK,
    ),
    Fault(
        "workbook: an update is told of once",
        WORKBOOK,
        '    made_from[name] = was or ""\n',
        "",
        OF_WORKBOOK,
    ),
    Fault(
        "workbook: a copy without a history is the reader's no more",
        WORKBOOK,
        "    if mine == was:\n",
        "    if mine == was or was is None:\n",
        OF_WORKBOOK,
    ),
]
