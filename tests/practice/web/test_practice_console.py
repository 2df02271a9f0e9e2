"""Signing in, the developer console and its rules (docs/twitch.md 7)."""

from __future__ import annotations

import pytest

LOCALHOST = "http://localhost"


def create(person, **typed):
    """Fill in the form correctly but for what is typed, and press Create."""
    page = person.open("/console/apps/create")
    add = typed.pop("add", LOCALHOST)
    if add:
        page = person.press(page, ("action", "add"), redirect_uri=add)
    right = {"name": "Porch Light", "category": "Other", "not_a_robot": "yes"}
    return person.press(page, ("action", "create"), **{**right, **typed})


def test_the_way_into_the_console(start_server, tmp_path):
    """Log in, agreement once, two-factor before registering (docs/twitch.md 7.1)."""
    newcomer = start_server(tmp_path).person("new_sparrow")
    page = newcomer.open("/console")
    assert "/agreement?" in page.url
    page = newcomer.press(page, ("decision", "accept"))
    assert page.url.endswith("/console")
    assert newcomer.open("/console").url.endswith("/console")

    page = newcomer.open("/console/apps/create")
    assert page.status_code == 403
    page = newcomer.open(newcomer.ids(page)["to-security"]["href"].replace("../../", "/"))
    page = newcomer.press(page, ("two_factor", "on"))
    assert page.url.endswith("/console/apps/create")
    assert page.status_code == 200
    assert "email" not in page.text

    assert create(newcomer).status_code == 200
    assert "Porch Light" in newcomer.open("/console/apps").text


def test_no_form_registers_without_two_factor(server):
    """Not even one that was filled in somewhere else (docs/twitch.md 7.1)."""
    careless = server.person("new_sparrow").enter_console()
    sent = {"redirect_uris": LOCALHOST, "client_type": "confidential", "action": "create"}
    sent |= {"name": "Porch Light", "category": "Other", "not_a_robot": "yes"}
    reply = careless.send("/console/apps/create", **sent)
    assert reply.status_code == 403 and "two-factor" in reply.text
    assert "Porch Light" not in careless.open("/console/apps").text


def test_a_stranger_is_asked_to_log_in_first(server):
    stranger = server.person()
    page = stranger.open("/console/apps/create")
    assert "/login?next=%2Fconsole%2Fapps%2Fcreate" in page.url
    assert (
        stranger.press(page, ("login", "river_otter"))
        .url.split("?")[0]
        .endswith(("/console/apps/create", "/agreement"))
    )


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"name": "My Twitch Bot"}, "name", id="7.2-says-twitch"),
        pytest.param({"name": "tWiTcHy"}, "name", id="7.2-says-twitch-inside"),
        pytest.param({"name": "7 lights"}, "name", id="7.2-starts-with-a-digit"),
        pytest.param({"name": "ab"}, "name", id="7.2-too-short"),
        pytest.param({"name": "a" * 101}, "name", id="7.2-too-long"),
        pytest.param({"name": "a\u202eb\u0000c"}, "name", id="ours-unseen-characters"),
        pytest.param({"category": ""}, "category", id="7.2-no-category"),
        pytest.param({"category": "Music"}, "category", id="7.2-unknown-category"),
        pytest.param({"client_type": "both"}, "client_type", id="7.2-unknown-client-type"),
        pytest.param({"not_a_robot": None}, "not_a_robot", id="7.1-robot"),
        pytest.param({"add": ""}, "redirect_uri", id="7.2-no-address"),
        pytest.param(
            {"redirect_uri": "https://example.org"}, "redirect_uri", id="7.2-typed-not-added"
        ),
        pytest.param(
            {"redirect_uris": "http://example.org"}, "redirect_uri", id="7.2-past-the-add-button"
        ),
    ],
)
def test_a_wrong_field_is_named_and_what_was_typed_is_kept(person, typed, field):
    before = person.open("/console/apps").text
    page = create(person, **typed)
    assert page.status_code == 400
    ids = person.ids(page)
    assert [name for name in ids if name.endswith("-problem")] == [f"{field}-problem"]
    if "\0" not in typed.get("name", ""):
        assert ids["name"]["value"] == typed.get("name", "Porch Light")
    assert person.open("/console/apps").text == before


