"""By when the next act is due, from the day that each deadline runs from."""

from datetime import date, timedelta

import holidays
import pytest

from admission.models import Candidate
from admission.rules.deadlines import DEADLINES, OF_STATE
from admission.states import ENDED, State

S = State
STATES = (
    S.SOURCE, S.DOSSIER, S.VERIFYING, S.BRANCH_PROPOSED, S.APPRAISED, S.DECIDED, S.PROBATIONARY, S.BRANCH_RECOMMENDED,
)  # fmt: skip
OFF = holidays.country_holidays("VN", years=range(2024, 2027))


def working_days_after(day, count):
    while count:
        day += timedelta(1)
        count -= day.isoweekday() <= 5 and day not in OFF
    return day


def file_at(shelf, state):
    return Candidate.objects.with_clocks().get(pk=shelf.file(state).pk)


def vote(file, round_):
    return file.resolutions.get(body="branch", round=round_).held_on


@pytest.mark.parametrize(
    ("state", "start", "days"),
    [
        (S.VERIFYING, lambda file: file.verifications.get().sent_on, 30),
        (S.BRANCH_PROPOSED, lambda file: vote(file, "admission"), 60),
        (S.APPRAISED, lambda file: vote(file, "admission"), 60),
        (S.DECIDED, lambda file: file.decided_on, 30),
        (S.PROBATIONARY, lambda file: date(2025, file.ceremony_on.month, file.ceremony_on.day), 30),
        (S.BRANCH_RECOMMENDED, lambda file: vote(file, "recognition"), 30),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_next_step_is_due_so_many_working_days_after(shelf, db, state, start, days):
    file = file_at(shelf, state)
    assert file.due_on == working_days_after(start(file), days)


@pytest.mark.parametrize("state", [S.SOURCE, S.DOSSIER])
def test_branch_sets_the_pace_while_it_collects(shelf, db, state):
    assert file_at(shelf, state).due_on is None


def test_vote_that_fell_short_starts_no_clock(shelf, db):
    file = file_at(shelf, S.BRANCH_PROPOSED)
    due = file.due_on
    file.resolutions.create(
        body="branch", round="admission", held_on=file.since + timedelta(9), passed=False, entitled=9, present=9,
        votes_for=5, votes_against=4, chair="Trần Văn Bình", secretary="Lê Thị Cúc",
    )  # fmt: skip
    assert file_at(shelf, S.BRANCH_PROPOSED).due_on == due


def test_each_state_has_at_most_one_deadline_and_an_instrument():
    states = [state for deadline in DEADLINES for state in deadline.states]
    assert len(states) == len(OF_STATE)
    assert not set(states) & set(ENDED)
    assert DEADLINES[0].instrument(date(2024, 1, 1)).key == "QD-24-2021"
