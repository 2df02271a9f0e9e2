"""Faults in the drawing: what isn't escaped, and arrows that say something else."""

from __future__ import annotations

from faults.fault import Fault

JOURNEY, MOVES = "look/journey.py", "look/moves.py"
OF_LOOK = ("tests/look",)

FAULTS = [
    Fault("journey: a title is SVG", JOURNEY, "{_escaped(title)}", "{title}", OF_LOOK),
    Fault(
        "journey: a description is SVG",
        JOURNEY,
        "{_escaped(tell(arrows))}",
        "{tell(arrows)}",
        OF_LOOK,
    ),
    Fault(
        "journey: the end of a text is SVG", JOURNEY, "_escaped(text[end:])", "text[end:]", OF_LOOK
    ),
    Fault(
        "journey: the text before a mask is SVG",
        JOURNEY,
        "_escaped(text[end : found.start()])",
        "text[end : found.start()]",
        OF_LOOK,
    ),
    Fault(
        "journey: a mask is cut",
        JOURNEY,
        'short = MASK.sub(lambda found: f"\\x00{found[1]}", says)',
        "short = says",
        OF_LOOK,
    ),
    Fault(
        "moves: what has no mark belongs to all",
        MOVES,
        'if mark and one["kind"] == kind',
        'if one["kind"] == kind',
        OF_LOOK,
    ),
    Fault(
        "moves: an old answer stands below a new link",
        MOVES,
        "after = done[done.index(link) :] if link else done",
        "after = done",
        OF_LOOK,
    ),
    Fault(
        "moves: a refusal of the server is a success",
        MOVES,
        'refused = event["outcome"] == "refused"',
        "refused = False",
        OF_LOOK,
    ),
    Fault(
        "moves: another token's call is drawn",
        MOVES,
        '_last(done, "call", "access_token", marks.get("new_access_token", ""))',
        '_last(done, "call")',
        OF_LOOK,
    ),
    Fault(
        "moves: a refused step is a part of the way",
        MOVES,
        '[step for step in steps if step["outcome"] == "done"]',
        "list(steps)",
        OF_LOOK,
    ),
]
