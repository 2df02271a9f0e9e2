"""What the scripts say when something is odd. No stack trace: it might show a token."""

import os
import re
import sys
import traceback
from pathlib import Path

# An old Python must be able to read the scripts to get here: nothing in them is newer than 3.6.
if sys.version_info < (3, 10):
    version = ".".join(str(number) for number in sys.version_info[:2])
    sys.exit(
        f"This is Python {version}, and these scripts need 3.10 or newer. Start them with the "
        "Python of this folder's .venv, or make .venv again with a newer Python."
    )


class Problem(SystemExit):
    """What went wrong, as a sentence. Where nobody catches it, the script ends with it."""


class PassingTrouble(Problem):
    """It may pass by itself: no network, or a Twitch that is out of order."""


OWN = ("reading", "replies", "tokens")  # files of this program, besides this one
LIBRARIES = ("requests", "dotenv", "websocket", "urllib3")  # what it imports


def end(kind, problem, trace) -> None:
    """Say what ended the script, in place of a stack trace."""
    folder = Path(__file__).with_name(".venv")
    own = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    python = own if own.exists() else sys.executable
    place = traceback.extract_tb(trace)[-1]
    taken = [name for name in LIBRARIES if Path(__file__).with_name(f"{name}.py").exists()]
    missing = issubclass(kind, ModuleNotFoundError) and problem.name in LIBRARIES
    if taken and issubclass(kind, (ImportError, AttributeError)) and not missing:
        said = (
            f"There is a file {taken[0]}.py in this folder, and Python takes it for the library of "
            "that name. Rename it, then start again."
        )
    elif issubclass(kind, BrokenPipeError) or sys.stdout is None:
        said = "What this script prints can't be read by anybody any more, so it ended."
    elif issubclass(kind, KeyboardInterrupt):
        said = "\nEnded."
    elif issubclass(kind, ImportError) and problem.name in OWN:
        said = f"{problem.name}.py is missing here. Copy the whole folder, then start again."
    elif issubclass(kind, ImportError):
        said = (
            f"This Python can't import {problem.name}. In this folder, run "
            f'"{python}" -m pip install -r requirements.txt, and start the script with that Python.'
        )
    elif issubclass(kind, OSError) and problem.filename:
        said = f"{problem.filename} can't be used: {problem.strerror}. Look at its permissions."
    else:
        said = f"{kind.__name__} in line {place.lineno} of {place.filename}."
    print(said, file=sys.stderr)


sys.excepthook = end


def first(table, text: str):
    """What belongs to the first sign that is found in this text; "" when there is none."""
    return next((found for sign, found in table.items() if re.search(sign, text, re.I)), "")


# The tables: a sign is a regular expression, and what follows is what it means.

IN_A_VALUE = {
    r"\[hidden|[*•●]{3}|\.{3}|…": "is only a mask",
    r"\s": "has a space or a line break inside",
    r"[^!-~]": "has a letter that no such value has",
}

NOBODY_TYPES = (
    "The input ended before an address came. In a cell nobody can type: start this in a terminal "
    "(in JupyterLab: File, New, Terminal)."
)

MISSING = {  # whether there is a .env
    True: "Missing in .env: {}. Write it there and start again.",
    False: "There is no file .env in this folder, and {} must be in it. (Its name is just that: "
    ".env.txt is another file.) Copy .env.example to .env, and write your own values into it.",
}

# An answer without our state: whether it begins as ours does.
CUT = {
    True: "came with a state that begins as ours and doesn't end so: the address was cut short, or "
    "something got into it",
    False: "came without a state: the address was cut short, or answers another link",
}

NO_ANSWER = {
    r"^$": "Nothing was pasted.",
    r"\[hidden": "This holds a mask in place of a value.",
    r"refused ?to ?connect|ERR_[A-Z]+_|can.?t ?be ?reached": "These are the words of the browser's "
    "page. The answer is in the address bar above it.",
    r"access_token|^oauth:": "This holds an access token, so it answers another link: ours "
    "asks for a code. Show the token to nobody.",
    r"^@twitch/login": "This is Twitch's login page. Log in there, then press Authorize.",
    r"^@twitch/.*authorize|response_type=": "This is the question, not the answer: the link, or "
    "the consent page that it opens. Press Authorize there first.",
    r"^@twitch": "This is one of Twitch's own pages. Open our link, and press Authorize there.",
    r"^(about|chrome\S*|edge|data|file|blob):": "This is no address of the web. Copy the one of "
    "the tab in which you pressed Authorize.",
    r"#\S*code=": "The code in this address is behind a #, where Twitch puts it behind a ?, so "
    "something has changed the address.",
    r"^(https?://)?(localhost|127[\d.]+)(:\d+)?/?$": "This is only the beginning of an address: "
    "more must follow, after a ?. If nothing does, something else answers there: register another "
    "redirect address, such as http://localhost:3000, and write it to TWITCH_REDIRECT_URI in .env.",
    r"^(\w+://|localhost|[\w.-]+/)": "There is no code in this address. If the browser came here "
    "after Authorize, something else answers at your redirect address and sent it on: register "
    "another one, such as http://localhost:3000, and write it to TWITCH_REDIRECT_URI in .env.",
    r"": "This is neither an address nor a code.",
}

