"""What a restructuring does to files, members, offers, sessions, roles and figures; what stands in its way; undo."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from admission.models import Candidate, Member, Standing, Transfer
from admission.rollups import recount, totals_at, verify
from partytrack.errors import Conflict, Refused
from partytrack.journal.dispatch import dispatch
from partytrack.journal.models import Entry
from partytrack.journal.verify import faults
from tests.plans import DAY, applied, approved, draft, merge, undone
from tests.seals import sealed_by_hand
from tests.world import make_unit, make_user
from units.hierarchy import create_unit, named, path_errors, step
from units.models import (
    Grant,
    Kind,
    Period,
    Restructuring,
    Role,
    Tag,
    Target,
    TargetBy,
    Unit,
    UnitLink,
    UnitName,
)
from units.restructuring import acts
from units.targets import enter_target, in_force
from units.tasks import restructure

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def two(w):
    """A second branch of the commune; both are to become one."""
    w.second = make_unit("Chi bộ ấp Bảo Thị", Kind.BRANCH, w.commune)
    w.year = Period.objects.create(
        code="N2026", kind="year", name="Năm 2026", starts=date(2026, 1, 1), ends=date(2026, 12, 31)
    )
    return w


def together(w):
    return merge("HOP", w.branch, w.second, name="Chi bộ ấp Bảo Hòa")


def codes(refusal):
    return [reason.code for reason in refusal.value.reasons]


def problems(plan, w):
    return [
        code for _, code, *_ in acts.rehearse(plan, actor=w.admin, version=plan.version).rehearsal["problems"]
    ]


def test_open_files_and_members_go_on_in_the_new_branch(two):
    w = two
    source = w.file(w.branch)
    member = w.climb(w.file(w.second, on=date(2025, 1, 6)), to="probationary")
    plan = applied(w, together(w))
    new = Unit.objects.get(code="HOP")
    assert set(Candidate.objects.values_list("pk", "unit")) == {(source.pk, new.pk), (member.pk, new.pk)}
    assert Member.objects.get().unit == new
    assert list(Member.objects.get().placements.values_list("unit", "valid_from", "valid_to")) == [
        (w.second.pk, member.ceremony_on, DAY), (new.pk, DAY, None),
    ]  # fmt: skip
    rows = Standing.objects.filter(candidate=source).order_by("pk")
    assert list(rows.values_list("unit", "state", "valid_from", "valid_to")) == [
        (w.branch.pk, "source", source.since, DAY), (new.pk, "source", DAY, None),
    ]  # fmt: skip
    assert [one for one in plan.rehearsal["sums"] if one[2] != one[3]] == []
    entry = Entry.objects.get(event="admission.restructured", subject=f"candidate:{source.pk}")
    assert (entry.unit_id, entry.body["from_unit"], entry.on) == (new.pk, w.branch.pk, DAY)
    assert list(path_errors()) == []


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


def test_undo_is_refused_once_something_was_done_in_the_new_unit(two):
    w = two
    file = w.file(w.branch)
    plan = applied(w, together(w))
    w.climb(file, to="nurtured", on=DAY)
    with pytest.raises(Refused) as refusal:
        undone(w, plan)
    assert codes(refusal) == ["DEPENDS"]
    assert Restructuring.objects.get().status == "applied"


def test_groups_of_units_follow_once(two):
    w = two
    for unit in (w.branch, w.second):
        unit.tags.add(Tag.objects.get_or_create(name="Khối nông thôn")[0])
    plan = applied(w, together(w))
    new = Unit.objects.get(code="HOP")
    assert [tag.name for tag in new.tags.all()] == ["Khối nông thôn"]
    undone(w, plan)
    assert w.branch.tags.count() == 1


def test_roles_follow_once(two):
    w = two
    both = make_user(Role.BRANCH_SECRETARY, w.branch)
    Grant.objects.create(user=both, unit=w.second, role=Role.BRANCH_SECRETARY, valid_from=date(2020, 1, 1))
    applied(w, together(w))
    new = Unit.objects.get(code="HOP")
    rows = Grant.objects.filter(user=both).order_by("pk").values_list("unit", "valid_from", "valid_to")
    assert [(unit, until) for unit, _, until in rows] == [
        (w.branch.pk, DAY),
        (w.second.pk, DAY),
        (new.pk, None),
    ]


def test_role_that_follows_lasts_as_long_as_the_longest(two):
    w = two
    both = make_user(Role.BRANCH_SECRETARY, w.branch)
    until = date(2099, 12, 31)
    there = Grant.objects.create(
        user=both, unit=w.second, role=Role.BRANCH_SECRETARY, valid_from=date(2020, 1, 1), valid_to=until
    )
    applied(w, merge(w.second, w.branch))
    rows = Grant.objects.filter(user=both, unit=w.second).order_by("pk")
    assert list(rows.values_list("valid_from", "valid_to")) == [(there.valid_from, until), (DAY, None)]


def test_whoever_sees_the_new_branch_sees_what_the_old_ones_did(two):
    w = two
    secretary = make_user(Role.BRANCH_SECRETARY, w.second)
    ended = w.climb(w.file(w.branch), to="nurtured")
    w.act(ended, "stop", DAY - timedelta(9), reason="moved")
    applied(w, together(w))
    assert [file.pk for file in Candidate.objects.visible_to(secretary)] == [ended.pk]
    assert set(Unit.objects.in_scope_of(secretary, "report.view")) >= {w.branch, w.second}


def test_roles_end_where_the_draft_says_so(two):
    w = two
    secretary = make_user(Role.BRANCH_SECRETARY, w.branch)
    applied(w, together(w), grant_rule="end")
    assert [(row.unit, row.valid_to) for row in secretary.grants.all()] == [(w.branch, DAY)]


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


def test_open_offers_follow_and_one_that_would_lead_home_is_in_the_way(two):
    w = two
    file = w.file(w.branch)
    away = make_unit("Chi bộ khác", Kind.BRANCH, w.commune)
    w.act(file, "offer_transfer", DAY - timedelta(9), actor=w.officer, to_unit=w.second, number="1-GCN")
    assert problems(draft(w, together(w)), w) == ["OPEN_OFFERS"]
    assert problems(draft(w, merge(away, w.second)), w) == []
    applied(w, merge(away, w.second))
    assert Transfer.objects.get().to_unit == away


def test_session_of_a_body_that_no_longer_decides_is_in_the_way(two):
    w = two
    w.climb(w.file(w.branch, on=date(2026, 1, 5)), to="on_agenda", step=1)
    plan = draft(w, {"kind": "power", "target": w.commune.code, "decides": True})
    assert problems(plan, w) == ["OPEN_SESSIONS"]


def test_split_moves_branches_to_a_new_committee(two):
    w = two
    file = w.file(w.second)
    step = {"kind": "split", "sources": [w.second.code], "target": "TACH", "name": "Đảng bộ xã Bảo Thị"}
    applied(w, step)
    new = Unit.objects.get(code="TACH")
    assert (new.kind, new.parent) == (Kind.BASE_COMMITTEE, w.district)
    assert Candidate.objects.get(pk=file.pk).route.committee == new


def test_what_cannot_be_done_is_named_with_its_step(two):
    w = two
    steps = [
        {"kind": "close", "sources": [w.commune.code]},
        {"kind": "merge", "sources": [w.branch.code], "target": w.commune.code},
        {"kind": "move", "sources": [w.branch.code], "target": "KHONG"},
        {
            "kind": "create",
            "target": w.branch.code,
            "name": "Trùng",
            "unit_kind": "branch",
            "parent": w.commune.code,
        },
        {"kind": "move", "sources": [w.commune.code], "target": w.section.code},
    ]
    plan = draft(w, *steps)
    found = acts.rehearse(plan, actor=w.admin, version=plan.version).rehearsal["problems"]
    assert [(position, code) for position, code, *_ in found] == [
        (1, "HAS_CHILDREN"), (2, "MERGE_KIND"), (3, "UNKNOWN_UNIT"), (4, "CODE_TAKEN"), (5, "BELOW_ITSELF"),
    ]  # fmt: skip


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


def test_broken_plan_holds_no_other_back(two):
    w = two
    broken = approved(w, {"kind": "rename", "target": w.commune.code, "name": "Khác"}, target_rule="reissue")
    broken.steps.update(reissue=[["không phải số liệu"]])
    good = approved(w, {"kind": "rename", "target": w.second.code, "name": "Chi bộ khác"})
    assert restructure() == 1
    statuses = dict(Restructuring.objects.values_list("pk", "status"))
    assert statuses == {broken.pk: "approved", good.pk: "applied"}
