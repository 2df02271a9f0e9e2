"""A device that isn't Otter's: Magpie's device code comes to Otter in a link."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from lessons.lab.authorization_server import AuthorizationServer, Consent
from lessons.lab.experiment import Experiment, Happened, Try
from lessons.lab.guards import CODES_OF_DEVICES_LIVE, Guards
from lessons.lab.record import Record
from lessons.lab.site import Answer, Request
from lessons.lab.world import World

GRANT = "urn:ietf:params:oauth:grant-type:device_code"
OTTERS, MAGPIES, MOBILE = "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"
OLD = CODES_OF_DEVICES_LIVE + 1
Network = str | None


class WithDevices(AuthorizationServer):
    """An authorization server for devices without a keyboard (RFC 8628).

    All of the laboratory is on one computer. So a scene says in which networks device and phone
    are, and how old the code is when it comes.
    """

    def __init__(self, name: str, record: Record, guards: Guards) -> None:
        super().__init__(name, record, guards)
        self.device_is_in: Network = OTTERS
        self.phone_is_in: Network = OTTERS
        self.age = 20.0  # seconds
        self._by_user_code: dict[str, str] = {}  # the device code
        self._allowed: dict[str, str] = {}  # for each device code, who allowed it
        self.routes |= {"/device_authorization": self._begin, "/device": self._device}

    def _begin(self, _: Request) -> Answer:
        """RFC 8628, section 3.2."""
        device_code, user_code = self.record.new_secret(), self.record.new_secret(12)
        self._by_user_code[user_code] = device_code
        page = f"{self.address}/device"
        return Answer(
            body={
                "device_code": device_code,
                "user_code": user_code,
                "verification_uri": page,
                "verification_uri_complete": f"{page}?{urlencode({'user_code': user_code})}",
            }
        )

    def _device(self, request: Request) -> Answer:
        """The page to which the code is brought: typed into its form, or in a link."""
        user, device_code = (
            request.cookies.get("user"),
            self._by_user_code.get(request.sent["user_code"]),
        )
        if user is None or device_code is None:
            return self._refuse("invalid_request")
        typed = request.method == "POST"
        what = self._guards.device_phishing(self.device_is_in, self.phone_is_in, self.age, typed)
        how = "typed" if typed else "in a link"
        self.note(
            f"a code {how}, {self.age:g} seconds old; device in {self.device_is_in}, phone in "
            f"{self.phone_is_in}: {what}"
        )
        if what == "allow" or (what == "ask" and "yes" in request.sent):
            self._allowed[device_code] = user
            return Answer(body={"allowed": True})
        return Answer(body={"asks": "Is this device in front of you?"} if what == "ask" else {})

    def _token(self, request: Request) -> Answer:
        if request.sent.get("grant_type") != GRANT:
            return super()._token(request)
        user = self._allowed.pop(request.sent.get("device_code", ""), "")
        if not user:
            return self._refuse("authorization_pending")
        consent = Consent(request.sent["client_id"], user, [])
        self._consents.append(consent)
        return self._new_pair(consent)


def by_any_way(*_: object) -> str:
    """Who has the code may allow the device."""
    return "allow"


def _plays(
    world: World,
    who: str,
    device: Network = OTTERS,
    phone: Network = OTTERS,
    age: float = 20.0,
    typed: bool = True,
    says_yes: bool = True,
) -> str:
    """Somebody's device begins, Otter brings its code; the name that the device is let in as."""
    harbor = world.harbor
    assert isinstance(harbor, WithDevices)
    harbor.device_is_in, harbor.phone_is_in, harbor.age = device, phone, age
    ids = {"client_id": world.app.client_id}
    begin = f"{harbor.address}/device_authorization"
    told = world.record.send(who, "POST", begin, data=ids).json()
    for each in ("device_code", "user_code"):
        world.record.hide(told[each])
    form = {"user_code": told["user_code"]}
    page = f"{harbor.address}/device"
    if typed:
        answer = world.otter.open(page, form)
    else:
        answer = world.otter.open(told["verification_uri_complete"])
    if "asks" in answer and says_yes:
        yes = form | {"yes": "1"}
        world.otter.open(page, yes) if typed else world.otter.open(f"{page}?{urlencode(yes)}")
    grant = {"grant_type": GRANT, "device_code": told["device_code"], **ids}
    pair = world.ask_for_token(who, grant)
    return world.let_in_as(who, pair["access_token"]) if pair else ""


def _a_link_from_magpie(
    world: World, device: Network = MAGPIES, phone: Network = OTTERS, age: float = 20.0
) -> Happened:
    """Who clicks on a link believes it, and so clicks on Yes as well."""
    name = _plays(world, "Magpie", device, phone, age, typed=False)
    return Happened(
        name == "Otter",
        "Magpie's device got a code, and Magpie sent it to Otter in a link: “Confirm your "
        "account.” Otter opened it, and Magpie's device is in as Otter.",
    )


