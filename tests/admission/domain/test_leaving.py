"""Stop, resume, move away: what is written."""

from datetime import timedelta

import pytest

from admission.models import Candidate
from admission.models.dossier import PaperCode
from admission.states import State, StopReason
from tests.admission.domain.refusals import why
from units import hierarchy

S = State
STATES = (S.SOURCE, S.DOSSIER, S.PROBATIONARY, S.STOPPED, S.DECIDED)
pytestmark = [pytest.mark.sqlite_too, pytest.mark.django_db]
WEEK = timedelta(7)


@pytest.mark.parametrize("reason", StopReason.values)
def test_stopped_file_says_why_and_when(shelf, reason):
    file = shelf.file(S.DOSSIER)
    on = file.since + WEEK
    done = shelf.act(file, "stop", "secretary", on, reason=reason, note="Theo đơn")
    assert (done.file.ended_on, done.file.end_reason, done.file.remark) == (on, reason, "Theo đơn")
    assert done.entry.body["reason"] == reason


def test_resumed_file_begins_again_as_a_source(shelf):
    file = shelf.act(shelf.file(S.STOPPED), "resume", "secretary").file
    file = Candidate.objects.get(pk=file.pk)
    assert (file.state, file.ended_on, file.end_reason, file.remark) == (S.SOURCE, None, "", "")
    assert shelf.w.climb(file, to=S.NURTURED).state == S.NURTURED


def test_file_is_not_resumed_beside_another_open_one_of_the_same_person(shelf):
    stopped = shelf.file(S.STOPPED)
    shelf.w.file(shelf.w.base_branch, citizen_id=stopped.citizen_id)
    assert why(shelf.act, stopped, "resume", "secretary") == ["TWO_FILES"]
    assert Candidate.objects.get(pk=stopped.pk).state == S.STOPPED


def test_file_is_not_resumed_in_a_branch_that_was_closed(shelf):
    w = shelf.w
    branch = hierarchy.create_unit(
        code="EMPTY", name="Chi bộ ấp 9", kind="branch", parent=w.commune, on=w.branch.links.get().valid_from
    )
    file = shelf.act(w.file(branch), "stop", "secretary").file
    hierarchy.close_unit(branch, on=file.since + WEEK, decision="1-QĐ/HU", actor=w.admin)
    assert why(shelf.act, file, "resume", "secretary", file.since + 2 * WEEK) == ["NOT_A_BRANCH"]


def test_person_who_moves_away_takes_a_letter(shelf):
    file = shelf.file(S.DECIDED)
    on = file.since + WEEK
    done = shelf.act(
        file, "move_away", "secretary", on, number="20-GT/ĐU", destination="Đảng bộ phường Trấn Biên"
    )
    assert (done.file.state, done.file.ended_on) == (S.MOVED_AWAY, on)
    letter = file.papers.get(code=PaperCode.MOVE)
    assert (letter.issued_on, letter.number, letter.issuer) == (on, "20-GT/ĐU", "Đảng bộ phường Trấn Biên")


def test_member_who_moves_away_leaves_the_branch_on_that_day(shelf):
    file = shelf.file(S.PROBATIONARY)
    on = file.since + WEEK
    shelf.act(file, "move_away", "secretary", on)
    member = Candidate.objects.get(pk=file.pk).member
    assert member.left_on == on
    assert [row.valid_to for row in member.placements.all()] == [on]
