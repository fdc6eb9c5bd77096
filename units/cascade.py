"""Handing a unit's figure down to the units below: what stands beside each field, and suggestions for it."""

from dataclasses import dataclass

from django.utils import timezone

from partytrack.days import years_before
from units import membership, targets
from units.models import MembershipCount, Period, PeriodKind, Target, TargetBy, Unit
from units.sharing import shares

# Other apps add functions. sources: (units) -> {unit id: [(step, files), …]};
# results: (units, first day, last day) -> {unit id: people admitted}.
sources, results = [], []
ORDER = (TargetBy.ASSIGNED, TargetBy.PLAN, TargetBy.RESOLUTION, TargetBy.REGISTERED)
OWN = (TargetBy.RESOLUTION, TargetBy.PLAN)
SUGGESTIONS = {
    "nguon": "số nguồn đang theo dõi",
    "nam_truoc": "kết quả kỳ trước",
    "dang_vien": "số đảng viên",
}


@dataclass(frozen=True)
class Beside:
    """What is known of one unit when its figure is set. `own`: what its congress resolved and what it plans itself;
    `before` and `result`: target and admissions of the period before; `sources`: files by step."""

    unit: Unit
    registered: Target | None
    own: list[Target]
    before: Target | None
    result: int | None
    sources: list[tuple[str, int]]
    members: MembershipCount | None

    @property
    def ready(self):
        return sum(number for _, number in self.sources)

    @property
    def weights(self):
        return {
            "nguon": self.ready,
            "nam_truoc": self.result or 0,
            "dang_vien": self.members.total if self.members else 0,
        }


def beside(units, period, *, of="all"):
    """[Beside] of these units, in their order; a handful of queries for any number of them. `of` a group: admissions of
    the period before are not told, since they were of everybody."""
    ids = [unit.pk for unit in units]
    now = targets.in_force(unit_ids=ids, period=period)
    starts, ends, earlier = before(period)
    then = targets.in_force(unit_ids=ids, period=earlier) if earlier else {}
    files = _asked(sources, units)
    admitted = _asked(results, units, starts, ends) if starts and of == "all" else {}
    members = membership.newest(ids, timezone.localdate())
    return [
        Beside(
            unit=unit,
            registered=now.get((unit.pk, TargetBy.REGISTERED, of)),
            own=[line for by in OWN if (line := now.get((unit.pk, by, of)))],
            before=then.get((unit.pk, TargetBy.ASSIGNED, of)),
            result=admitted.get(unit.pk),
            sources=files.get(unit.pk, []),
            members=members.get(unit.pk),
        )
        for unit in units
    ]


def _asked(hooks, units, *about):
    return {pk: told for hook in hooks for pk, told in hook(units, *about).items()} if units else {}


def before(period):
    """(first day, last day, `Period` or None) that a period is compared with: the same days a year earlier, of a term
    or plan the one before. Days are None where there is none."""
    if period.kind in (PeriodKind.TERM, PeriodKind.PLAN):
        last = Period.objects.filter(kind=period.kind, ends__lt=period.starts).order_by("-ends", "id").first()
        return (last.starts, last.ends, last) if last else (None, None, None)
    starts, ends = years_before(period.starts), years_before(period.ends)
    same = Period.objects.filter(kind=period.kind, starts=starts).order_by("id")
    return starts, ends, same.first()


def figure_of(unit, period, of="all"):
    """The unit's own target that is to be handed down: the assigned one, else its plan, resolution, registration."""
    lines = targets.in_force(unit_ids=[unit.pk], period=period)
    return next((line for by in ORDER if (line := lines.get((unit.pk, by, of)))), None)


def suggested(total, rows, by):
    """{unit id: share of `total`} in proportion to what `by` (of `SUGGESTIONS`) names; None where all are 0."""
    found = shares(total, [row.weights[by] for row in rows])
    return found and {row.unit.pk: share for row, share in zip(rows, found, strict=True)}
