"""Việc của tôi: the one next thing, what is due by when, what is in the way, what is coming."""

from itertools import groupby
from types import SimpleNamespace

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from admission.counts import files_by_step
from admission.domain.session import deadline_for
from admission.forms.work import WorkFilter
from admission.models import Transfer, TransferStatus
from admission.reports.build import stored_at
from admission.reports.labels import inside
from admission.rollups import stored
from admission.states import OPEN, State
from admission.todo import MOST, tasks_of, waiting_files, waits_of
from partytrack.keyset import AFTER, BEFORE, count_of, page_of
from units.models import Period, PeriodKind
from units.permissions import grants_of, may
from units.policy import SIGNED_IN, policy
from units.targets import in_force

PAGE = 25
# Views of one's tasks: name in the address, label, which tasks it holds. WAITING holds files instead.
VIEWS = {
    "": ("Cần làm", lambda task: task.is_open),
    "qua-han": ("Quá hạn", lambda task: task.is_open and task.is_late),
    "vuong": ("Đang vướng", lambda task: task.is_open and bool(task.missing)),
    "sap-toi": ("Sắp tới", lambda task: not task.is_open),
}
WAITING = "cho"
BY_FILE = "ho-so"  # ?nhom=


@policy(SIGNED_IN)
def my_work(request):
    """The first page; who does not work with files begins with the units."""
    if not may(request.user, "candidate.view"):
        if may(request.user, "unit.view"):
            return redirect("units:tree")
        raise PermissionDenied
    user, today = request.user, timezone.localdate()
    form = WorkFilter(request.GET, user=user)
    tasks, more = tasks_of(user, today, under=form.unit)
    shown = form.narrow(tasks)
    asked = request.GET.get("xem", "")
    view = asked if asked in VIEWS or asked == WAITING else ""
    waiting = waiting_files(user, tasks, under=form.unit)
    by_file = request.GET.get("nhom") == BY_FILE
    if view == WAITING:
        page = page_of(waiting, request.GET, order=("since", "id"), size=PAGE)
        groups = [("", None, waits_of(page))]
    else:
        held = [task for task in shown if VIEWS[view][1](task)]
        page = Paginator(_by_file(held) if by_file else held, PAGE).get_page(request.GET.get("trang"))
        groups = _grouped(page, held, by_file=by_file, coming=view == "sap-toi")
    context = {
        "today": today,
        "session_deadline": deadline_for(user, today),
        "next": next((task for task in tasks if task.is_open), None),
        "tabs": _tabs(request, view, shown, waiting),
        "view": view,
        "page": page,
        "groups": groups,
        "by_file": by_file,
        "form": form,
        "has_tasks": bool(tasks) or form.is_active,
        "more_files": more,
        "most": MOST,
        "pool": pool_lines(files_by_step(user)),
        "year": this_year(user, today),
        "incoming": Transfer.objects.to_scope_of(user).filter(status=TransferStatus.OPEN).count(),
        "stands_in": [grant for grant in grants_of(user) if grant.on_behalf_of_id],
        "may_register": may(user, "candidate.register"),
    }
    return render(request, "admission/my_work.html", context)


def _by_file(tasks):
    """The tasks, those of one file together, where its most urgent one stands."""
    first = {}
    for place, task in enumerate(tasks):
        first.setdefault(task.file.pk, place)
    return sorted(tasks, key=lambda task: first[task.file.pk])


def _grouped(page, held, *, by_file, coming):
    """[(heading, how many in all, tasks on this page)]."""
    if by_file:
        return [(who, None, list(tasks)) for who, tasks in groupby(page, key=lambda task: task.who)]
    if coming:
        return [("", None, list(page))]
    totals = {}
    for task in held:
        totals[task.when] = totals.get(task.when, 0) + 1
    weeks = groupby(page, key=lambda task: task.when)
    return [(when.value, totals[when], list(tasks)) for when, tasks in weeks]


def _tabs(request, view, tasks, waiting):
    counts = {name: sum(holds(task) for task in tasks) for name, (_, holds) in VIEWS.items()}
    labels = {name: label for name, (label, _) in VIEWS.items()} | {WAITING: "Chờ nơi khác"}
    counts[WAITING], more = count_of(waiting)
    return [
        SimpleNamespace(
            label=label,
            url=_address(request, xem=name),
            current=name == view,
            count=counts[name],
            more=more and name == WAITING,
        )  # fmt: skip
        for name, label in labels.items()
    ]


def _address(request, **changes):
    """This page with its filters, another view of it, from its first page on."""
    query = request.GET.copy()
    for place in ("trang", AFTER, BEFORE):
        query.pop(place, None)
    for name, value in changes.items():
        query[name] = value
        if not value:
            del query[name]
    return f"?{query.urlencode()}"


def pool_lines(counts):
    """Open files by step, in ladder order, each with the list that it opens."""
    url = reverse("admission:candidate_list")
    return [
        {"label": State(state).label, "url": f"{url}?buoc={state}", "value": counts[state]}
        for state in OPEN if counts.get(state)
    ]  # fmt: skip


def _fresh():
    at = stored_at()
    return f"; tính đến {timezone.localtime(at):%H:%M %d/%m/%Y}" if at else ""


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
    counts = stored(period, [unit.pk]).get(unit.pk, {})
    targets = in_force(unit_ids=[unit.pk], period=period)
    target = next(
        (t for (_, by, of), t in targets.items() if of == "all" and by == "assigned" and t.value), None
    )
    return {
        "period": inside(period.name),
        "unit": unit,
        "admitted": counts.get("admitted", 0),
        "target": target,
        "said": f"{'so với chỉ tiêu được giao' if target else 'chưa có chỉ tiêu giao'}{_fresh()}",
    }