REFUSED = {
    r"access_denied": "The viewer pressed Cancel.",
    r"client secret": "Copy the client secret into .env again, or make a new one.",
    r"credentials": "Your application is Public. Register one as Confidential.",
    r"client": "Compare TWITCH_CLIENT_ID in .env with the developer console.",
    r"scope": "Look at TWITCH_SCOPE in .env: scopes have a space between them.",
    r"redirect": "TWITCH_REDIRECT_URI in .env must be, letter by letter, one of the OAuth Redirect "
    "URLs of your application.",
    r"authorization code": "A code works once, and for minutes.",
    r"missing refresh": "There is none in .env, so the viewer must agree.",
    r"refresh token": "It no longer works, so the viewer must agree again.",
    r"": "Look at .env.",
}

NOT_TWITCHS = {  # the status, then what came
    r"^3": (
        Problem,
        "The address in .env leads on to {place}, and nothing was sent there. Compare it with "
        ".env.example. In a hotel or a company, log in to the network in a browser first.",
    ),
    r"http request .*https": (Problem, "The address in .env must begin with https://."),
    r"^407": (Problem, "The proxy of this network wants a login. Ask those who run the network."),
    r"^404": (Problem, "There is no such address at {host} (404). Compare .env with .env.example."),
    r"^(429|5)": (PassingTrouble, "Twitch is busy or out of order ({status}). Try again later."),
    r"^\d+ \s*<": (
        PassingTrouble,
        "A web page came from {host}, and no answer of Twitch's. In a hotel or a company, log in "
        "to the network in a browser first. Else compare the address in .env with .env.example.",
    ),
    r"^\d+ \s*$": (
        Problem,
        "{host} answers nothing ({status}). Compare .env with .env.example.",
    ),
    r"^\d+ \s*[\[{\d\"]": (
        Problem,
        "What answers at {host} is not Twitch: its JSON has nothing that Twitch's has. Compare "
        "the address in .env with .env.example.",
    ),
    r"": (Problem, "What answers at {host} is not Twitch. Compare .env with .env.example."),
}

NO_REPLY = {  # the kind of error, then its words
    r"certificate (has expired|is not yet valid)": (
        Problem,
        "The certificate at {host} is out of date, or the clock of this computer is wrong, so "
        "nothing was sent. Look at the clock first.",
    ),
    r"verify failed": (
        Problem,
        "The certificate at {host} can't be trusted, so nothing was sent. Compare the address in "
        ".env with .env.example. A company may have a certificate of its own: ask for its file, "
        "and name that in the variable REQUESTS_CA_BUNDLE.",
    ),
    r"wrong.version|record.layer|packet.length|unknown.protocol": (
        Problem,
        "{host} doesn't speak https (wss), so nothing was sent. Practice Twitch's addresses begin "
        "with http:// (ws:// for the chat): write that into .env.",
    ),
    r"SSL": (
        PassingTrouble,
        "No secure connection to {host} came about. If it is Practice Twitch, write http:// into "
        ".env (ws:// for the chat).",
    ),
    r"^\w*BadStatus\w* Handshake status (429|5)": (
        PassingTrouble,
        "The chat is busy or out of order. Try again later.",
    ),
    r"^\w*BadStatus": (Problem, "No chat answers at {host}. Compare .env with .env.example."),
    r"CA certificate bundle": (
        Problem,
        "The file of certificates that REQUESTS_CA_BUNDLE (or CURL_CA_BUNDLE) names can't be used. "
        "Fix its path, or unset the variable.",
    ),
    r"failed: 407": (
        PassingTrouble,
        "The proxy of this network wants a login. Ask those who run the network.",
    ),
    r"SOCKS": (
        Problem,
        "The proxy that is set on this computer is of the kind SOCKS, which needs the package "
        "PySocks. Install it, or unset ALL_PROXY.",
    ),
    r"Proxy URL": (
        Problem,
        "The proxy that is set on this computer has a damaged address. Look at HTTPS_PROXY.",
    ),
    r"^\w*Proxy": (
        PassingTrouble,
        "The proxy that is set on this computer doesn't lead on.",
    ),
    r"InvalidURL|InvalidSchema|Unicode|LocationParse": (
        Problem,
        "An address is damaged: one in .env, or that of a proxy. Compare .env with .env.example, "
        "and look at the variable HTTPS_PROXY, if it is set.",
    ),
    r"IncompleteRead|ChunkedEncoding|ContentDecoding|DecodeError": (
        PassingTrouble,
        "The answer of {host} broke off, or is damaged. Try again later.",
    ),
    r"resolve|getaddrinfo|nodename|AddressException|gaierror|unreachable|1005[01]": (
        PassingTrouble,
        "No way leads to {host}. Are you online? If you are, compare its name in .env with "
        ".env.example.",
    ),
    r"refused|10061": (
        PassingTrouble,
        "Nothing answers at {host}. Practice Twitch needs an open notebook of the tutorial.",
    ),
    r"time[d ]*out": (PassingTrouble, "{host} didn't answer in time. Try again later."),
    r"BadStatus": (
        Problem,
        "No chat answers at {host}. Compare the address in .env with .env.example.",
    ),
    r"": (
        PassingTrouble,
        "{host} hung up before it answered. Look at its address in .env: Twitch's begin with "
        "https:// and wss://, those of Practice Twitch with http:// and ws://.",
    ),
}
