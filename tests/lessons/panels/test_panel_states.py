"""The list of panel states, which the tests in a browser draw, leaves no panel out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from panel_states import NEEDED, WORKED

from lessons import panels
from lessons.panels.other_links import OtherLinkPanel
from lessons.panels.panel import Panel

NOT_SHOWN = {OtherLinkPanel}  # what OpenIdPanel and ImplicitPanel share


def kinds_of(panel: type[Panel]) -> Iterator[type[Panel]]:
    for kind in panel.__subclasses__():
        if kind.__module__.startswith("lessons."):
            yield kind
        yield from kinds_of(kind)


def test_every_panel_is_worked():
    assert all(getattr(panels, name) for name in panels.__all__)  # each is loaded when asked for
    assert {kind.__name__ for kind in {*kinds_of(Panel)} - NOT_SHOWN} == set(WORKED)
    assert set(panels.__all__) - {"came_out", "on_purpose"} == set(WORKED)


@pytest.mark.parametrize("name", WORKED)
def test_a_panel_is_shown_in_each_state(name, panel_states):
    shown = {one.state: one for one in panel_states if one.panel == name}
    assert set(NEEDED) <= set(shown)
    assert shown["working"].pressed
    assert shown["refused"].view["mood"] == "bad" and shown["refused"].view["said"]
    assert shown["done"].view["mood"] != "bad" and shown["done"].view["said"]
    assert shown["done"].view != shown["rest"].view
    broken = [one.state for one in shown.values() if "this panel broke" in one.view["said"]]
    assert broken == []


def test_halfway_a_panel_says_nothing_of_the_end(panel_states):
    said = {(one.panel, one.state): one.view["said"] for one in panel_states}
    halfway = [panel for panel, state in said if state == "halfway"]
    assert halfway
    assert [one for one in halfway if said[one, "halfway"] == said[one, "done"]] == []
