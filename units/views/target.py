"""Chỉ tiêu: the ledger as a table, and the forms that add to it one unit at a time."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from partytrack.errors import Refused
from partytrack.text import number_in
from units import cascade, ledger, membership, targets
from units.forms.target import MembersForm, RegisterForm, TargetFilter, TargetForm
from units.hierarchy import line
from units.models import MembershipCount, Period, Target, TargetBy
from units.periods import period_to_show
from units.permissions import can, may, units_for
from units.policy import policy


@policy("target.view")
def target_list(request):
    """Chỉ tiêu: what the unit and its children have in force, or had on a day, and how it came about."""
    unit = _unit_asked_for(request)
    period = period_asked_for(request, unit)
    context = {
        "unit": unit,
        "period": period,
        "above": _above(request.user, unit),
        "may_register": can(request.user, "target.register", unit),
        "may_enter": can(request.user, "target.enter", unit),
        "may_assign": can(request.user, "target.assign", unit),
        "may_manage_periods": may(request.user, "period.manage"),
        "members": MembershipCount.objects.filter(unit=unit).order_by("-on", "basis", "-id"),
    }
    if period:
        context |= _ledger_of(request, unit, period)
    return render(request, "units/target_list.html", context)


def _ledger_of(request, unit, period):
    shown = {"don_vi": unit.pk, "ky": period.pk, "ngay": request.GET.get("ngay", "")}
    form = TargetFilter(shown, units=_neighbours(request.user, unit))
    form.is_valid()
    day = form.cleaned_data.get("ngay")
    return {
        "filters": form,
        "day": day,
        "table": ledger.table(unit, period, as_of=day),
        "history": ledger.history(unit, period),
        "links": ledger.LINKS,
        "results": ledger.RESULTS,
        "elsewhere": ledger.in_other_periods(unit, period),
        "allocations": ledger.allocations(unit, period),
    }


def _unit_asked_for(request):
    units = units_for(request.user, "target.view")
    if "don_vi" in request.GET:
        return get_object_or_404(units, pk=number_in(request.GET["don_vi"]))
    return units.open().order_by("path").first() or units.order_by("path")[0]


def period_asked_for(request, unit):
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


def unit_with_targets(user, *, pk):
    """Loader: a unit whose targets the user may see."""
    return get_object_or_404(units_for(user, "target.view"), pk=pk)


def address_of(unit, period=None):
    """Of the page of a unit's targets."""
    query = {"don_vi": unit.pk} | ({"ky": period.pk} if period else {})
    return reverse("units:target_list", query=query)


def answer(request, template, form, reasons, **context):
    """The page of a form: 422 when something typed, or the act itself, was refused."""
    status = 422 if reasons or form.errors else 200
    return render(request, template, {"form": form, "reasons": reasons, **context}, status=status)


def data_of(request):
    return request.POST if request.method == "POST" else None


@policy("target.register", load=unit_with_targets, methods=("GET", "POST"))
def target_register(request, unit):
    """Đơn vị đăng ký chỉ tiêu của mình."""
    form = RegisterForm(data_of(request))
    return _entering(request, unit, form, "units/target_register.html", by=TargetBy.REGISTERED)


@policy("target.enter", load=unit_with_targets, methods=("GET", "POST"))
def target_enter(request, unit):
    """Ghi chỉ tiêu của một đơn vị."""
    kinds = [by for by in TargetBy if targets.may_enter(request.user, unit, by)]
    return _entering(request, unit, TargetForm(data_of(request), kinds=kinds), "units/target_enter.html")


def _entering(request, unit, form, template, **said):
    """A page that writes one line of the ledger of a unit."""
    period, reasons = period_asked_for(request, unit), ()
    if period is None:
        raise Http404
    if form.is_valid():
        try:
            targets.enter_target(actor=request.user, unit=unit, period=period, **said, **form.cleaned_data)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, f"Đã ghi chỉ tiêu của {unit}.")
            return redirect(address_of(unit, period))
    starts, ends, _ = cascade.before(period)
    context = {
        "unit": unit,
        "period": period,
        "lines": ledger.history(unit, period),
        "beside": cascade.beside([unit], period)[0],
        "before": (starts, ends),
    }
    return answer(request, template, form, reasons, back=address_of(unit, period), **context)


@policy("target.enter", load=unit_with_targets, methods=("GET", "POST"))
def member_declare(request, unit):
    """Ghi số đảng viên của một đơn vị vào một ngày, as it reports them or as the list of members counts them."""
    counting = request.POST.get("viec") == "dem"
    form, reasons = MembersForm(data_of(request), counting=counting), ()
    if form.is_valid():
        try:
            write = membership.count_members if counting else membership.declare_members
            write(actor=request.user, unit=unit, **form.said)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, f"Đã ghi số đảng viên của {unit}.")
            return redirect(address_of(unit))
    context = {"unit": unit, "back": address_of(unit), "may_count": bool(membership.counters)}
    return answer(request, "units/member_declare.html", form, reasons, **context)
