"""All faults, each thought up while reading what it breaks."""

from __future__ import annotations

from faults import (
    chat,
    clinic,
    exchange,
    helpers,
    lab,
    look,
    pages,
    panels,
    private,
    reader,
    rules,
    starting,
    store,
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
)
FAULTS = [fault for room in ROOMS for fault in room.FAULTS]
