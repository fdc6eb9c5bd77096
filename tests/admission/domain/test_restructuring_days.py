"""Days in a restructuring: since when files wait, from when their new branch may act, who may begin what there."""

import uuid
from datetime import date, timedelta

import pytest

from admission.domain.meeting import open_meeting
from admission.models import Candidate
from admission.reports.build import build
from admission.rollups import recount
from partytrack.errors import Refused
from partytrack.journal.dispatch import dispatch
from tests.plans import DAY, applied, codes, divide, draft, merge, together, undone
from tests.world import make_unit
from units.hierarchy import close_unit
from units.models import Kind, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def waiting(w, period):
    """What tells how long files wait, how many went up, and in which order they come among the things to do."""
    recount()
    dispatch()
    report = build(w.district, period, as_of=DAY + timedelta(30), deep=True)
    order = Candidate.objects.open().order_by("since", "id").values_list("pk", "since")
    return report.waits, report.steps, report.returns, list(order)


def test_merger_and_division_leave_days_and_ages_as_they_were(two):
    w = two
    for at, branch in enumerate((w.branch, w.second, w.branch)):
        w.climb(
            w.file(branch, on=date(2026, 1, 5) + timedelta(at)), to="dossier", on=date(2026, 2, 2), step=3
        )
    was = waiting(w, w.year)
    goes = Candidate.objects.filter(unit=w.branch).first()
    applied(w, divide(w.branch, files=[goes]), together(w))
    assert Candidate.objects.filter(unit__code="MOI").count() == 1
    assert waiting(w, w.year) == was


def test_new_branch_acts_from_its_day_on(two):
    w = two
    file = w.file(w.branch)
    plan = applied(w, together(w))
    with pytest.raises(Refused) as refusal:
        w.climb(file, to="nurtured", on=DAY - timedelta(8))
    assert codes(refusal) == ["BEFORE_THIS_UNIT"]
    undone(w, plan)
    w.climb(file, to="nurtured", on=DAY - timedelta(8))


def test_branch_of_the_first_of_two_restructurings_still_acts_from_its_day_on(two):
    w = two
    third = make_unit("Chi bộ ấp Ba", Kind.BRANCH, w.commune)
    file = w.file(w.branch)
    applied(w, merge(w.second, w.branch))
    undone(w, applied(w, merge(third, w.second), on=DAY + timedelta(30)))
    with pytest.raises(Refused) as refusal:
        w.climb(Candidate.objects.get(pk=file.pk), to="nurtured", on=DAY - timedelta(8))
    assert codes(refusal) == ["BEFORE_THIS_UNIT"]


def test_no_meeting_begins_in_a_branch_that_has_ended_meanwhile(two):
    w = two
    was = Unit.objects.get(pk=w.second.pk)
    close_unit(w.second, on=DAY, decision="1-QĐ", actor=w.admin)
    with pytest.raises(Refused) as refusal:
        open_meeting(
            actor=w.secretary, unit=was, held_on=DAY, entitled=9, picks=[], request_id=uuid.uuid4()
        )  # fmt: skip
    assert codes(refusal) == ["CLOSED_UNIT"]


def test_top_of_the_tree_is_for_those_at_the_top(two):
    w = two
    top = {"kind": "create", "target": "TINH", "name": "Đảng bộ tỉnh", "unit_kind": "province"}
    assert draft(w, top).steps.count() == 1  # the district is a topmost unit here
    admin = w.admin
    grant = admin.grants.get()
    grant.unit = w.commune
    grant.save()
    w.admin = type(admin).objects.get(pk=admin.pk)
    with pytest.raises(Refused) as refusal:
        draft(w, top, unit=w.commune)
    assert codes(refusal) == ["OUTSIDE"]
