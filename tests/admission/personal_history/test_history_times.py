"""Months and years as they are typed, and what the table of work says of gaps in them."""

from datetime import date

import pytest

from admission.personal_history.fields import Part
from admission.personal_history.times import Month, read_day, read_month, read_year
from tests.admission.personal_history.written import job, told, with_rows


@pytest.mark.parametrize(
    ("text", "month"),
    [("06/2019", Month(2019, 6)), ("6-2019", Month(2019, 6)), ("062019", Month(2019, 6)), (" 6 / 2019", Month(2019, 6)),
     ("13/2019", None), ("0/2019", None), ("2019", None), ("06/19", None), ("nay", None)],
)  # fmt: skip
def test_month_is_read_however_it_is_typed(text, month):
    assert read_month(text) == month


@pytest.mark.parametrize(
    ("text", "year"),
    [("1962", 1962), ("3/1962", 1962), ("05/03/1962", 1962), ("62", None), ("31/02/1962", None)],
)
def test_year_is_read_out_of_a_day(text, year):
    assert read_year(text) == year


def test_day_that_is_none_is_not_read():
    assert (read_day("29/02/2024"), read_day("29/02/2023"), read_day("x")) == (date(2024, 2, 29), None, None)


def work(*rows, asked=None):
    return [
        (weight, sentence) for weight, sentence, _ in told("cong-tac", with_rows("cong-tac", *rows), asked)
    ]


def test_work_names_the_months_that_are_missing():
    rows = job("a", "09/2002", "05/2019"), job("b", "09/2019", "nay")
    assert work(*rows) == [("error", "Thiếu từ 06/2019 đến 08/2019.")]


@pytest.mark.parametrize(
    ("last", "first", "found"),
    [("05/2019", "06/2019", []), ("05/2019", "05/2019", []), ("05/2019", "07/2019", [("error", "Thiếu 06/2019.")]),
     ("05/2019", "04/2019", [("warning", "Trùng từ 04/2019 đến 05/2019.")])],
    ids=["next month", "same month", "one month between", "two months together"],
)  # fmt: skip
def test_work_at_the_seam_of_two_rows(last, first, found):
    assert work(job("a", "09/2002", last), job("b", first, "nay")) == found


@pytest.mark.parametrize(
    ("first", "found"),
    [("09/2002", []), ("05/1996", []), ("10/2002", [("error", "Thiếu 09/2002.")])],
    ids=["school age", "birth", "a month late"],
)
def test_work_begins_at_school_age(first, found):
    assert work(job("a", first, "nay")) == found


@pytest.mark.parametrize(
    ("last", "found"),
    [("nay", []), ("Đến nay", []), ("11/2026", []), ("10/2026", []), ("09/2026", ["Thiếu 10/2026."])],
)
def test_work_ends_now(last, found):
    unsigned = with_rows("cong-tac", job("a", "09/2002", last)) | {"cam-doan": Part()}
    assert [sentence for _, sentence, _ in told("cong-tac", unsigned)] == found


def test_work_ends_at_the_day_of_signing():
    signed = with_rows("cong-tac", job("a", "09/2002", "05/2026")) | {
        "cam-doan": Part({"pledged": "1", "signed_on": "30/06/2026"})
    }
    assert told("cong-tac", signed) == []


def test_work_is_the_same_in_any_order():
    rows = job("b", "09/2019", "nay"), job("a", "09/2002", "05/2019")
    assert work(*rows) == [("error", "Thiếu từ 06/2019 đến 08/2019.")]


def test_work_within_a_longer_row_leaves_no_gap():
    assert work(job("a", "09/2002", "nay"), job("b", "03/2010", "04/2010")) == [
        ("warning", "Trùng từ 03/2010 đến 04/2010.")
    ]


@pytest.mark.parametrize(
    ("first", "last", "field", "sentence"),
    [("06/2019", "05/2019", "a-to", "“Đến tháng” 05/2019 sớm hơn “từ tháng” 06/2019."),
     ("12/2026", "nay", "a-from", "Tháng 12/2026 ở tương lai."),
     ("04/1996", "nay", "a-from", "Tháng 04/1996 trước khi sinh (05/1996)."),
     ("tháng sáu", "nay", "a-from", "Ghi tháng và năm, ví dụ 09/2014.")],
)  # fmt: skip
def test_months_of_a_row_stand_in_order(first, last, field, sentence):
    found = told("cong-tac", with_rows("cong-tac", job("a", first, last)))
    assert [(weight, said) for weight, said, where in found if where == field] == [("error", sentence)]


@pytest.mark.parametrize(
    ("last", "found"), [("04/2020", ["warning"]), ("05/2020", [])], ids=["less", "three months"]
)
def test_abroad_is_asked_from_three_months(last, found):
    stay = {"id": "a", "from": "02/2020", "to": last, "purpose": "Lao động", "country": "Hàn Quốc"}
    assert [weight for weight, *_ in told("nuoc-ngoai", with_rows("nuoc-ngoai", stay))] == found
