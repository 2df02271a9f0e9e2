"""Set up the tutorial and open it, or set it up and run its tests.

    python3 start.py                         open the tutorial in JupyterLab
    python3 start.py --port 8890             the same, at this port
    python3 start.py --no-browser            the same, and print the address to open
    python3 start.py fresh 08                a new copy of notebook 08 (or "all"); the old is kept
    python3 start.py test                    run the tests, in a few minutes
    python3 start.py test --all              run every test there is
    python3 start.py test --without-browser  leave out those that need a browser

Only the standard library is used. A Python that is too old (3.6 and up) must be able to read this
file and say so; that is why nothing newer stands at the top level, nor any newer syntax.
"""

import argparse
import contextlib
import errno
import hashlib
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
ENVIRONMENT = PROJECT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOG = ENVIRONMENT / "setup.log"
WHOLE = ENVIRONMENT / "whole"
FIRST_NOTEBOOK = "workbook/00_start_here.ipynb"
OLDEST_PYTHON = (3, 10)
# Set in the user's shell, these would mix another Python's libraries or kernels into ours, have
# pip install elsewhere, or have every start of a notebook compile our files again.
LEFT_OUT = ("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE")
LEFT_OUT += ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "JUPYTER_PATH")
LEFT_OUT += ("PIP_DRY_RUN", "PIP_NO_DEPS", "PIP_PYTHON")  # would leave .venv empty, or half empty

# Without these, Lab greets a beginner with a question about news, and asks the net for updates and
# for a catalogue of extensions. (The option `--LabApp.news_url=None` leaves the question there.)
LAB_SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    "@jupyterlab/extensionmanager-extension:plugin": {"enabled": False},
}
# Without the first, each kernel warns in the terminal that it isn't encrypted. Nobody but this
# computer can reach it. The second puts errors into words, also before the first cell is run.
KERNEL_SETTINGS = {
    "IPKernelApp": {"log_level": "ERROR"},
    "InteractiveShellApp": {"extensions": ["helpers.plain_errors"]},
}
SETTINGS = {
    "share/jupyter/lab/settings/overrides.json": LAB_SETTINGS,
    "etc/ipython/ipython_kernel_config.json": KERNEL_SETTINGS,
}

DISK_FULL = "The disk is full. Make some room (about 600 MB), then start again."
NO_VENV = (
    "This Python can't make environments: its module venv is missing or not complete. On Debian "
    "or Ubuntu, install the package python3-venv; elsewhere, get Python from "
    "https://www.python.org/downloads/. Then start again."
)
STILL_AT_WORK = "An earlier set-up is still at work in .venv. Wait a minute, then start again."
OWN_PYTHON = (
    "The environment .venv must be recreated, and the Python that runs this is the one in it. "
    "Start with the Python that you installed: python3 start.py (Windows: py start.py)."
)
UNPACKING = "Installing collected packages"  # what pip says before it changes anything


class Trouble(Exception):
    """Something is in the way; the message says what, and the way out."""


def main():
    try:
        if sys.version_info < OLDEST_PYTHON:
            raise Trouble(
                "This Python is {}.{}, and the tutorial needs {}.{} or newer. Get one from "
                "https://www.python.org/downloads/ and start again with it.".format(
                    *(sys.version_info[:2] + OLDEST_PYTHON)
                )
            )
        options = read_options()
        if options.what == "test":
            return run_tests(options.all, options.without_browser)
        if options.what == "fresh":
            bring_up_to_date(options.notebooks)
            return 0
        return open_tutorial(options.port, options.no_browser)
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Start again whenever you like.")
        return 130


def read_options():
    parser = argparse.ArgumentParser(description="Set up the tutorial and open it in JupyterLab.")
    parser.add_argument("--port", type=port_number, metavar="N", help="JupyterLab's port")
    parser.add_argument("--no-browser", action="store_true", help="print the address to open")
    commands = parser.add_subparsers(dest="what", metavar="fresh, test")
    fresh = commands.add_parser("fresh", help="make new copies of notebooks, keep the old ones")
    fresh.add_argument("notebooks", nargs="+", metavar="N", help="a number such as 08, or all")
    test = commands.add_parser("test", help="set up, and run the tests")
    test.add_argument("--all", action="store_true", help="run the slow tests as well")
    test.add_argument(
        "--without-browser", action="store_true", help="leave out the tests that need a browser"
    )
    return parser.parse_args()


def port_number(text):
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(text)


