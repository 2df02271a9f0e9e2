"""Faults in what is shown: what isn't escaped, and what isn't masked."""

from __future__ import annotations

from faults.fault import Fault

PROSE, CARD, STILL = "look/prose.py", "look/card.py", "look/still.py"
OF_LOOK, OF_EXCHANGE = ("tests/look",), ("tests/lessons/exchange",)

FAULTS = [
    Fault(
        "showing: a sentence is HTML",
        PROSE,
        'r"<code>\\1</code>", html.escape(text, quote=False)',
        'r"<code>\\1</code>", text',
        OF_LOOK,
    ),
    Fault(
        "showing: a card's title ends its attribute",
        CARD,
        "    title = html.escape(card.title)\n",
        "    title = html.escape(card.title, quote=False)\n",
        OF_LOOK,
    ),
    Fault(
        "showing: a folded text is HTML",
        CARD,
        "<pre>{html.escape(text, quote=False)}</pre></details>",
        "<pre>{text}</pre></details>",
        OF_LOOK,
    ),
    Fault(
        "showing: a picture has the address of a link",
        STILL,
        'return f"<p>{html.escape(part.label, quote=False)}</p>"',
        "return f'<p><a href=\"{part.address}\">{part.label}</a></p>'",
        (*OF_LOOK, "tests/lessons/panels"),
    ),
    Fault(
        "showing: a picture has a path of this computer",
        STILL,
        "if isinstance(part, Code) and not part.private:",
        "if isinstance(part, Code):",
        (*OF_LOOK, "tests/lessons/panels"),
    ),
    Fault(
        "showing: one wrong check of several is passed",
        "look/verdict.py",
        "return all(check.right for check in self.checks)",
        "return any(check.right for check in self.checks)",
        OF_LOOK,
    ),
    Fault(
        "showing: a secret in a page's form is seen",
        "lessons/exchange/hidden.py",
        'rf"name=[\\"\'](?P<name>{NAME})[\\"\'][^<>]*?value',
        'rf"(?!)name=[\\"\'](?P<name>{NAME})[\\"\'][^<>]*?value',
        OF_EXCHANGE,
    ),
    Fault(
        "showing: a Content-Type is shown whole",
        "lessons/exchange/wire.py",
        "{hiding.text(reply.headers['Content-Type'])}",
        "{reply.headers['Content-Type']}",
        OF_EXCHANGE,
    ),
    Fault(
        "showing: a field's name of 30 characters is seen",
        "lessons/exchange/masked_parts.py",
        "[(mask_tokens(name), hiding.value(name, value))",
        "[(name, hiding.value(name, value))",
        OF_EXCHANGE,
    ),
]
