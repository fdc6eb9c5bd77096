"""The official table of newly admitted members: rows, words of the day, sums, and nothing said that is not known."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from admission.catalogues import JOBS, QUALIFICATIONS, SCHOOLING
from admission.models import Candidate, Readmission, StatisticalFacts
from admission.reports import build as quota
from admission.reports.official.build import build
from admission.reports.official.marks import marks_of
from admission.reports.official.rows import parts
from admission.reports.official.words import said
from tests.world import LONG_AGO, make_unit
from units import hierarchy
from units.models import Kind, Period


@pytest.fixture
def year(db):
    return Period.objects.create(
        code="N2024", kind="year", name="Năm 2024", starts=date(2024, 1, 1), ends=date(2024, 12, 31)
    )


PEOPLE = (  # changes of a person, and what the form for the tables says
    ({"occupation": "farmer"}, {}),
    ({"occupation": "civil_servant", "sex": "male", "qualification": "university"}, {}),
    ({"occupation": "private_enterprise", "qualification": "doctor"},
     {"job": "company_manager", "private_owner": "yes", "foreign_marriage": "no", "academic_title": "associate"}),
)  # fmt: skip


@pytest.fixture
def admitted(w, year):
    files = []
    for changes, facts in PEOPLE:
        file = w.climb(w.file(**changes), to="probationary")
        if facts:
            StatisticalFacts.objects.create(candidate=file, **facts)
        files.append(file)
    Candidate.objects.filter(pk=files[-1].pk).update(born_on=date(1989, 2, 1))
    return files


def shown(table):
    return {line.key: said(line)[0] for section in table.sections for line in section.lines}


def person(**changes):
    facts = {
        "sex": "male", "born_on": date(1990, 6, 15), "religion": "none", "occupation": "worker",
        "schooling": "upper_secondary", "qualification": "none", "youth_union_on": None, "job": None,
        "academic_title": None, "private_owner": None, "foreign_marriage": None, "family_planning": None,
        "readmitted": False,
    }  # fmt: skip
    return SimpleNamespace(**facts | changes)


@pytest.mark.parametrize(
    ("changes", "marks"),
    [
        ({"occupation": "civil_servant"}, {"job?", "office?"}),
        ({"occupation": "civil_servant", "job": "commune_office"}, {"commune_office"}),
        ({"occupation": "worker"}, {"company", "company_worker"}),
        ({"occupation": "farmer", "job": "hamlet"}, {"hamlet"}),
        ({"occupation": "private_enterprise"}, {"job?", "private?", "private_owner?"}),
        ({"born_on": date(1993, 6, 15)}, {"age_31_35"}),
        ({"born_on": date(1993, 6, 16)}, {"age_18_30"}),
        ({"born_on": date(2006, 6, 16)}, {"age?"}),
        ({"qualification": "doctor"}, {"title?"}),
        ({"qualification": "doctor", "academic_title": "professor"}, {"title_professor"}),
        ({"qualification": "university"}, {"no_title", "qual_university"}),
        ({"foreign_marriage": "no"}, {"family_planning?"}),
    ],
)
def test_official_marks_say_what_is_known(changes, marks):
    found = marks_of(person(**changes), on=date(2024, 6, 15))
    assert found >= marks
    assert ("foreign_marriage?" in found) == ("foreign_marriage" not in changes)


def test_official_marks_put_everybody_in_one_row_of_each_section():
    rows = {
        part.key: [row.counts for row in part.rows if not row.part and row.of == "people"] for part in parts()
    }
    for job, _ in (("", ""), *JOBS):
        for schooling, _ in SCHOOLING:
            for qualification, _ in QUALIFICATIONS:
                marks = marks_of(
                    person(
                        job=job, occupation="civil_servant", schooling=schooling, qualification=qualification
                    ),
                    on=date(2024, 6, 15),
                )
                assert [len(marks & set(rows[f"II.{n}"])) for n in range(1, 6)] == [1] * 5


def test_official_rows_have_words_for_every_day():
    for part in parts():
        for row in part.rows:
            texts = sorted(row.texts, key=lambda text: text.since)
            assert (texts[0].since, texts[-1].until) == (date.min, date.max)
            assert all(b.since == a.until + timedelta(1) for a, b in zip(texts, texts[1:], strict=False))
            assert {text.confidence for text in texts} <= set("CKU")


def test_official_row_names_the_district_until_it_is_gone():
    row = next(row for part in parts() for row in part.rows if row.key == "II.1.1")
    days = (date(2025, 6, 30), date(2025, 7, 1))
    assert ["cấp huyện" in row.on(day).text for day in days] == [True, False]


@pytest.mark.sqlite_too
def test_official_table_adds_up_and_agrees_with_the_quota_report(w, year, admitted):
    table = build(w.district, year, as_of=date(2024, 12, 31))
    assert table.adds_up() == []
    assert table.admitted == quota.build(w.district, year, as_of=date(2024, 12, 31)).admitted == 3
    assert shown(table) == shown(table) | {
        "I": "3", "I.1": "2", "I.4": "1", "I.5": "chưa rõ 3", "I.6": "chưa rõ 2", "I.7": "0",
        "II.1.1": "chưa rõ 1", "II.1.7": "1", "II.1.7a": "1", "II.1.8": "1", "II.1.0": "1",
        "II.2.1": "2", "II.2.2": "1", "II.2.9": "29,67", "II.3.4": "3", "II.4.4": "1", "II.4.6": "1", "II.4.0": "1",
        "II.5.1": "1", "II.5.0": "2", "III.1": "1", "III.1a": "1", "III.1b": "chưa theo dõi", "III.2": "1",
        "III.2a": "0",
    }  # fmt: skip


def test_official_table_compares_with_the_same_span_a_year_before(w, year, admitted):
    later = Period.objects.create(
        code="N2025", kind="year", name="Năm 2025", starts=date(2025, 1, 1), ends=date(2025, 12, 31)
    )
    again = w.climb(w.file(on=date(2025, 1, 6)), to="probationary")
    Readmission.objects.create(
        candidate=again, admitted_on=LONG_AGO, left_on=date(2010, 1, 1), how="struck_off"
    )
    line = build(w.district, later, as_of=date(2025, 12, 31)).line
    assert said(line("I")) == ("1", "3", "33,33")
    assert said(line("I.7")) == ("1", "0", "–")


def test_official_table_of_a_unit_that_was_not_there_a_year_before(w):
    new = hierarchy.create_unit(
        code="moi", name="Đảng bộ xã mới", kind=Kind.BASE_COMMITTEE, parent=w.district, on=date(2024, 5, 1)
    )
    period = Period.objects.create(
        code="N2024", kind="year", name="Năm 2024", starts=date(2024, 1, 1), ends=date(2024, 12, 31)
    )
    table = build(new, period, as_of=date(2024, 12, 31))
    assert said(table.line("I")) == ("0", "–", "–")
    assert said(table.line("II.2.9"))[0] == "–"


def test_official_table_of_a_past_day_has_that_days_tree(w, year, admitted):
    """A commune moves to another district in 2025: 2024 stays where it was."""
    other = make_unit("Đảng bộ huyện khác", Kind.SUPERIOR, make_unit("Đảng bộ tỉnh", Kind.PROVINCE))
    hierarchy.move_unit(w.commune, parent=other, on=date(2025, 3, 1), decision="1-QĐ/TU", actor=None)
    w.district.refresh_from_db()
    table = build(w.district, year, as_of=date(2024, 12, 31))
    assert (table.admitted, table.line("III.1").now.value) == (3, 1)
    assert build(other, year, as_of=date(2024, 12, 31)).admitted == 0
    assert Candidate.objects.filter(unit__path__startswith=w.district.path).count() == 0
