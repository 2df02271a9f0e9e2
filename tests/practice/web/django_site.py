"""A web site made with Django and django-allauth, in which people log in with Twitch.

Called with practice's address, a client ID and its secret. Prints the authorize link that it sends
a browser to, reads from standard input the address with which the browser comes back, and prints
who is logged in then.
"""

from __future__ import annotations

import sys

import django
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, include, path

PRACTICE, CLIENT_ID, SECRET = sys.argv[1:]
APPS = ["sites", "auth", "contenttypes", "sessions", "messages"]

urlpatterns: list[URLPattern | URLResolver] = []


def main() -> None:
    settings.configure(
        SECRET_KEY="only for this test",
        ALLOWED_HOSTS=["localhost"],
        ROOT_URLCONF=__name__,
        SITE_ID=1,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        INSTALLED_APPS=[
            *(f"django.contrib.{name}" for name in APPS),
            "allauth",
            "allauth.account",
            "allauth.socialaccount",
            "allauth.socialaccount.providers.twitch",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
        ],
        SOCIALACCOUNT_PROVIDERS={"twitch": {"APP": {"client_id": CLIENT_ID, "secret": SECRET}}},
        SOCIALACCOUNT_LOGIN_ON_GET=True,
        LOGIN_REDIRECT_URL="/in/",
        ACCOUNT_EMAIL_VERIFICATION="none",  # it would send a mail
    )
    django.setup()
    urlpatterns.append(path("accounts/", include("allauth.urls")))
    from allauth.socialaccount.models import SocialAccount
    from allauth.socialaccount.providers.twitch.views import TwitchOAuth2Adapter
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    TwitchOAuth2Adapter.authorize_url = f"{PRACTICE}/oauth2/authorize"
    TwitchOAuth2Adapter.access_token_url = f"{PRACTICE}/oauth2/token"
    TwitchOAuth2Adapter.profile_url = f"{PRACTICE}/helix/users"
    browser = Client(SERVER_NAME="localhost")
    print(browser.get("/accounts/twitch/login/")["Location"], flush=True)
    came_back = browser.get(sys.stdin.readline().strip().removeprefix("http://localhost"))
    account = SocialAccount.objects.first()
    print(came_back.status_code, account.extra_data["login"] if account else "nobody")


if __name__ == "__main__":
    main()
