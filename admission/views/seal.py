"""Sealed reports: send one, list them, fetch the file, see what changed since."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from admission.domain import seal as domain
from admission.forms.report import LetterheadForm
from admission.forms.seal import SealForm
from admission.models import ReportKind, SealedReport
from admission.reports import restatement
from admission.reports.render import PdfUnavailable
from admission.seals import changes_since
from admission.views.official import asked
from admission.views.prints import printed
from admission.views.report import reported_unit
from partytrack import vault
from partytrack.downloads import as_file
from partytrack.errors import Refused
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.policy import policy

PAGE = 25


def report_to_seal(user, *, pk, kind):
    """Loader: a unit whose report the user may read, with the kind of report in the address."""
    if kind not in ReportKind.values:
        raise Http404
    unit = reported_unit(user, pk=pk)
    unit.asked = kind
    return unit


def sealed_of(user, *, pk):
    """Loader: a sealed report of a unit whose reports the user may read."""
    sealed = get_object_or_404(
        SealedReport.objects.select_related("unit", "period", "earlier", "sealed_by"), pk=pk
    )
    reported_unit(user, pk=sealed.unit_id)
    return sealed


@policy("report.seal", load=report_to_seal, allows=domain.may_seal, methods=("GET", "POST"))
def seal(request, unit):
    """Gửi (niêm phong): asks once more, then seals."""
    reasons = ()
    if request.method == "POST":
        form = SealForm(request.POST)
        if form.is_valid():
            try:
                sealed = _sealed(request, unit, form)
            except Refused as refusal:
                reasons = refusal.reasons
            except PdfUnavailable as missing:
                return render(request, "503.html", {"sentence": str(missing)}, status=503)
            else:
                messages.success(request, f"Đã gửi và niêm phong báo cáo số {sealed.label}.")
                return redirect("admission:sealed", pk=sealed.pk)
        period, as_of = form.cleaned_data.get("ky"), form.cleaned_data.get("ngay")
    else:
        choice, _ = asked(request, unit)
        period, as_of = choice.period, choice.as_of
        form = SealForm(period=period, as_of=as_of)
    context = {
        "unit": unit,
        "form": form,
        "reasons": reasons,
        "title": ReportKind(unit.asked).label,
        "period": period,
    }
    if period:
        context |= _what(unit, period, as_of)
    return render(request, "admission/seal.html", context, status=422 if reasons or form.errors else 200)


def _what(unit, period, as_of):
    day = min(as_of or timezone.localdate(), period.ends)
    return {"day": day, "earlier": domain.latest(unit, unit.asked, period, day)}


def _sealed(request, unit, form):
    data = form.cleaned_data
    day = min(data["ngay"] or timezone.localdate(), data["ky"].ends)
    return domain.seal(
        unit, actor=request.user, kind=unit.asked, period=data["ky"], as_of=data["ngay"],
        request_id=data["request_id"], letterhead=form.letterhead(unit, day),
    )  # fmt: skip


@policy("report.view", load=reported_unit)
def sealed_list(request, unit):
    """Báo cáo đã gửi of a unit, the newest first."""
    found = unit.sealed_reports.select_related("period", "sealed_by", "earlier", "later")
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    return render(request, "admission/sealed_list.html", {"unit": unit, "page": page})


@policy("report.view", load=sealed_of)
def sealed(request, sealed):
    """One sealed report: who, when, its hashes, and what the same figures are today."""
    context = {
        "sealed": sealed,
        "unit": sealed.unit,
        "later": SealedReport.objects.filter(earlier=sealed).first(),
    }
    try:
        context["changes"] = changes_since(sealed)
    except Refused as refusal:
        context["reasons"] = refusal.reasons
    context["may_seal"] = domain.may_seal(request.user, sealed.unit)
    context["query"] = f"ky={sealed.period_id}&ngay={sealed.as_of:%d/%m/%Y}"
    return render(request, "admission/sealed.html", context)


@policy("report.view", load=sealed_of)
def sealed_file(request, sealed):
    """The file as it was sent, byte for byte."""
    Access.objects.create(user=request.user, subject=subject_key(sealed.unit), what="sealed.pdf")
    try:
        content = vault.get(sealed.file)
    except FileNotFoundError:
        raise Http404 from None
    return as_file(content, f"bao-cao-{sealed.unit_id}-{sealed.number:02d}-{sealed.year}.pdf")


@policy("report.view", load=sealed_of)
def sealed_restatement(request, sealed):
    """Báo cáo điều chỉnh: what changed since, on paper."""
    try:
        found = changes_since(sealed)
    except Refused:
        raise Http404 from None
    Access.objects.create(user=request.user, subject=subject_key(sealed.unit), what="restatement.pdf")
    letterhead = LetterheadForm(request.GET).letterhead(sealed.unit, sealed.as_of)
    name = f"dieu-chinh-{sealed.unit_id}-{sealed.number:02d}-{sealed.year}"
    return printed(request, lambda: restatement.to_pdf(sealed, found, timezone.localdate(), letterhead), name)
