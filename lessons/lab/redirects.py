"""Attacks on the way through the browser: where a code is sent, and whose answer arrives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from lessons.lab import variants
from lessons.lab.authorization_server import AuthorizationServer
from lessons.lab.browser import fields
from lessons.lab.experiment import Experiment, Happened, Try, lets_all_through, refused
from lessons.lab.record import Record
from lessons.lab.site import Answer, Request
from lessons.lab.world import World

# Loose redirect match: Harbor sends the code to an address that only looks like a registered one.


def begins_like_a_registered_one(asked: str, registered: list[str]) -> bool:
    """A comparison of beginnings, which RFC 9700, section 4.1.3 forbids."""
    return any(asked.startswith(address) for address in registered)


def _user_name_in_front(world: World) -> Happened:
    return _code_goes_to(
        world,
        f"{world.diary.address}@magpie.lab/",
        "What comes before the @ is a user name, so the code went to Magpie's site.",
    )


def _registered_one_inside(world: World) -> Happened:
    return _code_goes_to(
        world,
        f"{world.magpies.address}/?from={world.diary.address}",
        "The registered address was inside Magpie's own, so the code went to Magpie's site.",
    )


def _another_page_of_the_site(world: World) -> Happened:
    return _code_goes_to(
        world,
        f"{world.diary.address}/guestbook",
        "The code went to another page of Diary's, a guestbook that everybody can read.",
    )


def _code_goes_to(world: World, redirect_uri: str, how: str) -> Happened:
    link = world.link(world.app, redirect_uri=redirect_uri)
    world.otter.open(link)
    seen = [request.target for request in world.caught] + world.diary.guestbook
    code = next((fields(target)["code"] for target in seen if "code=" in target), "")
    token = world.exchange("Magpie", code, redirect_uri=redirect_uri) if code else {}
    name = world.let_in_as("Magpie", token["access_token"]) if token else ""
    if name == "Otter":
        return Happened(True, f"{how} Magpie exchanged it and got in as Otter.")
    never = "Diary never registered that one, so nobody knows who reads it there."
    return Happened(world.otter.history[-1] != link, f"{how} {never}")


def _code_goes_astray(world: World, asked: str, registered: list[str]) -> Happened:
    """Diary registered these two, and Otter opens a link with another one."""
    world.app = world.harbor.register("diary", registered, public=True)
    return _code_goes_to(
        world, asked, f"Harbor sent a code to {asked!r}, where Diary had registered {registered}."
    )


def _almost_registered(record: Record, _: Path) -> Iterator[Try]:
    mark = record.new_id()[:6]
    usual = ["http://diary.lab", "http://diary.lab/phone"]
    others = [f"http://diary.lab/back/{mark}", f"http://diary.lab/{mark}"]
    for registered in (usual, others):
        for address in registered:
            yield Try(f"{address!r} is registered, and was refused.", ((address, registered),), all)
    for address, registered in ((usual[0], usual), (usual[1], usual), (others[0], others)):
        for what, change in variants.addresses(len(address)):
            asked = change(address)
            if asked not in registered:
                replay = partial(_code_goes_astray, asked=asked, registered=registered)
                yield Try(f"{address} {what}", ((asked, list(registered)),), refused, replay)


def _log_in(world: World) -> Happened:
    page = world.otter.open(f"{world.diary.address}/login")
    return Happened(page.get("user") == "Otter", "Otter could not log in to Diary.")


def _log_in_on_the_phone(world: World) -> Happened:
    phone = world.app.redirect_uris[1]
    answer = world.otter.open(world.link(world.app, redirect_uri=phone), until=phone)
    token = world.exchange("diary", answer.get("code", ""), redirect_uri=phone)
    return Happened(bool(token), "Otter could not log in with Diary's second registered address.")


REDIRECT_MATCH = Experiment(
    title="Loose redirect match",
    source="RFC 9700, section 4.1",
    guard="redirect_match",
    careless=begins_like_a_registered_one,
    attacks=(
        _user_name_in_front,
        _registered_one_inside,
        _another_page_of_the_site,
    ),
    honest=(_log_in, _log_in_on_the_phone),
    tries=_almost_registered,
    leaves=(
        "anyone who reads the registered page itself, its log or its scripts still reads the code. "
        "(Diary is public here and uses no PKCE, against 2.1.1. PKCE would not help: Magpie "
        "writes the link, so the challenge in it is Magpie's.)"
    ),
    make=partial(World, public=True, pkce=False),
)

# Login CSRF: Otter is logged in to Magpie's account, and writes secrets into Magpie's diary.


def _otter_never_asked_and_there_is_no_state(world: World) -> Happened:
    return _otter_follows_a_link(world, "no state", asked=False)


def _otter_never_asked(world: World) -> Happened:
    return _otter_follows_a_link(world, "Magpie's state", asked=False)


def _otter_asked_and_there_is_no_state(world: World) -> Happened:
    return _otter_follows_a_link(world, "no state")


def _otter_asked(world: World) -> Happened:
    return _otter_follows_a_link(world, "Magpie's state")


def _otter_follows_a_link(
    world: World,
    which: str,
    asked: bool = True,
    change: Callable[[str], str | None] | None = None,
    before: int = 0,
) -> Happened:
    """Magpie logs in halfway, and gives Otter the rest, with this state.

    `change` makes it from Otter's own, or, after some logins, from that of the first.
    """
    login, back = f"{world.diary.address}/login", f"{world.diary.address}/?"
    earlier = [world.otter.open(login, until=back) for _ in range(before)]
    for answer in earlier:
        world.otter.open(back + urlencode(answer))
    otters = world.otter.open(login, until=back)["state"] if asked else ""
    answer = world.magpie.open(login, until=back)
    if change:
        answer["state"] = change(earlier[0]["state"] if earlier else otters) or ""
    elif which == "no state":
        del answer["state"]
    world.otter.open(back + urlencode(answer))
    when = "Halfway through a login" if asked else "Without having pressed Log in"
    return Happened(
        world.user_seen_by(world.otter) == "Magpie",
        f"{when}, Otter followed a link with Magpie's code and {which}. "
        "Diary now takes Otter for Magpie.",
    )


def _always(word: str, _: str) -> str:
    return word


def _almost_the_state(record: Record, _: Path) -> Iterator[Try]:
    sent, earlier = record.new_secret(), record.new_secret()
    for state in (record.new_secret() for _ in range(3)):  # each is good once, in any order
        yield Try("Otter could not log in to Diary.", ((state, state),), all)
    for what, change in variants.texts(len(sent)):
        which = f"Otter's state {what}"
        replay = partial(_otter_follows_a_link, which=which, change=change)
        yield Try(which, ((sent, change(sent)),), refused, replay)
    used = "the state of a login that Otter finished before"
    replay = partial(_otter_follows_a_link, which=used, change=str, before=1)
    yield Try(used, ((earlier, earlier), (sent, earlier)), lambda came: not came[1], replay)
    for word in ("", "None", "null", "undefined", "False", "0", sent):
        which = "Magpie's state" if word == sent else f"the state “{word}”"
        replay = partial(
            _otter_follows_a_link, which=which, asked=False, change=partial(_always, word)
        )
        yield Try(which, ((None, word),), refused, replay)


LOGIN_CSRF = Experiment(
    title="Login CSRF",
    source="RFC 9700, section 4.7",
    guard="login_csrf",
    careless=lets_all_through,
    attacks=(
        _otter_asked,
        _otter_asked_and_there_is_no_state,
        _otter_never_asked,
        _otter_never_asked_and_there_is_no_state,
    ),
    honest=(_log_in,),
    tries=_almost_the_state,
    leaves=(
        "it ties an answer to a browser, but not a code to a login. In attack 5 the state is "
        "right and the code is stolen."
    ),
    make=partial(World, pkce=False),
)

# Mix-up: Diary works with two servers, and gives Harbor's code to the other one.


class Storm(AuthorizationServer):
    """Magpie's own authorization server; it passes its visitors on to Harbor."""

    def __init__(self, world: World) -> None:
        super().__init__("storm", world.record, world.guards)
        self.got: dict[str, str] = {}
        self._world = world
        self.routes |= {"/authorize": self._pass_on, "/token": self._take}

    def _pass_on(self, request: Request) -> Answer:
        question = request.sent | {"client_id": self._world.app.client_id}
        where = f"{self._world.harbor.address}/authorize?{urlencode(question)}"
        return Answer(302, location=where)

    def _take(self, request: Request) -> Answer:
        self.got = request.sent
        self.note(f"Diary brought the code {request.sent['code']}")
        return Answer(400, {"error": "invalid_grant"})


