from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from tests.world import make_unit, make_user
from units.models import Grant, Kind, Role, Unit, User
from units.permissions import can, can_from_above, grants_of, may, scope_paths, units_for

pytestmark = pytest.mark.sqlite_too


def test_a_role_reaches_down_and_never_up_or_aside(w):
    officer = make_user(Role.COMMITTEE_OFFICER, w.section)
    reached = {unit for unit in Unit.objects.all() if can(officer, "candidate.view", unit)}
    assert reached == {w.section, w.section_branch}
    assert set(units_for(officer, "candidate.view")) == reached


def test_a_role_does_what_it_is_for(w):
    for user, action, allowed in [
        (w.auditor, "audit.view", True),
        (w.auditor, "level.board", False),
        (w.admin, "unit.manage", True),
        (w.admin, "candidate.view", False),
        (w.secretary, "candidate.register", True),
        (w.secretary, "session.view", False),
    ]:
        assert may(user, action) is allowed
        assert can(user, action, w.branch) is allowed


def test_a_path_that_only_begins_alike_is_not_below(w):
    """Steps have one width, so no path is the beginning of a sibling's."""
    officer = make_user(Role.AUDITOR, w.branch)
    sibling = make_unit("Chi bộ khác", Kind.BRANCH, w.commune)
    assert not can(officer, "candidate.view", sibling)


def test_scope_is_the_outermost_units(w):
    user = make_user(Role.AUDITOR, w.branch)
    for unit in (w.commune, w.base_branch):
        Grant.objects.create(user=user, unit=unit, role=Role.AUDITOR, valid_from="2020-01-01")
    assert scope_paths(user, "audit.view") == sorted([w.commune.path, w.base_branch.path])


@pytest.mark.parametrize(
    ("starts", "ends", "held"), [(0, None, True), (0, 1, True), (1, None, False), (-9, 0, False)]
)
def test_a_grant_holds_from_its_first_day_until_before_its_last(w, starts, ends, held):
    today = timezone.localdate()
    user = User.objects.create_user("hoa", name="Hoa")
    until = None if ends is None else today + timedelta(ends)
    Grant.objects.create(
        user=user, unit=w.branch, role=Role.AUDITOR, valid_from=today + timedelta(starts), valid_to=until
    )
    assert may(user, "candidate.view") is held


def test_nobody_and_the_disabled_hold_nothing(w):
    w.board.is_active = False
    assert grants_of(AnonymousUser()) == grants_of(w.board) == []
    assert not Unit.objects.in_scope_of(w.board, "unit.view").exists()


def test_how_a_unit_stands_is_asked_of_the_unit_above(w):
    inside = make_user(Role.UNIT_ADMIN, w.commune)
    assert can(inside, "unit.manage", w.commune)
    assert not can_from_above(inside, "unit.manage", w.commune)
    assert can_from_above(inside, "unit.manage", w.branch)
    assert can_from_above(w.admin, "unit.manage", w.district)
