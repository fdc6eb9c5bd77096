"""Who may be proposed: both sides of each boundary. Clauses: see the rules themselves."""

from datetime import date

import pytest

from tests.admission.rules.cases import holds

D = date


def check(code, expected, **changes):
    assert holds(code, **changes) is expected


@pytest.mark.parametrize(
    ("born", "on", "old_enough"),
    [
        pytest.param(D(2006, 3, 5), D(2024, 3, 4), False, id="AGE_18-eve-of-birthday"),
        pytest.param(D(2006, 3, 4), D(2024, 3, 4), True, id="AGE_18-birthday"),
        pytest.param(D(2008, 2, 29), D(2026, 2, 27), False, id="AGE_18-leap-day-eve"),
        pytest.param(D(2008, 2, 29), D(2026, 2, 28), True, id="AGE_18-leap-day-in-a-common-year"),
        pytest.param(D(2006, 2, 28), D(2024, 2, 27), False, id="AGE_18-eve-in-a-leap-year"),
        pytest.param(D(2005, 12, 31), D(2023, 12, 30), False, id="AGE_18-last-day-of-the-year"),
        pytest.param(D(2005, 12, 31), D(2023, 12, 31), True, id="AGE_18-new-year-s-eve"),
        pytest.param(D(1950, 1, 1), D(2024, 1, 1), True, id="AGE_18-seventy-four"),
    ],
)
def test_eighteen_is_counted_in_months_on_the_day_of_the_vote(born, on, old_enough):
    check("AGE_18", old_enough, born=born, on=on)


@pytest.mark.parametrize(
    ("born", "voted", "consent", "allowed"),
    [
        pytest.param(D(1964, 3, 4), D(2024, 3, 4), None, True, id="AGE_OVER_60-sixtieth-birthday"),
        pytest.param(D(1964, 3, 4), D(2024, 4, 3), None, True, id="AGE_OVER_60-in-the-month-after-it"),
        pytest.param(D(1964, 3, 4), D(2024, 4, 4), None, False, id="AGE_OVER_60-sixty-and-a-month"),
        pytest.param(D(1964, 3, 4), D(2024, 4, 4), D(2024, 6, 2), False, id="AGE_OVER_60-consent-tomorrow"),
        pytest.param(D(1964, 3, 4), D(2024, 4, 4), D(2024, 6, 1), True, id="AGE_OVER_60-consent-today"),
        pytest.param(
            D(1964, 3, 4), D(2024, 4, 4), D(2024, 4, 1), True, id="AGE_OVER_60-consent-before-the-vote"
        ),
    ],
)
def test_over_sixty_at_the_branch_s_vote_needs_prior_consent(born, voted, consent, allowed):
    """The age of the day of the vote counts, not that of the decision. QĐ 24-QĐ/TW, 1.1.2."""
    from admission.rules.base import Missing

    facts = {"born": born, "branch_resolution_on": voted, "consent_on": consent, "on": D(2024, 6, 1)}
    if consent is None and not allowed:
        with pytest.raises(Missing) as missing:
            holds("AGE_OVER_60", **facts)
        assert missing.value.key == "consent_on"
    else:
        check("AGE_OVER_60", allowed, **facts)


@pytest.mark.parametrize(
    ("education", "area", "elder", "enough"),
    [
        ("lower_secondary", "normal", False, True), ("primary", "normal", False, False),
        *[("primary", area, False, True) for area in ("mountain", "border", "island", "minority", "difficult", "sea")],
        ("literate", "mountain", False, False), ("literate", "minority", True, True),
        ("literate", "normal", True, True), ("primary", "normal", True, True),
    ],
)  # fmt: skip
def test_schooling(education, area, elder, enough):
    check("EDUCATION", enough, education=education, area=area, village_elder=elder)


@pytest.mark.parametrize(
    ("issued", "on", "valid"),
    [
        pytest.param(D(2020, 1, 15), D(2025, 1, 15), True, id="CERTIFICATE-60-months-to-the-day"),
        pytest.param(D(2020, 1, 15), D(2025, 1, 16), False, id="CERTIFICATE-a-day-later"),
        pytest.param(D(2020, 1, 15), D(2025, 2, 3), False, id="CERTIFICATE-worked-example"),
        pytest.param(D(2020, 2, 29), D(2025, 2, 28), True, id="CERTIFICATE-of-a-leap-day"),
        pytest.param(D(2020, 2, 29), D(2025, 3, 1), False, id="CERTIFICATE-of-a-leap-day-over"),
        pytest.param(D(2024, 3, 4), D(2024, 3, 4), True, id="CERTIFICATE-of-the-same-day"),
        pytest.param(D(2024, 3, 5), D(2024, 3, 4), False, id="CERTIFICATE-of-tomorrow"),
    ],
)
def test_certificate_is_valid_for_sixty_months(issued, on, valid):
    check("CERTIFICATE_60_MONTHS", valid, certificate_on=issued, on=on)


