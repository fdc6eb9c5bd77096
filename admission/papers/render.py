"""Papers to PDF and to Word: the same text in the same order."""

from functools import cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from admission.reports.render import BASE, STATIC, own_fonts

BASE_DOCX = Path(__file__).with_name("base.docx")
EDGES = ("top", "bottom", "left", "right")


def pdf(pages):
    """One PDF of any number of papers; each begins on a sheet of its own and counts its own sheets.

    Raises `admission.reports.render.PdfUnavailable` where the machine has no pango.
    """
    fetcher = own_fonts()
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()  # shared: a font that many papers use is in the file once
    style = CSS(string=_style(), base_url=BASE, url_fetcher=fetcher, font_config=fonts)
    papers = [
        HTML(string=to_html(page), base_url=BASE, url_fetcher=fetcher).render(
            stylesheets=[style], font_config=fonts
        )
        for page in pages
    ]
    return papers[0].copy([sheet for paper in papers for sheet in paper.pages]).write_pdf()


def to_html(page):
    return render_to_string("papers/page.html", {"page": page})


def _style():
    margins = " ".join(
        f"--{edge}: {mm}mm;" for edge, mm in zip(EDGES, settings.PAPER_MARGINS_MM, strict=True)
    )
    return (STATIC / "css" / "paper.css").read_text("utf-8") + f"\n:root {{ {margins} }}"


def docx(page):
    """The paper for Word, editable."""
    from docx.shared import Mm
    from docxtpl import DocxTemplate

    template = DocxTemplate(BytesIO(_base_docx()))
    template.render(context(page), autoescape=True)
    for edge, mm in zip(EDGES, settings.PAPER_MARGINS_MM, strict=True):
        setattr(template.sections[0], f"{edge}_margin", Mm(mm))
    grids = [table for table in template.tables if table.style.name == "Table Grid"]
    for grid, block in zip(grids, (block for block in page.blocks if block.kind == "table"), strict=True):
        _set_widths(grid, block.shares)
    out = BytesIO()
    template.save(out)
    return out.getvalue()


def context(page):
    """What base.docx names."""
    return {"page": page, "blocks": [*page.blocks, page.closing]}


def _set_widths(grid, shares):
    """The loops of base.docx make the columns, which come out equally wide."""
    from docx.shared import Mm

    *_, left, right = settings.PAPER_MARGINS_MM
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = Mm((210 - left - right) * share)
        for cell in column.cells:
            cell.width = column.width


@cache
def _base_docx():
    return BASE_DOCX.read_bytes()
