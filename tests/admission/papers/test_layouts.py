from datetime import date

import pytest

from admission.papers.layouts import layout_on


@pytest.mark.parametrize(
    ("day", "mark"),
    [(date(2026, 5, 26), "./."), (date(2026, 5, 27), "."), (None, "."), (date(2010, 1, 1), "./.")],
)
def test_the_layout_is_that_of_the_day_of_the_paper(day, mark):
    assert layout_on(day).end_mark == mark
