"""The quota report as an Excel file: real numbers, so that an office can go on counting."""

from functools import partial
from io import BytesIO

import xlsxwriter
from django.conf import settings

from admission.groups import GROUPS

from . import labels
from .behind import address_in
from .children import COLUMNS, child_table, row_of
from .codes import NUMBERS, Span, code_of
from .keys import Counted, key, over
from .quota import lists, subject
from .sheet import AS_TYPED, DEEPEST, Opening, Sheet, formats

HEAD_ROW = 4
PEOPLE = ("Số người", "count")


def to_xlsx(figures):
    """Bytes of a workbook: sheet "Báo cáo" has the units, as deep as the figures go and folding like the tree; sheet
    "Cơ cấu" everything else."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, AS_TYPED)
    styles = formats(book)
    _units(Sheet(book, "Báo cáo", styles), figures)
    _structure(Sheet(book, "Cơ cấu", styles), figures)
    book.close()
    return out.getvalue()


def _units(sheet, figures):
    said = lists(figures)
    table = child_table(figures)
    heads = ["TT", "Đơn vị"]
    for by in table.kinds:
        heads += [labels.TARGET_BY[by], f"Kết nạp so với {labels.AGAINST[by]} (%)"]
    heads += [*(head for _, head in COLUMNS), "Tiến độ", "Mã tra danh sách"]
    sheet.line(figures.name, "title")
    sheet.line(f"Báo cáo {subject(figures)}", "title")
    sheet.line(f"{said['fresh']}. {said['counted_by']}.", "plain")
    sheet.at = HEAD_ROW
    sheet.row(heads, ["head"] * len(heads))
    for order, child in enumerate(figures.children, start=1):
        _tree(sheet, figures, child, table.kinds, order)
    if table.direct:
        _unit(sheet, figures, table.direct, len(table.rows) + 1)
    if table.rows:
        sheet.sheet.autofilter(HEAD_ROW, 0, sheet.at - 1, len(heads) - 1)
    _unit(sheet, figures, table.total, None, total=" total")
    numbers = "; ".join(f"{head}: {NUMBERS[key]}" for key, head in COLUMNS)
    codes = f"Tra danh sách người: gõ mã của dòng, dấu / và số của cột ({numbers}) vào “Tra mã số liệu”."
    for note in (*table.notes, f"{said['rounding']}. {said['pace_rule']}.", codes):
        sheet.line(note, "note")
    _settle(sheet.sheet, len(heads))


def _settle(sheet, columns):
    """Widths, frozen heads, heads on every printed page, units above those that they hold."""
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, columns - 1, 14)
    sheet.set_row(HEAD_ROW, 64)
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_landscape()
    sheet.outline_settings(True, False, False, False)


def _tree(sheet, figures, unit, kinds, order, depth=0):
    _unit(sheet, figures, row_of(unit, kinds), order, depth=depth)
    for child in unit.children:
        _tree(sheet, figures, child, kinds, None, depth + 1)


def _unit(sheet, figures, row, order, total="", depth=0):
    name = f"in{min(depth, DEEPEST)}" if depth else "text"
    values, styles = [order, row.name], ["count", name]
    for goal in row.goals:
        values += [goal and goal.line, goal and goal.line.percent]
        styles += ["goal", "percent"]
    code = "" if row.direct else code_of(Span(row.unit_id, figures.starts, min(figures.as_of, figures.ends)))
    counts = (_opening(figures, row.unit_id, one, direct=row.direct) for one in row.counts)
    values += [*counts, row.standing, code]
    styles += [*("count" for _ in row.counts), "text", "text"]
    sheet.row(values, [style + total for style in styles], level=depth)


def _opening(figures, unit_id, one, **how):
    """A `Counted` as a number that leads to its people; `how`: as `address_in` says."""
    url = address_in(figures, unit_id, one.key, one.n, **how)
    return Opening(one.n, url and settings.SITE_URL + url)


def _structure(sheet, figures):
    said = lists(figures)
    _targets(sheet, figures, said)
    _people(sheet, figures, said)
    _quality(sheet, figures, said)
    sheet.line(f"{said['fresh']}. {said['counted_by']}. {said['rounding']}.", "note")
    sheet.sheet.set_column(0, 0, 44)
    sheet.sheet.set_column(1, 8, 18)


def _targets(sheet, figures, said):
    goals = [_target(text, line) for text, line in said["targets"]]
    bases = [(labels.BASIS[line.basis], line.on, line.total, line.rate) for line in figures.members]
    sheet.block("Chỉ tiêu", TARGET, goals)
    rate = [("Tổng số", "count"), ("Kết nạp so với tổng số (%)", "percent")]
    sheet.block("Số đảng viên", [("Mốc", "text"), ("Ngày", "day"), *rate], bases)
    term = figures.term
    counts = term and [(term.name, term.admitted, term.recognised, term.struck_off, term.resigned)]
    of_term = ("Kết nạp", "Công nhận chính thức", "Xóa tên", "Xin ra khỏi Đảng")
    sheet.block(
        "Từ đầu nhiệm kỳ", [("Nhiệm kỳ", "text"), *((head, "count") for head in of_term)], counts or []
    )
    if term and term.targets:
        names = said["term_targets"]
        sheet.block("Chỉ tiêu nhiệm kỳ", TARGET, [_target(text, line) for text, line in names])


TARGET = [
    ("Chỉ tiêu", "text"), ("Mức", "goal"), ("Đã thực hiện", "count"), ("Đạt so với mức (%)", "percent"),
    ("Theo tiến độ đều", "percent"), ("Tiến độ", "text"),
]  # fmt: skip


def _target(text, line):
    pace = (line.pace.expected, labels.STANDING[line.pace.standing]) if line.pace else (None, None)
    return (text, line, line.achieved, line.percent, *pace)


TOTALS = ("admitted", "recognised", "recognised_on_time", "recognised_late", "struck_off", "resigned")


def _people(sheet, figures, said):
    share = ("Tỷ lệ so với tổng số kết nạp (%)", "percent")
    opens = partial(_opening, figures, figures.unit_id)
    totals = [(labels.MEASURES[name], opens(Counted("", name, getattr(figures, name)))) for name in TOTALS]
    sheet.block("Kết quả chung", [("Số liệu", "text"), PEOPLE], totals)
    groups = [(line.label, opens(line), of_all) for line, of_all in said["groups"]]
    sheet.block("Cơ cấu mới kết nạp", [("Nhóm", "text"), ("Số lượng", "count"), share], groups)
    ages = [_age(opens, line) for line in figures.pyramid]
    sheet.block("Tuổi đời mới kết nạp", [("Nhóm tuổi", "text"), ("Nữ", "count"), ("Nam", "count")], ages)
    months = [_month(opens, figures.starts, line) for line in figures.months]
    course = [("Kết nạp", "count"), ("Từ đầu kỳ", "count"), ("Theo tiến độ đều", "percent")]
    sheet.block("Kết nạp theo tháng", [("Tháng", "text"), *course], months)
    introduced = [(line.label, opens(line)) for line in said["introduced"]]
    sheet.block("Giới thiệu quần chúng ưu tú", [("Tổ chức giới thiệu", "text"), PEOPLE], introduced)
    stopped = [(line.label, opens(line)) for line in said["stopped"]]
    sheet.block("Hồ sơ thôi theo dõi", [("Lý do", "text"), PEOPLE], stopped)


def _age(opens, line):
    by_sex = (("female", line.women), ("male", line.men))
    return GROUPS[line.group], *(opens(Counted("", key("aged", sex, line.group), n)) for sex, n in by_sex)


def _month(opens, starts, line):
    admitted = opens(Counted("", over("admitted", line.first, line.last), line.admitted), part=True)
    so_far = opens(Counted("", over("admitted", starts, line.last), line.so_far), part=True)
    return f"{line.first:%m/%Y}", admitted, so_far, line.expected


def _back(opens, back):
    counted = {"sent": back.sent, "returned:files": back.files, "returned": back.returns}
    return (*(opens(Counted("", name, n)) for name, n in counted.items()), back.per_file)


def _quality(sheet, figures, said):
    opens = partial(_opening, figures, figures.unit_id)
    step = ("Bước của hồ sơ", "text")
    bands = [(band, "count") for band in (*said["bands"], "Quá hạn", "Số người")]
    for title, name in (("Nguồn", "waiting"), ("Đảng viên dự bị", "on_probation")):
        waits = [(label, *(one and opens(one) for one in counts)) for label, counts in said[name].lines]
        total = ("Tổng cộng", *map(opens, said[name].total))
        sheet.block(f"{title} theo thời gian ở bước", [step, *bands], waits, total)
    steps = [(line.label, opens(line), took.median, took.p90) for line, took in said["steps"]]
    days = [("Số hồ sơ", "count"), ("Trung vị (ngày)", "count"), ("90% trong vòng (ngày)", "count")]
    sheet.block("Thời gian ở từng bước", [step, *days], steps)
    back = figures.returns
    counts = [(labels.MEASURES[name], "count") for name in ("sent", "returned:files", "returned")]
    each = ("Lượt trả lại bình quân mỗi hồ sơ", "percent")
    sheet.block("Hồ sơ bị trả lại", [*counts, each], [_back(opens, back)])
    faults = [(line.label, opens(line)) for line in said["faults"]]
    sheet.block("Lý do trả lại", [("Lỗi chính", "text"), ("Số lượt", "count")], faults)
    done = [(labels.MEASURES[name], "count") for name in ("admitted", "recognised", "struck_off")]
    past = [
        (line.starts, line.as_of, *(opens(one) for one in counts), line.percent)
        for line, counts in said["past"]
    ]
    span = [("Từ ngày", "day"), ("Đến ngày", "day")]
    sheet.block("Cùng kỳ các năm trước", [*span, *done, ("Kết nạp kỳ này so với kỳ đó (%)", "percent")], past)
    sessions = [(on, *(opens(line) for line in counts)) for on, counts in said["sessions"]]
    outcomes = [(outcome, "count") for outcome in said["outcomes"]]
    sheet.block("Các phiên họp xét kết nạp", [("Ngày họp", "day"), *outcomes], sessions)
