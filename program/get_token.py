"""Get a Twitch access token in a terminal: ask, check, exchange, keep."""

import secrets
import sys
import webbrowser
from pathlib import Path
from urllib.parse import urlencode

try:
    import sentences  # noqa: F401  # from here on, what can't be used is a sentence
except ModuleNotFoundError:
    sys.exit("The files beside this script are missing. Copy the whole folder, then start again.")
import reading
import replies
import dotenv
import requests

private_file = Path(__file__).with_name(".env")
needed = ["CLIENT_ID", "CLIENT_SECRET", "REDIRECT_URI", "ID_URL"]
mine = reading.private_values(private_file, *needed)
client_id, client_secret, redirect_uri, id_url = (mine[f"TWITCH_{name}"] for name in needed)
shared = {"client_id": client_id, "redirect_uri": redirect_uri}

# 1. Ask: build the link, with a state of our own in it, and open it.
state = secrets.token_urlsafe(24)
scope = mine.get("TWITCH_SCOPE", "")
question = {**shared, "response_type": "code", "scope": scope, "state": state}
link = f"{id_url}/oauth2/authorize?{urlencode(question)}"
print(f"Open this link and press Authorize:\n\n{link}\n")
print("If you agreed before, no page appears: the browser goes straight on to the answer.")
print("It may say that the site can't be reached. The answer is in its address bar.\n")
webbrowser.open(link)

# 2. Check: what comes back must be a code, and it must bring our state back.
answer = reading.answer_in(reading.ask(state, redirect_uri), state, mine)
if "state" not in answer:
    print("A bare code brings no state, so nothing shows that it answers our link.")
    print("It is used all the same. Next time, paste the whole address.")
elif answer["state"] != state:
    sys.exit("The state is not the one we sent: this answers another link. Start again.")

# 3. Exchange the code for a token. The secret goes in the body, never into an address.
form = {**shared, "client_secret": client_secret, "code": answer["code"]}
form["grant_type"] = "authorization_code"
direct = {"http": ""}  # plain http is practice, on this computer: no proxy leads there
options = {"proxies": direct, "allow_redirects": False, "stream": True}
try:
    reply = requests.post(f"{id_url}/oauth2/token", data=form, timeout=10, **options)
    token = replies.told(reply)
except (OSError, ValueError) as problem:  # those of requests are among them
    raise replies.why(problem, id_url) from None
print(f"Status: {reply.status_code}")
if "access_token" not in token:
    sys.exit(f"{replies.refused(token.get('message', 'no token'))} Start again.")

# 4. Keep the tokens in the private file, which only you may read. They are not printed.
private_file.chmod(0o600)
dotenv.set_key(private_file, "TWITCH_ACCESS_TOKEN", token["access_token"])
dotenv.set_key(private_file, "TWITCH_REFRESH_TOKEN", token.get("refresh_token", ""))
print(f"You hold a token for {' '.join(token.get('scope') or []) or 'no scope'}. It is in .env.")
