"""The members that a period began with."""

from datetime import date, timedelta

import pytest

from admission import rollups
from admission.models import CountedPeriod, Member, MemberPlacement, Opening
from admission.models.person import PERSON_FIELDS
from admission.openings import is_as_counted
from units.models import Period

pytestmark = pytest.mark.sqlite_too
FIRST = date(2024, 1, 1)
DAY = timedelta(1)


@pytest.fixture
def year(db):
    return Period.objects.create(
        code="N2024", kind="year", name="Năm 2024", starts=FIRST, ends=date(2024, 12, 31)
    )


def member(w, unit, joined_on, *, full_from=None, left_on=None):
    like = w.file(unit)
    person = {name: getattr(like, name) for name in PERSON_FIELDS}
    one = Member.objects.create(
        unit=unit, decided_on=joined_on, joined_on=joined_on, full_from=full_from, left_on=left_on, **person
    )
    MemberPlacement.objects.create(member=one, unit=unit, valid_from=joined_on, valid_to=left_on)
    return one


def test_opening_counts_the_members_of_the_first_day_before_anybody_is_admitted(w, year):
    member(w, w.branch, date(2010, 5, 19), full_from=date(2011, 5, 19))
    member(w, w.branch, date(2023, 1, 1), full_from=FIRST)
    member(w, w.section_branch, FIRST - DAY, full_from=date(2024, 12, 31))
    member(w, w.base_branch, date(2010, 5, 19), full_from=date(2011, 5, 19), left_on=FIRST)
    member(w, w.base_branch, date(2010, 5, 19), full_from=date(2011, 5, 19), left_on=FIRST + DAY)
    member(w, w.base_branch, FIRST)
    rollups.recount([year])
    counts = {
        w.district: (3, 1), w.commune: (2, 1), w.branch: (2, 0), w.section: (0, 1), w.section_branch: (0, 1),
        w.base_branch: (1, 0),
    }  # fmt: skip
    opening = rollups.opening(year, [unit.pk for unit in counts])
    assert opening == {unit.pk: count for unit, count in counts.items()}
    own = Opening.objects.get(unit=w.district, period=year)
    assert (own.own_full, own.own_probationary) == (0, 0)


def test_opening_is_frozen(w, year):
    first = member(w, w.branch, date(2010, 5, 19), full_from=date(2011, 5, 19))
    rollups.recount([year])
    counted = CountedPeriod.objects.get(period=year)
    Member.objects.filter(pk=first.pk).update(left_on=date(2023, 5, 5))
    member(w, w.branch, date(2010, 5, 19))
    rollups.recount([year])
    rollups.rebuild([year])
    assert rollups.opening(year, [w.district.pk]) == {w.district.pk: (1, 0)}
    again = CountedPeriod.objects.get(period=year)
    assert (again.opened_at, again.opening_hash) == (counted.opened_at, counted.opening_hash)
    assert is_as_counted(year)
    Opening.objects.filter(unit=w.branch).update(full=2)
    assert not is_as_counted(year)


def test_period_that_was_not_counted_has_no_opening(w, year):
    assert rollups.opening(year) == {}
    assert is_as_counted(year)
