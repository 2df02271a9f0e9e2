"""A chat bot for your own channel. It answers people who name it. Ctrl-C ends it."""

import os
import sys
import time
from collections import deque

try:
    from sentences import PassingTrouble, Problem  # from here on, what can't be used is a sentence
except ModuleNotFoundError:
    sys.exit("The files beside this script are missing. Copy the whole folder, then start again.")
import replies
import websocket
from tokens import TwitchAuth

SCOPES = ("chat:read", "chat:edit")  # what a bot needs
VALIDATE_EVERY = 3600  # seconds: Twitch's rule
SILENT = 600  # seconds: Twitch sends PING every five minutes, so the connection must be dead
WAITS = [1, 2, 4, 8, 16, 32, 60, 120, 240, 480]  # seconds between tries to connect
LONG_ENOUGH = 300  # seconds: a connection that was good

# Twitch's limit: 20 messages within 30 seconds.
MOST, WITHIN = 20, 30
spoken_at: deque[float] = deque(maxlen=MOST)  # when the last messages went out


def parse(line: str) -> tuple[str, str, str, str]:
    """Sender, command, channel and text of one line of chat."""
    if line.startswith("@"):  # tags
        line = line.partition(" ")[2]
    sender = ""
    if line.startswith(":"):
        source, _, line = line[1:].partition(" ")
        sender = source.partition("!")[0]
    line, _, text = line.partition(" :")
    command, *parameters = line.split() or [""]
    channel = next((word for word in parameters if word.startswith("#")), "")
    return sender, command, channel, text


def answer(line: str, name: str) -> str | None:
    """What the bot says to a line; None for nothing. Make it your own."""
    sender, command, channel, text = parse(line)
    if command == "PING":
        return f"PONG :{text}"
    if command == "PRIVMSG" and name in text.lower():
        return f"PRIVMSG {channel} :Nice to meet you, {sender}!"
    return None


def may_speak(now: float) -> bool:
    """Whether one more message is within the limit. If it is, it is counted."""
    if len(spoken_at) == MOST and now - spoken_at[0] < WITHIN:
        return False
    spoken_at.append(now)
    return True


def talk(auth: TwitchAuth, name: str, validated_at: float) -> None:
    """One connection, until it ends or must be made again, or it is time to validate again.

    Raises Problem when there is no chat, or it doesn't take the token.
    """
    os.environ["http_proxy"] = ""  # for plain ws, which is practice: no proxy leads there
    address = auth.mine["TWITCH_CHAT_URL"]
    try:
        chat = websocket.create_connection(address, timeout=10)
    except (websocket.WebSocketException, OSError, ValueError) as problem:
        raise replies.why(problem, address) from None
    try:
        chat.send(f"PASS oauth:{auth.mine['TWITCH_ACCESS_TOKEN']}\r\n")
        chat.send(f"NICK {name}\r\n")
        chat.send(f"JOIN #{name}\r\n")
        heard_at = time.monotonic()
        # Not monotonic: on Linux that stops while the computer sleeps.
        while time.time() - validated_at < VALIDATE_EVERY:
            try:
                frame = chat.recv()
            except websocket.WebSocketTimeoutException:
                if time.monotonic() - heard_at > SILENT:
                    return
                continue  # nobody has said anything
            if not frame:
                return
            heard_at = time.monotonic()
            for line in str(frame).splitlines():
                _, command, _, text = parse(line)
                if command == "001":
                    print(f"In #{name}. Ctrl-C ends it.", flush=True)
                elif command == "RECONNECT":  # this chat server is about to restart
                    return
                elif command == "NOTICE":
                    print(f"The chat says: {text}", flush=True)
                    if text.lower().startswith(("login", "improperly", "invalid nick")):
                        raise refused_login(auth)
                said = answer(line, name)
                if said and (command == "PING" or may_speak(heard_at)):
                    chat.send(f"{said}\r\n")
    finally:
        chat.close(timeout=1)
        chat.shutdown()


def refused_login(auth: TwitchAuth) -> Problem:
    """Why the chat refused to log in. It has few words, so Twitch is asked about the token."""
    if not auth.validate():
        return PassingTrouble("The token has expired or was revoked.")
    return PassingTrouble("Twitch says that the token is good. Too many logins, perhaps?")


def login_of(token: dict) -> str:
    """The name to log in with, from what Twitch says of a token. Raises Problem when it can't."""
    missing = [scope for scope in SCOPES if scope not in (token.get("scopes") or [])]
    if not token.get("login"):
        raise Problem("This is no viewer's token, and the chat needs one: run get_token.py.")
    if missing:
        raise Problem(
            f"The token lacks {' and '.join(missing)}. TWITCH_SCOPE in .env must name it, with a "
            "space between two scopes. Then run get_token.py, so that the viewer can agree."
        )
    return token["login"]


def main() -> None:
    tries = 0
    try:
        auth = TwitchAuth()
        while True:
            began = time.time()
            try:
                token = auth.validate()
                if not token:
                    auth.refresh()
                    token = auth.validate()
                talk(auth, login_of(token), validated_at=began)
                print("Connecting again.", flush=True)
            except PassingTrouble as problem:
                print(f"{problem} Trying again.", flush=True)
            except (websocket.WebSocketException, OSError):
                print("The connection to the chat broke. Trying again.", flush=True)
            if time.time() - began > LONG_ENOUGH:
                tries = 0
            if tries == len(WAITS):
                sys.exit(f"It didn't work {tries + 1} times. Start the bot again later.")
            time.sleep(WAITS[tries])
            tries += 1
    except KeyboardInterrupt:
        print("Ended.")


if __name__ == "__main__":
    main()
