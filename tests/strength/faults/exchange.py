"""Faults in what is hidden of an exchange, and in what is taken as an answer."""

from __future__ import annotations

from faults.fault import Fault

HIDDEN, WIRE = "lessons/exchange/hidden.py", "lessons/exchange/wire.py"
WRITTEN, PARTS = "lessons/exchange/written.py", "lessons/exchange/masked_parts.py"
PASTED = "lessons/exchange/pasted.py"
OF_HIDDEN = tuple(f"tests/lessons/exchange/test_{one}.py" for one in ("hidden", "wire", "written"))
OF_PASTED = ("tests/lessons/exchange/test_pasted.py",)

FAULTS = [
    Fault(
        "hidden: 8 to 11 characters are shown", HIDDEN, "SHORTEST = 8 ", "SHORTEST = 12 ", OF_HIDDEN
    ),
    Fault(
        "hidden: tokens are not what a token is",
        HIDDEN,
        'word.removesuffix("s") if len(word) > 4 else word for',
        "word for",
        OF_HIDDEN,
    ),
    Fault(
        "hidden: a part is replaced before the whole",
        HIDDEN,
        "sorted(ways, key=len, reverse=True)",
        "sorted(ways, key=len)",
        OF_HIDDEN,
    ),
    Fault(
        "hidden: HTTP Basic with a client ID is shown",
        HIDDEN,
        'users = ["", *client_ids]',
        'users = [""]',
        OF_HIDDEN,
    ),
    Fault(
        "hidden: an address in an address is shown",
        WRITTEN,
        "MOST_LAYERS = 8",
        "MOST_LAYERS = 2",
        OF_HIDDEN,
    ),
    Fault(
        "hidden: capitals after a percent are shown",
        WRITTEN,
        'HEX = "[0-9a-fA-F]"',
        'HEX = "[0-9a-f]"',
        OF_HIDDEN,
    ),
    Fault(
        "hidden: of a list the first is hidden",
        HIDDEN,
        "return [mask(item) for item in items] if isinstance(body, list)",
        "return [mask(items[0]), *items[1:]] if isinstance(body, list) and items",
        OF_HIDDEN,
    ),
    Fault(
        "hidden: a secret as a name in JSON is shown",
        HIDDEN,
        "self.known(str(key)): self",
        "str(key): self",
        OF_HIDDEN,
    ),
    Fault(
        "hidden: names in an encoded text are passed over",
        HIDDEN,
        "if depth and re.search",
        "if depth > 3 and re.search",
        OF_HIDDEN,
    ),
    Fault(
        "hidden: a damaged private file ends the search",
        HIDDEN,
        "            continue\n",
        "            break\n",
        OF_HIDDEN,
    ),
    Fault(
        "hidden: one secret has two fingerprints",
        HIDDEN,
        "mask(unquote_plus(value))",
        "mask(value)",
        OF_HIDDEN,
    ),
    Fault(
        "wire: a password before a host is shown",
        PARTS,
        "(?<=://)[^/?#]*(?=@)",
        "(?<=://)[^/?#:]*(?=@)",
        OF_HIDDEN,
    ),
    Fault(
        "wire: what stands behind a # is shown",
        PARTS,
        "(?<=[?&#])([^=&#?]+)",
        "(?<=[?&])([^=&#?]+)",
        OF_HIDDEN,
    ),
    Fault(
        "wire: where to go next is shown whole",
        WIRE,
        """{parts.address(reply.headers['Location'], hiding)}""",
        """{reply.headers['Location']}""",
        OF_HIDDEN,
    ),
    Fault(
        "wire: a reason is shown whole",
        WIRE,
        "hiding.text(str(reply.reason))",
        "str(reply.reason)",
        OF_HIDDEN,
    ),
    Fault(
        "wire: the password of HTTP Basic is unknown",
        PARTS,
        'if scheme.lower() == "basic":',
        'if scheme == "basic":',
        OF_HIDDEN,
    ),
    Fault(
        "wire: a secret is cut before it is hidden",
        WIRE,
        "hiding.text(mask_tokens(reply.text))[:500]",
        "hiding.text(mask_tokens(reply.text)[:500])",
        OF_HIDDEN,
    ),
    Fault(
        "wire: the first of two words is shown",
        PARTS,
        'return (scheme, credential) if scheme.lower() in SCHEMES else ("", value)',
        'return (scheme, credential) if credential else ("", value)',
        OF_HIDDEN,
    ),
    Fault(
        "wire: a token in a name's place is shown",
        PARTS,
        "(mask_tokens(name), hiding.value",
        "(name, hiding.value",
        OF_HIDDEN,
    ),
    Fault(
        "pasted: a token of anybody's is taken",
        PASTED,
        '_compare_state(told.get("state", ""), expected_state)',
        "pass",
        OF_PASTED,
    ),
    Fault(
        "pasted: an error of another link is believed",
        PASTED,
        'query.get("state", expected_state) != expected_state',
        'query.get("state", expected_state) == ""',
        OF_PASTED,
    ),
    Fault(
        "pasted: a damaged code is kept",
        PASTED,
        'if not _is_visible_ascii(query["code"]):',
        'if not query["code"]:',
        OF_PASTED,
    ),
    Fault(
        "pasted: a redirect address with a user is taken",
        PASTED,
        'if "@" in parts.netloc or "#" in address:',
        'if "#" in address:',
        OF_PASTED,
    ),
    Fault(
        "pasted: a host that begins with localhost is taken",
        PASTED,
        'parts.hostname != "localhost"',
        'not parts.hostname.startswith("localhost")',
        OF_PASTED,
    ),
    Fault("pasted: a word is a code", PASTED, "_-]{10,100}", "_-]{1,100}", OF_PASTED),
    Fault(
        "pasted: OAUTH: is no chat password",
        PASTED,
        'answer.lower().startswith("oauth:")',
        'answer.startswith("oauth:")',
        OF_PASTED,
    ),
    Fault(
        "pasted: any number of parameters is read",
        PASTED,
        "query, max_num_fields=50",
        "query",
        OF_PASTED,
    ),
    Fault(
        "pasted: a token in an unknown error is shown",
        PASTED,
        "mask_tokens(description)[:200]",
        "description[:200]",
        OF_PASTED,
    ),
]
