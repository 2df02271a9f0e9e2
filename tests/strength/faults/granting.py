"""Faults in what is granted: to whom, for how long, how often, and for which question."""

from __future__ import annotations

from faults.fault import Fault

GRANTS, AUTHORIZE = "practice/rules/grants.py", "practice/rules/authorize.py"
CLIENTS, CLI_MOCK = "practice/rules/clients.py", "practice/rules/cli_mock.py"
HELIX, LIFE, OPENID = (
    "practice/rules/helix.py",
    "practice/rules/life.py",
    "practice/rules/openid.py",
)
CONSOLE, RATE_LIMIT = "practice/rules/console.py", "practice/rules/rate_limit.py"
OF_RULES = ("tests/practice/rules",)
OF_PAGES = (*OF_RULES, "tests/practice/web")

FAULTS = [
    Fault(
        "granting: a code works as often as it comes",
        GRANTS,
        "if code.used_at is not None or code.expires_at",
        "if code.expires_at",
        OF_RULES,
    ),
    Fault(
        "granting: any registered address fits a code",
        GRANTS,
        'if code.redirect_uri != sent["redirect_uri"]:',
        "if code.redirect_uri not in application.redirect_uris:",
        OF_RULES,
    ),
    Fault(
        "granting: a refresh takes no secret",
        GRANTS,
        "elif grant_type != DEVICE:",
        "elif grant_type not in {DEVICE, REFRESH}:",
        OF_RULES,
    ),
    Fault(
        "granting: a device that was denied gets a token",
        GRANTS,
        'if code.status != "allowed" or code.user_id is None:',
        "if code.user_id is None:",
        OF_RULES,
    ),
    Fault(
        "granting: a public application's refresh token works again",
        GRANTS,
        "                self._store.spend_refresh_token(old)\n",
        "",
        OF_RULES,
    ),
    Fault(
        "granting: who asks for fewer scopes gets all",
        GRANTS,
        "old.user_id, scopes, old.claims, refresh_token, flow",
        "old.user_id, old.scopes, old.claims, refresh_token, flow",
        OF_RULES,
    ),
    Fault(
        "granting: a refresh token outlives a disconnection",
        GRANTS,
        "if old.ended or (",
        'if old.ended == "used" or (',
        OF_RULES,
    ),
    Fault(
        "granting: half of an exchange may be kept",
        GRANTS,
        "isinstance(code, Code) else ()\n        with self._store.together():",
        "isinstance(code, Code) else ()\n        if True:",
        OF_RULES,
    ),
    Fault(
        "granting: an application's own token lives four hours",
        GRANTS,
        "(application, None, life=LONG_TOKEN_LIFE)",
        "(application, None)",
        OF_RULES,
    ),
    Fault(
        "granting: who allowed something allowed all",
        AUTHORIZE,
        "granted is None or not granted.issuperset(request.scopes)",
        "granted is None",
        OF_RULES,
    ),
    Fault(
        "granting: force_verify asks nobody",
        AUTHORIZE,
        "return request.force_verify or granted is None",
        "return granted is None",
        OF_RULES,
    ),
    Fault(
        "granting: an empty state doesn't come back",
        AUTHORIZE,
        "    if state is not None:\n        answer",
        "    if state:\n        answer",
        OF_PAGES,
    ),
    Fault(
        "granting: an id_token beside a code goes to servers",
        AUTHORIZE,
        'in_fragment = request.wants != {"code"}',
        'in_fragment = "code" not in request.wants',
        OF_RULES,
    ),
    Fault(
        "granting: a Cancel brings no state",
        AUTHORIZE,
        '"The user denied you access", request.state',
        '"The user denied you access", None',
        OF_RULES,
    ),
    Fault(
        "granting: before there is a secret, any is right",
        CLIENTS,
        'if not same(hash_of(secret), application.secret_hash or ""):',
        "if application.secret_hash and not same(hash_of(secret), application.secret_hash):",
        OF_RULES,
    ),
    Fault(
        "granting: any word may stand before a token",
        LIFE,
        'if word.lower() not in {"oauth", "bearer"} or token is None:',
        "if token is None:",
        OF_RULES,
    ),
    Fault(
        "granting: a client ID in capitals fits",
        HELIX,
        "if client_id != token.client_id:",
        "if client_id.lower() != token.client_id:",
        OF_RULES,
    ),
    Fault(
        "granting: with one's own e-mail address one sees all",
        HELIX,
        'shown = person.user_id == token.user_id and "user:read:email" in',
        'shown = "user:read:email" in',
        OF_RULES,
    ),
    Fault(
        "granting: the last page has no cursor when it is full",
        HELIX,
        "if end <= len(items) else {}",
        "if end < len(items) else {}",
        OF_RULES,
    ),
    Fault(
        "granting: a hundred people's consents at once",
        HELIX,
        '"user_id", MOST_CONSENTS)',
        '"user_id")',
        OF_RULES,
    ),
    Fault(
        "granting: a page begins before its list",
        HELIX,
        "start = max(0, end - first)",
        "start = end - first",
        OF_RULES,
    ),
    Fault(
        "granting: half a point is a request",
        RATE_LIMIT,
        "allowed = points >= 1",
        "allowed = points > 0",
        OF_PAGES,
    ),
    Fault(
        "granting: a new token fills the bucket",
        "practice/web/helix_endpoints.py",
        "self.buckets.take((token.client_id, token.user_id))",
        "self.buckets.take(token.access_hash)",
        OF_PAGES,
    ),
    Fault(
        "granting: a claim for userinfo is in the id_token",
        OPENID,
        'if f"{place}:{name}" in claims}',
        'if name in {claim.partition(":")[2] for claim in claims}}',
        OF_RULES,
    ),
    Fault(
        "granting: at the mock one known scope is enough",
        CLI_MOCK,
        "if not SCOPES.keys() >= set(scopes):",
        "if scopes and not SCOPES.keys() & set(scopes):",
        OF_PAGES,
    ),
    Fault(
        "granting: a name with TWITCH in capitals is registered",
        CONSOLE,
        '"twitch" in name.casefold()',
        '"twitch" in name',
        OF_PAGES,
    ),
    Fault(
        "granting: an address with an empty user is registered",
        CONSOLE,
        'if "@" in address.netloc:',
        "if address.username:",
        OF_PAGES,
    ),
    Fault(
        "granting: an address with an empty fragment is registered",
        CONSOLE,
        'if "#" in uri:',
        "if address.fragment:",
        OF_PAGES,
    ),
    Fault(
        "granting: of an address only the beginning is looked at",
        CONSOLE,
        "if not URI_CHARACTERS.fullmatch(uri):",
        "if not URI_CHARACTERS.match(uri):",
        OF_PAGES,
    ),
    Fault(
        "granting: one may register 101 applications",
        CONSOLE,
        "(owner.user_id)) >= MOST_APPLICATIONS",
        "(owner.user_id)) > MOST_APPLICATIONS",
        OF_RULES,
    ),
    Fault(
        "granting: who logs in keeps the session that was there",
        CONSOLE,
        "session, user_id = random_text(40), account.user_id",
        "session, user_id = old_session, account.user_id",
        OF_PAGES,
    ),
]
