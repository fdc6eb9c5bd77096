"""Periods of the whole installation: open one, rename it, and which one a page shows first."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from partytrack.errors import Reason, Refused
from partytrack.journal.models import Entry
from partytrack.journal.write import subject_key
from partytrack.journal.write import write as journal
from units.models.target import Period, PeriodKind, Target
from units.permissions import may, scope_paths, unit_held
from units.querysets import within

CODES = {  # of first and last day
    PeriodKind.YEAR: lambda a, b: f"N{a.year}",
    PeriodKind.HALF: lambda a, b: f"6T{(a.month + 5) // 6}-{a.year}",
    PeriodKind.QUARTER: lambda a, b: f"Q{(a.month + 2) // 3}-{a.year}",
    PeriodKind.MONTH: lambda a, b: f"T{a.month:02d}-{a.year}",
    PeriodKind.TERM: lambda a, b: f"NK{a.year}-{b.year}",
    PeriodKind.PLAN: lambda a, b: f"GD{a.year}-{b.year}",
}
TWICE = Reason("PERIOD_TWICE", "Kỳ này đã có.", "Dùng kỳ đã có, hoặc sửa loại kỳ và ngày.")


@transaction.atomic
def open_period(*, actor, kind, name, starts, ends):
    """Mở một kỳ chỉ tiêu. Raises Refused, PermissionDenied; returns the `Period`."""
    if not may(actor, "period.manage"):
        raise PermissionDenied
    if ends < starts:
        raise Refused(Reason("PERIOD_RANGE", "Ngày kết thúc phải sau ngày bắt đầu.", "Sửa lại ngày."))
    if Period.objects.filter(kind=kind, starts=starts, ends=ends).exists():
        raise Refused(TWICE)
    period = Period(code=_free_code(kind, starts, ends), kind=kind, name=name, starts=starts, ends=ends)
    try:
        with transaction.atomic():
            period.save(force_insert=True)
    except IntegrityError:  # somebody opened the same one at the same moment
        raise Refused(TWICE) from None
    _record("period_opened", period, actor, on=starts, code=period.code, name=name)
    return period


def _free_code(kind, starts, ends):
    code = CODES[PeriodKind(kind)](starts, ends)
    taken = set(Period.objects.filter(code__startswith=code).values_list("code", flat=True))
    codes = [code, *(f"{code}.{n}" for n in range(2, len(taken) + 2))]
    return next(code for code in codes if code not in taken)


@transaction.atomic
def rename_period(period, *, actor, name):
    """Đổi tên kỳ. Its days stay: figures have been stored for them."""
    if not may_rename(actor, period):
        raise PermissionDenied
    period = Period.objects.select_for_update().get(pk=period.pk)
    old, period.name = period.name, name
    period.save(update_fields=["name"])
    _record("period_renamed", period, actor, old=old, new=name)
    return period


def may_rename(user, period):
    return period.pk in renamable(user, [period])


def renamable(user, periods):
    """Ids of those periods that the user may rename: what they opened themselves, and what only units in their scope
    have targets in."""
    paths = scope_paths(user, "period.manage")
    if not paths:
        return set()
    targets = Target.objects.filter(period__in=[period.pk for period in periods]).order_by()
    used = set(targets.values_list("period", flat=True).distinct())
    elsewhere = targets.exclude(within(paths, "unit__path"))
    keys = {subject_key(period): period.pk for period in periods}
    opened = Entry.objects.filter(event="units.period_opened", subject__in=keys, actor=user)
    theirs = {keys[subject] for subject in opened.values_list("subject", flat=True)}
    return theirs | used - set(elsewhere.values_list("period", flat=True).distinct())


def _record(event, period, actor, **body):
    """A period belongs to no unit: its entry stands where the actor holds the right to it."""
    unit = unit_held(actor, "period.manage")
    journal(f"units.{event}", subject=period, actor=actor, unit_id=unit.pk, **body)


def period_to_show(periods, *, used, today):
    """Of periods with the newest first: the one that contains today, else one of `used` (ids), else the newest."""
    current = [period for period in periods if period.starts <= today <= period.ends]
    known = [period for period in periods if period.pk in used]
    return next(iter([*current, *known, *periods]), None)
