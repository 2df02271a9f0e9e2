"""Faults in the HTTP logic: sending, services, credentials, tokens."""

from __future__ import annotations

from faults.fault import Fault

SENDING, SERVICE = "helpers/sending.py", "helpers/service.py"
CREDENTIALS, AUTH = "helpers/credentials.py", "helpers/token_auth.py"
ID_TOKEN, CHAT = "helpers/id_token.py", "helpers/chat.py"
OF_SENDING = ("tests/helpers/test_sending.py", "tests/helpers/test_limits.py")
OF_SERVICE = ("tests/helpers/test_service.py",)
OF_CREDENTIALS = ("tests/helpers/test_credentials.py",)
OF_AUTH = ("tests/helpers/test_token_auth.py",)
OF_ID_TOKEN = ("tests/helpers/test_id_token.py",)
OF_CHAT = ("tests/helpers/test_chat.py", "tests/helpers/test_limits.py")

FAULTS = [
    Fault(
        "sending: 2 MB are taken",
        SENDING,
        "if len(body) > MOST:",
        "if len(body) > 2 * MOST:",
        OF_SENDING,
    ),
    Fault(
        "sending: a head without end is read for long",
        SENDING,
        "= 2 * MOST  #",
        "= 200 * MOST  #",
        OF_SENDING,
    ),
    Fault(
        "sending: each address of a host gets all the time",
        SENDING,
        "self.limits.left() / len(addresses)",
        "self.limits.left()",
        OF_SENDING,
    ),
    Fault(
        "sending: a foreign secret in an address goes out",
        SENDING,
        "\\[\\],?&=]+",
        "\\[\\],]+",
        OF_SENDING,
    ),
    Fault(
        "sending: Twitch's secrets go to others",
        SENDING,
        "its_own = (name == service.REAL_FILE) == to_twitch",
        "its_own = name == service.REAL_FILE or not to_twitch",
        OF_SENDING,
    ),
    Fault(
        "sending: a proxy is asked for localhost",
        SENDING,
        "not in service.LOOPBACK",
        'not in ("127.0.0.1", "::1")',
        OF_SENDING,
    ),
    Fault(
        "sending: deep JSON stops everything",
        SENDING,
        "except (ValueError, RecursionError):\n        return None",
        "except ValueError:\n        return None",
        OF_SENDING,
    ),
    Fault(
        "service: a host that ends like Twitch's is Twitch's",
        SERVICE,
        """f".{host.rstrip('.')}".endswith(".twitch.tv")""",
        """host.rstrip(".").endswith("twitch.tv")""",
        OF_SERVICE,
    ),
    Fault(
        "service: Twitch with a dot at its end is another",
        SERVICE,
        """f".{host.rstrip('.')}".endswith""",
        """f".{host}".endswith""",
        OF_SERVICE,
    ),
    Fault(
        "service: a strange chat gets the token",
        SERVICE,
        'GET_SECRETS = ("id_url", "api_url", "chat_url")',
        'GET_SECRETS = ("id_url", "api_url")',
        OF_SERVICE,
    ),
    Fault(
        "service: a host that begins with localhost is safe",
        SERVICE,
        'scheme in ("http", "ws") and host in LOOPBACK',
        'scheme in ("http", "ws") and (host or "").startswith(LOOPBACK)',
        OF_SERVICE,
    ),
    Fault(
        "service: the real Twitch is watched",
        SERVICE,
        'return mode == "watching" and name == "practice"',
        'return mode == "watching"',
        OF_SERVICE,
    ),
    Fault(
        "service: two stand-ins share a file",
        SERVICE,
        'r"[^a-z0-9.]+"',
        'r"[^a-z0-9]+"',
        OF_SERVICE,
    ),
    Fault(
        "credentials: an exchanged code is not remembered",
        CREDENTIALS,
        "used_code=used_code,",
        'used_code="",',
        OF_CREDENTIALS,
    ),
    Fault(
        "credentials: an exchanged code stays",
        CREDENTIALS,
        'code="",\n        used',
        "code=code,\n        used",
        OF_CREDENTIALS,
    ),
    Fault(
        "credentials: a time in odd digits stops everything",
        CREDENTIALS,
        "self.code_kept_at.isdecimal()",
        "self.code_kept_at.isdigit()",
        OF_CREDENTIALS,
    ),
    Fault(
        "credentials: who chose no scope asks for two",
        CREDENTIALS,
        'self.scope or ("" if self.scope_chosen else FIRST_SCOPE)',
        "self.scope or FIRST_SCOPE",
        OF_CREDENTIALS,
    ),
    Fault(
        "token_auth: an answer without a refresh token forgets it",
        AUTH,
        "self.refresh_token = token.refresh_token or self.refresh_token",
        "self.refresh_token = token.refresh_token",
        OF_AUTH,
    ),
    Fault(
        "token_auth: a refresh token is spent when nothing can be kept",
        AUTH,
        "        credentials.before_spending(self._twitch)\n",
        "",
        OF_AUTH,
    ),
    Fault(
        "token_auth: once more, with the dead token",
        AUTH,
        "reply.request.copy()\n        request.headers.update",
        "reply.request.copy()\n        request.headers.copy().update",
        OF_AUTH,
    ),
    Fault(
        "id_token: dead for ten minutes is alive",
        ID_TOKEN,
        "LEEWAY = 60",
        "LEEWAY = 600",
        OF_ID_TOKEN,
    ),
    Fault(
        "id_token: without an end it lives for ever",
        ID_TOKEN,
        '["aud", "exp", "iat", "iss", "sub"]',
        '["aud", "iat", "iss", "sub"]',
        OF_ID_TOKEN,
    ),
    Fault(
        "id_token: the first key is taken",
        ID_TOKEN,
        'isinstance(key, dict) and key.get("kid") == wanted',
        "isinstance(key, dict)",
        OF_ID_TOKEN,
    ),
    Fault(
        "id_token: a missing nonce is right",
        ID_TOKEN,
        "if not hmac.compare_digest",
        'if "nonce" in claims and not hmac.compare_digest',
        OF_ID_TOKEN,
    ),
    Fault(
        "chat: a carriage return makes two lines of one",
        CHAT,
        'if "\\r" in line or "\\n" in line:',
        'if "\\n" in line:',
        OF_CHAT,
    ),
    Fault(
        "chat: the token is sent on to another address",
        CHAT,
        "redirect_limit=0",
        "redirect_limit=3",
        OF_CHAT,
    ),
]
