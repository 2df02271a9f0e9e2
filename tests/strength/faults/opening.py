"""Who may open a file, and what is left lying about."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "opening: a private file that is open to others stays open",
        "helpers/private_folder.py",
        '(path, *path.glob("*.env"), *path.glob("*.key"))',
        '(path, *path.glob("*.key"))',
        ("tests/helpers",),
    ),
    Fault(
        "opening: nobody is told that a file was open to others",
        "helpers/private_folder.py",
        '            _news.append(f"{one}',
        '            str(f"{one}',
        ("tests/helpers",),
    ),
    Fault(
        "opening: a private file keeps the mode that it had",
        "helpers/private_file.py",
        """                temporary.replace(path)
                return
""",
        """                if path.exists():
                    temporary.chmod(path.stat().st_mode)
                temporary.replace(path)
                return
""",
        (
            "tests/helpers",
            "tests/lessons/take_away",
        ),
    ),
    Fault(
        "opening: what could not be put in its place stays beside it, with its secrets",
        "helpers/private_file.py",
        """                time.sleep(0.05)
    finally:
        temporary.unlink(missing_ok=True)
""",
        """                time.sleep(0.05)
    except FileNotFoundError:
        temporary.unlink(missing_ok=True)
        raise
""",
        ("tests/helpers",),
    ),
    Fault(
        "opening: where a file system has no locks the lock is open to others",
        "helpers/private_file.py",
        "lock = filelock.SoftFileLock(place, LOCKED_AT_MOST, 0o600)",
        "lock = filelock.SoftFileLock(place, LOCKED_AT_MOST)",
        ("tests/helpers",),
    ),
    Fault(
        "opening: practice makes the fingerprints' key for everybody to read",
        "practice/basics/fingerprint.py",
        'handle, name = tempfile.mkstemp(prefix=".tmp_", dir=path.parent)',
        """name = str(path.parent / f".tmp_{secrets.token_hex(4)}")
    handle = os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)""",
        ("tests/practice/basics",),
    ),
    Fault(
        "opening: a copy of the fingerprints' key is left lying about",
        "practice/basics/fingerprint.py",
        """    finally:
        new.unlink(missing_ok=True)
""",
        """    except BaseException:
        new.unlink(missing_ok=True)
        raise
""",
        ("tests/practice/basics",),
    ),
    Fault(
        "opening: the reader's steps are written in place, for everybody",
        "lessons/progress.py",
        "private_file.replace(path, json.dumps(progress, indent=1).encode())",
        'path.write_text(json.dumps(progress, indent=1), encoding="utf-8")',
        ("tests/lessons/test_progress.py",),
    ),
    Fault(
        "opening: git takes the program's .env along",
        "program/gitignore.txt",
        "\n.env\n",
        "\n",
        (
            "tests/program",
            "tests/lessons/take_away",
        ),
    ),
    Fault(
        "opening: the fingerprints' key of a notebook may be half a key",
        "helpers/private_folder.py",
        "    if len(key) != KEY_LENGTH:\n",
        "    if not key:\n",
        ("tests/helpers",),
    ),
]
