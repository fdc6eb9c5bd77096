"""The official table of newly admitted members, and the register of admissions: page, PDF, Excel, JSON."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from admission.admissions import decisions, lines, undecided
from admission.forms.report import LetterheadForm, ReportForm
from admission.reports import admissions
from admission.reports.names import file_name
from admission.reports.official.as_json import to_dict
from admission.reports.official.as_paper import rows, to_pdf
from admission.reports.official.as_xlsx import to_xlsx
from admission.reports.official.build import build
from admission.reports.official.words import HEADS, notes
from admission.views.prints import printed
from admission.views.report import reported_unit
from partytrack.downloads import as_file
from partytrack.errors import Refused
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.policy import policy

PAGE = 50
PRINTED = 500  # people on one printed register: it takes ten seconds
TOO_LONG = "Danh sách trên 500 người: tải bản Excel, hoặc chọn kỳ ngắn hơn để in."


def asked(request, unit):
    """(form, query that brings the same report back)."""
    form = ReportForm(request.GET or None, user=request.user, unit=unit, today=timezone.localdate())
    days = {"ngay": f"{form.as_of:%d/%m/%Y}"} if form.as_of else {}
    return form, urlencode({"ky": form.period.pk, **days}) if form.period else ""


@policy("report.view", load=reported_unit)
def official(request, unit):
    """Thống kê đảng viên mới kết nạp."""
    form, query = asked(request, unit)
    context = {"form": form, "unit": unit, "query": query, "heads": HEADS}
    if form.period:
        try:
            table = build(unit, form.period, as_of=form.as_of)
        except Refused as refusal:
            context["reasons"] = refusal.reasons
        else:
            context |= {
                "table": table,
                "sections": rows(table),
                "notes": notes(table),
                "paper": LetterheadForm(),
            }
    return render(request, "admission/official.html", context)


@policy("report.view", load=reported_unit)
def official_file(request, unit):
    form, _ = asked(request, unit)
    if form.period is None:
        raise Http404
    try:
        table = build(unit, form.period, as_of=form.as_of)
    except Refused:
        raise Http404 from None
    Access.objects.create(user=request.user, subject=subject_key(unit), what=f"official.{unit.asked}")
    if unit.asked == "json":
        return JsonResponse(to_dict(table), json_dumps_params={"ensure_ascii": False})
    name = file_name("thong-ke-ket-nap", unit, table.as_of, period=form.period)
    if unit.asked == "xlsx":
        return as_file(to_xlsx(table), f"{name}.xlsx")
    letterhead = LetterheadForm(request.GET).letterhead(unit, table.as_of)
    return printed(request, lambda: to_pdf(table, letterhead), name)


@policy("report.view", load=reported_unit)
def register(request, unit):
    """Sổ kết nạp."""
    form, query = asked(request, unit)
    context = {"form": form, "unit": unit, "query": query}
    if form.period:
        starts, ends = span(form)
        page = Paginator(decisions(unit, starts, ends), PAGE).get_page(request.GET.get("trang"))
        Access.objects.create(user=request.user, subject=subject_key(unit), what="register")
        context |= {"page": page, "lines": lines(request.user, page), "starts": starts, "ends": ends}
        context["undecided"] = undecided(unit, starts, ends)
    return render(request, "admission/register.html", context)


@policy("report.view", load=reported_unit)
def register_file(request, unit):
    """The register as PDF or Excel. Each person on it is noted as opened."""
    form, _ = asked(request, unit)
    if form.period is None:
        raise Http404
    starts, ends = span(form)
    decided = decisions(unit, starts, ends)
    if unit.asked == "pdf" and decided.count() > PRINTED:
        messages.warning(request, TOO_LONG)
        return redirect(f"{reverse('admission:register', args=[unit.pk])}?{request.GET.urlencode()}")
    found = lines(request.user, decided)
    people = [subject_key(line.file) for line in found if line.file]
    Access.objects.bulk_create(
        Access(user=request.user, subject=subject, what=f"register.{unit.asked}")
        for subject in (subject_key(unit), *people)
    )
    said = {"unit": unit, "period": form.period, "starts": starts, "ends": ends}
    name = file_name("so-ket-nap", unit, ends, period=form.period)
    if unit.asked == "xlsx":
        return as_file(admissions.to_xlsx(found, **said), f"{name}.xlsx")
    letterhead = LetterheadForm(request.GET).letterhead(unit, ends)
    return printed(request, lambda: admissions.to_pdf(found, letterhead=letterhead, **said), name)


def span(form):
    """The days of the period up to the day that was asked for."""
    return form.period.starts, min(form.as_of or timezone.localdate(), form.period.ends)
