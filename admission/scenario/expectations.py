"""Does a report print what a scenario says that it must?"""

from dataclasses import dataclass

from admission.reports.build import build
from admission.scenario.ground import stored
from partytrack.percent import percent
from units.models import Period, Unit
from units.trees import standing_at

FIGURES = ("admitted", "recognised", "target", "percent", "count", "share", "members", "rate", "session")


@dataclass(frozen=True)
class Checked:
    """One expected row: `figures` maps each figure that it states to (expected, printed)."""

    path: str
    unit: str
    period: str
    as_of: str
    figures: dict

    @property
    def ok(self):
        return all(expected == printed for expected, printed in self.figures.values())


def check(scenario):
    """A `Checked` for each row of `expect`, as the reports print it now."""
    return [_check(scenario.slug, row) for row in scenario.expect]


def _check(slug, row):
    unit = Unit.objects.get(code=stored(slug, row.unit))
    period = Period.objects.get(code=stored(slug, row.period))
    there = standing_at(unit, min(row.as_of, period.ends))
    printed = _printed(row, build(unit, period, as_of=row.as_of)) if there else dict.fromkeys(FIGURES)
    stated = {key: getattr(row, key) for key in printed}
    figures = {key: (stated[key], printed[key]) for key in printed if stated[key] is not None}
    return Checked(row.path, unit.code, period.code, row.as_of.isoformat(), figures)


def _printed(row, figures):
    """Every figure that a row can state; percentages with as many digits as the row shows."""
    printed = {"admitted": figures.admitted, "recognised": figures.recognised}
    if row.by:
        line = _target(row, figures)
        printed["target"] = line and line.value
        printed["percent"] = line and _rounded(row.percent, line.percent, *_attained(line, figures))
    if row.group:
        group = figures.groups[row.group]
        printed["count"] = group.count
        printed["share"] = _rounded(row.share, group.share, group.count, figures.admitted)
    if row.basis:
        base = next((line for line in figures.members if line.basis == row.basis), None)
        printed["members"] = base and base.total
        printed["rate"] = base and _rounded(row.rate, base.rate, figures.admitted, base.total)
    if row.session:
        printed["session"] = _session(row.session, figures)
    return printed


def _target(row, figures):
    """The target of the kind for the row's group or for all: whichever is as high as the row says, else the first."""
    lines = {line.of: line for line in figures.targets if line.by == row.by}
    found = [lines[of] for of in (row.group, "all") if of in lines]
    return next((line for line in found if line.value == row.target), found[0] if found else None)


def _attained(line, figures):
    """(part, whole) of which the attainment of a target is the percentage, exactly."""
    if line.rate is None:
        return line.achieved, line.value
    base = next((one for one in figures.members if one.basis == line.basis), None)
    return line.achieved * 100, base and base.total * line.rate


def _rounded(stated, printed, part, whole):
    """`printed`, rounded anew where the row shows another number of digits than reports do."""
    digits = len((stated or "").partition(",")[2])
    if stated is None or printed is None or whole is None or digits == 2:
        return printed
    return percent(part, whole, digits)


def _session(stated, figures):
    """What the session of that day concluded, of the outcomes that are stated; None when none was held."""
    held = next((session for session in figures.sessions if session.on == stated["on"]), None)
    return held and {key: getattr(held, key) for key in stated}
