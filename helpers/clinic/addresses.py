"""Where a request went, how, and with which parameters."""

from __future__ import annotations

from helpers.clinic.case import Case, Rules
from helpers.diagnosis import Diagnosis
from helpers.mistakes import HELIX, TOKEN
from helpers.private_folder import mask_tokens


def _not_found(case: Case) -> Diagnosis | None:
    if case.sent.method == "POST":
        return None
    return case.says(
        "not_a_post",
        f"The request was a {case.sent.method}, and this address answers POST only.",
    )


def _no_such_address(case: Case) -> Diagnosis | None:
    if case.known.status != 404 or case.message:
        return None
    return case.says("no_such_address", "", "", f"{case.sent.method} {mask_tokens(case.sent.path)}")


def _parameter(case: Case) -> Diagnosis | None:
    if "was malformed" not in case.message:
        return None
    return case.says("parameter_malformed", "", "", f"Twitch says: {mask_tokens(case.message)}")


RULES: Rules = {
    (TOKEN, "404 page not found"): _not_found,
    (HELIX, ""): _no_such_address,
    (HELIX, "The parameter"): _parameter,
}
