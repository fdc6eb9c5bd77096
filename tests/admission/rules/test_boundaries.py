"""Both sides of every boundary that the law draws, asked at the rule bench. The id of each case is its clause."""

from datetime import date

import pytest

from admission.bench import judge_case

D = date
ROUTE = {"route": ["branch", "base_committee", "superior"], "decides": "superior"}
PERSON = {"born": D(1996, 5, 20), "education": "upper_secondary", "youth_union": True}
FACTS = {
    "certificate_on": D(2023, 6, 1),
    "application_on": D(2023, 7, 1),
    "sponsors": [{"full": True, "together_months": 24}],
    "introduced_by": ["youth_union"],
    "votes": {"all": 9, "present": 9, "for": 9, "against": 0},
    "branch_resolution_on": D(2024, 1, 10),
    "committee_resolution_on": D(2024, 1, 20),
    "decision_on": D(2024, 2, 20),
    "ceremony_on": D(2023, 3, 4),
    "branch_recommendation_on": D(2024, 3, 4),
}
ON = D(2024, 3, 4)


def verdict(act, on=ON, *, route=ROUTE, person=(), **facts):
    """Of the lawful case with some facts changed; None removes one."""
    stated = {key: value for key, value in {**FACTS, **facts}.items() if value is not None}
    who = {key: value for key, value in {**PERSON, **dict(person)}.items() if value is not None}
    return judge_case({"act": act, "on": on, **route, "person": who, "facts": stated})


def unmet(*args, **kwargs):
    return [reason["code"] for reason in verdict(*args, **kwargs)["unmet"]]


def tally(of, votes_for, exempt=0):
    against = max(of - exempt - votes_for, 0)
    return {
        "all": of,
        "exempt_absent": exempt,
        "present": votes_for + against,
        "for": votes_for,
        "against": against,
    }


AGE = [
    # born, the branch votes on, old enough
    (D(2006, 3, 4), D(2024, 3, 4), True),
    (D(2006, 3, 5), D(2024, 3, 4), False),
    (D(2006, 3, 5), D(2024, 3, 5), True),
    (D(2008, 2, 29), D(2026, 2, 27), False),
    (D(2008, 2, 29), D(2026, 2, 28), True),
    (D(2005, 12, 31), D(2023, 12, 30), False),
    (D(2005, 12, 31), D(2023, 12, 31), True),
]


@pytest.mark.parametrize(
    ("born", "on", "enough"), [pytest.param(*row, id=f"QD-1.1-{row[0]}-{row[1]}") for row in AGE]
)
def test_eighteen_in_full_months_on_the_day_of_the_vote(born, on, enough):
    found = unmet("branch_vote", on, person={"born": born})
    assert ("AGE_18" not in found) is enough


OVER_60 = [
    # born, branch voted, consent, decided, allowed
    (D(1964, 3, 4), D(2024, 3, 4), None, True),
    (D(1964, 3, 4), D(2024, 4, 3), None, True),
    (D(1964, 3, 4), D(2024, 4, 4), None, False),
    (D(1964, 3, 4), D(2024, 4, 4), D(2024, 6, 1), True),
    (D(1964, 3, 4), D(2024, 4, 4), D(2024, 6, 2), False),
    (D(1964, 2, 29), D(2024, 3, 28), None, True),
    (D(1964, 2, 29), D(2024, 3, 29), None, False),
]


@pytest.mark.parametrize(
    ("born", "voted", "consent", "allowed"),
    [pytest.param(*row, id=f"QD-1.1.2-{row[0]}-{row[1]}-{row[2]}") for row in OVER_60],
)
def test_over_sixty_at_the_vote_needs_consent_before_the_decision(born, voted, consent, allowed):
    days = {"branch_resolution_on": voted, "committee_resolution_on": D(2024, 5, 1), "consent_on": consent}
    found = unmet("decide", D(2024, 6, 1), person={"born": born}, **days, votes=None)
    assert found == ([] if allowed else ["AGE_OVER_60"])


