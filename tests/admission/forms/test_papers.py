"""A paper is filed by its day: a number alone, or a day ahead, would be lost without a word."""

from datetime import date
from types import SimpleNamespace

import pytest

from admission.forms.acts import FORMS

TODAY = date(2024, 6, 1)
FILE = SimpleNamespace(version=3, since=date(2024, 5, 1), born_on=date(1950, 1, 1))


def form_of(act, **data):
    hidden = {"version": 3, "request_id": "2f7a257e-faf7-438c-88f5-b34ab38a67ab", "on": "01/06/2024"}
    return FORMS[act](hidden | data, file=FILE, today=TODAY)


@pytest.mark.parametrize(
    ("act", "number", "day"),
    [(act, number, day) for act, form in FORMS.items() for number, day in form.numbered],
)
def test_number_of_a_paper_needs_its_day(act, number, day):
    assert form_of(act, **{number: "12-NQ"}).errors[day] == ["Ghi ngày của giấy tờ có số này."]
    assert day not in form_of(act, **{number: "12-NQ", day: "31/05/2024"}).errors
    assert form_of(act, **{number: "12-NQ", day: "02/06/2024"}).errors[day] == ["Ngày này ở tương lai."]
