"""Danh sách nguồn: who is on it, who introduced them, the monthly review."""

import re
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from admission import source_lists
from admission.domain import sources
from admission.forms.sources import PeriodFilter, ReviewForm, SourceFilter
from admission.models import SourceReview
from admission.papers import render as papers
from admission.reports.lists import source_page
from admission.states import SOURCES
from admission.views.prints import pdf
from partytrack.errors import Conflict, Refused
from partytrack.templatetags.ui import count_of
from partytrack.text import number_in
from units.models import Kind, Period, Target, Unit
from units.models.unit import PEOPLE_KINDS
from units.periods import period_to_show
from units.permissions import can, units_for
from units.policy import policy

PAGE = 50
MONTHS_SHOWN = 12
PRINTED = (
    *PEOPLE_KINDS,
    Kind.SECTION,
    Kind.BASE_COMMITTEE,
)  # larger lists are read on the page, not on paper


def unit_of_list(user, *, pk):
    """Loader: a unit that the user may see."""
    return get_object_or_404(Unit.objects.in_scope_of(user, "unit.view"), pk=pk)


def branch_of(user, *, pk):
    """Loader: a branch, which has people of its own to review."""
    return get_object_or_404(Unit.objects.in_scope_of(user, "unit.view"), pk=pk, kind__in=PEOPLE_KINDS)


def printed_unit(user, *, pk):
    """Loader: a unit small enough for a list on paper."""
    return get_object_or_404(Unit.objects.in_scope_of(user, "unit.view"), pk=pk, kind__in=PRINTED)


@policy("candidate.view")
def source_home(request):
    """To the list of the user's own unit."""
    unit = units_for(request.user, "candidate.view").order_by("path").first()
    return redirect("admission:source_list", pk=unit.pk)


@policy("candidate.view", load=unit_of_list)
def source_list(request, unit):
    today = timezone.localdate()
    month = today.replace(day=1)
    context = _frame(request, unit, "list") | {"today": today, "month": month}
    if unit.kind not in PEOPLE_KINDS:
        rows, total = source_lists.below(unit, month)
        return render(request, "admission/source_units.html", context | {"rows": rows, "total": total})
    form = SourceFilter(request.GET)
    data = form.cleaned_data
    files = source_lists.narrowed(
        unit, form.states, group=data.get("nhom"), introduced_by=data.get("gioi_thieu")
    )
    page = Paginator(files, PAGE).get_page(request.GET.get("trang"))
    waiting = sources.listed(unit).exclude(review_lines__review__month=month).count()
    context |= {
        "form": form,
        "active": form.active,
        "page": page,
        "people": source_lists.people(page, today),
        "waiting": waiting and f"{count_of(waiting, 'người')} chưa được rà soát tháng này.",
        "may_register": can(request.user, "candidate.register", unit),
        "may_review": can(request.user, "level.branch", unit),
    }
    return render(request, "admission/source_list.html", context)


def _frame(request, unit, here):
    """What every page of a unit's list has: the way up, and the views of the subject."""
    pages = [("list", "Danh sách nguồn", "source_list"), ("by", "Tổ chức giới thiệu", "source_introductions")]
    if unit.kind in PEOPLE_KINDS:
        pages.append(("review", "Rà soát hằng tháng", "source_review"))
    tabs = [
        {
            "label": label,
            "url": reverse(f"admission:{name}", args=[unit.pk]),
            "current": code == here,
            "count": None,
        }
        for code, label, name in pages
    ]
    above = units_for(request.user, "candidate.view").filter(path__in=_paths_above(unit)).order_by("path")
    return {"unit": unit, "tabs": tabs, "above": above, "printed": unit.kind in PRINTED}


def _paths_above(unit):
    step = len(unit.path) - len(unit.parent.path) if unit.parent_id else len(unit.path)
    return [unit.path[:end] for end in range(step, len(unit.path), step)]


