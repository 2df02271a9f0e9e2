"""The journey is drawn from records alone: the same records, the same drawing, and nothing else."""

from __future__ import annotations

import colorsys
import re
import runpy
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from look import card, journey, moves
from look.journey import APPLICATION, BACK, BROWSER, FRONT, TWITCH, Arrow
from look.prose import chips

SVG = "{http://www.w3.org/2000/svg}"
CODE, STATE, SECRET, ACCESS, REFRESH = "8f3f", "51c2", "6748", "db39", "fc0f"


def step(kind, error="", what="", **marks):
    outcome = "refused" if error else "done"
    return {"kind": kind, "outcome": outcome, "error": error, "what": what, "marks": marks}


def event(kind, outcome="done", error=None, **marks):
    known = {"user": "river_otter", "error": error, "marks": marks}
    return {"kind": kind, "outcome": outcome, **known}


LINK = step("link", state=STATE)
ANSWER = step("answer", code=CODE, state=STATE)
EXCHANGE = step(
    "exchange",
    code=CODE,
    client_secret=SECRET,
    new_access_token=ACCESS,
    new_refresh_token=REFRESH,
)
CALL = step("call", what="GET /helix/users", access_token=ACCESS)
WAY = [LINK, ANSWER, EXCHANGE, CALL]
EVENTS = [
    event("authorize", code=CODE),
    event("code", code=CODE),
    event("token", access_token=ACCESS, refresh_token=REFRESH),
]


def texts(svg):
    return ["".join(one.itertext()) for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_whole_way_names_everything_that_travels():
    told = journey.tell(moves.so_far(WAY, EVENTS))
    assert told.splitlines() == [
        "1. Your application → Twitch: authorize link, with state [hidden 51c2]",
        "2. Browser → Twitch: river_otter allowed it: code [hidden 8f3f] is issued",
        "3. Twitch → Your application: code [hidden 8f3f], and the same state [hidden 51c2]",
        "4. Your application → Twitch: code [hidden 8f3f] + client secret [hidden 6748]",
        "5. Twitch: code [hidden 8f3f] is used up: it works once",
        "6. Twitch: only hashes of both are kept",
        "7. Twitch → Your application: access token [hidden db39], refresh token [hidden fc0f]",
        "8. Your application → Twitch: GET /helix/users with access token [hidden db39]",
        "9. Twitch → Your application: 200 OK",
    ]


def test_without_the_servers_events_the_readers_own_steps_are_drawn():
    """The real Twitch shows nobody its books."""
    arrows = moves.so_far(WAY)
    assert len(arrows) == 6
    assert BROWSER not in {arrow.source for arrow in arrows}


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ([], "an authorize link"),
        (WAY[:1], "a code, when the viewer allows it"),
        (WAY[:2], "the code + the client secret"),
        (WAY[:3], "call the API with the token"),
    ],
)
def test_what_comes_next_is_drawn_as_expected(done, expected):
    *_, last = moves.so_far(done, EVENTS)
    assert (last.says, last.expected) == (expected, True)
    assert "stroke-dasharray" in journey.draw([last], "t")
    assert not any(arrow.expected for arrow in moves.so_far(WAY))


def test_detours_are_no_part_of_the_way_so_far():
    refused = step("exchange", "400 Invalid authorization code", code="aaaa")
    another = [step("link", state="bbbb"), step("answer", "not the answer", state="bbbb")]
    assert moves.so_far([LINK, ANSWER, *another, refused, EXCHANGE, refused, CALL]) == (
        moves.so_far(WAY)
    )


def test_a_link_that_was_only_offered_is_no_step():
    offered, refused = step("link", state="bbbb"), step("exchange", "400 Invalid", code=CODE)
    assert moves.without_unused_links([LINK, ANSWER, offered, *WAY[2:]]) == WAY
    assert moves.without_unused_links([offered, LINK, ANSWER, refused]) == [*WAY[:2], refused]
    for used in (
        [offered],
        [*WAY[:2], offered],
        [offered, step("answer", "access_denied", state="bbbb"), *WAY],
        [offered, step("answer", code=CODE), EXCHANGE],  # a bare code
        [*WAY[:2], offered, EXCHANGE, step("answer", code="aaaa", state="bbbb")],
    ):
        assert moves.without_unused_links(used) == used


