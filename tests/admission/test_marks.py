"""What an act leaves on its `Standing` for the figures."""

import hashlib
from datetime import date, timedelta

import pytest

from admission import marks, rollups, second_count
from admission.groups import GROUPS
from admission.measures import MEASURES, measures_of
from admission.models import Candidate, Standing
from admission.rules.deadlines import end_of
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, State, StopReason
from partytrack.journal.dispatch import dispatch
from partytrack.journal.models import Entry
from tests.admission.domain.shelf import Shelf
from units.models import Period

S = State
FIRST_55 = "3dbab5654629441e741a2ad044bb1f3f45523ab08ee07dccbf444d7b089a43db"
DAY = timedelta(1)


def test_every_word_that_is_counted_has_its_place():
    pools = [f"pool:{state}" for state in ADMISSION_LADDER] + [
        f"probation:{state}" for state in RECOGNITION_LADDER
    ]
    groups, reasons = [f"group:{code}" for code in GROUPS], [f"stopped:{reason}" for reason in StopReason]
    assert {*pools, *groups, *reasons} == {measure for measure in MEASURES if ":" in measure}
    assert len(set(MEASURES)) == len(MEASURES)


def test_places_of_measures_never_change():
    """What is stored would be read as something else: append, and change nothing here but the end."""
    assert hashlib.sha256(" ".join(MEASURES[:55]).encode()).hexdigest() == FIRST_55


def counted_as(file):
    return [set(measures_of(row.state, row.marks)) for row in file.standings.filter(marks__isnull=False)]


@pytest.fixture
def shelf(db):
    return Shelf(())


@pytest.mark.sqlite_too
def test_acts_leave_what_they_count_as(shelf):
    w = shelf.w
    stopped = shelf.act(w.file(), "stop", "secretary", reason="withdrew").file
    assert counted_as(stopped) == [{"stopped:withdrew"}]
    full = w.climb(w.file(sex="male", ethnicity="tay"), to=S.FULL)
    groups = {
        "group:youth_union", "group:ethnic_minority", "group:worker", "group:age_18_30", "group:edu_upper_secondary",
    }  # fmt: skip
    assert counted_as(full) == [
        {"admitted", *groups}, {"admitted", *groups}, {"recognised", "recognised_on_time"},
    ]  # fmt: skip


@pytest.mark.parametrize(("past", "measure"), [(0, "recognised_on_time"), (1, "recognised_late")])
def test_recognition_is_late_behind_its_deadline(shelf, past, measure):
    w = shelf.w
    file = w.climb(w.file(), to=S.RECOGNITION_ON_AGENDA)
    due = end_of(Candidate.objects.with_clocks().get(pk=file.pk), "RECOGNITION_30_WORKING_DAYS")
    file = shelf.act(file, "recognise", w.actor_of("recognise"), due + past * DAY).file
    assert counted_as(file)[-1] == {"recognised", measure}


@pytest.mark.sqlite_too
def test_correction_of_a_person_reaches_the_figures_of_the_admission(shelf):
    file = shelf.w.climb(shelf.w.file(), to=S.PROBATIONARY)
    assert "group:female" in counted_as(file)[-1]
    file.sex = "male"
    marks.renew(file)
    assert "group:female" not in counted_as(file)[-1]
    marks.repair(Standing.objects.all())  # the person is female in the database
    assert "group:female" in counted_as(file)[-1]


@pytest.mark.sqlite_too
def test_marks_that_drifted_are_named_and_made_anew_at_night(shelf):
    year = Period.objects.create(
        code="N2024", kind="year", name="Năm 2024", starts=date(2024, 1, 1), ends=date(2024, 12, 31)
    )
    file = shelf.w.climb(shelf.w.file(), to=S.PROBATIONARY)
    dispatch()
    file.standings.filter(state=S.PROBATIONARY).update(marks=0)
    file.standings.filter(state=S.CERTIFIED).update(marks=0)
    rollups.recount()
    drift = {(unit, measure) for unit, _, measure, *_ in second_count.drift(year)}
    assert {measure for _, measure in drift} >= {"group:female", "group:worker"}
    assert {unit for unit, _ in drift} >= {shelf.w.district.code, shelf.w.branch.code}
    assert {(unit, measure) for unit, _, measure, *_ in rollups.repair()} == drift
    assert Entry.objects.latest("seq").event == "admission.drift_repaired"
    assert second_count.drift(year) == []
    assert file.standings.get(state=S.CERTIFIED).marks is None
