"""A whole restructuring in one transaction: the tree, then everything that follows it, then the sums compared."""

from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone

from partytrack.errors import Reason, Refused
from units.hierarchy import closing_checks, lock_tree
from units.models import Unit

from . import hooks
from .figures import follow_members, follow_targets, later_targets, target_sums
from .hooks import Moves
from .roles import follow_grants
from .sketch import Problem, Sketch
from .writing import write_tree

OF_TARGETS = "Chỉ tiêu: "  # how the label of a sum of targets begins


@dataclass(frozen=True)
class Sum:
    """One figure before and after; `binding`: the two must be equal."""

    label: str
    period: str
    before: int
    after: int
    binding: bool = True

    @property
    def holds(self):
        return self.before == self.after or not self.binding


@dataclass
class Outcome:
    """With `problems` the transaction must be rolled back: the tree may be half changed."""

    sketch: Sketch
    moves: Moves
    problems: list[Problem]
    sums: list[Sum] = field(default_factory=list)


def carry_out(restructuring, actor):
    """Do everything that the steps say, dated on the effective day; the `Outcome`. Writes no journal."""
    if not connection.in_atomic_block:
        raise RuntimeError("a restructuring is carried out inside one transaction")
    on = restructuring.effective_on
    lock_tree()
    day = max(on, timezone.localdate())
    before = _sums(on, day)
    sketch = Sketch(restructuring.steps.all(), on)
    outcome = Outcome(sketch, Moves(restructuring, on, actor), sketch.problems)
    if sketch.problems:
        return outcome
    write_tree(sketch, outcome.moves)
    objections = (_closing, later_targets, *hooks.objections)
    outcome.problems = [Problem(0, reason) for object_to in objections for reason in object_to(outcome.moves)]
    if outcome.problems:
        return outcome
    targets_before = target_sums(outcome.moves)
    for follow in (follow_grants, follow_targets, follow_members, *hooks.followers):
        follow(outcome.moves)
    outcome.sums = _compared(before, _sums(on, day)) + _targets_compared(outcome.moves, targets_before)
    outcome.problems = [Problem(0, _differs(one)) for one in outcome.sums if not one.holds]
    return outcome


def _closing(moves):
    """What stands in the way of a unit that ends without another to go on in, as when it is closed by itself."""
    for unit in Unit.objects.filter(pk__in=moves.closed).order_by("path"):
        for check in closing_checks:
            try:
                check(unit, moves.on)
            except Refused as refusal:
                yield from refusal.reasons


def _sums(on, day):
    return {key: number for count in hooks.sums for key, number in count(on, day).items()}


def _compared(before, after):
    return [
        Sum(label, period, before.get((label, period), 0), after.get((label, period), 0))
        for label, period in before | after
    ]


def _targets_compared(moves, before):
    after = target_sums(moves)
    binding = moves.restructuring.target_rule == "sum"
    return [
        Sum(f"{OF_TARGETS}{label.lower()}", period, number, after.get((label, period), 0), binding)
        for (label, period), number in before.items()
    ]


def _differs(one):
    where = f" ({one.period})" if one.period else ""
    sentence = f"{one.label}{where}: trước {one.before}, sau {one.after}."
    return Reason(
        "SUMS_DIFFER", sentence, "Số trước và sau phải bằng nhau; kiểm tra lại các bước của phương án."
    )
