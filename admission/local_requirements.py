"""What the units above a file ask of it beyond the rules."""

from django.db.models import Q

from admission.models import LocalRequirement
from admission.states import round_of
from units.hierarchy import STEP


def requirements_for(file, on):
    """[LocalRequirement] in force on a day for the round that the file is in, the topmost unit's first."""
    path = file.unit.path
    above = [path[:end] for end in range(STEP, len(path) + 1, STEP)]
    rows = LocalRequirement.objects.filter(unit__path__in=above, round=round_of(file.state), since__lte=on)
    return list(
        rows.filter(Q(until=None) | Q(until__gt=on)).select_related("unit").order_by("unit__path", "id")
    )


def unmet_requirements(file, on):
    """Those of them for which the file holds no proof of that day or before."""
    met = set(file.local_proofs.filter(on__lte=on).values_list("requirement_id", flat=True))
    return [row for row in requirements_for(file, on) if row.pk not in met]
