"""From a figure to the people behind it, by its link or by the code that a paper prints."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render

from admission.forms.behind import CodeForm, FigureForm
from admission.reports.behind import listed
from admission.reports.names import file_name
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
    """The list behind one figure: what the user may see of it, and how many others there are."""
    figure, name = _asked(request, unit)
    counted, shown = listed(figure, request.user)
    page = Paginator(shown, PAGE).get_page(request.GET.get("trang"))
    total = counted.count()
    Access.objects.create(user=request.user, subject=subject_key(unit), what="people")
    context = {
        "figure": figure, "name": name, "unit": unit, "page": page, "total": total,
        "hidden": total - page.paginator.count, "query": request.GET.urlencode(),
    }  # fmt: skip
    template = "admission/units_behind.html" if figure.of_units else "admission/people_behind.html"
    return render(request, template, context)


@policy("report.view", load=reported_unit)
def people_xlsx(request, unit):
    figure, name = _asked(request, unit)
    counted, shown = listed(figure, request.user)
    Access.objects.create(user=request.user, subject=subject_key(unit), what="people.xlsx")
    content = people_to_xlsx(figure, name, shown, counted.count())
    return as_file(content, f"{file_name('danh-sach', unit, figure.as_of)}.xlsx")


@policy("report.view")
def code(request):
    """Tra mã số liệu: type what stands on a paper, and see whom it counts."""
    form = CodeForm(request.GET if "ma" in request.GET else None)
    if form.is_valid():
        if units_for(request.user, "report.view").filter(pk=form.asked.span.unit_id).exists():
            return redirect(form.address)
        form.add_error("ma", "Không có số liệu này trong phạm vi của đồng chí.")
    return render(request, "admission/figure_code.html", {"form": form})
