"""The quota report in words: what page and paper show of a unit's figures, in the order they show it."""

from dataclasses import dataclass
from decimal import Decimal

from admission.groups import GROUPS
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, Outcome, StopReason

from . import labels
from .children import Goal, Row, child_table, waiting
from .letterhead import BLANK, PEN, organ

WIDEST = Decimal(200)  # per cent that still fit a bar; beyond it only the number grows


def page_context(figures, *, url_for):
    """For templates/reports/_figures.html. `url_for(code)` gives the address of a unit's own report."""
    table = child_table(figures)
    units = zip(table.rows, figures.children, strict=True)
    return {
        **lists(figures),
        "headline": _headline(figures),
        "achievements": [_achievement(line) for line in figures.targets],
        "bases": [_base(figures, line) for line in figures.members],
        "rows": [_page_row(row, child, url_for(row.code)) for row, child in units],
        "direct": table.direct,
        "total": _page_row(table.total, figures, None),
        "scale": _scale(figures),
        "gaps": table.notes,
    }


def paper_context(figures, letterhead=PEN):
    """For templates/reports/quota.html."""
    table = child_table(figures)
    issuer = organ(figures.kind, figures.name)
    period = labels.inside(figures.period_name)
    return {
        **lists(figures),
        "title": f"Báo cáo {subject(figures)} - {figures.name}",
        "subject": subject(figures),
        "period": period,
        "parent_organ": letterhead.parent.upper(),
        "issuing_organ": figures.name.upper(),
        "number": f"{letterhead.number or BLANK}-BC/{letterhead.symbol or issuer.symbol}",
        "place_and_date": _place_and_date(letterhead),
        "on_behalf": issuer.on_behalf,
        "signer_title": (letterhead.signer_title or BLANK).upper(),
        "signer": letterhead.signer or BLANK * 4,
        "recipients": [*(letterhead.recipients or _recipients(figures)), f"Lưu {issuer.committee}"],
        "opening": _opening(figures, period),
        "achievements": [_achievement(line) for line in figures.targets],
        "bases": [_base(figures, line) for line in figures.members],
        "table": table,
        "kinds": [(labels.TARGET_BY[by], labels.AGAINST[by]) for by in table.kinds],
        "wide": len(table.kinds) > 2,
    }


@dataclass(frozen=True)
class PageRow:
    row: Row
    href: str | None
    goal: Goal | None  # the target that the bar is drawn against
    reached: Decimal | None  # per cent of it

    @property
    def others(self):
        return [goal for goal in self.row.goals if goal and goal != self.goal]


@dataclass(frozen=True)
class Tile:
    """One of the numbers that stand first on the page."""

    label: str
    value: int
    hint: str = ""


def subject(figures):
    """What the report is about, as it stands under its title."""
    return f"kết quả thực hiện chỉ tiêu phát triển đảng viên {labels.inside(figures.period_name)}"


def lists(figures):
    """What page, paper and workbook all list, in printing order, with the notes under them."""
    ladder = (*ADMISSION_LADDER, *RECOGNITION_LADDER)
    pool = [(state.label, figures.pool.get(state, 0)) for state in ladder]
    split = len(ADMISSION_LADDER)
    return {
        "figures": figures,
        "waiting": waiting(figures),
        "targets": [(_target_name(line), line) for line in figures.targets],
        "groups": [(GROUPS[code], line.count, line.share) for code, line in figures.groups.items()],
        "pool": [(label, count) for label, count in pool[:split] if count],
        "probation": [(label, count) for label, count in pool[split:] if count],
        "probation_total": sum(count for _, count in pool[split:]),
        "stopped": [(StopReason(reason).label, count) for reason, count in figures.stopped.items()],
        "stopped_total": sum(figures.stopped.values()),
        "outcomes": Outcome.labels,
        "sessions": [(line.on, _outcomes(line)) for line in figures.sessions],
        "until": labels.day(figures.as_of),
        "counted_by": f"Số kết nạp tính theo {labels.COUNTED_BY[figures.counted_by]}",
        "rounding": labels.ROUNDING,
        "nothing": labels.NOTHING,
    }


def _outcomes(session):
    return [(outcome.label, getattr(session, outcome)) for outcome in Outcome]


def _headline(figures):
    main = figures.main_target
    attained = ""
    if main and main.percent:
        attained = f"đạt {main.percent}% so với {labels.AGAINST[main.by]} ({labels.goal(main)})"
    return [
        Tile("Kết nạp", figures.admitted, attained),
        Tile("Công nhận chính thức", figures.recognised),
        Tile("Nguồn đang theo dõi", waiting(figures), "chưa kết nạp"),
        Tile("Xóa tên", figures.struck_off),
    ]


def _achievement(line):
    """One target in one sentence; the count stands before the percentage, and the percentage says of what."""
    source = _target_name(line)
    if line.rate is not None:
        asked = f"{labels.goal(line)} so với số đảng viên {labels.BASIS[line.basis]}"
        done = f"đã kết nạp {labels.number(line.achieved)} đồng chí"
    else:
        asked = labels.goal(line) if line.at_least else f"{labels.goal(line)} đồng chí"
        done = f"đã kết nạp {labels.number(line.achieved)}/{labels.number(line.value)} đồng chí"
    if line.percent is None:
        return f"{source}: {asked}; {done}."
    whole = "mức tối thiểu" if line.at_least else labels.AGAINST[line.by]
    return f"{source}: {asked}; {done}, đạt {line.percent}% so với {whole}."


def _target_name(line):
    whom = "" if line.of == "all" else f", tính riêng {labels.inside(GROUPS[line.of])}"
    return f"{labels.TARGET_BY[line.by]}{whom} ({line.decision}, ngày {labels.day(line.decided_on)})"


def _base(figures, line):
    parts = f"{labels.number(line.full)} chính thức, {labels.number(line.probationary)} dự bị"
    count = f"{labels.number(line.total)} đồng chí ({parts}) ngày {labels.day(line.on)}"
    if line.rate is None:
        return f"Số đảng viên {labels.BASIS[line.basis]}: {count}."
    share = f"{labels.number(figures.admitted)}/{labels.number(line.total)}, bằng {line.rate}%"
    return f"So với số đảng viên {labels.BASIS[line.basis]} là {count}: kết nạp {share}."


def _opening(figures, period):
    span = f"từ ngày {labels.day(figures.starts)} đến ngày {labels.day(figures.ends)}"
    return (
        f"{figures.name} báo cáo kết quả thực hiện chỉ tiêu phát triển đảng viên {period} ({span}), "
        f"số liệu tính đến hết ngày {labels.day(figures.as_of)}, như sau:"
    )


def _place_and_date(letterhead):
    on = labels.long_day(letterhead.on) if letterhead.on else f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    return f"{letterhead.place or BLANK * 2}, {on}"


def _recipients(figures):
    above = ["Cấp ủy cấp trên trực tiếp (để báo cáo)"]
    return [*above, "Các đơn vị trực thuộc"] if figures.children else above


def _page_row(row, figures, href):
    main = figures.main_target
    return PageRow(row, href, main and Goal(main), _reached(figures))


def _reached(figures):
    main = figures.main_target
    return Decimal(main.percent.replace(",", ".")) if main and main.percent else None


def _scale(figures):
    """Per cent at the end of every bar of a page, so that bars can be compared."""
    known = [reached for each in (figures, *figures.children) if (reached := _reached(each)) is not None]
    return min(max([*known, Decimal(100)]), WIDEST)
