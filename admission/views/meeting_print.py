"""What a meeting prints: for each file the minutes and the resolution, or a section's report."""

from django.contrib import messages
from django.db.models import F
from django.shortcuts import redirect

from admission.models import Candidate, ItemOutcome, MeetingItem
from admission.models.dossier import Body
from admission.papers.batch import pdf_of_many
from admission.papers.build import pages_of
from admission.papers.forms import forms
from admission.states import Round
from admission.views.meeting_base import meeting_of, visible_items
from admission.views.prints import pdf
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.policy import policy

MINUTES = {(Body.BRANCH, Round.ADMISSION): "BB-XKN", (Body.BRANCH, Round.RECOGNITION): "BB-XCN"}
PAPERS = {
    (Body.BRANCH, Round.ADMISSION): "6-KNĐ",
    (Body.BRANCH, Round.RECOGNITION): "13-KNĐ",
    (Body.SECTION, Round.ADMISSION): "7-KNĐ",
    (Body.SECTION, Round.RECOGNITION): "14-KNĐ",
    (Body.COMMITTEE, Round.ADMISSION): "8-KNĐ",
    (Body.COMMITTEE, Round.RECOGNITION): "15-KNĐ",
}


def prints_of(item, overtaken=()):
    """[(button, `Form`)] of what a recorded file has to print. A vote that fell short has minutes alone; of a file
    that was voted on again since, its papers tell the later vote. `overtaken`: ids of such items."""
    if not item.is_recorded or item.pk in overtaken:
        return []
    of, known = (item.meeting.body, item.round), forms()
    wanted = [("In biên bản", MINUTES.get(of))]
    if item.outcome != ItemOutcome.FAILED:
        wanted.append(("In báo cáo" if item.meeting.body == Body.SECTION else "In nghị quyết", PAPERS[of]))
    return [(label, known[code]) for label, code in wanted if code in known]


def overtaken(meeting):
    """Ids of the items whose file came before the same body again, in the same round."""
    later = MeetingItem.objects.filter(
        candidate__meeting_items__meeting=meeting, meeting__body=meeting.body, pk__gt=F("candidate__meeting_items__pk"),
        round=F("candidate__meeting_items__round"),
    ).exclude(outcome="")  # fmt: skip
    return set(later.order_by().values_list("candidate__meeting_items__pk", flat=True))


@policy("candidate.reveal", load=meeting_of)
def meeting_pdf(request, meeting):
    """Everything that the meeting prints, in one PDF."""
    files, gone = Candidate.objects.visible_to(request.user), overtaken(meeting)
    items = [item for item in visible_items(meeting, request.user) if prints_of(item, gone)]
    if not items:
        messages.info(request, "Chưa có kết quả nào để in.")
        return redirect("admission:meeting_detail", pk=meeting.pk)
    pages = (
        page
        for item in items
        for _, form in prints_of(item, gone)
        for page in pages_of(item.candidate, form, files=files)
    )
    printed = pdf(request, lambda: pdf_of_many(pages), of=meeting, what="form", name=f"hop-xet-{meeting.pk}")
    if printed.status_code == 200:
        Access.objects.bulk_create(
            Access(user=request.user, subject=subject_key(item.candidate), what="form") for item in items
        )
    return printed
