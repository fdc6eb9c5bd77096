"""Việc của tôi: what is due, by whom, until when."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from admission.models import Candidate, Rollup
from admission.reports.labels import inside
from admission.states import ADMISSION_LADDER, OPEN, State
from admission.todo import tasks_of
from units.models import Period, PeriodKind
from units.permissions import grants_of, may
from units.policy import SIGNED_IN, policy
from units.targets import in_force

SHOWN = 200  # tasks on the page; the rest is a filter of the list


@policy(SIGNED_IN)
def my_work(request):
    """The first page; who does not work with files begins with the units."""
    if not may(request.user, "candidate.view"):
        if may(request.user, "unit.view"):
            return redirect("units:tree")
        raise PermissionDenied
    today = timezone.localdate()
    files = Candidate.objects.visible_to(request.user)
    tasks, coming = tasks_of(request.user, today)
    counts = dict(files.open().order_by().values_list("state").annotate(Count("pk")))
    late = [task for task in tasks if task.due_on and task.due_on < today]
    context = {
        "today": today,
        "tasks": tasks[:SHOWN],
        "total": len(tasks),
        "coming": coming[:SHOWN],
        "late": len(late),
        "open": sum(counts.get(state, 0) for state in ADMISSION_LADDER),
        "probationary": sum(n for state, n in counts.items() if state not in ADMISSION_LADDER),
        "pool": pool_bars(counts),
        "year": this_year(request.user, today),
        "may_register": may(request.user, "candidate.register"),
    }
    return render(request, "admission/my_work.html", context)


def pool_bars(counts):
    """Open files by step, in ladder order, for components/bars.html."""
    url = reverse("admission:candidate_list")
    return [
        {"label": State(state).label, "url": f"{url}?buoc={state}", "value": counts[state], "target": None,
         "text": str(counts[state])}
        for state in OPEN if counts.get(state)
    ]  # fmt: skip


def this_year(user, today):
    """Admitted this year against the target of the user's own unit; None where nothing is set up."""
    unit = next((grant.unit for grant in grants_of(user)), None)
    period = (
        Period.objects.filter(kind=PeriodKind.YEAR, starts__lte=today, ends__gte=today)
        .order_by("-id")
        .first()
    )
    if unit is None or period is None:
        return None
    row = Rollup.objects.filter(unit=unit, period=period).first()
    targets = in_force(unit_ids=[unit.pk], period=period)
    target = next(
        (t for (_, by, of), t in targets.items() if of == "all" and by == "assigned" and t.value), None
    )
    return {
        "period": inside(period.name),
        "unit": unit,
        "admitted": row.total.get("admitted", 0) if row else 0,
        "target": target,
    }
