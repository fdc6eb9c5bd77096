"""The tree of a day, and adding up along it: one addition for each unit that has one above it."""

from collections import Counter

from admission.bulk import among, executed
from units.hierarchy import STEP
from units.models import Unit

# As text, since putting it together anew takes longer than a district's answer.
_IN_FORCE = "valid_from <= %s and (valid_to is null or valid_to > %s)"
_TREE = f"select unit_id, parent_id from units_unitlink where {_IN_FORCE}"
_LINES = f"""\
with recursive line (unit_id, parent_id) as (
    {_TREE} and unit_id in ({{asked}})
    union select link.unit_id, link.parent_id from units_unitlink link
    join line on link.unit_id = line.parent_id where {_IN_FORCE})
select unit_id, parent_id from line"""


def parents_at(day):
    """{unit id: id of the unit above, None at a root} of the tree of a day."""
    parents = dict(executed(_TREE, [str(day)] * 2))
    return {unit: above if above in parents else None for unit, above in parents.items()}


def lines_at(day, unit_ids):
    """The same of these units and all that stood above them on that day; a unit that was not there is missing."""
    asked, on = among(unit_ids), [str(day)] * 2
    return dict(executed(_LINES.format(asked=asked.sql), [*on, *asked.params, *on]))


def line_of(unit, parents):
    """The unit and every one above it, the root last."""
    while unit in parents:
        yield unit
        unit = parents[unit]


def fold_up(parents, own):
    """{unit: packed count} of each unit of a tree with all below it, from each unit's own.

    `parents` as from `parents_at`; `own` may lack units. The grand total is the sum of `own`.
    """
    totals = {unit: own.get(unit, 0) for unit in parents}
    waits_for = Counter(parents.values())  # how many units right below have not been added yet
    ready = [unit for unit in parents if unit not in waits_for]
    for unit in ready:  # grows while it is read
        above = parents[unit]
        if above is not None:
            totals[above] += totals[unit]
            waits_for[above] -= 1
            if not waits_for[above]:
                ready.append(above)
    return totals


def counted_in(parents, own):
    """`own` with the counts of units that are not in this day's tree (closed before it) moved to the nearest unit above
    that is: what happened there is lost to nobody's figures."""
    missing = [unit for unit in own if unit not in parents]
    if not missing:
        return own
    lines = dict(Unit.objects.filter(pk__in=among(missing)).values_list("pk", "path"))
    for unit in missing:
        home = next((above for above in _upwards(lines[unit]) if above in parents), None)
        if home is not None:
            own[home] = own.get(home, 0) + own[unit]
        del own[unit]
    return own


def _upwards(path):
    """The ids of a unit and of all above it, its own first: each step of a path is an id in base 36."""
    return [int(path[start : start + STEP], 36) for start in reversed(range(0, len(path), STEP))]
