"""A chat bot for your own channel. It answers whoever names it. Ctrl-C ends it."""

import sys
import time

import requests
import websocket
from live import get
from tokens import ConsentNeeded, TwitchAuth

VALIDATE_EVERY = 3600  # seconds: Twitch's rule
WAITS = [1, 2, 4, 8, 16, 32]  # seconds between tries to connect
LONG_ENOUGH = 60  # seconds: a connection that was good


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


def talk(auth: TwitchAuth, name: str, validated_at: float) -> None:
    """One connection, until it ends, or until it is time to validate again.

    Raises ConsentNeeded when the chat doesn't take the token.
    """
    chat = websocket.create_connection(auth.mine["TWITCH_CHAT_URL"], timeout=10)
    try:
        chat.send(f"PASS oauth:{auth.mine['TWITCH_ACCESS_TOKEN']}\r\n")
        chat.send(f"NICK {name}\r\n")
        chat.send(f"JOIN #{name}\r\n")
        while time.monotonic() - validated_at < VALIDATE_EVERY:
            try:
                frame = chat.recv()
            except websocket.WebSocketTimeoutException:
                continue  # nobody has said anything
            if not frame:
                return
            for line in str(frame).splitlines():
                _, command, _, text = parse(line)
                if command == "001":
                    print(f"In #{name}. Ctrl-C ends it.", flush=True)
                elif command == "NOTICE" and text.startswith(("Login", "Improperly")):
                    raise ConsentNeeded(f"The chat says: {text}. Run get_token.py.")
                if said := answer(line, name):
                    chat.send(f"{said}\r\n")
    finally:
        chat.close(timeout=1)
        chat.shutdown()


def main() -> None:
    tries = 0
    try:
        auth = TwitchAuth()
        while tries < len(WAITS):
            if not auth.is_alive():
                auth.renew()
            began = time.monotonic()
            try:
                talk(auth, get(auth, "users")[0]["login"], validated_at=began)
            except (websocket.WebSocketException, OSError):
                print("The connection broke. Trying again.", flush=True)
            tries = 0 if time.monotonic() - began > LONG_ENOUGH else tries + 1
            time.sleep(WAITS[min(tries, len(WAITS) - 1)])
        sys.exit("The chat can't be reached. Are you online?")
    except ConsentNeeded as problem:
        sys.exit(str(problem))
    except requests.RequestException:
        sys.exit("Twitch can't be reached. Are you online? Practice needs an open notebook.")
    except KeyboardInterrupt:
        print("Ended.")


if __name__ == "__main__":
    main()
