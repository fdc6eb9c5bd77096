"""Phân tích số liệu: the reader chooses rows, columns and filters; each number opens the people behind it."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from admission.domain.saved_views import delete_view, save_view, share_view
from admission.explorer.answer import Answer
from admission.explorer.files import to_csv, to_xlsx
from admission.explorer.picture import drawn
from admission.forms.explorer import ExplorerForm, SaveViewForm
from admission.models import SavedView
from admission.reports import sentences
from admission.views.report import reported_unit
from partytrack.downloads import as_file
from partytrack.errors import Refused
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.hierarchy import line
from units.permissions import units_for
from units.policy import policy
from units.trees import standing_at

PAGE = 100
FILES = {"xlsx": to_xlsx, "csv": to_csv}


@policy("report.view")
def explorer_home(request):
    """To the user's own unit."""
    unit = units_for(request.user, "report.view").order_by("path").first()
    return redirect("admission:explorer", pk=unit.pk)


def _form(request, unit):
    return ExplorerForm(request.GET or None, user=request.user, unit=unit, today=timezone.localdate())


@policy("report.view", load=reported_unit)
def explorer(request, unit):
    form = _form(request, unit)
    return _page(request, unit, form, SaveViewForm())


def _page(request, unit, form, save, *, reasons=(), status=200):
    question = form.question
    standing = question and standing_at(unit, question.as_of)
    offered = SavedView.objects.offered(request.user, unit).select_related("owner", "unit")
    context = {
        "unit": unit, "form": form, "save": save, "reasons": reasons, "question": question, "standing": standing,
        "above": units_for(request.user, "report.view").filter(path__in=line(unit.path)[:-1]).order_by("path"),
        "views": [(view, form.address(unit.pk, view.query), view.owner_id == request.user.pk) for view in offered],
        "kept": form.kept, "query": form.query, "days": form.days,
    }  # fmt: skip
    if standing:
        try:
            context |= _answered(form, question, request.GET.get("trang"))
        except Refused as refusal:
            context["reasons"] = refusal.reasons
    return render(request, "admission/explorer.html", context, status=status)


def _answered(form, question, page):
    found = Answer(question)
    page = Paginator(found.rows, PAGE).get_page(page)
    lines = found.lines(page.object_list)

    def url_of(one):
        return form.address(one.unit_id) if question.rows == "units" else ""

    return {
        "answer": found, "page": page, "links": [(one, url_of(one)) for one in lines],
        "chart": drawn(lines, form.drawn),
        "fresh": sentences.fresh(question.as_of, found.counted_at, stored=found.stored),
        "counted_by": sentences.counted_by(settings.COUNT_ADMITTED_BY),
    }  # fmt: skip


@policy("report.view", load=reported_unit)
def explorer_file(request, unit):
    """The whole table, all pages of it, as Excel file or CSV."""
    form = _form(request, unit)
    question = form.question
    standing = question and standing_at(unit, question.as_of)
    if not standing:
        raise Http404
    Access.objects.create(user=request.user, subject=subject_key(unit), what=f"explorer.{unit.asked}")
    try:
        content = FILES[unit.asked](question, standing.name, Answer(question))
    except Refused as refusal:
        return _page(request, unit, form, SaveViewForm(), reasons=refusal.reasons, status=422)
    return as_file(content, f"phan-tich-{unit.pk}-{question.as_of:%Y%m%d}.{unit.asked}")


@policy("report.view", load=reported_unit, methods=("POST",))
def view_save(request, unit):
    """Keep what the address asks under a name."""
    form, save, reasons = _form(request, unit), SaveViewForm(request.POST), ()
    if save.is_valid():
        try:
            save_view(actor=request.user, unit=unit, name=save.cleaned_data["ten"], query=form.kept)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã lưu mẫu phân tích.")
            return redirect(form.address(unit.pk))
    return _page(request, unit, form, save, reasons=reasons, status=422)


def view_of(user, *, pk, **rest):
    """Loader: a view of the user's own."""
    view = get_object_or_404(SavedView.objects.select_related("unit"), pk=pk, owner=user)
    view.asked = rest.get("shared")
    return view


@policy("report.view", load=view_of, methods=("POST",))
def view_share(request, view):
    share_view(actor=request.user, view_id=view.pk, shared=view.asked)
    where = f"{view.unit} và các đơn vị trực thuộc"
    messages.success(request, f"Đã chia sẻ mẫu cho {where}." if view.asked else "Đã thôi chia sẻ mẫu.")
    return redirect(reverse("admission:explorer", args=[view.unit_id]) + f"?{view.query}")


@policy("report.view", load=view_of, methods=("POST",))
def view_delete(request, view):
    delete_view(actor=request.user, view_id=view.pk)
    messages.success(request, "Đã xóa mẫu phân tích.")
    return redirect("admission:explorer", pk=view.unit_id)
