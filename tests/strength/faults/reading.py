"""Faults in what helpers send, read and keep: odd answers, odd values, other people's places."""

from __future__ import annotations

from faults.fault import Fault

SENDING, OAUTH = "helpers/sending.py", "helpers/oauth.py"
CREDENTIALS, SERVICE = "helpers/credentials.py", "helpers/service.py"
FILE, FOLDER = "helpers/private_file.py", "helpers/private_folder.py"
PASTED = "lessons/exchange/pasted.py"
OF_HELPERS, OF_EXCHANGE = ("tests/helpers",), ("tests/lessons/exchange",)

FAULTS = [
    Fault(
        "reading: a secret follows a redirect",
        SENDING,
        "timeout=TIMEOUT, allow_redirects=False, auth",
        "timeout=TIMEOUT, allow_redirects=True, auth",
        OF_HELPERS,
    ),
    Fault(
        "reading: a .netrc puts its own password in a header",
        SENDING,
        "allow_redirects=False, auth=_as_it_is, **parts",
        "allow_redirects=False, **parts",
        OF_HELPERS,
    ),
    Fault(
        "reading: anything is a refresh token",
        OAUTH,
        'refresh_token=refresh_token if _is_token(refresh_token) else "",',
        'refresh_token=refresh_token or "",',
        OF_HELPERS,
    ),
    Fault(
        "reading: a token without an end stops everything",
        OAUTH,
        'expires_in=int(body.get("expires_in") or 0),',
        'expires_in=int(body["expires_in"]),',
        OF_HELPERS,
    ),
    Fault(
        "reading: a device asks each second when nothing was said",
        OAUTH,
        'interval=int(body.get("interval") or 5),',
        'interval=int(body.get("interval") or 1),',
        OF_HELPERS,
    ),
    Fault(
        "reading: a device's address may be a script",
        OAUTH,
        '        and codes.verification_uri.startswith(("https://", "http://"))\n',
        "",
        OF_HELPERS,
    ),
    Fault(
        "reading: a printed token shows the refresh token",
        OAUTH,
        'f"refresh_token={mask(self.refresh_token)}, for',
        'f"refresh_token={self.refresh_token}, for',
        OF_HELPERS,
    ),
    Fault(
        "reading: what is kept shows the state",
        CREDENTIALS,
        "if name in SECRETS and value:",
        'if name in SECRETS - {"state"} and value:',
        OF_HELPERS,
    ),
    Fault(
        "reading: practice may be at Twitch itself",
        SERVICE,
        "    if is_twitchs(address):\n",
        "    if is_twitchs(address) and not address:\n",
        OF_HELPERS,
    ),
    Fault(
        "reading: a JupyterHub is the reader's own",
        SERVICE,
        '("BINDER_SERVICE_HOST", "JUPYTERHUB_USER")',
        '("BINDER_SERVICE_HOST",)',
        OF_HELPERS,
    ),
    Fault(
        "reading: a hotel's page ends a refresh with an error",
        "helpers/token_auth.py",
        "except PlainError:  # a hotel's login page is a 200 too\n            return False",
        "except PlainError:\n            raise",
        OF_HELPERS,
    ),
    Fault(
        "reading: an id_token for two is for one",
        "helpers/id_token.py",
        'if claims["aud"] not in (client_id, [client_id]) or claims',
        "if claims",
        OF_HELPERS,
    ),
    Fault(
        "reading: a backslash is lost in the file",
        FILE,
        'return "\'" + value.replace("\\\\", "\\\\\\\\").replace("\'", "\\\\\'") + "\'"',
        'return "\'" + value.replace("\'", "\\\\\'") + "\'"',
        OF_HELPERS,
    ),
    Fault(
        "reading: what a kill left stays there",
        FILE,
        "            _remove_leftovers(path.parent)\n",
        "",
        OF_HELPERS,
    ),
    Fault(
        "reading: half a character has no fingerprint",
        FOLDER,
        'value.encode(errors="surrogatepass"), "sha256"',
        'value.encode(), "sha256"',
        (*OF_HELPERS, *OF_EXCHANGE),
    ),
    Fault(
        "reading: a client ID is taken for the secret",
        PASTED,
        "    if secret == client_id:\n",
        "    if not secret:\n",
        OF_EXCHANGE,
    ),
    Fault(
        "reading: port 99999 is a port",
        PASTED,
        "        parts.port  # noqa: B018  (reading it is what finds a bad one)\n",
        "        pass\n",
        OF_EXCHANGE,
    ),
    Fault(
        "reading: a redirect address may have a fragment",
        PASTED,
        'if "@" in parts.netloc or "#" in address:',
        'if "@" in parts.netloc:',
        OF_EXCHANGE,
    ),
    Fault(
        "reading: a state in capitals fits",
        PASTED,
        "    if state != expected_state:\n",
        "    if state.lower() != expected_state.lower():\n",
        OF_EXCHANGE,
    ),
    Fault(
        "reading: a token in an address needs no state",
        PASTED,
        '    _compare_state(told.get("state", ""), expected_state)\n',
        '    told.setdefault("state", "")\n',
        OF_EXCHANGE,
    ),
    Fault(
        "reading: a device that waits is a failure",
        "lessons/exchange/last_failure.py",
        "refused = reply.status_code >= 400 and WAITING not in reply.content",
        "refused = reply.status_code >= 400",
        ("tests/lessons/clinic/test_last_failure.py", *OF_EXCHANGE),
    ),
    Fault(
        "reading: what happened before is told as new",
        "lessons/exchange/behind_the_curtain.py",
        'entry["id"] > event]',
        'entry["id"] >= event]',
        OF_EXCHANGE,
    ),
]
