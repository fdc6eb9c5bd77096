"""The words and numbers of the official table, the same on page, paper and in the workbook."""

from admission.reports import labels
from admission.reports.codes import Span, code_of

TITLE = "Thống kê đảng viên mới kết nạp"
NOT_FOLLOWED = "chưa theo dõi"
HEADS = ("Tiêu chí", "Kỳ này", "Cùng kỳ năm trước", "% kỳ này so cùng kỳ")


def said(line):
    """(this period, a year before, per cent) of a line, as text."""
    before = labels.NOTHING if line.before is None else _cell(line.before, line)
    return _cell(line.now, line), before, line.percent or labels.NOTHING


def _cell(cell, line):
    if cell.value is None:
        return labels.NOTHING if line.average else not_known(cell)
    number = cell.value if isinstance(cell.value, str) else labels.number(cell.value)
    return f"{number} ({not_known(cell)})" if cell.unknown else number


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
