"""One unit: what it is, how it stood, and the acts that change it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from partytrack.errors import Refused
from partytrack.templatetags.ui import vi_date
from units import hierarchy, trees
from units.forms.unit import (
    DayFilter,
    DecisionForm,
    UnitCreateForm,
    UnitMoveForm,
    UnitPowerForm,
    UnitRenameForm,
    UnitTagsForm,
)
from units.models import Unit, UnitSuccession
from units.permissions import can, can_from_above
from units.policy import policy, unit_in_scope
from units.views.tree import nodes_of

FORM = ("GET", "POST")


def _from_above(user, unit):
    return can_from_above(user, "unit.manage", unit)


@policy("unit.view", load=unit_in_scope)
def unit_detail(request, unit):
    user = request.user
    filters = DayFilter(request.GET)
    day = filters.cleaned_data["ngay"] if filters.is_valid() else None
    manages = can(user, "unit.manage", unit)
    decides = _decides(unit)
    context = {
        "unit": unit,
        "crumbs": crumbs(user, unit),
        "facts": _facts(unit, decides),
        "history": _history(unit),
        "children": [node for _, node in nodes_of(user, unit.children.open().order_by("path"))],
        "grants": _grants(unit) if can(user, "user.manage", unit) else None,
        "may_create": manages and unit.is_open and bool(hierarchy.kinds_under(unit)),
        "may_change": manages and unit.is_open,
        "may_restructure": unit.is_open and _from_above(user, unit),
        "filters": filters,
        "day": day,
        "then": _then(user, trees.standing_at(unit, day)) if day else None,
    }
    return render(request, "units/unit_detail.html", context)


@policy("unit.manage", load=unit_in_scope, methods=FORM)
def unit_create(request, parent):
    form = UnitCreateForm(_posted(request), parent=parent)

    def act(**fields):
        return hierarchy.create_unit(parent=parent, actor=request.user, **fields)

    words = {"heading": "Thêm đơn vị trực thuộc", "label": "Thêm đơn vị", "done": "Đã thêm đơn vị."}
    return _act_page(request, parent, form, act, **words)


@policy("unit.manage", load=unit_in_scope, methods=FORM)
def unit_rename(request, unit):
    form = UnitRenameForm(_posted(request), initial={"name": unit.name})

    def act(**fields):
        hierarchy.rename_unit(unit, actor=request.user, **fields)

    return _act_page(
        request, unit, form, act, heading="Đổi tên đơn vị", label="Đổi tên", done="Đã ghi tên mới.",
        notes=["Giấy tờ và báo cáo của những ngày trước giữ tên cũ."],
    )  # fmt: skip


@policy("unit.manage", load=unit_in_scope, allows=_from_above, methods=FORM)
def unit_move(request, unit):
    form = UnitMoveForm(_posted(request), unit=unit, actor=request.user)

    def act(**fields):
        hierarchy.move_unit(unit, actor=request.user, **fields)

    return _act_page(
        request, unit, form, act, heading="Chuyển đơn vị", label="Chuyển đơn vị", done="Đã chuyển đơn vị.",
        notes=[
            "Mọi đơn vị và hồ sơ bên dưới chuyển theo.",
            "Người được phân quyền ở cấp trên cũ thôi thấy; cấp trên mới thấy ngay.",
        ],
    )  # fmt: skip


@policy("unit.manage", load=unit_in_scope, allows=_from_above, methods=FORM)
def unit_close(request, unit):
    form = DecisionForm(_posted(request))

    def act(**fields):
        hierarchy.close_unit(unit, actor=request.user, **fields)

    return _act_page(
        request, unit, form, act, heading="Kết thúc hoạt động của đơn vị", label="Kết thúc hoạt động",
        done="Đã ghi ngày kết thúc hoạt động.",
        notes=["Không mở lại được đơn vị đã kết thúc.", "Số liệu của những ngày trước vẫn giữ nguyên."],
    )  # fmt: skip


@policy("unit.manage", load=unit_in_scope, allows=_from_above, methods=FORM)
def unit_power(request, unit):
    form = UnitPowerForm(_posted(request), initial={"decides": not _decides(unit)})

    def act(**fields):
        hierarchy.set_power(unit, actor=request.user, **fields)

    return _act_page(
        request, unit, form, act, heading="Quyền quyết định kết nạp", label="Lưu", done="Đã ghi quyền quyết định.",
        notes=["Từ ngày có hiệu lực, hồ sơ do cấp ủy có quyền gần nhất, kể từ đơn vị của hồ sơ trở lên, quyết định."],
    )  # fmt: skip


@policy("unit.manage", load=unit_in_scope, methods=FORM)
def unit_tags(request, unit):
    form = UnitTagsForm(_posted(request), actor=request.user, initial={"tags": unit.tags.all()})

    def act(**fields):
        hierarchy.set_tags(unit, names=form.names(), actor=request.user)

    words = {"heading": "Khối, nhóm của đơn vị", "label": "Lưu", "done": "Đã lưu khối, nhóm."}
    return _act_page(request, unit, form, act, **words)


def _posted(request):
    return request.POST if request.method == "POST" else None


def _act_page(request, unit, form, act, *, heading, label, done, notes=()):
    """Ask with the form, do `act(**fields)`, or say why not; then the page of the unit, or of the one it made."""
    reasons = ()
    if form.is_valid():
        try:
            made = act(**form.cleaned_data)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, done)
            return redirect("units:unit_detail", pk=(made or unit).pk)
    context = {
        "unit": unit, "crumbs": [*crumbs(request.user, unit), (unit, True)], "form": form, "heading": heading,
        "label": label, "notes": notes, "reasons": reasons,
    }  # fmt: skip
    return render(request, "units/unit_form.html", context, status=422 if form.errors or reasons else 200)


def crumbs(user, unit):
    """The units above in today's tree, outermost first, each with whether the user may open it."""
    steps = range(hierarchy.STEP, len(unit.path), hierarchy.STEP)
    above = Unit.objects.filter(path__in=[unit.path[:end] for end in steps]).order_by("path")
    return [(parent, can(user, "unit.view", parent)) for parent in above]


