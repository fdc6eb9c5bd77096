from datetime import date
from decimal import Decimal

import pytest

from admission.reports import labels


def test_days_and_the_first_two_months_are_padded():
    assert labels.long_day(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert labels.long_day(date(2026, 5, 27)) == "ngày 27 tháng 5 năm 2026"
    assert [labels.day(date(2020, 8, 1)), labels.day(date(2021, 11, 30))] == ["01/8/2020", "30/11/2021"]


@pytest.mark.parametrize(
    ("value", "fields", "printed"),
    [
        (1905, {}, "1.905"),
        (6, {"at_least": True}, "từ 6 trở lên"),
        (None, {"rate": Decimal("2.5")}, "2,50%"),
        (None, {"rate": Decimal("3"), "at_least": True}, "từ 3,00% trở lên"),
    ],
)
def test_goal_says_point_floor_and_rate(target, value, fields, printed):
    assert labels.goal(target(value, 1, **fields)) == printed