def _a_code_that_magpie_dictated(
    world: World, device: Network = MAGPIES, phone: Network = OTTERS
) -> Happened:
    """Who types a code is asked about a device, and looks for it."""
    name = _plays(world, "Magpie", device, phone, says_yes=False)
    return Happened(
        name == "Otter",
        "Magpie told Otter a code on the telephone. Otter typed it, nobody asked for which "
        "device, and Magpie's is in as Otter.",
    )


def _an_old_code(
    world: World,
    device: Network = OTTERS,
    phone: Network = OTTERS,
    age: float = OLD,
    typed: bool = True,
) -> Happened:
    name = _plays(world, "Magpie", device, phone, age, typed)
    return Happened(
        name == "Otter",
        f"Magpie's device hangs in the café where Otter is, with a code that is {age:g} seconds "
        "old beside it. Otter brought it to Harbor, and Magpie's device is in as Otter.",
    )


def _at_home(world: World) -> Happened:
    return _otters_television(world, "Otter typed the code at home, in the television's network")


def _a_phone_on_mobile_data(world: World) -> Happened:
    what = "Otter's phone was in the mobile network, and Otter typed the code"
    return _otters_television(world, what, phone=MOBILE)


def _a_qr_code(world: World) -> Happened:
    what = "Otter's phone read the QR code of the television in the same network"
    return _otters_television(world, what, typed=False)


def _otters_television(world: World, what: str, **how: Any) -> Happened:
    name = _plays(world, "television", **how)
    return Happened(name == "Otter", f"{what}. The television did not get in.")


def _all_kinds(record: Record, _: Path) -> Iterator[Try]:
    homes: list[str] = [OTTERS, MOBILE, "2001:db8:1:2::/64"]
    homes += [f"10.{secrets.randbelow(200)}.{secrets.randbelow(200)}.0/24" for _ in range(2)]
    ages = (0, 30.5, 299, 590, CODES_OF_DEVICES_LIVE)
    for home, age in product(homes, ages):
        again = "".join(home)  # the same text, kept twice
        yield Try(
            f"A code of {age:g} seconds, typed in the device's own network, needs no question.",
            ((home, again, age, True),),
            lambda came: came == ["allow"],
        )
        yield Try(
            f"A QR code of {age:g} seconds, read in the device's own network, must get through.",
            ((home, again, age, False),),
            lambda came: came[0] in ("allow", "ask"),
        )
    for home, age in product(homes, (OLD - 0.5, OLD, 660, 3600, 86_400)):
        for device, typed in product((home, MAGPIES, None), (True, False)):
            replay = partial(_an_old_code, device=device, phone=home, age=age, typed=typed)
            yield Try("an old code", ((device, home, age, typed),), _refuses, replay)
    for (device, phone), age in product([*_others(homes), (None, None)], ages):
        called = (
            f"A code of {age:g} seconds, typed on a phone in another network, or in one that isn't "
            "known, must get through by “ask”."
        )
        yield Try(called, ((device, phone, age, True),), lambda came: came[0] in ("ask", "allow"))
        dictated = partial(_a_code_that_magpie_dictated, device=device, phone=phone)
        unasked = "a typed code, without a question"
        yield Try(unasked, ((device, phone, age, True),), lambda came: came[0] != "allow", dictated)
        sent = partial(_a_link_from_magpie, device=device, phone=phone, age=age)
        yield Try("a link", ((device, phone, age, False),), _refuses, sent)


def _refuses(came: list[str]) -> bool:
    return came[0] not in ("allow", "ask")


def _others(homes: list[str]) -> Iterator[tuple[Network, Network]]:
    """Two networks that are not the same one: the device's, and the phone's."""
    for home in homes:
        other = "2001:db8:1:3::/64"
        if "." in home:
            one, two, three, rest = home.split(".")
            other = ".".join((one, two, three[:-1] or f"{three}0", rest))
        yield from ((other, home), (home, other), (None, home), (home, None), (MAGPIES, home))
    # One network's text is within the other's.
    yield from (("92.0.2.0/24", OTTERS), (OTTERS, "92.0.2.0/24"))


DEVICE_PHISHING = Experiment(
    title="Device-code phishing",
    source="RFC 10027; RFC 8628, section 5.4",
    guard="device_phishing",
    careless=by_any_way,
    attacks=(_a_link_from_magpie, _a_code_that_magpie_dictated, _an_old_code),
    honest=(_at_home, _a_phone_on_mobile_data, _a_qr_code),
    tries=_all_kinds,
    leaves=(
        "in Otter's own network, such as a café's, Magpie's link gets through; and "
        "anyone who says Yes to every question lets anybody in. Where one device is enough, don't "
        "use this flow."
    ),
    make=partial(World, public=True, harbor=WithDevices),
    gives=("allow", "ask", "refuse"),
)
