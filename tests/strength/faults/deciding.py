"""Faults in what a reader has done and decided, and in what is said of it."""

from __future__ import annotations

from faults.fault import Fault

DECISIONS, PROGRESS, DECIDED = (
    f"lessons/{name}.py" for name in ("decisions", "progress", "decided")
)
OF_BOTH = ("tests/lessons/test_decisions.py", "tests/lessons/test_progress.py")
OF_PANELS, OF_QUESTIONS = ("tests/lessons/panels",), ("tests/lessons/questions",)

FAULTS = [
    Fault(
        "deciding: a guess counts before its cell has run",
        DECISIONS,
        "set(wanted.guesses) <= guessed & came_out",
        "set(wanted.guesses) <= guessed",
        OF_BOTH,
    ),
    Fault(
        "deciding: what is watched is kept as the reader's",
        DECISIONS,
        "    if service.watching():\n        _watched[kind][name] = value",
        '    if service.watching() and kind == "watched":\n        _watched[kind][name] = value',
        OF_BOTH,
    ),
    Fault(
        "deciding: who holds a token has no tick for the code",
        DECISIONS,
        'found |= {"08", "10"}',
        'found |= {"10"}',
        OF_BOTH,
    ),
    Fault(
        "deciding: a turn isn't waited for",
        DECISIONS,
        "        and {name for name, _ in wanted.turns} <= turns\n",
        "",
        OF_BOTH,
    ),
    Fault(
        "deciding: steps are kept without end",
        PROGRESS,
        '        del progress["steps"][:-MOST_STEPS]\n',
        "",
        OF_BOTH,
    ),
    Fault(
        "deciding: a wrong answer is right",
        DECIDED,
        "(WRONG if question.wrong(chosen) else RIGHT)",
        "(RIGHT if question.takes(chosen) else WRONG)",
        OF_BOTH,
    ),
    Fault(
        "deciding: who saw the outcome may still guess",
        "lessons/panels/guess.py",
        "    if name in decisions.noted(decisions.GUESSED):\n",
        "    if name:\n",
        OF_PANELS,
    ),
    Fault(
        "deciding: a proof's failure is the reader's last one",
        "lessons/panels/question.py",
        "with last_failure.left_alone(), own_steps.left_out():",
        "with own_steps.left_out():",
        OF_QUESTIONS,
    ),
    Fault(
        "deciding: a proof that stops shows its error",
        "lessons/panels/question.py",
        "        except Exception:  # it may hold a secret, so nothing of it is shown\n"
        "            return STOPPED",
        "        except Exception as problem:\n            return str(problem)",
        OF_QUESTIONS,
    ),
]
