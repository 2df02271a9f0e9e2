"""Faults in what readers take along, and in what sets the tutorial up."""

from __future__ import annotations

from faults.fault import Fault

PROJECT, START = "lessons/take_away/project_folder.py", "start.py"
OF_TAKE_AWAY, OF_START, OF_PROGRAM = (
    (f"tests/{folder}",) for folder in ("lessons/take_away", "start", "program")
)

FAULTS = [
    Fault(
        "taking along: a file that the reader changed is lost",
        PROJECT,
        '        target.replace(target.with_name(f"{target.name}.old"))\n',
        "        target.unlink()\n",
        OF_TAKE_AWAY,
    ),
    Fault(
        "taking along: a pattern that is taken back still counts",
        PROJECT,
        'return [line for line in lines if line in (pattern, f"!{pattern}")][-1:] == [pattern]',
        "return pattern in lines",
        OF_TAKE_AWAY,
    ),
    Fault(
        "taking along: a library's longer name counts as the library",
        PROJECT,
        're.split(r"[^\\w.-]", line, maxsplit=1)',
        're.split(r"[^\\w.]", line, maxsplit=1)',
        OF_TAKE_AWAY,
    ),
    Fault(
        "taking along: a last line without an end swallows the next",
        PROJECT,
        'gap = "\\n" if missing and old and not old.endswith("\\n") else ""',
        'gap = ""',
        OF_TAKE_AWAY,
    ),
    Fault(
        "taking along: a program takes any number of bytes",
        "program/replies.py",
        "if len(body) > LARGEST:",
        "if len(piece) > LARGEST:",
        OF_PROGRAM,
    ),
    Fault(
        "taking along: a refusal shows a long value",
        "program/replies.py",
        'words = re.sub("[A-Za-z0-9]{20,}", "[hidden]", re.sub(',
        'words = re.sub("[A-Za-z0-9]{60,}", "[hidden]", re.sub(',
        OF_PROGRAM,
    ),
    Fault(
        "taking along: an answer of another link is exchanged",
        "program/get_token.py",
        'elif answer["state"] != state:',
        'elif not answer["state"]:',
        OF_PROGRAM,
    ),
    Fault(
        "taking along: the private file stays open",
        "program/get_token.py",
        "private_file.chmod(0o600)\n",
        "",
        OF_PROGRAM,
    ),
    Fault(
        "taking along: a refresh that brings no refresh token loses it",
        "program/tokens.py",
        'token.get("refresh_token", form["refresh_token"])',
        'token.get("refresh_token", "")',
        (*OF_PROGRAM, *OF_TAKE_AWAY),
    ),
    Fault(
        "taking along: the bot says as much as it likes",
        "program/bot.py",
        "if len(spoken_at) == MOST and now - spoken_at[0] < WITHIN:",
        "if len(spoken_at) > MOST and now - spoken_at[0] < WITHIN:",
        (*OF_PROGRAM, *OF_TAKE_AWAY),
    ),
    Fault(
        "taking along: an environment whose Python is gone is whole",
        START,
        "    return started == 0\n",
        "    return True\n",
        OF_START,
    ),
    Fault(
        "taking along: tests that failed are told as passed",
        START,
        "    return 1 if failed else 0\n",
        "    return 0\n",
        OF_START,
    ),
    Fault(
        "taking along: what is slow or needs a browser runs all the same",
        START,
        'tests += ["-m", " and ".join(',
        'tests += ["-m", " or ".join(',
        OF_START,
    ),
    Fault(
        "taking along: a changed list of libraries installs nothing",
        START,
        '{requirements, "requirements.txt", "pyproject.toml"}',
        '{requirements, "pyproject.toml"}',
        OF_START,
    ),
    Fault(
        "taking along: port 0 is a port",
        START,
        "0 < int(text) < 65536",
        "0 <= int(text) < 65536",
        OF_START,
    ),
]
