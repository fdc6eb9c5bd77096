"""The quota report as a paper to sign: HTML that stands alone, and PDF."""

from .letterhead import PEN
from .quota import paper_context
from .render import html_to_pdf, paper


def to_html(figures, letterhead=PEN):
    return paper("reports/quota.html", paper_context(figures, letterhead))


def to_pdf(figures, letterhead=PEN):
    """Raises render.PdfUnavailable where the machine has no pango."""
    return html_to_pdf(to_html(figures, letterhead))