def test_a_name_is_taken_once_whatever_its_spaces(person):
    """HTML shows several spaces as one, so two such names would look alike."""
    assert "Spaced name" in create(person, name="  Spaced   name ").text
    page = create(person, name="Spaced name")
    assert page.status_code == 400 and "has this name already" in page.text
    page = create(person, name="Another\nname")
    assert page.status_code == 400 and "character that can&#39;t be seen" in page.text


def test_a_name_is_taken_once_whatever_its_capitals(server, person):
    """docs/twitch.md 7.2: unique over all of Twitch."""
    made = server.person("night_owl").register()
    page = create(person, name=made.name.upper())
    assert page.status_code == 400
    assert "name-problem" in person.ids(page)


@pytest.mark.parametrize(
    "uri",
    [
        "http://localhost",
        "http://localhost/",
        "http://localhost:3000/a?b=c",
        "https://example.org/back",
        "https://127.0.0.1:8080",
    ],
)
def test_addresses_that_can_be_added(person, uri):
    page = person.press(
        person.open("/console/apps/create"), ("action", "add"), redirect_uri=f" {uri} "
    )
    assert page.status_code == 200
    assert f'name="redirect_uris" value="{uri}"' in page.text


@pytest.mark.parametrize(
    "uri",
    [
        pytest.param("", id="7.2-empty"),
        pytest.param("http://example.org", id="7.2-http"),
        pytest.param("http://app.localhost", id="7.2-http-below-localhost"),
        pytest.param("http://localhost.example.org", id="7.2-http-looks-like-localhost"),
        pytest.param("http://localhost@example.org", id="ours-http-user-localhost"),
        pytest.param("http://127.0.0.1:8000/", id="7.2-disputed-http-127.0.0.1"),
        pytest.param("localhost", id="ours-no-scheme"),
        pytest.param("javascript:alert(1)", id="ours-other-scheme"),
        pytest.param("ftp://localhost/file", id="ours-other-scheme-with-a-host"),
        pytest.param("https://", id="ours-no-host"),
        pytest.param("https://user:pw@example.org", id="ours-password"),
        pytest.param("https://@example.org", id="ours-empty-user"),
        pytest.param("https://example.org/#part", id="ours-fragment"),
        pytest.param("https://example.org/#", id="ours-empty-fragment"),
        pytest.param("https://exa mple.org", id="ours-space"),
        pytest.param("https://example.org\\@evil.example", id="ours-backslash"),
        pytest.param("https://example.org:99999", id="ours-port"),
        pytest.param("https://[::1", id="ours-bracket"),
        pytest.param("https://example.org/\r\nX-Evil: 1", id="ours-newline"),
        pytest.param("https://exämple.org", id="ours-not-ascii"),
        pytest.param("https://example.org/" + "a" * 500, id="ours-long"),
    ],
)
def test_addresses_that_are_refused(person, uri):
    page = person.press(person.open("/console/apps/create"), ("action", "add"), redirect_uri=uri)
    assert page.status_code == 400
    assert "redirect_uri-problem" in person.ids(page)
    assert 'name="redirect_uris"' not in page.text


def test_the_same_address_is_added_once(person):
    page = person.press(
        person.open("/console/apps/create"), ("action", "add"), redirect_uri=LOCALHOST
    )
    page = person.press(page, ("action", "add"), redirect_uri=LOCALHOST)
    assert page.status_code == 400
    assert page.text.count('name="redirect_uris"') == 1


def test_ten_addresses_are_the_most(person):
    """docs/twitch.md 5.2."""
    page = person.open("/console/apps/create")
    for port in range(3000, 3011):
        page = person.press(
            page, ("action", "add"), redirect_uri=f"http://localhost:{port}", name="Ten Lights"
        )
    assert page.status_code == 400
    assert page.text.count('name="redirect_uris"') == 10
    assert person.ids(page)["name"]["value"] == "Ten Lights"


def test_an_added_address_can_be_removed_again(person):
    page = person.press(
        person.open("/console/apps/create"), ("action", "add"), redirect_uri=LOCALHOST
    )
    page = person.press(page, ("remove", LOCALHOST))
    assert 'name="redirect_uris"' not in page.text


def test_an_address_counts_only_after_save(person):
    """docs/twitch.md 7.2: Add, and Save on Manage."""
    made = person.register()
    page = person.open(f"/console/apps/{made.client_id}")
    assert person.ids(page)["client_id"]["value"] == made.client_id
    new = "http://localhost:4000/x"
    page = person.press(page, ("action", "add"), redirect_uri=new)
    assert "not saved yet" in page.text
    assert "error=redirect_mismatch" in person.authorize(made.link(redirect_uri=new))
    page = person.press(page, ("action", "save"))
    assert page.url.endswith("?saved=yes")
    assert person.authorize(made.link(redirect_uri=new)).startswith(f"{new}?code=")


