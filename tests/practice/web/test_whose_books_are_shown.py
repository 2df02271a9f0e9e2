"""Behind the curtain somebody sees first what has to do with them: as a user, or as an owner."""

from __future__ import annotations


def test_an_owner_sees_what_others_do_with_the_application_and_nothing_else(server, person, own):
    other = server.person("night_owl")
    strangers = other.register()
    other.new_secret(strangers)
    tokens = server.tokens(other, own, scope="bits:read")
    assert tokens["scope"] == ["bits:read"]
    mine = person.open("/behind-the-curtain").text
    assert f"{own.name}, for night_owl" in mine
    assert strangers.client_id not in mine
    everybodys = person.open("/behind-the-curtain", whose="all").text
    assert strangers.client_id in everybodys


def test_a_device_that_waits_for_somebody_elses_application_is_not_shown(server, person):
    scope = "moderator:read:shield_mode"
    server.device_code(server.person("night_owl").register(), scope)
    assert scope not in person.open("/behind-the-curtain").text
    assert scope in person.open("/behind-the-curtain", whose="all").text
