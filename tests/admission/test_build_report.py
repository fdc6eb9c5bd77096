"""The figures of a report: today's from what is stored, another day's from the facts, equal where both speak."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from admission import rollups
from admission.models import Rollup
from admission.reports.build import build
from admission.states import State
from partytrack.journal.dispatch import dispatch
from units import hierarchy
from units.membership import declare_members
from units.models import Kind, Period
from units.targets import enter_target

pytestmark = pytest.mark.sqlite_too
DAY = timedelta(1)
S = State


@pytest.fixture
def year(db):
    return Period.objects.create(
        code="N2024", kind="year", name="Năm 2024", starts=date(2024, 1, 1), ends=date(2024, 12, 31)
    )


@pytest.fixture
def term(db):
    return Period.objects.create(
        code="NK", kind="term", name="Nhiệm kỳ", starts=date(2020, 1, 1), ends=date(2030, 12, 31)
    )


def target(w, period, unit=None, by="assigned", decided_on=date(2024, 1, 2), decision="1-NQ/HU", **said):
    enter_target(
        actor=None,
        unit=unit or w.district,
        period=period,
        by=by,
        decided_on=decided_on,
        decision=decision,
        **said,
    )


def undated(figures):
    """Without the instant of counting, which alone may differ."""
    return replace(figures, computed_at=None, children=tuple(undated(child) for child in figures.children))


@pytest.mark.parametrize("period_name", ["year", "term"])
def test_stored_figures_are_those_computed_from_the_facts(w, year, term, period_name):
    period = {"year": year, "term": term}[period_name]
    for branch in (w.branch, w.section_branch, w.base_branch):
        w.climb(w.file(branch), to=S.PROBATIONARY)
    w.climb(w.file(), to=S.FULL)
    dispatch()
    for unit in (w.district, w.commune, w.section, w.branch):
        stored = build(unit, period)
        assert Rollup.objects.filter(period=period, unit=unit).exists()
        Rollup.objects.filter(period=period).delete()
        computed = build(unit, period)
        rollups.recount()
        assert undated(stored) == undated(computed)
    district = build(w.district, period)
    assert (district.admitted, [child.admitted for child in district.children]) == (4, [3, 1])


def test_past_day_is_computed_as_it_stood(w, year):
    file = w.climb(w.file(), to=S.DECIDED)
    appraised = file.standings.get(state=S.APPRAISED)
    days = (appraised.valid_from, file.since)
    pools = [build(w.commune, year, as_of=day).pool for day in days]
    assert pools == [{"appraised": 1}, {"decided": 1}]
    file = w.climb(file, to=S.PROBATIONARY)
    before = build(w.commune, year, as_of=file.ceremony_on - DAY)
    after = build(w.commune, year, as_of=file.ceremony_on)
    assert (before.admitted, after.admitted, after.as_of) == (0, 1, file.ceremony_on)
    assert (before.probation, after.probation) == ({}, {"probationary": 1})


def test_name_and_place_are_those_of_the_day(w, term):
    other = hierarchy.create_unit(
        code="C2",
        name="Đảng bộ xã Xuân Bắc",
        kind=Kind.BASE_COMMITTEE,
        parent=w.district,
        on=date(2020, 1, 1),
    )
    hierarchy.rename_unit(w.branch, name="Chi bộ Khu phố 1", on=date(2025, 7, 1), decision="3", actor=w.admin)
    hierarchy.move_unit(w.branch, parent=other, on=date(2025, 7, 1), decision="3", actor=w.admin)
    old, new = build(w.commune, term, as_of=date(2025, 6, 30)), build(other, term, as_of=date(2025, 7, 1))
    assert {child.name for child in old.children} == {"Chi bộ ấp Bảo Định", "Đảng bộ bộ phận Nông trường"}
    assert [child.name for child in new.children] == ["Chi bộ Khu phố 1"]


def test_target_in_force_on_the_day_is_printed(w, year):
    w.climb(w.file(), to=S.PROBATIONARY)
    target(w, year, value=3)
    target(w, year, value=4, decided_on=date(2024, 6, 1), decision="2-NQ/HU", at_least=True)
    target(w, year, value=8, decided_on=date(2024, 1, 5), by="registered")
    spring = build(w.district, year, as_of=date(2024, 5, 31))
    assert [(line.by, line.value, line.percent, line.at_least) for line in spring.targets] == [
        ("assigned", 3, "33,33", False), ("registered", 8, "12,50", False),
    ]  # fmt: skip
    summer = build(w.district, year, as_of=date(2024, 6, 1))
    line = summer.targets[0]
    assert (line.value, line.achieved, line.percent, line.at_least) == (4, 1, "25,00", True)
    assert (line.decision, line.decided_on) == ("2-NQ/HU", date(2024, 6, 1))
    assert build(w.district, year, as_of=date(2024, 1, 1)).targets == ()


def test_target_of_a_group_is_measured_by_the_group(w, year):
    w.climb(w.file(sex="male"), to=S.PROBATIONARY)
    w.climb(w.file(), to=S.PROBATIONARY)
    target(w, year, value=2)
    target(w, year, value=2, of="female")
    lines = build(w.district, year).targets
    assert [(line.of, line.achieved, line.percent) for line in lines] == [
        ("all", 2, "100,00"), ("female", 1, "50,00"),
    ]  # fmt: skip


def test_rate_is_taken_of_its_named_base_as_known_on_the_day(w, year):
    w.climb(w.file(), to=S.PROBATIONARY)
    target(w, year, rate=Decimal("2.50"), basis="year_end")
    no_base = build(w.district, year, as_of=date(2024, 12, 31))
    assert (no_base.targets[0].percent, no_base.members) == (None, ())
    declared = {"actor": None, "unit": w.district, "probationary": 2}
    declare_members(
        **declared, on=date(2024, 12, 31), full=398, basis="year_end"
    )  # the end of this very year
    assert [line.total for line in build(w.district, year, as_of=date(2024, 12, 31)).members] == [400]
    declare_members(**declared, on=date(2023, 12, 31), full=158, basis="year_end")
    corrected = {"full": 78, "reason": "Ghi nhầm"}  # the line before
    declare_members(**declared, on=date(2023, 12, 31), basis="year_end", **corrected)
    for on, full in ((date(2024, 3, 31), 98), (date(2024, 6, 30), 158)):
        declare_members(**declared, on=on, full=full, basis="counted")
    spring, winter = (build(w.district, year, as_of=day) for day in (date(2024, 6, 29), date(2024, 12, 31)))
    assert [(line.basis, line.total, line.rate) for line in spring.members] == [
        ("counted", 100, "1,00"), ("year_end", 80, "1,25"),
    ]  # fmt: skip
    assert spring.targets[0].percent == "50,00"  # 1 of 2,5 % of 80
    assert [(line.basis, line.total) for line in winter.members] == [("counted", 160), ("year_end", 80)]
    assert winter.targets[0].percent == "50,00"


def test_groups_have_a_share_of_the_admitted(w, year):
    for sex in ("female", "female", "male"):
        w.climb(w.file(sex=sex), to=S.PROBATIONARY)
    figures = build(w.district, year)
    assert (figures.groups["female"].count, figures.groups["female"].share) == (2, "66,67")
    assert (figures.groups["religious"].count, figures.groups["religious"].share) == (0, "0,00")
    assert build(w.base_branch, year).groups["female"].share is None


def test_period_ahead_has_no_figures_yet(w, db):
    ahead = Period.objects.create(
        code="N2099", kind="year", name="Năm 2099", starts=date(2099, 1, 1), ends=date(2099, 12, 31)
    )
    w.file()
    figures = build(w.district, ahead)
    assert (figures.admitted, figures.pool, figures.as_of) == (0, {"source": 1}, ahead.starts)


def test_stored_figures_say_when_they_were_counted(w, term):
    w.file()
    dispatch()
    before = build(w.district, term)
    assert before.pool == {"source": 1}
    w.file()
    assert (build(w.district, term).pool, build(w.district, term).computed_at) == (
        before.pool,
        before.computed_at,
    )
    dispatch()
    after = build(w.district, term)
    assert after.pool == {"source": 2}
    assert after.computed_at > before.computed_at
