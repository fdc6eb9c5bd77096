"""Chỉ tiêu: the ledger as a table, and the forms that add to it."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from partytrack.errors import Refused
from partytrack.text import number_in
from units import ledger, targets
from units.forms.target import (
    AssignForm,
    MembersForm,
    PeriodForm,
    PeriodNameForm,
    TargetFilter,
    TargetForm,
)
from units.hierarchy import line
from units.models import MembershipCount, Period, Target, TargetBy
from units.periods import may_rename, open_period, period_to_show, renamable, rename_period
from units.permissions import can, may, units_for
from units.policy import policy


@policy("target.view")
def target_list(request):
    """Chỉ tiêu: what the unit and its children have in force, and how it came about."""
    unit = _unit_asked_for(request)
    period = _period_asked_for(request, unit)
    context = {
        "unit": unit,
        "period": period,
        "above": _above(request.user, unit),
        "may_enter": can(request.user, "target.enter", unit),
        "may_assign": can(request.user, "target.assign", unit),
        "may_manage_periods": may(request.user, "period.manage"),
        "members": MembershipCount.objects.filter(unit=unit).order_by("-on", "basis"),
    }
    if period:
        shown = {"don_vi": unit.pk, "ky": period.pk}
        context["filters"] = TargetFilter(initial=shown, units=_neighbours(request.user, unit))
        context["table"] = ledger.table(unit, period)
        context["history"] = ledger.history(unit, period)
    return render(request, "units/target_list.html", context)


def _unit_asked_for(request):
    units = units_for(request.user, "target.view")
    if "don_vi" in request.GET:
        return get_object_or_404(units, pk=number_in(request.GET["don_vi"]))
    return units.open().order_by("path").first() or units.order_by("path")[0]


def _period_asked_for(request, unit):
    """None only while there is no period at all."""
    if "ky" in request.GET:
        return get_object_or_404(Period, pk=number_in(request.GET["ky"]))
    here = Q(unit=unit) | Q(unit__parent=unit)
    used = set(Target.objects.filter(here).order_by().values_list("period_id", flat=True).distinct())
    return period_to_show(Period.objects.all(), used=used, today=timezone.localdate())


def _above(user, unit):
    """The units above, as far as the user may see them; outermost first."""
    return units_for(user, "target.view").filter(path__in=_paths_above(unit)).order_by("path")


def _paths_above(unit):
    return line(unit.path)[:-1]


def _neighbours(user, unit):
    """What the page offers to go to: the units above, those beside, those below."""
    near = Q(pk=unit.pk) | Q(parent=unit) | Q(path__in=_paths_above(unit))
    if unit.parent_id:
        near |= Q(parent=unit.parent_id)
    return units_for(user, "target.view").filter(near).open().order_by("path")


def _unit_with_targets(user, *, pk):
    return get_object_or_404(units_for(user, "target.view"), pk=pk)


def _address(unit, period=None):
    query = {"don_vi": unit.pk} | ({"ky": period.pk} if period else {})
    return reverse("units:target_list", query=query)


def _answer(request, template, form, reasons, **context):
    """The page of a form: 422 when something typed, or the act itself, was refused."""
    status = 422 if reasons or form.errors else 200
    return render(request, template, {"form": form, "reasons": reasons, **context}, status=status)


def _data(request):
    return request.POST if request.method == "POST" else None


@policy("target.enter", load=_unit_with_targets, methods=("GET", "POST"))
def target_enter(request, unit):
    """Ghi chỉ tiêu của một đơn vị."""
    period, reasons = _period_asked_for(request, unit), ()
    if period is None:
        raise Http404
    kinds = [by for by in TargetBy if targets.may_enter(request.user, unit, by)]
    form = TargetForm(_data(request), kinds=kinds)
    if form.is_valid():
        try:
            targets.enter_target(actor=request.user, unit=unit, period=period, **form.cleaned_data)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, f"Đã ghi chỉ tiêu của {unit}.")
            return redirect(_address(unit, period))
    context = {"unit": unit, "period": period, "lines": ledger.history(unit, period)}
    return _answer(request, "units/target_enter.html", form, reasons, back=_address(unit, period), **context)


@policy("target.assign", load=_unit_with_targets, methods=("GET", "POST"))
def target_assign(request, unit):
    """Giao chỉ tiêu cho các đơn vị trực thuộc theo một văn bản."""
    period, reasons = _period_asked_for(request, unit), ()
    children = list(unit.children.open().order_by("path"))
    if period is None or not children:
        raise Http404
    in_force = targets.in_force(unit_ids=[child.pk for child in children], period=period)
    figures = {child: in_force.get((child.pk, TargetBy.ASSIGNED, "all")) for child in children}
    form = AssignForm(_data(request), figures=figures)
    if form.is_valid():
        try:
            count = _assign(request.user, period, form)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, f"Đã giao chỉ tiêu cho {count} đơn vị.")
            return redirect(_address(unit, period))
    context = {"unit": unit, "period": period, "back": _address(unit, period)}
    return _answer(request, "units/target_assign.html", form, reasons, **context)


@transaction.atomic
def _assign(user, period, form):
    """All units of one paper, or none."""
    changes = form.changes()
    paper = {name: form.cleaned_data[name] for name in ("decision", "decided_on")}
    for unit, value, at_least in changes:
        targets.enter_target(
            actor=user,
            unit=unit,
            period=period,
            by=TargetBy.ASSIGNED,
            value=value,
            at_least=at_least,
            **paper,
        )
    return len(changes)


@policy("target.enter", load=_unit_with_targets, methods=("GET", "POST"))
def member_declare(request, unit):
    """Ghi số đảng viên của một đơn vị vào một ngày."""
    form, reasons = MembersForm(_data(request)), ()
    if form.is_valid():
        try:
            targets.declare_members(actor=request.user, unit=unit, **form.cleaned_data)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, f"Đã ghi số đảng viên của {unit}.")
            return redirect(_address(unit))
    return _answer(request, "units/member_declare.html", form, reasons, unit=unit, back=_address(unit))


@policy("period.manage")
def period_list(request):
    periods = Period.objects.all()
    context = {"periods": periods, "renamable": renamable(request.user, periods)}
    return render(request, "units/period_list.html", context)


@policy("period.manage", methods=("GET", "POST"))
def period_create(request):
    form, reasons = PeriodForm(_data(request)), ()
    if form.is_valid():
        try:
            period = open_period(actor=request.user, **form.cleaned_data)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, f"Đã mở kỳ {period}, mã {period.code}.")
            return redirect("units:period_list")
    return _answer(request, "units/period_form.html", form, reasons, heading="Mở kỳ chỉ tiêu", label="Mở kỳ")


def _period(user, *, pk):
    """Loader: periods belong to the whole installation."""
    return get_object_or_404(Period, pk=pk)


@policy("period.manage", load=_period, allows=may_rename, methods=("GET", "POST"))
def period_edit(request, period):
    form = PeriodNameForm(_data(request), initial={"name": period.name})
    if form.is_valid():
        rename_period(period, actor=request.user, **form.cleaned_data)
        messages.success(request, "Đã đổi tên kỳ.")
        return redirect("units:period_list")
    return _answer(request, "units/period_form.html", form, (), heading=f"Đổi tên {period}", label="Lưu")
