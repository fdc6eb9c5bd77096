"""Accounts and grants: every change here, each with its journal entry.

An administrator acts inside the units over which they hold "user.manage", never on themselves, and never on somebody
who holds, or will hold, a role anywhere else: such an account belongs to the administrator above.
"""

from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from partytrack.errors import Refused
from partytrack.journal.write import write as journal
from units.models import Grant, User
from units.permissions import can, scope_paths
from units.querysets import within


def users_of(admin):
    """People who hold, held or will hold a role inside the administrator's scope. Service accounts are nobody's."""
    inside = Grant.objects.filter(within(scope_paths(admin, "user.manage"), "unit__path"))
    return User.objects.filter(pk__in=inside.values("user"), is_service=False)


def may_change(admin, user):
    """May the administrator act on this account?"""
    if admin.pk == user.pk or user.is_service:
        return False
    grants = user.grants.filter(_not_ended()).select_related("unit")
    return all(can(admin, "user.manage", grant.unit) for grant in grants)


@transaction.atomic
def create_user(*, actor, username, name, **grant):
    """Tạo tài khoản, with its first grant. Returns the `User`, who signs in after setting a password by a link."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(username, name=name)
    except IntegrityError:
        raise Refused(
            sentence="Tên đăng nhập này đã có người dùng.", remedy="Chọn tên đăng nhập khác."
        ) from None
    _record("user_created", user, actor, grant["unit"].pk)
    give_grant(actor=actor, user=user, **grant)
    return user


@transaction.atomic
def give_grant(*, actor, user, role, unit, valid_from, valid_to=None, on_behalf_of=None):
    """Phân quyền: a role in a unit from a day, to before another if one is given."""
    user = _locked(actor, user)
    if not can(actor, "user.manage", unit):
        raise PermissionDenied
    if not unit.is_open:
        raise Refused(sentence=f"{unit} đã kết thúc hoạt động.", remedy="Chọn đơn vị đang hoạt động.")
    if valid_from < timezone.localdate():
        raise Refused(sentence="Không phân quyền lùi ngày.", remedy="Chọn từ hôm nay trở đi.")
    if valid_to and valid_to <= valid_from:
        raise Refused(
            sentence="Ngày thôi giữ vai trò phải sau ngày bắt đầu.", remedy="Kiểm tra lại hai ngày."
        )
    if on_behalf_of:
        _check_deputy(user, on_behalf_of, role, unit, valid_from, valid_to)
    same = user.grants.filter(role=role, unit=unit).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)
    )
    if valid_to:
        same = same.filter(valid_from__lt=valid_to)
    if same.exists():
        raise Refused(sentence="Người này đã có vai trò đó tại đơn vị.", remedy="Xem lại bảng phân quyền.")
    grant = Grant.objects.create(
        user=user, role=role, unit=unit, valid_from=valid_from, valid_to=valid_to, on_behalf_of=on_behalf_of
    )
    _record(
        "grant_given", user, actor, unit.pk, grant=grant.pk, role=role, valid_from=valid_from, valid_to=valid_to,
        on_behalf_of=on_behalf_of and on_behalf_of.pk,
    )  # fmt: skip
    return grant


def _check_deputy(user, principal, role, unit, valid_from, valid_to):
    """A deputy stands in for somebody else, in a role that this person holds, and until a day that is known."""
    if principal == user:
        raise Refused(sentence="Không thể làm thay cho chính mình.", remedy="Chọn người khác hoặc để trống.")
    if not valid_to:
        raise Refused(
            sentence="Làm thay phải có thời hạn.", remedy="Ghi ngày thôi giữ vai trò, hoặc bỏ mục làm thay."
        )
    own = principal.grants.in_force(valid_from).filter(role=role, on_behalf_of__isnull=True)
    if not any(unit.path.startswith(grant.unit.path) for grant in own.select_related("unit")):
        raise Refused(
            sentence=f"{principal} không giữ vai trò này tại {unit}.",
            remedy="Chọn đúng vai trò và đơn vị của người được thay.",
        )


@transaction.atomic
def end_grant(*, actor, grant, on):
    """Thôi giao vai trò: from that day, today at the earliest, the role is no longer held."""
    user = _locked(actor, grant.user)
    grant = user.grants.select_related("unit").get(pk=grant.pk)
    earliest = max(timezone.localdate(), grant.valid_from)
    if on < earliest:
        raise Refused(
            sentence=f"Ngày thôi giữ vai trò không thể trước {earliest:%d/%m/%Y}.", remedy="Chọn ngày khác."
        )
    if grant.valid_to and grant.valid_to <= on:
        raise Refused(
            sentence=f"Vai trò này đã thôi từ {grant.valid_to:%d/%m/%Y}.", remedy="Xem lại bảng phân quyền."
        )
    Grant.objects.filter(pk=grant.pk).update(valid_to=on)
    _record("grant_ended", user, actor, grant.unit_id, grant=grant.pk, role=grant.role, valid_to=on)


@transaction.atomic
def set_active(*, actor, user, active):
    """Khóa, mở lại tài khoản. A disabled user is signed out everywhere at the next request."""
    user = _locked(actor, user)
    if user.is_active == active:
        state = "đang hoạt động" if active else "đã bị khóa"
        raise Refused(sentence=f"Tài khoản {state}.", remedy="Tải lại trang để xem tình trạng hiện nay.")
    User.objects.filter(pk=user.pk).update(is_active=active)
    _record("user_enabled" if active else "user_disabled", user, actor, _unit_of(user))


@transaction.atomic
def make_link(*, actor, user):
    """The path of a one-time link to set a password: for three days, until it is used or the user signs in."""
    user = _locked(actor, user)
    if not user.is_active:
        raise Refused(sentence="Tài khoản đã bị khóa.", remedy="Mở lại tài khoản trước.")
    _record("link_made", user, actor, _unit_of(user))
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("password_set", args=[uid, default_token_generator.make_token(user)])


def record_password(user):
    """The user has set a password; never which."""
    _record("password_set", user, user, _unit_of(user))


def _locked(actor, user):
    user = User.objects.select_for_update().get(pk=user.pk)
    if not may_change(actor, user):
        raise PermissionDenied
    return user


def _not_ended():
    return Q(valid_to__isnull=True) | Q(valid_to__gt=timezone.localdate())


def _unit_of(user):
    """Id of the unit whose auditor reads of this account: of the first role in force, else of the last there was."""
    grants = user.grants.order_by("valid_from", "pk")
    grant = grants.in_force().first() or grants.last()
    return grant and grant.unit_id


def _record(event, user, actor, unit_id, **body):
    journal(f"units.{event}", subject=user, actor=actor, unit_id=unit_id, **body)
