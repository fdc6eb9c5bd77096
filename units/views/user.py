"""Accounts: who may do what where, in the administrator's scope."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from partytrack.errors import Refused
from partytrack.keyset import page_of
from partytrack.templatetags.ui import vi_date
from partytrack.text import number_in
from units import accounts
from units.forms.user import GrantEndForm, GrantForm, UserCreateForm, UserFilter
from units.models import Grant
from units.permissions import may, scope_paths, units_for
from units.policy import policy
from units.querysets import within

FORM, POST = ("GET", "POST"), ("POST",)
PAGE = 25


def user_in_scope(admin, *, pk):
    """Loader: an account with a role, past or present, inside the administrator's scope."""
    if not may(admin, "user.manage"):
        raise PermissionDenied
    return get_object_or_404(accounts.users_of(admin), pk=pk)


def grant_in_scope(admin, *, pk):
    """Loader: a grant in a unit of the administrator's scope."""
    if not may(admin, "user.manage"):
        raise PermissionDenied
    grants = Grant.objects.filter(within(scope_paths(admin, "user.manage"), "unit__path"))
    return get_object_or_404(grants.select_related("unit", "user"), pk=pk)


def _may_see(admin, user):
    return True  # its loader has asked


def _may_end(admin, grant):
    return accounts.may_change(admin, grant.user)


@policy("user.manage")
def user_list(request):
    filters = UserFilter(request.GET)
    asked = filters.cleaned_data if filters.is_valid() else {"tim": "", "khoa": False}
    users = accounts.users_of(request.user)
    if asked["tim"]:
        users = users.filter(Q(name__icontains=asked["tim"]) | Q(username__icontains=asked["tim"]))
    if asked["khoa"]:
        users = users.filter(is_active=False)
    users = users.prefetch_related(Prefetch("grants", _grants_in_scope(request.user).in_force(), "current"))
    page = page_of(users, request.GET, order=("name", "id"), size=PAGE)
    return render(request, "units/user_list.html", {"filters": filters, "page": page})


@policy("user.manage", methods=FORM)
def user_create(request):
    wanted = number_in(request.GET.get("don_vi", ""))
    unit = units_for(request.user, "user.manage").filter(pk=wanted).first()
    form = UserCreateForm(_posted(request), actor=request.user, unit=unit)

    def act(**fields):
        return accounts.create_user(actor=request.user, **fields)

    words = {"heading": "Thêm tài khoản", "label": "Thêm tài khoản"}
    done = "Đã thêm tài khoản. Hãy tạo liên kết đặt mật khẩu và đưa cho người dùng."
    return _act_page(request, None, form, act, done=done, **words)


@policy("user.manage", load=user_in_scope, allows=_may_see)
def user_detail(request, account):
    return render(request, "units/user_detail.html", _detail(request.user, account))


@policy("user.manage", load=user_in_scope, allows=accounts.may_change, methods=FORM)
def grant_add(request, account):
    form = GrantForm(_posted(request), actor=request.user)

    def act(**fields):
        accounts.give_grant(actor=request.user, user=account, **fields)

    words = {"heading": f"Phân quyền cho {account.name}", "label": "Phân quyền", "done": "Đã phân quyền."}
    return _act_page(request, account, form, act, **words)


@policy("user.manage", load=grant_in_scope, allows=_may_end, methods=FORM)
def grant_end(request, grant):
    form = GrantEndForm(_posted(request))

    def act(**fields):
        accounts.end_grant(actor=request.user, grant=grant, **fields)

    heading = f"Thôi giao vai trò {grant.get_role_display()} tại {grant.unit.name}"
    return _act_page(
        request, grant.user, form, act, heading=heading, label="Ghi ngày thôi", done="Đã ghi ngày thôi."
    )


@policy("user.manage", load=user_in_scope, allows=accounts.may_change, methods=POST)
def user_disable(request, account):
    return _set_active(request, account, active=False, done="Đã khóa tài khoản.")


@policy("user.manage", load=user_in_scope, allows=accounts.may_change, methods=POST)
def user_enable(request, account):
    return _set_active(request, account, active=True, done="Đã mở lại tài khoản.")


@policy("user.manage", load=user_in_scope, allows=accounts.may_change, methods=POST)
def user_link(request, account):
    """The link is shown on this answer and nowhere else."""
    try:
        link = request.build_absolute_uri(accounts.make_link(actor=request.user, user=account))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("units:user_detail", pk=account.pk)
    return render(request, "units/user_link.html", {"account": account, "link": link})


def _set_active(request, account, *, active, done):
    try:
        accounts.set_active(actor=request.user, user=account, active=active)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("units:user_detail", pk=account.pk)


def _detail(admin, account):
    grants = (
        _grants_in_scope(admin)
        .filter(user=account)
        .select_related("on_behalf_of")
        .order_by("-valid_from", "-pk")
    )
    may_change = accounts.may_change(admin, account)
    today = timezone.localdate()
    return {
        "account": account,
        "facts": [
            ("Tên đăng nhập", account.username),
            ("Tình trạng", _state(account)),
            ("Tạo ngày", vi_date(timezone.localtime(account.joined_at))),
            ("Đăng nhập gần nhất", vi_date(account.last_login and timezone.localtime(account.last_login))),
        ],
        "grants": [(grant, grant.valid_to is None or grant.valid_to > today) for grant in grants],
        "is_self": account == admin,
        "may_change": may_change,
        "today": today,
    }


def _state(account):
    if not account.is_active:
        return "Đã khóa"
    return "Đang hoạt động" if account.has_usable_password() else "Chưa đặt mật khẩu"


def _grants_in_scope(admin):
    return Grant.objects.filter(within(scope_paths(admin, "user.manage"), "unit__path")).select_related(
        "unit"
    )


def _posted(request):
    return request.POST if request.method == "POST" else None


def _act_page(request, account, form, act, *, heading, label, done):
    reasons = ()
    if form.is_valid():
        try:
            made = act(**form.cleaned_data)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, done)
            return redirect("units:user_detail", pk=(made or account).pk)
    context = {"account": account, "form": form, "heading": heading, "label": label, "reasons": reasons}
    return render(request, "units/user_form.html", context, status=422 if form.errors or reasons else 200)
