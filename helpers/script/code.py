"""Get a Twitch access token in a terminal: ask, paste, check, trade, keep."""

import secrets
import sys
import webbrowser
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import dotenv
import requests

private_file = Path(__file__).with_name(".env")
mine = dotenv.dotenv_values(private_file)
needed = ("CLIENT_ID", "CLIENT_SECRET", "REDIRECT_URI", "SCOPE", "ID_URL")
missing = [f"TWITCH_{name}" for name in needed if not mine.get(f"TWITCH_{name}")]
if missing:
    sys.exit(f"Missing in .env: {', '.join(missing)}. Write it there and start again.")
shared = {"client_id": mine["TWITCH_CLIENT_ID"], "redirect_uri": mine["TWITCH_REDIRECT_URI"]}

# 1. Ask: build the link, with a state of our own in it, and open it.
state = secrets.token_urlsafe(24)
question = shared | {"response_type": "code", "scope": mine["TWITCH_SCOPE"], "state": state}
link = f"{mine['TWITCH_ID_URL']}/oauth2/authorize?{urlencode(question)}"
print(f"Open this link and press Authorize:\n\n{link}\n")
webbrowser.open(link)

# 2. Paste and check: the answer must bring our state back.
pasted = input("Paste the address that you arrive at: ").strip(" '\"")
answer = parse_qs(pasted.partition("?")[2].partition("#")[0])
if answer.get("state") != [state]:
    sys.exit("The state is not the one we sent, so this answers another question. Start again.")
if "code" not in answer:
    sys.exit(f"There is no code: {answer.get('error_description', ['no reason given'])[0]}.")

# 3. Trade the code for a token. The secret goes in the body, never into an address.
proof = {"client_secret": mine["TWITCH_CLIENT_SECRET"], "code": answer["code"][0]}
form = shared | proof | {"grant_type": "authorization_code"}
direct = {"http": ""}  # plain http is practice, on this computer: no proxy leads there
address = f"{mine['TWITCH_ID_URL']}/oauth2/token"
try:
    reply = requests.post(address, data=form, timeout=10, proxies=direct)
except requests.RequestException:
    sys.exit("Twitch can't be reached. Are you online? For practice, a notebook must be running.")
print(f"Status: {reply.status_code}")
if not reply.ok:
    sys.exit(f"Twitch refused: {reply.text.strip()} Start again for a fresh code.")

# 4. Keep the tokens in the private file, which only you may read. They are not printed.
private_file.chmod(0o600)
try:
    token = reply.json()
    dotenv.set_key(private_file, "TWITCH_ACCESS_TOKEN", token["access_token"])
except (ValueError, KeyError, TypeError):
    sys.exit("This is no token. Did something in between answer, such as a hotel's log-in page?")
dotenv.set_key(private_file, "TWITCH_REFRESH_TOKEN", token.get("refresh_token", ""))
print(f"You hold a token for {' '.join(token.get('scope', []))}. It is kept in .env.")
