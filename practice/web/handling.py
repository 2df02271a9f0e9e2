"""What every answer of Practice Twitch has in common, pages and endpoints alike."""

from __future__ import annotations

import json
import re
import sys
from types import TracebackType
from typing import Any

from tornado.web import HTTPError, RequestHandler

from practice.rules.clients import Refusal
from practice.store.database import StoreError

# The browser may know us by these names only. Any other name in the Host header means that
# some web site's name was made to point at this computer (DNS rebinding).
OUR_HOSTS = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.IGNORECASE)


class Handler(RequestHandler):
    """Checks who is asked, reads what was sent, and never shows a stack trace."""

    form_targets = "'self'"

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-store")
        self.set_header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src 'self'; "
            f"form-action {self.form_targets}; frame-ancestors 'none'; base-uri 'none'",
        )

    def prepare(self) -> None:
        if not OUR_HOSTS.fullmatch(self.request.host):
            raise HTTPError(
                403,
                reason="Forbidden",
                log_message="Practice Twitch answers only to localhost, 127.0.0.1 and [::1]. "
                "Open it by one of these names.",
            )

    @property
    def base(self) -> str:
        """Practice's own address, by the name that it was asked at."""
        return f"{self.request.protocol}://{self.request.host}"

    def sent(self) -> dict[str, str]:
        """Everything sent in the query and the form, each name once.

        Raises HTTPError 400 for a name that was sent twice (RFC 6749 3.1) and for what is not
        UTF-8. Ours: how Twitch answers to these is not known.
        """
        return {name: self.sent_once(name) for name in self.request.arguments}

    def sent_once(self, name: str) -> str:
        """The value of one field, empty when it was not sent. Raises HTTPError 400 as above."""
        values = self.sent_values(name)
        if len(values) > 1:
            raise HTTPError(400, log_message="a parameter was sent twice")
        return values[0] if values else ""

    def sent_values(self, name: str) -> list[str]:
        """All values of a field. Raises HTTPError 400 for what is not UTF-8."""
        try:
            return [value.decode() for value in self.request.arguments.get(name, [])]
        except UnicodeDecodeError:
            raise HTTPError(400, log_message="a parameter is not valid UTF-8") from None

    def reply(self, reply: dict[str, object], status: int = 200) -> None:
        """Answer with JSON as on the wire: compact, a newline, no charset (docs/twitch.md 2.1)."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(reply, separators=(",", ":"), ensure_ascii=False) + "\n")

    def not_found(self) -> None:
        """The answer of id.twitch.tv where nothing is (docs/twitch.md 2.1)."""
        self.set_status(404)
        self.set_header("Content-Type", "text/plain")
        self.finish("404 page not found\n")

    def compute_etag(self) -> None:
        return None

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, Refusal):
            self.set_status(error.status)
            return self.refuse(error)
        if isinstance(error, StoreError):
            self.set_status(503)
            sentence = str(error)
        elif isinstance(error, HTTPError) and error.log_message:
            sentence = error.log_message
        elif status_code < 500:
            sentence = self._reason
        else:
            sentence = "Practice Twitch made a mistake of its own. Restart it and try again."
        self.show_error(self.get_status(), sentence)

    def refuse(self, refusal: Refusal) -> None:
        """Write what the rules say."""
        self.show_error(refusal.status, refusal.message)

    def show_error(self, status: int, sentence: str) -> None:
        """Write the error in the manner of this part of Twitch."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{sentence}\n")

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        # The kind of error only: its text could hold what somebody sent.
        if typ and not isinstance(value, (HTTPError, Refusal)):
            print(f"practice: {typ.__name__} in {type(self).__name__}", file=sys.stderr)
