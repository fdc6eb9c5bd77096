"""Ceremony, twelve months, recognition, striking off: what is written, and the eve of every boundary."""

from datetime import date, timedelta

import pytest

from admission.models import Candidate, Decision
from admission.models.dossier import PaperCode
from admission.rules.spans import add_working_days
from admission.states import State
from tests.admission.domain.refusals import why

S = State
STATES = (S.DECIDED, S.PROBATIONARY, S.RECOGNITION_ON_AGENDA)
pytestmark = [pytest.mark.sqlite_too, pytest.mark.django_db]
DAY = timedelta(1)


def test_ceremony_opens_the_record_of_membership(shelf):
    file = shelf.file(S.DECIDED)
    on = file.decided_on + 14 * DAY
    done = shelf.act(file, "ceremony", "secretary", on, place="Nhà văn hóa ấp 1", chair="Trần Văn Bình")
    file = Candidate.objects.get(pk=file.pk)
    member = file.member
    assert (file.ceremony_on, file.decided_on) == (on, on - 14 * DAY)
    assert (member.joined_on, member.decided_on, member.full_from) == (on, file.decided_on, None)
    assert (member.full_name, member.citizen_id, member.unit) == (file.full_name, file.citizen_id, file.unit)
    assert list(member.placements.values_list("unit", "valid_from", "valid_to")) == [(file.unit_id, on, None)]
    assert file.papers.filter(code=PaperCode.CEREMONY, issued_on=on, issuer="Trần Văn Bình").count() == 1
    assert (done.entry.body["place"], done.entry.body["late_consent"]) == ("Nhà văn hóa ấp 1", "")


def test_ceremony_after_thirty_working_days_needs_consent(shelf):
    file = shelf.file(S.DECIDED)
    last = add_working_days(file.decided_on, 30)
    assert why(shelf.act, file, "ceremony", "secretary", last + DAY) == ["CEREMONY_30_WORKING_DAYS"]
    assert shelf.act(file, "ceremony", "secretary", last).file.state == S.PROBATIONARY


def test_late_ceremony_with_consent_is_held_and_says_so(shelf):
    file = shelf.file(S.DECIDED)
    late = add_working_days(file.decided_on, 30) + 30 * DAY
    done = shelf.act(file, "ceremony", "secretary", late, late_consent="12-CV/HU")
    assert (done.file.state, done.entry.body["late_consent"]) == (S.PROBATIONARY, "12-CV/HU")


def test_ceremony_is_not_held_before_the_decision(shelf):
    file = shelf.file(S.DECIDED)
    Candidate.objects.filter(pk=file.pk).update(since=file.decided_on - 9 * DAY)  # entered out of order
    eve = file.decided_on - DAY
    assert why(shelf.act, file, "ceremony", "secretary", eve) == ["CEREMONY_AFTER_DECISION"]


def test_probation_papers_are_kept_one_by_one(shelf):
    file = shelf.file(S.PROBATIONARY)
    file.papers.filter(code__in=["CN-ĐVM", "10-KNĐ", "11-KNĐ", "12-KNĐ"]).delete()
    day = file.ceremony_on + 300 * DAY
    none = {"class_on": None, "self_review_on": None, "helper_review_on": None, "opinions_on": None}
    for name, code in [
        ("class_on", "CN-ĐVM"), ("self_review_on", "10-KNĐ"), ("helper_review_on", "11-KNĐ"), ("opinions_on", "12-KNĐ"),
    ]:  # fmt: skip
        file = shelf.act(file, "file_probation_papers", "secretary", day, **(none | {name: day})).file
        assert list(file.papers.filter(issued_on=day).values_list("code", flat=True))[-1] == code


