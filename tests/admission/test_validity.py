"""How long a certificate holds, and whether the branch meets in time for the next session. HD 06-HD/TW (2025), 5.4."""

from datetime import date, timedelta

import pytest

from admission.models import Candidate, Paper, Session
from admission.rules.spans import add_months
from admission.states import State as S
from admission.validity import validities

pytestmark = pytest.mark.django_db
ISSUED = date(2020, 1, 15)
UNTIL = date(2025, 1, 15)
SOON = timedelta(60)  # EXPIRY_WARNING
DAY = timedelta(1)


@pytest.fixture
def file(w):
    file = w.climb(w.file(), to=S.NURTURED)
    Paper.objects.create(candidate=file, code="CN-NTVĐ", issued_on=ISSUED, number="12")
    return Candidate.objects.select_related("unit").get(pk=file.pk)


def validity(file, today):
    return validities([file], today)[file.pk]


@pytest.mark.parametrize(
    ("today", "tone", "words"),
    [
        (UNTIL - SOON, "ok", "Còn hiệu lực đến 15/01/2025"),
        (UNTIL - SOON + DAY, "warn", "Sắp hết hiệu lực: còn đến 15/01/2025"),
        (UNTIL, "warn", "Sắp hết hiệu lực: còn đến 15/01/2025"),
        (UNTIL + DAY, "bad", "Hết hiệu lực từ sau ngày 15/01/2025"),
    ],
)
def test_certificate_holds_for_sixty_months_to_the_day(file, today, tone, words):
    found = validity(file, today)
    assert (found.until, found.tone, found.words) == (UNTIL, tone, words)


def test_file_without_certificate_has_no_validity(w):
    assert validities([w.file()], UNTIL) == {}


def test_later_certificate_takes_the_place_of_the_earlier_one(file):
    Paper.objects.create(candidate=file, code="CN-NTVĐ", issued_on=UNTIL, number="13")
    assert validity(file, UNTIL).until == add_months(UNTIL, 60)


@pytest.mark.parametrize(("held_on", "too_late"), [(UNTIL, False), (UNTIL + DAY, True)])
def test_warning_when_the_next_session_comes_after_the_end(w, file, held_on, too_late):
    Session.objects.create(unit=w.district, held_on=held_on + 30 * DAY)
    Session.objects.create(unit=w.district, held_on=held_on)
    Session.objects.create(unit=w.commune, held_on=UNTIL + 9 * DAY)  # decides on nobody
    found = validity(file, UNTIL - 200 * DAY)
    assert (found.too_late, found.tone) == ((held_on, "warn") if too_late else (None, "ok"))
    assert bool(found.warning) is too_late


@pytest.mark.parametrize(
    ("held_on", "status"),
    [(UNTIL - 201 * DAY, "planned"), (UNTIL + DAY, "released")],
    ids=["past", "released"],
)
def test_session_that_is_over_warns_of_nothing(w, file, held_on, status):
    Session.objects.create(unit=w.district, held_on=held_on, status=status)
    assert validity(file, UNTIL - 200 * DAY).warning == ""


def test_no_warning_once_the_branch_has_voted(w):
    file = w.climb(w.file(), to=S.BRANCH_PROPOSED)
    until = add_months(file.papers.get(code="CN-NTVĐ").issued_on, 60)
    Session.objects.create(unit=w.district, held_on=until + DAY)
    assert validity(file, until - 200 * DAY).warning == ""
