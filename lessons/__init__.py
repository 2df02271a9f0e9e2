"""What makes a lesson of the requests in `helpers`: panels, questions, clinic, laboratory, checks.

The rooms, from top to bottom; each may import those below it:

    panels                the widgets that a reader works
    decided               what was decided in a notebook, and what is open
    questions             what is asked at a notebook's end
    guesses               what is predicted before a cell runs
    clinic                names the cause of a refusal; `faults` are refusals to bring about
    exchange              one request and its answer: shown, taken apart, explained
    lab                   attacks that succeed until a check is written
    checks                try-outs of the code that a reader writes
    take_away             the folders that a reader takes away
    practice_side         starts Practice Twitch, and presses the buttons of its pages
    decisions             what there is to decide in each notebook
    scopes                every scope, and what it lets an application do
    progress              what this reader has done, as names and fingerprints
    stopping              ends a function of the reader's that doesn't come back
"""

import sys

from helpers import chat, plain_errors, sending, service
from lessons.exchange import hidden, last_failure, own_steps, sent_directly
from lessons.practice_side import practice_process


def _explain_chat(twitch: service.Service, password: str, nick: str, line: chat.Line | None) -> str:
    from lessons.clinic.chat import explain  # late: few notebooks need the clinic

    return explain(twitch, password, nick, line)


chat.explain = _explain_chat
service.practice_address = practice_process.address
sending.listeners += [last_failure.note, own_steps.note]
sending.failure_listeners.append(last_failure.note_unanswered)
sent_directly.listen()
plain_errors.hiders.append(hidden.in_error)

ipython = sys.modules.get("IPython")
if ipython and (shell := ipython.get_ipython()):
    shell.events.register("pre_run_cell", last_failure.cell_begins)
