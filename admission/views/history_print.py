"""Form 2-KNĐ as PDF: filled in, or blank."""

from functools import cache

from django.http import HttpResponse
from django.shortcuts import render

from admission.domain.personal_history import parts_of
from admission.papers.render import pdf
from admission.personal_history.paper import blank, filled
from admission.reports.render import PdfUnavailable
from admission.views.files import facts, file_of
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.policy import policy


@policy("candidate.reveal", load=file_of)
def history_pdf(request, file):
    Access.objects.create(user=request.user, subject=subject_key(file), what="history_pdf")
    person = {"Họ và tên khai sinh": file.full_name, **dict(facts(file, reveal=True))}
    page = filled(person, parts_of(file))
    return _answer(request, lambda: pdf([page]), f"2-KND-{file.pk}.pdf")


@policy("candidate.view")
def history_blank(request):
    return _answer(request, _blank_pdf, "2-KND-mau-trong.pdf")


@cache
def _blank_pdf():
    return pdf([blank()])


def _answer(request, make, name):
    try:
        content = make()
    except PdfUnavailable as missing:
        return render(request, "503.html", {"sentence": str(missing)}, status=503)
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