CERTIFICATE = [
    # issued, the branch votes on, valid
    (D(2019, 3, 4), D(2024, 3, 4), True),
    (D(2019, 3, 3), D(2024, 3, 4), False),
    (D(2020, 1, 15), D(2025, 1, 15), True),
    (D(2020, 1, 15), D(2025, 1, 16), False),
    (D(2020, 1, 15), D(2025, 2, 3), False),
    (D(2020, 2, 29), D(2025, 2, 28), True),
    (D(2020, 2, 29), D(2025, 3, 1), False),
    (D(2019, 8, 31), D(2024, 8, 31), True),
    (D(2024, 3, 5), D(2024, 3, 4), False),
    (D(2024, 3, 4), D(2024, 3, 4), True),
]


@pytest.mark.parametrize(
    ("issued", "on", "valid"), [pytest.param(*row, id=f"HD-5.4-{row[0]}-{row[1]}") for row in CERTIFICATE]
)
def test_certificate_is_valid_for_sixty_months_to_the_day(issued, on, valid):
    assert ("CERTIFICATE_60_MONTHS" not in unmet("branch_vote", on, certificate_on=issued)) is valid


SPONSORS = [
    # sponsors (official, months together), introduced by, person, what is unmet
    ([(True, 12)], ["youth_union"], {}, []),
    ([(True, 11)], ["youth_union"], {}, ["SPONSOR_12_MONTHS"]),
    ([(False, 12)], ["youth_union"], {}, ["SPONSOR_OFFICIAL"]),
    ([(True, 12)], [], {}, ["SPONSOR_OFFICIAL"]),
    (
        [(True, 12), (True, 12)],
        [],
        {},
        ["SPONSOR_OFFICIAL"],
    ),  # a youth union member is introduced by the union
    ([(True, 12), (True, 12)], [], {"born": D(1990, 1, 1), "youth_union": None}, []),
    ([(True, 12), (False, 12)], [], {"born": D(1990, 1, 1), "youth_union": None}, ["SPONSOR_OFFICIAL"]),
    ([(True, 12), (True, 11)], [], {"born": D(1990, 1, 1), "youth_union": None}, ["SPONSOR_12_MONTHS"]),
    ([(True, 12)], ["trade_union"], {"youth_union": None, "trade_union": True}, []),
    ([(True, 12)], ["youth_union"], {"youth_union": None}, ["SPONSOR_OFFICIAL", "YOUTH_UNION"]),
    ([(True, 12), (True, 12)], [], {"youth_union": None, "no_youth_organisation": True}, []),
    ([(True, 0)], ["youth_union"], {}, ["SPONSOR_12_MONTHS"]),
]


@pytest.mark.parametrize(
    ("sponsors", "introduced_by", "person", "expected"),
    [pytest.param(*row, id=f"DL-4.1-4.2-{index}") for index, row in enumerate(SPONSORS)],
)
def test_sponsors_and_mass_organisations(sponsors, introduced_by, person, expected):
    rows = [{"full": full, "together_months": months} for full, months in sponsors]
    assert unmet("branch_vote", person=person, sponsors=rows, introduced_by=introduced_by) == expected


YOUTH_AGE = [
    # born, on, of youth age: who is no member of the youth union is refused
    (D(1993, 3, 4), D(2024, 3, 3), True),
    (D(1993, 3, 4), D(2024, 3, 4), False),
    (D(1994, 3, 4), D(2024, 3, 4), True),
]


@pytest.mark.parametrize(
    ("born", "on", "young"), [pytest.param(*row, id=f"LTN-1-{row[0]}-{row[1]}") for row in YOUTH_AGE]
)
def test_youth_age_ends_with_the_thirty_first_birthday(born, on, young):
    found = unmet("branch_vote", on, person={"born": born, "youth_union": None})
    assert ("YOUTH_UNION" in found) is young


# The least votes that are two thirds of so many, from 3 to 40 members; counted by hand.
LEAST = dict(zip(range(3, 41), (
    2, 3, 4, 4, 5, 6, 6, 7, 8, 8, 9, 10, 10, 11, 12, 12, 13, 14, 14, 15, 16, 16, 17, 18, 18, 19, 20, 20, 21, 22, 22,
    23, 24, 24, 25, 26, 26, 27,
), strict=True))  # fmt: skip


@pytest.mark.parametrize(
    ("members", "votes_for", "passes"),
    [
        pytest.param(members, least - short, not short, id=f"DL-4.3-{least - short}-of-{members}")
        for members, least in LEAST.items()
        for short in (0, 1)
    ],
)
def test_two_thirds_of_all_official_members(members, votes_for, passes):
    assert unmet("branch_vote", votes=tally(members, votes_for)) == ([] if passes else ["BRANCH_TWO_THIRDS"])


