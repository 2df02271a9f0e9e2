"""Whose something is."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "owning: Disconnect ends other viewers' tokens as well",
        "practice/store/store.py",
        """                    f" WHERE ended IS NULL AND {of_both}",
                    (now(), *both),""",
        """                    " WHERE ended IS NULL AND client_id = ?",
                    (now(), client_id),""",
        ("tests/practice/store", "tests/practice/rules"),
    ),
    Fault(
        "owning: a developer can make a new secret for somebody else's application",
        "practice/web/console_pages.py",
        """        application = self.own_application(account, client_id)
        if application.client_type == "public":""",
        """        application = self.parts.store.application(client_id)
        if application is None:
            raise HTTPError(404)
        if application.client_type == "public":""",
        ("tests/practice/web",),
    ),
    Fault(
        "owning: a user's page of the server's books shows everybody's device codes",
        "practice/web/curtain.py",
        '("applications", "codes", "device_codes", "tokens", "events")',
        '("applications", "codes", "tokens", "events")',
        ("tests/practice/web",),
    ),
    Fault(
        "owning: a secret of the real Twitch may be sent to another address",
        "helpers/sending.py",
        "if not its_own and words",
        "if to_twitch and not its_own and words",
        ("tests/helpers",),
    ),
    Fault(
        "owning: an id_token whose azp is another application is believed",
        "helpers/id_token.py",
        ' or claims.get("azp", client_id) != client_id:',
        ":",
        ("tests/helpers",),
    ),
    Fault(
        "owning: practices at two addresses share one private file",
        "helpers/service.py",
        'ours = not variable("PRACTICE_URL")',
        "ours = True",
        ("tests/helpers",),
    ),
    Fault(
        "owning: a user's token by the CLI's way makes no connection",
        "practice/rules/cli_mock.py",
        "            self._store.remember_consent(application.client_id, user_id, scopes)\n",
        "",
        (
            "tests/practice/web",
            "tests/practice/rules",
        ),
    ),
]
