"""The people, or units, behind a figure as an Excel file."""

from datetime import date
from io import BytesIO

import xlsxwriter

from .as_xlsx import AS_TYPED
from .labels import day

PEOPLE = (
    ("TT", 6),
    ("Họ và tên", 32),
    ("Ngày sinh", 13),
    ("Chi bộ", 40),
    ("Ngày", 13),
    ("Bước hiện nay", 36),
)
UNITS = (("TT", 6), ("Mã", 24), ("Tổ chức cơ sở đảng", 60))
FIRST = 5


def people_to_xlsx(figure, name, rows, total):
    """Bytes of a workbook with one sheet. `figure`: `behind.Figure`; `name`: of its unit on the day; `rows`: of
    `behind.listed`, those shown; `total`: how many the figure counts."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **AS_TYPED})
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    cell = book.add_format({**font, "border": 1, "text_wrap": True})
    days = book.add_format({**font, "border": 1, "num_format": "dd/mm/yyyy", "align": "center"})
    head = book.add_format({**font, "border": 1, "bold": True, "align": "center", "bg_color": "#F2F2F2"})
    title, plain = book.add_format({**font, "font_size": 14, "bold": True}), book.add_format(font)
    sheet = book.add_worksheet("Danh sách")
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for at, text in enumerate(_above(figure, name, total, rows.count())):
        sheet.write_string(at, 0, text, plain if at > 1 else title)
    heads, of_row = (UNITS, _unit) if figure.of_units else (PEOPLE, _person)
    for column, (text, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(FIRST, column, text, head)
    for order, row in enumerate(rows.iterator(chunk_size=2000), start=1):
        for column, value in enumerate((order, *of_row(row))):
            sheet.write(FIRST + order, column, value, days if isinstance(value, date) else cell)
    sheet.freeze_panes(FIRST + 1, 2)
    sheet.repeat_rows(FIRST)
    book.close()
    return out.getvalue()


def _person(row):
    person = row.candidate
    return person.full_name, person.born_on, row.unit_name, row.on, person.get_state_display()


def _unit(unit):
    return unit.code, unit.name_then


def _above(figure, name, total, shown):
    since = "" if figure.stands else f"Từ ngày {day(figure.starts)}, số"
    lines = [name, figure.label, f"{since or 'Số'} liệu tính đến hết ngày {day(figure.as_of)}: {total}."]
    what = "tổ chức nay" if figure.of_units else "hồ sơ nay ở đơn vị"
    if total > shown:
        lines.append(f"{total - shown} {what} ngoài phạm vi của người xem, không ghi trong danh sách.")
    return lines