OFFICIAL, PROBATIONARY = {"full": True, "together_months": 24}, {"full": False, "together_months": 24}
YOUNG, OLDER = D(1996, 5, 20), D(1990, 5, 20)
AGE_31_TODAY = D(1993, 3, 4)
AGE_30_STILL = D(1993, 3, 5)


@pytest.mark.parametrize(
    ("person", "sponsors", "introduced_by", "enough"),
    [
        pytest.param({"born": OLDER}, [OFFICIAL, OFFICIAL], [], True, id="older-two-officials"),
        pytest.param({"born": OLDER}, [OFFICIAL], [], False, id="older-one-official"),
        pytest.param({"born": OLDER}, [OFFICIAL, PROBATIONARY], [], False, id="older-one-is-probationary"),
        pytest.param({"born": OLDER}, [OFFICIAL], ["youth_union"], False, id="older-union-does-not-stand-in"),
        pytest.param({"born": YOUNG}, [OFFICIAL], ["youth_union"], True, id="young-one-official-and-union"),
        pytest.param({"born": YOUNG}, [PROBATIONARY], ["youth_union"], False, id="young-probationary-and-union"),
        pytest.param({"born": YOUNG}, [OFFICIAL, OFFICIAL], [], False, id="young-two-officials-without-union"),
        pytest.param({"born": YOUNG}, [OFFICIAL], ["trade_union"], False, id="young-the-other-union"),
        pytest.param(
            {"born": YOUNG, "youth_union": False, "trade_union": True}, [OFFICIAL], ["trade_union"], True,
            id="young-trade-union",
        ),
        pytest.param(
            {"born": YOUNG, "youth_union": False, "trade_union": True}, [OFFICIAL], [], False,
            id="young-trade-union-without-resolution",
        ),
        pytest.param(
            {"born": YOUNG, "youth_union": False}, [OFFICIAL, OFFICIAL], [], True, id="young-no-union-two-officials"
        ),
        pytest.param({"born": AGE_30_STILL}, [OFFICIAL], ["youth_union"], True, id="eve-of-31"),
        pytest.param({"born": AGE_31_TODAY}, [OFFICIAL], ["youth_union"], False, id="31-today"),
        pytest.param({"born": AGE_31_TODAY}, [OFFICIAL, OFFICIAL], [], True, id="31-today-two-officials"),
    ],
)  # fmt: skip
def test_who_introduces(person, sponsors, introduced_by, enough):
    check("SPONSOR_OFFICIAL", enough, sponsors=sponsors, introduced_by=introduced_by, **person)


@pytest.mark.parametrize(
    ("months", "enough"), [([11], False), ([12], True), ([12, 11], False), ([12, 12], True), ([300], True)]
)
def test_every_sponsor_has_been_together_for_twelve_months(months, enough):
    sponsors = [{"full": True, "together_months": n} for n in months]
    check("SPONSOR_12_MONTHS", enough, sponsors=sponsors)


@pytest.mark.parametrize(
    ("person", "allowed"),
    [
        pytest.param({"born": YOUNG}, True, id="member"),
        pytest.param({"born": YOUNG, "youth_union": False}, False, id="not-a-member"),
        pytest.param({"born": YOUNG, "youth_union": False, "trade_union": True}, True, id="trade-union"),
        pytest.param(
            {"born": YOUNG, "youth_union": False, "no_youth_organisation": True}, True, id="none-there"
        ),
        pytest.param({"born": AGE_30_STILL, "youth_union": False}, False, id="eve-of-31"),
        pytest.param({"born": AGE_31_TODAY, "youth_union": False}, True, id="31-today"),
    ],
)
def test_young_person_belongs_to_a_union_where_there_is_one(person, allowed):
    check("YOUTH_UNION", allowed, **person)


@pytest.mark.parametrize(("opinions", "there"), [(D(2024, 3, 4), True), (D(2024, 3, 5), False)])
def test_opinions_are_there_on_the_day(opinions, there):
    check("OPINIONS", there, opinions_on=opinions)


@pytest.mark.parametrize(
    ("written", "on", "fresh"),
    [
        (D(2023, 3, 4), D(2024, 3, 4), True),
        (D(2023, 3, 3), D(2024, 3, 4), False),
        (D(2024, 2, 29), D(2025, 2, 28), True),
        (D(2024, 2, 29), D(2025, 3, 1), False),
    ],
)
def test_introductions_last_twelve_months(written, on, fresh):
    check("PAPERS_12_MONTHS", fresh, introductions_on=written, on=on)


@pytest.mark.parametrize(("helpers", "official"), [([True], True), ([False], False), ([True, False], False)])
def test_helpers_are_official(helpers, official):
    check("HELPER_OFFICIAL", official, helpers=[{"full": full} for full in helpers])
