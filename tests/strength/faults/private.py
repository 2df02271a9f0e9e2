"""Faults in what keeps the private folder private, and its files whole."""

from __future__ import annotations

from faults.fault import Fault

FOLDER, FILE = "helpers/private_folder.py", "helpers/private_file.py"
OF_FOLDER = ("tests/helpers/test_private_folder.py",)
OF_FILE = ("tests/helpers/test_private_file.py", "tests/helpers/test_private_folder.py")

FAULTS = [
    Fault(
        "folder: everybody's fingerprints are alike",
        FOLDER,
        "hmac.new(_key(), value",
        'hmac.new(b"key", value',
        OF_FOLDER,
    ),
    Fault(
        "folder: what a group can open stays open",
        FOLDER,
        "found.st_mode & 0o077",
        "found.st_mode & 0o007",
        OF_FOLDER,
    ),
    Fault("folder: the key stays open", FOLDER, ', *path.glob("*.key")):', "):", OF_FOLDER),
    Fault(
        "folder: a place for everybody is closed",
        FOLDER,
        "found.st_mode & stat.S_ISVTX or one",
        "one",
        OF_FOLDER,
    ),
    Fault(
        "folder: what a link leads to is changed",
        FOLDER,
        "and not stat.S_ISLNK(found.st_mode) and",
        "and",
        OF_FOLDER,
    ),
    Fault(
        "folder: news are told twice",
        FOLDER,
        "told, _news[:] = list(_news), []",
        "told = list(_news)",
        OF_FOLDER,
    ),
    Fault(
        "folder: git is looked for one folder above only",
        FOLDER,
        'any((parent / ".git").exists() for parent in path.parents)',
        '(path.parent / ".git").exists()',
        OF_FOLDER,
    ),
    Fault(
        "folder: a key that another made meanwhile is replaced",
        FOLDER,
        "if path.exists() and path.read_bytes().strip():",
        "if False:",
        OF_FOLDER,
    ),
    Fault("folder: 25 to 29 characters are no token", FOLDER, "{25,}", "{30,}", OF_FOLDER),
    Fault(
        "folder: it is made open, then closed with a sentence",
        FOLDER,
        "path.mkdir(mode=0o700",
        "path.mkdir(mode=0o755",
        OF_FOLDER,
    ),
    Fault(
        "file: what is saved hides what waits",
        FILE,
        "kept = values | _unsaved.get(path, {})",
        "kept = _unsaved.get(path, {}) | values",
        OF_FILE,
    ),
    Fault(
        "file: what was saved goes on waiting",
        FILE,
        "_unsaved.pop(path, None)",
        "_unsaved.get(path, None)",
        OF_FILE,
    ),
    Fault(
        "file: two write at once",
        FILE,
        "with locked(path.parent):",
        "if True:",
        OF_FILE,
    ),
    Fault(
        "file: a power cut may leave it empty",
        FILE,
        "            os.fsync(file.fileno())\n",
        "",
        OF_FILE,
    ),
    Fault(
        "file: a large one is read in part",
        FILE,
        "file.read(MOST + 1)",
        "file.read(MOST)",
        OF_FILE,
    ),
    Fault(
        "file: a link is replaced",
        FILE,
        "        _refuse_what_is_no_file(path)\n        ends_at",
        "        ends_at",
        (*OF_FILE, "tests/lessons/test_progress.py"),
    ),
    Fault(
        "file: a lone carriage return breaks a line",
        FILE,
        'if "\\n" in value or "\\r" in value:',
        'if "\\n" in value:',
        OF_FILE,
    ),
    Fault(
        "file: the lock is open to others",
        FILE,
        "= filelock.FileLock(place, LOCKED_AT_MOST, 0o600)",
        "= filelock.FileLock(place, LOCKED_AT_MOST, 0o644)",
        OF_FILE,
    ),
]
