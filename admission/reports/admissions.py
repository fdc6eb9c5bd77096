"""The register of admissions on paper and in Excel."""

from io import BytesIO

import xlsxwriter

from . import labels
from .as_xlsx import AS_TYPED
from .letterhead import PEN, surroundings
from .render import html_to_pdf, paper

HEADS = (
    "TT", "Số quyết định", "Ngày quyết định", "Họ và tên", "Ngày sinh", "Giới tính", "Chi bộ", "Ngày đơn (1-KNĐ)",
    "Nghị quyết chi bộ (6-KNĐ)", "Ngày vào Đảng", "Ngày chính thức",
)  # fmt: skip
WIDTHS = (5, 16, 15, 27, 15, 9, 28, 15, 20, 15, 15)
MOVED = "(đã chuyển nơi khác)"


def values(at, line):
    """The cells of a line: numbers, texts, days, None for an empty one."""
    file = line.file
    voted = " ".join(filter(None, (line.resolution, line.resolved_on and f"{line.resolved_on:%d/%m/%Y}")))
    return (
        at, line.number, line.decided_on, file.full_name if file else MOVED, file and file.born_on,
        file.get_sex_display() if file else "", line.branch, line.applied_on, voted, line.ceremony_on, line.full_from,
    )  # fmt: skip


def to_pdf(lines, *, unit, period, starts, ends, letterhead=PEN):
    """Raises render.PdfUnavailable where the machine has no pango."""
    name = letterhead.name or unit.name
    context = {
        **surroundings(unit.kind, name, letterhead, series="DS"),
        "title": f"Danh sách đảng viên mới kết nạp - {name}",
        "wide": True,
        "period": labels.inside(period.name),
        "days": f"từ ngày {labels.day(starts)} đến ngày {labels.day(ends)}",
        "heads": HEADS,
        "widths": [f"{100 * width / sum(WIDTHS):.4g}%" for width in WIDTHS],
        "rows": [[_text(value) for value in values(at, line)] for at, line in enumerate(lines, 1)],
    }
    return html_to_pdf(paper("reports/admissions.html", context))


def _text(value):
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if hasattr(value, "year") else str(value)


def to_xlsx(lines, *, unit, period, starts, ends):
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **AS_TYPED})
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    cell = {**font, "border": 1, "text_wrap": True}
    title = book.add_format({**font, "bold": True, "font_size": 14})
    head = book.add_format({**cell, "bold": True, "align": "center", "bg_color": "#F2F2F2"})
    text, day = (
        book.add_format(cell),
        book.add_format({**cell, "num_format": "dd/mm/yyyy", "align": "center"}),
    )
    sheet = book.add_worksheet("Sổ kết nạp")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, unit.name, title)
    sheet.write_string(1, 0, f"Danh sách đảng viên mới kết nạp {labels.inside(period.name)}", title)
    sheet.write_string(
        2, 0, f"Từ ngày {labels.day(starts)} đến ngày {labels.day(ends)}", book.add_format(font)
    )
    for column, (name, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
        sheet.write_string(4, column, name, head)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(5, 4)
    sheet.repeat_rows(4)
    at = 4
    for at, line in enumerate(lines, 5):
        for column, value in enumerate(values(at - 4, line)):
            if hasattr(value, "year"):
                sheet.write_datetime(at, column, value, day)
            else:
                sheet.write(at, column, value, text)
    sheet.autofilter(4, 0, at, len(HEADS) - 1)
    book.close()
    return out.getvalue()
