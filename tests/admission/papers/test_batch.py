import resource
from io import BytesIO

import pypdf
import pytest

from admission.papers.batch import pdf_of_many
from admission.papers.page import Page, Paragraph

pytestmark = pytest.mark.needs("PDF")


def test_many_papers_keep_their_order_and_tell_how_far_they_are():
    told = []
    pages = (
        Page(code="9-KNĐ", title=f"QUYẾT ĐỊNH {n}", organ="HUYỆN ỦY", blocks=(Paragraph("x."),))
        for n in range(50)
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    book = pypdf.PdfReader(BytesIO(pdf_of_many(pages, progress=told.append)))
    assert told == [10, 20, 30, 40, 50]
    assert [f"QUYẾT ĐỊNH {n}\n" in sheet.extract_text() for n, sheet in enumerate(book.pages)] == [True] * 50
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 256 * 1024  # kilobytes
