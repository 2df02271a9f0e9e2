"""TwitchIO, a chat client that we did not write, reads and writes in practice's chat."""

from __future__ import annotations

import asyncio

import aiohttp
import twitchio.http
import twitchio.websocket
from twitchio.ext import commands


def test_twitchio_hears_a_message_and_answers_it(server, person, own, monkeypatch):
    token = server.tokens(person, own, scope="chat:read chat:edit")["access_token"]
    monkeypatch.setattr(twitchio.websocket, "HOST", f"ws{server.base.removeprefix('http')}/chat")
    heard: list[tuple[str, str]] = []

    async def validate(self, *, token=None):  # its own has a fixed address
        self.session = self.session or aiohttp.ClientSession()
        self.nick, self.user_id, self.client_id = "river_otter", 710000101, own.client_id
        return {"login": self.nick, "user_id": "710000101"}

    monkeypatch.setattr(twitchio.http.TwitchHTTP, "validate", validate)

    class Bot(commands.Bot):
        async def event_channel_joined(self, channel):
            await channel.send("hello, everybody")

        async def event_message(self, message):
            if message.author and not message.echo:
                heard.append((message.author.name, message.content))
                await self.close()

    async def chat() -> None:
        bot = Bot(token=token, prefix="!", initial_channels=["river_otter"])
        await asyncio.wait_for(bot.start(), timeout=30)

    asyncio.run(chat())
    # Somebody of practice's world answers each hello.
    assert heard and heard[0][0] != "river_otter" and heard[0][1]
