"""What the units above a file ask of it beyond the rules."""

from admission.models import LocalRequirement
from admission.states import round_of
from units.hierarchy import line


def requirements_above(units):
    """{unit id: [LocalRequirement] that it and those above it ever made, the topmost unit's first}, by one query."""
    above = {unit.pk: line(unit.path) for unit in units}
    asked = {path for paths in above.values() for path in paths}
    rows = LocalRequirement.objects.filter(unit__path__in=asked)
    rows = list(rows.select_related("unit").order_by("unit__path", "id"))
    return {pk: [row for row in rows if row.unit.path in paths] for pk, paths in above.items()}


def requirements_for(file, on):
    """[LocalRequirement] in force on a day for the round that the file is in, the topmost unit's first. Lists of files
    have looked them up before, as `requirements_above`."""
    known = getattr(file, "requirements_above", None)
    rows = requirements_above([file.unit])[file.unit_id] if known is None else known
    return [
        row for row in rows
        if row.round == round_of(file.state) and row.since <= on and (row.until is None or row.until > on)
    ]  # fmt: skip


def unmet_requirements(file, on):
    """Those of them for which the file holds no proof of that day or before."""
    met = {proof.requirement_id for proof in file.local_proofs.all() if proof.on <= on}
    return [row for row in requirements_for(file, on) if row.pk not in met]
