"""What has come to depend on a restructuring since it was applied, and what the journal says when it is undone."""

from collections import Counter

from partytrack.errors import Reason
from partytrack.journal.models import Entry
from partytrack.journal.write import subject_key

from . import hooks

# What the subject of a journal entry is called, by its model; other apps add theirs.
SUBJECTS = {"target": "chỉ tiêu", "membershipcount": "số đảng viên", "user": "phân quyền", "unit": "đơn vị"}
REMEDY = "Không hoàn tác được nữa; lập một phương án mới để sắp xếp lại."


def dependents(plan):
    """[`Reason`]: what was done since in the units that the restructuring changed, counted by what it was done to."""
    applied = Entry.objects.filter(event="units.restructured", subject=subject_key(plan)).latest("seq")
    since = Entry.objects.filter(seq__gt=applied.seq, unit_id__in=units_of(plan.traces.all()))
    since = since.exclude(event__startswith="units.plan_")
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


def units_of(traces):
    """Ids of the units that were made or changed."""
    found = set()
    for trace in traces:
        if trace.table == "units.unit":
            found |= set(trace.rows) if trace.made else {pk for pk, *_ in trace.rows}
    return found


def restored_entries(plan, traces, actor):
    """One entry for each unit that is set back, dated on the effective day: figures are counted anew from there."""
    made = {pk for trace in traces if trace.table == "units.unit" and trace.made for pk in trace.rows}
    return [
        {
            "event": "units.unit_removed" if pk in made else "units.unit_restored", "subject": f"unit:{pk}",
            "actor": actor, "unit_id": pk, "on": plan.effective_on, "restructuring": plan.pk,
        }
        for pk in sorted(units_of(traces))
    ]  # fmt: skip
