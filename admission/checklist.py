"""Danh mục hồ sơ: which papers a file must hold, in the official order of a dossier, and what lies there.

Computed from the route, the person and the step; nothing of it is stored. Order: HD 12-HD/BTCTW (2022), part II, 1.1.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum, auto

from admission.dossier_order import (
    BESIDE,
    CONSIDERING,
    RECOGNISING,
    Asked,
    Need,
    beside,
    local_papers,
    official_papers,
)
from admission.models import Paper
from admission.models.dossier import PaperCode
from admission.rules import figure
from admission.rules.spans import add_months
from admission.states import COLLECTING, State
from partytrack.text import clean_name

# Where the papers that a file must hold come from: functions (file, day) -> Iterable[Asked].
SOURCES = (official_papers, local_papers)
TITLES = {
    CONSIDERING: "Hồ sơ kết nạp", RECOGNISING: "Hồ sơ công nhận chính thức", BESIDE: "Giấy tờ khác",
}  # fmt: skip
# What a paper of each code is good for, in months: the rule that says so.
VALID_FOR = {PaperCode.CERTIFICATE: "CERTIFICATE_60_MONTHS"} | dict.fromkeys(
    (PaperCode.KND_3, PaperCode.KND_4, PaperCode.KND_4A, PaperCode.KND_5), "PAPERS_12_MONTHS"
)
STILL_TO_CONSIDER = (*COLLECTING, State.CERTIFIED)


class Status(StrEnum):
    """How an item stands; `LATER`: made at a step that the file has not come to."""

    HERE = auto()
    EXPIRING = auto()
    EXPIRED = auto()
    MISSING = auto()
    LATER = auto()
    NOT_NEEDED = auto()


WORDS = {
    Status.HERE: ("Đã có", "ok"),
    Status.EXPIRING: ("Sắp hết hạn", "warn"),
    Status.EXPIRED: ("Hết hạn", "bad"),
    Status.MISSING: ("Còn thiếu", "bad"),
    Status.LATER: ("Chưa đến bước", "off"),
    Status.NOT_NEEDED: ("Không phải nộp", "off"),
}


@dataclass(frozen=True)
class Item:
    """One line: what is asked, the papers that count now, those before them, and how many scans show it."""

    asked: Asked
    status: Status
    papers: tuple[Paper, ...] = ()
    earlier: tuple[Paper, ...] = ()
    valid_until: date | None = None
    scans: int = 0

    @property
    def words(self):
        """What is the matter, in words: a missing optional paper is nothing to worry about."""
        return "Chưa có" if self._is_optional_gap else WORDS[self.status][0]

    @property
    def tone(self):
        return "off" if self._is_optional_gap else WORDS[self.status][1]

    @property
    def _is_optional_gap(self):
        return self.status == Status.MISSING and self.asked.need == Need.OPTIONAL


@dataclass(frozen=True)
class Group:
    """The items of one round; `open` is the round that the file is in."""

    title: str
    open: bool
    items: tuple[Item, ...]

    @property
    def shown(self):
        return [item for item in self.items if item.status not in (Status.NOT_NEEDED, Status.LATER)]

    @property
    def later(self):
        return [item for item in self.items if item.status == Status.LATER]

    @property
    def not_needed(self):
        return [item for item in self.items if item.status == Status.NOT_NEEDED]

    @property
    def summary(self):
        """What must be there by now, and what is: “9/11 giấy tờ, 1 sắp hết hạn”."""
        due = [
            item for item in self.items if item.asked.need == Need.REQUIRED and item.status != Status.LATER
        ]
        valid = sum(item.status in (Status.HERE, Status.EXPIRING) for item in due)
        parts = [f"{valid}/{len(due)} giấy tờ"]
        for status in (Status.EXPIRED, Status.EXPIRING):
            if number := sum(item.status == status for item in self.items):
                parts.append(f"{number} {WORDS[status][0].lower()}")
        return ", ".join(parts)

    @property
    def is_complete(self):
        bad = (Status.MISSING, Status.EXPIRED)
        return not any(item.status in bad and item.asked.need == Need.REQUIRED for item in self.items)


@dataclass(frozen=True)
class _Held:
    """What a file holds, read once."""

    papers: dict[str, list[Paper]] = field(default_factory=dict)
    scans: dict[str, int] = field(default_factory=dict)
    sponsors: tuple[str, ...] = ()


def checklist(file, day):
    """The `Group`s of a file on a day: the round that it is in, the one before, and what lies beside."""
    items, stage = items_of(file, day), RECOGNISING if file.ceremony_on else CONSIDERING
    order = [stage, CONSIDERING, BESIDE] if stage == RECOGNISING else [CONSIDERING, BESIDE]
    groups = [
        Group(TITLES[one], open=one == stage, items=tuple(item for item in items if item.asked.stage == one))
        for one in order
    ]
    return [group for group in groups if group.items]


def items_of(file, day):
    """Every `Item` of a file on a day, in the order of the dossier."""
    held = _held(file)
    asked = [one for source in SOURCES for one in source(file, day)]
    listed = {one.code for one in asked}
    asked += [beside(code) for code in held.papers if code not in listed]
    return [_item(one, file, held, day) for one in asked]


def item_of(file, code, day):
    """The `Item` of one code; None for a code that no file of this kind knows."""
    return next((item for item in items_of(file, day) if item.asked.code == code), None)


def _held(file):
    papers, scans = {}, {}
    for paper in file.papers.order_by("id"):
        papers.setdefault(paper.code, []).append(paper)
    for code in file.scans.filter(withdrawn_at__isnull=True).values_list("code", flat=True):
        scans[code] = scans.get(code, 0) + 1
    names = file.sponsors.filter(until__isnull=True).values_list("name", flat=True)
    return _Held(papers, scans, tuple(clean_name(name).casefold() for name in names))


def _item(asked, file, held, day):
    rows = held.papers.get(asked.code, [])
    now = _in_force(asked.code, rows, held.sponsors)
    earlier = tuple(row for row in rows if row not in now)
    ends = [end for row in now if (end := valid_until(row))]
    item = Item(
        asked, Status.HERE, tuple(now), earlier, min(ends, default=None), held.scans.get(asked.code, 0)
    )
    return replace(item, status=_status(item, file, day))


def _in_force(code, rows, sponsors):
    """The papers that count: the last of a code; of introductions, the last of each sponsor who still stands."""
    if code != PaperCode.KND_3:
        return rows[-1:]
    last = {clean_name(row.issuer).casefold(): row for row in rows}
    return [row for name, row in last.items() if name in sponsors]


def valid_until(paper):
    """The last day on which a paper is good: what the rules say, or the paper itself where that is earlier."""
    ends = [paper.valid_until] if paper.valid_until else []
    if rule := VALID_FOR.get(paper.code):
        ends.append(add_months(paper.issued_on, figure(rule, "months", paper.issued_on)))
    return min(ends, default=None)


def _status(item, file, day):
    if item.asked.need == Need.NONE:
        return Status.HERE if item.papers else Status.NOT_NEEDED
    if not item.asked.proof and len(item.papers) < item.asked.copies:
        return Status.MISSING if item.asked.due else Status.LATER
    if item.valid_until and file.state in STILL_TO_CONSIDER:  # afterwards it was good on the day that counted
        if item.valid_until < day:
            return Status.EXPIRED
        if (item.valid_until - day).days <= figure("EXPIRY_WARNING", "days", day):
            return Status.EXPIRING
    return Status.HERE
