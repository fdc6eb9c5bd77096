"""The rule bench: facts in, verdict out, by the very rules that guard the files, without a file.

judge_case({"act": "branch_vote", "on": date(2026, 8, 3), "person": {...}, "facts": {...}}) -> {"allowed": ..., ...}
"""

from datetime import date

from admission.catalogues import AREAS, SCHOOLING
from admission.rules import RULES_FOR, Case, judge_by
from admission.rules.due import due_of
from units.models.unit import Kind

ACTS = (
    "branch_vote",
    "committee_vote",
    "decide",
    "ceremony",
    "branch_recommendation",
    "committee_recommendation",
    "recognise",
    "readmit",
)
KINDS = tuple(Kind.values)


class CaseErrors(Exception):
    """The case cannot be judged as it is written; `errors` are sentences that name the place."""

    def __init__(self, *errors):
        self.errors = list(errors)
        super().__init__("; ".join(errors))


# What a value may be: a type, a tuple of words, or a list of one of these.
PERSON = {
    "name": str,
    "sex": ("female", "male"),
    "born": date,
    "education": tuple(code for code, _ in SCHOOLING),
    "youth_union": bool,
    "trade_union": bool,
    "no_youth_organisation": bool,
    "area": tuple(code for code, _ in AREAS),
    "village_elder": bool,
}
VOTES = {"all": int, "exempt_absent": int, "present": int, "for": int, "against": int}
NEEDED_VOTES = ("all", "for")
SPONSOR = {"name": str, "full": bool, "together_months": int, "helps_since_move": bool}
FACTS = {
    "certificate_on": date,
    "application_on": date,
    "history_on": date,
    "verification_sent_on": date,
    "verification_replied_on": date,
    "introductions_on": date,
    "latest_introduction_on": date,
    "opinions_on": date,
    "sponsors": [SPONSOR],
    "introduced_by": [("youth_union", "trade_union")],
    "votes": VOTES,
    "failed_votes": int,
    "branch_resolution_on": date,
    "committee_resolution_on": date,
    "consent_on": date,
    "late_consent": bool,
    "decision_on": date,
    "ceremony_on": date,
    "branch_recommendation_on": date,
    "new_member_class_on": date,
    "self_review_on": date,
    "helper_review_on": date,
    "probation_opinions_on": date,
    "left_on": date,
    "left_how": str,
    "record_cleared_on": date,
    "readmitted_before": bool,
    "moved_with_certificate": bool,
}
CASE = {"act": ACTS, "on": date, "route": [KINDS], "decides": KINDS, "person": PERSON, "facts": FACTS}
NAMES = {
    date: "một ngày, ví dụ 2026-03-15",
    int: "một số nguyên không âm",
    bool: "true hoặc false",
    str: "chữ",
}


def judge_case(stated):
    """{"allowed", "unmet": [reason], "met": [code], "due": [...], "not_judged": [code]}. `stated` as in the YAML of
    `manage.py judge`. Raises CaseErrors. A fact that a rule needs and nobody states is an unmet rule that names it; of
    papers that lie in a file the bench judges only what is stated, and lists the rest under `not_judged`."""
    case = read_case(stated)
    rules = RULES_FOR.get(case.act, ())
    asked = [rule for rule in rules if not rule.papers or any(case.get(key) for key in rule.papers)]
    verdict = judge_by(asked, case)
    return {
        "act": case.act,
        "on": case.on.isoformat(),
        "allowed": verdict.allowed,
        "unmet": [_reason(reason) for reason in (*verdict.unmet, *verdict.short)],
        "met": [key.partition("@")[0] for key in verdict.met],
        "due": due_of(case, allowed=verdict.allowed),
        "not_judged": [rule.code for rule in rules if rule not in asked],
    }


def read_case(stated):
    """The `Case` of a mapping in the form of `CASE`. Raises CaseErrors with every error at once."""
    errors = list(_errors(stated, CASE, ""))
    if isinstance(stated, dict):
        errors += [f"{key}: chưa ghi." for key in ("act", "on") if key not in stated]
    if errors:
        raise CaseErrors(*errors)
    facts = {**stated.get("facts", {})}
    facts |= {key: stated[key] for key in ("route", "decides") if key in stated}
    if "votes" in facts:
        facts["votes"] = _tally(facts["votes"])
    if stated["act"] == "ceremony" and facts.get("consent_on") and facts["consent_on"] <= stated["on"]:
        facts["late_consent"] = True  # the level above agreed to a later day
    return Case(act=stated["act"], on=stated["on"], person=stated.get("person", {}), facts=facts)


def _tally(votes):
    """Whoever is not said to have come or voted otherwise, did not."""
    if any(key not in votes for key in NEEDED_VOTES):
        return None
    voted = votes["for"] + votes.get("against", 0)
    return {"exempt_absent": 0, "against": 0, "present": voted, **votes}


def _errors(value, wanted, path):
    """Sentences on what does not fit, each with the place: "facts.votes.all: …"."""
    if isinstance(wanted, dict):
        if not isinstance(value, dict):
            yield f"{path or 'tệp'}: phải là các cặp khóa: giá trị."
            return
        for key, inner in value.items():
            place = f"{path}.{key}" if path else str(key)
            if key in wanted:
                yield from _errors(inner, wanted[key], place)
            else:
                yield f"{place}: không có khóa này. Các khóa: {', '.join(wanted)}."
    elif isinstance(wanted, list):
        if not isinstance(value, list):
            yield f"{path}: phải là một danh sách."
            return
        for index, inner in enumerate(value):
            yield from _errors(inner, wanted[0], f"{path}[{index}]")
    elif isinstance(wanted, tuple):
        if value not in wanted:
            yield f"{path}: “{value}” không hợp lệ. Chọn: {', '.join(wanted)}."
    elif not _is(value, wanted):
        yield f"{path}: phải là {NAMES[wanted]}."


def _is(value, kind):
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if kind is date:
        return type(value) is date
    return isinstance(value, kind)


def _reason(reason):
    return {
        "code": reason.code,
        "sentence": reason.sentence,
        "instrument": reason.instrument,
        "clause": reason.clause,
        "remedy": reason.remedy,
    }
