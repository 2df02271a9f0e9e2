"""What is answered, and in which words."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "answering: a viewer's token without scopes has an empty list",
        "practice/rules/life.py",
        '"scopes": list(token.scopes) or None,',
        '"scopes": list(token.scopes),',
        ("tests/practice/rules",),
    ),
    Fault(
        "answering: a GET of the token address is a 405",
        "practice/web/endpoints.py",
        "if status in (404, 405):",
        "if status == 404:",
        (
            "tests/practice/web",
            "tests/practice/rules",
        ),
    ),
    Fault(
        "answering: a chat message of more than 500 characters is dropped with a 200",
        "practice/chat/chat_messages.py",
        """        if len(text) > LONGEST_MESSAGE:
            raise Refusal(400, TOO_LONG)
""",
        "",
        ("tests/practice/rules", "tests/practice/chat"),
    ),
    Fault(
        "answering: Ratelimit-Reset counts seconds from now",
        "practice/rules/rate_limit.py",
        "math.ceil(time.time() + seconds)",
        "math.ceil(seconds)",
        (
            "tests/practice/rules",
            "tests/practice/web",
        ),
    ),
    Fault(
        "answering: the API takes the word OAuth before a token",
        "practice/rules/helix.py",
        'if word.lower() != "bearer" or not value:',
        'if word.lower() not in {"bearer", "oauth"} or not value:',
        ("tests/practice/rules",),
    ),
    Fault(
        "answering: an expires_in of 1e999 is a stack trace",
        "helpers/oauth.py",
        """    except (ValueError, TypeError, OverflowError):
        raise PlainError("This answer holds a token,""",
        """    except (ValueError, TypeError):
        raise PlainError("This answer holds a token,""",
        ("tests/helpers",),
    ),
]
