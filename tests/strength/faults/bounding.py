"""How much, how often, how long, and how open to others."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "bounding: a chat's message may have any size",
        "helpers/chat.py",
        "        self.limits.count(len(came))\n",
        "",
        ("tests/helpers",),
    ),
    Fault(
        "bounding: a refused message counts, so who goes on is never let in again",
        "practice/chat/chat.py",
        """        if sum(name == who for _, name in self._past) >= most:
            return False
        self._past.append((now, who))
        return True
""",
        """        self._past.append((now, who))
        return sum(name == who for _, name in self._past) <= most
""",
        ("tests/practice/chat",),
    ),
    Fault(
        "bounding: all viewers of an application share one bucket of points",
        "practice/web/helix_endpoints.py",
        "self.buckets.take((token.client_id, token.user_id))",
        "self.buckets.take(token.client_id)",
        (
            "tests/practice/rules",
            "tests/practice/web",
        ),
    ),
    Fault(
        "closing: the folder that practice makes is open to other people",
        "practice/__main__.py",
        "folder.mkdir(mode=0o700, parents=True, exist_ok=True)",
        "folder.mkdir(parents=True, exist_ok=True)",
        (
            "tests/practice/web",
            "tests/practice/store",
        ),
    ),
    Fault(
        "closing: git may take practice's file and the fingerprints' key",
        "helpers/private_folder.py",
        'ignore.write_text("*\\n"',
        'ignore.write_text("*.env\\n"',
        ("tests/helpers",),
    ),
    Fault(
        "closing: what waited in memory is lost at the next write",
        "helpers/private_file.py",
        "    wanted = _unsaved.get(path, {}) | values\n",
        "    wanted = values\n",
        ("tests/helpers",),
    ),
    Fault(
        "bounding: ids and logins count apart, so 200 people come at once",
        "practice/rules/helix.py",
        "_not_too_many(len(ids) + len(logins),",
        "_not_too_many(max(len(ids), len(logins)),",
        ("tests/practice/rules",),
    ),
    Fault(
        "bounding: joins count for each connection by itself",
        "practice/chat/chat_session.py",
        "self._chat.joins.allows(self.nick, MOST_JOINS)",
        "self._chat.joins.allows(str(id(self)), MOST_JOINS)",
        ("tests/practice/chat",),
    ),
    Fault(
        "bounding: who listens to the chat for a second may wait for ten",
        "helpers/chat.py",
        "self._below.limits = Limits(self._host, left)",
        "self._below.limits = Limits(self._host, TIMEOUT)",
        ("tests/helpers",),
    ),
    Fault(
        "closing: a link is taken for a private file",
        "helpers/private_file.py",
        "kind = path.lstat().st_mode",
        "kind = path.stat().st_mode",
        ("tests/helpers",),
    ),
    Fault(
        "closing: a value with an apostrophe damages the private file",
        "helpers/private_file.py",
        'value.replace("\\\\", "\\\\\\\\").replace("\'", "\\\\\'")',
        'value.replace("\'", "\\\\\'").replace("\\\\", "\\\\\\\\")',
        ("tests/helpers",),
    ),
]
