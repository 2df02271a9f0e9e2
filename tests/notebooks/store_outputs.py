"""Run the notebooks on Practice Twitch, watching, and store their outputs for the web.

Values that differ from run to run are replaced, so that two runs store the same bytes.
Call it as `python tests/notebooks/store_outputs.py`, or with some notebooks' numbers behind.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from runs import NOTEBOOKS, surrounding

from look.journey import chip as drawn_chip
from look.prose import chips

MESSAGE_ID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
CHIP = re.compile(
    r'<span class="lesson-chip[^>]*><span class="lesson-unseen">\[hidden </span>([0-9a-f]{4})'
    r'<span class="lesson-unseen">\]</span></span>'
)
DRAWN = re.compile(r'<tspan fill="#[0-9a-f]{6}" font-weight="700">. ([0-9a-f]{4})</tspan>')
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


class Steady:
    """Replaces what varies; equal fingerprints stay equal, over all notebooks."""

    def __init__(self) -> None:
        self._fingerprints: dict[str, str] = {}

    def text(self, text: str) -> str:
        text = re.sub(r"\[hidden ([0-9a-f]{4})\]", self._fingerprint, text)
        text = CHIP.sub(lambda found: chips(self._fingerprint(found)), text)
        text = DRAWN.sub(lambda found: drawn_chip(self._fingerprint(found)[8:12]), text)
        text = re.sub(r"localhost:\d+", "localhost:8017", text)
        text = re.sub(r"\b(?!a{30}\b)[a-z0-9]{30}\b", "YOUR-CLIENT-ID", text)  # aa… is none
        text = re.sub(r"(user_code</dt><dd>)[A-Z]{8}\b", r"\1USERCODE", text)
        text = re.sub(r"(exp</dt><dd>)\d{10}", r"\g<1>1700000900", text)
        text = re.sub(r"(iat</dt><dd>)\d{10}", r"\g<1>1700000000", text)
        text = re.sub(r"(expires_in</dt><dd>)\d{7}", r"\g<1>5000000", text)
        text = re.sub(r"(expires_in</dt><dd>)(?!1800\b|\d{7}\b)\d+", r"\g<1>14000", text)
        text = re.sub(r'"user_code": "[A-Z]{8}"', '"user_code": "USERCODE"', text)
        text = re.sub(r"device-code=[A-Z]{8}", "device-code=USERCODE", text)
        text = re.sub(MESSAGE_ID, "00000000-0000-0000-0000-000000000000", text)
        text = re.sub(r"tmi-sent-ts=\d+", "tmi-sent-ts=1700000000000", text)
        text = re.sub(r"(Ratelimit-Remaining): \d+", r"\1: 799", text)
        text = re.sub(r"(Ratelimit-Reset): \d+", r"\1: 1700000000", text)
        text = re.sub(r'"exp": \d{10}', '"exp": 1700000900', text)
        text = re.sub(r'"iat": \d{10}', '"iat": 1700000000', text)
        text = re.sub(r'"expires_in": \d{7}', '"expires_in": 5000000', text)
        return re.sub(r'"expires_in": (?!1800\b|\d{7}\b)\d+', '"expires_in": 14000', text)

    def _fingerprint(self, found: re.Match[str]) -> str:
        number = len(self._fingerprints) + 1
        # No two are equal, and neighbours have other shapes and colours.
        new = f"{number * 37 % 256:02x}{number * 59 % 251:02x}"
        return f"[hidden {self._fingerprints.setdefault(found[1], new)}]"


def _whole(outputs: list[Any]) -> list[Any]:
    """What a cell prints comes in as many pieces as the kernel was quick to send."""
    whole: list[Any] = []
    for output in outputs:
        before = whole[-1] if whole else {}
        if output.output_type == "stream" and before.get("name") == output.name:
            before["text"] += output.text
        else:
            whole.append(output)
    return whole


def store(path: Path, steady: Steady) -> None:
    book = nbformat.read(path, as_version=4)
    NotebookClient(book, timeout=240, resources={"metadata": {"path": str(path.parent)}}).execute()
    for cell in book.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            outputs = [_steady_output(output, steady) for output in _whole(cell.outputs)]
            # A panel's own place is empty without a kernel; beside it is its picture.
            cell.outputs = [one for one in outputs if one.get("data") or "data" not in one]
    book.metadata.pop("widgets", None)
    book.metadata["language_info"] = {"name": "python"}
    text = json.dumps(book, indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def _steady_output(output: Any, steady: Steady) -> Any:
    if "data" in output:
        output.data = {
            kind: steady.text(value) for kind, value in output.data.items() if kind != WIDGET_VIEW
        }
    elif "text" in output:
        output.text = steady.text(output.text)
    return output


def main(numbers: list[str]) -> None:
    steady = Steady()
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(surrounding(Path(home)))
        for path in NOTEBOOKS:
            if not numbers or path.stem.split("_")[0] in numbers:
                print(f"{path.name} …", flush=True)
                store(path, steady)


if __name__ == "__main__":
    main(sys.argv[1:])