@pytest.mark.parametrize(
    ("members", "exempt", "votes_for", "expected"),
    [
        pytest.param(10, 1, 6, [], id="HD-9.3.2-6-of-9"),
        pytest.param(10, 0, 6, ["BRANCH_TWO_THIRDS"], id="HD-9.3.2-6-of-10"),
        pytest.param(12, 3, 6, [], id="HD-9.3.2-6-of-9-three-away"),
        pytest.param(2, 0, 2, ["BRANCH_OF_THREE"], id="DL-24.1-two-members"),
        pytest.param(3, 0, 2, [], id="DL-24.1-three-members"),
    ],
)
def test_exempt_members_who_are_away_do_not_count(members, exempt, votes_for, expected):
    assert unmet("branch_vote", votes=tally(members, votes_for, exempt)) == expected


CEREMONY = [
    # decided, held, in time: 30 working days, over Tết 2026 (16-20/02) and 2025 (27-31/01), over 30/4 and 1/5
    (D(2026, 1, 5), D(2026, 2, 13), True),
    (D(2026, 1, 5), D(2026, 2, 23), False),
    (D(2026, 1, 20), D(2026, 3, 10), True),
    (D(2026, 1, 20), D(2026, 3, 11), False),
    (D(2024, 12, 30), D(2025, 2, 18), True),
    (D(2024, 12, 30), D(2025, 2, 19), False),
    (D(2024, 2, 7), D(2024, 3, 27), True),
    (D(2024, 2, 7), D(2024, 3, 28), False),
]


@pytest.mark.parametrize(
    ("decided", "held", "in_time"), [pytest.param(*row, id=f"QD-4.1-{row[0]}-{row[1]}") for row in CEREMONY]
)
def test_ceremony_within_thirty_working_days(decided, held, in_time):
    assert unmet("ceremony", held, decision_on=decided) == ([] if in_time else ["CEREMONY_30_WORKING_DAYS"])


def test_late_ceremony_is_lawful_with_consent():
    assert unmet("ceremony", D(2026, 3, 11), decision_on=D(2026, 1, 20), consent_on=D(2026, 3, 9)) == []


@pytest.mark.parametrize(
    ("voted", "by"),
    [
        pytest.param(D(2026, 1, 12), D(2026, 4, 13), id="QD-4.3.1-over-Tet-2026"),
        pytest.param(D(2026, 1, 5), D(2026, 4, 3), id="QD-4.3.1-a-Saturday-worked-in-exchange"),
        pytest.param(D(2024, 12, 2), D(2025, 3, 4), id="QD-4.3.1-over-Tet-2025"),
        pytest.param(D(2023, 5, 3), D(2023, 7, 26), id="QD-4.3.1-without-holidays"),
    ],
)
def test_decision_is_due_sixty_working_days_after_the_branch_resolution(voted, by):
    due = verdict("branch_vote", voted, certificate_on=D(2022, 1, 1), application_on=D(2022, 2, 1))["due"]
    assert [(one["by"], one["working_days"]) for one in due] == [(by.isoformat(), 60)]


PROBATION = [
    # ceremony, the branch considers on, long enough
    (D(2023, 3, 4), D(2024, 3, 3), False),
    (D(2023, 3, 4), D(2024, 3, 4), True),
    (D(2024, 2, 29), D(2025, 2, 27), False),
    (D(2024, 2, 29), D(2025, 2, 28), True),
    (D(2023, 2, 28), D(2024, 2, 28), True),
    (D(2023, 8, 31), D(2024, 8, 30), False),
]


@pytest.mark.parametrize(
    ("held", "on", "enough"), [pytest.param(*row, id=f"DL-5.1-{row[0]}-{row[1]}") for row in PROBATION]
)
def test_probation_lasts_twelve_months_from_the_ceremony(held, on, enough):
    assert unmet("branch_recommendation", on, ceremony_on=held) == ([] if enough else ["PROBATION_12_MONTHS"])
    assert ("PROBATION_12_MONTHS" in unmet("recognise", on, ceremony_on=held, votes=None)) is not enough


