"""The map of the tutorial: its stations, which of them are done, and where the reader is."""

from __future__ import annotations

from collections.abc import Collection

STATIONS = {
    "00": "Start here",
    "01-03": "Developer account",
    "04-06": "Register your application",
    "07": "Client secret",
    "08": "Authorization code",
    "09": "Project folder",
    "10": "Access token",
    "11": "Call the API",
    "12": "Keep it alive",
    "13": "The chat",
    "14": "Attack and defend",
    "15": "Other flows",
    "16": "Log in with OpenID Connect",
    "17": "Twitch and the standards",
    "18": "What you can do now",
}
# Written out, so that the picture of a panel without its stylesheet is a map as well.
COLUMNS = "repeat(auto-fill,minmax(min(160px,100%),1fr))"
LIST = f"display:grid;grid-template-columns:{COLUMNS};gap:6px 16px"
LIST += ";margin:0 0 8px;padding:0;list-style:none"
ITEM = "display:flex;align-items:flex-start;gap:6px;margin:0"
ACCENT, AMBER = "var(--accent, #0f6b68)", "#b4730d"
TICK = '<path d="M6 12.5l4 4 8-9" fill="none" stroke="var(--on-accent, #fff)" stroke-width="3"/>'


def draw(done: Collection[str], here: str) -> str:
    """The map as HTML: a list, each station with a drawn mark and its name."""
    items = "".join(_item(number, name, done, here) for number, name in STATIONS.items())
    return f'<ol class="lesson-map" style="{LIST}" aria-label="The notebooks">{items}</ol>'


def tell(done: Collection[str], here: str) -> str:
    """The same as text."""
    ticked = [number for number in STATIONS if number in done]
    told = f"You are at {here} · {STATIONS[here]}."
    return f"{told} Done: {', '.join(ticked)}." if ticked else told


def _item(number: str, name: str, done: Collection[str], here: str) -> str:
    is_done, is_here = number in done, number == here
    current = ' aria-current="step"' if is_here else ""
    words = f"<b>{number} {name}</b>" if is_here else f"{number} {name}"
    said = " (done)" if is_done else " (you are here)" if is_here else ""
    hidden = f'<span class="lesson-unseen">{said}</span>' if said else ""
    return f'<li style="{ITEM}"{current}>{_mark(is_done, is_here)}<span>{words}{hidden}</span></li>'


def _mark(is_done: bool, is_here: bool) -> str:
    """A tick, an arrowhead or a dot: circles would look like the buttons of a choice."""
    shape = '<circle cx="12" cy="12" r="4" fill="currentColor" fill-opacity="0.45"/>'
    if is_done:
        edge = AMBER if is_here else ACCENT
        disc = f'cx="12" cy="12" r="10" stroke-width="2.5" fill="{ACCENT}" stroke="{edge}"'
        shape = f"<circle {disc}/>{TICK}"
    elif is_here:
        shape = f'<path d="M7 4l12 8-12 8z" fill="{AMBER}"/>'
    size = 'viewBox="0 0 24 24" width="20" height="20" style="flex:none"'
    return f'<svg {size} aria-hidden="true">{shape}</svg>'
