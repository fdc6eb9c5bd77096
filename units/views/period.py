"""Các kỳ chỉ tiêu: open one, rename it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from partytrack.errors import Refused
from units.forms.target import PeriodForm, PeriodNameForm
from units.models import Period
from units.periods import may_rename, open_period, renamable, rename_period
from units.policy import policy
from units.views.target import answer, data_of


@policy("period.manage")
def period_list(request):
    periods = Period.objects.all()
    context = {"periods": periods, "renamable": renamable(request.user, periods)}
    return render(request, "units/period_list.html", context)


@policy("period.manage", methods=("GET", "POST"))
def period_create(request):
    form, reasons = PeriodForm(data_of(request)), ()
    if form.is_valid():
        try:
            period = open_period(actor=request.user, **form.cleaned_data)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, f"Đã mở kỳ {period}, mã {period.code}.")
            return redirect("units:period_list")
    return answer(request, "units/period_form.html", form, reasons, heading="Mở kỳ chỉ tiêu", label="Mở kỳ")


def _period(user, *, pk):
    """Loader: periods belong to the whole installation."""
    return get_object_or_404(Period, pk=pk)


@policy("period.manage", load=_period, allows=may_rename, methods=("GET", "POST"))
def period_edit(request, period):
    form = PeriodNameForm(data_of(request), initial={"name": period.name})
    if form.is_valid():
        rename_period(period, actor=request.user, **form.cleaned_data)
        messages.success(request, "Đã đổi tên kỳ.")
        return redirect("units:period_list")
    return answer(request, "units/period_form.html", form, (), heading=f"Đổi tên {period}", label="Lưu")
