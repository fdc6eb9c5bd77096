"""The book of figures as an Excel file that folds like the tree. A row leaves memory when it is written: the file may
have as many as a country has units."""

import re
from io import BytesIO

import xlsxwriter
from django.conf import settings

from . import labels
from .book import HEADS
from .sheet import AS_TYPED, DEEPEST, Sheet, formats

HEAD_ROW = 4
WHOLE, SHARE = re.compile(r"[\d.]+"), re.compile(r"\d+,\d\d")  # as `labels.number` and `percent` write them


def to_xlsx(book, period, day):
    """Bytes of a workbook with a row for each unit of `book.freeze`, the whole first."""
    out = BytesIO()
    file = xlsxwriter.Workbook(out, AS_TYPED | {"in_memory": False, "constant_memory": True})
    sheet = Sheet(file, "Tập số liệu", formats(file))
    counted_by = labels.COUNTED_BY[settings.COUNT_ADMITTED_BY]
    sheet.line(book["name"], "title")
    sheet.line(f"Tập số liệu các đơn vị, {labels.inside(period.name)}", "title")
    sheet.line(
        f"Số liệu tính đến hết ngày {labels.day(day)}. Số kết nạp tính theo {counted_by}. {labels.ROUNDING}.",
        "plain",
    )
    sheet.at = HEAD_ROW
    _settle(sheet.sheet)
    sheet.row(HEADS, ["head"] * len(HEADS))
    for line in book["rows"]:
        _row(sheet, *line)
    sheet.sheet.autofilter(HEAD_ROW, 0, sheet.at - 1, len(HEADS) - 1)
    file.close()
    return out.getvalue()


def _settle(sheet):
    """Widths, frozen heads, heads on every printed page, units above those that they hold."""
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 50)
    sheet.set_column(2, len(HEADS) - 1, 12)
    sheet.set_row(HEAD_ROW, 50)
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_landscape()
    sheet.outline_settings(True, False, False, False)


def _row(sheet, number, depth, name, cells):
    values, styles = [number, name], ["text", f"in{min(depth, DEEPEST)}" if depth else "text"]
    for text in cells:
        value, style = _read(text)
        values.append(value)
        styles.append(style)
    sheet.row(values, [style if depth else f"{style} total" for style in styles], level=depth)


def _read(text):
    """(value, style) of a cell: a number again, but for targets that are words, such as "từ 6 trở lên"."""
    if text == labels.NOTHING:
        return None, "count"
    if WHOLE.fullmatch(text):
        return int(text.replace(".", "")), "count"
    return text, "percent" if SHARE.fullmatch(text) else "text"