def open_tutorial(port, no_browser):
    if port:
        refuse_taken(port)
    set_up("requirements.txt")
    bring_up_to_date()
    print("Opening JupyterLab. To stop it, press Ctrl and C here.", flush=True)
    command, variables = lab_command(port, no_browser), clean_variables()
    if os.name == "nt":
        return run_visibly(command)
    # Lab takes this program's place, so that it gets every signal itself and can't be orphaned.
    os.chdir(str(PROJECT))
    os.execve(command[0], command, variables)


def bring_up_to_date(fresh=()):
    """Make the reader's copies of the notebooks, or renew them; new copies of those in `fresh`."""
    sys.path.insert(0, str(PROJECT))  # Python may be told to leave it out
    import make_workbook  # only now: an old Python could not read it

    try:
        for sentence in make_workbook.fresh(PROJECT, fresh):
            print(sentence)
    except make_workbook.WorkbookError as problem:
        raise Trouble(str(problem)) from None
    except OSError as problem:
        raise Trouble(why_not_written(problem)) from None


def lab_command(port, no_browser):
    command = [str(PYTHON), "-m", "jupyterlab", "-y"]
    # The address to open is printed all the same.
    command += ["--ServerApp.log_level=ERROR", "--LabApp.log_level=ERROR"]
    # A browser sends a host's cookies to every port of it. Practice Twitch is at localhost, and so
    # is whatever else runs here. At another name, Lab's login stays with Lab.
    command += ["--ServerApp.ip=127.0.0.1"]
    command += [f"--ServerApp.root_dir={PROJECT}"]
    command += [f"--LabApp.default_url=/lab/tree/{FIRST_NOTEBOOK}"]
    # Which sides are open depends on the window's width, so no setting can say it.
    command += [f"--LabApp.extra_labextensions_path={PROJECT / 'labextensions'}"]
    if port:
        command += [f"--port={port}", "--ServerApp.port_retries=0"]
    if no_browser:
        command += ["--no-browser"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command += ["--allow-root"]  # in a container one often is root, and Lab refuses then
    return command


def refuse_taken(port):
    with socket.socket() as probe:
        if os.name != "nt":
            # As Lab does: a port that was left a moment ago is free. (On Windows this would allow
            # two programs at one port.)
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Trouble(
                f"Port {port} is taken by another program, or not allowed. Choose another, such "
                f"as --port {8890 if port != 8890 else 8899}, or leave --port out to have a free "
                "one found."
            ) from None


def run_tests(every, without_browser):
    set_up("requirements-test.txt")
    # Four at a time: many of them wait for a browser or a kernel.
    tests = ["pytest", "-n", "4"]
    left_out = [] if every else ["slow"]
    if without_browser:
        print("\n!!! The tests that need a browser are LEFT OUT, as you asked.", flush=True)
        left_out += ["browser"]
    elif run_visibly([str(PYTHON), str(PROJECT / "tests" / "finding_chromium.py")]) != 0:
        return 1  # said at once, and not after minutes
    if left_out:
        tests += ["-m", " and ".join("not " + mark for mark in left_out)]
    steps = [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]]
    if every:
        # By itself: thousands of dying programs would take the ports of the walks' kernels.
        steps.append(["tests.faults.inject"])
    steps.append(tests)
    failed = []
    for step in steps:
        if step is tests and failed:
            print("\n!!! NOT PASSED: {}.".format(", ".join(failed)), flush=True)
        print("\n== {}".format(" ".join(step)), flush=True)
        if run_visibly([str(PYTHON), "-m"] + step) != 0:
            failed.append(" ".join(step))
    return 1 if failed else 0


def run_visibly(command):
    """Run a command to its end; return its exit code. Ctrl-C is the command's, to end its way."""
    process = subprocess.Popen(command, cwd=str(PROJECT), env=clean_variables())
    interrupted = False
    while True:
        try:
            process.wait()
            break
        except KeyboardInterrupt:
            interrupted = True
    if interrupted:
        raise KeyboardInterrupt
    return process.returncode


def set_up(requirements):
    """Make .venv and install these requirements into it, unless that is done already.

    An environment not known to be whole is recreated: half made, of another Python, moved.
    """
    try:
        if not is_whole():
            make_environment()
        if not says(stamp_of(requirements), fingerprint(requirements)):
            install(requirements)
    except OSError as problem:
        raise Trouble(why_not_written(problem)) from None


def is_whole():
    if not says(WHOLE, whose()):
        return False
    try:
        started = subprocess.call([str(PYTHON), "-c", ""], env=clean_variables())
    except OSError:  # the Python that it was made with has gone away
        return False
    return started == 0


