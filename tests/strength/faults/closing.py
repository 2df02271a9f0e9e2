"""Faults in who may open a file: modes, links, what git takes along."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "closing: a private file is made as open as the umask lets it be",
        "helpers/private_file.py",
        "    handle, name = tempfile.mkstemp(prefix=TEMPORARY, dir=folder)\n",
        '    name = str(folder / f"{TEMPORARY}{time.monotonic_ns()}")\n'
        "    handle = os.open(name, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666)\n",
        ("tests/helpers/test_private_file.py",),
    ),
    Fault(
        "closing: a later line of .gitignore takes .env back unseen",
        "lessons/take_away/project_folder.py",
        'if line in (pattern, f"!{pattern}")][-1:] == [pattern]',
        'if line in (pattern, f"!{pattern}")][:1] == [pattern]',
        ("tests/lessons/take_away/test_project_folder.py",),
    ),
    Fault(
        "closing: the reader's home is closed to others",
        "helpers/private_folder.py",
        "found.st_uid != os.geteuid() or found.st_mode & stat.S_ISVTX or one == Path.home()",
        "found.st_uid != os.geteuid() or found.st_mode & stat.S_ISVTX",
        ("tests/helpers/test_private_folder.py",),
    ),
    Fault(
        "closing: git takes the .env of a new project along",
        "lessons/take_away/project_folder.py",
        'can be made again.\\n.env\\n.venv/\\n"',
        'can be made again.\\n.venv/\\n"',
        ("tests/lessons/take_away",),
    ),
    Fault(
        "closing: the program to take away has no .gitignore",
        "lessons/take_away/take_away.py",
        '    sources[".gitignore"] = sources.pop("gitignore.txt")\n',
        "",
        ("tests/lessons/take_away",),
    ),
    Fault(
        "closing: a new private folder is made open, then closed aloud",
        "helpers/private_folder.py",
        "path.mkdir(mode=0o700, parents=True, exist_ok=True)",
        "path.mkdir(parents=True, exist_ok=True)",
        ("tests/helpers/test_private_folder.py",),
    ),
    Fault(
        "closing: others may read and hold the lock",
        "helpers/private_file.py",
        "filelock.FileLock(place, LOCKED_AT_MOST, 0o600)",
        "filelock.FileLock(place, LOCKED_AT_MOST, 0o666)",
        ("tests/helpers/test_private_file.py",),
    ),
    Fault(
        "closing: what the reader wrote into a file is overwritten",
        "lessons/take_away/project_folder.py",
        "if target.exists() and target.read_bytes() != wanted:",
        "if target.exists() and target.read_bytes() == wanted:",
        ("tests/lessons/take_away",),
    ),
]
