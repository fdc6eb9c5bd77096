"""The quota report as an Excel file: real numbers, so that an office can go on counting."""

from io import BytesIO

import xlsxwriter

from . import labels
from .children import child_table
from .quota import lists, subject

# A name that starts with "=" stays a name, and nothing becomes a link.
AS_TYPED = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
HEAD_ROW = 4
A4 = 9
STYLES = {
    "text": {"text_wrap": True},
    "count": {"num_format": "#,##0"},
    "percent": {"num_format": "0.00"},
    "day": {"num_format": "dd/mm/yyyy", "align": "center"},
    "point": {"num_format": "#,##0"},
    "floor": {"num_format": '"từ "#,##0" trở lên"'},
    "rate": {"num_format": '0.00"%"'},
    "rate_floor": {"num_format": '"từ "0.00"% trở lên"'},
}


def to_xlsx(figures):
    """Bytes of a workbook: sheet "Báo cáo" has the units, sheet "Cơ cấu" everything else."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **AS_TYPED})
    formats = _formats(book)
    _Sheet(book, "Báo cáo", formats).units(figures)
    _Sheet(book, "Cơ cấu", formats).structure(figures)
    book.close()
    return out.getvalue()


def _formats(book):
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    cell = {**font, "border": 1}
    head = {**cell, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#F2F2F2"}
    named = {
        "title": {**font, "bold": True, "font_size": 14},
        "plain": font,
        "note": {**font, "italic": True, "font_size": 11},
        "head": head,
    }
    for name, style in STYLES.items():
        named[name] = {**cell, **style}
        named[f"{name} total"] = {**cell, **style, "bold": True}
    return {name: book.add_format(style) for name, style in named.items()}


class _Sheet:
    """A worksheet that is written from top to bottom."""

    def __init__(self, book, name, formats):
        self.sheet = book.add_worksheet(name)
        self.formats = formats
        self.at = 0
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
        self.sheet.set_footer("&CTrang &P/&N")

    def units(self, figures):
        table = child_table(figures)
        said = lists(figures)
        heads = ["TT", "Đơn vị"]
        for by in table.kinds:
            heads += [labels.TARGET_BY[by], f"Kết nạp so với {labels.AGAINST[by]} (%)"]
        heads += ["Kết nạp", "Công nhận chính thức", "Nguồn đang theo dõi"]
        self._line(figures.name, "title")
        self._line(f"Báo cáo {subject(figures)}", "title")
        self._line(f"Số liệu tính đến hết ngày {said['until']}. {said['counted_by']}.", "plain")
        self.at = HEAD_ROW
        self._row(heads, ["head"] * len(heads))
        rows = [*table.rows, table.direct] if table.direct else table.rows
        for order, row in enumerate(rows, start=1):
            self._unit(order, row)
        if rows:
            self.sheet.autofilter(HEAD_ROW, 0, self.at - 1, len(heads) - 1)
        self._unit(None, table.total, total=" total")
        for note in (*table.notes, f"{said['rounding']}."):
            self._line(note, "note")
        self.sheet.set_column(0, 0, 6)
        self.sheet.set_column(1, 1, 44)
        self.sheet.set_column(2, len(heads) - 1, 17)
        self.sheet.set_row(HEAD_ROW, 50)
        self.sheet.freeze_panes(HEAD_ROW + 1, 2)
        self.sheet.repeat_rows(HEAD_ROW)
        self.sheet.set_landscape()

    def structure(self, figures):
        said = lists(figures)
        goals = [(text, line, line.achieved, line.percent) for text, line in said["targets"]]
        bases = [(labels.BASIS[line.basis], line.on, line.total, line.rate) for line in figures.members]
        sessions = [(on, *(line.n for line in counts)) for on, counts in said["sessions"]]
        groups = [(line.label, line.n, of_all) for line, of_all in said["groups"]]
        pool, probation, stopped = (
            [(line.label, line.n) for line in said[name]] for name in ("pool", "probation", "stopped")
        )
        step, people = ("Bước của hồ sơ", "text"), ("Số người", "count")
        share = ("Tỷ lệ so với tổng số kết nạp (%)", "percent")
        achieved = [("Đã kết nạp", "count"), ("Đạt so với mức (%)", "percent")]
        outcomes = [(outcome, "count") for outcome in said["outcomes"]]
        rate = [("Tổng số", "count"), ("Kết nạp so với tổng số (%)", "percent")]
        self._block("Chỉ tiêu", [("Chỉ tiêu", "text"), ("Mức", "goal"), *achieved], goals)
        self._block("Số đảng viên", [("Mốc", "text"), ("Ngày", "day"), *rate], bases)
        self._block("Cơ cấu mới kết nạp", [("Nhóm", "text"), ("Số lượng", "count"), share], groups)
        self._block("Nguồn phát triển đảng viên", [step, people], pool)
        self._block("Đảng viên dự bị đang theo dõi", [step, people], probation)
        self._block("Hồ sơ thôi theo dõi", [("Lý do", "text"), people], stopped)
        self._block("Các phiên họp xét kết nạp", [("Ngày họp", "day"), *outcomes], sessions)
        self._line(f"Tính đến hết ngày {said['until']}. {said['counted_by']}. {said['rounding']}.", "note")
        self.sheet.set_column(0, 0, 44)
        self.sheet.set_column(1, 4, 18)

    def _unit(self, order, row, total=""):
        values, styles = [order, row.name], ["count", "text"]
        for goal in row.goals:
            values += [goal and goal.line, goal and goal.line.percent]
            styles += ["goal", "percent"]
        values += [row.admitted, row.recognised, row.waiting]
        self._row(values, [style + total for style in (*styles, "count", "count", "count")])

    def _block(self, title, columns, lines):
        """`columns` are (head, style); every line has a value for each."""
        self._line(title, "title")
        self._row([head for head, _ in columns], ["head"] * len(columns))
        for line in lines:
            self._row(line, [style for _, style in columns])
        if not lines:
            self._line("Không có", "plain")
        self.at += 1

    def _line(self, text, style):
        self.sheet.write_string(self.at, 0, text, self.formats[style])
        self.at += 1

    def _row(self, values, styles):
        for column, (value, style) in enumerate(zip(values, styles, strict=True)):
            self._cell(column, value, style)
        self.at += 1

    def _cell(self, column, value, style):
        kind, *total = style.split()
        if kind == "goal":
            kind, value = _goal(value)
        elif kind == "percent" and value is not None:
            value = float(value.replace(",", "."))
        chosen = self.formats[" ".join([kind, *total])]
        if value is None:
            self.sheet.write_blank(self.at, column, None, chosen)
        elif isinstance(value, str):
            self.sheet.write_string(self.at, column, value, chosen)
        elif kind == "day":
            self.sheet.write_datetime(self.at, column, value, chosen)
        else:
            self.sheet.write_number(self.at, column, value, chosen)


def _goal(line):
    """(style, number) of a target: a floor reads "từ 6 trở lên" and is still the number 6."""
    if line is None:
        return "point", None
    if line.rate is None:
        return "floor" if line.at_least else "point", line.value
    return "rate_floor" if line.at_least else "rate", line.rate
