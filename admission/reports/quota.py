"""The quota report in words: what page and paper show of a unit's figures, in the order they show it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from admission.groups import GROUPS
from admission.states import Outcome, State, StopReason

from . import labels
from .children import child_table, waiting
from .keys import key
from .letterhead import BLANK, PEN, organ

WIDEST = Decimal(200)  # per cent that still fit a bar; beyond it only the number grows


class Counted(NamedTuple):
    """A number of people: what it is called, and by which name they are found (`admission.reports.keys`)."""

    label: str
    key: str
    n: int


def page_context(figures, *, url_for):
    """For templates/reports/_figures.html. `url_for(code)` gives the address of a unit's own report."""
    table = child_table(figures)
    groups = lists(figures)["groups"]
    return {
        **lists(figures),
        "headline": _headline(figures),
        "achievements": [_achievement(line) for line in figures.targets],
        "bases": [_base(figures, line) for line in figures.members],
        "bars": _bars(figures, url_for),
        "scale": _scale(figures),
        "against": figures.main_target and labels.AGAINST[figures.main_target.by],
        "table": table,
        "links": [(row, url_for(row.code)) for row in table.rows],
        "kinds": [labels.TARGET_BY[by] for by in table.kinds],
        "filled_groups": [group for group in groups if group[0].n],
        "empty_groups": [line.label for line, _ in groups if not line.n],
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
        "signer_title": (letterhead.signer_title or BLANK * 2).upper(),
        "signer": letterhead.signer or BLANK * 4,
        "recipients": [*(letterhead.recipients or _recipients(figures)), f"Lưu {issuer.committee}"],
        "opening": _opening(figures, period),
        "achievements": [_achievement(line) for line in figures.targets],
        "bases": [_base(figures, line) for line in figures.members],
        "table": table,
        "group_pairs": _pairs(lists(figures)["groups"]),
        "kinds": [(labels.TARGET_BY[by], labels.AGAINST[by]) for by in table.kinds],
        "wide": len(table.kinds) > 2,
    }


@dataclass(frozen=True)
class Bar:
    """One unit on the page: how far it is with the target that it is measured by."""

    label: str
    url: str
    value: Decimal  # per cent
    text: str
    target: int = 100


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
    return {
        "figures": figures,
        "waiting": Counted("Tổng cộng", "pool", waiting(figures)),
        "targets": [(_target_name(line), line) for line in figures.targets],
        "groups": [
            (Counted(GROUPS[code], key("group", code), line.count), line.share)
            for code, line in figures.groups.items()
        ],
        "pool": _counted("pool", State, figures.pool),
        "probation": _counted("probation", State, figures.probation),
        "probation_total": Counted("Tổng cộng", "probation", sum(figures.probation.values())),
        "stopped": _counted("stopped", StopReason, figures.stopped),
        "stopped_total": Counted("Tổng cộng", "stopped", sum(figures.stopped.values())),
        "outcomes": Outcome.labels,
        "sessions": [(line.on, _outcomes(line)) for line in figures.sessions],
        "until": labels.day(figures.as_of),
        "counted_by": f"Số kết nạp tính theo {labels.COUNTED_BY[figures.counted_by]}",
        "rounding": labels.ROUNDING,
        "nothing": labels.NOTHING,
    }


def _counted(measure, labelled, counts):
    return [Counted(labelled(part).label, key(measure, part), n) for part, n in counts.items()]


def _pairs(lines):
    """A long list as lines of two, to be read down the left half first."""
    half = (len(lines) + 1) // 2
    return [lines[at::half] for at in range(half)]


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
        Tile("Xóa tên", figures.struck_off, f"xin ra khỏi Đảng: {labels.number(figures.resigned)}"),
    ]


def _achievement(line):
    """One target in one sentence; the count stands before the percentage, and the percentage says of what."""
    source, count = _target_name(line), labels.number(line.achieved)
    asked, done, whole = f"{labels.goal(line)} đồng chí", f"{count} đồng chí", labels.AGAINST[line.by]
    if line.rate is not None:
        asked = f"{labels.goal(line)} so với số đảng viên {labels.BASIS[line.basis]}"
    elif line.at_least:
        asked, whole = labels.goal(line), "mức tối thiểu"
    else:
        done = f"{count}/{labels.number(line.value)}"
    attained = f", đạt {line.percent}% so với {whole}" if line.percent else ""
    return f"{source}: {asked}; đã kết nạp {done}{attained}."


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


def _bars(figures, url_for):
    """The units that have a target to be measured by, and the unit itself last."""
    units = [(child, child.name, url_for(child.unit)) for child in figures.children]
    kind = figures.main_target and figures.main_target.by
    drawn = [each for each in (*units, (figures, "Toàn đơn vị", "")) if _reached(each[0]) is not None]
    return [_bar(unit.main_target, _reached(unit), name, url, kind) for unit, name, url in drawn]


def _bar(target, reached, name, url, kind):
    label = name if target.by == kind else f"{name} ({labels.AGAINST[target.by]})"
    asked = f"/{labels.number(target.value)}" if target.rate is None else f" ({labels.goal(target)})"
    return Bar(label, url, reached, f"{labels.number(target.achieved)}{asked}, đạt {target.percent}%")


def _reached(figures):
    main = figures.main_target
    return Decimal(main.percent.replace(",", ".")) if main and main.percent else None


def _scale(figures):
    """Per cent at the end of every bar of a page, so that bars can be compared."""
    known = [reached for each in (figures, *figures.children) if (reached := _reached(each)) is not None]
    return min(max([*known, Decimal(100)]), WIDEST)
