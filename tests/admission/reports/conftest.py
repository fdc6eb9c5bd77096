"""Figures built by hand: a district with seven units below it, as the quota report of 30/11/2021 saw it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from admission.groups import GROUPS
from admission.reports.figures import BaseLine, Figures, GroupLine, SessionLine, TargetLine, TermLine
from admission.reports.pace import pace_of
from admission.reports.parts import (
    GrassrootsLine,
    MonthLine,
    PastLine,
    PyramidLine,
    ReturnsLine,
    StepLine,
    WaitLine,
)
from partytrack.percent import percent

STARTS, ENDS, AS_OF = date(2021, 1, 1), date(2021, 12, 31), date(2021, 11, 30)
CHILDREN = (  # code, name, kind, admitted, assigned
    ("KT", "Đảng bộ Khối Kinh tế huyện", "base_committee", 5, 3),
    ("GR", "Đảng bộ thị trấn Gia Ray", "base_committee", 6, 5),
    ("CA", "Đảng bộ Công an huyện", "base_committee", 14, None),
    ("QS", "Đảng bộ Quân sự huyện", "base_committee", 9, None),
    ("VX", "Đảng bộ Khối Văn hóa - Xã hội", "base_committee", 21, None),
    ("BH", "Chi bộ Bảo hiểm xã hội", "base_branch", 2, None),
    ("KH", "Các tổ chức cơ sở đảng khác", "base_committee", 78, None),
)


@pytest.fixture
def target():
    return make_target


@pytest.fixture
def make():
    return make_figures


@pytest.fixture
def district():
    return make_district()


def make_target(value, achieved, by="assigned", **fields):
    line = TargetLine(
        by=by,
        of="all",
        value=value,
        rate=None,
        basis="",
        at_least=False,
        decided_on=date(2021, 1, 15),
        decision="01-TB/HU",
        achieved=achieved,
        percent=percent(achieved, value) if value else None,
    )
    line = replace(line, **fields)
    if line.rate is not None:
        return line
    return replace(line, pace=pace_of(Fraction(value), achieved, STARTS, ENDS, AS_OF))


def make_figures(code="XL", name="Đảng bộ huyện Xuân Lộc", kind="superior", admitted=0, **fields):
    """The figures of one unit; every group is there, as a real report has it."""
    figures = Figures(
        unit=f"xuan-loc-2021/{code}",
        unit_id=1,
        name=name,
        kind=kind,
        period="xuan-loc-2021/Y2021",
        period_name="Năm 2021",
        starts=STARTS,
        ends=ENDS,
        as_of=AS_OF,
        counted_by="ceremony",
        computed_at=datetime(2021, 12, 1, 1, 30, tzinfo=UTC),
        admitted=admitted,
        recognised=0,
        struck_off=0,
        resigned=0,
        groups={code: GroupLine(0, percent(0, admitted)) for code in GROUPS},
    )
    return replace(figures, **fields)


def make_district():
    """Xuân Lộc: 137 admitted, two of them in the district's own branch and in none of the seven units."""
    admitted = 137
    counts = {
        "female": 61,
        "youth_union": 112,
        "farmer": 9,
        "civil_servant": 47,
        "age_18_30": 101,
        "age_31_35": 36,
    }
    groups = {code: GroupLine(counts.get(code, 0), percent(counts.get(code, 0), admitted)) for code in GROUPS}
    rate = make_target(
        None, admitted, "resolution", rate=Decimal("2.5"), basis="term_start", percent="104,18"
    )
    women = make_target(50, 61, of="female", at_least=True, percent="122,00")
    return make_figures(
        admitted=admitted,
        recognised=1098,
        struck_off=1,
        resigned=0,
        targets=(make_target(120, admitted), rate, women),
        members=(BaseLine("term_start", date(2020, 8, 1), 5200, 60, percent(admitted, 5260)),),
        pool={"source": 160, "nurtured": 31, "verifying": 12, "on_agenda": 3},
        probation={"probationary": 129},
        stopped={"works_away": 4, "background": 2},
        sessions=(SessionLine(date(2021, 3, 28), 16, 4, 1, 0), SessionLine(date(2021, 4, 27), 11, 2, 0, 1)),
        groups=groups,
        children=tuple(make_child(*child) for child in CHILDREN),
        **make_details(admitted),
    )


def make_details(admitted):
    """What is read from the facts beside the stored counts."""
    steps = tuple(StepLine(state, n, 14 + n, 30 + n) for state, n in (("source", 90), ("on_agenda", 7)))
    bands = {"under_30": 100, "to_90": 40, "to_180": 15, "over_180": 5}
    few = {"under_30": 9, "to_90": 3, "to_180": 0, "over_180": 0}
    goal = pace_of(Fraction(652), 640, date(2020, 8, 1), date(2025, 7, 31), AS_OF)
    of_term = replace(make_target(652, 640, "resolution"), pace=goal)
    return {
        "recognised_on_time": 1090,
        "recognised_late": 8,
        "late_pool": 12,
        "late_probation": 5,
        "returns": ReturnsLine(146, 33, 37, "0,25", {"paper_missing": 24, "none": 13}),
        "months": (
            MonthLine(date(2021, 1, 1), date(2021, 1, 31), 58, 58, "10,19"),
            MonthLine(date(2021, 2, 1), date(2021, 2, 28), 79, admitted, "19,40"),
        ),
        "waits": (
            WaitLine("source", bands, None),
            WaitLine("verifying", few, 12),
            WaitLine("probationary", {"under_30": 8, "to_90": 20, "to_180": 31, "over_180": 70}, 5),
        ),
        "steps": steps,
        "pyramid": (PyramidLine("age_18_30", 51, 50), PyramidLine("age_31_35", 10, 26)),
        "past": (PastLine(date(2020, 1, 1), date(2020, 11, 30), 125, 98, 3, percent(admitted, 125)),),
        "term": TermLine(
            "NK", "Nhiệm kỳ 2020 - 2025", date(2020, 8, 1), date(2025, 7, 31), 640, 598, 4, 0, (of_term,)
        ),
        "grassroots": GrassrootsLine(41, 6),
    }


def make_child(code, name, kind, admitted, assigned):
    return make_figures(
        code,
        name,
        kind,
        admitted,
        recognised=admitted - 1,
        pool={"source": admitted + 2},
        late_pool=1,
        returns=ReturnsLine(
            sent=admitted + 1, files=1, returns=2, per_file=percent(200, 100 * (admitted + 1))
        ),
        targets=(make_target(assigned, admitted),) if assigned else (),
    )
