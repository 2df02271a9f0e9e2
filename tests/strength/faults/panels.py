"""Faults in the panels: pressed twice, a secret in the wrong field, a state used twice."""

from __future__ import annotations

from faults.fault import Fault

PANEL, AUTHORIZE = "lessons/panels/panel.py", "lessons/panels/authorize.py"
APPLICATION, ROOM = "lessons/panels/application.py", "tests/lessons/panels"
OF_PANEL = (f"{ROOM}/test_messages.py", f"{ROOM}/test_authorize.py", f"{ROOM}/test_application.py")
OF_AUTHORIZE = (f"{ROOM}/test_authorize.py",)
OF_APPLICATION = (f"{ROOM}/test_application.py",)
OF_OTHERS = (f"{ROOM}/test_other_flows.py",)
OF_ALL = (f"{ROOM}/test_all_panels.py",)

FAULTS = [
    Fault("panel: two presses count twice", PANEL, "self._turn += 1", "self._turn += 0", OF_PANEL),
    Fault(
        "panel: a secret in the wrong field stays there",
        PANEL,
        "self._refused = not isinstance(problem, Misplaced)",
        "self._refused = True",
        OF_PANEL,
    ),
    Fault(
        "panel: what broke tells what was typed",
        PANEL,
        "panel broke ({type(problem).__name__})",
        "panel broke ({problem})",
        OF_ALL,
    ),
    Fault(
        "panel: a button that isn't there stops it",
        PANEL,
        'if message.get("action") in self._actions():',
        "if True:",
        OF_PANEL,
    ),
    Fault(
        "panel: time passes in an earlier view",
        PANEL,
        'if message.get("turn") == self._turn:',
        'if message.get("turn") == self._turn or message.get("kind") == "tick":',
        OF_PANEL,
    ),
    Fault(
        "panel: a secret is pasted for an answer",
        AUTHORIZE,
        '        refuse_misplaced(pasted.clean(text), "code")\n',
        "",
        OF_AUTHORIZE,
    ),
    Fault(
        "panel: a secret of another kind is kept as the client secret",
        "lessons/exchange/misplaced.py",
        '    refuse_misplaced(client_secret, "client secret")\n',
        "",
        OF_APPLICATION,
    ),
    Fault(
        "panel: another application inherits the secrets",
        APPLICATION,
        'dict.fromkeys(credentials.SECRETS, "") if changed else {}',
        "{}",
        OF_APPLICATION,
    ),
    Fault(
        "panel: the same client ID again loses the secrets",
        APPLICATION,
        'dict.fromkeys(credentials.SECRETS, "") if changed else {}',
        'dict.fromkeys(credentials.SECRETS, "")',
        OF_APPLICATION,
    ),
    Fault(
        "panel: a state is good for two answers",
        AUTHORIZE,
        '            credentials.keep(twitch, state="")  # one state, one answer\n',
        "",
        OF_AUTHORIZE,
    ),
    Fault(
        "panel: another Twitch's code is kept",
        AUTHORIZE,
        "if credentials.belongs_to_other(twitch, answer.code):",
        "if False:",
        OF_AUTHORIZE,
    ),
    Fault(
        "panel: other scopes go with the old state",
        AUTHORIZE,
        "if not mine.state or mine.scope != scope:",
        "if not mine.state:",
        OF_AUTHORIZE,
    ),
    Fault(
        "panel: a code is spent when nothing can be kept",
        "lessons/panels/exchange.py",
        "saved = credentials.before_spending(twitch)",
        "saved = False",
        (f"{ROOM}/test_exchange.py", f"{ROOM}/test_messages.py"),
    ),
    Fault(
        "panel: another flow's link is good for two answers",
        "lessons/panels/other_links.py",
        '        self._read(values["pasted"])\n        self.begin()',
        '        self._read(values["pasted"])',
        OF_OTHERS,
    ),
    Fault(
        "panel: a device asks as often as one presses",
        "lessons/panels/device.py",
        "self._may_ask_at = time.monotonic() + codes.interval",
        "self._may_ask_at = time.monotonic()",
        OF_OTHERS,
    ),
    Fault(
        "panel: dead tokens stay kept",
        "lessons/panels/life.py",
        '        credentials.keep(self.twitch, access_token="", refresh_token="")\n',
        "",
        OF_ALL,
    ),
    Fault(
        "panel: a place that isn't safe is chosen",
        "lessons/panels/choose_service.py",
        "            service.real()  # refuses what is not safe before it is chosen\n",
        "",
        (f"{ROOM}/test_choice_and_start.py",),
    ),
]
