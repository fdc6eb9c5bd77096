"""The ledger of targets, the table made of it, and periods."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partytrack.errors import Refused
from partytrack.journal.models import Entry
from tests.world import make_unit
from units import ledger, targets
from units.membership import declare_members
from units.models import Kind, Period, Target, Unit
from units.periods import open_period, period_to_show, rename_period

pytestmark = pytest.mark.sqlite_too

PAPER = {"decided_on": date(2026, 1, 15), "decision": "15-TB/HU"}
EMPTY = ("Đơn vị đăng ký", "")


@pytest.fixture
def year(db):
    return Period.objects.create(
        code="N2026", kind="year", name="Năm 2026", starts=date(2026, 1, 1), ends=date(2026, 12, 31)
    )


def enter(unit, period, by="assigned", *, actor=None, **line):
    return targets.enter_target(actor=actor, unit=unit, period=period, by=by, **{**PAPER, **line})


def codes(refusal):
    return [reason.code for reason in refusal.value.reasons]


def test_target_takes_the_place_of_the_earlier_one(w, year):
    enter(w.commune, year, value=20)
    enter(w.commune, year, value=25, decided_on=date(2026, 6, 2), decision="22-TB/HU")

    key = (w.commune.pk, "assigned", "all")
    assert targets.in_force(unit_ids=[w.commune.pk], period=year)[key].value == 25
    assert targets.in_force(unit_ids=[w.commune.pk], period=year, as_of=date(2026, 6, 1))[key].value == 20
    assert [(line.figure, line.superseded) for line in ledger.history(w.commune, year)] == [
        ("25", False),
        ("20", True),
    ]


def test_figure_changes_with_a_reason_only(w, year):
    enter(w.commune, year, value=20, actor=w.board)
    with pytest.raises(Refused) as refusal:
        enter(w.commune, year, value=25, actor=w.board)
    assert codes(refusal) == ["TARGET_REASON"]
    enter(w.commune, year, value=25, actor=w.board, reason="Thêm nguồn")
    lines = Target.objects.order_by("id").values_list("value", "reason")
    assert list(lines) == [(20, ""), (25, "Thêm nguồn")]


def test_target_in_force_is_not_written_again(w, year):
    first = enter(w.commune, year, rate=Decimal("2.5"), basis="term_start")
    assert enter(w.commune, year, rate=Decimal("2.50"), basis="term_start") == first
    assert Target.objects.count() == 1
    assert Entry.objects.filter(event="units.target_entered").count() == 1


def test_target_of_an_older_paper_is_refused(w, year):
    enter(w.commune, year, value=20)
    with pytest.raises(Refused) as refusal:
        enter(w.commune, year, value=25, decided_on=date(2026, 1, 14))
    assert codes(refusal) == ["TARGET_ORDER"]


def test_paper_of_a_day_to_come_is_refused_and_a_plan_for_a_year_to_come_is_not(w, year):
    today = timezone.localdate()
    with pytest.raises(Refused) as refused:
        enter(w.commune, year, value=4, decided_on=today + timedelta(1))
    assert codes(refused) == ["TARGET_AHEAD"]
    first, last = date(today.year + 1, 1, 1), date(today.year + 1, 12, 31)
    ahead = Period.objects.create(code="AHEAD", kind="year", name="Năm sau", starts=first, ends=last)
    assert enter(w.commune, ahead, value=4, decided_on=today).period == ahead


def test_right_to_assign_is_asked_once_for_any_number_of_units(w, django_assert_num_queries):
    units = list(Unit.objects.filter(parent__in=[w.district, w.commune]))
    with django_assert_num_queries(1):
        assert [targets.may_enter(w.board, unit, "assigned") for unit in units] == [True] * len(units)


@pytest.mark.parametrize(
    ("who", "unit", "kinds"),
    [
        ("board", "district", ["assigned", "registered", "resolution", "plan"]),
        ("board", "commune", ["assigned", "registered", "resolution", "plan"]),
        ("officer", "commune", ["registered", "resolution", "plan"]),
        ("officer", "branch", ["assigned", "registered", "resolution", "plan"]),
        ("officer", "district", []),
        ("secretary", "branch", ["registered"]),
        ("auditor", "commune", []),
    ],
)
def test_assigned_targets_come_from_above(w, year, who, unit, kinds):
    user, unit = getattr(w, who), getattr(w, unit)
    for by in ("assigned", "registered", "resolution", "plan"):
        if by in kinds:
            enter(unit, year, by, actor=user, value=3)
        else:
            with pytest.raises(Refused) as refusal:
                enter(unit, year, by, actor=user, value=3)
            assert codes(refusal) == ["TARGET_RIGHT"]
    assert list(Target.objects.order_by("id").values_list("by", flat=True)) == kinds


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"value": 1905}, "1.905"),
        ({"value": 0}, "0"),
        ({"value": 6, "at_least": True}, "từ 6 trở lên"),
        ({"rate": Decimal("2.5"), "basis": "term_start"}, "2,50 % so với số đảng viên đầu nhiệm kỳ"),
        (
            {"rate": Decimal("3"), "basis": "year_end", "at_least": True},
            "từ 3,00 % trở lên so với số đảng viên cuối năm trước",
        ),
    ],
)
def test_target_in_words(line, words):
    assert ledger.words(Target(**line)) == words


def test_no_target_in_words():
    assert ledger.words(None) == ""


@pytest.mark.parametrize(
    ("own", "note"),
    [
        (1905, "Cấp trên giao: các đơn vị cộng lại 1.950, nhiều hơn 45 so với chỉ tiêu của đơn vị."),
        (2000, "Cấp trên giao: các đơn vị cộng lại 1.950, ít hơn 50 so với chỉ tiêu của đơn vị."),
        (1950, "Cấp trên giao: các đơn vị cộng lại 1.950, khớp với chỉ tiêu của đơn vị."),
    ],
)
def test_table_states_how_far_the_children_add_up(w, year, own, note):
    enter(w.district, year, value=own)
    enter(w.commune, year, value=1940)
    enter(w.base_branch, year, value=10)
    enter(w.branch, year, value=999)  # two levels below

    table = ledger.table(w.district, year)

    assert table.sums == [("Cấp trên giao", 1950), ("Đơn vị đăng ký", None)]
    assert table.notes == [note]
    assert [(row.unit, row.cells) for row in (table.own, *table.children)] == [
        (w.district, [("Cấp trên giao", ledger.words(Target(value=own))), EMPTY]),
        (w.commune, [("Cấp trên giao", "1.940"), EMPTY]),
        (w.base_branch, [("Cấp trên giao", "10"), EMPTY]),
    ]


def test_table_does_not_add_rates_up(w, year):
    enter(w.district, year, "resolution", value=10)
    enter(w.commune, year, "resolution", rate=Decimal(3), basis="year_end")
    table = ledger.table(w.district, year)
    assert table.columns == ["Cấp trên giao", "Đơn vị đăng ký", "Nghị quyết đại hội"]
    assert [total for _, total in table.sums] == [None, None, None]
    base = "chưa ghi số đảng viên cuối năm trước, nên chưa tính được kết quả."
    assert table.notes == [f"{w.commune.name}: có chỉ tiêu theo tỷ lệ nhưng {base}"]
    declare_members(
        actor=None, unit=w.commune, on=date(2025, 12, 31), full=9, probationary=1, basis="year_end"
    )
    assert ledger.table(w.district, year).notes == []


def test_table_keeps_groups_apart(w, year):
    targets_of = {"value": 5, "of": "female"}
    enter(w.commune, year, "plan", **targets_of)
    enter(w.district, year, **targets_of)
    table = ledger.table(w.district, year)
    assert [(line.unit, line.group, line.figure) for line in table.of_groups] == [
        (w.district, "Nữ", "5"),
        (w.commune, "Nữ", "5"),
    ]
    assert table.own.cells == [("Cấp trên giao", ""), EMPTY]


def test_table_costs_the_same_for_one_child_and_many(w, year, django_assert_num_queries):
    with django_assert_num_queries(2):
        ledger.table(w.commune, year)
    for n in range(3):
        enter(make_unit(f"Chi bộ ấp {n}", Kind.BRANCH, w.commune), year, value=n)
    with django_assert_num_queries(2):
        ledger.table(w.commune, year)


@pytest.mark.parametrize(
    ("kind", "starts", "ends", "code"),
    [
        ("year", date(2026, 1, 1), date(2026, 12, 31), "N2026"),
        ("half", date(2026, 7, 1), date(2026, 12, 31), "6T2-2026"),
        ("quarter", date(2026, 4, 1), date(2026, 6, 30), "Q2-2026"),
        ("month", date(2026, 3, 1), date(2026, 3, 31), "T03-2026"),
        ("term", date(2025, 7, 1), date(2030, 6, 30), "NK2025-2030"),
        ("plan", date(2023, 1, 1), date(2025, 12, 31), "GD2023-2025"),
    ],
)
def test_period_gets_a_code(w, kind, starts, ends, code):
    assert open_period(actor=w.board, kind=kind, name="Kỳ", starts=starts, ends=ends).code == code


def test_periods_of_one_code_are_told_apart(w):
    days = [date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)]
    opened = [
        open_period(actor=w.board, kind="year", name="Năm 2026", starts=date(2026, 1, 1), ends=day).code
        for day in days
    ]
    assert opened == ["N2026", "N2026.2", "N2026.3"]


@pytest.mark.parametrize(
    ("ends", "code"), [(date(2026, 12, 31), "PERIOD_TWICE"), (date(2025, 12, 31), "PERIOD_RANGE")]
)
def test_period_is_refused(w, year, ends, code):
    with pytest.raises(Refused) as refusal:
        open_period(actor=w.board, kind="year", name="Năm", starts=year.starts, ends=ends)
    assert codes(refusal) == [code]


def test_period_belongs_to_the_board(w, year):
    with pytest.raises(PermissionDenied):
        open_period(
            actor=w.officer, kind="year", name="Năm", starts=date(2027, 1, 1), ends=date(2027, 12, 31)
        )
    with pytest.raises(PermissionDenied):
        rename_period(year, actor=w.officer, name="Năm nay")
    with pytest.raises(PermissionDenied):  # somebody else's, as far as anybody knows
        rename_period(year, actor=w.board, name="Năm nay")
    enter(w.district, year, value=9)
    assert rename_period(year, actor=w.board, name="Năm nay").name == "Năm nay"


def test_period_to_show():
    term = Period(pk=1, starts=date(2025, 7, 1), ends=date(2030, 6, 30))
    year = Period(pk=2, starts=date(2026, 1, 1), ends=date(2026, 12, 31))
    old = Period(pk=3, starts=date(2021, 1, 1), ends=date(2021, 12, 31))
    newest_first = [year, term, old]
    assert period_to_show(newest_first, used={3}, today=date(2026, 5, 1)) == year
    assert period_to_show(newest_first, used={3}, today=date(2027, 5, 1)) == term
    assert period_to_show(newest_first, used={3}, today=date(2040, 5, 1)) == old
    assert period_to_show(newest_first, used=set(), today=date(2040, 5, 1)) == year
    assert period_to_show([], used=set(), today=date(2040, 5, 1)) is None
