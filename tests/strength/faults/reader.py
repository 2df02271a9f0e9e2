"""Faults in what is kept of the reader's way: progress and own steps."""

from __future__ import annotations

from faults.fault import Fault

PROGRESS, STEPS = "lessons/progress.py", "lessons/exchange/own_steps.py"
OF_PROGRESS = ("tests/lessons/test_progress.py",)
OF_STEPS = ("tests/lessons/exchange/test_own_steps.py",)

FAULTS = [
    Fault(
        "progress: a later choice doesn't count",
        PROGRESS,
        "setdefault(kind, {})[name] = value",
        "setdefault(kind, {}).setdefault(name, value)",
        OF_PROGRESS,
    ),
    Fault(
        "progress: two notebooks lose each other's steps",
        PROGRESS,
        "with private_file.locked(path.parent):",
        "if True:",
        OF_PROGRESS,
    ),
    Fault(
        "progress: a damaged step stops everything",
        PROGRESS,
        "[one for one in steps if _is_step(one)]",
        "list(steps)",
        OF_PROGRESS,
    ),
    Fault(
        "steps: another Twitch's requests are the reader's",
        STEPS,
        "if origin in (twitch.id_url, twitch.api_url) and _is_own",
        "if _is_own",
        OF_STEPS,
    ),
    Fault(
        "steps: what somebody typed is kept",
        STEPS,
        "{sending.message(reply).partition(':')[0]}",
        "{sending.message(reply)}",
        OF_STEPS,
    ),
    Fault(
        "steps: without a token every call is the reader's",
        STEPS,
        "if taken.credential and taken.credential == mine.access_token:",
        "if taken.credential == mine.access_token:",
        OF_STEPS,
    ),
    Fault(
        "steps: a path of any kind is kept",
        STEPS,
        'r"/helix/[a-z_/]{1,40}"',
        'r"/helix/.+"',
        OF_STEPS,
    ),
    Fault(
        "steps: without a client ID every request is the reader's",
        STEPS,
        'return bool(mine.client_id) and taken.fields.get("client_id") == mine.client_id',
        'return taken.fields.get("client_id", "") == mine.client_id',
        OF_STEPS,
    ),
]
