"""Each attack is drawn from its own requests, and what Magpie stole is marked, nothing else."""

from __future__ import annotations

import pytest

from lessons.lab import drawn, harness
from lessons.lab.calling import Caller
from lessons.lab.guards import CAREFUL
from lessons.lab.record import Move
from look import journey
from look.prose import MASK

# In these Magpie plants, downgrades or leads astray, and holds nothing that is not Magpie's.
NOTHING_STOLEN = {"login_csrf", "pkce_downgrade", "open_redirector", "login_by_email"}


def played(name, scene, careless):
    experiment = harness.EXPERIMENTS[name]
    guard = experiment.careless if careless else getattr(CAREFUL, experiment.guard)
    _, record = harness._play(experiment, scene, Caller(guard, experiment.gives))
    return drawn.arrows(record.moves())


@pytest.mark.parametrize("name", harness.EXPERIMENTS)
def test_what_magpie_stole_is_marked_in_an_attack(name):
    arrows = played(name, harness.EXPERIMENTS[name].attacks[0], careless=True)
    stolen = [arrow for arrow in arrows if arrow.stolen]
    assert bool(stolen) == (name not in NOTHING_STOLEN)
    for arrow in stolen:
        assert drawn.ATTACKER in (arrow.source, arrow.target)
        assert set(arrow.stolen) <= set(MASK.findall(arrow.says))
    svg = journey.draw(arrows, name, drawn.places(arrows))
    assert ("(stolen)" in svg) == bool(stolen)


@pytest.mark.parametrize("name", harness.EXPERIMENTS)
def test_nothing_is_stolen_in_honest_use(name):
    for scene in harness.EXPERIMENTS[name].honest:
        assert not [arrow for arrow in played(name, scene, careless=False) if arrow.stolen]


def test_no_secret_and_no_address_of_this_computer_is_drawn():
    for name, experiment in harness.EXPERIMENTS.items():
        told = journey.tell(played(name, experiment.attacks[0], careless=True))
        assert "127.0.0.1" not in told
        assert not [word for word in MASK.sub("", told).split() if len(word) == 32]


def test_a_code_goes_back_to_who_asked_and_what_is_magpies_own_is_not_stolen():
    code, other = "[hidden 7c1e]", "[hidden 0b1d]"
    moves = [
        Move("Otter", "Harbor", "/authorize", {"redirect_uri": "http://d"}, 302, {"code": code}),
        Move("Magpie", "Harbor", "/authorize", {}, 302, {"code": other}),
        Move("Magpie", "Diary", "/", {"code": other}, 200),
        Move("Magpie", "Diary", "/", {"code": code}, 400),
    ]
    told = [(a.source, a.target, a.says, a.refused, *a.stolen) for a in drawn.arrows(moves)]
    assert told == [
        ("Otter", "Harbor", "/authorize: redirect uri http://d", False),
        ("Harbor", "Otter", f"code {code}", False),
        ("Magpie", "Harbor", "/authorize", False),
        ("Harbor", "Magpie", f"code {other}", False),
        ("Magpie", "Diary", f"code {other}", False),
        ("Magpie", "Diary", f"code {code} → 400", True, "7c1e"),
    ]


def test_what_came_to_magpies_device_because_otter_brought_its_code_is_stolen():
    codes = {"device_code": "[hidden 7c1e]", "user_code": "[hidden 0b1d]"}
    token = {"access_token": "[hidden 94ec]", "refresh_token": "[hidden b92c]"}
    asked = {"device_code": codes["device_code"]}
    for person, stolen in (("Otter", [("94ec", "b92c"), ("94ec",)]), ("Magpie", [])):
        moves = [
            Move("Magpie", "Harbor", "/device_authorization", {}, 200, codes),
            Move(person, "Harbor", "/device", {"user_code": codes["user_code"]}, 200),
            Move("Magpie", "Harbor", "/token", asked, 200, token),
            Move("Magpie", "Harbor", "/api", {"access_token": "[hidden 94ec]"}, 200),
        ]
        assert [one.stolen for one in drawn.arrows(moves) if one.stolen] == stolen


def test_everybody_who_takes_part_has_a_line_of_their_own():
    arrows = [journey.Arrow("Otter", "Magpie", "x"), journey.Arrow("Teapot", "Harbor", "x")]
    places = drawn.places(arrows)
    assert list(places) == ["Otter", "Teapot", "Harbor", "Magpie"]
    assert len(set(places.values())) == 4
    assert max(places.values()) <= journey.WIDTH - 100


@pytest.mark.parametrize("path", ["/token", "/api", "/device_authorization"])
def test_what_no_browser_carries_is_in_the_back_channel_for_magpie_too(path):
    moves = [
        Move("Magpie", "Harbor", path, {}, 200),
        Move("Magpie", "Harbor", "/authorize", {}, 302),
    ]
    assert [arrow.channel for arrow in drawn.arrows(moves)] == [journey.BACK, journey.FRONT]