def _harbors_answer_looks_like_storms(world: World) -> Happened:
    return _otter_logs_in_with_storm(world, Storm(world))


def _otter_logs_in_with_storm(world: World, storm: Storm) -> Happened:
    world.add(storm)
    world.diary.use(storm, storm.register("diary-at-storm", world.app.redirect_uris))
    world.otter.open(f"{world.diary.address}/login?with=storm")
    code, verifier = storm.got.get("code", ""), storm.got.get("code_verifier", "")
    token = world.exchange("Magpie", code, code_verifier=verifier) if code else {}
    name = world.let_in_as("Magpie", token["access_token"]) if token else ""
    issuer = "which named Harbor" if world.harbor.sends_issuer else "which named no server"
    return Happened(
        name == "Otter",
        f"Diary asked Storm, and took Harbor's answer, {issuer}, for Storm's. "
        "So it brought Harbor's code to Storm, and Magpie got in as Otter.",
    )


def _harbor_is_old_and_names_no_server(world: World) -> Happened:
    world.harbor.sends_issuer = False
    return _harbors_answer_looks_like_storms(world)


def _storm_is_at_a_path_of_harbors_host(world: World) -> Happened:
    return _two_at_one_host(world, storms="/storm", harbors="")


def _harbor_is_at_a_path_of_storms_host(world: World) -> Happened:
    return _two_at_one_host(world, storms="", harbors="/harbor")


