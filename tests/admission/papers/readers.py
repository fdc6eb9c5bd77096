"""How tests read papers back."""

from io import BytesIO

import docx
import pypdf
from docx.table import Table


def pdf_words(content):
    """The words of a PDF, without the numbers of its sheets, which are drawn last."""
    words = []
    for number, sheet in enumerate(pypdf.PdfReader(BytesIO(content)).pages, 1):
        found = sheet.extract_text().split()
        words += found if number == 1 else _without(found, str(number))
    return words


def docx_words(content):
    """The words of the text of a Word file, cell by cell."""
    return [word for text in _texts(docx.Document(BytesIO(content))) for word in text.split()]


def _texts(part):
    for block in part.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _texts(cell)
        else:
            yield block.text


def _without(words, number):
    at = 0 if words[0] == number else len(words) - 1
    assert words[at] == number
    return words[:at] + words[at + 1 :]
