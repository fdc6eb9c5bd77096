"""Many papers in one file, a few at a time: WeasyPrint keeps all sheets of a document in memory until it is written."""

from io import BytesIO
from itertools import islice

from pypdf import PdfWriter

from admission.papers import render

CHUNK = 10


def pdf_of_many(pages, *, progress=lambda done: None):
    """One PDF of any number of papers, as `render.pdf` would make it. `pages` may be made while they are printed;
    `progress(done)` is told after every few how many are printed."""
    pages, done, book = iter(pages), 0, PdfWriter()
    while chunk := list(islice(pages, CHUNK)):
        book.append(BytesIO(render.pdf(chunk)))
        done += len(chunk)
        progress(done)
    out = BytesIO()
    book.compress_identical_objects()
    book.write(out)
    return out.getvalue()
