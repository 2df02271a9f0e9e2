"""A real Practice Twitch in a process of its own, and people who use it as a browser would."""

from __future__ import annotations

import itertools
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT = 20  # seconds
LOCALHOST = "http://localhost"
_numbers = itertools.count(1)


@dataclass
class Form:
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class PageReader(HTMLParser):
    """Finds the forms of a page as a browser does, and elements by their id."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.by_id: dict[str, dict[str, str]] = {}
        self._select = ""
        self._chosen = False
        self._output: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        if "id" in got:
            self.by_id[got["id"]] = got
        if tag == "form":
            self.forms.append(Form(got["action"]))
        elif tag == "input" and self.forms and "name" in got:
            if got.get("type") not in {"radio", "checkbox"} or "checked" in got:
                self.forms[-1].fields.append((got["name"], got.get("value", "")))
        elif tag == "button":
            self.forms[-1].buttons.append((got["name"], got["value"]))
        elif tag == "select":
            self._select = got["name"]
        elif tag == "option":
            self._chosen = "selected" in got
        elif tag == "output":
            self._output = got

    def handle_data(self, data: str) -> None:
        if self._chosen:
            self.forms[-1].fields.append((self._select, data))
            self._chosen = False
        if self._output:  # what it holds is its value
            self._output["value"] = data
            self._output = {}


@dataclass
class App:
    client_id: str
    name: str
    redirect_uris: tuple[str, ...]
    client_secret: str = ""

    def link(self, **changes: str | None) -> dict[str, str]:
        """The parameters of an authorize link; None leaves one out."""
        sent = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uris[0],
            "scope": "chat:read chat:edit",
            "state": "c3ab8aa609ea",
        }
        return {name: value for name, value in {**sent, **changes}.items() if value is not None}

    def form(self, grant_type: str, **fields: str | None) -> dict[str, str]:
        """What it sends to the token endpoint; None leaves a field out."""
        sent = {
            "client_id": self.client_id,
            "client_secret": self.client_secret or None,
            "grant_type": grant_type,
            **fields,
        }
        return {name: value for name, value in sent.items() if value is not None}

    def exchange_form(self, code: str, /, **changes: str | None) -> dict[str, str]:
        sent = {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "code": code,
            "grant_type": "authorization_code",
            "redirect_uri": self.redirect_uris[0],
        }
        return {name: value for name, value in {**sent, **changes}.items() if value is not None}


class Person:
    """Somebody at a browser: sees pages, fills in their forms, presses their buttons."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.browser = requests.Session()

    def open(self, path: str, *, follow: bool = True, **query: str) -> requests.Response:
        return self.browser.get(
            urljoin(self.base, path), params=query, timeout=TIMEOUT, allow_redirects=follow
        )

    def press(
        self,
        page: requests.Response,
        button: tuple[str, str],
        *,
        follow: bool = True,
        **typed: str | None,
    ) -> requests.Response:
        """Type into the form that has this button, and press it. None empties a tick box."""
        form = next(form for form in PageReader(page.text).forms if button in form.buttons)
        sent = [(name, value) for name, value in form.fields if name not in typed]
        sent += [(name, value) for name, value in typed.items() if value is not None]
        return self.browser.post(
            urljoin(page.url, form.action),
            data=[*sent, button],
            timeout=TIMEOUT,
            allow_redirects=follow,
        )

    def send(self, path: str, **fields: str) -> requests.Response:
        """Send a form that no page offers so, with the token of this session."""
        token = self.open("/").text.split('name="form_token" value="')[1].split('"')[0]
        sent = {"form_token": token, **fields}
        return self.browser.post(urljoin(self.base, path), data=sent, timeout=TIMEOUT)

    def log_in(self, login: str) -> Person:
        self.press(self.open("/login"), ("login", login))
        return self

    def enter_console(self) -> Person:
        page = self.open("/console")
        if "/agreement" in page.url:
            self.press(page, ("decision", "accept"))
        return self

    def register(
        self,
        name: str = "",
        redirect_uris: tuple[str, ...] = (LOCALHOST,),
        client_type: str = "confidential",
    ) -> App:
        self.enter_console()
        name = name or f"Night Light {next(_numbers)}"
        page = self.open("/console/apps/create")
        for uri in redirect_uris:
            page = self.press(page, ("action", "add"), redirect_uri=uri)
        page = self.press(
            page,
            ("action", "create"),
            name=name,
            category="Chat Bot",
            client_type=client_type,
            not_a_robot="yes",
        )
        assert page.status_code == 200, page.text
        client_id = parse_qs(urlsplit(page.url).query)["created"][0]
        return App(client_id, name, redirect_uris)

    def new_secret(self, app: App) -> str:
        page = self.open(f"/console/apps/{app.client_id}/secret")
        page = self.press(page, ("decision", "confirm"))
        app.client_secret = self.ids(page)["client_secret"]["value"]
        return app.client_secret

    def authorize(self, link: dict[str, str], decision: str = "authorize") -> str:
        """Open the link, decide on the consent page, and say where the browser is sent."""
        page = self.open("/oauth2/authorize", follow=False, **link)
        if page.status_code == 200:
            page = self.press(page, ("decision", decision), follow=False)
        if page.status_code == 302:
            return page.headers["Location"]
        assert page.status_code == 200, page.text
        return self.ids(page)["continue"]["href"]

    def activate(self, user_code: str, decision: str = "authorize") -> requests.Response:
        """Type the code of a device, and decide."""
        page = self.open("/activate", **{"device-code": user_code})
        return self.press(page, ("decision", decision))

    def disconnect(self, app: App) -> requests.Response:
        page = self.open("/settings/connections")
        return self.press(page, ("disconnect", app.client_id))

    def get_code(self, app: App, **changes: str | None) -> str:
        return self.answer(self.authorize(app.link(**changes)))["code"]

    @staticmethod
    def answer(address: str) -> dict[str, str]:
        """What the address that the browser was sent to carries, in the query or the fragment."""
        parts = urlsplit(address)
        query = parse_qs(parts.query or parts.fragment, keep_blank_values=True)
        return {name: values[0] for name, values in query.items()}

    @staticmethod
    def ids(page: requests.Response) -> dict[str, dict[str, str]]:
        """The elements of a page that have an id, with their attributes."""
        return PageReader(page.text).by_id


