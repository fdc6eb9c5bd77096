"""Accounts and grants: what an administrator may do, and never to whom."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from partytrack.errors import Refused
from partytrack.journal.models import Entry
from tests.world import make_unit, make_user
from units import accounts
from units.models import Grant, Kind, Role, User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def today():
    return timezone.localdate()


def give(w, user, on, *, actor=None, unit=None, role=Role.AUDITOR, **fields):
    return accounts.give_grant(
        actor=actor or w.admin, user=user, role=role, unit=unit or w.branch, valid_from=on, **fields
    )


def sentence_of(refusal):
    return refusal.value.reasons[0].sentence


def test_create_makes_a_user_without_password_and_the_first_grant(w, today):
    user = accounts.create_user(
        actor=w.admin, username="hoa", name="Nguyễn Thị Hoa", role=Role.BRANCH_SECRETARY, unit=w.branch,
        valid_from=today,
    )  # fmt: skip

    assert (user.name, user.has_usable_password(), user.is_active) == ("Nguyễn Thị Hoa", False, True)
    grant = user.grants.get()
    assert (grant.role, grant.unit, grant.valid_from, grant.valid_to) == (
        "branch_secretary",
        w.branch,
        today,
        None,
    )
    created, given = Entry.objects.order_by("seq")[Entry.objects.count() - 2 :]
    assert (created.event, created.subject, created.actor, created.body) == (
        "units.user_created", f"user:{user.pk}", w.admin, {},
    )  # fmt: skip
    assert (given.event, given.subject, given.unit_id) == (
        "units.grant_given",
        f"user:{user.pk}",
        w.branch.pk,
    )
    assert given.body == {
        "grant": grant.pk, "role": "branch_secretary", "valid_from": today.isoformat(), "valid_to": None,
        "on_behalf_of": None,
    }  # fmt: skip


def test_a_taken_username_makes_nothing(w, today):
    with pytest.raises(Refused) as refusal:
        accounts.create_user(
            actor=w.admin,
            username=w.board.username,
            name="X",
            role=Role.AUDITOR,
            unit=w.branch,
            valid_from=today,
        )
    assert sentence_of(refusal) == "Tên đăng nhập này đã có người dùng."
    assert User.objects.filter(name="X").count() == 0


def test_nobody_grants_outside_their_scope(w, today):
    admin = make_user(Role.UNIT_ADMIN, w.commune)
    user = make_user(Role.AUDITOR, w.branch)
    for unit in (w.district, w.base_branch):
        with pytest.raises(PermissionDenied):
            give(w, user, today, actor=admin, unit=unit)
        with pytest.raises(PermissionDenied):
            accounts.create_user(
                actor=admin, username="x", name="X", role=Role.AUDITOR, unit=unit, valid_from=today
            )
    assert not User.objects.filter(username="x").exists()
    assert give(w, user, today, actor=admin, unit=w.commune).unit == w.commune


@pytest.mark.parametrize("starts", [-30, 30])
def test_who_holds_a_role_elsewhere_is_out_of_reach(w, today, starts):
    """Also a role that begins later. One that has ended binds nobody."""
    admin = make_user(Role.UNIT_ADMIN, w.commune)
    user = make_user(Role.AUDITOR, w.branch)
    above = Grant.objects.create(
        user=user, unit=w.district, role=Role.BOARD_OFFICER, valid_from=today + timedelta(starts)
    )
    acts = [
        lambda: give(w, user, today, actor=admin),
        lambda: accounts.end_grant(actor=admin, grant=user.grants.get(unit=w.branch), on=today),
        lambda: accounts.set_active(actor=admin, user=user, active=False),
        lambda: accounts.make_link(actor=admin, user=user),
    ]
    assert not accounts.may_change(admin, user)
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()

    Grant.objects.filter(pk=above.pk).update(
        valid_to=max(today, above.valid_from), valid_from=min(today, above.valid_from)
    )
    assert accounts.may_change(admin, user) is (starts < 0)


def test_nobody_changes_their_own_account(w, today):
    for act in (
        lambda: give(w, w.admin, today, role=Role.BOARD_OFFICER),
        lambda: accounts.set_active(actor=w.admin, user=w.admin, active=False),
        lambda: accounts.make_link(actor=w.admin, user=w.admin),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_users_of_an_administrator_are_those_with_a_role_inside_past_or_present(w, today):
    admin = make_user(Role.UNIT_ADMIN, w.commune)
    gone = make_user(Role.AUDITOR, w.branch)
    gone.grants.update(valid_to=today - timedelta(9))
    assert set(accounts.users_of(admin)) == {admin, gone, w.officer, w.section_officer}
    assert not accounts.users_of(w.secretary).exists()


def test_grant_is_refused_for_days_that_make_no_sense(w, today):
    user = make_user(Role.AUDITOR, w.commune)
    for on, fields, sentence in [
        (today - timedelta(1), {}, "Không phân quyền lùi ngày."),
        (today, {"valid_to": today}, "Ngày thôi giữ vai trò phải sau ngày bắt đầu."),
        (today, {"on_behalf_of": user}, "Không thể làm thay cho chính mình."),
        (today, {"on_behalf_of": w.auditor}, "Làm thay phải có thời hạn."),
        (
            today,
            {"on_behalf_of": w.officer, "valid_to": today + timedelta(9)},
            f"{w.officer} không giữ vai trò này tại {w.branch}.",
        ),
        (today, {"unit": w.commune}, "Người này đã có vai trò đó tại đơn vị."),
        (
            today,
            {"unit": w.commune, "valid_to": today + timedelta(3)},
            "Người này đã có vai trò đó tại đơn vị.",
        ),
    ]:
        with pytest.raises(Refused) as refusal:
            give(w, user, on, **fields)
        assert sentence_of(refusal) == sentence
    assert user.grants.count() == 1


def test_the_same_role_may_follow_itself(w, today):
    user = make_user(Role.AUDITOR, w.commune)
    give(w, user, today + timedelta(5))
    first = give(w, user, today, valid_to=today + timedelta(5), on_behalf_of=w.auditor)
    assert (first.on_behalf_of, user.grants.count()) == (w.auditor, 3)


def test_no_grant_in_a_closed_unit(w, today):
    closed = make_unit("Chi bộ cũ", Kind.BRANCH, w.commune)
    closed.closed_on = today
    closed.save()
    with pytest.raises(Refused) as refusal:
        give(w, w.officer, today, unit=closed)
    assert sentence_of(refusal) == "Chi bộ cũ đã kết thúc hoạt động."


def test_end_takes_the_role_away_from_that_day(w, today):
    grant = w.officer.grants.get()
    accounts.end_grant(actor=w.admin, grant=grant, on=today)
    assert not w.officer.grants.in_force().exists()
    entry = Entry.objects.last()
    assert (entry.event, entry.unit_id) == ("units.grant_ended", w.commune.pk)
    assert entry.body == {"grant": grant.pk, "role": "committee_officer", "valid_to": today.isoformat()}

    for on, sentence in [
        (today - timedelta(1), f"Ngày thôi giữ vai trò không thể trước {today:%d/%m/%Y}."),
        (today, f"Vai trò này đã thôi từ {today:%d/%m/%Y}."),
    ]:
        with pytest.raises(Refused) as refusal:
            accounts.end_grant(actor=w.admin, grant=grant, on=on)
        assert sentence_of(refusal) == sentence


def test_a_grant_that_has_not_begun_can_be_withdrawn(w, today):
    later = today + timedelta(10)
    grant = give(w, w.officer, later)
    accounts.end_grant(actor=w.admin, grant=grant, on=later)
    assert not w.officer.grants.in_force(later).filter(pk=grant.pk).exists()


def test_acts_on_an_account_stand_in_the_unit_of_its_first_role_in_force(w, today):
    user = accounts.create_user(
        actor=w.admin, username="hoa", name="Hoa", role=Role.AUDITOR, unit=w.branch, valid_from=today
    )
    give(w, user, today, unit=w.section)
    Grant.objects.filter(user=user, unit=w.section).update(valid_from=today - timedelta(3))
    accounts.make_link(actor=w.admin, user=user)
    accounts.record_password(user)
    accounts.set_active(actor=w.admin, user=user, active=False)
    user.grants.update(valid_from=today - timedelta(9), valid_to=today)
    accounts.set_active(actor=w.admin, user=user, active=True)
    told = Entry.objects.filter(subject=f"user:{user.pk}").order_by("seq").values_list("event", "unit_id")
    assert list(told) == [
        ("units.user_created", w.branch.pk),
        ("units.grant_given", w.branch.pk),
        ("units.grant_given", w.section.pk),
        ("units.link_made", w.section.pk),
        ("units.password_set", w.section.pk),
        ("units.user_disabled", w.section.pk),
        ("units.user_enabled", w.section.pk),
    ]


def test_a_service_account_is_nobodys_and_never_active(w):
    user = make_user(Role.BOARD_OFFICER, w.commune)
    User.objects.filter(pk=user.pk).update(is_service=True, is_active=False)
    user.refresh_from_db()
    assert (accounts.may_change(w.admin, user), user in accounts.users_of(w.admin)) == (False, False)
    for act in (
        lambda: accounts.set_active(actor=w.admin, user=user, active=True),
        lambda: accounts.make_link(actor=w.admin, user=user),
    ):
        with pytest.raises(PermissionDenied):
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_active=True)


def test_disable_and_enable(w):
    accounts.set_active(actor=w.admin, user=w.officer, active=False)
    w.officer.refresh_from_db()
    assert not w.officer.is_active
    with pytest.raises(Refused) as refusal:
        accounts.set_active(actor=w.admin, user=w.officer, active=False)
    assert sentence_of(refusal) == "Tài khoản đã bị khóa."
    with pytest.raises(Refused) as refusal:
        accounts.make_link(actor=w.admin, user=w.officer)
    assert sentence_of(refusal) == "Tài khoản đã bị khóa."
    accounts.set_active(actor=w.admin, user=w.officer, active=True)
    assert list(Entry.objects.order_by("-seq").values_list("event", "body")[:2]) == [
        ("units.user_enabled", {}),
        ("units.user_disabled", {}),
    ]
