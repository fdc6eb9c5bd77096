"""The table of direct units below a unit, and what it says where the units and the whole do not match."""

from dataclasses import dataclass

from admission.states import ADMISSION_LADDER

from . import labels
from .figures import TargetLine


@dataclass(frozen=True)
class Goal:
    """A target as a table prints it."""

    line: TargetLine

    @property
    def label(self):
        return labels.TARGET_BY[self.line.by]

    @property
    def text(self):
        return labels.goal(self.line)

    @property
    def percent(self):
        return self.line.percent or labels.NOTHING


@dataclass(frozen=True)
class Row:
    code: str  # of the unit; empty for people directly in the unit above
    unit_id: int
    name: str
    admitted: int
    recognised: int
    waiting: int
    goals: tuple[Goal | None, ...] = ()  # one for each of the table's kinds of target


@dataclass(frozen=True)
class ChildTable:
    kinds: tuple[str, ...]  # the kinds of target that get columns
    rows: tuple[Row, ...]
    direct: Row | None  # people who belong to none of the rows
    total: Row  # the unit's own figures, not a sum
    notes: tuple[str, ...]  # targets that do not add up


def child_table(figures):
    kinds = _kinds(figures)
    rows = tuple(_row(child, kinds) for child in figures.children)
    total = _row(figures, kinds, name="Tổng cộng")
    return ChildTable(
        kinds=kinds,
        rows=rows,
        direct=_direct(figures, rows, total),
        total=total,
        notes=tuple(filter(None, (_gap(figures, by) for by in kinds))),
    )


def waiting(figures):
    """Open files of people who are not admitted yet."""
    return sum(figures.pool.get(state, 0) for state in ADMISSION_LADDER)


def target_by(figures, by):
    """The unit's target of this kind for all people, or None."""
    return next((line for line in figures.targets if line.by == by and line.of == "all"), None)


def _kinds(figures):
    """Every kind that a child has; where no child has any, the kind that the unit itself is measured by."""
    kinds = tuple(by for by in labels.TARGET_BY if any(target_by(child, by) for child in figures.children))
    main = figures.main_target
    return kinds or ((main.by,) if main else ())


def _row(figures, kinds, name=None):
    lines = [target_by(figures, by) for by in kinds]
    return Row(
        code=figures.unit,
        unit_id=figures.unit_id,
        name=name or figures.name,
        admitted=figures.admitted,
        recognised=figures.recognised,
        waiting=waiting(figures),
        goals=tuple(line and Goal(line) for line in lines),
    )


def _direct(figures, rows, total):
    rest = {
        count: getattr(total, count) - sum(getattr(row, count) for row in rows)
        for count in ("admitted", "recognised", "waiting")
    }
    if not any(rest.values()):
        return None
    name = f"Trực thuộc {figures.name}"
    return Row(code="", unit_id=figures.unit_id, name=name, goals=(None,) * len(total.goals), **rest)


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
