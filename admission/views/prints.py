"""Answers that are papers."""

from django.http import HttpResponse
from django.shortcuts import render

from admission.reports.render import PdfUnavailable
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key


def pdf(request, make, *, of, what, name):
    """The PDF that `make()` gives, to look at in the browser; who printed what of which object is recorded."""
    try:
        content = make()
    except PdfUnavailable as missing:
        return render(request, "503.html", {"sentence": str(missing)}, status=503)
    Access.objects.create(user=request.user, subject=subject_key(of), what=what)
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
