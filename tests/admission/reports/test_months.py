from datetime import date

import pytest

from admission.reports.months import days_of, months_of

SPAN = date(2020, 10, 15), date(2022, 3, 10)


def test_months_are_cut_to_the_span():
    months = months_of(*SPAN)
    assert (len(months), months[0], months[-1]) == (
        18, (date(2020, 10, 15), date(2020, 10, 31)), (date(2022, 3, 1), date(2022, 3, 10)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("part", "days"),
    [
        ("T1", (date(2020, 10, 15), date(2020, 10, 31))),
        ("T18", (date(2022, 3, 1), date(2022, 3, 10))),
        ("L3", (date(2020, 10, 15), date(2020, 12, 31))),
        ("N2020", (date(2020, 10, 15), date(2020, 12, 31))),
        ("N2021", (date(2021, 1, 1), date(2021, 12, 31))),
    ],
)
def test_part_of_a_span_is_days(part, days):
    assert days_of(part, *SPAN) == days


@pytest.mark.parametrize("part", ["T0", "T19", "L19", "N2019", "N2023"])
def test_part_that_a_span_does_not_have(part):
    with pytest.raises(ValueError, match="Thời gian của mã"):
        days_of(part, *SPAN)
