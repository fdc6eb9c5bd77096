"""Removal, exit, votes that fail three times, former members, places without a branch."""

from datetime import date, timedelta

import pytest

from admission.domain.facts import FileFacts
from admission.models import Candidate, Readmission
from admission.models.dossier import PaperCode
from admission.states import ExitReason, RemovalGround, State
from tests.admission.domain.refusals import why
from tests.admission.domain.shelf import A_LOST_VOTE

S = State
STATES = (S.NURTURED, S.CERTIFIED, S.SUBMITTED, S.PROBATIONARY, S.BRANCH_RECOMMENDED, S.RECOGNITION_APPRAISED)
pytestmark = [pytest.mark.sqlite_too, pytest.mark.django_db]
WEEK = timedelta(7)


def lost(shelf, file, times):
    for _ in range(times):
        file = shelf.act(file, "branch_recommendation", "secretary", **A_LOST_VOTE).file
    return file


@pytest.mark.parametrize("ground", RemovalGround.values)
def test_struck_off_on_a_coded_ground_that_the_branch_proposed(shelf, ground):
    file = shelf.file(S.PROBATIONARY)
    assert why(shelf.act, file, "strike_off", "board", ground=ground) == ["REMOVAL_PROPOSED"]
    file = shelf.act(file, "propose_removal", "secretary", ground=ground).file
    done = shelf.act(file, "strike_off", "board", ground=ground)
    assert (done.file.state, done.file.end_reason, done.entry.body["reason"]) == (
        S.STRUCK_OFF,
        ground,
        ground,
    )
    vote = file.resolutions.get(round="removal")
    assert (vote.votes_for, vote.passed, vote.get_round_display()) == (9, True, "xóa tên")
    assert file.papers.get(code=PaperCode.REMOVAL).number == vote.number


def test_removal_that_the_branch_did_not_carry_is_not_proposed(shelf):
    file = shelf.act(shelf.file(S.PROBATIONARY), "propose_removal", "secretary", **A_LOST_VOTE).file
    assert not file.resolutions.get(round="removal").passed
    assert why(shelf.act, file, "strike_off", "board") == ["REMOVAL_PROPOSED"]


@pytest.mark.parametrize("reason", ExitReason.values)
def test_member_who_asks_to_leave_ends_resigned(shelf, reason):
    file = shelf.file(S.RECOGNITION_APPRAISED)
    on = file.since + WEEK
    done = shelf.act(file, "resign", "board", on, reason=reason, note="Theo đơn")
    assert (done.file.state, done.file.ended_on, done.file.end_reason) == (S.RESIGNED, on, reason)
    assert Candidate.objects.get(pk=file.pk).member.left_on == on
    papers = set(file.papers.values_list("code", flat=True))
    assert {PaperCode.RESIGNATION, PaperCode.RESIGNED} <= papers
    assert done.file.remark == "Theo đơn"


def test_branch_does_not_vote_a_fourth_time_but_reports(shelf):
    file = lost(shelf, shelf.file(S.PROBATIONARY), 2)
    assert why(shelf.act, file, "report_votes", "secretary") == ["REPORT_AFTER_VOTES"]
    file = lost(shelf, file, 1)
    assert why(shelf.act, file, "branch_recommendation", "secretary") == ["THREE_FAILED_VOTES"]
    on = file.since + 2 * WEEK
    file = shelf.act(file, "report_votes", "secretary", on).file
    assert (file.state, file.papers.get(code=PaperCode.VOTES_REPORT).issued_on) == (S.BRANCH_RECOMMENDED, on)
    assert Candidate.objects.with_clocks().get(pk=file.pk).branch_recommended_on == on


@pytest.mark.parametrize("end", [S.FULL, S.STRUCK_OFF])
def test_committees_above_recognise_or_strike_off_whom_the_branch_reported(shelf, end):
    file = shelf.ready(shelf.file(S.PROBATIONARY), "report_votes")
    file = shelf.act(file, "report_votes", "secretary", file.ceremony_on + timedelta(380)).file
    if end == S.STRUCK_OFF:
        assert shelf.act(file, "strike_off", "board").file.state == S.STRUCK_OFF
    else:
        assert shelf.w.climb(file, to=S.FULL).state == S.FULL


@pytest.mark.parametrize("back_by", ["transfer", "return"])
def test_report_does_not_outlast_the_branch_round_in_which_it_was_made(shelf, back_by):
    file = shelf.ready(shelf.file(S.PROBATIONARY), "report_votes")
    file = shelf.act(file, "report_votes", "secretary", file.ceremony_on + timedelta(380)).file
    if back_by == "transfer":
        shelf.act(file, "offer_transfer", "officer", file.since, to_unit=shelf.w.section_branch)
        file = shelf.act(Candidate.objects.get(pk=file.pk), "receive", "secretary").file
        file = shelf.act(file, "branch_recommendation", "secretary", file.since + WEEK, **A_LOST_VOTE).file
    else:
        file = shelf.act(file, "return_recognition_to_branch", "officer").file
    assert why(shelf.act, file, "strike_off", "board") == ["REMOVAL_PROPOSED"]


