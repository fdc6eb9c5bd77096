"""Printing forms: of a file, or blank ones for everybody."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from admission.models import Candidate, FormText
from admission.papers import render as papers
from admission.papers.build import blank_page, named_on, pages_of
from admission.papers.forms import by_slug, forms
from admission.papers.offers import blank_offer
from admission.views.files import file_of
from admission.views.prints import printed
from partytrack.downloads import as_file
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from partytrack.text import number_in
from units.permissions import rules_unit
from units.policy import SIGNED_IN, policy


def printed_file(user, *, pk, slug, kind):
    """Loader: a file in scope, with the papers of the form in the address and how to print them."""
    file = file_of(user, pk=pk)
    form = by_slug(slug)
    if form is None or not form.prefilled:
        raise Http404
    file.pages = pages_of(file, form, files=Candidate.objects.visible_to(user))
    if not file.pages:
        raise Http404
    file.form, file.kind = form, kind
    return file


@policy("candidate.reveal", load=printed_file)
def print_form(request, file):
    """Everybody named on the paper has it in the record of who opened their file."""
    pages = file.pages
    if file.kind == "docx":
        number = number_in(request.GET.get("ban", "")) or 1
        if number > len(pages):
            raise Http404
        pages = pages[number - 1 : number]
    paper = answer(request, pages, file.kind, f"{file.form.slug}-{file.pk}")
    if paper.status_code == 200:
        named = named_on(file, file.form, files=Candidate.objects.visible_to(request.user))
        Access.objects.bulk_create(
            Access(user=request.user, subject=subject_key(one), what="form") for one in named
        )
    return paper


@policy(SIGNED_IN)
def blank_form(request, slug, kind):
    form = by_slug(slug)
    if form is None or not form.blank:
        raise Http404
    return answer(request, [blank_page(form)], kind, form.slug)


@policy(SIGNED_IN)
def form_list(request):
    """All forms: blank ones to print, and how well each wording is known."""
    today = timezone.localdate()
    replaced = {row.code: row for row in FormText.objects.filter(since__lte=today).order_by("since", "id")}
    rows = [
        {
            "form": form,
            "offer": blank_offer(form) if form.blank else None,
            "confirmed": replaced[form.code].confirmed if form.code in replaced else form.confirmed,
            "source": replaced[form.code].note if form.code in replaced else form.source,
            "since": replaced[form.code].since if form.code in replaced else form.since,
        }
        for form in forms().values()
    ]
    context = {"rows": rows, "manages": rules_unit(request.user) is not None}
    return render(request, "admission/form_list.html", context)


def answer(request, pages, kind, name):
    """The papers as a file to look at (PDF) or to keep (Word: one paper)."""
    if kind == "docx":
        return as_file(papers.docx(pages[0]), f"{name}.docx")
    return printed(request, lambda: papers.pdf(pages), name)
