"""Undo of a restructuring, and what has come to depend on it."""

from datetime import date

import pytest

from admission.models import Candidate, Member, Standing
from partytrack.errors import Refused
from partytrack.journal.verify import faults
from tests.plans import DAY, applied, codes, together, undone
from tests.seals import sealed_by_hand
from tests.world import make_unit, make_user
from units.hierarchy import create_unit, named, path_errors, step
from units.models import (
    Grant,
    Kind,
    Restructuring,
    Role,
    Target,
    TargetBy,
    Unit,
    UnitLink,
    UnitName,
)
from units.targets import enter_target

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def test_undo_puts_everything_back(two):
    w = two
    file = w.file(w.branch)
    w.climb(w.file(w.second, on=date(2025, 1, 6)), to="probationary")
    enter_target(
        actor=None, unit=w.branch, period=w.year, by=TargetBy.ASSIGNED, value=2, decided_on=date(2026, 1, 5),
        decision="1-TB",
    )  # fmt: skip
    make_user(Role.BRANCH_SECRETARY, w.branch)
    was = _state()
    plan = applied(w, together(w))
    assert _state() != was
    plan = undone(w, plan)
    assert _state() == was
    assert list(path_errors()) == []
    assert list(faults()) == []
    assert Candidate.objects.get(pk=file.pk).version == file.version + 2
    w.climb(file, to="nurtured", on=DAY)  # and the file goes on
    assert plan.status == "undone"


def _state():
    """What a restructuring may change, without versions, which only ever grow."""
    tables = {
        Unit: ("code", "name", "parent", "path", "closed_on"),
        Standing: ("candidate", "unit", "state", "valid_from", "valid_to"),
        Candidate: ("pk", "unit", "state", "since"),
        Member: ("pk", "unit"),
        Grant: ("user", "unit", "role", "valid_from", "valid_to"),
        Target: ("unit", "period", "value"),
    }
    return {model: sorted(map(str, model.objects.values_list(*names))) for model, names in tables.items()}


def test_undo_by_an_older_trace_sets_the_day_of_the_step_back(two):
    w = two
    file = w.file(w.branch)
    plan = applied(w, together(w))
    trace = plan.traces.get(table="admission.candidate", made=False)
    [[pk, before, after]] = trace.rows
    trace.rows = [[pk, {**before, "since": f"{file.since}"}, {**after, "since": f"{DAY}"}]]
    trace.save()
    Candidate.objects.filter(pk=pk).update(since=DAY)
    undone(w, plan)
    assert Candidate.objects.get(pk=pk).since == file.since


def test_undo_is_refused_once_something_was_done_in_the_new_unit(two):
    w = two
    file = w.file(w.branch)
    plan = applied(w, together(w))
    w.climb(file, to="nurtured", on=DAY)
    with pytest.raises(Refused) as refusal:
        undone(w, plan)
    assert codes(refusal) == ["DEPENDS"]
    assert Restructuring.objects.get().status == "applied"


def moved_away(w):
    other = make_unit("Đảng bộ xã khác", Kind.BASE_COMMITTEE, w.district)
    plan = applied(w, {"kind": "move", "sources": [w.section.code], "target": other.code})
    w.section.refresh_from_db()
    return plan


def test_undo_is_refused_once_a_unit_was_founded_below_one_that_moved(w):
    plan = moved_away(w)
    create_unit(code="MOI", name="Chi bộ mới", kind=Kind.BRANCH, parent=w.section, on=DAY)
    with pytest.raises(Refused) as refusal:
        undone(w, plan)
    assert [(one.code, one.sentence) for one in refusal.value.reasons] == [
        ("DEPENDS", "Sau ngày thực hiện đã có việc mới: đơn vị (1).")
    ]


def test_undo_leaves_no_unit_in_a_wrong_place(w):
    plan = moved_away(w)
    stray = Unit.objects.create(code="LAC", kind=Kind.BRANCH, parent=w.section, **named("Chi bộ lạc"))
    Unit.objects.filter(pk=stray.pk).update(path=w.section.path + step(stray.pk))  # of which no journal tells
    UnitLink.objects.create(unit=stray, parent=w.section, valid_from=DAY)
    UnitName.objects.create(unit=stray, name=stray.name, valid_from=DAY)
    with pytest.raises(Refused) as refusal:
        undone(w, plan)
    assert codes(refusal) == ["TREE"]


def test_undo_is_refused_once_a_report_above_was_sealed(two):
    w = two
    plan = applied(w, {"kind": "rename", "target": w.second.code, "name": "Chi bộ khác"}, unit=w.commune)
    sealed_by_hand(w.district, w.year, w.board)
    with pytest.raises(Refused) as refusal:
        undone(w, plan)
    assert codes(refusal) == ["SEALED"]
