"""What one paper assigned to the units below, told with what stood before: for the notice of allocation."""

from dataclasses import dataclass
from datetime import date

from units.ledger import assigned_below, words
from units.models import Target, TargetBy, Unit
from units.targets import GROUPS


@dataclass(frozen=True)
class Share:
    """What a unit is asked for one group of people, in words; `before`: what stood until then, "" for nothing."""

    of: str
    before: str
    now: str
    value: int | None

    @property
    def group(self):
        return GROUPS.get(self.of, self.of)


@dataclass(frozen=True)
class Allocation:
    """One paper of a unit. `shares`: {unit below: [Share]}, in the order of the tree and of the groups."""

    unit: Unit
    period: object
    decision: str
    on: date
    reason: str
    shares: dict[Unit, list[Share]]

    @property
    def groups(self):
        """Codes of the groups that anybody here has a figure of, in printing order."""
        known = {share.of for shares in self.shares.values() for share in shares}
        return [of for of in GROUPS if of in known]

    @property
    def amends(self):
        return any(map(self.amends_group, self.groups))

    def amends_group(self, of):
        """Did anybody here have a figure of the group before?"""
        return any(share.before for shares in self.shares.values() for share in shares if share.of == of)

    def share_of(self, unit, of):
        return next((share for share in self.shares[unit] if share.of == of), None)

    def total(self, of):
        """Of the figures that are people; None when there is none."""
        found = [share.value for shares in self.shares.values() for share in shares if share.of == of]
        values = [value for value in found if value is not None]
        return sum(values) if values else None


def allocation(unit, period, *, decision, on):
    """The `Allocation` that a paper made to the units directly below on its day, or None when it made none."""
    paper = assigned_below(unit, period).filter(decision=decision, decided_on=on)
    lines = Target.objects.filter(
        unit__in=set(paper.order_by().values_list("unit_id", flat=True)), period=period, by=TargetBy.ASSIGNED
    )
    last, by_unit, reasons = {}, {}, []
    for line in lines.select_related("unit").order_by("decided_on", "id"):
        key = line.unit, line.of
        if (line.decision, line.decided_on) == (decision, on):
            share = Share(line.of, words(last.get(key)), words(line), line.value)
            by_unit.setdefault(line.unit, {})[line.of] = share
            reasons.append(line.reason)
        else:
            last[key] = line
    if not by_unit:
        return None
    shares = {
        one: [by_unit[one][of] for of in GROUPS if of in by_unit[one]]
        for one in sorted(by_unit, key=lambda one: one.path)
    }
    reason = next((reason for reason in reversed(reasons) if reason), "")
    return Allocation(unit, period, decision, on, reason, shares)
