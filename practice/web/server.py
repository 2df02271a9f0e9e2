"""Put the parts together, listen on this computer only, and serve until told to end."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import socket
import sys
import threading
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from practice.basics.fingerprint import Fingerprints
from practice.chat.chat import Chat
from practice.chat.chat_messages import ChatMessages
from practice.chat.residents import Residents
from practice.rules.cli_mock import CliMock
from practice.rules.console import Console
from practice.rules.rate_limit import Buckets
from practice.rules.rules import Rules
from practice.store.store import Store
from practice.web import (
    account_pages,
    chat_endpoint,
    cli_mock_endpoints,
    consent_pages,
    console_pages,
    curtain,
    endpoints,
    helix_endpoints,
    siblings,
)
from practice.web.page import Parts
from practice.web.plain_http import SPEAKS_WITHIN, PlainHttpServer

USUAL_PORT = 8017
TAKES_OVER_WITHIN = 0.2  # seconds
LARGEST_BODY = 64 * 1024  # bytes
LARGEST_HEAD = 32 * 1024  # bytes


class PortTaken(Exception):
    """Another program listens on this port."""


def make_application(
    store: Store, fingerprints: Fingerprints, chat: Chat, token_life: int | None = None
) -> Application:
    """All addresses of Practice Twitch, over one store and chat. `token_life` is as in Rules."""
    rules = Rules(store, fingerprints, token_life)
    api = {"rules": rules}
    helix = {"rules": rules, "buckets": Buckets(), "messages": ChatMessages(store, chat)}
    mock = {"mock": CliMock(store, fingerprints, rules.issuing)}
    talk = {"chat": chat, "life": rules.life}
    page = {
        "parts": Parts(store, rules, Console(store, fingerprints), store.form_key(), chat),
    }
    return Application(
        [
            ("/oauth2/authorize", consent_pages.AuthorizePage, page),
            ("/(?:oauth2|auth)/device", endpoints.DeviceHandler, api),
            ("/(?:oauth2|auth)/token", endpoints.TokenHandler, api),
            ("/(?:oauth2|auth)/validate", endpoints.ValidateHandler, api),
            ("/(?:oauth2|auth)/revoke", endpoints.RevokeHandler, api),
            (
                r"/(?:oauth2|auth)/\.well-known/openid-configuration",
                endpoints.DiscoveryHandler,
                api,
            ),
            ("/(?:oauth2|auth)/keys", endpoints.KeysHandler, api),
            ("/(?:oauth2|auth)/userinfo", endpoints.UserinfoHandler, api),
            ("/auth/authorize", cli_mock_endpoints.MockAuthorize, mock),
            ("/units/clients", cli_mock_endpoints.UnitsClients, mock),
            ("/units/users", cli_mock_endpoints.UnitsUsers, mock),
            ("/(?:oauth2|auth)/.*", endpoints.IdNotFound, api),
            ("/(?:helix|mock)/users", helix_endpoints.UsersHandler, helix),
            ("/(?:helix|mock)/streams", helix_endpoints.StreamsHandler, helix),
            ("/(?:helix|mock)/channels", helix_endpoints.ChannelsHandler, helix),
            ("/(?:helix|mock)/games", helix_endpoints.GamesHandler, helix),
            ("/(?:helix|mock)/games/top", helix_endpoints.TopGamesHandler, helix),
            ("/(?:helix|mock)/authorization/users", helix_endpoints.AuthorizationsHandler, helix),
            ("/(?:helix|mock)/chat/messages", helix_endpoints.ChatMessagesHandler, helix),
            ("/(?:helix|mock)(?:/.*)?", helix_endpoints.HelixNotFound, helix),
            (chat_endpoint.PATH, chat_endpoint.ChatSocket, talk),
            (chat_endpoint.WebSocketAtRoot(), chat_endpoint.ChatSocket, talk),
            ("/", account_pages.HomePage, page),
            ("/login", account_pages.LoginPage, page),
            ("/logout", account_pages.LogoutPage, page),
            ("/activate", consent_pages.ActivatePage, page),
            ("/settings/connections", account_pages.ConnectionsPage, page),
            ("/settings/security", account_pages.SecurityPage, page),
            ("/agreement", account_pages.AgreementPage, page),
            ("/console", console_pages.ConsoleHome, page),
            ("/console/apps", console_pages.ApplicationList, page),
            ("/console/apps/create", console_pages.CreatePage, page),
            ("/console/apps/([a-z0-9]{30})", console_pages.ManagePage, page),
            ("/console/apps/([a-z0-9]{30})/secret", console_pages.SecretPage, page),
            (siblings.PATH, endpoints.SameBooksHandler, {"fingerprints": fingerprints}),
            ("/behind-the-curtain", curtain.CurtainPage, page),
            (r"/behind-the-curtain\.json", curtain.CurtainJson, page),
            (r"/(style\.css|chip\.css|lantern\.svg)", account_pages.FilePage),
        ],
        default_handler_class=account_pages.NoPage,
        default_handler_args=page,
        log_function=lambda handler: None,  # an access log would hold codes
    )


def listen(port: int | None, fingerprints: Fingerprints) -> tuple[list[socket.socket], int]:
    """Listen on 127.0.0.1 and, where there is one, on ::1, both on one port.

    Without a port the usual one is tried first. If a process with the same books has it, there
    are no sockets yet, and `serve` stands by; if another program has it, any free one is taken.
    Returns the sockets and the port. Raises PortTaken when the port that was asked for is taken.
    """
    if port is not None:
        return _listen_on(port)
    try:
        return _listen_on(USUAL_PORT)
    except PortTaken:
        if siblings.is_sibling(USUAL_PORT, fingerprints):
            return [], USUAL_PORT
        for _ in range(20):
            try:
                return _listen_on(0)
            except PortTaken:  # free on 127.0.0.1, taken on ::1
                continue
    raise PortTaken


def _listen_on(port: int) -> tuple[list[socket.socket], int]:
    try:
        sockets = bind_sockets(port, "127.0.0.1", socket.AF_INET)
    except OSError:
        raise PortTaken from None
    port = sockets[0].getsockname()[1]
    try:
        sockets += bind_sockets(port, "::1", socket.AF_INET6)
    except OSError as problem:
        # Browsers may take "localhost" for ::1 first: what listens there would get our guests.
        if problem.errno == errno.EADDRINUSE:
            sockets[0].close()
            raise PortTaken from None
    return sockets, port


async def serve(
    folder: Path,
    fingerprints: Fingerprints,
    sockets: list[socket.socket],
    port: int,
    token_life: int | None,
    until_eof: bool,
) -> None:
    """Serve the books in `folder`, for ever or until standard input reaches its end.

    Prints the address once it can be visited. Raises StoreError, OSError when `folder` can't be
    used.
    """
    logging.getLogger("tornado").setLevel(logging.CRITICAL)  # no stack traces from it
    store, chat = Store(folder), Chat()
    Residents(chat, asyncio.get_running_loop().call_later)
    server = PlainHttpServer(
        make_application(store, fingerprints, chat, token_life),
        max_body_size=LARGEST_BODY,
        max_header_size=LARGEST_HEAD,
        body_timeout=30,
        idle_connection_timeout=SPEAKS_WITHIN,
    )
    server.add_sockets(sockets)
    end = asyncio.Event()
    standing_by = None
    if not sockets:
        standing_by = asyncio.create_task(_take_over(server, port, fingerprints, end))
    if until_eof:
        _call_at_eof(asyncio.get_running_loop(), end)
    print(f"Practice Twitch is at http://localhost:{port}", flush=True)
    try:
        await end.wait()
    finally:  # also at Ctrl-C
        if standing_by:
            standing_by.cancel()
        server.stop()
        chat_endpoint.end(chat)
        store.close()


async def _take_over(
    server: HTTPServer, port: int, fingerprints: Fingerprints, end: asyncio.Event
) -> None:
    """Serve the port as soon as the process that has it ends.

    If another program is faster, the address is not ours any more: then this process ends, and
    anyone who needs Practice Twitch starts another, at another address.
    """
    while True:
        await _has_ended(port)
        try:
            return server.add_sockets(_listen_on(port)[0])
        except PortTaken:
            if not await asyncio.to_thread(siblings.is_sibling, port, fingerprints):
                print(
                    f"Another program has taken port {port}, so this Practice Twitch ends. "
                    "Start it again.",
                    file=sys.stderr,
                )
                return end.set()


async def _has_ended(port: int) -> None:
    """Wait until the process that serves this port ends: then it lets go of our connection."""
    ends_at = asyncio.get_running_loop().time() + TAKES_OVER_WITHIN
    with contextlib.suppress(OSError):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        with contextlib.suppress(OSError):
            await reader.read(1)
        writer.close()
    # A server may close a connection that says nothing; it is not asked again at once.
    await asyncio.sleep(max(0, ends_at - asyncio.get_running_loop().time()))


def _call_at_eof(loop: asyncio.AbstractEventLoop, end: asyncio.Event) -> None:
    def read() -> None:
        # Not by sys.stdin: its lock would be held at the interpreter's end, which then aborts.
        with contextlib.suppress(OSError):
            while os.read(sys.stdin.fileno(), 1024):
                pass
        loop.call_soon_threadsafe(end.set)

    threading.Thread(target=read, daemon=True).start()
