"""A branch that is divided: who was chosen goes, everybody else stays, and undo brings them back."""

from datetime import date, timedelta

import pytest

from admission.domain import dividing, restructuring
from admission.models import Candidate, Member, MemberPlacement, Standing, Transfer
from admission.rollups import recount, verify
from partytrack.errors import Refused
from partytrack.journal.dispatch import dispatch
from partytrack.journal.verify import faults
from tests.plans import DAY, applied, approved, codes, divide, draft, merge, problems, undone
from units.hierarchy import path_errors
from units.models import Period, Unit
from units.restructuring import acts
from units.restructuring.bridge import bridge
from units.restructuring.hooks import Moves, Sending

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def crowd(w):
    """In the branch: a file that goes, one that stays, and a probationary member with a file of their own."""
    w.goes, w.stays = w.file(w.branch), w.file(w.branch)
    w.member = w.climb(w.file(w.branch, on=date(2025, 1, 6)), to="probationary")
    return w


def places(model):
    return dict(model.objects.order_by("pk").values_list("pk", "unit__code"))


def test_division_moves_whom_it_names_and_nobody_else(two):
    w = crowd(two)
    recount()
    dispatch()
    plan = applied(w, divide(w.branch, files=[w.goes, w.member]))
    home = w.branch.code
    assert places(Candidate) == {w.goes.pk: "MOI", w.stays.pk: home, w.member.pk: "MOI"}
    assert places(Member) == {w.member.member.pk: "MOI"}  # goes with the file
    open_rows = Standing.objects.filter(valid_to=None).values_list("candidate", "unit__code")
    assert dict(open_rows) == places(Candidate)
    placed = MemberPlacement.objects.filter(valid_to=None).values_list("unit__code", "valid_from")
    assert list(placed) == [("MOI", DAY)]
    new = Unit.objects.get(code="MOI")
    assert (new.kind, new.parent) == (w.branch.kind, w.commune)
    assert [one for one in plan.rehearsal["sums"] if one[2] != one[3]] == []
    dispatch()
    assert (verify(), list(path_errors())) == ([], [])
    table = bridge(plan, Period.objects.get())
    assert table.agrees
    lines = {(line.old.code, line.new.code): line.numbers for line in table.lines}
    assert lines == {(home, home): (0, 1, 0), (home, "MOI"): (1, 2, 0)}


def test_division_into_a_branch_that_stands_is_undone_exactly(two):
    w = crowd(two)
    was = places(Candidate), places(Member), dict(Candidate.objects.values_list("pk", "since"))
    plan = applied(w, divide(w.branch, w.second, members=[w.member.member]))
    assert places(Candidate)[w.member.pk] == w.second.code  # goes with the member
    undone(w, plan)
    assert (places(Candidate), places(Member), dict(Candidate.objects.values_list("pk", "since"))) == was
    assert list(faults()) == []
    w.climb(w.goes, to="nurtured", on=DAY)  # and files go on


def test_undo_of_a_division_is_refused_once_a_file_went_on(two):
    w = crowd(two)
    plan = applied(w, divide(w.branch, w.second, files=[w.goes]))
    w.climb(w.goes, to="nurtured", on=DAY)
    with pytest.raises(Refused) as refusal:
        undone(w, plan)
    assert codes(refusal) == ["CHANGED_SINCE"]


def test_who_comes_after_the_draft_stays_and_who_left_is_named(two):
    w = crowd(two)
    plan = draft(w, divide(w.branch, files=[w.goes, w.stays]))
    late = w.file(w.branch)
    w.act(w.climb(w.stays, to="nurtured"), "stop", DAY - timedelta(9), reason="moved")
    assert problems(plan, w) == []
    plan.refresh_from_db()
    touched, branch = plan.rehearsal["touched"], w.branch.pk
    assert [pk for pk, *_ in touched["files"]] == [w.goes.pk]
    assert (touched["files_stay"], touched["files_elsewhere"]) == (
        [[late.pk, branch, branch]], [[w.stays.pk, branch, branch]],
    )  # fmt: skip


def test_what_was_carried_out_names_who_came_after_the_approval(two):
    w = crowd(two)
    plan = approved(w, divide(w.branch, files=[w.goes]))
    late = w.file(w.branch)
    plan = acts.apply(plan, actor=w.admin, version=plan.version)
    assert [pk for pk, *_ in plan.rehearsal["touched"]["files_stay"]] == [late.pk]
    assert places(Candidate)[late.pk] == w.branch.code


def test_whoever_was_recognised_after_the_approval_goes_and_members_without_a_file_one_by_one(two):
    w = crowd(two)
    known = {"sex": "female", "born_on": date(1980, 1, 1), "unit": w.branch}
    known |= dict.fromkeys(("decided_on", "joined_on", "full_from"), date(2010, 1, 1))
    first, other = (Member.objects.create(full_name=name, **known) for name in ("Lê Văn Tám", "Lê Văn Chín"))
    plan = approved(w, divide(w.branch, files=[w.member], members=[first]))
    w.climb(w.member, to="full")
    plan = acts.apply(plan, actor=w.admin, version=plan.version)
    home = w.branch.code
    assert places(Member) == {w.member.member.pk: "MOI", first.pk: "MOI", other.pk: home}
    assert places(Candidate)[w.member.pk] == home  # what has ended stays where it ended


def test_whom_another_branch_received_meanwhile_stays_there(two):
    w = crowd(two)
    plan = draft(w, divide(w.branch, w.commune, files=[w.goes, w.member]))
    moves = Moves(plan, DAY, w.admin, sendings=[Sending(w.branch.pk, w.commune.pk, plan.steps.get().people)])
    known = dividing.leaving(moves)
    w.act(w.goes, "offer_transfer", DAY - timedelta(9), actor=w.officer, to_unit=w.second, number="1-GCN")
    w.act(w.goes, "receive", DAY - timedelta(8), actor=w.actor_of("receive"))
    Member.objects.update(unit=w.second)
    restructuring._follow_files(moves, {w.goes.pk: known.files[w.goes.pk]})
    restructuring._follow_members(moves, known.members)
    assert (len(known.members), moves.touched) == (1, {})


def test_offer_goes_along_and_one_that_would_lead_home_is_in_the_way(two):
    w = crowd(two)
    w.act(w.goes, "offer_transfer", DAY - timedelta(9), actor=w.officer, to_unit=w.second, number="1-GCN")
    assert problems(draft(w, divide(w.branch, w.second, files=[w.goes])), w) == ["OPEN_OFFERS"]
    applied(w, divide(w.branch, files=[w.goes]))
    assert (Transfer.objects.get().from_unit.code, Transfer.objects.get().to_unit) == ("MOI", w.second)


def test_branch_is_divided_and_the_rest_of_it_merged_by_one_plan(two):
    w = crowd(two)
    applied(w, divide(w.branch, files=[w.goes]), merge(w.second, w.branch))
    home = w.second.code
    assert places(Candidate) == {w.goes.pk: "MOI", w.stays.pk: home, w.member.pk: home}


def test_people_go_from_branch_to_branch_only(two):
    w = crowd(two)
    for target in (w.commune, w.branch):
        assert problems(draft(w, divide(w.branch, target, files=[w.goes])), w) == ["DIVIDE_KIND"]
