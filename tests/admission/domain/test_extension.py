"""More time to decide: by the board, with a reason, once for each resolution of the branch."""

from datetime import timedelta

import pytest

from admission.models import Candidate
from admission.states import State as S
from tests.admission.domain.refusals import why

pytestmark = pytest.mark.django_db
STATES = (S.SUBMITTED, S.RECOGNITION_SUBMITTED)


def clocked(file):
    return Candidate.objects.with_clocks().get(pk=file.pk)


@pytest.mark.parametrize("state", STATES)
def test_extension_adds_thirty_working_days_and_leaves_the_state_alone(shelf, state):
    file = shelf.file(state)
    before = clocked(file).due_on
    done = shelf.act(file, "extend_decision", "board")
    assert (done.file.state, done.file.remark) == (state, "")
    after = clocked(file).due_on
    assert 42 <= (after - before).days <= 60
    assert [remark.text for remark in file.remarks.all()] == ["Chờ xác minh ở nước ngoài"]
    assert "nước ngoài" not in str(done.entry.body)


def test_second_extension_is_refused_with_the_clause(shelf):
    file = shelf.file(S.SUBMITTED)
    file = shelf.act(file, "extend_decision", "board").file
    assert why(shelf.act, file, "extend_decision", "board") == ["DECISION_60_WORKING_DAYS"]


def test_new_resolution_may_be_extended_anew(shelf):
    file = shelf.act(shelf.file(S.SUBMITTED), "extend_decision", "board").file
    due = clocked(file).due_on
    file.resolutions.create(
        body="branch", round="admission", held_on=file.since + timedelta(2), number="9-NQ", passed=True, entitled=9,
        present=9, votes_for=9, votes_against=0, chair="Trần Văn Bình", secretary="Lê Thị Cúc",
    )  # fmt: skip
    assert clocked(file).due_on != due
    shelf.act(file, "extend_decision", "board")
