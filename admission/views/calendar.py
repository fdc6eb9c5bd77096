"""Lịch: deadlines, sessions, classes and ends of probation, month by month; for programs elsewhere as a feed."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from admission.domain.notices import FETCH_SECONDS, note_fetch, open_feed
from admission.events import Event, events_of
from admission.feeds import feed
from admission.rules.spans import WEEKEND, rest
from admission.todo import MOST
from units.policy import PUBLIC, policy

SHOWN = 3  # events in one cell of the month; the rest is on the page of the day
YEARS = range(2000, 2100)


@dataclass(frozen=True)
class Day:
    day: date
    in_month: bool
    events: list[Event]

    @property
    def holiday(self):
        """Its name; of a Saturday or Sunday nothing."""
        why = rest(self.day)
        return "" if why in WEEKEND.values() else why

    @property
    def first(self):
        return self.events[:SHOWN]

    @property
    def more(self):
        return len(self.events) - SHOWN


@policy("candidate.view")
def month(request):
    """?thang=2026-11, or one day: ?ngay=2026-11-24."""
    today = timezone.localdate()
    if day := _day(request.GET.get("ngay", "")):
        events, more = events_of(request.user, day, day)
        context = {"day": day, "events": events, "more_files": more, "most": MOST, "today": today}
        return render(request, "admission/my_work_day.html", context)
    first = _day(f"{request.GET.get('thang', '')}-01") or today.replace(day=1)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    events, more = events_of(request.user, weeks[0][0], weeks[-1][-1])
    context = {
        "more_files": more,
        "most": MOST,
        "first": first,
        "today": today,
        "before": first - timedelta(days=1),
        "after": (first + timedelta(days=31)).replace(day=1),
        "weeks": [[_cell(day, first, events) for day in week] for week in weeks],
        "listed": [cell for week in weeks for cell in (_cell(day, first, events) for day in week)
                   if cell.in_month and cell.events],
    }  # fmt: skip
    return render(request, "admission/my_work_calendar.html", context)


def _cell(day, first, events):
    return Day(day, day.month == first.month, [one for one in events if one.day <= day <= one.last])


def _day(text):
    """The day that a part of the address names; None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


@policy(PUBLIC)
def calendar_feed(request, secret):
    """The secret in the address stands for its user, whose rights of this moment count. Unknown or revoked: 404."""
    link = open_feed(secret)
    if link is None:
        raise Http404
    if not note_fetch(link, timezone.now()):
        return HttpResponse(status=429, headers={"Retry-After": str(FETCH_SECONDS)})
    site = f"{request.scheme}://{request.get_host()}"
    body = feed(link.user, timezone.localdate(), site=site)
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
