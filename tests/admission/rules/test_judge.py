"""The table of rules as a whole: what is cited when, and that a missing fact is named."""

from datetime import date, timedelta

import pytest

from admission.domain.engine import ACTS
from admission.rules import RULES, RULES_FOR, judge
from admission.rules.base import FACTS
from admission.rules.book import current, shipped, subjects
from tests.admission.rules.cases import ON, RULE, case

DAY = timedelta(1)
A_VOTE_LOST = {"all": 9, "present": 9, "for": 5, "against": 4}
A_VOTE_OF_TWO = {"all": 2, "present": 2, "for": 2, "against": 0}
# One fact that breaks each rule; every rule holds of the lawful case.
BROKEN = {
    "AGE_18": {"born": ON - DAY},
    "AGE_OVER_60": {"born": date(1950, 1, 1), "consent_on": ON + DAY},
    "EDUCATION": {"education": "primary"},
    "CERTIFICATE_60_MONTHS": {"certificate_on": date(2019, 3, 3)},
    "SPONSOR_OFFICIAL": {"sponsors": [{"full": False, "together_months": 24}]},
    "SPONSOR_12_MONTHS": {"sponsors": [{"full": True, "together_months": 11}]},
    "YOUTH_UNION": {"youth_union": False},
    "APPLICATION": {"application_on": ON + DAY},
    "OPINIONS": {"opinions_on": ON + DAY},
    "PAPERS_12_MONTHS": {"introductions_on": date(2023, 3, 3)},
    "PAPERS_BEFORE_MEETING": {"latest_introduction_on": ON + DAY},
    "LOCAL_REQUIREMENTS": {"local_missing": ["Lao động tiên tiến"]},
    "HELPER_OFFICIAL": {"helpers": [{"full": False}]},
    "VOTE_COUNTS": {"votes": {"all": 9, "present": 9, "for": 9, "against": 1}},
    "BRANCH_OF_THREE": {"votes": A_VOTE_OF_TWO},
    "BRANCH_TWO_THIRDS": {"votes": A_VOTE_LOST},
    "COMMITTEE_TWO_THIRDS": {"votes": A_VOTE_LOST},
    "APPLICATION_FIRST": {"history_on": date(2023, 6, 30)},
    "VERIFIED_BEFORE_CERTIFIED": {"verification_replied_on": date(2023, 8, 31)},
    "PERSONS_VERIFIED": {"unverified": ["mẹ đẻ Lê Thị Lan"]},
    "AFTER_BRANCH": {"branch_resolution_on": ON + DAY},
    "AFTER_COMMITTEE": {"committee_resolution_on": date(2024, 1, 9)},
    "DECISION_AFTER_RESOLUTIONS": {"branch_resolution_on": ON + DAY},
    "DECIDER": {"decides": "section"},
    "DECIDER_BASE_COMMITTEE": {"decides": "base_committee", "votes": A_VOTE_LOST},
    "DECIDER_SUPERIOR": {"votes": {"all": 10, "present": 9, "for": 5, "against": 4}},
    "DECIDER_PROVINCE": {"decides": "province", "votes": {"all": 10, "present": 9, "for": 5, "against": 4}},
    "CEREMONY_AFTER_DECISION": {"decision_on": ON + DAY},
    "CEREMONY_30_WORKING_DAYS": {"decision_on": date(2023, 12, 1)},
    "PROBATION_12_MONTHS": {"ceremony_on": ON},
    "NEW_MEMBER_CLASS": {"new_member_class_on": ON + DAY},
    "PROBATION_PAPERS": {"helper_review_on": ON + DAY},
    "AFTER_BRANCH_RECOMMENDED": {"branch_recommendation_on": ON + DAY},
    "THREE_FAILED_VOTES": {"failed_votes": 3},
    "REPORT_AFTER_VOTES": {"failed_votes": 2},
    "REMOVAL_PROPOSED": {"removal_proposed_on": ON + DAY},
    "OVER_60_GROUND": {"born": date(1950, 1, 1), "over_60_ground": ""},
    "READMISSION_NEVER": {"left_how": "left_activity"},
    "READMISSION_ONCE": {"readmitted_before": 1},
    "READMISSION_36_MONTHS": {"left_on": date(2021, 3, 5)},
    "READMISSION_60_MONTHS": {"record_cleared_on": date(2019, 3, 5)},
    "READMISSION_CONSENT": {"consent_on": ON + DAY},
}
# What a rule says by itself, where it names more than its sentence does.
SAID = {
    "LOCAL_REQUIREMENTS": "Chưa đáp ứng yêu cầu riêng của cấp trên: Lao động tiên tiến.",
    "PERSONS_VERIFIED": "Chưa có kết quả thẩm tra lý lịch của: mẹ đẻ Lê Thị Lan.",
}
NEEDS = {
    "AGE_18": ["born"],
    "AGE_OVER_60": ["born", "branch_resolution_on"],
    "EDUCATION": ["education"],
    "CERTIFICATE_60_MONTHS": ["certificate_on"],
    "SPONSOR_OFFICIAL": ["born", "sponsors"],
    "SPONSOR_12_MONTHS": ["sponsors"],
    "YOUTH_UNION": ["born"],
    "APPLICATION": ["application_on"],
    "OPINIONS": ["opinions_on"],
    "PAPERS_12_MONTHS": ["introductions_on"],
    "PAPERS_BEFORE_MEETING": ["latest_introduction_on"],
    "LOCAL_REQUIREMENTS": [],
    "HELPER_OFFICIAL": ["helpers"],
    "VOTE_COUNTS": ["votes"],
    "BRANCH_OF_THREE": ["votes"],
    "BRANCH_TWO_THIRDS": ["votes"],
    "COMMITTEE_TWO_THIRDS": ["votes"],
    "APPLICATION_FIRST": ["application_on", "history_on"],
    "VERIFIED_BEFORE_CERTIFIED": ["verification_sent_on", "verification_replied_on"],
    "PERSONS_VERIFIED": [],
    "AFTER_BRANCH": ["branch_resolution_on"],
    "AFTER_COMMITTEE": ["branch_resolution_on", "committee_resolution_on"],
    "DECISION_AFTER_RESOLUTIONS": ["branch_resolution_on"],
    "DECIDER": ["route", "decides"],
    "DECIDER_BASE_COMMITTEE": [],
    "DECIDER_SUPERIOR": [],
    "DECIDER_PROVINCE": [],
    "CEREMONY_AFTER_DECISION": ["decision_on"],
    "CEREMONY_30_WORKING_DAYS": ["decision_on"],
    "PROBATION_12_MONTHS": ["ceremony_on"],
    "NEW_MEMBER_CLASS": ["new_member_class_on"],
    "PROBATION_PAPERS": ["self_review_on", "helper_review_on", "probation_opinions_on"],
    "AFTER_BRANCH_RECOMMENDED": ["branch_recommendation_on"],
    "THREE_FAILED_VOTES": [],
    "REPORT_AFTER_VOTES": ["failed_votes"],
    "REMOVAL_PROPOSED": ["removal_proposed_on"],
    "OVER_60_GROUND": ["born", "branch_resolution_on"],
    "READMISSION_NEVER": [],
    "READMISSION_ONCE": [],
    "READMISSION_36_MONTHS": ["left_on"],
    "READMISSION_60_MONTHS": ["record_cleared_on"],
    "READMISSION_CONSENT": ["consent_on"],
}


