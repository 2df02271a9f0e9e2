"""Faults in the checks of the readers' turns: what they let through, and what they tell."""

from __future__ import annotations

from faults.fault import Fault

TRYING, RECORDER = "lessons/checks/trying.py", "lessons/checks/recorder.py"
OF_CHECKS = ("tests/lessons/checks",)

FAULTS = [
    Fault(
        "judging: a turn is done when something was tried",
        TRYING,
        "    if verdict.passed:\n",
        "    if lines:\n",
        OF_CHECKS,
    ),
    Fault(
        "judging: a kept secret is shown in a verdict",
        TRYING,
        'text = hide(repr(value)).replace("`", "\'")',
        'text = repr(value).replace("`", "\'")',
        OF_CHECKS,
    ),
    Fault(
        "judging: a quiet error is told",
        TRYING,
        'said = "" if quiet else hide(',
        "said = hide(",
        OF_CHECKS,
    ),
    Fault(
        "judging: exit() in a reader's code is no error",
        TRYING,
        "except BaseException as error:  # an exit()",
        "except Exception as error:  # an exit()",
        OF_CHECKS,
    ),
    Fault(
        "judging: one may send a request twice",
        RECORDER,
        "if len(self.came) > 1:",
        "if len(self.came) > 2:",
        OF_CHECKS,
    ),
    Fault(
        "judging: the clinic hears made-up refusals",
        RECORDER,
        'with mock.patch.dict(os.environ, settings), mock.patch.object(sending, "listeners", []):',
        "with mock.patch.dict(os.environ, settings):",
        OF_CHECKS,
    ),
    Fault(
        "judging: one may send again without a new token",
        "lessons/checks/refresh_check.py",
        "lost.refreshes <= 1 and not lost.sent_again,",
        "lost.refreshes <= 1,",
        OF_CHECKS,
    ),
    Fault(
        "judging: the secret may be in another header as well",
        "lessons/checks/exchange_check.py",
        'if "Authorization" in request.headers or wanted["client_secret"] in headers:',
        'if "Authorization" in request.headers:',
        OF_CHECKS,
    ),
    Fault(
        "judging: a link may hold the secret",
        "lessons/checks/link_check.py",
        'if "client_secret" in counted:',
        'if "client_secret" in counted and counted["client_secret"] > 1:',
        OF_CHECKS,
    ),
    Fault(
        "judging: nobody needs to slow down",
        "lessons/checks/poll_check.py",
        "            self.wanted += SLOWER\n",
        "            self.wanted += 0\n",
        OF_CHECKS,
    ),
    Fault(
        "judging: masks may be written over the form",
        "lessons/checks/hide_check.py",
        "    if given != fields:\n",
        "    if given.keys() != fields.keys():\n",
        OF_CHECKS,
    ),
    Fault(
        "judging: what begins like the example is taken along",
        "lessons/checks/ignore_check.py",
        '            ".env.example.local",\n',
        "",
        OF_CHECKS,
    ),
    Fault(
        "judging: another audience may stand beside one's own",
        "lessons/checks/claims_check.py",
        '    add("Another audience beside yours", False, aud=[me, other])\n',
        "",
        OF_CHECKS,
    ),
    Fault(
        "judging: an answer comes though no link waits",
        "lessons/checks/answer_check.py",
        '    add("No link was waiting for an answer", f"?code={code}&state={other}", "")\n',
        "",
        OF_CHECKS,
    ),
    Fault(
        "judging: a line break behind an address is no difference",
        "lessons/checks/match_check.py",
        '            add("A line break after it", f"{address}\\n", registered, False)\n',
        "",
        OF_CHECKS,
    ),
    Fault(
        "judging: a user before the host is no difference",
        "lessons/checks/port_check.py",
        '            add(kind, f"http://{page}@{host}:{other}{rest}", registered, False)\n',
        "",
        OF_CHECKS,
    ),
]
