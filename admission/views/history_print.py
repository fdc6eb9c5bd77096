"""Form 2-KNĐ as PDF: filled in, or blank."""

from functools import cache

from admission.domain.personal_history import parts_of
from admission.papers.render import pdf
from admission.personal_history.paper import blank, filled
from admission.views.files import facts, file_of
from admission.views.prints import printed
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.policy import policy


@policy("candidate.reveal", load=file_of)
def history_pdf(request, file):
    Access.objects.create(user=request.user, subject=subject_key(file), what="history_pdf")
    person = {"Họ và tên khai sinh": file.full_name, **dict(facts(file, reveal=True))}
    page = filled(person, parts_of(file))
    return printed(request, lambda: pdf([page]), f"2-KND-{file.pk}")


@policy("candidate.view")
def history_blank(request):
    return printed(request, _blank_pdf, "2-KND-mau-trong")


@cache
def _blank_pdf():
    return pdf([blank()])
