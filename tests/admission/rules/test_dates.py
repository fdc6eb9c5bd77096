"""What comes before what, and spans of months and working days."""

from datetime import date, timedelta

import holidays
import pytest

from admission.rules.base import Missing
from admission.rules.probation import probation_ends
from admission.rules.spans import add_months, add_working_days, is_working_day, months_between
from tests.admission.rules.cases import ON, holds

D = date
DAY = timedelta(1)


def independent_end(start, days):
    """The last of the first `days` working days after `start`, from the library's own table of holidays."""
    off = holidays.country_holidays("VN", years=range(start.year, start.year + 2))
    ahead = [start + n * DAY for n in range(1, 120)]
    return [day for day in ahead if day.isoweekday() <= 5 and day not in off][days - 1]


@pytest.mark.parametrize("decided", [D(2024, 1, 2) + n * DAY for n in range(0, 60, 3)], ids=str)
def test_ceremony_within_thirty_working_days_across_tet(decided):
    last = independent_end(decided, 30)
    assert holds("CEREMONY_30_WORKING_DAYS", decision_on=decided, on=last) is True
    assert holds("CEREMONY_30_WORKING_DAYS", decision_on=decided, on=last + DAY) is False
    assert (
        holds("CEREMONY_30_WORKING_DAYS", decision_on=decided, on=last + DAY, late_consent="12-CV/HU") is True
    )


def test_working_days_of_tet_2024_by_hand():
    """Wednesday 7/2/2024 + 2: Thursday 8 and the whole of Tết (8 to 14 February, by decree) are off."""
    assert [D(2024, 2, n) for n in range(5, 20) if is_working_day(D(2024, 2, n))] == [
        D(2024, 2, n) for n in (5, 6, 7, 15, 16, 19)
    ]
    assert add_working_days(D(2024, 2, 7), 2) == D(2024, 2, 16)
    assert add_working_days(D(2024, 4, 26), 1) == D(2024, 5, 2)  # a Friday before 30/4 and 1/5


@pytest.mark.parametrize(("start", "days"), [(D(2024, 2, 7), 0), (D(2024, 2, 10), 0)])
def test_span_of_no_days_ends_where_it_begins(start, days):
    assert add_working_days(start, days) == start


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (D(2024, 1, 31), 1, D(2024, 2, 29)), (D(2023, 1, 31), 1, D(2023, 2, 28)), (D(2024, 2, 29), 12, D(2025, 2, 28)),
        (D(2024, 2, 29), 48, D(2028, 2, 29)), (D(2023, 12, 15), 1, D(2024, 1, 15)),
        (D(2024, 3, 31), -1, D(2024, 2, 29)),
    ],
)  # fmt: skip
def test_months_end_on_the_same_day_or_on_the_last(start, months, end):
    assert add_months(start, months) == end


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (D(2024, 1, 15), D(2024, 2, 14), 0), (D(2024, 1, 15), D(2024, 2, 15), 1), (D(2024, 1, 31), D(2024, 2, 28), 0),
        (D(2024, 1, 31), D(2024, 2, 29), 1), (D(2024, 2, 29), D(2025, 2, 28), 12), (D(2024, 2, 15), D(2024, 1, 15), -1),
        (D(2024, 2, 15), D(2024, 1, 16), -1),
    ],
)  # fmt: skip
def test_full_months_between(start, end, months):
    assert months_between(start, end) == months


@pytest.mark.parametrize(
    ("ceremony", "end"),
    [
        pytest.param(D(2023, 3, 4), D(2024, 3, 4), id="PROBATION-twelve-months"),
        pytest.param(D(2024, 2, 29), D(2025, 2, 28), id="PROBATION-leap-day"),
        pytest.param(D(2023, 2, 28), D(2024, 2, 28), id="PROBATION-into-a-leap-year"),
        pytest.param(D(2023, 12, 31), D(2024, 12, 31), id="PROBATION-new-year-s-eve"),
    ],
)
def test_probation_lasts_twelve_months_from_the_ceremony(ceremony, end):
    assert probation_ends(ceremony) == end
    assert holds("PROBATION_12_MONTHS", ceremony_on=ceremony, on=end - DAY) is False
    assert holds("PROBATION_12_MONTHS", ceremony_on=ceremony, on=end) is True


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("APPLICATION_FIRST", "application_on", "history_on"),
        ("VERIFIED_BEFORE_CERTIFIED", "verification_sent_on", "verification_replied_on"),
    ],
)
def test_second_paper_is_not_before_the_first(code, before, after):
    day = D(2023, 9, 9)
    assert holds(code, **{before: day, after: day}) is True
    assert holds(code, **{before: day, after: day - DAY}) is False
    assert holds(code, **{before: day, after: ON}) is True
    assert holds(code, **{before: day, after: ON + DAY}) is False


@pytest.mark.parametrize(
    ("code", "earlier"),
    [
        ("AFTER_BRANCH", "branch_resolution_on"),
        ("DECISION_AFTER_RESOLUTIONS", "branch_resolution_on"),
        ("CEREMONY_AFTER_DECISION", "decision_on"),
        ("AFTER_BRANCH_RECOMMENDED", "branch_recommendation_on"),
        ("NEW_MEMBER_CLASS", "new_member_class_on"),
        ("PROBATION_PAPERS", "self_review_on"),
        ("PROBATION_PAPERS", "helper_review_on"),
        ("PROBATION_PAPERS", "probation_opinions_on"),
    ],
)
def test_what_the_act_rests_on_is_not_of_tomorrow(code, earlier):
    assert holds(code, **{earlier: ON}) is True
    assert holds(code, **{earlier: ON + DAY}) is False
    with pytest.raises(Missing) as missing:
        holds(code, **{earlier: None})
    assert missing.value.key == earlier