def test_a_change_leaves_the_secret(server, person, own):
    page = person.open(f"/console/apps/{own.client_id}")
    assert person.press(page, ("action", "save"), name=f"{own.name} too").ok
    assert server.exchange(own.form("client_credentials")).status_code == 200


def test_save_refuses_what_was_typed_and_not_added(person):
    made = person.register()
    page = person.open(f"/console/apps/{made.client_id}")
    page = person.press(page, ("action", "save"), redirect_uri="https://example.org", name="X y z")
    assert page.status_code == 400
    assert person.ids(page)["redirect_uri"]["value"] == "https://example.org"
    assert made.name in person.open(f"/console/apps/{made.client_id}").text


def test_a_secret_is_shown_once_and_never_cached(server, person):
    """docs/twitch.md 7.1, step 9."""
    made = person.register()
    page = person.open(f"/console/apps/{made.client_id}/secret")
    assert "client_secret" not in person.ids(page)
    page = person.press(page, ("decision", "confirm"))
    assert page.headers["Cache-Control"] == "no-store"
    secret = person.ids(page)["client_secret"]["value"]
    assert len(secret) == 30
    for path in ("", "/secret"):
        assert secret not in person.open(f"/console/apps/{made.client_id}{path}").text
    assert secret not in str(server.books())


def test_a_new_secret_is_made_by_its_button_only(server, person, own):
    for pressed in ({}, {"decision": "cancel"}):
        reply = person.send(f"/console/apps/{own.client_id}/secret", **pressed)
        assert reply.status_code == 400 and "Nothing was changed" in reply.text
    assert server.tokens(person, own)["access_token"]  # with the secret of before


def test_a_public_application_has_no_secret(person):
    """docs/twitch.md 4.4: no secret section."""
    made = person.register(client_type="public")
    page = person.open(f"/console/apps/{made.client_id}")
    assert "new-secret" not in person.ids(page)
    assert person.open(f"/console/apps/{made.client_id}/secret").status_code == 400


def test_becoming_public_loses_the_secret(server, person):
    made = person.register()
    person.new_secret(made)
    page = person.open(f"/console/apps/{made.client_id}")
    page = person.press(page, ("action", "save"), client_type="public")
    page = person.press(page, ("action", "save"), client_type="confidential")
    assert page.status_code == 200
    reply = server.exchange(made.exchange_form("x"))
    assert reply.json()["message"] == "invalid client secret"


def test_an_application_is_its_owners_only(server, person):
    made = person.register()
    other = server.person("night_owl").enter_console()
    for path in ("", "/secret"):
        assert other.open(f"/console/apps/{made.client_id}{path}").status_code == 404


@pytest.mark.parametrize(
    ("agent", "kinds"),
    [
        ("practice-learner", ["learners_sign_in", "learners_agreement"]),
        ("Mozilla/5.0 (X11; Linux x86_64) practice-learner", ["sign_in", "agreement"]),
        ("Practice-Learner", ["sign_in", "agreement"]),
        ("", ["sign_in", "agreement"]),
    ],
)
def test_what_the_practice_learner_did_is_of_another_kind(start_server, tmp_path, agent, kinds):
    """Ours: a person's steps are told from those of the program that takes a person's place."""
    server = start_server(tmp_path)
    somebody = server.person()
    somebody.browser.headers["User-Agent"] = agent
    somebody.log_in("night_owl").enter_console()
    books = server.books()
    assert [one["kind"] for one in books["events"]] == kinds
    assert all("night_owl" in one["what"] for one in books["events"])
    assert all(("practice learner" in one["what"]) == ("learners" in kinds[0])
               for one in books["events"])  # fmt: skip
    [owl] = [one for one in books["accounts"] if one["login"] == "night_owl"]
    assert owl["agreement_accepted"]
    assert owl["person_signed_in"] == owl["person_agreed"] == (kinds[0] == "sign_in")


def test_the_start_page_offers_to_log_in_only_to_who_is_not(server):
    assert "1 · Log in" in server.get("/").text
    page = server.person("night_owl").open("/").text
    assert "1 · Log in" not in page and "You are night_owl" in page
