"""What the coming days hold for a user: ends of deadlines, sessions, classes. For the calendar page and for feeds."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from admission.clocks import clocks_of
from admission.domain.session import deadlines_for
from admission.models import Session, TrainingClass
from admission.permissions import holds_level
from admission.routes import BRANCH
from admission.todo import all_files_for, files_for
from partytrack.vi import short_name


@dataclass(frozen=True)
class Event:
    """Something on one day, or from one day to another. `what` and `who` are for the user's own pages; `plain` names
    nobody in full and says nothing political, for programs elsewhere. `uid` stays the same from fetch to fetch."""

    kind: str  # "deadline", "probation", "session", "submit", "class"
    day: date
    last: date
    what: str
    who: str
    plain: str
    url: str
    uid: str


def events_of(user, first, last):
    """(`Event`s of a user that touch the days [first, last], in order; whether there are files beyond those that
    `files_for` looks at)."""
    files, more = files_for(user)
    found = [*_of_files(user, files), *_of_sessions(user, first, last), *_of_classes(user, first, last)]
    events = sorted(
        (event for event in found if event.day <= last and event.last >= first),
        key=lambda event: (event.day, event.kind, event.uid),
    )
    return events, more


def clocks_for(user):
    """(file, clock) of every deadline that the user is the one to keep."""
    for file in all_files_for(user):
        for clock in clocks_of(file):
            if clock.is_of(user):
                yield file, clock


def _of_files(user, files):
    for file in files:
        holds_branch = holds_level(file, user, BRANCH)
        for clock in clocks_of(file):
            if clock.is_of(user) or clock.unit is None and holds_branch:
                yield _of_clock(file, clock)


def _of_clock(file, clock):
    return Event(
        kind="deadline" if clock.unit else "probation",
        day=clock.end,
        last=clock.end,
        what=clock.what,
        who=file.full_name,
        plain=f"{clock.deadline.plain}: {short_name(file.full_name)}",
        url=reverse("admission:candidate_detail", kwargs={"pk": file.pk}),
        uid=f"{clock.code}-{file.pk}-{clock.start:%Y%m%d}".lower(),
    )


def _of_sessions(user, first, last):
    """Sessions on these days, and the last days to hand in for sessions later: also those of the unit above to which
    the user hands in."""
    sessions = Session.objects.visible_to(user).select_related("unit")
    for session in sessions.filter(held_on__range=(first, last)).order_by("held_on", "id"):
        yield _of_session(session, "session", session.held_on, "Phiên họp xét", "Phiên họp", _page(session))
    own = list(sessions.filter(submit_by__range=(first, last)).order_by("submit_by", "id"))
    for session in own:
        yield _last_day(session, _page(session))
    for session in (
        deadlines_for(user, first).filter(submit_by__lte=last).exclude(pk__in=[one.pk for one in own])
    ):
        yield _last_day(session, reverse("admission:my_work"))


def _last_day(session, url):
    what = f"Hạn nộp hồ sơ cho phiên họp ngày {session.held_on:%d/%m}"
    return _of_session(session, "submit", session.submit_by, what, "Hạn nộp hồ sơ", url)


def _page(session):
    return reverse("admission:session_detail", kwargs={"pk": session.pk})


def _of_session(session, kind, day, what, plain, url):
    return Event(kind, day, day, what, session.unit.name, plain, url, uid=f"{kind}-{session.pk}")


def _of_classes(user, first, last):
    classes = TrainingClass.objects.visible_to(user).filter(starts__lte=last, ends__gte=first)
    for one in classes.order_by("starts", "id"):
        url = reverse("admission:class_detail", kwargs={"pk": one.pk})
        yield Event(
            "class", one.starts, one.ends, one.title, one.place, "Lớp học", url, uid=f"class-{one.pk}"
        )