def whose():
    """Another Python can't use the environment, nor can a project that was moved."""
    return f"{sys.version_info[:2]} {ascii(str(PROJECT))}"


def says(stamp, words):
    return stamp.exists() and stamp.read_text(errors="replace") == words


def stamp_of(requirements):
    return ENVIRONMENT / f"{requirements}.installed"


def fingerprint(requirements):
    """Changes when there is something to install."""
    changes = hashlib.sha256()
    for name in sorted({requirements, "requirements.txt", "pyproject.toml"}):
        changes.update((PROJECT / name).read_bytes())
    return changes.hexdigest()


def make_environment():
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        raise Trouble(NO_VENV)
    if ENVIRONMENT.exists():
        if Path(sys.prefix).resolve() == ENVIRONMENT:
            raise Trouble(OWN_PYTHON)
        print("The environment .venv is old or not complete; it is recreated.", flush=True)
        shutil.rmtree(str(ENVIRONMENT))
    ENVIRONMENT.mkdir()
    doing = "Making the environment .venv"
    run_quietly([sys.executable, "-m", "venv", str(ENVIRONMENT)], doing, lambda words: "")
    WHOLE.write_text(whose())


def install(requirements):
    WHOLE.unlink()  # what is interrupted from here on may leave half a package
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--progress-bar", "off", "-r", requirements]
    try:
        run_quietly(command, f"Installing {requirements} (a minute or two, once)", pip_progress)
    except BaseException:
        if UNPACKING not in log_words():
            WHOLE.write_text(whose())  # nothing was touched yet: what was there works as before
        raise
    for name, settings in SETTINGS.items():
        (ENVIRONMENT / name).parent.mkdir(parents=True, exist_ok=True)
        (ENVIRONMENT / name).write_text(json.dumps(settings))
    for name in {requirements, "requirements.txt"}:
        stamp_of(name).write_text(fingerprint(name))
    WHOLE.write_text(whose())


def pip_progress(words):
    if UNPACKING in words:
        return "unpacking"
    return "{} packages found".format(words.count("Collecting "))


def run_quietly(command, doing, progress):
    """Run a command, show that it lives, and keep its words in the log.

    `progress` gets the words so far and returns a few to show. Raises Trouble if it fails.
    """
    with LOG.open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=str(PROJECT),
            env=clean_variables(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        show_life(process, doing, progress)
    except BaseException:
        process.kill()
        process.wait()
        raise
    if process.returncode != 0:
        raise Trouble(why_it_failed(log_words(), doing))


def show_life(process, doing, progress):
    """Until the process ends, show how far it is: on a line that changes, where lines can."""
    lively = sys.stdout.isatty()
    print(f"{doing} ...", end="" if lively else "\n", flush=True)
    began = shown = time.monotonic()
    while process.poll() is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.1)
        if time.monotonic() - shown < (0.5 if lively else 10):
            continue
        shown = time.monotonic()
        state = f"{progress(log_words())} {int(shown - began)} s".strip()
        if lively:
            width = shutil.get_terminal_size().columns - 1
            print("\r" + f"{doing} ... {state}"[:width].ljust(width), end="", flush=True)
        else:
            print(f"  ... {state}", flush=True)
    if lively:
        print(flush=True)


def log_words():
    return LOG.read_text(encoding="utf-8", errors="replace")


def why_it_failed(words, doing):
    sys.path.insert(0, str(PROJECT))  # Python may be told to leave it out
    import why_pip_failed  # only now: an old Python could not read it

    # A disk that is really full has no room for the words that say so either.
    if shutil.disk_usage(str(PROJECT)).free < 1000000:
        return DISK_FULL
    reason = why_pip_failed.told(words)
    if not reason:
        reason = f"{doing} failed. {why_pip_failed.innermost(words)}".strip()
    return f"{reason}\nAll that was said is in {LOG}."


def why_not_written(problem):
    if problem.errno in (errno.ENOSPC, errno.EDQUOT) or getattr(problem, "winerror", 0) == 112:
        return DISK_FULL
    if problem.errno == errno.ENOTEMPTY:
        return STILL_AT_WORK
    return (
        f"The folder {PROJECT} can't be used: {problem.strerror or problem}. Move the tutorial "
        "to a folder that is yours, close what still runs from .venv, and start again."
    )


def clean_variables():
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    # A kernel of the user's own, of the same name, would go before that of .venv.
    return dict(kept, JUPYTER_PREFER_ENV_PATH="1")


if __name__ == "__main__":
    sys.exit(main())
