"""Attacks on the way through the browser: where it is sent, and whose answer it brings."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode, urlsplit

from lessons.lab.authorization_server import AuthorizationServer
from lessons.lab.browser import fields
from lessons.lab.experiment import Experiment, Happened, first_to_reach, lets_all_through
from lessons.lab.site import Answer, Request
from lessons.lab.world import World

# Loose redirect match: Harbor sends the code to an address that only looks like a registered one.


def begins_like_a_registered_one(asked: str, registered: list[str]) -> bool:
    """A comparison of beginnings, which RFC 9700, section 4.1.3 forbids."""
    return any(asked.startswith(address) for address in registered)


def _user_name_in_front(world: World) -> Happened:
    host = urlsplit(world.magpies.address).netloc
    return _code_goes_to(
        world,
        f"{world.diary.address}@{host}/",
        "What stands before the @ is a user name, so the code went to Magpie's site.",
    )


def _registered_one_inside(world: World) -> Happened:
    return _code_goes_to(
        world,
        f"{world.magpies.address}/?from={world.diary.address}",
        "The registered address stood inside Magpie's own, so the code went to Magpie's site.",
    )


def _another_page_of_the_site(world: World) -> Happened:
    return _code_goes_to(
        world,
        f"{world.diary.address}/guestbook",
        "The code went to another page of Diary's, a guestbook that everybody can read.",
    )


def _code_goes_to(world: World, redirect_uri: str, how: str) -> Happened:
    world.otter.open(world.link(world.app, redirect_uri=redirect_uri))
    seen = [request.target for request in world.caught] + world.diary.guestbook
    code = next((fields(target)["code"] for target in seen if "code=" in target), "")
    token = world.trade("Magpie", code, redirect_uri=redirect_uri) if code else {}
    name = world.let_in_as("Magpie", token["access_token"]) if token else ""
    return Happened(name == "Otter", f"{how} Magpie traded it and got in as Otter.")


def _almost_a_registered_one(world: World) -> Happened:
    plain, phone = world.app.redirect_uris
    extra = secrets.token_hex(3)
    almost = {
        f"{plain}/{extra}": "a page below a registered address",
        f"{phone}/{extra}": "a page below a registered address",
        f"{plain}?{extra}={extra}": "a registered address with a ? behind it",
        f"{phone}?{extra}={extra}": "a registered address with a ? behind it",
        f"{phone}#{extra}": "a registered address with a # behind it",
        f"{phone}/": "a registered address with one more slash at its end",
        f"{plain}/PHONE": "a registered address in capital letters",
        f"{phone[:-5]}{extra[:5]}": "an address that is only as long as a registered one",
        phone[:-1]: "the beginning of a registered address",
        plain.replace(".", extra[0], 1): "a host that is called almost like a registered one",
    }
    return first_to_reach(_code_is_sent_to(world, *one) for one in almost.items())


def _code_is_sent_to(world: World, redirect_uri: str, what: str) -> Happened:
    link = world.link(world.app, redirect_uri=redirect_uri)
    world.otter.open(link, until=redirect_uri)
    return Happened(
        world.otter.history[-1] != link,
        f"Harbor sent a code to {what}. Diary never registered that one, so nobody knows who "
        "reads it there.",
    )


def _log_in(world: World) -> Happened:
    page = world.otter.open(f"{world.diary.address}/login")
    return Happened(page.get("user") == "Otter", "Otter could not log in to Diary.")


def _log_in_on_the_phone(world: World) -> Happened:
    phone = world.app.redirect_uris[1]
    answer = world.otter.open(world.link(world.app, redirect_uri=phone), until=phone)
    token = world.trade("diary", answer.get("code", ""), redirect_uri=phone)
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
        _almost_a_registered_one,
    ),
    honest=(_log_in, _log_in_on_the_phone),
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


# How a link may come by a state that is almost Otter's, and easier to guess.
ALMOST: dict[str, Callable[[str], str]] = {
    "an empty state": lambda otters: "",
    "a state of one character": lambda otters: otters[0],
    "a state that ends differently from Otter's": lambda otters: otters[:-1] + "x",
    "a state that begins differently from Otter's": lambda otters: "x" + otters[1:],
}


def _otter_asked_and_the_state_is_almost_right(world: World) -> Happened:
    return first_to_reach(_otter_follows_a_link(world, which) for which in ALMOST)


def _otter_follows_a_link(world: World, which: str, asked: bool = True) -> Happened:
    """Magpie logs in halfway, and gives Otter the rest, with this state."""
    login, back = f"{world.diary.address}/login", f"{world.diary.address}/?"
    otters = world.otter.open(login, until=back)["state"] if asked else ""
    answer = world.magpie.open(login, until=back)
    if which in ALMOST:
        answer["state"] = ALMOST[which](otters)
    elif which == "no state":
        del answer["state"]
    world.otter.open(back + urlencode(answer))
    before = "Halfway through a login" if asked else "Without having pressed Log in"
    return Happened(
        world.user_seen_by(world.otter) == "Magpie",
        f"{before}, Otter followed a link with Magpie's code and {which}. "
        "Diary now takes Otter for Magpie.",
    )


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
        _otter_asked_and_the_state_is_almost_right,
    ),
    honest=(_log_in,),
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
    token = world.trade("Magpie", code, code_verifier=verifier) if code else {}
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
    make=partial(World, public=True),
)

# Open redirector: a link that begins with Diary's address ends at Magpie's.


def _whole_address(world: World) -> Happened:
    return _otter_is_sent_to(world, f"{world.magpies.address}/", "a whole address")


def _two_slashes(world: World) -> Happened:
    host = urlsplit(world.magpies.address).netloc
    return _otter_is_sent_to(world, f"//{host}/", "two slashes, which keep only the scheme")


def _slash_and_backslash(world: World) -> Happened:
    host = urlsplit(world.magpies.address).netloc
    return _otter_is_sent_to(world, f"/\\{host}/", "a backslash, which browsers read as a slash")


def _slashes_and_a_tab(world: World) -> Happened:
    host = urlsplit(world.magpies.address).netloc
    return _otter_is_sent_to(world, f"/\t/{host}/", "a tab, which browsers leave out")


def _other_spellings(world: World) -> Happened:
    name = world.magpies_word  # without a dot, and without a port
    spellings = {
        f"//{name}": "two slashes and a name without a dot",
        f"/\\{name}": "a backslash, which browsers read as a slash",
        f"\\\\{name}": "two backslashes, which browsers read as slashes",
        f"\\/{name}": "a backslash, which browsers read as a slash",
        f"/\n/{name}": "a line break, which was lost on the way",
        f"/\r/{name}": "a line break, which was lost on the way",
    }
    return first_to_reach(_otter_is_sent_to(world, *one) for one in spellings.items())


def _otter_is_sent_to(world: World, target: str, how: str) -> Happened:
    world.otter.open(f"{world.diary.address}/go?{urlencode({'to': target})}")
    return Happened(
        bool(world.caught),
        f"A link to Diary led Otter to Magpie's site. Behind its “to=” stood {how}.",
    )


def _front_page(world: World) -> Happened:
    return _diary_sends_to(world, "/")


def _some_page(world: World) -> Happened:
    return _diary_sends_to(world, f"/page/{secrets.token_hex(4)}?day={secrets.randbelow(31)}")


def _diary_sends_to(world: World, page: str) -> Happened:
    start = f"{world.diary.address}/go?{urlencode({'to': page})}"
    world.otter.open(start)
    arrived = world.otter.history[-1] == world.diary.address + page
    return Happened(arrived, f"Otter could not get to Diary's own page {page}.")


OPEN_REDIRECTOR = Experiment(
    title="Open redirector",
    source="RFC 9700, section 4.11",
    guard="open_redirector",
    careless=lets_all_through,
    attacks=(
        _whole_address,
        _two_slashes,
        _slash_and_backslash,
        _slashes_and_a_tab,
        _other_spellings,
    ),
    honest=(_front_page, _some_page),
)
