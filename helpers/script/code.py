"""Get a Twitch access token in a terminal: ask, paste, check, trade, keep."""

import os
import secrets
import sys
import webbrowser
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import dotenv
import requests

PRIVATE_FILE = Path(__file__).with_name(".env")
dotenv.load_dotenv(PRIVATE_FILE, override=True)
client_id = os.environ["TWITCH_CLIENT_ID"]
redirect_uri = os.environ["TWITCH_REDIRECT_URI"]
id_url = os.environ.get("TWITCH_ID_URL", "https://id.twitch.tv")

# 1. Ask: build the link, with a state of our own in it.
state = secrets.token_urlsafe(24)
question = {
    "response_type": "code",
    "client_id": client_id,
    "redirect_uri": redirect_uri,
    "scope": os.environ["TWITCH_SCOPE"],
    "state": state,
}
link = f"{id_url}/oauth2/authorize?{urlencode(question)}"
print("Open this link and press Authorize:", link, sep="\n\n", end="\n\n")
webbrowser.open(link)

# 2. Paste and check: the answer must bring our state back.
answer = parse_qs(urlsplit(input("Paste the address you arrive at: ").strip()).query)
if answer.get("state") != [state]:
    sys.exit("The state is not the one we sent, so this answers another question. Start again.")
if "code" not in answer:
    sys.exit(f"No code came back: {answer.get('error_description', ['no reason given'])[0]}")

# 3. Trade the code for a token. The secret goes in the body, never into an address.
form = {
    "client_id": client_id,
    "client_secret": os.environ["TWITCH_CLIENT_SECRET"],
    "code": answer["code"][0],
    "grant_type": "authorization_code",
    "redirect_uri": redirect_uri,
}
reply = requests.post(f"{id_url}/oauth2/token", data=form, timeout=10)
print("Status:", reply.status_code)
if not reply.ok:
    sys.exit(f"Twitch refused: {reply.json()['message']}")

# 4. Keep the tokens in the private file. They are not printed.
token = reply.json()
dotenv.set_key(PRIVATE_FILE, "TWITCH_ACCESS_TOKEN", token["access_token"])
dotenv.set_key(PRIVATE_FILE, "TWITCH_REFRESH_TOKEN", token["refresh_token"])
print(f"A token for {' '.join(token.get('scope', []))} is kept in {PRIVATE_FILE.name}.")
