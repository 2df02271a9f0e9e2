"""What practice does with its file, killed at each line of practice/store. A process of its own.

Prints `step TAB line TAB problem` for each.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

for place in (Path(__file__).resolve().parents[2], Path(__file__).parent):
    sys.path.insert(0, str(place))

from killing import Step, at_each_line  # noqa: E402
from practice_world import BASE, DEVICE, World  # noqa: E402

from practice.rules import openid  # noqa: E402
from practice.store.store import Store  # noqa: E402

STORE = ("/practice/store/store.py",)
MAKING = ("/practice/store/database.py", "/practice/store/schema.py")

Mine = dict[str, str]
Said = dict[str, Any]  # what practice answered; empty when it had no time to
Does = Callable[[World], Said]


def exchange(world: World, mine: Mine, scope: str = "chat:read") -> Does:
    code = world.code(mine["client_id"], scope)
    sent = {"code": code, **credentials_of(mine)}
    return lambda w: w.exchange("authorization_code", **sent)


def sign_in(world: World, mine: Mine) -> Does:
    return exchange(world, mine, "openid")


def refresh(world: World, mine: Mine) -> Does:
    mine["waits"] = exchange(world, mine)(world)["refresh_token"]
    sent = {"refresh_token": mine["waits"], **credentials_of(mine)}
    return lambda w: w.exchange("refresh_token", **sent)


def device_polls(world: World, mine: Mine) -> Does:
    sent = {"client_id": mine["public"], "device_code": world.allowed_device(mine["public"])}
    return lambda w: w.exchange(DEVICE, **sent)


def public_refresh(world: World, mine: Mine) -> Does:
    mine["spent"] = device_polls(world, mine)(world)["refresh_token"]
    sent = {"refresh_token": mine["spent"], "client_id": mine["public"]}
    return lambda w: w.exchange("refresh_token", **sent)


def device_begins(world: World, mine: Mine) -> Does:
    return lambda w: w.rules.device.begin({"client_id": mine["public"]}, BASE)


def consent(world: World, mine: Mine) -> Does:
    return lambda w: {"code": w.code(mine["client_id"])}


def revoke(world: World, mine: Mine) -> Does:
    token = exchange(world, mine)(world)["access_token"]

    def do(w: World) -> Said:
        w.rules.life.revoke({"client_id": mine["client_id"], "token": token})
        return {"revoked": token}

    return do


def new_secret(world: World, mine: Mine) -> Does:
    application = world.register(f"Owl {len(world.store.applications())}", "confidential")

    def do(w: World) -> Said:
        secret = w.console.new_secret(application)
        return {"client_id": application.client_id, "client_secret": secret}

    return do


def registration(world: World, mine: Mine) -> Does:
    name = f"Otter {len(world.store.applications())}"
    return lambda w: {"client_id": w.register(name, "public").client_id}


STEPS = {
    "exchange": exchange,
    "exchange with openid": sign_in,
    "refresh": refresh,
    "refresh of a Public application": public_refresh,
    "device begins": device_begins,
    "device polls": device_polls,
    "consent": consent,
    "revocation": revoke,
    "new secret": new_secret,
    "registration": registration,
}


def credentials_of(mine: Mine) -> dict[str, str]:
    return {name: mine[name] for name in ("client_id", "client_secret")}


def refreshes(world: World, mine: Mine, refresh_token: str) -> bool:
    public = {"client_id": mine["public"]}
    return any(
        not world.refusal("refresh_token", refresh_token=refresh_token, **whose)
        for whose in (credentials_of(mine), public)
    )


KNOWN: dict[str, Callable[[World, Mine, Said], bool]] = {
    "access_token": lambda w, mine, said: w.knows(said["access_token"]),
    "refresh_token": lambda w, mine, said: refreshes(w, mine, said["refresh_token"]),
    "revoked": lambda w, mine, said: not w.knows(said["revoked"]),
    "device_code": lambda w, mine, said: (
        w.refusal(DEVICE, client_id=mine["public"], device_code=said["device_code"])
        == "authorization_pending"
    ),
    "code": lambda w, mine, said: (
        not w.refusal("authorization_code", code=said["code"], **credentials_of(mine))
    ),
    "client_id": lambda w, mine, said: w.store.application(said["client_id"]) is not None,
    "client_secret": lambda w, mine, said: (
        not w.refusal(
            "client_credentials", client_id=said["client_id"], client_secret=said["client_secret"]
        )
    ),
}


def problem_after(world: World, mine: Mine, said: Said, made_before: int) -> str:
    """What was lost, if anything was."""
    if not world.knows(mine["before"]):
        return "a token that was told before is unknown"
    for name, is_known in KNOWN.items():
        if name in said and not is_known(world, mine, said):
            return f"practice doesn't stand by the {name} that it told"
    if "waits" in mine and not refreshes(world, mine, mine["waits"]):
        return "a refresh token that works again and again doesn't"
    made = len(world.store.tokens(1000)) - made_before
    if "spent" in mine and not said and not made and not refreshes(world, mine, mine["spent"]):
        return "a refresh token was spent, and nothing was made for it"
    return ""


def set_up(folder: Path) -> Mine:
    with World(folder) as world:
        application = world.register("Night Light", "confidential")
        mine = {
            "client_id": application.client_id,
            "client_secret": world.console.new_secret(application),
            "public": world.register("Day Light", "public").client_id,
        }
        mine["before"] = exchange(world, mine)(world)["access_token"]
    return mine


def killed(name: str, folder: Path) -> Iterator[str]:
    mine = set_up(folder)
    for number, run in enumerate(at_each_line(STORE), 1):
        with World(folder) as world:
            does = STEPS[name](world, mine)
            made = len(world.store.tokens(1000))

        def prepare(does: Does = does) -> Step:
            world = World(folder)
            return lambda say: say(json.dumps(does(world)))

        said = json.loads(run(prepare) or "{}")
        try:
            with World(folder) as world:
                problem = problem_after(world, mine, said, made)
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
        yield f"{name}\t{number}\t{problem}"


def opened(folder: Path) -> Iterator[str]:
    """The file is made, and a kill comes while it is."""
    for number, run in enumerate(at_each_line(MAKING), 1):
        place = folder / str(number)
        place.mkdir()
        run(lambda place=place: lambda say: Store(place).close())
        try:
            with contextlib.closing(Store(place)) as store:
                problem = "" if store.accounts() and store.form_key() else "the file is half made"
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
        yield f"making the file\t{number}\t{problem}"


def main() -> None:
    # To check the same key each time would take longer than all the rest.
    openid.serialization.load_pem_private_key = functools.cache(
        openid.serialization.load_pem_private_key
    )
    home = Path(os.environ["TUTORIAL_HOME"]).parent
    for lines in (opened, *(functools.partial(killed, name) for name in STEPS)):
        with tempfile.TemporaryDirectory(dir=home) as name:
            for line in lines(Path(name)):
                print(line, flush=True)


if __name__ == "__main__":
    main()
