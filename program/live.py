"""Show who you are, and who is live now."""

import sys

import requests
from tokens import TIMEOUT, ConsentNeeded, TwitchAuth, message


def get(auth: TwitchAuth, path: str, **params: str) -> list[dict]:
    """The list in one answer of the API. Ends the program with a sentence when it is refused."""
    address = f"{auth.mine['TWITCH_API_URL']}/helix/{path}"
    reply = requests.get(address, params=params, auth=auth, timeout=TIMEOUT)
    if not reply.ok:
        sys.exit(f"Twitch refused: {reply.status_code} {message(reply)}")
    return reply.json()["data"]


def picture(streams: list[dict], width: int = 40) -> str:
    """One line for each stream: its name, a bar, and how many watch."""
    most = max((stream["viewer_count"] for stream in streams), default=1) or 1
    return "\n".join(
        f"{stream['user_name']:<25} {'#' * round(width * stream['viewer_count'] / most)} "
        f"{stream['viewer_count']}"
        for stream in streams
    )


def main() -> None:
    try:
        auth = TwitchAuth()
        me = get(auth, "users")[0]
        print(f"You are {me['display_name']}. Live now:\n")
        print(picture(get(auth, "streams", first="10")))
    except ConsentNeeded as problem:
        sys.exit(str(problem))
    except requests.RequestException:
        sys.exit("Twitch can't be reached. Are you online? Practice needs an open notebook.")


if __name__ == "__main__":
    main()
