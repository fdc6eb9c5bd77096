"""What a report reads beside the stored counts: months, ages, spans, returns, lateness, earlier years, the term."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from admission.faults import Fault
from admission.reports.build import build
from admission.reports.official.build import build as official
from admission.reports.pace import pace_of
from admission.reports.parts import wait_bands
from admission.reports.waits import _ranked
from admission.rules.spans import add_working_days
from admission.selections import rows
from admission.states import State as S
from partytrack.days import years_before
from tests.plans import applied, merge
from tests.world import make_unit
from units import cascade, hierarchy
from units.models import Kind, Period
from units.targets import enter_target

pytestmark = pytest.mark.sqlite_too
DAY = timedelta(1)


def period(kind, year, last=None):
    return Period.objects.create(
        code=f"{kind}-{year}",
        kind=kind,
        name=f"{kind} {year}",
        starts=date(year, 1, 1),
        ends=date(last or year, 12, 31),
    )


@pytest.fixture
def year(db):
    return period("year", 2024)


def test_months_and_ages_add_up_to_the_admitted_in_each_line(w, year):
    w.climb(w.file(born_on=date(1996, 5, 20)), to=S.PROBATIONARY)
    w.climb(w.file(w.section_branch, sex="male", born_on=date(1998, 1, 1)), to=S.PROBATIONARY)
    figures = build(w.district, year, as_of=date(2024, 12, 31))
    assert (figures.admitted, len(figures.months), figures.months[-1].so_far) == (2, 12, 2)
    assert [sum(line.admitted for line in child.months) for child in figures.children] == [2, 0]
    assert [(line.women, line.men) for line in figures.pyramid] == [(1, 1), *[(0, 0)] * 5]


def test_files_are_aged_by_their_days_in_the_state(w, year):
    w.file(on=date(2024, 1, 8))
    w.file(on=date(2024, 3, 1))
    waits = build(w.district, year, as_of=date(2024, 3, 30)).waits
    assert [(line.state, line.bands, line.late) for line in waits] == [
        ("source", {"under_30": 1, "to_90": 1, "to_180": 0, "over_180": 0}, None)
    ]
    limits = [
        next(band for band, n in wait_bands(days, 1).items() if n) for days in (29, 30, 89, 90, 179, 180)
    ]
    assert limits == ["under_30", "to_90", "to_90", "to_180", "to_180", "over_180"]


def test_a_file_is_late_the_day_after_its_span_ends(w, year):
    file = w.climb(w.file(), to=S.DECIDED)
    last = add_working_days(file.decided_on, 30)
    on_time, late = (build(w.district, year, as_of=day) for day in (last, last + DAY))
    assert [(one.late, one.waits[-1].late) for one in (on_time, late)] == [(0, 0), (1, 1)]
    assert [child.late for child in late.children] == [1, 0]


def test_lateness_counts_an_extension_from_the_day_it_is_granted(w, year):
    file = w.climb(w.file(), to=S.BRANCH_PROPOSED)
    last = add_working_days(file.since, 60)
    w.act(file, "extend_decision", last, actor=w.board, reason="Chờ xác minh thêm")
    days = (last + DAY, add_working_days(file.since, 90) + DAY)
    assert [build(w.district, year, as_of=day).late for day in days] == [0, 1]


def test_spans_are_of_the_files_that_left_the_state(w, year):
    for step in (7, 10, 20):
        w.climb(w.file(), to=S.NURTURED, step=step)
    steps = build(w.district, year, as_of=date(2024, 12, 31)).steps
    assert [(line.state, line.files, line.median, line.p90) for line in steps] == [("source", 3, 10, 20)]
    assert [_ranked({7: 2, 9: 1}, rank) for rank in (1, 2, 3)] == [7, 7, 9]


def test_a_merger_of_branches_is_no_step_and_begins_no_wait_anew(w, year):
    """Nor has a file gone up again because its branch became another; the lists behind count as the report does."""
    second = make_unit("Chi bộ ấp Bảo Thị", Kind.BRANCH, w.commune)
    left = w.climb(w.file(), to=S.NURTURED, step=10)
    w.climb(w.file(second), to=S.SUBMITTED)
    day, ends = date(2024, 12, 2), date(2024, 12, 31)
    before = build(w.district, year, as_of=day - DAY)
    applied(w, merge("HOP", w.branch, second, name="Chi bộ ấp Bảo Hòa"), on=day)
    after = build(w.district, year, as_of=day)
    assert (after.returns, after.steps) == (before.returns, before.steps)
    assert [(line.state, line.bands) for line in after.waits] == [
        ("nurtured", {"under_30": 0, "to_90": 0, "to_180": 0, "over_180": 1}),
        ("submitted", {"under_30": 0, "to_90": 0, "to_180": 0, "over_180": 1}),
    ]
    measures = (
        "sent",
        "stepped:source",
        "stepped:nurtured",
        "waited:nurtured:over_180",
        "waited:nurtured:under_30",
    )
    assert [rows(measure, year.starts, ends).count() for measure in measures] == [1, 2, 1, 1, 0]
    w.act(left, "take_application", day + 3 * DAY)
    (nurtured,) = [line for line in build(w.district, year, as_of=ends).steps if line.state == "nurtured"]
    assert (nurtured.files, nurtured.p90) == (2, (day + 3 * DAY - left.since).days)


def test_a_transfer_is_no_step_but_begins_the_wait_anew(w, year):
    file = w.climb(w.file(), to=S.VERIFYING)
    day, ends = date(2024, 12, 2), date(2024, 12, 31)
    before = build(w.district, year, as_of=day - DAY)
    w.act(file, "offer_transfer", day, actor=w.officer, to_unit=w.section_branch, number="12-GCN/ĐU")
    w.act(file, "receive", day)
    after = build(w.district, year, as_of=day)
    assert (after.returns, after.steps) == (before.returns, before.steps)
    assert (
        after.waits[0].bands["under_30"] == rows("waited:verifying:under_30", year.starts, day).count() == 1
    )
    assert [rows(measure, year.starts, ends).count() for measure in ("sent", "stepped:verifying")] == [1, 0]


def test_returns_are_counted_in_each_line_by_fault(w, year):
    file = w.climb(w.file(), to=S.SUBMITTED)
    w.act(
        file, "return_to_committee", file.since + DAY, reason="Thiếu giấy", fault=Fault.PAPER_MISSING,
    )  # fmt: skip
    figures = build(w.district, year, as_of=date(2024, 12, 31))
    said = figures.returns
    assert (said.files, said.returns, said.faults) == (1, 1, {"paper_missing": 1})
    assert (said.sent, said.per_file) == (1, "1,00")
    assert [child.returns.returns for child in figures.children] == [1, 0]


def test_earlier_years_take_the_same_span_in_the_tree_of_that_day(w, year):
    w.climb(w.file(on=date(2023, 1, 9)), to=S.PROBATIONARY)
    for _ in range(2):
        w.climb(w.file(), to=S.PROBATIONARY)
    other = hierarchy.create_unit(
        code="C2",
        name="Đảng bộ xã Xuân Bắc",
        kind=Kind.BASE_COMMITTEE,
        parent=w.district,
        on=date(2020, 1, 1),
    )
    hierarchy.move_unit(w.branch, parent=other, on=date(2024, 1, 2), decision="3", actor=w.admin)
    past = build(w.commune, year, as_of=date(2024, 12, 31)).past
    assert [(line.starts, line.as_of, line.admitted, line.percent) for line in past] == [
        (date(2023, 1, 1), date(2023, 12, 31), 1, "0,00")
    ]
    assert build(other, year, as_of=date(2024, 12, 31)).admitted == 2


def test_the_same_days_a_year_earlier_are_one_thing_everywhere(w):
    """In the report, in the official table and beside the targets; 29 February too."""
    february = Period.objects.create(
        code="T2", kind="month", name="Tháng 02/2025", starts=date(2025, 2, 1), ends=date(2025, 2, 28)
    )
    leap = date(2024, 2, 1), date(2024, 2, 29)
    w.file(on=date(2024, 1, 8))
    table, (past, *_) = official(w.district, february), build(w.district, february).past
    assert (table.before_starts, table.before_as_of) == leap
    assert (past.starts, past.as_of) == cascade.before(february)[:2] == leap
    assert [years_before(date(2024, 2, 29), n) for n in (1, 4)] == [date(2023, 2, 28), date(2020, 2, 29)]
    assert years_before(date(2025, 2, 27)) == date(2024, 2, 27)


def test_the_term_so_far_with_its_own_targets(w, year):
    term = period("term", 2020, 2025)
    w.climb(w.file(on=date(2023, 1, 9)), to=S.PROBATIONARY)
    w.climb(w.file(sex="male"), to=S.PROBATIONARY)
    said = {
        "actor": None,
        "unit": w.district,
        "by": "resolution",
        "decided_on": date(2020, 1, 2),
        "decision": "1-NQ",
    }
    enter_target(**said, period=term, value=10)
    enter_target(**said, period=term, value=1, of="female")
    figures = build(w.district, year, as_of=date(2024, 12, 31))
    assert (figures.admitted, figures.term.admitted) == (1, 2)
    assert [(line.of, line.achieved, line.pace.standing) for line in figures.term.targets] == [
        ("all", 2, "behind"), ("female", 1, "reached"),
    ]  # fmt: skip
    assert build(w.district, term, as_of=date(2024, 12, 31)).term is None


def test_base_organisations_without_admissions_are_counted(w, year):
    w.climb(w.file(w.section_branch), to=S.PROBATIONARY)
    whole = build(w.district, year, as_of=date(2024, 12, 31)).grassroots
    assert (whole.total, whole.without) == (2, 1)
    assert build(w.section, year, as_of=date(2024, 12, 31)).grassroots is None


def test_deep_figures_nest_down_to_the_branches(w, year):
    w.climb(w.file(w.section_branch), to=S.PROBATIONARY)
    commune, base = build(w.district, year, as_of=date(2024, 12, 31), deep=True).children
    assert [(one.unit_id, one.admitted) for one in commune.children] == [(w.section.pk, 1), (w.branch.pk, 0)]
    assert [one.admitted for one in commune.children[0].children] == [1]
    assert base.children == ()


@pytest.mark.parametrize(
    ("achieved", "standing", "over"),
    [(7, "passed", "1"), (6, "reached", "0"), (3, "on_pace", "3"), (2, "behind", "4")],
)
def test_pace_is_the_targets_share_of_the_days_gone(achieved, standing, over):
    span = date(2023, 1, 1), date(2023, 12, 31), date(2023, 7, 2)  # 183 of 365 days
    pace = pace_of(Fraction(6), achieved, *span)
    assert (pace.gone, pace.days, pace.expected) == (183, 365, "3,01")
    assert (pace.standing, pace.over) == ("behind" if achieved == 3 else standing, over)


def test_pace_of_a_rate_is_exact():
    goal = Fraction(Decimal("2.50")) * 5261 / 100
    pace = pace_of(goal, 131, date(2023, 1, 1), date(2023, 12, 31), date(2023, 12, 31))
    assert (pace.goal, pace.standing, pace.over) == ("131,53", "missed", "0,53")


def test_a_report_asks_as_many_questions_for_many_units_as_for_few(w, year, django_assert_max_num_queries):
    w.climb(w.file(), to=S.PROBATIONARY)
    with django_assert_max_num_queries(50):
        build(w.district, year, as_of=date(2024, 12, 31), deep=True)