class Server:
    """One process of Practice Twitch."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "practice", "--data", str(folder), "--port", "0", *options]
            + ["--until-stdin-closes"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        watchdog = threading.Timer(TIMEOUT, self.process.kill)
        watchdog.start()
        assert self.process.stdout
        self.first_line = self.process.stdout.readline()
        watchdog.cancel()
        assert self.first_line, "the server did not start"
        self.base = self.first_line.split()[-1]

    @property
    def cookie(self) -> str:
        """The name of the session's cookie."""
        return self.get("/").headers["Set-Cookie"].partition("=")[0]

    def person(self, login: str = "") -> Person:
        person = Person(self.base)
        return person.log_in(login) if login else person

    def post(self, path: str, **options: object) -> requests.Response:
        return requests.post(self.base + path, timeout=TIMEOUT, **options)  # type: ignore[arg-type]

    def get(self, path: str, **options: object) -> requests.Response:
        return requests.get(self.base + path, timeout=TIMEOUT, **options)  # type: ignore[arg-type]

    def exchange(self, form: dict[str, str]) -> requests.Response:
        return self.post("/oauth2/token", data=form)

    def tokens(self, person: Person, app: App, **changes: str | None) -> dict[str, Any]:
        """The reply to an exchange of a new code."""
        reply = self.exchange(app.exchange_form(person.get_code(app, **changes)))
        assert reply.status_code == 200, reply.text
        return reply.json()

    def device_code(self, app: App, scopes: str | None = "chat:read") -> dict[str, Any]:
        """The reply to a device that begins."""
        form = {"client_id": app.client_id, **({} if scopes is None else {"scopes": scopes})}
        reply = self.post("/oauth2/device", data=form)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def poll(self, app: App, device_code: str | None, **fields: str | None) -> requests.Response:
        """The device asks for its token."""
        grant_type = "urn:ietf:params:oauth:grant-type:device_code"
        sent = {"client_secret": None, "device_code": device_code, **fields}
        return self.exchange(app.form(grant_type, **sent))

    def validate(self, token: str) -> requests.Response:
        return self.get("/oauth2/validate", headers={"Authorization": f"OAuth {token}"})

    def books(self) -> dict[str, list[dict[str, object]]]:
        return self.get("/behind-the-curtain.json").json()

    def end(self) -> int:
        """Close its standard input, and wait for it to end by itself."""
        assert self.process.stdin and self.process.stdout and self.process.stderr
        self.process.stdin.close()
        try:
            code = self.process.wait(TIMEOUT)
        finally:
            self.process.kill()
        self.process.stdout.close()
        self.process.stderr.close()
        return code

    def kill(self) -> None:
        """End it without any chance to tidy up (kill -9)."""
        self.process.kill()
        self.process.wait(TIMEOUT)
        self.end()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for each file: its accounts have a hundred applications at most."""
    running = Server(tmp_path_factory.mktemp("practice"))
    yield running
    running.end()


@pytest.fixture(scope="session")
def short_lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Practice Twitch whose access tokens live one second."""
    running = Server(tmp_path_factory.mktemp("short"), "--token-life", "1")
    yield running
    running.end()


@pytest.fixture
def person(server: Server) -> Person:
    return server.person("river_otter").enter_console()


@pytest.fixture(scope="module")
def app(server: Server) -> App:
    """An application with a secret, that several tests share."""
    owner = server.person("night_owl")
    made = owner.register(redirect_uris=(LOCALHOST, "http://localhost:3000/callback"))
    owner.new_secret(made)
    return made


@pytest.fixture
def public(person: Person) -> App:
    """An application without a secret."""
    return person.register(client_type="public")


@pytest.fixture
def own(person: Person) -> App:
    """An application with a secret, for one test alone."""
    made = person.register()
    person.new_secret(made)
    return made


@pytest.fixture
def code(person: Person, app: App) -> str:
    return person.get_code(app)


@pytest.fixture
def token(server: Server, app: App, code: str) -> str:
    return server.exchange(app.exchange_form(code)).json()["access_token"]


@pytest.fixture
def start_server() -> Iterator[Callable[..., Server]]:
    """Start more processes of Practice Twitch; they end with the test."""
    started: list[Server] = []

    def start(folder: Path, *options: str) -> Server:
        started.append(Server(folder, *options))
        return started[-1]

    yield start
    for running in started:
        running.end()
