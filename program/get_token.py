"""Get a Twitch access token in a terminal: ask, paste, check, trade, keep."""

import json
import secrets
import sys
import webbrowser
from itertools import islice
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import dotenv
import requests

private_file = Path(__file__).with_name(".env")
mine = dotenv.dotenv_values(private_file)
names = ["TWITCH_CLIENT_ID", "TWITCH_CLIENT_SECRET", "TWITCH_REDIRECT_URI", "TWITCH_ID_URL"]
if missing := [name for name in names if not mine.get(name)]:
    sys.exit(f"Missing in .env: {', '.join(missing)}. Write it there and start again.")
client_id, client_secret, redirect_uri, id_url = (mine[name] for name in names)
shared = {"client_id": client_id, "redirect_uri": redirect_uri}

# 1. Ask: build the link, with a state of our own in it, and open it.
state = secrets.token_urlsafe(24)
scope = mine.get("TWITCH_SCOPE") or ""
question = shared | {"response_type": "code", "scope": scope, "state": state}
link = f"{id_url}/oauth2/authorize?{urlencode(question)}"
print(f"Open this link and press Authorize:\n\n{link}\n")
webbrowser.open(link)

# 2. Paste and check: the answer must bring our state back.
pasted = input("Paste the address that you arrive at: ").strip(" '\"<>")
answer = parse_qs(pasted.partition("?")[2].partition("#")[0])
if answer.get("state") != [state]:
    sys.exit("The state is not the one we sent. Start again, and paste the whole address.")
if "code" not in answer:
    sys.exit(f"There is no code: {answer.get('error_description', ['this is our question'])[0]}.")

# 3. Trade the code for a token. The secret goes in the body, never into an address.
form = shared | {"client_secret": client_secret, "code": answer["code"][0]}
form["grant_type"] = "authorization_code"
direct = {"http": ""}  # plain http is practice, on this computer: no proxy leads there
try:
    options = {"proxies": direct, "allow_redirects": False, "stream": True}
    reply = requests.post(f"{id_url}/oauth2/token", data=form, timeout=10, **options)
    body = b"".join(islice(reply.iter_content(1000), 1000))  # 1 MB at most
    token = dict(json.loads(body))
except (requests.RequestException, ValueError, TypeError):
    sys.exit("No answer came from Twitch. Are you online? Practice needs an open notebook.")
print(f"Status: {reply.status_code}")
if "access_token" not in token:
    sys.exit(f"Refused: {token.get('message', 'this is no token')}. Look at .env, start again.")

# 4. Keep the tokens in the private file, which only you may read. They are not printed.
private_file.chmod(0o600)
dotenv.set_key(private_file, "TWITCH_ACCESS_TOKEN", token["access_token"])
dotenv.set_key(private_file, "TWITCH_REFRESH_TOKEN", token.get("refresh_token", ""))
print(f"You hold a token for {' '.join(token.get('scope', [])) or 'no scope'}. It is in .env.")
