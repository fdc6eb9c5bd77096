"""Thông báo phân bổ chỉ tiêu and the table of targets of a day, on paper."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify

from admission.allocations import allocation
from admission.forms.allocation import FOR_EACH, NoticeForm, PaperAskedForm
from admission.papers import render as papers
from admission.papers.allocation import Notice, Signed, table_page
from admission.papers.batch import pdf_of_many
from admission.views.form_print import answer
from admission.views.prints import pdf
from partytrack.downloads import as_file
from partytrack.forms import DayField
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from partytrack.text import number_in
from units import ledger
from units.models import Period
from units.policy import policy
from units.views.target import address_of, unit_with_targets


def printed_unit(user, *, pk, kind):
    """Loader: a unit whose targets the user may see, with the kind of file in the address."""
    unit = unit_with_targets(user, pk=pk)
    unit.printed_as = kind
    return unit


@policy("target.view", load=unit_with_targets)
def notice(request, unit):
    """What a paper assigned to the units below, and how to print it."""
    found = _asked_for(request, unit)
    context = {
        "unit": unit,
        "allocation": found,
        "form": NoticeForm(initial={"ky": found.period.pk, "so": found.decision, "ngay": found.on}),
        "lines": [(child, share) for child, shares in found.shares.items() for share in shares],
        "back": address_of(unit, found.period),
    }
    return render(request, "admission/allocation.html", context)


def _asked_for(request, unit):
    form = PaperAskedForm(request.GET)
    if not form.is_valid():
        raise Http404
    said = form.cleaned_data
    found = allocation(unit, said["ky"], decision=said["so"], on=said["ngay"])
    if found is None:
        raise Http404
    return found


@policy("target.view", load=printed_unit)
def notice_file(request, unit):
    """The notice for all units, or one for each: PDF in one file, Word in an archive of one file each."""
    found, form = _asked_for(request, unit), NoticeForm(request.GET)
    form.is_valid()
    said = form.cleaned_data
    signed = Signed(said.get("chuc_vu", ""), said.get("nguoi_ky", ""), said.get("noi", ""))
    made = Notice(found, signed)
    pages = made.for_each() if said.get("ban") == FOR_EACH else {unit: made.for_all()}
    name = f"thong-bao-phan-bo-{unit.pk}-{found.on:%Y%m%d}"
    if unit.printed_as == "docx" and said.get("ban") == FOR_EACH:
        Access.objects.create(user=request.user, subject=subject_key(unit), what="allocation.docx")
        return _archive(pages, name)
    return _file(request, unit, list(pages.values()), "allocation", name)


def _file(request, unit, pages, what, name):
    """The papers as PDF, or the only one for Word; who printed is recorded."""
    what = f"{what}.{unit.printed_as}"
    if unit.printed_as == "pdf":
        return pdf(request, lambda: pdf_of_many(pages), of=unit, what=what, name=name)
    Access.objects.create(user=request.user, subject=subject_key(unit), what=what)
    return answer(request, pages, "docx", name)


def _archive(pages, name):
    """One Word file for each unit."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for child, page in pages.items():
            archive.writestr(f"{slugify(child.code)}-{child.pk}.docx", papers.docx(page))
    return as_file(packed.getvalue(), f"{name}.zip")


@policy("target.view", load=printed_unit)
def table_file(request, unit):
    """The table of targets, of today or as it stood on a day."""
    period = get_object_or_404(Period, pk=number_in(request.GET.get("ky", "")))
    try:
        day = DayField(required=False).clean(request.GET.get("ngay", ""))
    except ValidationError:
        raise Http404 from None
    page = table_page(unit, period, ledger.table(unit, period, as_of=day), day or timezone.localdate())
    return _file(request, unit, [page], "targets", f"chi-tieu-{unit.pk}-{page.on:%Y%m%d}")