def _two_at_one_host(world: World, storms: str, harbors: str) -> Happened:
    """As with companies that rent their servers from one provider."""
    harbor, storm = world.harbor, Storm(world)
    harbor.routes = {
        path + page: answer
        for server, path in ((harbor, harbors), (storm, storms))
        for page, answer in server.routes.items()
    }
    storm.address, harbor.address = harbor.address + storms, harbor.address + harbors
    happened = _otter_logs_in_with_storm(world, storm)
    where = "Storm and Harbor are at one host here, and only their paths differ. "
    return replace(happened, sentence=where + happened.sentence)


def _storm_is_called_almost_like_harbor(world: World, asked: str, answered: str | None) -> Happened:
    """A server chooses how it names itself, and where it is has nothing to do with it."""
    storm = Storm(world)
    storm.called, world.harbor.called = asked, answered or ""
    world.harbor.sends_issuer = answered is not None
    happened = _otter_logs_in_with_storm(world, storm)
    names = f"Storm calls itself {asked!r}, and Harbor's answer said {answered!r}. "
    return replace(happened, sentence=names + happened.sentence)


def _almost_the_same_server(record: Record, __: Path) -> Iterator[Try]:
    # With a letter at least, so that capital ones always make another address.
    harbor, storm = "http://harbor.lab", f"http://storm.lab/a{record.new_id()[:5]}"
    for server in (harbor, storm, "http://lake.lab"):
        yield Try(f"Otter could not log in with {server}.", ((server, server),), all)
    pairs: list[tuple[str, str | None]] = [(harbor, storm), (storm, harbor)]
    pairs += [(asked, None) for asked in (harbor, storm)]
    pairs += [(harbor, word) for word in ("", "None", "null", "harbor", "*", ".*")]
    for server in (harbor, storm):
        for _, change in variants.addresses(len(server)):
            other = change(server)
            if other != server:
                pairs += [(server, other), (other, server)] if other else [(server, other)]
    for asked, answered in pairs:
        replay = partial(_storm_is_called_almost_like_harbor, asked=asked, answered=answered)
        yield Try(f"{asked!r} and {answered!r}", ((asked, answered),), refused, replay)


def _log_in_with_another_server(world: World) -> Happened:
    lake = world.add(AuthorizationServer("lake", world.record, world.guards))
    world.diary.use(lake, lake.register("diary-at-lake", world.app.redirect_uris))
    world.otter.open(f"{lake.address}/login?user=Otter")
    page = world.otter.open(f"{world.diary.address}/login?with=lake")
    return Happened(page.get("user") == "Otter", "Otter could not log in with Lake.")


MIX_UP = Experiment(
    title="Mix-up of two servers",
    source="RFC 9700, section 4.4",
    guard="mix_up",
    careless=lets_all_through,
    attacks=(
        _harbors_answer_looks_like_storms,
        _harbor_is_old_and_names_no_server,
        _storm_is_at_a_path_of_harbors_host,
        _harbor_is_at_a_path_of_storms_host,
    ),
    honest=(_log_in, _log_in_with_another_server),
    tries=_almost_the_same_server,
    leaves=(
        "it needs servers that name themselves. For one that does not, give each server a "
        "redirect address of its own and compare where the answer arrived with the server that "
        "was asked, as a last resort (4.4.2.2)."
    ),
    make=partial(World, public=True),
)
