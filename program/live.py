"""Show who you are, and who is live now."""

import sys

try:
    from sentences import Problem  # from here on, what can't be used is a sentence
except ModuleNotFoundError:
    sys.exit("The files beside this script are missing. Copy the whole folder, then start again.")
from replies import refused, told
from tokens import TwitchAuth, send


def get(auth: TwitchAuth, path: str, **params: str) -> list[dict]:
    """The list in one answer of the API. Raises Problem when it is refused."""
    address = f"{auth.mine['TWITCH_API_URL']}/helix/{path}"
    reply = send("GET", address, params=params, auth=auth)
    if not reply.ok:
        raise Problem(refused(told(reply)["message"]))
    return told(reply)["data"]


def picture(streams: list[dict], width: int = 40) -> str:
    """One line for each stream: its name, a bar, and how many watch."""
    most = max((stream["viewer_count"] for stream in streams), default=1) or 1
    return "\n".join(
        f"{stream['user_name']:<25} {'#' * round(width * stream['viewer_count'] / most)} "
        f"{stream['viewer_count']}"
        for stream in streams
    )


def main() -> None:
    sys.stdout.reconfigure(errors="replace")  # not every terminal can write every name
    auth = TwitchAuth()
    me = get(auth, "users")[0]
    print(f"You are {me['display_name']}. Live now:\n")
    print(picture(get(auth, "streams", first="10")))


if __name__ == "__main__":
    main()
