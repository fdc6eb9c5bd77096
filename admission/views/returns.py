"""Files that came back: how many, why, and which."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from admission.faults import Fault
from admission.forms.history.period import ReturnsForm
from admission.reports.returns import build_returns, returned_files
from admission.reports.returns_xlsx import returns_to_xlsx
from admission.views.report import reported_unit
from partytrack.downloads import as_file
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.permissions import units_for
from units.policy import policy

PAGE = 25


@policy("report.view")
def returns(request):
    """To the user's own unit."""
    unit = units_for(request.user, "report.view").order_by("path").first()
    return redirect("admission:returns_unit", pk=unit.pk)


@policy("report.view", load=reported_unit)
def returns_unit(request, unit):
    form = ReturnsForm(request.GET, today=timezone.localdate())
    found = build_returns(unit, form.starts, form.ends)
    files = returned_files(request.user, unit, form.starts, form.ends, form.fault)
    query = urlencode({"ky": request.GET["ky"]} if form.cleaned_data.get("ky") else {})
    lines = [
        (line, f"{reverse('admission:returns_unit', kwargs={'pk': line.unit.pk})}?{query}")
        for line in found.lines
    ]
    context = {
        "unit": unit, "form": form, "found": found, "lines": lines, "query": query,
        "faults": [
            (label, n, f"?{urlencode({'loi': code})}{'&' + query if query else ''}#ho-so")
            for (code, label), n in zip(Fault.choices, found.total.counted, strict=True) if n
        ],
        "uncoded": found.total.faults[""],
        "page": Paginator(files, PAGE).get_page(request.GET.get("trang")),
    }  # fmt: skip
    return render(request, "admission/history/returns.html", context)


@policy("report.view", load=reported_unit)
def returns_xlsx(request, unit):
    form = ReturnsForm(request.GET, today=timezone.localdate())
    Access.objects.create(user=request.user, subject=subject_key(unit), what="returns.xlsx")
    content = returns_to_xlsx(build_returns(unit, form.starts, form.ends), name=unit.name, period=form.name)
    return as_file(content, f"tra-lai-{unit.pk}.xlsx")
