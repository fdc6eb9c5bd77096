"""Periods: open one, rename it, and which one a page shows first."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from partytrack.errors import Reason, Refused
from partytrack.journal.write import write as journal
from units.models.target import Period, PeriodKind
from units.permissions import may

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
    journal("units.period_opened", subject=period, actor=actor, on=starts, code=period.code, name=name)
    return period


def _free_code(kind, starts, ends):
    code = CODES[PeriodKind(kind)](starts, ends)
    taken = set(Period.objects.filter(code__startswith=code).values_list("code", flat=True))
    codes = [code, *(f"{code}.{n}" for n in range(2, len(taken) + 2))]
    return next(code for code in codes if code not in taken)


@transaction.atomic
def rename_period(period, *, actor, name):
    """Đổi tên kỳ. Its days stay: figures have been stored for them."""
    if not may(actor, "period.manage"):
        raise PermissionDenied
    period = Period.objects.select_for_update().get(pk=period.pk)
    old, period.name = period.name, name
    period.save(update_fields=["name"])
    journal("units.period_renamed", subject=period, actor=actor, old=old, new=name)
    return period


def period_to_show(periods, *, used, today):
    """Of periods with the newest first: the one that contains today, else one of `used` (ids), else the newest."""
    current = [period for period in periods if period.starts <= today <= period.ends]
    known = [period for period in periods if period.pk in used]
    return next(iter([*current, *known, *periods]), None)