def test_a_new_link_before_any_token_begins_anew():
    arrows = moves.so_far([LINK, ANSWER, step("link", state="bbbb")])
    assert [arrow.expected for arrow in arrows] == [False, True]
    assert "bbbb" in arrows[0].says


def test_a_bare_code_is_an_answer_too():
    bare = step("answer", code=CODE)
    assert [arrow.says for arrow in moves.so_far([LINK, bare])][1] == (
        "code [hidden 8f3f], without a state"
    )


def test_a_refusal_is_drawn_as_one():
    refused = step("exchange", "400 Invalid authorization code", code=CODE)
    asked, answer = moves.of_reader([refused])
    assert (asked.refused, answer.refused) == (False, True)
    assert answer.says == "400 Invalid authorization code"
    assert journey.BAD in journey.draw([answer], "t")
    assert journey.BAD not in journey.draw([asked], "t")


def test_the_servers_events_of_another_flow_are_left_out():
    others = [event("authorize", code="aaaa"), event("token", access_token="bbbb")]
    assert moves.so_far(WAY, others) == moves.so_far(WAY)


def test_a_step_without_a_mark_has_no_events_of_the_servers():
    """Else every event without one would be its own: another viewer's Cancel."""
    refused = step("answer", "access_denied", state=STATE)
    cancelled = event("authorize", "cancelled")
    assert moves.of_reader([refused], [cancelled]) == moves.of_reader([refused])


def test_a_call_with_an_older_token_is_not_the_new_tokens_first():
    newer = step("exchange", code=CODE, new_access_token="bbbb")
    later = moves.so_far([LINK, ANSWER, EXCHANGE, CALL, newer])
    assert later == moves.so_far([LINK, ANSWER, newer])
    assert later[-1].expected


@pytest.mark.parametrize("key", moves.EVENTS, ids=" ".join)
def test_each_event_has_its_arrow(key):
    kind, outcome = key
    named = re.findall(r"{(\w+)}", moves.EVENTS[key][3])
    marks = {name: "7c1e" for name in named if name not in ("user", "error")}
    (arrow,) = moves.of_server([event(kind, outcome, "400 no", **marks)])
    assert arrow.says and "{" not in arrow.says and moves.UNKNOWN not in arrow.says
    assert arrow.says.count("[hidden 7c1e]") == len(marks)
    assert arrow.refused == (outcome == "refused")


@pytest.mark.parametrize(
    ("kind", "source", "target"),
    [
        ("authorize", BROWSER, TWITCH),
        ("code", APPLICATION, TWITCH),
        ("token", TWITCH, APPLICATION),
        ("device_code", TWITCH, APPLICATION),
        ("device_consent", BROWSER, TWITCH),
        ("device_code_use", APPLICATION, TWITCH),
        ("refresh_token", APPLICATION, TWITCH),
        ("revocation", APPLICATION, TWITCH),
    ],
)
def test_each_event_says_who_sends_to_whom(kind, source, target):
    (arrow,) = moves.of_server([event(kind)])
    assert (arrow.source, arrow.target) == (source, target)


def test_events_that_are_no_part_of_a_flow_have_none():
    assert moves.of_server([event("sign_in"), event("registration")]) == []


# The drawing


def test_a_secret_looks_as_it_does_elsewhere():
    svg = journey.draw([Arrow(APPLICATION, TWITCH, "code [hidden 8f40]")], "t")
    (chip,) = re.findall(r'<tspan fill="(#\w+)" font-weight="700">(.) 8f40</tspan>', svg)
    shape, colour = re.search(
        r"lesson-shape(\d) lesson-colour(\d)", chips("[hidden 8f40]")
    ).groups()
    assert chip == (journey.INKS[int(colour)], journey.GLYPHS[int(shape)])


def test_the_shapes_and_colours_are_those_of_the_stylesheet():
    drawn = re.findall(r"lesson-(?:chip|shape\d)::before {[^}]*\\(\w+)\" /", card.CSS)
    assert "".join(chr(int(one, 16)) for one in drawn) == journey.GLYPHS
    hues = re.findall(r"^\.lesson-colour\d { --hue: (#\w+);", card.CSS, re.MULTILINE)
    assert len(hues) == len(journey.INKS)
    for hue, ink in zip(hues, journey.INKS, strict=True):
        assert abs(_on_the_wheel(hue) - _on_the_wheel(ink)) < 10  # degrees: the same colour


