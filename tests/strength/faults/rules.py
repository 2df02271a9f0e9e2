"""Faults in practice's rules: who gets a code or a token, for how long, and what is told."""

from __future__ import annotations

from faults.fault import Fault

AUTHORIZE, GRANTS = "practice/rules/authorize.py", "practice/rules/grants.py"
ISSUING, LIFE = "practice/rules/issuing.py", "practice/rules/life.py"
DEVICE, OPENID = "practice/rules/device.py", "practice/rules/openid.py"
CONSOLE, BUCKETS = "practice/rules/console.py", "practice/rules/rate_limit.py"
OF_RULES = ("tests/practice/rules",)

FAULTS = [
    Fault(
        "authorize: an address that begins like a registered one is registered",
        AUTHORIZE,
        "if redirect_uri not in application.redirect_uris:",
        "if not redirect_uri.startswith(application.redirect_uris):",
        OF_RULES,
    ),
    Fault(
        "authorize: an error goes to any address",
        AUTHORIZE,
        "first = application.redirect_uris[0]",
        "first = redirect_uri",
        OF_RULES,
    ),
    Fault(
        "authorize: a mismatch brings no state",
        AUTHORIZE,
        '"redirect_mismatch", MISMATCH, state)',
        '"redirect_mismatch", MISMATCH, None)',
        OF_RULES,
    ),
    Fault(
        "authorize: claims are read without openid",
        AUTHORIZE,
        'sent.get("claims", "")) if OPENID in scopes else (),',
        'sent.get("claims", "")),',
        OF_RULES,
    ),
    Fault(
        "authorize: one known scope of several is enough",
        AUTHORIZE,
        "not granted.issuperset(request.scopes)",
        "granted.isdisjoint(request.scopes)",
        OF_RULES,
    ),
    Fault(
        "authorize: a code lives for hours",
        AUTHORIZE,
        "CODE_LIFE = 600 ",
        "CODE_LIFE = 6000 ",
        OF_RULES,
    ),
    Fault(
        "authorize: two links are one flow",
        AUTHORIZE,
        'request.state or "", request.nonce',
        '"", request.nonce',
        (*OF_RULES, "tests/practice/store/test_practice_events.py"),
    ),
    Fault(
        "authorize: an id_token goes to the server's log",
        AUTHORIZE,
        'in_fragment = request.wants != {"code"}',
        'in_fragment = "token" in request.wants',
        OF_RULES,
    ),
    Fault(
        "authorize: a code has no nonce", AUTHORIZE, "nonce=request.nonce,", "nonce=None,", OF_RULES
    ),
    Fault(
        "authorize: consent to an id_token is forgotten",
        AUTHORIZE,
        '                self._remember(request, account)\n                answer["id_token"]',
        '                answer["id_token"]',
        OF_RULES,
    ),
    Fault(
        "grants: a code is good for any application",
        GRANTS,
        "if code.client_id != application.client_id:",
        "if False:",
        OF_RULES,
    ),
    Fault(
        "grants: a code is good in its last second",
        GRANTS,
        "or code.expires_at <= now():",
        "or code.expires_at < now():",
        OF_RULES,
    ),
    Fault(
        "grants: a refresh token is good for any application",
        GRANTS,
        "if old is None or old.client_id != application.client_id:",
        "if old is None:",
        OF_RULES,
    ),
    Fault(
        "grants: a refresh token never dies",
        GRANTS,
        "if old.ended or (old.expires_at is not None and old.expires_at <= now()):",
        "if old.ended:",
        OF_RULES,
    ),
    Fault(
        "grants: fewer scopes once are fewer for ever",
        GRANTS,
        "old.user_id, old.scopes, old.claims, old.flow",
        "old.user_id, scopes, old.claims, old.flow",
        OF_RULES,
    ),
    Fault(
        "grants: a spent refresh token ends nothing",
        GRANTS,
        'if old.ended == "used":',
        'if old.ended == "never":',
        OF_RULES,
    ),
    Fault(
        "grants: a device code lives for ever",
        GRANTS,
        "        if code.expires_at <= now():",
        "        if False:",
        OF_RULES,
    ),
    Fault(
        "grants: a public application acts for itself",
        GRANTS,
        "if grant_type in {CODE, OWN}:",
        "if grant_type in {CODE}:",
        OF_RULES,
    ),
    Fault(
        "grants: what somebody typed is in an event",
        GRANTS,
        "refusal.message.partition(':')[0].rstrip",
        "refusal.message.rstrip",
        (*OF_RULES, "tests/practice/store/test_practice_events.py"),
    ),
    Fault(
        "issuing: a short life of nothing is taken",
        ISSUING,
        "if not 1 <= seconds",
        "if not 0 <= seconds",
        (*OF_RULES, "tests/practice/web/test_practice_pages.py"),
    ),
    Fault(
        "issuing: every refresh token dies after 30 days",
        ISSUING,
        "issued_at + PUBLIC_REFRESH_LIFE if public else None",
        "issued_at + PUBLIC_REFRESH_LIFE",
        OF_RULES,
    ),
    Fault(
        "life: a token is alive in its last second",
        LIFE,
        "token.expires_at > now() else",
        "token.expires_at >= now() else",
        OF_RULES,
    ),
    Fault(
        "life: anybody's token is revoked for any application",
        LIFE,
        "if token is None or token.client_id != client_id:",
        "if token is None:",
        OF_RULES,
    ),
    Fault(
        "device: a decided code is asked about again",
        DEVICE,
        'code is None or code.status != "waiting" or',
        "code is None or",
        OF_RULES,
    ),
    Fault(
        "device: a dead code is asked about",
        DEVICE,
        'code.status != "waiting" or code.expires_at <= now():',
        'code.status != "waiting":',
        OF_RULES,
    ),
    Fault("openid: a hash is too short", OPENID, ".digest()[:16]", ".digest()[:15]", OF_RULES),
    Fault(
        "openid: userinfo answers to any user's token",
        OPENID,
        "token.user_id is None or OPENID not in token.scopes",
        "token.user_id is None",
        OF_RULES,
    ),
    Fault(
        "openid: that an address was checked is told without its scope",
        OPENID,
        'del known["email"], known["email_verified"]',
        'del known["email"]',
        OF_RULES,
    ),
    Fault(
        "console: an application is everybody's",
        CONSOLE,
        "application if application and application.owner_id == owner.user_id else None",
        "application",
        (*OF_RULES, "tests/practice/web/test_practice_console.py"),
    ),
    Fault(
        "console: a host that begins with localhost is registered",
        CONSOLE,
        'and host != "localhost":',
        'and not host.startswith("localhost"):',
        (*OF_RULES, "tests/practice/web/test_practice_console.py"),
    ),
    Fault(
        "console: twenty addresses are saved",
        CONSOLE,
        "if len(form.redirect_uris) > MOST_REDIRECT_URIS:",
        "if len(form.redirect_uris) > 2 * MOST_REDIRECT_URIS:",
        (*OF_RULES, "tests/practice/web/test_practice_console.py"),
    ),
    Fault(
        "rate_limit: a bucket grows while nobody asks",
        BUCKETS,
        "min(LIMIT, points + (now - counted_at) * PER_SECOND)",
        "points + (now - counted_at) * PER_SECOND",
        OF_RULES,
    ),
]