def test_branch_recommends_from_the_day_the_twelve_months_end(shelf):
    file = shelf.file(S.PROBATIONARY)
    end = date(file.ceremony_on.year + 1, file.ceremony_on.month, file.ceremony_on.day)
    file.papers.update(issued_on=file.ceremony_on)
    eve = end - DAY
    assert why(shelf.act, file, "branch_recommendation", "secretary", eve) == ["PROBATION_12_MONTHS"]
    assert shelf.act(file, "branch_recommendation", "secretary", end).file.state == S.BRANCH_RECOMMENDED


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        (PaperCode.NEW_MEMBER_CLASS, "NEW_MEMBER_CLASS"),
        (PaperCode.KND_10, "PROBATION_PAPERS"),
        (PaperCode.KND_11, "PROBATION_PAPERS"),
        (PaperCode.KND_12, "PROBATION_PAPERS"),
    ],
)
def test_branch_does_not_recommend_without_a_paper(shelf, paper, code):
    file = shelf.file(S.PROBATIONARY)
    on = shelf.day_of(file, "branch_recommendation")
    file.papers.filter(code=paper).update(issued_on=on + DAY)
    assert why(shelf.act, file, "branch_recommendation", "secretary", on) == [code]
    file.papers.filter(code=paper).delete()
    assert why(shelf.act, file, "branch_recommendation", "secretary", on) == [code]


def test_recognised_member_is_official_from_the_end_of_probation_however_late_the_paper(shelf):
    file = shelf.file(S.RECOGNITION_ON_AGENDA)
    session = shelf.w.session(file.since)
    shelf.act(file, "recognise", "board", session=session, number="300-QĐ/HU")
    file = Candidate.objects.get(pk=file.pk)
    end = date(file.ceremony_on.year + 1, file.ceremony_on.month, file.ceremony_on.day)
    assert (file.full_from, file.member.full_from, file.recognised_on) == (end, end, session.held_on)
    assert file.recognised_on > end
    decision = Decision.objects.get(candidate=file, round="recognition")
    assert (decision.number, decision.decided_on) == ("300-QĐ/HU", session.held_on)
    assert file.papers.filter(code=PaperCode.KND_16, number="300-QĐ/HU").count() == 1


def test_recognition_is_not_decided_within_the_twelve_months(shelf):
    file = shelf.file(S.RECOGNITION_ON_AGENDA)
    on = file.since
    Candidate.objects.filter(pk=file.pk).update(ceremony_on=date(on.year - 1, on.month, on.day) + DAY)
    assert why(shelf.act, file, "recognise", "board", on) == ["PROBATION_12_MONTHS"]
    Candidate.objects.filter(pk=file.pk).update(ceremony_on=date(on.year - 1, on.month, on.day))
    assert shelf.act(file, "recognise", "board", on).file.full_from == on


def test_seniority_counts_from_the_decision_and_only_once_recognised(shelf):
    file = shelf.file(S.RECOGNITION_ON_AGENDA)
    assert file.member.seniority(date(2026, 1, 1)) is None
    member = shelf.act(file, "recognise", "board").file.member
    ten_years = date(member.decided_on.year + 10, member.decided_on.month, member.decided_on.day)
    assert member.seniority(member.full_from - DAY) is None
    assert (member.seniority(ten_years - DAY), member.seniority(ten_years)) == (9, 10)


def test_struck_off_member_leaves_on_that_day(shelf):
    file = shelf.ready(shelf.file(S.PROBATIONARY), "strike_off")
    on = file.ceremony_on + 100 * DAY
    done = shelf.act(file, "strike_off", "board", on, number="77-QĐ/HU", reason="Bỏ sinh hoạt ba tháng")
    file = Candidate.objects.get(pk=file.pk)
    assert (file.ended_on, file.member.left_on) == (on, on)
    assert [row.valid_to for row in file.member.placements.all()] == [on]
    assert file.papers.filter(code=PaperCode.STRIKE_OFF, number="77-QĐ/HU").count() == 1
    assert [remark.text for remark in file.remarks.filter(entry=done.entry)] == ["Bỏ sinh hoạt ba tháng"]