def test_vote_that_passes_ends_the_row_of_failed_ones(shelf):
    file = lost(shelf, shelf.file(S.PROBATIONARY), 2)
    assert FileFacts(file, file.since, {})["failed_votes"] == 2
    file = shelf.act(file, "branch_recommendation", "secretary").file
    assert FileFacts(file, file.since, {})["failed_votes"] == 0


def test_former_member_is_noted_and_sealed(shelf):
    file = shelf.file(S.NURTURED)
    shelf.act(file, "note_readmission", "secretary", how="convicted", cleared_on=date(2016, 2, 3), earlier=0)
    former = Readmission.objects.get(candidate=file)
    assert (former.left_on, former.how, former.record_cleared_on) == (
        date(2015, 5, 19), "convicted", date(2016, 2, 3),
    )  # fmt: skip
    stored = Readmission.objects.filter(pk=file.pk).extra(select={"raw": "how"}).values_list("raw", flat=True)
    assert "convicted" not in str(list(stored))
    file = Candidate.objects.get(pk=file.pk)
    shelf.act(file, "note_readmission", "secretary", left_on=date(2016, 1, 1))
    assert Readmission.objects.get(candidate=file).left_on == date(2016, 1, 1)


def test_who_is_never_admitted_again_is_refused_at_once(shelf):
    file = shelf.file(S.NURTURED)
    assert why(shelf.act, file, "note_readmission", "secretary", how="left_activity") == ["READMISSION_NEVER"]
    assert why(shelf.act, file, "note_readmission", "secretary", earlier=1) == ["READMISSION_ONCE"]


def test_branch_votes_on_a_former_member_after_36_months(shelf):
    file = shelf.file(S.CERTIFIED)
    on = file.since + WEEK
    left = date(on.year - 3, on.month, on.day)
    early = shelf.act(file, "note_readmission", "secretary", left_on=left + timedelta(1)).file
    assert why(shelf.act, early, "branch_vote", "secretary", on) == ["READMISSION_36_MONTHS"]
    file = shelf.act(Candidate.objects.get(pk=file.pk), "note_readmission", "secretary", left_on=left).file
    assert shelf.act(file, "branch_vote", "secretary", on).file.state == S.BRANCH_PROPOSED


def test_former_member_is_appraised_with_the_consent_of_the_level_above(shelf):
    file = shelf.act(shelf.file(S.CERTIFIED), "note_readmission", "secretary").file
    file = shelf.w.climb(Candidate.objects.get(pk=file.pk), to=S.SUBMITTED)
    assert why(shelf.act, file, "appraise", "board") == ["READMISSION_CONSENT"]
    consent = {"consent_number": "35-CV/TU", "consent_on": file.since}
    assert shelf.act(file, "appraise", "board", **consent).file.state == S.APPRAISED


def test_person_over_sixty_is_appraised_with_consent_and_a_ground(shelf):
    file = shelf.file(S.SUBMITTED)
    voted = file.resolutions.get(body="branch").held_on
    Candidate.objects.filter(pk=file.pk).update(born_on=date(voted.year - 62, 1, 1))
    consent = {"consent_number": "9-CV/TU", "consent_on": file.since}
    assert why(shelf.act, file, "appraise", "board") == ["AGE_OVER_60", "OVER_60_GROUND"]
    assert why(shelf.act, file, "appraise", "board", **consent) == ["OVER_60_GROUND"]
    file = shelf.act(file, "appraise", "board", over_60_ground="no_party", **consent).file
    assert (file.state, Candidate.objects.get(pk=file.pk).over_60_ground) == (S.APPRAISED, "no_party")


def test_consent_may_come_before_the_branch_votes(shelf):
    file = shelf.ready(shelf.file(S.CERTIFIED), "readmit")
    file = shelf.act(file, "readmit", "secretary").file
    assert shelf.w.climb(file, to=S.DECIDED).state == S.DECIDED


def test_place_without_a_branch_is_entrusted_by_a_unit_above(shelf):
    w, file = shelf.w, shelf.file(S.NURTURED)
    assert why(shelf.act, file, "entrust", "secretary", unit=w.section) == ["NOT_ABOVE"]
    assert why(shelf.act, file, "entrust", "secretary", unit=w.branch) == ["NOT_ABOVE"]
    file = shelf.act(file, "entrust", "secretary", unit=w.commune).file
    entrusted = file.entrusted_place
    assert (entrusted.place, entrusted.unit, entrusted.number) == ("Công ty Hòa Bình", w.commune, "15-CV/ĐU")
    paper = file.papers.get(code=PaperCode.ENTRUSTED)
    assert (paper.issued_on, paper.issuer) == (entrusted.assigned_on, w.commune.name)
