"""What has come to depend on a restructuring since it was applied, and what the journal says when it is undone."""

from collections import Counter

from partytrack.errors import Reason, Refused
from partytrack.journal.models import Entry
from partytrack.journal.write import subject_key
from units.hierarchy import line, path_errors
from units.models import Unit

from . import hooks
from .writing import below, outermost

# What the subject of a journal entry is called, by its model; other apps add theirs.
SUBJECTS = {"target": "chỉ tiêu", "membershipcount": "số đảng viên", "user": "phân quyền", "unit": "đơn vị"}
REMEDY = "Không hoàn tác được nữa; lập một phương án mới để sắp xếp lại."


def dependents(plan):
    """[`Reason`]: what was done since in the units that the restructuring changed and in all that is below them today,
    counted by what it was done to."""
    applied = Entry.objects.filter(event="units.restructured", subject=subject_key(plan)).latest("seq")
    since = Entry.objects.filter(seq__gt=applied.seq).exclude(event__startswith="units.plan_")
    changed = units_of(plan.traces.all())
    places = set(Unit.objects.filter(pk__in=changed).values_list("path", flat=True))
    acted_on = Unit.objects.filter(pk__in=since.order_by().values("unit_id")).values_list("pk", "path")
    inside = changed | {pk for pk, path in acted_on if not places.isdisjoint(line(path))}
    since = since.filter(unit_id__in=inside)
    counts = Counter(
        subject.partition(":")[0] for subject in since.values_list("subject", flat=True).distinct()
    )
    found = [
        Reason(
            "DEPENDS", f"Sau ngày thực hiện đã có việc mới: {SUBJECTS.get(kind, kind)} ({number}).", REMEDY
        )
        for kind, number in sorted(counts.items())
    ]
    return found + [reason for hook in hooks.dependents for reason in hook(plan)]


def check_tree(traces):
    """Everything that is set back, with all below it, stands where its dated rows say. Raises Refused."""
    changed = units_of(traces)
    places = Unit.objects.filter(pk__in=changed).order_by("path").values_list("path", flat=True)
    children = Unit.objects.filter(parent__in=changed).values_list("pk", flat=True)
    wrong = list(path_errors({unit.pk for unit in below(outermost(places))} | set(children)))
    if wrong:
        raise Refused(Reason("TREE", f"Hoàn tác sẽ làm sai vị trí đơn vị: {'; '.join(wrong[:5])}.", REMEDY))


def units_of(traces):
    """Ids of the units that were made or changed."""
    found = set()
    for trace in traces:
        if trace.table == "units.unit":
            found |= set(trace.rows) if trace.made else {pk for pk, *_ in trace.rows}
    return found


def restored_entries(plan, traces, actor):
    """One entry for each unit that is set back, dated on the effective day: figures are counted anew from there. Units
    that only hang below one of these, and changed nothing but their path, have none."""
    of_units = [trace for trace in traces if trace.table == "units.unit"]
    made = {pk for trace in of_units if trace.made for pk in trace.rows}
    changed = {
        pk for trace in of_units if not trace.made for pk, _, after in trace.rows if after.keys() != {"path"}
    }
    return [
        {
            "event": "units.unit_removed" if pk in made else "units.unit_restored", "subject": f"unit:{pk}",
            "actor": actor, "unit_id": pk, "on": plan.effective_on, "restructuring": plan.pk,
        }
        for pk in sorted(made | changed)
    ]  # fmt: skip
