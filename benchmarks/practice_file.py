"""How much faster practice is with `synchronous=NORMAL`: whole ways to a token, both in one run.

    python benchmarks/practice_file.py

It prints a ratio. On a disk that is in memory it is near 1.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

sys.path.insert(0, str(Path(__file__).parents[1]))

from practice.basics.fingerprint import Fingerprints
from practice.rules.console import ApplicationForm, Console
from practice.rules.rules import Rules
from practice.store.store import Store

BASE = "http://localhost:8017"
FLOWS = 50
ROUNDS = 5


def main() -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        store, fingerprints = Store(Path(folder)), Fingerprints(Path(folder))
        console, rules = Console(store, fingerprints), Rules(store, fingerprints)
        account = store.accounts()[0]
        form = ApplicationForm("Night Light", ("http://localhost",), category="Chat Bot")
        application = console.register(account, replace(form, not_a_robot=True))
        secret = console.new_secret(application)
        client = {"client_id": application.client_id, "redirect_uri": "http://localhost"}
        took = {"FULL": 0.0, "NORMAL": 0.0}
        for _ in range(ROUNDS):
            for setting in took:
                store._db.execute(f"PRAGMA synchronous = {setting}")
                began = time.perf_counter()
                for _ in range(FLOWS):
                    request = rules.authorize.read_request({**client, "response_type": "code"})
                    address = rules.authorize.allow(request, account, BASE)
                    code = parse_qs(urlsplit(address).query)["code"][0]
                    sent = {"grant_type": "authorization_code", "code": code}
                    rules.grants.exchange({**client, **sent, "client_secret": secret}, BASE)
                took[setting] += time.perf_counter() - began
        store.close()
    print(f"With NORMAL, {took['FULL'] / took['NORMAL']:.1f} times as many as with FULL.")


if __name__ == "__main__":
    main()
