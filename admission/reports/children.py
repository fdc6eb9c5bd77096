"""The table of direct units below a unit, and what it says where the units and the whole do not match."""

from dataclasses import dataclass, replace

from admission.states import ADMISSION_LADDER

from . import labels
from .figures import TargetLine
from .keys import Counted

COLUMNS = tuple(  # key of the people counted, head; quality stands beside quantity
    (key, labels.MEASURES[key])
    for key in (
        "admitted", "recognised", "recognised_late", "pool", "late:pool", "late:probation", "sent", "returned",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Goal:
    """A target as a table prints it."""

    line: TargetLine

    @property
    def text(self):
        return labels.goal(self.line)

    @property
    def counted(self):
        return labels.counted(self.line)

    @property
    def is_worded(self):
        """Is there more to say of it than a number of people?"""
        return self.line.at_least or self.line.rate is not None

    @property
    def percent(self):
        return self.line.percent or labels.NOTHING


@dataclass(frozen=True)
class Row:
    code: str  # of the unit; empty for people directly in the unit above
    unit_id: int
    name: str
    counts: tuple[Counted, ...]  # one for each of COLUMNS
    goals: tuple[Goal | None, ...] = ()  # one for each of the table's kinds of target

    @property
    def direct(self):
        return not self.code

    standing: str = ""  # in words: how far the unit is with its main target


@dataclass(frozen=True)
class ChildTable:
    kinds: tuple[str, ...]  # the kinds of target that get columns
    rows: tuple[Row, ...]
    direct: Row | None  # people who belong to none of the rows
    total: Row  # the unit's own figures, not a sum
    notes: tuple[str, ...]  # targets that do not add up


def child_table(figures):
    kinds = kinds_of(figures)
    rows = tuple(row_of(child, kinds) for child in figures.children)
    total = replace(row_of(figures, kinds), name="Tổng cộng")
    return ChildTable(
        kinds=kinds,
        rows=rows,
        direct=direct_row(figures, rows, total),
        total=total,
        notes=tuple(filter(None, (_gap(figures, by) for by in kinds))),
    )


def waiting(figures):
    """Open files of people who are not admitted yet."""
    return sum(figures.pool.get(state, 0) for state in ADMISSION_LADDER)


def target_by(figures, by):
    """The unit's target of this kind for all people, or None."""
    return next((line for line in figures.targets if line.by == by and line.of == "all"), None)


def kinds_of(figures):
    """Every kind that a child has; where no child has any, the kind that the unit itself is measured by."""
    kinds = tuple(by for by in labels.TARGET_BY if any(target_by(child, by) for child in figures.children))
    main = figures.main_target
    return kinds or ((main.by,) if main else ())


def row_of(figures, kinds):
    lines = [target_by(figures, by) for by in kinds]
    main = figures.main_target
    return Row(
        code=figures.unit,
        unit_id=figures.unit_id,
        name=figures.name,
        counts=tuple(Counted(head, key, _count(figures, key)) for key, head in COLUMNS),
        goals=tuple(line and Goal(line) for line in lines),
        standing=labels.STANDING[main.pace.standing] if main and main.pace else "",
    )


def _count(figures, key):
    if key == "pool":
        return waiting(figures)
    named = {
        "sent": figures.returns.sent, "returned": figures.returns.returns,
        "late:pool": figures.late_pool, "late:probation": figures.late_probation,
    }  # fmt: skip
    return named[key] if key in named else getattr(figures, key)


def direct_row(figures, rows, total):
    """What the rows lack to the total; None where they lack nothing."""
    rest = tuple(
        Counted(whole.label, whole.key, whole.n - sum(row.counts[at].n for row in rows))
        for at, whole in enumerate(total.counts)
    )
    if not any(one.n for one in rest):
        return None
    name = f"Trực thuộc {figures.name}"
    return Row("", figures.unit_id, name, rest, goals=(None,) * len(total.goals))


def _gap(figures, by):
    """A sentence where the children's targets are not the whole's, None where they add up."""
    lines = [line for child in figures.children if (line := target_by(child, by))]
    counts = [line.value for line in lines if line.rate is None]
    if not counts:
        return None
    whole = target_by(figures, by)
    told = f"{len(counts)}/{len(figures.children)} đơn vị"
    subject = f"{labels.TARGET_BY[by]} đã ghi cho {told}, cộng lại là {labels.number(sum(counts))}"
    if whole is None or whole.rate is not None:
        return f"{subject}; không có {labels.AGAINST[by]} chung tính bằng số người để đối chiếu."
    gap = sum(counts) - whole.value
    if not gap:
        return None
    more = f"{'nhiều hơn' if gap > 0 else 'ít hơn'} {labels.number(abs(gap))}"
    return f"{subject}, {more} so với {labels.AGAINST[by]} chung là {labels.goal(whole)}."
