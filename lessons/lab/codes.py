"""Attacks with a code: used twice, put into another session, robbed of its challenge."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

from lessons.lab.browser import fields
from lessons.lab.experiment import Experiment, Happened, first_to_reach, lets_all_through
from lessons.lab.guards import Guards, s256
from lessons.lab.world import World

# Code replay: the code that Otter used is still in the browser's history.


def _right_away(world: World) -> Happened:
    return _magpie_reads_the_history(world, people_between=0)


def _after_others(world: World) -> Happened:
    return _magpie_reads_the_history(world, people_between=2)


def _magpie_reads_the_history(world: World, people_between: int) -> Happened:
    world.otter.open(f"{world.diary.address}/login")
    code = fields(world.otter.history[-1]).get("code", "")
    for number in range(people_between):
        world.person(f"Guest{number}").open(f"{world.diary.address}/login")
    token = world.trade("Magpie", code)
    name = world.let_in_as("Magpie", token["access_token"]) if token else ""
    when = f", after {people_between} other people had logged in" if people_between else ""
    return Happened(
        name == "Otter",
        f"Magpie found Otter's code in the history and traded it a second time{when}. "
        "It brought another token, and Magpie got in as Otter.",
    )


def _three_log_in(world: World) -> Happened:
    world.harbor.codes_begin = "code-"
    for browser in (world.otter, world.magpie, world.otter):
        page = browser.open(f"{world.diary.address}/login")
        if "user" not in page:
            return Happened(False, "Somebody could not log in with a fresh code.")
    return Happened(True, "")


CODE_REPLAY = Experiment(
    title="Code replay",
    source="RFC 9700, section 4.3.1; RFC 6749, section 4.1.2",
    guard="code_replay",
    careless=lets_all_through,
    attacks=(_right_away, _after_others),
    honest=(_three_log_in,),
    make=partial(World, public=True, pkce=False),
)

# Code injection: Magpie can't trade a stolen code, but Diary can, and does it for Magpie.


def _stolen_code_in_magpies_session(world: World) -> Happened:
    login, back = f"{world.diary.address}/login", f"{world.diary.address}/?"
    stolen = world.otter.open(login, until=back)
    answer = world.magpie.open(login, until=back)
    world.magpie.open(back + urlencode(answer | {"code": stolen["code"]}))
    return Happened(
        world.user_seen_by(world.magpie) == "Otter",
        "Magpie put Otter's stolen code into the answer to Magpie's own login. Diary traded it, "
        "with its secret, and takes Magpie for Otter.",
    )


def _challenge_is_almost_right(world: World) -> Happened:
    verifier = world.record.new_secret(64)
    challenge = s256(verifier)
    almost = {
        challenge[:-1] + "~": "ends differently",
        "~" + challenge[1:]: "begins differently",
        challenge.swapcase(): "differs in its capital letters",
    }
    return first_to_reach(_verifier_fits(world, verifier, *one) for one in almost.items())


def _verifier_fits(world: World, verifier: str, challenge: str, how: str) -> Happened:
    link = world.link(
        world.app, code_challenge=world.record.hide(challenge), code_challenge_method="S256"
    )
    answer = world.otter.open(link, until=f"{world.diary.address}/?")
    token = world.trade("diary", answer["code"], code_verifier=verifier)
    return Happened(
        bool(token),
        f"Harbor gave a token for a verifier whose challenge {how}. What is compared only in "
        "part is easier to hit.",
    )


def _log_in(world: World) -> Happened:
    page = world.otter.open(f"{world.diary.address}/login")
    return Happened(page.get("user") == "Otter", "Otter could not log in to Diary.")


CODE_INJECTION = Experiment(
    title="Code injection",
    source="RFC 9700, section 4.5",
    guard="pkce",
    careless=lets_all_through,
    attacks=(_stolen_code_in_magpies_session, _challenge_is_almost_right),
    honest=(_log_in, _log_in),
)

# PKCE downgrade: a client that leaves the challenge out is never asked for the verifier.


def only_if_there_was_a_challenge(challenge: str | None, verifier: str | None) -> bool:
    """Without a challenge nothing is checked, against RFC 9700, section 4.8.2."""
    if challenge is None:
        return True
    return verifier is not None and s256(verifier) == challenge


def _without_state(guards: Guards) -> World:
    """Diary relies on PKCE alone, as RFC 9700, section 2.1 allows."""
    return World(replace(guards, login_csrf=lets_all_through))


def _challenge_left_out(world: World) -> Happened:
    back = f"{world.diary.address}/?"
    world.otter.open(f"{world.diary.address}/login", until=back)
    answer = world.magpie.open(world.link(world.app), until=back)
    world.otter.open(back + urlencode(answer))
    return Happened(
        world.user_seen_by(world.otter) == "Magpie",
        "Magpie asked for a code without a challenge, and gave it to Otter's browser. Diary sent "
        "it with Otter's verifier, Harbor didn't look, and Diary takes Otter for Magpie.",
    )


def _verifier_left_out(world: World) -> Happened:
    back = f"{world.diary.address}/?"
    stolen = world.otter.open(f"{world.diary.address}/login", until=back)
    world.magpie.open(back + urlencode(stolen))
    return Happened(
        world.user_seen_by(world.magpie) == "Otter",
        "Otter's code has a challenge. It was traded without any verifier, and Diary takes "
        "Magpie for Otter.",
    )


def _older_program(world: World) -> Happened:
    old = world.harbor.register("old", ["http://localhost"], public=True)
    answer = world.otter.open(world.link(old), until="http://localhost")
    token = world.trade(
        "old",
        answer.get("code", ""),
        client_id=old.client_id,
        client_secret="",
        redirect_uri="http://localhost",
    )
    return Happened(bool(token), "An older program, which never heard of PKCE, got no token.")


PKCE_DOWNGRADE = Experiment(
    title="PKCE downgrade",
    source="RFC 9700, section 4.8",
    guard="pkce",
    careless=only_if_there_was_a_challenge,
    attacks=(
        _challenge_left_out,
        _verifier_left_out,
        _stolen_code_in_magpies_session,
        _challenge_is_almost_right,
    ),
    honest=(_log_in, _older_program),
    make=_without_state,
)
