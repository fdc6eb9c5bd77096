"""Membership counts: declared or counted; once used they are corrected with a reason, and earlier days keep theirs."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from admission.beside_targets import members_counted
from partytrack.errors import Refused
from tests.world import make_unit
from units import targets
from units.membership import count_members, declare_members, known, mark_used, newest
from units.models import Kind, MembershipCount, Period

pytestmark = pytest.mark.sqlite_too

LAST = date(2025, 12, 31)


def declare(w, full, **changes):
    said = {
        "actor": w.officer,
        "unit": w.commune,
        "on": LAST,
        "probationary": 7,
        "basis": "year_end",
        **changes,
    }
    return declare_members(full=full, **said)


def on_record(line, day):
    """As if it had been entered on that day."""
    at = datetime(day.year, day.month, day.day, 9, tzinfo=timezone.get_current_timezone())
    MembershipCount.objects.filter(pk=line.pk).update(entered_at=at)


def totals(w, as_of):
    return [line.total for line in known([w.commune.pk], as_of)]


def test_members_are_declared_once_for_a_day(w):
    count = {"unit": w.commune, "on": date(2025, 12, 31), "full": 36, "probationary": 7, "basis": "year_end"}
    declare_members(actor=w.officer, **count)
    with pytest.raises(Refused):
        declare_members(actor=w.officer, **count)
    with pytest.raises(PermissionDenied):
        declare_members(actor=w.officer, **{**count, "unit": w.district})
    assert MembershipCount.objects.count() == 1


def test_slip_is_corrected_without_a_reason_until_the_figure_is_used(w):
    declare(w, 30)
    declare(w, 36)
    mark_used([(w.commune.pk, "year_end", LAST)])
    with pytest.raises(Refused) as refusal:
        declare(w, 37)
    assert [reason.code for reason in refusal.value.reasons] == ["MEMBERS_USED"]
    declare(w, 37, reason="Sót một người")
    assert [line.used_at is None for line in MembershipCount.objects.order_by("id")] == [True, False, True]


def test_base_of_a_rate_is_used(w):
    year = Period.objects.create(
        code="N2026", kind="year", name="Năm 2026", starts=date(2026, 1, 1), ends=date(2026, 12, 31)
    )
    declare(w, 30)
    targets.enter_target(
        actor=None, unit=w.commune, period=year, by="assigned", rate=Decimal(3), basis="year_end",
        decided_on=date(2026, 1, 5), decision="1-TB/HU",
    )  # fmt: skip
    with pytest.raises(Refused):
        declare(w, 31)
    declare(w, 31, basis="counted")  # nothing rests on this one


def test_correction_does_not_reach_back(w):
    on_record(declare(w, 30), date(2026, 1, 10))
    on_record(declare(w, 36), date(2026, 5, 10))
    days = date(2025, 12, 31), date(2026, 1, 10), date(2026, 5, 9), date(2026, 5, 10)
    assert [totals(w, day) for day in days] == [[43], [37], [37], [43]]
    assert totals(w, date(2025, 12, 30)) == []


def test_newest_count_prefers_the_counted_one_of_a_day(w):
    declare(w, 30)
    count_members(actor=w.officer, unit=w.commune, on=LAST, basis="counted")
    declare(w, 90, on=date(2025, 6, 30))
    assert newest([w.commune.pk], date(2026, 1, 1))[w.commune.pk].total == 0


def test_count_is_of_the_day_and_of_the_tree_of_that_day(w):
    joined = w.climb(w.file(), to="probationary").ceremony_on
    full = w.climb(w.file(branch=w.section_branch), to="full").full_from
    days = joined.replace(year=joined.year - 1), joined, full
    for day in days:
        count_members(actor=w.board, unit=w.district, on=day, basis="counted")
    lines = MembershipCount.objects.filter(unit=w.commune).order_by("on")
    assert [(line.full, line.probationary) for line in lines] == [(0, 0), (0, 1), (1, 1)]


def test_count_reads_members_below_the_unit_only(w):
    w.climb(w.file(branch=w.base_branch), to="full")
    joined = w.climb(w.file(), to="probationary").ceremony_on
    with CaptureQueriesContext(connection) as asked:
        found = members_counted([w.commune, w.section, w.branch], joined)
    assert found == {w.commune.pk: (0, 1), w.section.pk: (0, 0), w.branch.pk: (0, 1)}
    (read,) = [query["sql"] for query in asked if "memberplacement" in query["sql"]]
    assert read.count(f"'{w.commune.path}'") == 1
    assert len(asked) == 3  # links of the units, the day's tree, the members


def test_count_leaves_out_units_that_were_not_there(w):
    make_unit("Đảng bộ xã Xuân Bắc", Kind.BASE_COMMITTEE, w.district)
    before_all = date(1999, 1, 1)
    with pytest.raises(Refused):
        count_members(actor=w.board, unit=w.district, on=before_all, basis="counted")
    with pytest.raises(PermissionDenied):
        count_members(actor=w.officer, unit=w.district, on=LAST, basis="counted")
