"""How tests read the reports back."""

from datetime import datetime
from html.parser import HTMLParser
from io import BytesIO

import openpyxl
import pypdf


def pdf(content):
    return pypdf.PdfReader(BytesIO(content))


def pdf_text(content):
    """All words of a PDF on one line, as a reader would say them."""
    return " ".join(" ".join(page.extract_text() for page in pdf(content).pages).split())


def html_text(content):
    parser = _Text()
    parser.feed(content)
    return " ".join(" ".join(parser.words).split())


def html_rows(content):
    """Every table row of a page as a tuple of the texts of its cells."""
    parser = _Text()
    parser.feed(content)
    return [tuple(" ".join(cell.split()) for cell in row) for row in parser.rows]


def sheet_rows(content, name):
    """The lines of a sheet as tuples of values, days as dates, trailing empty cells cut off."""
    sheet = openpyxl.load_workbook(BytesIO(content))[name]
    return [_without_tail([_day(value) for value in row]) for row in sheet.iter_rows(values_only=True)]


def _day(value):
    return value.date() if isinstance(value, datetime) else value


def _without_tail(row):
    filled = [at for at, value in enumerate(row) if value is not None]
    return tuple(row[: filled[-1] + 1]) if filled else ()


class _Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words, self.rows, self.hidden, self.in_cell = [], [], False, False

    def handle_starttag(self, tag, attrs):
        self.hidden = tag == "style"
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.in_cell = True
        self.words.append(" ")

    def handle_endtag(self, tag):
        self.hidden = False
        self.in_cell = self.in_cell and tag not in ("td", "th")
        self.words.append(" ")

    def handle_data(self, data):
        if self.hidden:
            return
        self.words.append(data)
        if self.in_cell:
            self.rows[-1][-1] += data