def test_every_rule_has_a_case_that_breaks_it_and_a_list_of_what_it_needs():
    codes = [rule.code for rule in RULES]
    assert sorted(codes) == sorted(set(codes))
    assert BROKEN.keys() == NEEDS.keys() == set(codes)


def test_every_rule_judges_acts_that_exist():
    assert {act for rule in RULES for act in rule.acts} <= ACTS.keys()
    assert RULES_FOR.keys() <= ACTS.keys()


@pytest.mark.parametrize("code", BROKEN)
def test_rule_holds_of_the_lawful_case_and_fails_of_the_broken_one(code):
    rule = RULE[code]
    act = rule.acts[0]
    lawful, broken = judge(case(act=act)), judge(case(act=act, **BROKEN[code]))
    assert rule.key(ON) in lawful.met
    assert code not in [reason.code for reason in lawful.unmet + lawful.short]
    assert rule.key(ON) not in broken.met
    reason = next(reason for reason in broken.unmet + broken.short if reason.code == code)
    provision = current().provision(code, ON)
    assert reason.sentence == SAID.get(code, rule.sentence.format(**provision.words))
    assert (reason.remedy, reason.clause) == (rule.remedy, provision.clause)
    assert reason.instrument == current().instrument(code, ON).number
    assert (reason in broken.short) is rule.outcome


