"""The quota report: on the page, as PDF, Excel and JSON; all of the same figures."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from admission.forms.report import LetterheadForm, ReportForm
from admission.reports.as_json import to_dict
from admission.reports.as_paper import to_pdf
from admission.reports.as_xlsx import to_xlsx
from admission.reports.build import build
from admission.reports.ledger import freeze_bases
from admission.reports.names import file_name
from admission.reports.quota import page_context
from admission.views.prints import printed
from partytrack.downloads import as_file
from partytrack.errors import Refused
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.models import Unit
from units.permissions import units_for
from units.policy import policy

DEEPEST_SHEET = 2000  # units of a workbook that is made while somebody waits
TOO_LARGE = "Đơn vị này có trên 2.000 tổ chức đảng. Bấm “Lập bản Excel” để lấy tệp có đủ các cấp."


def reported_unit(user, *, pk, **rest):
    """Loader: a unit whose report the user may read."""
    unit = get_object_or_404(Unit.objects.in_scope_of(user, "unit.view"), pk=pk)
    unit.asked = rest.get("form")
    return unit


@policy("report.view")
def report(request):
    """To the report of the user's own unit."""
    unit = units_for(request.user, "report.view").order_by("path").first()
    return redirect("admission:report_unit", pk=unit.pk)


@policy("report.view", load=reported_unit)
def report_unit(request, unit):
    form = ReportForm(request.GET or None, user=request.user, unit=unit, today=timezone.localdate())
    context = {"form": form, "unit": unit, "query": request.GET.urlencode()}
    if form.period is None:
        return render(request, "admission/report.html", context)
    try:
        figures = build(unit, form.period, as_of=form.as_of)
    except Refused as refusal:
        return render(request, "admission/report.html", {**context, "reasons": refusal.reasons})
    query = urlencode({"ky": form.period.pk, **({"ngay": f"{form.as_of:%d/%m/%Y}"} if form.as_of else {})})
    ids = {child.unit: child.unit_id for child in (figures, *figures.children)}

    def url_for(code):
        return reverse("admission:report_unit", kwargs={"pk": ids[code]}) + f"?{query}"

    context |= {"figures": figures, "query": query, **page_context(figures, url_for=url_for)}
    context["paper"] = LetterheadForm()
    return render(request, "admission/report.html", context)


@policy("report.view", load=reported_unit)
def report_file(request, unit):
    form = ReportForm(request.GET or None, user=request.user, unit=unit, today=timezone.localdate())
    if form.period is None:
        raise Http404
    if unit.asked == "xlsx" and Unit.objects.subtree_of(unit).count() > DEEPEST_SHEET:
        messages.info(request, TOO_LARGE)
        return redirect(f"{reverse('admission:book', args=[unit.pk])}?{request.GET.urlencode()}")
    try:
        figures = build(unit, form.period, as_of=form.as_of, deep=unit.asked == "xlsx")
    except Refused:
        raise Http404 from None
    Access.objects.create(user=request.user, subject=subject_key(unit), what=f"report.{unit.asked}")
    name = file_name("bao-cao", unit, figures.as_of, period=form.period)
    if unit.asked == "json":
        headers = {"Content-Disposition": f'inline; filename="{name}.json"'}
        return JsonResponse(to_dict(figures), json_dumps_params={"ensure_ascii": False}, headers=headers)
    if unit.asked == "xlsx":
        answer = as_file(to_xlsx(figures), f"{name}.xlsx")
    else:
        letterhead = LetterheadForm(request.GET).letterhead(unit, min(figures.as_of, figures.ends))
        answer = printed(request, lambda: to_pdf(figures, letterhead), name)
    if answer.status_code == 200:
        freeze_bases(figures)
    return answer
