"""Who drafts, approves and carries out a restructuring, and when."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partytrack.errors import Conflict, Refused
from tests.plans import DAY, approved, codes, draft, merge, together
from tests.world import make_unit, make_user
from units.models import (
    Grant,
    Kind,
    Restructuring,
    Role,
)
from units.restructuring import acts
from units.tasks import restructure

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def test_second_person_approves_and_only_what_was_rehearsed(two):
    w = two
    plan = draft(w, together(w))
    with pytest.raises(Refused) as refusal:
        acts.submit(plan, actor=w.admin, version=plan.version)
    assert codes(refusal) == ["NOT_REHEARSED"]
    plan = acts.rehearse(plan, actor=w.admin, version=plan.version)
    plan = acts.submit(plan, actor=w.board, version=plan.version)
    with pytest.raises(PermissionDenied):
        acts.approve(plan, actor=w.admin, version=plan.version)
    with pytest.raises(Refused) as refusal:
        acts.approve(plan, actor=w.board, version=plan.version)
    assert codes(refusal) == ["TWO_PEOPLE"]
    w.file(w.branch)
    with pytest.raises(Refused) as refusal:
        acts.approve(plan, actor=w.recorder, version=plan.version)
    assert codes(refusal) == ["NOT_REHEARSED"]
    with pytest.raises(Conflict):
        acts.approve(plan, actor=w.recorder, version=plan.version - 1)


def test_plan_of_a_coming_day_waits_for_it(two):
    w = two
    tomorrow = timezone.localdate() + timedelta(1)
    plan = approved(w, together(w), on=tomorrow)
    with pytest.raises(Refused) as refusal:
        acts.apply(plan, actor=w.admin, version=plan.version)
    assert codes(refusal) == ["NOT_YET"]
    assert restructure() == 0
    Restructuring.objects.update(effective_on=timezone.localdate())
    assert restructure() == 1
    plan.refresh_from_db()
    assert (plan.status, plan.applied_by) == ("applied", None)


def test_plan_reaches_no_further_than_its_people(two):
    w = two
    outside = make_unit("Huyện khác", Kind.SUPERIOR)
    branch = make_unit("Chi bộ cơ sở khác", Kind.BASE_BRANCH, outside)
    for row in (
        {"kind": "move", "sources": [branch.code], "target": w.district.code},
        {"kind": "move", "sources": [w.base_branch.code], "target": outside.code},
        {"kind": "split", "sources": [w.base_branch.code], "target": outside.code, "unit_kind": "superior"},
        merge(branch, w.base_branch),
        {
            "kind": "create",
            "target": "MOI",
            "name": "Mới",
            "unit_kind": "base_branch",
            "parent": outside.code,
        },
    ):
        with pytest.raises(Refused) as refusal:
            draft(w, row)
        assert codes(refusal) == ["OUTSIDE"]


def test_approver_reaches_what_others_go_on_in(two):
    w = two
    outside = make_unit("Huyện khác", Kind.SUPERIOR)
    Grant.objects.create(user=w.admin, unit=outside, role=Role.UNIT_ADMIN, valid_from=date(2020, 1, 1))
    with pytest.raises(Refused) as refusal:
        approved(w, {"kind": "move", "sources": [w.base_branch.code], "target": outside.code})
    assert codes(refusal) == ["OUTSIDE"]


def test_nobody_who_wrote_any_part_of_a_plan_approves_it(two):
    w, second = two, make_user(Role.BOARD_OFFICER, two.district)
    head = {"title": "Sắp xếp", "decision": "77-QĐ/HU", "decided_on": DAY, "effective_on": DAY}
    plan = acts.draft(actor=w.board, unit=w.district, **head)
    plan = acts.add_steps(plan, [together(w)], actor=second, version=plan.version)
    plan = acts.amend(plan, actor=w.admin, version=plan.version, title="Sắp xếp tổ chức")
    plan = acts.rehearse(plan, actor=w.admin, version=plan.version)
    plan = acts.submit(plan, actor=w.admin, version=plan.version)
    for author in (w.board, second):
        with pytest.raises(Refused) as refusal:
            acts.approve(plan, actor=author, version=plan.version)
        assert codes(refusal) == ["TWO_PEOPLE"]
    assert acts.approve(plan, actor=w.recorder, version=plan.version).status == "approved"


def test_broken_plan_holds_no_other_back(two):
    w = two
    broken = approved(w, {"kind": "rename", "target": w.commune.code, "name": "Khác"}, target_rule="reissue")
    broken.steps.update(reissue=[["không phải số liệu"]])
    good = approved(w, {"kind": "rename", "target": w.second.code, "name": "Chi bộ khác"})
    assert restructure() == 1
    statuses = dict(Restructuring.objects.values_list("pk", "status"))
    assert statuses == {broken.pk: "approved", good.pk: "applied"}
