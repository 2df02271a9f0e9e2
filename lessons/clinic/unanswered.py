"""Texts of requests that brought no answer, or none that can be used: why, and what to do."""

from __future__ import annotations

import re

from helpers import sending
from lessons.clinic.diagnosis import Diagnosis

# Words of requests' own errors and of the sentences that stand for them, a cause, what happened,
# and how to fix it. The first that fits counts.
CAUSES = [
    (
        rf"doesn't speak https|(?i:{sending.NO_TLS})",
        "no_https_there",
        "What listens at this port doesn't speak https, so nothing was sent.",
        "Practice Twitch's addresses begin with http://. For Twitch's own, look at the port.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError|is not trusted|UNABLE_TO_VERIFY|PKIX path building"
        r"|remote certificate is invalid|x509: certificate|SSL certificate problem|NET::ERR_CERT"
        r"|self[- ]signed certificate|unable to get local issuer",
        "connection_not_trusted",
        "The connection is not trusted, so nothing was sent. A proxy or a virus scanner may be in "
        "between, this Python may lack certificates, or this computer's clock may be wrong.",
        "Compare the clock, and try another network. A Python from python.org for macOS has no "
        "certificates until Install Certificates.command, in its folder, was run.",
    ),
    (
        r"ProxyError|Tunnel connection failed",
        "proxy_failed",
        "The proxy that is set on this computer could not be used.",
        "Look at HTTP_PROXY and HTTPS_PROXY; restart the kernel after a change.",
    ),
    (
        r"NameResolutionError|getaddrinfo|Failed to resolve|Name or service not known|ENOTFOUND"
        r"|(?i:no such host)|Could not resolve host|UnknownHostException",
        "host_not_found",
        "The host's name could not be looked up: it is misspelled, or this computer is offline.",
        "Compare the host with id.twitch.tv and api.twitch.tv.",
    ),
    (
        r"Timeout\b|[Tt]imed out|did not answer within|ETIMEDOUT|timeout of \d+ ?ms exceeded",
        "no_answer_in_time",
        "No answer came in time.",
        "Wait a minute, try again.",
    ),
    (
        r"(?i:connection refused)|ConnectionRefused|ECONNREFUSED|NewConnectionError"
        r"|can't be reached|actively refused|Failed to connect to",
        "nothing_answers_there",
        "Nothing answers at this address, or what answers there is not Twitch.",
        "Is this computer online? If Practice Twitch was meant, restart the kernel and run the "
        "cells from the top.",
    ),
    (
        r"MissingSchema|InvalidSchema|InvalidURL|No scheme supplied|No connection adapters",
        "address_not_usable",
        "The request was not sent: its address is no address with https:// and a host.",
        "Write the whole address, such as https://id.twitch.tv/oauth2/token.",
    ),
    (
        r"InvalidHeader|header value|line break or the … of a mask|can't use a value in it"
        r"|UnicodeEncodeError|codec can't encode|ByteString",
        "header_not_usable",
        "The request was not sent: a header has a value that can't be sent, such as one with a "
        "line break, a space in front, or the … of a value that was shortened.",
        "Copy the value once more, without what stands around it.",
    ),
    (
        r"JSONDecodeError|Expecting value: line 1|[Uu]nexpected end of JSON",
        "answer_is_no_json",
        "The answer is no JSON. It may be empty, as a revoke's is; or something in between "
        "answered, since Twitch's answers are JSON.",
        "Print the answer's status and text before it is read as JSON.",
    ),
    (
        r"ChunkedEncodingError|ConnectionReset|RemoteDisconnected|ConnectionError|broke off"
        r"|ECONNRESET|socket hang up|Empty reply from server",
        "connection_lost",
        "The connection was lost before all of the answer was there.",
        "Try again.",
    ),
]


def recognized(text: str) -> Diagnosis | None:
    """Why there was no answer, by this text; None when nothing is known of it."""
    for pattern, cause, happened, fix in CAUSES:
        if re.search(pattern, text):
            failed = "a request that got no usable answer"
            return Diagnosis(cause, happened, fix=fix, failed=failed)
    return None
