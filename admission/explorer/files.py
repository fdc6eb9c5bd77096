"""An answer as an Excel file and as plain text with commas (CSV)."""

import csv
import re
from io import BytesIO, StringIO

import xlsxwriter
from django.conf import settings

from admission.reports.as_xlsx import AS_TYPED
from admission.reports.codes import NUMBERS
from admission.reports.labels import day, inside
from admission.reports.sentences import counted_by
from partytrack.errors import Refused
from partytrack.templatetags.ui import number

from .question import COLUMNS

FIRST = 6
MOST, CHUNK = 10_000, 500  # lines of a file, and of those read together
CODE = "Mã tra cứu"
PERCENT = re.compile(r"\d+,\d\d")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")  # with which spreadsheets begin to calculate


def title(question, name):
    """Lines above the table: of which unit, when, whom."""
    lines = [name, f"{question.period.name}: {day(question.starts)} – {day(question.as_of)}"]
    lines.append(f"{counted_by(settings.COUNT_ADMITTED_BY)}.")
    if question.group:
        lines.append(f"Chỉ tính nhóm: {question.group_label}")
    return [*lines, _numbers(question)] if question.measures else lines


def _numbers(question):
    """How the codes of the rows lead to every column."""
    numbers = ", ".join(f"{NUMBERS[measure]} {inside(COLUMNS[measure])}" for measure in question.measures)
    return f"Mã ở cột cuối để tra danh sách; thay số sau dấu / đầu tiên: {numbers}."


def to_xlsx(question, name, answer):
    """Bytes of a workbook; numbers are numbers and lead to their people."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **AS_TYPED})
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    formats = {
        "title": book.add_format({**font, "bold": True, "font_size": 14}),
        "head": book.add_format({**font, "border": 1, "bold": True, "align": "center", "text_wrap": True}),
        "text": book.add_format({**font, "border": 1, "text_wrap": True}),
        "count": book.add_format({**font, "border": 1, "num_format": "#,##0"}),
        "percent": book.add_format({**font, "border": 1, "num_format": "0.00"}),
    }
    sheet = book.add_worksheet("Phân tích")
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(answer.heads), 16)
    sheet.set_column(len(answer.heads) + 1, len(answer.heads) + 1, 24)
    for at, text in enumerate(title(question, name)):
        sheet.write_string(at, 0, text, formats["title"])
    sheet.set_row(FIRST, 36)  # heads wrap
    for column, text in enumerate([question.row_head, *answer.heads, CODE]):
        sheet.write_string(FIRST, column, text, formats["head"])
    for at, line in enumerate(_all(answer), start=FIRST + 1):
        sheet.write_string(at, 0, line.label, formats["text"])
        for column, cell in enumerate(line.cells, start=1):
            _write(sheet, at, column, cell, formats)
        sheet.write_string(at, len(answer.heads) + 1, line.code, formats["text"])
    sheet.freeze_panes(FIRST + 1, 1)
    sheet.repeat_rows(FIRST)
    book.close()
    return out.getvalue()


def _write(sheet, at, column, cell, formats):
    if cell.url:
        sheet.write_url(at, column, settings.SITE_URL + cell.url)  # the number written over it keeps the link
    if cell.value is None:
        sheet.write_blank(at, column, None, formats["text"])
    elif isinstance(cell.value, int):
        sheet.write_number(at, column, cell.value, formats["count"])
    elif PERCENT.fullmatch(cell.value):
        sheet.write_number(at, column, float(cell.value.replace(",", ".")), formats["percent"])
    else:
        sheet.write_string(at, column, cell.value, formats["text"])


def to_csv(question, name, answer):
    """Text with a byte order mark, by which Excel knows that it is UTF-8; nothing in it becomes a formula."""
    out = StringIO("\ufeff", newline="")
    out.seek(1)
    write = csv.writer(out)
    for text in title(question, name):
        write.writerow([plain(text)])
    write.writerow([question.row_head, *answer.heads, CODE])
    for line in _all(answer):
        write.writerow(
            [plain(line.label), *("" if cell.value is None else cell.value for cell in line.cells), line.code]
        )
    return out.getvalue()


def plain(text):
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _all(answer):
    """Lines, a few hundred at a time. Raises Refused where there are too many."""
    if len(answer.rows) > MOST:
        raise Refused(
            sentence=f"Bảng có {number(len(answer.rows))} dòng, nhiều hơn {number(MOST)} dòng của một tệp.",
            remedy="Chọn cấp đơn vị cao hơn hoặc một đơn vị nhỏ hơn rồi tải lại.",
        )
    for at in range(0, len(answer.rows), CHUNK):
        yield from answer.lines(answer.rows[at : at + CHUNK])
    rest = answer.rest
    yield from [*([rest] if rest else []), answer.whole]
