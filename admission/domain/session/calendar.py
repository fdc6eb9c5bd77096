"""When a deciding body meets, and by when files must be submitted."""

import calendar
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from admission.domain.number_books import body_of
from admission.models import Candidate, DecidingBody, Session, SessionStatus
from admission.rules.spans import is_working_day
from partytrack.errors import Conflict, Reason, Refused
from partytrack.journal.write import write as journal
from units.hierarchy import line
from units.models import Unit, UnitPower
from units.permissions import can, scope_paths, units_for

from .held import LOCKED, PREPARING, RECORDING, locked, touch

DAY = timedelta(1)
MONTHS = range(1, 13)
BODY_STALE = Reason("STALE", "Cài đặt đã được người khác thay đổi.", "Xem lại rồi sửa nếu còn cần.")


def deciding_units(user):
    """Units for which the user may plan sessions: those whose committee decides, and a topmost unit, which records
    what is decided elsewhere when nobody below it may decide."""
    powers = UnitPower.objects.on(timezone.localdate()).values("unit")
    return units_for(user, "session.manage").open().filter(Q(pk__in=powers) | Q(parent=None)).order_by("path")


@transaction.atomic
def plan_session(*, actor, unit, held_on, signer, submit_by=None):
    """Mở một phiên họp của cấp có thẩm quyền. Raises Refused, PermissionDenied; returns the `Session`."""
    if not can(actor, "session.manage", unit):
        raise PermissionDenied
    Unit.objects.select_for_update().get(pk=unit.pk)
    _check_free(unit, held_on)
    return _open(actor, unit, held_on, signer, submit_by or last_day_to_submit(body_of(unit), held_on))


def _open(actor, unit, held_on, signer, submit_by):
    _check_days(held_on, submit_by)
    session = Session.objects.create(unit=unit, held_on=held_on, signer=signer, submit_by=submit_by)
    journal("admission.session_planned", subject=session, actor=actor, unit_id=unit.pk, on=held_on)
    return session


@transaction.atomic
def plan_year(*, actor, unit, days, signer):
    """Lập lịch cả năm: a session on each of these days (from `year_days`) in whose month there is none yet; returns
    those that are new. Raises PermissionDenied, and Refused when no month is left."""
    if not can(actor, "session.manage", unit):
        raise PermissionDenied
    Unit.objects.select_for_update().get(pk=unit.pk)
    held = set(Session.objects.filter(unit=unit).values_list("held_on__year", "held_on__month"))
    days = [day for day in days if (day.year, day.month) not in held]
    if not days:
        sentence = "Tháng nào còn lại trong năm cũng đã có phiên họp."
        raise Refused(Reason("YEAR_PLANNED", sentence, "Mở từng phiên họp, nếu cần họp thêm."))
    body = body_of(unit)
    return [_open(actor, unit, day, signer, last_day_to_submit(body, day)) for day in days]


def year_days(year, *, after, day=None, week=None, weekday=None):
    """One day in each month of the year after the day `after`: on that day of the month (a shorter month: its last),
    or on that weekday (0: Monday) of its week 1 to 4, 5 the last. A day of rest gives way to the next working day."""
    found = (
        _day_of_month(year, month, day) if day else _weekday_of_month(year, month, week, weekday)
        for month in MONTHS
    )
    return [moved for one in found if (moved := next_working_day(one)) > after]


def _day_of_month(year, month, day):
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _weekday_of_month(year, month, week, weekday):
    days = calendar.Calendar().itermonthdates(year, month)
    fitting = [day for day in days if day.month == month and day.weekday() == weekday]
    return fitting[min(week, len(fitting)) - 1] if week < 5 else fitting[-1]


def next_working_day(day):
    while not is_working_day(day):
        day += DAY
    return day


def last_day_to_submit(body, held_on):
    """So many days before the session as the body has set; never on a day of rest."""
    day = held_on - timedelta(body.submit_days_before)
    while not is_working_day(day):
        day -= DAY
    return day


@transaction.atomic
def amend_session(session, *, actor, version, held_on, signer, submit_by=None):
    """Sửa ngày họp, hạn nộp, người ký. Not to a day before a file on the agenda was put there; once the agenda is
    locked only the signer."""
    session = locked(session, actor, "session.manage", version, while_=RECORDING)
    days = held_on, submit_by or last_day_to_submit(body_of(session.unit), held_on)
    if session.status not in PREPARING and held_on != session.held_on:
        raise Refused(LOCKED)
    _check_days(*days)
    if held_on != session.held_on:
        _check_free(session.unit, held_on)
    later = Candidate.objects.filter(agenda_items__session=session, since__gt=held_on).count()
    if later and session.status in PREPARING:
        sentence = f"Có {later} hồ sơ được đưa vào chương trình sau ngày {held_on:%d/%m/%Y}."
        raise Refused(Reason("BACKWARDS", sentence, "Chọn ngày muộn hơn, hoặc rút các hồ sơ đó trước."))
    session.held_on, session.submit_by = days
    session.signer = signer
    touch(session)
    journal("admission.session_amended", subject=session, actor=actor, unit_id=session.unit_id, on=held_on)
    return session


def _check_free(unit, day):
    if Session.objects.filter(unit=unit, held_on=day).exists():
        sentence = f"Đã có phiên họp ngày {day:%d/%m/%Y}."
        raise Refused(Reason("SESSION_TWICE", sentence, "Mở phiên họp đó, hoặc chọn ngày khác."))


def _check_days(held_on, submit_by):
    if submit_by > held_on:
        sentence = "Hạn nộp hồ sơ phải trước ngày họp."
        raise Refused(Reason("SUBMIT_AFTER", sentence, "Sửa hạn nộp hồ sơ hoặc ngày họp."))


@transaction.atomic
def set_body(unit, *, actor, version, submit_days_before, symbol, members):
    """Cài đặt của cấp quyết định: days between the last day to submit and a session, symbol of the decisions, members
    of the body. Sessions that are planned keep their days.
    Raises Conflict when the settings are not those of `version`."""
    if not can(actor, "session.manage", unit):
        raise PermissionDenied
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if body_of(unit).version != version:
        raise Conflict(BODY_STALE)
    settings = {"submit_days_before": submit_days_before, "symbol": symbol, "members": members}
    body, _ = DecidingBody.objects.update_or_create(unit=unit, defaults=settings)
    journal("admission.deciding_body_set", subject=body, actor=actor, unit_id=unit.pk, **settings)
    return body


def next_deadline(unit, today):
    """The session of a deciding unit for which a file can still be submitted in time, or None."""
    return _coming(today).filter(unit=unit).order_by("held_on").first()


def deadline_for(user, today):
    """The same for somebody who works with files."""
    return deadlines_for(user, today).first()


def deadlines_for(user, day):
    """Sessions that still take files on that day or later, by day: of the nearest deciding unit at or above the user's
    own that has one. Of a session above them, users know no more than its days."""
    paths = scope_paths(user, "candidate.view")[:1]
    above = {higher for path in paths for higher in line(path)}
    coming = _coming(day).filter(unit__path__in=above)
    nearest = coming.order_by("-unit__path").values("unit")[:1]
    return coming.filter(unit__in=nearest).order_by("held_on")


def _coming(today):
    coming = Session.objects.filter(status=SessionStatus.PLANNED, submit_by__gte=today)
    return coming.select_related("unit")
