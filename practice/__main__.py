"""`python -m practice`: run Practice Twitch by itself."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from pathlib import Path

import platformdirs

from practice.basics.fingerprint import Fingerprints
from practice.store.database import StoreError
from practice.web.server import USUAL_PORT, PortTaken, listen, serve

PROJECT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Serve until stopped. Returns 0, or 1 after one sentence on standard error."""
    options = _read_options()
    # Path.expanduser raises for a user who isn't there.
    folder = Path(os.path.expanduser(options.data or _home()))  # noqa: PTH111
    if not (options.data or folder.is_absolute()):
        print(
            f"The environment variable TUTORIAL_HOME is {folder}, and has to be a whole path. Set "
            "it to one, or remove it.",
            file=sys.stderr,
        )
        return 1
    folder = folder.resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fingerprints = Fingerprints(folder)
        sockets, port = listen(options.port, fingerprints)
        life, until_eof = options.token_life, options.until_stdin_closes
        asyncio.run(serve(folder, fingerprints, sockets, port, life, until_eof))
    except PortTaken:
        print(
            f"Port {options.port} is taken by another program. Choose another with --port, "
            "or leave --port out to have a free one found.",
            file=sys.stderr,
        )
        return 1
    except StoreError as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as problem:
        print(
            f"The folder {folder} can't be used ({problem}). Choose another with --data.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m practice",
        description="Practice Twitch: a local stand-in for Twitch, to learn OAuth with.",
    )
    parser.add_argument(
        "--port",
        type=port_number,
        help=f"listen on this port (without it: {USUAL_PORT}, or any free one)",
    )
    parser.add_argument(
        "--data",
        metavar="FOLDER",
        help="keep everything in this folder (without it: TUTORIAL_HOME, or private/)",
    )
    parser.add_argument(
        "--token-life",
        type=seconds,
        metavar="SECONDS",
        help="how long all access tokens live (without it: as at Twitch, 4 hours or 60 days)",
    )
    parser.add_argument(
        "--until-stdin-closes",
        action="store_true",
        help="end when standard input reaches its end",
    )
    return parser.parse_args()


def _home() -> str:
    """TUTORIAL_HOME, without the quotes that Windows' `set` keeps, or the usual folder."""
    return os.environ.get("TUTORIAL_HOME", "").strip().strip("\"'") or str(usual_folder(PROJECT))


def usual_folder(project: Path) -> Path:
    """`private/` in a checkout of the project; the user's data folder where it is installed.

    The learner's side has the same rule.
    """
    if (project / "pyproject.toml").exists():
        return project / "private"
    return platformdirs.user_data_path("learn-twitch-oauth", appauthor=False)


def port_number(text: str) -> int:
    return _number(text, "a port is a number", 0, 65535)


def seconds(text: str) -> int:
    return _number(text, "seconds are a number", 1, 10**9)


def _number(text: str, what: str, least: int, most: int) -> int:
    if not (text.isdecimal() and least <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"{what} from {least} to {most}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
