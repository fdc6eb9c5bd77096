"""Which papers can be printed of a file, at the step where it stands and at all."""

from dataclasses import dataclass, field

from django.urls import reverse

from admission.papers.dossier import Dossier
from admission.papers.forms import forms
from admission.states import Round, round_of


@dataclass(frozen=True)
class Offer:
    code: str
    title: str
    note: str
    pdf: str  # addresses
    words: list[tuple[str, str]] = field(
        default_factory=list
    )  # (label, address): one Word file for each paper


def offers(file):
    """(what makes sense at this step, everything else) as lists of `Offer`."""
    now, rest = [], []
    dossiers = {round_: Dossier(file, round_) for round_ in Round}
    for form in forms().values():
        dossier = dossiers[form.round_of(round_of(file.state))]
        if form.prefilled and dossier.has(form):
            (now if file.state in form.steps else rest).append(_of_file(file, form, dossier))
        elif not form.prefilled:
            (now if file.state in form.steps else rest).append(blank_offer(form))
    return now, rest


def blank_offer(form):
    def address(kind):
        return reverse(f"admission:blank_{kind}", kwargs={"slug": form.slug})

    return Offer(form.code, form.title, form.note, address("pdf"), [("Word", address("docx"))])


def _of_file(file, form, dossier):
    def address(kind, query=""):
        return reverse(f"admission:print_{kind}", kwargs={"pk": file.pk, "slug": form.slug}) + query

    people = dossier.writers(form)
    words = [("Word", address("docx"))]
    if len(people) > 1:
        words = [(f"Word: {one.name}", address("docx", f"?ban={n}")) for n, one in enumerate(people, 1)]
    return Offer(form.code, form.title, form.note, address("pdf"), words)
