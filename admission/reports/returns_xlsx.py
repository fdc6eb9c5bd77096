"""The returned files of a unit as an Excel file."""

from io import BytesIO

import xlsxwriter

from admission.faults import Fault

from .as_xlsx import AS_TYPED

HEADS = (
    "Đơn vị",
    "Hồ sơ gửi lên",
    "Hồ sơ bị trả lại",
    "Lượt trả lại",
    "Số lượt trên một hồ sơ",
    *Fault.labels,
)


def returns_to_xlsx(found, *, name, period):
    """Bytes of a workbook with one sheet. `found`: `Returns`; `name`, `period`: of the unit and of the days."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **AS_TYPED})
    font = {
        "font_name": "Times New Roman",
        "font_size": 12,
        "border": 1,
        "text_wrap": True,
        "valign": "vcenter",
    }
    cell, head = book.add_format(font), book.add_format({**font, "bold": True, "align": "center"})
    ratio = book.add_format({**font, "num_format": "0.00"})
    title = book.add_format({"font_name": "Times New Roman", "font_size": 14, "bold": True})
    sheet = book.add_worksheet("Hồ sơ bị trả lại")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(HEADS) - 1, 14)
    sheet.write_string(0, 0, name, title)
    sheet.write_string(1, 0, f"Hồ sơ bị trả lại, {period}", title)
    for column, text in enumerate(HEADS):
        sheet.write_string(3, column, text, head)
    for row, line in enumerate([*found.lines, found.total], start=4):
        sheet.write_string(row, 0, line.unit.name if line is not found.total else "Tổng cộng", cell)
        for column, value in enumerate((line.sent, line.files, line.returns), start=1):
            sheet.write_number(row, column, value, cell)
        if line.per_file is None:
            sheet.write_blank(row, 4, None, cell)
        else:
            sheet.write_number(row, 4, float(line.per_file.replace(",", ".")), ratio)
        for column, value in enumerate(line.counted, start=5):
            sheet.write_number(row, column, value, cell)
    book.close()
    return out.getvalue()