def _on_the_wheel(colour):
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 360 * colorsys.rgb_to_hls(red, green, blue)[0]


HOSTILE = ["<script>alert(1)</script>", '"><x', "&amp;", "\x00\x1b\ud800", "]]>", "a" * 300]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_in_a_record_is_only_text(text):
    arrows = [Arrow(APPLICATION, TWITCH, text), Arrow(TWITCH, TWITCH, text, FRONT)]
    svg = journey.draw(arrows, text)
    tree = ElementTree.fromstring(svg.encode())
    tags = {one.tag.removeprefix(SVG) for one in tree.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "path", "circle", "text", "tspan"}


def test_beside_a_mask_text_is_only_text_too():
    drawn = texts(journey.draw([Arrow(APPLICATION, TWITCH, "<b> [hidden 7c1e] <i>")], "t"))
    assert any(line.startswith("<b> ") and line.endswith("7c1e <i>") for line in drawn)


def test_there_is_no_style_and_no_script():
    svg = journey.draw(moves.so_far(WAY, EVENTS), "Your way")
    assert not re.search(r"style=|<style|script|href|on\w+=|class=", svg)


def test_it_can_be_read_without_seeing_it():
    arrows = moves.so_far(WAY, EVENTS)
    tree = ElementTree.fromstring(journey.draw(arrows, "Your way"))
    assert tree.get("role") == "img"
    assert tree.find(f"{SVG}title").text == "Your way"
    assert tree.find(f"{SVG}desc").text == journey.tell(arrows)


def test_no_line_is_longer_than_its_arrow_and_no_mask_is_cut():
    says = " ".join(["a word or two and [hidden 8f3f]"] * 9)
    for source, target in [(APPLICATION, TWITCH), (BROWSER, TWITCH), (TWITCH, TWITCH)]:
        lines = texts(journey.draw([Arrow(source, target, says)], "t"))[4:]
        assert len(lines) > 2
        assert (
            max(map(len, lines))
            <= (abs(journey.PLACES[source] - journey.PLACES[target]) or 360) / 6
        )
        assert sum(line.count("8f3f") for line in lines) == 9


def test_a_label_hides_the_life_lines_that_it_crosses():
    arrows = [Arrow(APPLICATION, TWITCH, "crossing", FRONT), Arrow(TWITCH, TWITCH, "beside")]
    tree = ElementTree.fromstring(journey.draw(arrows, "t"))
    labels = {one.text: one for one in tree.iter(f"{SVG}text")}
    for text, channel in (("crossing", FRONT), ("beside", BACK)):
        assert labels[text].get("stroke") == journey.GROUNDS[channel]
        assert labels[text].get("paint-order") == "stroke"  # else it covers the letters


def test_what_is_stolen_is_marked():
    stolen = Arrow(TWITCH, BROWSER, "code [hidden 8f3f]", FRONT, stolen=(CODE,))
    assert "(stolen)" in " ".join(texts(journey.draw([stolen], "t")))
    assert journey.tell([stolen]).endswith("(stolen)")
    assert BACK not in journey.draw([stolen], "t").split("</desc>")[1]


def test_of_several_values_the_stolen_one_is_marked():
    several = Arrow(TWITCH, BROWSER, "code [hidden 8f3f], state [hidden 51c2]", stolen=(CODE,))
    says = "code [hidden 8f3f] (stolen), state [hidden 51c2]"
    assert journey.tell([several]).endswith(says)
    drawn = " ".join(texts(journey.draw([several], "t")))
    assert re.search(r"8f3f\s+\(stolen\), state", drawn)
    both = Arrow(TWITCH, BROWSER, several.says, stolen=(CODE, STATE))
    assert journey.tell([both]).count("(stolen)") == 2


def test_the_readmes_picture_is_drawn_by_the_same_code():
    pictures = Path(__file__).parents[2] / "pictures"
    drawn = runpy.run_path(str(pictures / "draw_journey.py"))["drawing"]()
    assert (pictures / "journey.svg").read_text(encoding="utf-8") == drawn
