"""Yêu cầu riêng: what a unit asks of the files below it beyond the rules."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from admission.domain.rulebook import require, require_no_more
from admission.forms.rulebook import RequirementEndForm, RequirementForm
from admission.models import LocalRequirement
from partytrack.errors import Refused
from units.hierarchy import line
from units.permissions import may, units_for
from units.policy import policy


def _rows(user):
    units = units_for(user, "unit.view")
    above = {path for unit in units for path in line(unit.path)}
    rows = LocalRequirement.objects.select_related("unit").order_by("unit__path", "since", "id")
    return [row for row in rows if row.unit.path in above]


@policy("unit.view")
def requirement_list(request):
    """Those that bind the user's units: of the units above, and below."""
    manages = set(units_for(request.user, "requirement.manage").values_list("pk", flat=True))
    rows = [(row, row.unit_id in manages and not row.until) for row in _rows(request.user)]
    context = {
        "rows": rows,
        "may_add": may(request.user, "requirement.manage"),
        "today": timezone.localdate(),
    }
    return render(request, "admission/requirement_list.html", context)


@policy("requirement.manage", methods=("GET", "POST"))
def requirement_add(request):
    form, reasons = RequirementForm(request.POST or None, user=request.user), ()
    if form.is_valid():
        try:
            require(actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã đặt yêu cầu riêng.")
            return redirect("admission:requirement_list")
    context = {"form": form, "reasons": reasons, "heading": "Đặt yêu cầu riêng"}
    return render(request, "admission/requirement_form.html", context, status=422 if request.POST else 200)


def requirement_of(user, *, pk):
    """Loader: a requirement of a unit in scope."""
    units = units_for(user, "unit.view")
    return get_object_or_404(LocalRequirement.objects.select_related("unit").filter(unit__in=units), pk=pk)


@policy("requirement.manage", load=requirement_of, methods=("GET", "POST"))
def requirement_end(request, row):
    form, reasons = RequirementEndForm(request.POST or None), ()
    if form.is_valid():
        try:
            require_no_more(row, actor=request.user, until=form.cleaned_data["until"])
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã ghi ngày thôi áp dụng.")
            return redirect("admission:requirement_list")
    context = {"form": form, "reasons": reasons, "heading": f"Thôi áp dụng: {row.title}"}
    return render(request, "admission/requirement_form.html", context, status=422 if request.POST else 200)
