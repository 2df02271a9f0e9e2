"""A web site that logs people in with Twitch, by django-allauth, which we did not write."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SITE = Path(__file__).with_name("django_site.py")
REDIRECT_URI = "http://localhost/accounts/twitch/login/callback/"


def test_django_allauth_logs_a_viewer_in(server, person):
    app = person.register(redirect_uris=(REDIRECT_URI,))
    app.client_secret = person.new_secret(app)
    command = [sys.executable, str(SITE), server.base, app.client_id, app.client_secret]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as site:
        link = site.stdout.readline().strip()
        assert link.startswith(f"{server.base}/oauth2/authorize?"), site.stderr.read()
        said, errors = site.communicate(person.authorize(person.answer(link)) + "\n", timeout=60)
    assert said.split() == ["302", "river_otter"], errors
