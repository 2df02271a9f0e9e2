"""Which names are ours, who answers at an address, and what may go there."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "addressing: practice does not know its own name [::1]",
        "practice/web/handling.py",
        '|127\\.0\\.0\\.1|\\[::1\\])(:\\d{1,5})?", re.IGNORECASE',
        '|127\\.0\\.0\\.1)(:\\d{1,5})?", re.IGNORECASE',
        ("tests/practice/web",),
    ),
    Fault(
        "addressing: an empty answer proves the same books",
        "practice/web/siblings.py",
        "hmac.compare_digest(body, wanted)",
        "wanted.startswith(body)",
        ("tests/practice/web/test_practice_siblings.py",),
    ),
    Fault(
        "addressing: a proof of the same books is good at every port",
        "practice/web/siblings.py",
        'return fingerprints.sign(f"same books at port {port}: {question}")',
        'return fingerprints.sign(f"same books: {question}")',
        ("tests/practice/web/test_practice_siblings.py",),
    ),
    Fault(
        "addressing: who stands by waits on though another program took the port",
        "practice/web/server.py",
        "if not await asyncio.to_thread(siblings.is_sibling, port, fingerprints):",
        "if port <= 0:",
        ("tests/practice/web/test_practice_siblings.py",),
    ),
    Fault(
        "addressing: pages that are asked for at 127.0.0.1 stay there",
        "practice/web/page.py",
        """        if self._leads_to_localhost():
            return
""",
        "",
        ("tests/practice/web",),
    ),
    Fault(
        "addressing: an address for secrets may have a query",
        "helpers/service.py",
        "if not host or parts.query or not (",
        "if not host or not (",
        ("tests/helpers",),
    ),
    Fault(
        "addressing: PRACTICE_URL may be https on this computer",
        "helpers/service.py",
        'if address.startswith("https://") and urlsplit(address).hostname in LOOPBACK:',
        'if address.startswith("https://") and not urlsplit(address).hostname:',
        ("tests/helpers",),
    ),
    Fault(
        "addressing: the reader's own exceptions from a proxy are lost",
        "lessons/practice_side/practice_process.py",
        'known = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""',
        'known = ""',
        ("tests/lessons/practice_side",),
    ),
    Fault(
        "addressing: the program asks practice through a proxy",
        "program/tokens.py",
        "            proxies=proxies,\n",
        "",
        ("tests/program",),
    ),
    Fault(
        "addressing: the script follows a redirect with its secret",
        "program/get_token.py",
        '"allow_redirects": False, ',
        "",
        ("tests/program",),
    ),
    Fault(
        "addressing: a reader may take what stands before an @ for the host",
        "lessons/checks/host_check.py",
        """            add("Twitch's name before an @", False, f"https://{host}@{evil}/login")
            add("Twitch's name before an @", False, f"https://{host}:443@{evil}/")
""",
        "",
        ("tests/lessons/checks",),
    ),
]