def _decides(unit):
    return unit.powers.on(timezone.localdate()).exists()


def _facts(unit, decides):
    facts = [
        ("Loại hình", unit.get_kind_display()),
        ("Mã đơn vị", unit.code),
        ("Hoạt động từ", _since(unit.links.order_by("valid_from").first().valid_from)),
        ("Quyền quyết định kết nạp", "Có" if decides else "Không"),
        ("Khối, nhóm", ", ".join(tag.name for tag in unit.tags.all()) or "—"),
    ]
    parts = ", ".join(row.unit.name for row in unit.predecessors.select_related("unit"))
    facts += [("Tiếp nhận", parts)] if parts else []
    if not unit.is_open:
        facts.append(("Kết thúc hoạt động từ", vi_date(unit.closed_on)))
        facts += [("Sáp nhập vào", row.successor.name) for row in UnitSuccession.objects.filter(unit=unit)]
    return facts


def _then(user, standing):
    """A `Standing` for the page: each unit with its name of that day and whether the user may open it."""
    if standing is None:
        return None
    above = [standing.parent] if standing.parent else []
    return {
        "name": standing.name,
        "decides": standing.decides,
        "above": [(unit, name, can(user, "unit.view", unit)) for unit, name in above],
        "children": [(unit, name, can(user, "unit.view", unit)) for unit, name in standing.children],
    }


def _since(day):
    return "trước khi theo dõi" if day.isoformat() == hierarchy.LONG_AGO else vi_date(day)


def _history(unit):
    """Dated rows as (what, from, to, decision), latest first."""
    links = unit.links.select_related("parent")
    rows = [(f"Tên: {row.name}", row) for row in unit.names.all()]
    rows += [(f"Trực thuộc {row.parent}" if row.parent else "Đứng đầu hệ thống", row) for row in links]
    rows += [("Cấp ủy được quyền quyết định kết nạp", row) for row in unit.powers.all()]
    rows.sort(key=lambda pair: (pair[1].valid_from, pair[0]), reverse=True)
    return [(what, _since(row.valid_from), row.valid_to, row.decision) for what, row in rows]


def _grants(unit):
    return unit.grants.in_force().select_related("user", "on_behalf_of").order_by("role", "user__name", "pk")
