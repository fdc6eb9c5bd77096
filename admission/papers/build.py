"""The papers of a file, and forms without one, as `Page`s."""

from dataclasses import replace

from django.utils import timezone

from admission.papers.blanks import blank_context, sample_context
from admission.papers.context import context_of, submitted_together
from admission.papers.dossier import dossier_of
from admission.papers.forms import text_on
from admission.papers.head import blank_head, closing, head_of, number_line
from admission.papers.layouts import layout_on
from admission.papers.markup import fill
from admission.papers.page import Article, Page, Paragraph


def pages_of(file, form, *, files):
    """The papers of one form for a file: usually one, as many as there are sponsors or helpers where each writes one.

    `files`: the files that the user may see. Empty when the form is issued and nothing is decided yet, or where the
    file's route has no such organ.
    """
    dossier = dossier_of(file, form)
    if not dossier.has(form):
        return []
    return [_page_of(dossier, form, files, one) for one in dossier.writers(form)]


def _page_of(dossier, form, files, one):
    day = dossier.day(form)
    in_force = day or timezone.localdate()
    names = dossier.names(in_force)
    context = context_of(dossier, form, names, files=files, one=one)
    writer = one.name if one else "" if form.for_each else dossier.file.full_name
    head = head_of(dossier, form, names, day, writer=writer, decider=context["noi_quyet_dinh"])
    return assemble(form, text_on(form, in_force), context, head, day)


def named_on(file, form, *, files):
    """The files of everybody whom the form names."""
    if form.issuer != "certifier":
        return [file]
    return submitted_together(dossier_of(file, form), files)


def blank_page(form):
    """The form with dots everywhere, in today's wording."""
    return assemble(form, text_on(form, timezone.localdate()), blank_context(), blank_head(form), None)


def sample_page(form, text):
    """The form with examples, in this wording. Raises `markup.BadText`."""
    return assemble(form, text, sample_context(), blank_head(form), None)


def assemble(form, text, context, head, day):
    """A wording, filled, under its head."""
    wording = fill(text, context)
    personal = form.heading == "personal"
    return Page(
        code=form.code,
        title=wording.title,
        subject=wording.subject,
        heading=form.heading,
        organ_above=head.above,
        organ=head.organ,
        number=number_line(form, head),
        day="" if personal else head.day,
        on=day,
        mark=f"Mẫu {form.code}" if form.code.endswith("KNĐ") else "",
        blocks=_ended(wording.blocks, layout_on(day)),
        closing=closing(form, head, wording.recipients),
    )


def _ended(blocks, layout):
    """The blocks with the end mark of the layout behind the last sentence."""
    last = blocks[-1]
    if not isinstance(last, Paragraph | Article) or not last.text.endswith("."):
        return blocks
    return (*blocks[:-1], replace(last, text=last.text.rstrip("./") + layout.end_mark))