@pytest.mark.parametrize(("code", "fact"), [(code, fact) for code, facts in NEEDS.items() for fact in facts])
def test_missing_fact_is_named(code, fact):
    verdict = judge(case(act=RULE[code].acts[0], **{fact: None}))
    reason = next(reason for reason in verdict.unmet + verdict.short if reason.code == code)
    assert reason.sentence == f"Chưa có {FACTS[fact]}."


@pytest.mark.parametrize("act", sorted(RULES_FOR))
def test_lawful_case_is_allowed(act):
    verdict = judge(case(act=act))
    assert verdict.allowed
    assert verdict.met == [rule.key(ON) for rule in RULES_FOR[act]]


def test_act_without_rules_is_allowed():
    assert judge(case(act="stop")).allowed


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2006, 10, 30), "QD-23-2006"),
        (date(2021, 7, 29), "QD-29-2016"), (date(2021, 7, 30), "QD-24-2021"),
        (date(2025, 1, 19), "QD-24-2021"), (date(2025, 1, 20), "QD-232-2025"),
        (date(2025, 6, 30), "QD-232-2025"), (date(2025, 7, 1), "QD-294-2025"),
        (date(2026, 4, 7), "QD-294-2025"), (date(2026, 4, 8), "QD-20-2026"),
        (date(2026, 7, 25), "QD-20-2026"), (date(2026, 7, 26), "QD-208-2026"),
        (date(2030, 1, 1), "QD-208-2026"),
    ],
)  # fmt: skip
def test_regulation_in_force_on_a_day(day, key):
    assert RULE["AGE_18"].key(day) == f"AGE_18@{key}"


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2021, 9, 27), "HD-01-2016"), (date(2021, 9, 28), "HD-01-2021"),
        (date(2025, 6, 8), "HD-01-2021"), (date(2025, 6, 9), "HD-06-2025"),
        (date(2026, 5, 18), "HD-06-2025"), (date(2026, 5, 19), "HD-01-2026"),
    ],
)  # fmt: skip
def test_guide_in_force_on_a_day(day, key):
    assert current().instrument("PAPERS_12_MONTHS", day).key == key


def test_every_rule_has_provisions_and_every_provision_cites_an_instrument_that_exists():
    book = shipped()
    assert {rule.code for rule in RULES} <= book.provisions.keys()
    for code, rows in book.provisions.items():
        assert {row.source for row in rows} <= book.keys.keys() | book.instruments.keys(), code
        assert len({row.since for row in rows}) == len(rows), code


def test_every_provision_stands_under_one_subject():
    listed = [code for codes in subjects().values() for code in codes]
    assert sorted(listed) == sorted(shipped().provisions)


def test_no_two_instruments_have_one_key_and_each_series_begins_anew_on_another_day():
    book = shipped()
    assert len(book.keys) == sum(len(series) for series in book.instruments.values())
    for name, series in book.instruments.items():
        assert len({one.since for one in series}) == len(series), name
