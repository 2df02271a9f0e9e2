"""Faults in the panels, and in the practice learner who works them."""

from __future__ import annotations

from faults.fault import Fault

AUTHORIZE = "lessons/panels/authorize.py"
LEARNER = "lessons/practice_side/practice_learner.py"
OF_PANELS, OF_LEARNER = ("tests/lessons/panels",), ("tests/lessons/practice_side",)

FAULTS = [
    Fault(
        "pressing: who watches gets ticks",
        "lessons/panels/panel.py",
        "        if not service.watching():\n",
        "        if self.title:\n",
        OF_PANELS,
    ),
    Fault(
        "pressing: a code of nine minutes has no link beside it",
        AUTHORIZE,
        "if not mine.code or mine.code_age >= FRESH:",
        "if not mine.code or mine.code_age >= LIKELY_DEAD:",
        OF_PANELS,
    ),
    Fault(
        "pressing: the same scopes lose the state of an open tab",
        AUTHORIZE,
        "if not mine.state or mine.scope != scope:",
        "if True:",
        OF_PANELS,
    ),
    Fault(
        "pressing: a bare code uses up the state",
        AUTHORIZE,
        '        if answer.state_matched:\n            credentials.keep(twitch, state="")'
        "  # one state, one answer",
        '        credentials.keep(twitch, state="")\n        if answer.state_matched:\n'
        "            pass",
        OF_PANELS,
    ),
    Fault(
        "pressing: a token that was only expired is lost",
        "lessons/panels/life.py",
        "            credentials.keep_refreshed(self.twitch, oauth.read_token(reply))\n",
        "",
        OF_PANELS,
    ),
    Fault(
        "pressing: a 503 throws a device code away",
        "lessons/panels/device.py",
        "elif reply.status_code != 400:",
        "elif reply.status_code == 429:",
        OF_PANELS,
    ),
    Fault(
        "pressing: with the real Twitch one is caught up",
        "lessons/panels/start.py",
        "        if self._missing() and self.twitch.is_practice:",
        "        if self._missing():",
        OF_PANELS,
    ),
    Fault(
        "pressing: another Twitch's code is kept in the login",
        "lessons/panels/other_links.py",
        "        if credentials.belongs_to_other(self.twitch, answer.code):\n"
        "            raise Misplaced(OTHERS)\n",
        "",
        OF_PANELS,
    ),
    Fault(
        "pressing: an implicit token stays good",
        "lessons/panels/other_links.py",
        "oauth.revoke(self.twitch, mine.client_id, answer.access_token)",
        "oauth.validate(self.twitch, answer.access_token)",
        OF_PANELS,
    ),
    Fault(
        "pressing: to catch up, a secret is made that can't be kept",
        LEARNER,
        "    credentials.before_spending(twitch)\n    learner",
        "    learner",
        OF_LEARNER,
    ),
    Fault(
        "pressing: the practice learner takes any answer",
        LEARNER,
        '    if answer.get("state") != state:\n',
        '    if "state" not in answer:\n',
        OF_LEARNER,
    ),
    Fault(
        "pressing: the practice learner goes to another port",
        LEARNER,
        'if not address.startswith(f"{self._twitch.id_url}/"):',
        "if not address.startswith(self._twitch.id_url):",
        OF_LEARNER,
    ),
    Fault(
        "pressing: an interrupted cell ends practice",
        "lessons/practice_side/practice_process.py",
        "        start_new_session=True,\n",
        "",
        OF_LEARNER,
    ),
]
