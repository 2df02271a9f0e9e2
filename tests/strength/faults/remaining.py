"""Faults in what is drawn, and in what stays: ticks, guesses, copies, files."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "remaining: a drawing doesn't say that a value was stolen",
        "look/journey.py",
        "if arrow.expected else _told(arrow)",
        "if arrow.expected else arrow.says",
        ("tests/look/test_journey.py",),
    ),
    Fault(
        "remaining: the back channel is drawn through the browser",
        "look/journey.py",
        "through = places.get(BROWSER) if arrow.channel == FRONT else None",
        "through = places.get(BROWSER)",
        ("tests/look/test_journey.py",),
    ),
    Fault(
        "remaining: the journey has the application send a device code to Twitch",
        "look/moves.py",
        '("device_code", "done"): (TWITCH, APPLICATION, BACK,',
        '("device_code", "done"): (APPLICATION, TWITCH, BACK,',
        ("tests/look/test_journey.py",),
    ),
    Fault(
        "remaining: a card says refused where Twitch itself broke with 500",
        "look/card.py",
        "if status >= 500:",
        "if status > 500:",
        ("tests/look/test_card.py",),
    ),
    Fault(
        "remaining: a wrong answer isn't counted as decided",
        "lessons/decided.py",
        "(kind, word) != OPEN for kind",
        'kind == "right" for kind',
        ("tests/lessons/test_decisions.py",),
    ),
    Fault(
        "remaining: a kept answer that the question no longer has breaks the list of decisions",
        "lessons/decided.py",
        "if not question.takes(chosen):",
        "if not chosen:",
        ("tests/lessons/test_decisions.py",),
    ),
    Fault(
        "remaining: of too many steps the newest are dropped",
        "lessons/progress.py",
        'del progress["steps"][:-MOST_STEPS]',
        'del progress["steps"][MOST_STEPS:]',
        ("tests/lessons/test_progress.py",),
    ),
    Fault(
        "remaining: a code that was exchanged no longer ticks notebook 08",
        "lessons/decisions.py",
        "if mine.code or mine.used_code:",
        "if mine.code:",
        ("tests/lessons/test_decisions.py",),
    ),
    Fault(
        "remaining: the proof of an earlier answer stays beside another",
        "lessons/panels/question.py",
        'self._chosen, self._seen, self._after = chosen, [], "answer"',
        'self._chosen, self._after = chosen, "answer"',
        ("tests/lessons/questions/test_question_panel.py",),
    ),
    Fault(
        "remaining: a .env that the group may read is told as the reader's alone",
        "lessons/take_away/project_folder.py",
        "& 0o077",
        "& 0o007",
        ("tests/lessons/take_away/test_project_folder.py",),
    ),
    Fault(
        "remaining: the same answer twice counts as two",
        "lessons/questions/question.py",
        "len(chosen) == len(set(chosen)) == len(self.right)",
        "len(chosen) == len(self.right)",
        ("tests/lessons/questions/test_question_panel.py",),
    ),
    Fault(
        "remaining: of two wrong answers one is called right",
        "lessons/questions/question.py",
        "if len(wrong) < len(chosen) else []",
        "if len(chosen) > 1 else []",
        ("tests/lessons/questions/test_question_panel.py",),
    ),
    Fault(
        "remaining: an image that an update changed stays old in the workbook",
        "make_workbook.py",
        "if not target.exists() or target.read_bytes() != source.read_bytes():",
        "if not target.exists():",
        ("tests/test_make_workbook.py",),
    ),
    Fault(
        "remaining: renaming code.py replaces one that was renamed before",
        "lessons/take_away/project_folder.py",
        "new = next(folder / name for name in names if not (folder / name).exists())",
        "new = folder / names[0]",
        ("tests/lessons/take_away/test_project_folder.py",),
    ),
    Fault(
        "remaining: a program without any test counts as tested",
        "lessons/take_away/take_away.py",
        "if done.returncode != 0:",
        "if done.returncode == 1:",
        ("tests/lessons/take_away/test_take_away.py",),
    ),
    Fault(
        "remaining: a secret has another colour in a drawing than on a card",
        "look/journey.py",
        "int(fingerprint[2:], 16) % COLOURS",
        "int(fingerprint[:2], 16) % COLOURS",
        ("tests/look/test_journey.py",),
    ),
    Fault(
        "remaining: a drawing in words doesn't say that a value was stolen",
        "look/journey.py",
        '"next: " if arrow.expected else "", _told(arrow)]',
        '"next: " if arrow.expected else "", arrow.says]',
        ("tests/look/test_journey.py",),
    ),
]
