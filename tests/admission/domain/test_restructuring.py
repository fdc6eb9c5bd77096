"""What a restructuring does to files, members, offers, sessions and figures."""

from datetime import date

import pytest

from admission.models import Candidate, Member, Standing
from tests.plans import DAY, applied, merge, undone
from tests.world import make_unit
from units.hierarchy import path_errors
from units.models import Kind, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]
YEAR = {
    "code": "N2026",
    "kind": "year",
    "name": "Năm 2026",
    "starts": date(2026, 1, 1),
    "ends": date(2026, 12, 31),
}


@pytest.fixture
def two(w):
    """A second branch of the commune; both are to become one."""
    w.second = make_unit("Chi bộ ấp Bảo Thị", Kind.BRANCH, w.commune)
    return w


def together(w):
    return merge("HOP", w.branch, w.second, name="Chi bộ ấp Bảo Hòa")


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
    rows = (
        Standing.objects.filter(candidate=source)
        .order_by("pk")
        .values_list("unit", "state", "valid_from", "valid_to")
    )
    assert list(rows) == [(w.branch.pk, "source", source.since, DAY), (new.pk, "source", DAY, None)]
    assert [one for one in plan.rehearsal["sums"] if one[2] != one[3]] == []
    assert list(path_errors()) == []
    undone(w, plan)
