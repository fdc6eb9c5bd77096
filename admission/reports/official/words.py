"""The words and numbers of the official table, the same on page, paper and in the workbook."""

from admission.reports import labels
from admission.reports.codes import Span, code_of

TITLE = "Thống kê đảng viên mới kết nạp"
NOT_FOLLOWED = "chưa theo dõi"
HEADS = ("Tiêu chí", "Kỳ này", "Cùng kỳ năm trước", "% kỳ này so cùng kỳ")


def said(line):
    """(this period, a year before, per cent) of a line, as text."""
    return *(_cell(cell, line) for cell in (line.now, line.before)), line.percent or labels.NOTHING


def _cell(cell, line):
    known, unknown = parts(cell, line)
    return f"{known} ({unknown})" if known and unknown else known or unknown


def parts(cell, line):
    """(what a cell counts, of how many nobody knows) as text, one of them "" where there is only the other; `cell` is
    None where there was nothing to count."""
    if cell is None or cell.value is None and line.average:
        return labels.NOTHING, ""
    if cell.value is None:
        return "", not_known(cell)
    known = cell.value if isinstance(cell.value, str) else labels.number(cell.value)
    return known, not_known(cell) if cell.unknown else ""


def not_known(cell):
    return f"chưa rõ {labels.number(cell.unknown)}" if cell.unknown else NOT_FOLLOWED


def span(starts, day):
    return f"từ ngày {labels.day(starts)} đến hết ngày {labels.day(day)}"


def _codes(table):
    """How the people of a row are found again."""
    now = code_of(Span(table.unit_id, table.starts, table.as_of))
    before = code_of(Span(table.unit_id, table.before_starts, table.before_as_of))
    if now and before:
        codes = f"mã {now} (kỳ này), {before} (cùng kỳ năm trước)"
        yield f"Tra danh sách người: mục Tra mã số liệu, {codes}, rồi chọn dòng của biểu."


def notes(table):
    """What stands under the table."""
    lines = [
        f"Số kết nạp tính theo {labels.COUNTED_BY[table.counted_by]}. {labels.ROUNDING}.",
        f"Kỳ này: {span(table.starts, table.as_of)}. "
        f"Cùng kỳ năm trước: {span(table.before_starts, table.before_as_of)}.",
        "Mỗi người tính một lần ở trình độ cao nhất. Dòng in nghiêng không có trong biểu, ghi thêm để các mục cộng đủ.",
    ]
    if any(
        line.now.value is None and not line.average for section in table.sections for line in section.lines
    ):
        lines.append(
            "“Chưa rõ”: số người chưa được ghi thông tin; “chưa theo dõi”: không có số liệu. Cả hai không phải là số 0."
        )
    return [*lines, *_codes(table), f"Biểu theo {'; '.join(table.instruments)}."]
