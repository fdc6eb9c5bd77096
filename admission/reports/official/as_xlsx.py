"""The official table as an Excel file: real numbers, one row a criterion."""

from io import BytesIO

import xlsxwriter
from django.conf import settings

from admission.reports import labels
from admission.reports.as_xlsx import AS_TYPED
from admission.reports.behind import address_of_row

from .words import HEADS, TITLE, not_known, notes

A4 = 9
HEAD_ROW = 4
FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
CELL = {**FONT, "border": 1}
STYLES = {
    "title": {**FONT, "bold": True, "font_size": 14},
    "note": {**FONT, "italic": True, "font_size": 11},
    "head": {**CELL, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#F2F2F2"},
    "section": {**CELL, "bold": True, "text_wrap": True},
    "rest": {**CELL, "italic": True, "text_wrap": True},
    "text": {**CELL, "text_wrap": True},
    "indented": {**CELL, "text_wrap": True, "indent": 2},
    "count": {**CELL, "num_format": "#,##0"},
    "percent": {**CELL, "num_format": "0.00"},
    "words": {**CELL, "italic": True, "align": "right"},
}


def to_xlsx(table):
    """Bytes of a workbook with one sheet. "Chưa rõ" has a column: of how many people nobody knows."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **AS_TYPED})
    formats = {name: book.add_format(style) for name, style in STYLES.items()}
    sheet = book.add_worksheet("Biểu")
    at = _top(sheet, formats, table)
    for section in table.sections:
        if section.title:
            sheet.merge_range(at, 0, at, 4, f"{section.key}. {section.title}", formats["section"])
            at += 1
        for line in section.lines:
            _line(sheet, formats, at, line, table)
            at += 1
    for note in notes(table):
        sheet.write_string(at, 0, note, formats["note"])
        at += 1
    book.close()
    return out.getvalue()


def _top(sheet, formats, table):
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 62)
    sheet.set_column(1, 4, 16)
    sheet.write_string(0, 0, table.name, formats["title"])
    sheet.write_string(1, 0, f"{TITLE} {labels.inside(table.period_name)}", formats["title"])
    sheet.write_string(2, 0, f"Tính đến hết ngày {labels.day(table.as_of)}", formats["note"])
    for column, head in enumerate((*HEADS, "Chưa rõ (kỳ này)")):
        sheet.write_string(HEAD_ROW, column, head, formats["head"])
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.repeat_rows(HEAD_ROW)
    return HEAD_ROW + 1


def _line(sheet, formats, at, line, table):
    style = "section" if line.head else "rest" if line.rest else "indented" if line.indent else "text"
    sheet.write_string(at, 0, line.text, formats[style])
    spans = ((table.starts, table.as_of), (table.before_starts, table.before_as_of))
    for column, (cell, span) in enumerate(zip((line.now, line.before), spans, strict=True), start=1):
        url = cell and address_of_row(table.unit_id, line.key, cell.value, *span)
        if url:
            sheet.write_url(at, column, settings.SITE_URL + url)  # the number written over it keeps the link
        _number(sheet, formats, at, column, cell, line)
    if line.percent is None:
        sheet.write_blank(at, 3, None, formats["percent"])
    else:
        sheet.write_number(at, 3, _float(line.percent), formats["percent"])
    unknown = line.now.unknown
    url = address_of_row(table.unit_id, line.key, unknown, *spans[0], unknown=True)
    if url:
        sheet.write_url(at, 4, settings.SITE_URL + url)
    sheet.write(at, 4, unknown or None, formats["count"])


def _number(sheet, formats, at, column, cell, line):
    if cell is None or cell.value is None and line.average:
        sheet.write_blank(at, column, None, formats["count"])
    elif cell.value is None:
        sheet.write_string(at, column, not_known(cell), formats["words"])
    elif isinstance(cell.value, str):
        sheet.write_number(at, column, _float(cell.value), formats["percent"])
    else:
        sheet.write_number(at, column, cell.value, formats["count"])


def _float(text):
    return float(text.replace(",", "."))