@policy("candidate.view", load=printed_unit)
def source_paper(request, unit):
    """The list of today as a paper to sign."""
    today = timezone.localdate()
    people = source_lists.people(source_lists.narrowed(unit, SOURCES), today)
    page = source_page(unit, people, today)
    return pdf(
        request,
        lambda: papers.pdf([page]),
        of=unit,
        what="source_list.pdf",
        name=f"danh-sach-nguon-{unit.pk}",
    )


@policy("candidate.view", load=unit_of_list)
def source_introductions(request, unit):
    """How many each organisation introduced in a period, against its targets."""
    period = _period(request, unit)
    context = _frame(request, unit, "by") | {"period": period}
    if period:
        rows, total = source_lists.introductions(unit, period, timezone.localdate())
        context |= {"rows": rows, "total": total, "form": PeriodFilter(initial={"ky": period.pk})}
        context["may_enter"] = can(request.user, "target.enter", unit)
    return render(request, "admission/source_introductions.html", context)


def _period(request, unit):
    """The period asked for, or one that the unit has targets in; None while there is none at all."""
    if "ky" in request.GET:
        return get_object_or_404(Period, pk=number_in(request.GET["ky"]))
    used = set(Target.objects.filter(unit=unit).order_by().values_list("period_id", flat=True).distinct())
    return period_to_show(Period.objects.all(), used=used, today=timezone.localdate())


@policy("candidate.view", load=branch_of, methods=("GET", "POST"))
def source_review(request, unit):
    """Rà soát nguồn: this month's, to be amended until the month is over; those before to be read."""
    today = timezone.localdate()
    may_review = can(request.user, "level.branch", unit)
    if request.method == "POST" and not may_review:
        raise PermissionDenied
    month = _month(request, today)
    review = SourceReview.objects.filter(unit=unit, month=month).first()
    if month < today.replace(day=1) or not may_review:
        return _review_page(request, unit, month, review)
    people = list(sources.listed(unit))
    lines = {line.candidate_id: line for line in review.lines.all()} if review else {}
    data = request.POST if request.method == "POST" else None
    form = ReviewForm(data, people=people, lines=lines, version=review.version if review else 0)
    reasons = ()
    if form.is_valid():
        try:
            _save(request, unit, form, today)
        except Conflict as refusal:
            context = {"reasons": refusal.reasons, "last": None, "kept": form.kept(), "url": request.path}
            return render(request, "409.html", context, status=409)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            return redirect("admission:source_list", pk=unit.pk)
    return _review_page(request, unit, month, review, form=form, reasons=reasons)


def _save(request, unit, form, today):
    data, lines = form.cleaned_data, form.review()
    sources.save_review(
        unit, lines, actor=request.user, on=today, version=data["version"], request_id=data["request_id"]
    )
    messages.success(request, f"Đã ghi kết quả rà soát {count_of(len(lines), 'người')}.")


def _review_page(request, unit, month, review, form=None, reasons=()):
    context = _frame(request, unit, "review") | {
        "month": month,
        "review": review,
        "form": form,
        "reasons": reasons,
    }
    context["lines"] = _noted(review, form) if review else []
    context["past"] = SourceReview.objects.filter(unit=unit).exclude(month=month)[:MONTHS_SHOWN]
    status = 422 if request.method == "POST" else 200
    return render(request, "admission/source_review.html", context, status=status)


def _noted(review, form):
    """The lines of a review; beside its form only those of people whom the form does not ask for any more."""
    lines = review.lines.select_related("candidate").order_by("candidate__sort_key")
    asked = {file.pk for file in form.people} if form else ()
    return [line for line in lines if line.candidate_id not in asked]


def _month(request, today):
    """The first day of the month in the address, such as 2026-10; of this month when there is none."""
    if "thang" not in request.GET:
        return today.replace(day=1)
    found = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", request.GET["thang"], re.ASCII)
    if not found:
        raise Http404
    return min(date(int(found[1]), int(found[2]), 1), today.replace(day=1))
