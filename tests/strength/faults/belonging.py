"""Faults in whose a deed, a failure, an answer or a value is."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "belonging: what a thread sends becomes the reader's last failure",
        "lessons/exchange/sent_directly.py",
        "    if threading.current_thread() is not threading.main_thread():\n        return False\n",
        "",
        ("tests/lessons/exchange/test_sent_directly.py",),
    ),
    Fault(
        "belonging: what a proof failed with becomes the reader's own failure",
        "lessons/exchange/last_failure.py",
        "_last, _own = before\n",
        "_last, _ = before\n",
        ("tests/lessons/clinic/test_last_failure.py",),
    ),
    Fault(
        "belonging: what the practice learner accepted counts as a person's deed",
        "lessons/exchange/by_the_books.py",
        'one.get("person_agreed") or service.watching()',
        'one.get("agreement_accepted") or service.watching()',
        ("tests/lessons/panels/test_application.py",),
    ),
    Fault(
        "belonging: who has exchanged their code is given another while catching up",
        "lessons/practice_side/practice_learner.py",
        "not (mine.code or mine.used_code)",
        "not mine.code",
        ("tests/lessons/practice_side/test_practice_learner.py",),
    ),
    Fault(
        "belonging: the practice learner takes an answer without a state for its own",
        "lessons/practice_side/practice_learner.py",
        'if answer.get("state") != state:',
        'if answer.get("state", state) != state:',
        ("tests/lessons/practice_side/test_practice_learner.py",),
    ),
    Fault(
        "belonging: a panel that is shown again makes the link in an open tab worthless",
        "lessons/panels/authorize.py",
        "        if not mine.state:\n            keep_state(self.twitch, scope=mine.asked_scope)",
        "        if mine.client_id:\n            keep_state(self.twitch, scope=mine.asked_scope)",
        ("tests/lessons/panels/test_authorize.py",),
    ),
    Fault(
        "belonging: the journey says that a bare code brought the same state",
        "lessons/panels/authorize.py",
        "state = mine.state if answer.state_matched else None",
        "state = mine.state",
        ("tests/lessons/panels/test_authorize.py",),
    ),
    Fault(
        "belonging: another application's secret and token stay when the client ID changes",
        "lessons/panels/application.py",
        'changed = self.kept.client_id not in ("", client_id)',
        'changed = self.kept.client_id == ""',
        ("tests/lessons/panels/test_application.py",),
    ),
    Fault(
        "belonging: any client ID is taken while practice has no application yet",
        "lessons/exchange/misplaced.py",
        'if "applications" in books and client_id not in known:',
        "if known and client_id not in known:",
        ("tests/lessons/panels/test_application.py",),
    ),
    Fault(
        "belonging: the trial of a secret becomes a step of the reader's",
        "lessons/exchange/secret_trial.py",
        "with last_failure.left_alone(), own_steps.left_out():",
        "with last_failure.left_alone():",
        ("tests/lessons/exchange/test_own_steps.py",),
    ),
    Fault(
        "belonging: a file in a multipart form is told as one of its fields",
        "lessons/exchange/sent.py",
        "if isinstance(name, str) and part.get_filename() is None:",
        "if isinstance(name, str):",
        ("tests/lessons/exchange/test_wire.py",),
    ),
    Fault(
        "belonging: a used code in its whole address is told as an answer without a link",
        "lessons/exchange/pasted.py",
        "if used_code and fingerprint(code) == used_code:",
        "if used_code and query is None and fingerprint(code) == used_code:",
        ("tests/lessons/exchange/test_pasted.py",),
    ),
    Fault(
        "belonging: a refresh token is taken for a code",
        "lessons/exchange/pasted.py",
        "if len(answer) == 50 and",
        "if len(answer) > 50 and",
        ("tests/lessons/exchange/test_pasted.py",),
    ),
    Fault(
        "belonging: without a link the journey shows the oldest steps",
        "lessons/exchange/journey.py",
        "else steps[-LATEST:]",
        "else steps[:LATEST]",
        ("tests/lessons/exchange/test_own_steps.py",),
    ),
]
