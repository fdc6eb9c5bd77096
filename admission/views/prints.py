"""Answers that are papers."""

from django.shortcuts import render

from admission.reports.render import PdfUnavailable
from partytrack.downloads import as_file
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key


def printed(request, make, name):
    """The PDF that `make()` gives, to look at in the browser; or the page that says why there is none."""
    try:
        return as_file(make(), f"{name}.pdf")
    except PdfUnavailable as missing:
        return render(request, "503.html", {"sentence": str(missing)}, status=503)


def pdf(request, make, *, of, what, name):
    """The same; who printed what of which object is recorded."""
    answer = printed(request, make, name)
    if answer.status_code == 200:
        Access.objects.create(user=request.user, subject=subject_key(of), what=what)
    return answer
