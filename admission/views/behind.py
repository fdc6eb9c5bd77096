"""From a figure to the people behind it, by its link or by the code that a paper prints."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render

from admission.forms.behind import CodeForm, FigureForm
from admission.reports.behind import people, people_url, shown_to
from admission.reports.people_xlsx import people_to_xlsx
from admission.views.report import reported_unit
from partytrack.downloads import as_file
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.permissions import units_for
from units.policy import policy
from units.trees import standing_at

PAGE = 50


def _asked(request, unit):
    figure = FigureForm(request.GET).figure(unit)
    standing = figure and standing_at(unit, figure.day)
    if standing is None:
        raise Http404
    return figure, standing.name


@policy("report.view", load=reported_unit)
def people_behind(request, unit):
    """The list behind one figure: whom the user may see, and how many others there are."""
    figure, name = _asked(request, unit)
    counted = people(figure)
    page = Paginator(shown_to(request.user, counted), PAGE).get_page(request.GET.get("trang"))
    total = counted.count()
    Access.objects.create(user=request.user, subject=subject_key(unit), what="people")
    context = {
        "figure": figure, "name": name, "unit": unit, "page": page, "total": total,
        "hidden": total - page.paginator.count, "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "admission/people_behind.html", context)


@policy("report.view", load=reported_unit)
def people_xlsx(request, unit):
    figure, name = _asked(request, unit)
    counted = people(figure)
    Access.objects.create(user=request.user, subject=subject_key(unit), what="people.xlsx")
    content = people_to_xlsx(figure, name, shown_to(request.user, counted), counted.count())
    return as_file(content, f"danh-sach-{unit.pk}-{figure.as_of:%Y%m%d}.xlsx")


@policy("report.view")
def code(request):
    """Tra mã số liệu: type what stands on a paper, and see whom it counts."""
    form = CodeForm(request.GET if "ma" in request.GET else None)
    if form.is_valid():
        span = form.span
        if units_for(request.user, "report.view").filter(pk=span.unit_id).exists():
            return redirect(people_url(span.unit_id, form.measure, span.starts, span.as_of))
        form.add_error("ma", "Không có số liệu này trong phạm vi của đồng chí.")
    return render(request, "admission/figure_code.html", {"form": form})
