"""The bridge table as an Excel file: real numbers, one total row, heads that stay in sight."""

from io import BytesIO

import xlsxwriter

AS_TYPED = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
A4, HEAD_ROW = 9, 3


def to_xlsx(plan, table):
    """Bytes of a workbook: sheets "Đơn vị cũ - mới", "Đơn vị mới", and "Chỉ tiêu" where the table has any."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, AS_TYPED)
    formats = _formats(book)
    where = f"{plan.title}, Quyết định số {plan.decision}, có hiệu lực từ {plan.effective_on:%d/%m/%Y}"
    heads = [
        "Mã cũ",
        "Đơn vị cũ",
        "Trực thuộc (cũ)",
        "Mã mới",
        "Đơn vị mới",
        "Trực thuộc (mới)",
        *table.columns,
    ]
    rows = [[*_words(line.old), *_words(line.new), *line.numbers] for line in table.lines]
    total = ["Cộng", *[""] * 5, *table.total]
    _sheet(book, formats, "Đơn vị cũ - mới", where, heads, rows, total)
    rows = [[*_words(side), *numbers] for side, numbers in table.by_new]
    total = ["Cộng", "", "", *table.total]
    _sheet(
        book, formats, "Đơn vị mới", where, ["Mã", "Đơn vị mới", "Trực thuộc", *table.columns], rows, total
    )
    if table.targets:
        _targets(book, formats, where, table.targets)
    book.close()
    return out.getvalue()


def _targets(book, formats, where, lines):
    heads = [
        "Mã", "Đơn vị mới", "Trực thuộc", "Kỳ", "Loại chỉ tiêu", "Số đơn vị cũ", "Các đơn vị cũ", "Đơn vị mới",
    ]  # fmt: skip
    rows = [[*_words(one.new), one.period, one.by, one.old_units, one.before, one.after] for one in lines]
    sums = [sum(getattr(one, name) for one in lines) for name in ("old_units", "before", "after")]
    _sheet(book, formats, "Chỉ tiêu", where, heads, rows, ["Cộng", *[""] * 4, *sums])


def _words(side):
    return side.code, side.name, side.above


def _formats(book):
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    cell = {**font, "border": 1, "text_wrap": True}
    styles = {
        "title": {**font, "bold": True, "font_size": 14},
        "plain": font,
        "head": {**cell, "bold": True, "align": "center", "bg_color": "#F2F2F2"},
        "text": cell,
        "count": {**cell, "num_format": "#,##0"},
        "text total": {**cell, "bold": True},
        "count total": {**cell, "bold": True, "num_format": "#,##0"},
    }
    return {name: book.add_format(style) for name, style in styles.items()}


def _sheet(book, formats, name, where, heads, rows, total):
    sheet = book.add_worksheet(name)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&CTrang &P/&N")
    sheet.write_string(0, 0, "Bảng chuyển đổi đơn vị", formats["title"])
    sheet.write_string(1, 0, where, formats["plain"])
    for column, head in enumerate(heads):
        sheet.write_string(HEAD_ROW, column, head, formats["head"])
    for at, row in enumerate([*rows, total], start=HEAD_ROW + 1):
        last = " total" if row is total else ""
        for column, value in enumerate(row):
            kind = "text" if isinstance(value, str) else "count"
            write = sheet.write_string if kind == "text" else sheet.write_number
            write(at, column, value, formats[kind + last])
    for column, head in enumerate(heads):
        sheet.set_column(column, column, 32 if head.startswith(("Đơn vị", "Trực thuộc")) else 15)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.repeat_rows(HEAD_ROW)
    if rows:
        sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + len(rows), len(heads) - 1)
