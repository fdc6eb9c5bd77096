"""Submit, appraise, agenda, decision, and the ways back: what is written, and the eve of every boundary."""

from datetime import date, timedelta

import pytest

from admission.domain import session as sessions
from admission.models import AgendaItem, Candidate, Decision
from admission.models.dossier import PaperCode
from admission.states import State
from tests.admission.domain.refusals import why
from tests.world import make_user
from units.models import Role

S = State
STATES = (
    S.CERTIFIED, S.BRANCH_PROPOSED, S.COMMITTEE_PROPOSED, S.SUBMITTED, S.APPRAISED, S.ON_AGENDA,
    S.BRANCH_RECOMMENDED, S.COMMITTEE_RECOMMENDED, S.RECOGNITION_SUBMITTED, S.RECOGNITION_APPRAISED,
    S.RECOGNITION_ON_AGENDA,
)  # fmt: skip
pytestmark = [pytest.mark.sqlite_too, pytest.mark.django_db]
DAY = timedelta(1)


@pytest.mark.parametrize(
    ("name", "state"), [("submit", S.COMMITTEE_PROPOSED), ("submit_recognition", S.COMMITTEE_RECOMMENDED)]
)
def test_submission_is_numbered(shelf, name, state):
    file = shelf.file(state)
    done = shelf.act(file, name, "officer", number="33-TTr/ĐU")
    assert file.papers.filter(code=PaperCode.SUBMISSION, number="33-TTr/ĐU").count() == 1
    assert done.entry.body["number"] == "33-TTr/ĐU"


@pytest.mark.parametrize(
    ("name", "state", "round_", "codes"),
    [
        ("submit", S.COMMITTEE_PROPOSED, "admission", "AFTER_BRANCH"),
        ("put_on_agenda", S.APPRAISED, "admission", "AFTER_COMMITTEE DECISION_AFTER_RESOLUTIONS"),
        ("decide", S.ON_AGENDA, "admission", "AFTER_COMMITTEE DECISION_AFTER_RESOLUTIONS"),
        ("submit_recognition", S.COMMITTEE_RECOMMENDED, "recognition", "AFTER_BRANCH_RECOMMENDED"),
        ("put_recognition_on_agenda", S.RECOGNITION_APPRAISED, "recognition", "AFTER_BRANCH_RECOMMENDED"),
        ("recognise", S.RECOGNITION_ON_AGENDA, "recognition", "AFTER_BRANCH_RECOMMENDED"),
    ],
)
def test_nothing_comes_before_the_branch_s_resolution(shelf, name, state, round_, codes):
    file = shelf.file(state)
    on, actor = shelf.day_of(file, name), "officer" if name.startswith("submit") else "board"
    file.resolutions.filter(body="branch", round=round_).update(held_on=on + DAY)
    assert why(shelf.act, file, name, actor, on) == codes.split()
    file.resolutions.filter(round=round_).update(held_on=on)
    assert shelf.act(file, name, actor, on).file.state != state


def test_appraisal_leaves_an_extract_and_the_consent_from_above(shelf):
    file = shelf.file(S.SUBMITTED)
    on = file.since + DAY
    shelf.act(file, "appraise", "board", on, consent_on=on - DAY, consent_number="9-CV/TU")
    assert file.papers.filter(code=PaperCode.EXTRACT, issued_on=on).count() == 1
    assert file.papers.filter(code=PaperCode.CONSENT, issued_on=on - DAY, number="9-CV/TU").count() == 1


@pytest.mark.parametrize(("name", "state"), [("put_on_agenda", S.APPRAISED), ("decide", S.ON_AGENDA)])
def test_person_over_sixty_at_the_branch_s_vote_needs_consent_from_above(shelf, name, state):
    file = shelf.file(state)
    on = shelf.day_of(file, name)
    voted = file.resolutions.get(body="branch", round="admission").held_on
    sixty_and_a_month = date(voted.year - 60, voted.month, voted.day) - timedelta(31)
    Candidate.objects.filter(pk=file.pk).update(born_on=sixty_and_a_month)
    assert why(shelf.act, file, name, "board", on) == ["AGE_OVER_60"]
    consent = file.papers.create(code=PaperCode.CONSENT, issued_on=on + DAY, number="9-CV/TU")
    assert why(shelf.act, file, name, "board", on) == ["AGE_OVER_60"]
    file.papers.filter(pk=consent.pk).update(issued_on=on)
    assert shelf.act(file, name, "board", on).file.state != state


def test_file_joins_the_agenda_of_the_unit_that_decides(shelf):
    file = shelf.file(S.APPRAISED)
    shelf.act(file, "put_on_agenda", "board")
    item = AgendaItem.objects.get(candidate=file)
    assert (item.session, item.round) == (shelf.w.session(shelf.day_of(file, "put_on_agenda")), "admission")
    assert (item.outcome, item.number) == ("", "")


def test_file_does_not_join_another_unit_s_agenda_or_a_released_one(shelf):
    file = shelf.file(S.APPRAISED)
    board = make_user(Role.BOARD_OFFICER, shelf.w.commune)
    elsewhere = sessions.plan_session(
        actor=board, unit=shelf.w.commune, held_on=file.since, signer="Phạm Văn Đức"
    )
    assert why(shelf.act, file, "put_on_agenda", "board", session=elsewhere) == ["WRONG_SESSION"]
    released = shelf.w.session(file.since)
    type(released).objects.filter(pk=released.pk).update(status="released")
    released.refresh_from_db()
    assert why(shelf.act, file, "put_on_agenda", "board", session=released) == ["WRONG_SESSION"]
    assert not AgendaItem.objects.filter(candidate=file, session=elsewhere).exists()


