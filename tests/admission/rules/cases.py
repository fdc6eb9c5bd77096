"""Cases for the rules: lawful in every respect, until a test changes one fact."""

from datetime import date

from admission.rules import RULE, Case

ON = date(2024, 3, 4)
PERSON = {
    "born": date(1996, 5, 20), "education": "upper_secondary", "youth_union": True, "trade_union": False,
    "no_youth_organisation": False, "area": "normal", "village_elder": False,
}  # fmt: skip
FACTS = {
    "certificate_on": date(2023, 6, 1),
    "application_on": date(2023, 7, 1),
    "history_on": date(2023, 8, 1),
    "verification_sent_on": date(2023, 9, 1),
    "verification_replied_on": date(2023, 10, 1),
    "introductions_on": date(2023, 11, 1),
    "latest_introduction_on": date(2023, 12, 1),
    "opinions_on": date(2023, 12, 1),
    "sponsors": [{"full": True, "together_months": 24}],
    "introduced_by": ["youth_union"],
    "helpers": [{"full": True}],
    "votes": {"all": 9, "exempt_absent": 0, "present": 9, "for": 9, "against": 0},
    "branch_resolution_on": date(2024, 1, 10),
    "committee_resolution_on": date(2024, 1, 20),
    "route": ["branch", "base_committee", "superior"],
    "decides": "superior",
    "decision_on": date(2024, 2, 20),
    "ceremony_on": date(2023, 3, 4),
    "branch_recommendation_on": date(2024, 3, 1),
    "new_member_class_on": date(2023, 9, 9),
    "self_review_on": date(2024, 2, 1),
    "helper_review_on": date(2024, 2, 2),
    "probation_opinions_on": date(2024, 2, 3),
    "failed_votes": 0,
    "removal_proposed_on": date(2024, 3, 1),
    "over_60_ground": "need",
    "left_on": date(2018, 6, 1),
    "left_how": "convicted",
    "record_cleared_on": date(2019, 3, 4),
    "readmitted_before": 0,
    "consent_on": date(2024, 3, 1),
}
OF_ACT = {"report_votes": {"failed_votes": 3}}


def case(on=ON, act="", **changes):
    """The lawful case with some facts changed; None removes one."""
    person = {key: changes.pop(key, value) for key, value in PERSON.items()}
    return Case(act=act, on=on, person=person, facts={**FACTS, **OF_ACT.get(act, {}), **changes})


def holds(code, **changes):
    return RULE[code].holds(case(**changes))
