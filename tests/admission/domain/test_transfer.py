"""A file on its way from one branch to another: who offers, who answers, what becomes of its step."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from admission.domain.facts import FileFacts
from admission.models import Candidate, Transfer
from admission.models.dossier import PaperCode
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, State
from tests.admission.domain.refusals import why
from tests.world import make_user
from units import hierarchy
from units.models import Role

S = State
pytestmark = pytest.mark.django_db
sqlite_too = pytest.mark.sqlite_too
WEEK = timedelta(7)
BECOMES = {
    S.SOURCE: S.SOURCE, S.NURTURED: S.NURTURED, S.DOSSIER: S.DOSSIER, S.VERIFYING: S.VERIFYING,
    S.CERTIFIED: S.CERTIFIED, S.BRANCH_PROPOSED: S.CERTIFIED, S.SECTION_APPRAISED: S.CERTIFIED,
    S.COMMITTEE_PROPOSED: S.CERTIFIED, S.SUBMITTED: S.CERTIFIED, S.APPRAISED: S.CERTIFIED, S.DECIDED: S.DECIDED,
    S.PROBATIONARY: S.PROBATIONARY, S.BRANCH_RECOMMENDED: S.PROBATIONARY, S.SECTION_RECOMMENDED: S.PROBATIONARY,
    S.COMMITTEE_RECOMMENDED: S.PROBATIONARY, S.RECOGNITION_SUBMITTED: S.PROBATIONARY,
    S.RECOGNITION_APPRAISED: S.PROBATIONARY,
}  # fmt: skip


def moved(shelf, file, to, **fields):
    """The file, offered by its committee and taken by the other branch a week later."""
    shelf.act(file, "offer_transfer", "officer", file.since, to_unit=to)
    file = Candidate.objects.get(pk=file.pk)
    return shelf.act(file, "receive", "secretary", file.since + WEEK).file


def elsewhere(shelf, file):
    return shelf.w.branch if file.unit == shelf.w.section_branch else shelf.w.section_branch


@sqlite_too
@pytest.mark.parametrize("state", BECOMES)
def test_what_becomes_of_each_step(shelf, state):
    file = shelf.file(state, of_section=state in (S.SECTION_APPRAISED, S.SECTION_RECOMMENDED))
    old, to = file.unit, elsewhere(shelf, file)
    after = Candidate.objects.get(pk=moved(shelf, file, to).pk)
    assert (after.state, after.unit, after.since) == (BECOMES[state], to, file.since + WEEK)
    rows = list(after.standings.order_by("id"))[-2:]
    assert [(row.unit, row.state, row.valid_from) for row in rows][1] == (to, BECOMES[state], after.since)
    assert (rows[0].unit, rows[0].state, rows[0].valid_to) == (old, state, after.since)
    letter = after.papers.get(code=PaperCode.MOVED_IN)
    assert (letter.number, letter.issued_on, letter.issuer) == ("12-GCN/ĐU", file.since, old.name)
    assert not after.helpers.filter(until=None).exists()


def test_every_free_step_is_listed():
    agenda = {S.ON_AGENDA, S.RECOGNITION_ON_AGENDA}
    assert BECOMES.keys() == {*ADMISSION_LADDER, *RECOGNITION_LADDER} - agenda


@pytest.mark.parametrize("state", [S.ON_AGENDA, S.RECOGNITION_ON_AGENDA])
def test_file_on_an_agenda_is_taken_off_first(shelf, state):
    with pytest.raises(Exception, match="phiên họp") as refused:
        shelf.act(shelf.file(state), "offer_transfer", "officer")
    assert refused.value.reasons[0].remedy == "Rút hồ sơ khỏi chương trình phiên họp trước."


def test_offered_file_is_frozen_until_it_is_answered_or_withdrawn(shelf):
    file = shelf.act(shelf.file(S.NURTURED), "offer_transfer", "officer").file
    for name, actor in (
        ("take_application", "secretary"), ("assign_helper", "secretary"), ("stop", "secretary"),
        ("move_away", "secretary"), ("offer_transfer", "officer"),
    ):  # fmt: skip
        assert why(shelf.act, file, name, actor) == ["OFFERED"]
    file = shelf.act(file, "withdraw_transfer", "officer").file
    assert shelf.act(file, "take_application", "secretary").file.state == S.DOSSIER
    assert file.transfers.get().status == "withdrawn"


def test_declined_file_goes_on_where_it_was_with_the_reason(shelf):
    file = shelf.act(shelf.file(S.DOSSIER), "offer_transfer", "officer").file
    done = shelf.act(file, "decline_transfer", "secretary", reason="Không cư trú tại đây")
    file = Candidate.objects.get(pk=file.pk)
    assert (file.state, file.unit, file.offer) == (S.DOSSIER, shelf.w.branch, None)
    assert file.remarks.get(entry=done.entry).text == "Không cư trú tại đây"
    assert shelf.act(file, "offer_transfer", "officer").file.transfers.count() == 2


def test_receiver_sees_nothing_of_the_file_before(shelf):
    """Not in any list; only the answer can be given."""
    w = shelf.w
    receiver = make_user(Role.BRANCH_SECRETARY, w.base_branch)
    file = shelf.act(shelf.file(S.NURTURED), "offer_transfer", "officer", to_unit=w.base_branch).file
    assert not Candidate.objects.visible_to(receiver).filter(pk=file.pk).exists()
    assert list(Transfer.objects.to_scope_of(receiver)) == [file.transfers.get()]
    with pytest.raises(Candidate.DoesNotExist):
        shelf.act(file, "take_application", receiver)
    done = shelf.act(file, "receive", receiver)
    assert done.entry.level == "branch"
    assert Candidate.objects.visible_to(receiver).filter(pk=file.pk).exists()


def test_only_the_new_branch_and_its_committee_answer(shelf):
    file = shelf.act(shelf.file(S.NURTURED), "offer_transfer", "officer").file
    for nobody in ("board", "recorder", "auditor"):
        with pytest.raises(PermissionDenied):
            shelf.act(file, "receive", nobody)
    for stranger in (shelf.stranger, make_user(Role.BRANCH_SECRETARY, shelf.w.base_branch)):
        with pytest.raises(Candidate.DoesNotExist):
            shelf.act(file, "receive", stranger)
    committee = make_user(Role.COMMITTEE_OFFICER, shelf.w.commune)
    assert shelf.act(file, "receive", committee).entry.level == "committee"


def test_who_offered_does_not_answer(shelf):
    file = shelf.act(shelf.file(S.NURTURED), "offer_transfer", "officer").file
    assert why(shelf.act, file, "receive", "officer") == ["FOUR_EYES"]
    assert shelf.act(file, "withdraw_transfer", "officer").file.offer is None


def test_four_eyes_follow_the_file(shelf):
    """Who acted as the old branch does not act as the committee of the new one."""
    w, file = shelf.w, shelf.file(S.VERIFYING)
    both = make_user(Role.BRANCH_SECRETARY, w.commune)
    both.grants.create(user=both, unit=w.commune, role=Role.COMMITTEE_OFFICER, valid_from=file.since)
    file = shelf.act(file, "edit_person", both).file
    file = moved(shelf, file, w.section_branch)
    assert why(shelf.act, file, "certify", both) == ["FOUR_EYES"]


@pytest.mark.parametrize(
    ("state", "fact"),
    [
        (S.SUBMITTED, "branch_resolution_on"),
        (S.SUBMITTED, "committee_resolution_on"),
        (S.COMMITTEE_RECOMMENDED, "branch_recommendation_on"),
    ],
)
def test_resolutions_of_the_old_branch_do_not_count_for_the_new_one(shelf, state, fact):
    file = shelf.file(state)
    assert FileFacts(file, file.since, {})[fact] is not None
    file = moved(shelf, file, shelf.w.section_branch)
    assert FileFacts(file, file.since, {})[fact] is None
    assert file.resolutions.filter(passed=True).count() >= 1
    clocks = Candidate.objects.with_clocks().get(pk=file.pk)
    assert (clocks.branch_resolved_on, clocks.branch_recommended_on)[state == S.COMMITTEE_RECOMMENDED] is None


def test_resolutions_that_led_to_a_decision_stay(shelf):
    file = shelf.file(S.DECIDED)
    voted_on = FileFacts(file, file.since, {})["branch_resolution_on"]
    file = moved(shelf, file, shelf.w.section_branch)
    assert FileFacts(file, file.since, {})["branch_resolution_on"] == voted_on
    assert shelf.w.act(file, "ceremony", file.since).member.unit == shelf.w.section_branch


def test_new_branch_votes_anew_and_the_file_climbs_its_route(shelf):
    file = moved(shelf, shelf.file(S.SUBMITTED), shelf.w.section_branch)
    file = shelf.w.climb(file, to=S.SUBMITTED)
    assert [row.state for row in file.standings.order_by("id")][-5:] == [
        S.CERTIFIED, S.BRANCH_PROPOSED, S.SECTION_APPRAISED, S.COMMITTEE_PROPOSED, S.SUBMITTED,
    ]  # fmt: skip


def test_probationary_member_moves_with_the_file(shelf):
    file = shelf.file(S.PROBATIONARY)
    file = moved(shelf, file, shelf.w.section_branch)
    member = Candidate.objects.get(pk=file.pk).member
    assert member.unit == shelf.w.section_branch
    spans = list(member.placements.values_list("unit", "valid_from", "valid_to"))
    assert spans == [
        (shelf.w.branch.pk, file.ceremony_on, file.since), (shelf.w.section_branch.pk, file.since, None)
    ]  # fmt: skip


def test_letter_goes_to_another_open_branch(shelf):
    w, file = shelf.w, shelf.file(S.NURTURED)
    assert why(shelf.act, file, "offer_transfer", "officer", to_unit=file.unit) == ["SAME_BRANCH"]
    assert why(shelf.act, file, "offer_transfer", "officer", to_unit=w.commune) == ["NOT_A_BRANCH"]
    gone = hierarchy.create_unit(
        code="GONE", name="Chi bộ ấp 9", kind="branch", parent=w.commune, on=file.since
    )
    hierarchy.close_unit(gone, on=file.since + WEEK, decision="1-QĐ/HU", actor=w.admin)
    assert why(shelf.act, file, "offer_transfer", "officer", to_unit=gone) == ["NOT_A_BRANCH"]


def test_branch_to_which_a_file_is_offered_is_not_closed(shelf):
    w, file = shelf.w, shelf.file(S.NURTURED)
    new = hierarchy.create_unit(
        code="NEW", name="Chi bộ ấp 10", kind="branch", parent=w.commune, on=file.since
    )
    shelf.act(file, "offer_transfer", "officer", to_unit=new)
    closing = {"on": file.since + WEEK, "decision": "1-QĐ/HU", "actor": w.admin}
    assert why(hierarchy.close_unit, new, **closing) == ["OPEN_OFFERS"]


def test_answer_is_not_dated_before_the_letter(shelf):
    file = shelf.act(shelf.file(S.NURTURED), "offer_transfer", "officer").file
    assert why(shelf.act, file, "receive", "secretary", file.since) == ["BACKWARDS"]


def test_letter_that_is_taken_after_sixty_working_days_is_late(shelf):
    file = shelf.file(S.PROBATIONARY)
    file = shelf.act(file, "offer_transfer", "officer", file.since).file
    due = file.transfers.get().due_on
    file = shelf.act(file, "receive", "secretary", due + timedelta(1)).file
    transfer = file.transfers.get()
    assert transfer.is_late
    transfer.answered_on = due
    assert not transfer.is_late


def test_certificate_from_outside_is_a_fact_as_one_from_inside(shelf):
    file = shelf.file(S.NURTURED)
    assert FileFacts(file, file.since, {})["moved_with_certificate"] is False
    came = shelf.act(file, "record_arrival", "secretary").file
    assert FileFacts(came, came.since, {})["moved_with_certificate"] is True
    sent = moved(shelf, shelf.file(S.SOURCE), shelf.w.section_branch)
    assert FileFacts(sent, sent.since, {})["moved_with_certificate"] is True