def test_deferred_file_comes_back_to_an_agenda_without_its_old_outcome(shelf):
    file = shelf.file(S.ON_AGENDA)
    session = shelf.w.session(file.since)
    AgendaItem.objects.filter(candidate=file).update(outcome="defer", reason="Vắng mặt")
    file = shelf.act(file, "defer", "board", session=session).file
    assert (file.state, file.remark) == (S.APPRAISED, "Vắng mặt")
    file = shelf.act(file, "put_on_agenda", "board", file.since, session=session).file
    item = AgendaItem.objects.get(candidate=file, session=session)
    assert (item.outcome, item.reason, file.remark) == ("", "", "")


def test_decision_is_signed_on_the_day_of_the_session(shelf):
    file = shelf.file(S.ON_AGENDA)
    session = shelf.w.session(file.since)
    done = shelf.act(file, "decide", "recorder", session=session, number="215-QĐ/HU")
    file = Candidate.objects.get(pk=file.pk)
    decision = Decision.objects.get(candidate=file)
    assert (decision.round, decision.number, decision.decided_on) == ("admission", "215-QĐ/HU", file.since)
    assert (decision.authority, decision.signer, decision.session) == (
        shelf.w.district, session.signer, session,
    )  # fmt: skip
    assert file.decided_on == session.held_on
    assert file.papers.filter(code=PaperCode.KND_9, number="215-QĐ/HU").count() == 1
    assert (done.entry.body["number"], done.entry.body["session"]) == ("215-QĐ/HU", session.pk)


def kept(done):
    """The reasons kept with an act: sealed beside the journal, not in it."""
    assert "reason" not in done.entry.body
    return [remark.text for remark in done.file.remarks.filter(entry=done.entry)]


@pytest.mark.parametrize(
    ("name", "state"),
    [("refuse", S.ON_AGENDA), ("defer", S.ON_AGENDA), ("refer", S.ON_AGENDA),
     ("refuse_recognition", S.RECOGNITION_ON_AGENDA), ("defer_recognition", S.RECOGNITION_ON_AGENDA),
     ("refer_recognition", S.RECOGNITION_ON_AGENDA)],
)  # fmt: skip
def test_held_back_file_says_why_and_has_no_decision(shelf, name, state):
    file = shelf.file(state)
    decisions = Decision.objects.filter(candidate=file).count()
    done = shelf.act(file, name, "recorder", reason="Thiếu kết luận")
    assert (done.file.remark, kept(done)) == ("Thiếu kết luận", ["Thiếu kết luận"])
    assert done.file.ended_on == (file.since if name == "refuse" else None)
    assert Decision.objects.filter(candidate=file).count() == decisions


@pytest.mark.parametrize(
    ("name", "state", "actor", "back_to"),
    [
        ("return_to_branch", S.CERTIFIED, "secretary", S.DOSSIER),
        ("return_to_branch", S.BRANCH_PROPOSED, "officer", S.DOSSIER),
        ("return_to_branch", S.COMMITTEE_PROPOSED, "officer", S.DOSSIER),
        ("return_to_branch", S.SUBMITTED, "board", S.DOSSIER),
        ("return_to_branch", S.APPRAISED, "board", S.DOSSIER),
        ("return_to_committee", S.SUBMITTED, "board", S.BRANCH_PROPOSED),
        ("return_to_committee", S.APPRAISED, "board", S.BRANCH_PROPOSED),
        ("return_recognition_to_branch", S.BRANCH_RECOMMENDED, "officer", S.PROBATIONARY),
        ("return_recognition_to_branch", S.COMMITTEE_RECOMMENDED, "officer", S.PROBATIONARY),
        ("return_recognition_to_branch", S.RECOGNITION_SUBMITTED, "board", S.PROBATIONARY),
        ("return_recognition_to_branch", S.RECOGNITION_APPRAISED, "board", S.PROBATIONARY),
        ("return_recognition_to_committee", S.RECOGNITION_SUBMITTED, "board", S.BRANCH_RECOMMENDED),
        ("return_recognition_to_committee", S.RECOGNITION_APPRAISED, "board", S.BRANCH_RECOMMENDED),
    ],
)
def test_whoever_holds_the_file_returns_it_with_a_reason(shelf, name, state, actor, back_to):
    done = shelf.act(shelf.file(state), name, actor, reason="Thiếu chữ ký")
    assert (done.file.state, done.file.remark) == (back_to, "Thiếu chữ ký")
    assert kept(done) == ["Thiếu chữ ký"]


def test_file_of_a_section_goes_back_to_behind_its_section(shelf):
    file = shelf.w.climb(shelf.w.file(shelf.w.section_branch), to=S.SUBMITTED)
    assert shelf.act(file, "return_to_committee", "board").file.state == S.SECTION_APPRAISED


def test_base_branch_has_no_committee_to_return_to(shelf):
    file = shelf.w.climb(shelf.w.file(shelf.w.base_branch), to=S.SUBMITTED)
    assert why(shelf.act, file, "return_to_committee", "board") == ["NOT_AT_THIS_STEP"]
    assert shelf.act(file, "return_to_branch", "board").file.state == S.DOSSIER
