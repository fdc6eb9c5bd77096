"""Thẩm tra lý lịch: the panel on a file's page, the list of requests that are out, and the letters to print."""

from dataclasses import dataclass
from itertools import groupby

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from admission.letters import request_letter
from admission.models import Candidate, Verification
from admission.papers import render as papers
from admission.permissions import acts_at_some_level
from admission.steps import act_url, open_to
from admission.verifying import LABELS, Person, is_late, persons
from admission.views.prints import pdf
from partytrack.downloads import as_file
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from partytrack.keyset import count_of, page_of
from units.permissions import can
from units.policy import policy

PAGE = 50
ACTS = ("request_verification", "reply_verification", "remind_verification", "waive_verification")


@dataclass(frozen=True)
class Letter:
    """A request as the panel shows it."""

    row: Verification
    about: str
    is_late: bool


@dataclass(frozen=True)
class Panel:
    """`urls`: where each act is done, of those that the user may do now. Who only watches (not `may_read`) sees how
    far it is: neither the names of relatives nor what was answered."""

    persons: list[Person]
    letters: list[Letter]
    urls: dict[str, str]
    may_print: bool
    may_read: bool
    conclusion: str

    @property
    def settled(self):
        return sum(person.is_settled for person in self.persons)


def panel(file, user, today):
    """The `Panel` of a file; None before anything of it is known or asked."""
    letters = list(file.verifications.prefetch_related("persons", "reminders").order_by("id"))
    people = persons(file, today)
    if not letters and len(people) == 1:
        return None
    may_read = can(user, "candidate.reveal", file.unit)
    last = file.history_conclusions.order_by("-id").first() if may_read else None
    return Panel(
        persons=people,
        letters=[
            Letter(
                row, ", ".join(_named(person, may_read) for person in row.persons.all()), is_late(row, today)
            )
            for row in letters
        ],
        urls={act: act_url(file, act) if open_to(file, user, act) else "" for act in ACTS},
        may_print=acts_at_some_level(file, user),
        may_read=may_read,
        conclusion=last.text if last else "",
    )


def _named(person, may_read):
    return person.name if may_read else LABELS.get(person.relation, "").lower()


@policy("candidate.view")
def verification_list(request):
    """Every request that waits for an answer in the user's scope, unit by unit; the longest overdue first."""
    today = timezone.localdate()
    files = Candidate.objects.visible_to(request.user).open()
    out = Verification.objects.filter(candidate__in=files, replied_on__isnull=True)
    late = out.filter(due_on__lt=today)
    only_late = request.GET.get("loc") == "qua-han"
    rows = (
        (late if only_late else out)
        .select_related("candidate__unit")
        .prefetch_related("persons", "reminders")
    )
    page = page_of(rows, request.GET, order=("candidate__unit__path", "due_on", "id"), size=PAGE)
    (waiting, more), (overdue, more_overdue) = count_of(out), count_of(late)
    groups = [(unit, list(letters)) for unit, letters in groupby(page, key=lambda row: row.candidate.unit)]
    context = {
        "page": page, "groups": groups, "today": today,
        "tabs": [
            {"label": "Đang chờ trả lời", "url": "?", "current": not only_late, "count": waiting, "more": more},
            {
                "label": "Quá hạn", "url": "?loc=qua-han", "current": only_late, "count": overdue,
                "more": more_overdue,
            },
        ],
    }  # fmt: skip
    return render(request, "admission/verification_list.html", context)


def letter_of(user, *, pk):
    """Loader: a request about a file in scope."""
    letters = Verification.objects.filter(candidate__in=Candidate.objects.visible_to(user))
    return get_object_or_404(letters.select_related("candidate__unit"), pk=pk)


def acts_on_letter(user, letter):
    return acts_at_some_level(letter.candidate, user)


@policy("act", load=letter_of, allows=acts_on_letter)
def letter_pdf(request, letter):
    return pdf(
        request, lambda: papers.pdf([request_letter(letter)]), of=letter.candidate, what="letter",
        name=f"cong-van-tham-tra-{letter.pk}",
    )  # fmt: skip


@policy("act", load=letter_of, allows=acts_on_letter)
def letter_docx(request, letter):
    content = papers.docx(request_letter(letter))
    Access.objects.create(user=request.user, subject=subject_key(letter.candidate), what="letter")
    return as_file(content, f"cong-van-tham-tra-{letter.pk}.docx")
