"""All faults, each thought up while reading what it breaks."""

from __future__ import annotations

from faults import (
    chat,
    clinic,
    exchange,
    granting,
    helpers,
    lab,
    look,
    pages,
    panels,
    private,
    reader,
    remembering,
    rules,
    starting,
    store,
    talking,
    visiting,
)
from faults.fault import Fault as Fault

ROOMS = (
    private,
    helpers,
    exchange,
    rules,
    store,
    pages,
    chat,
    clinic,
    panels,
    lab,
    starting,
    reader,
    look,
    granting,
    remembering,
    visiting,
    talking,
)
FAULTS = [fault for room in ROOMS for fault in room.FAULTS]
