"""What a restructuring does to files, members, offers, sessions and roles; what stands in its way."""

from datetime import date, timedelta

import pytest

from admission.models import Candidate, Member, Standing, Transfer
from partytrack.journal.models import Entry
from tests.plans import DAY, applied, draft, merge, problems, together, undone
from tests.world import make_unit, make_user
from units.hierarchy import path_errors
from units.models import (
    Grant,
    Kind,
    Role,
    Tag,
    Unit,
)
from units.restructuring import acts

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


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
