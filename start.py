"""Set up the tutorial and open it, or set it up and run its tests.

    python3 start.py                         open the tutorial in JupyterLab
    python3 start.py --port 8890             the same, at this port
    python3 start.py --no-browser            the same, and print the address to open
    python3 start.py test                    run every test
    python3 start.py test --without-browser  leave out those that need a browser

Only the standard library is used, and no syntax that an old Python can't read: it must live
long enough to say that it is too old.
"""

import argparse
import hashlib
import json
import os
import socket
import subprocess
import sys
import time
import venv
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
ENVIRONMENT = PROJECT / ".venv"
LOG = ENVIRONMENT / "install.log"
FIRST_NOTEBOOK = "notebooks/00_start_here.ipynb"
OLDEST_PYTHON = (3, 10)

# Without this, a beginner is greeted by a question about Jupyter's news.
LAB_SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    }
}


class Trouble(Exception):
    """Something is in the way; the message says what, and the way out."""


def main():
    options = read_options()
    try:
        if sys.version_info < OLDEST_PYTHON:
            raise Trouble(
                "This Python is {}.{}, and the tutorial needs {}.{} or newer. Get one from "
                "https://www.python.org/downloads/ and start again with it.".format(
                    *(sys.version_info[:2] + OLDEST_PYTHON)
                )
            )
        if options.what == "test":
            return run_tests(options.without_browser)
        return open_tutorial(options.port, options.no_browser)
    except Trouble as trouble:
        print("\n{}".format(trouble), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Start again whenever you like.")
        return 130


def read_options():
    parser = argparse.ArgumentParser(description="Set up the tutorial and open it.")
    parser.add_argument("what", nargs="?", choices=["test"], help="run every test instead")
    parser.add_argument("--port", type=int, help="the port of JupyterLab")
    parser.add_argument("--no-browser", action="store_true", help="print the address only")
    parser.add_argument(
        "--without-browser", action="store_true", help="with test: leave out the browser tests"
    )
    return parser.parse_args()


def open_tutorial(port, no_browser):
    set_up("requirements.txt")
    command = ["jupyterlab", FIRST_NOTEBOOK, "-y", "--log-level=ERROR"]
    command += ["--ServerApp.root_dir={}".format(PROJECT)]
    if port:
        refuse_taken(port)
        command += ["--port={}".format(port), "--ServerApp.port_retries=0"]
    if no_browser:
        command += ["--no-browser"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command += ["--allow-root"]  # in a container one often is root, and Lab refuses then
    print("Opening JupyterLab. To stop it, press Ctrl and C here.", flush=True)
    return wait_for([str(python()), "-m"] + command)


def run_tests(without_browser):
    set_up("requirements-test.txt")
    tests = ["-m", "pytest"]
    if without_browser:
        print("\n!!! The tests that need a browser are LEFT OUT, as you asked.\n", flush=True)
        tests += ["-m", "not browser"]
    steps = [
        ("Lint", ["-m", "ruff", "check", "."]),
        ("Format", ["-m", "ruff", "format", "--check", "."]),
        ("Types", ["-m", "mypy"]),
        ("Tests", tests),
    ]
    results = []
    for name, command in steps:
        print("\n== {}".format(name), flush=True)
        results.append(wait_for([str(python())] + command))
    failed = [name for (name, _), result in zip(steps, results) if result != 0]
    if failed:
        print("\nNot passed: {}.".format(", ".join(failed)), file=sys.stderr)
    return 1 if failed else 0


def set_up(requirements):
    """Make the environment and install into it, unless that is done already."""
    stamp = ENVIRONMENT / (requirements + ".installed")
    wanted = fingerprint(requirements)
    if python().exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    try:
        make_environment()
        install(requirements)
        settings = ENVIRONMENT / "share" / "jupyter" / "lab" / "settings"
        settings.mkdir(parents=True, exist_ok=True)
        (settings / "overrides.json").write_text(json.dumps(LAB_SETTINGS))
        stamp.write_text(wanted)
    except OSError as problem:
        raise Trouble(
            "{} can't be written: {}. Make room, or move the tutorial to a folder that is "
            "yours, and start again.".format(ENVIRONMENT, problem.strerror or problem)
        ) from None


def fingerprint(requirements):
    """Changes when there is something new to install."""
    names = {requirements, "requirements.txt", "pyproject.toml"}
    parts = [(PROJECT / name).read_bytes() for name in sorted(names)]
    return hashlib.sha256(b"".join(parts) + sys.version.encode()).hexdigest()


def make_environment():
    """Make .venv with this Python, anew if it is half made or of another Python."""
    if works(python()):
        return
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        raise Trouble(
            "This Python can't make environments: a part of it is missing. On Debian or Ubuntu, "
            "install the package python3-venv; elsewhere, get Python from "
            "https://www.python.org/downloads/. Then start again."
        ) from None
    print("Making an environment in .venv …", flush=True)
    try:
        venv.EnvBuilder(with_pip=True, clear=True).create(str(ENVIRONMENT))
    except subprocess.CalledProcessError:
        raise Trouble(
            "The environment could not be made. Is the disk full? Make room, delete the folder "
            "{}, and start again.".format(ENVIRONMENT)
        ) from None


def works(executable):
    """Whether this is a Python of our own version, with pip."""
    question = "import sys, pip; print(sys.version)"
    try:
        answer = subprocess.check_output(
            [str(executable), "-c", question],
            stderr=subprocess.DEVNULL,
            universal_newlines=True,
            env=clean_environment(),
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return answer.strip() == sys.version


def install(requirements):
    """Install with pip; count packages while it works, and keep its words in a log."""
    print("Installing what the tutorial needs. This takes a minute or two, once.", flush=True)
    command = [str(python()), "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--progress-bar", "off", "--no-input", "-r", requirements]
    began, count = time.time(), 0
    with LOG.open("w", encoding="utf-8") as log, subprocess.Popen(
        command,
        cwd=str(PROJECT),
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
    ) as pip:
        for line in pip.stdout:
            log.write(line)
            if line.startswith("Collecting"):
                count += 1
                show("  {} packages found".format(count))
            elif line.startswith("Installing collected"):
                show("  {} packages found, now being installed …".format(count))
    if pip.returncode != 0:
        raise Trouble(why_pip_failed(LOG.read_text(encoding="utf-8")))
    print("\nInstalled in {:.0f} seconds.".format(time.time() - began), flush=True)


def why_pip_failed(words):
    if "No space left" in words or "Errno 28" in words or "not enough space" in words:
        return "The disk is full. Make some room (about 600 MB), and start again."
    network = ("NewConnectionError", "Temporary failure", "getaddrinfo", "timed out", "ProxyError")
    if any(sign in words for sign in network) or "Could not find a version" in words:
        return (
            "The packages could not be fetched. Is this computer online, and does it need a "
            "proxy? Set HTTPS_PROXY if it does. Then start again."
        )
    return "The installation failed. What pip said is in {}.".format(LOG)


def show(progress):
    """Show progress on one line that changes; nothing where lines can't change."""
    if sys.stdout.isatty():
        print("\r" + progress.ljust(60), end="", flush=True)


def refuse_taken(port):
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            raise Trouble(
                "Port {} is taken by another program, or can't be used. Choose another, such as "
                "--port {}, or leave the option out.".format(port, 8890 if port != 8890 else 8899)
            ) from None


def wait_for(command):
    """Run a command to its end, with Ctrl-C left to it; return its exit code."""
    with subprocess.Popen(command, cwd=str(PROJECT), env=clean_environment()) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue  # the command got it too, and ends in its own way


def python():
    """The Python of the environment."""
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def clean_environment():
    """The user's environment without what would mix another Python into ours."""
    theirs = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PYTHONSTARTUP")
    return {name: value for name, value in os.environ.items() if name not in theirs}


if __name__ == "__main__":
    sys.exit(main())
