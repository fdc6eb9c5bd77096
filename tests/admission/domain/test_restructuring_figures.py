"""What a restructuring does to targets and to what is counted."""

from datetime import date, timedelta

import pytest

from admission.rollups import recount, totals_at, verify
from partytrack.journal.dispatch import dispatch
from tests.plans import DAY, applied, draft, merge, problems, together
from units.models import (
    TargetBy,
    Unit,
)
from units.targets import enter_target, in_force

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def test_admissions_count_where_they_were_held_and_in_the_new_branch_since(two):
    w = two
    w.climb(w.file(w.branch, on=date(2026, 1, 5)), to="probationary", step=1)
    recount()
    dispatch()
    applied(w, together(w))
    new = Unit.objects.get(code="HOP")
    before, after = totals_at(w.year, DAY - timedelta(1)), totals_at(w.year, DAY)
    assert (before[w.branch.pk]["admitted"], after[new.pk]["admitted"]) == (1, 1)
    assert (new.pk in before, w.branch.pk in after) == (False, False)
    assert before[w.district.pk]["admitted"] == after[w.district.pk]["admitted"]
    dispatch()
    assert verify() == []
    w.climb(w.file(new, on=DAY), to="nurtured", step=1)  # an act in the new branch alone is folded in
    dispatch()
    assert verify() == []


@pytest.mark.parametrize(("rule", "value"), [("sum", 7), ("reissue", 5), ("keep", None)])
def test_targets_follow_by_the_rule_of_the_draft(two, rule, value):
    w = two
    paper = {"period": w.year, "by": TargetBy.ASSIGNED, "decided_on": date(2026, 1, 5), "decision": "1-TB"}
    for unit, number in ((w.branch, 3), (w.second, 4)):
        enter_target(actor=None, unit=unit, value=number, **paper)
    reissue = [[w.year.pk, "assigned", "all", 5]] if rule == "reissue" else []
    applied(w, {**together(w), "reissue": reissue}, target_rule=rule)
    new = Unit.objects.get(code="HOP")
    lines = in_force(unit_ids=[new.pk], period=w.year)
    assert [line.value for line in lines.values()] == ([] if value is None else [value])
    old = in_force(unit_ids=[w.branch.pk, w.second.pk], period=w.year)
    assert sorted(line.value for line in old.values()) == [3, 4]


def test_targets_of_after_the_effective_day_are_in_the_sum(two):
    w = two
    paper = {"actor": None, "period": w.year, "by": TargetBy.ASSIGNED}
    for unit, first, later in ((w.branch, 5, 9), (w.second, 7, 8)):
        for value, on in ((first, date(2026, 1, 5)), (later, date(2026, 8, 15))):
            enter_target(unit=unit, value=value, decided_on=on, decision="1-TB", **paper)
    plan = applied(w, merge(w.second, w.branch))
    assert [one[2:4] for one in plan.rehearsal["sums"] if one[0].startswith("Chỉ tiêu")] == [[17, 17]]
    told = [
        [line.value for line in in_force(unit_ids=[w.second.pk], period=w.year, as_of=day).values()]
        for day in (date(2026, 6, 30), DAY, date(2026, 8, 14), date(2026, 8, 15))
    ]
    assert told == [[7], [12], [12], [17]]


def test_new_figures_are_in_the_way_of_newer_ones(two):
    w = two
    enter_target(
        actor=None, unit=w.branch, period=w.year, by=TargetBy.ASSIGNED, value=9, decided_on=date(2026, 8, 15),
        decision="40-TB",
    )  # fmt: skip
    assert problems(draft(w, together(w), target_rule="reissue"), w) == ["LATER_TARGET"]