BASE = {"route": ["branch", "base_committee"], "decides": "base_committee"}
PROVINCE = {"route": ["branch", "base_committee", "province"], "decides": "province"}
BEFORE, SINCE = D(2026, 7, 25), D(2026, 7, 26)
DECIDERS = [
    # route, day, votes of the body (all, for), what is unmet
    (BASE, BEFORE, (15, 10), []),
    (BASE, BEFORE, (15, 9), ["DECIDER_BASE_COMMITTEE"]),
    (BASE, SINCE, (15, 8), []),  # the standing committee: more than half
    (BASE, SINCE, (14, 7), ["DECIDER_BASE_COMMITTEE"]),
    (ROUTE, BEFORE, (11, 6), []),
    (ROUTE, BEFORE, (11, 5), ["DECIDER_SUPERIOR"]),
    (ROUTE, SINCE, (10, 5), ["DECIDER_SUPERIOR"]),
    (ROUTE, SINCE, (10, 6), []),
    (PROVINCE, SINCE, (7, 4), []),
    (PROVINCE, SINCE, (8, 4), ["DECIDER_PROVINCE"]),
    ({**ROUTE, "decides": "branch"}, SINCE, (9, 9), ["DECIDER"]),
    (
        {"route": ["branch", "section", "base_committee", "superior"], "decides": "section"},
        SINCE,
        (9, 9),
        ["DECIDER"],
    ),
    ({"route": ["base_branch", "superior"], "decides": "base_branch"}, SINCE, (9, 9), []),
    ({"route": ["base_branch", "superior"], "decides": "superior"}, SINCE, (9, 9), []),
    ({"route": ["branch", "base_committee"], "decides": "province"}, SINCE, (9, 9), ["DECIDER"]),
]


@pytest.mark.parametrize(
    ("route", "on", "votes", "expected"),
    [
        pytest.param(*row, id=f"QD-4.3.2-{row[0]['decides']}-{row[1]}-{row[2][1]}-of-{row[2][0]}")
        for row in DECIDERS
    ],
)
def test_who_decides_and_by_what_majority(route, on, votes, expected):
    found = unmet("decide", on, route=route, person={"born": D(2000, 1, 1)}, votes=tally(*votes))
    assert found == expected


COMMITTEE = [(15, 10, True), (15, 9, False), (13, 9, True), (13, 8, False), (27, 18, True), (27, 17, False)]


@pytest.mark.parametrize(
    ("members", "votes_for", "passes"),
    [pytest.param(*row, id=f"QD-4.3-committee-{row[1]}-of-{row[0]}") for row in COMMITTEE],
)
def test_two_thirds_of_all_committee_members(members, votes_for, passes):
    found = unmet("committee_vote", votes=tally(members, votes_for))
    assert found == ([] if passes else ["COMMITTEE_TWO_THIRDS"])


@pytest.mark.parametrize(
    ("education", "area", "enough"),
    [
        pytest.param("upper_secondary", "normal", True, id="QD-1.2-upper-secondary"),
        pytest.param("lower_secondary", "normal", True, id="QD-1.2-lower-secondary"),
        pytest.param("primary", "normal", False, id="QD-1.2-primary"),
        pytest.param("primary", "mountain", True, id="HD-1.2-primary-mountain"),
        pytest.param("primary", "island", True, id="HD-1.2-primary-island"),
        pytest.param("primary", "sea", True, id="HD-1.2-primary-fishermen"),
        pytest.param("literate", "mountain", False, id="HD-1.2-literate-mountain"),
    ],
)
def test_schooling_by_area(education, area, enough):
    assert ("EDUCATION" not in unmet("branch_vote", person={"education": education, "area": area})) is enough


@pytest.mark.parametrize(
    ("committee_on", "expected"),
    [
        pytest.param(None, ["AFTER_COMMITTEE"], id="QD-4.3-no-committee-resolution"),
        pytest.param(D(2024, 1, 9), ["AFTER_COMMITTEE"], id="QD-4.3-before-the-branch"),
        pytest.param(D(2024, 1, 10), [], id="QD-4.3-same-day"),
    ],
)
def test_decision_follows_the_committee(committee_on, expected):
    assert unmet("decide", votes=None, committee_resolution_on=committee_on) == expected
