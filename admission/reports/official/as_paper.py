"""The official table as a paper to sign: HTML that stands alone, and PDF."""

from admission.reports import labels
from admission.reports.letterhead import PEN, surroundings
from admission.reports.render import html_to_pdf, paper

from .words import HEADS, TITLE, notes, said

ABOVE = ("Cấp ủy cấp trên trực tiếp (để báo cáo)",)


def context(table, letterhead=PEN):
    """For templates/reports/official.html."""
    return {
        **surroundings(table.kind, table.name, letterhead, recipients=ABOVE),
        "title": f"{TITLE} - {table.name}",
        "wide": False,
        "period": labels.inside(table.period_name),
        "until": labels.day(table.as_of),
        "heads": HEADS,
        "sections": rows(table),
        "notes": notes(table),
    }


def rows(table):
    """[(section, [(line, its three texts)])]."""
    return [(section, [(line, said(line)) for line in section.lines]) for section in table.sections]


def to_html(table, letterhead=PEN):
    return paper("reports/official.html", context(table, letterhead))


def to_pdf(table, letterhead=PEN):
    """Raises render.PdfUnavailable where the machine has no pango."""
    return html_to_pdf(to_html(table, letterhead))
