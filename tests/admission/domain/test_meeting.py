"""Meetings: several files in one evening, each with a vote of its own."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from admission.domain import meeting as acts
from admission.meetings import too_few
from admission.models import Meeting, Paper, Resolution
from partytrack.errors import Conflict, Refused
from partytrack.journal.models import Entry
from tests.admission.domain.meetings import (
    certified,
    filled,
    fresh,
    opened,
    outcomes,
    recorded,
    states,
    versions,
    waiting,
)
from tests.world import make_user
from units.models import Grant, Role

pytestmark = pytest.mark.sqlite_too
PASSES, FAILS = (6, 3), (5, 4)


def codes(refused):
    return [reason.code for reason in refused]


def record(w, meeting, actor=None):
    return acts.record(
        meeting, actor=actor or w.secretary, version=meeting.version, versions=versions(meeting)
    )


def events(meeting):
    return list(
        Entry.objects.filter(subject=f"meeting:{meeting.pk}").order_by("seq").values_list("event", flat=True)
    )


# One evening


def test_meeting_records_four_files_of_which_one_falls_short(w):
    files = certified(w, 4)
    meeting = opened(w, files)
    assert recorded(w, meeting, [PASSES, (9, 0), FAILS, (7, 2)]) == {}
    assert outcomes(meeting) == ["passed", "passed", "failed", "passed"]
    assert states(files) == ["branch_proposed", "branch_proposed", "certified", "branch_proposed"]
    assert fresh(meeting).status == "closed"
    assert events(meeting) == [f"admission.meeting_{what}" for what in ("opened", "saved", "recorded")]


def test_meeting_numbers_what_passes_and_leaves_no_gap(w):
    meeting = opened(w, certified(w, 3))
    recorded(w, meeting, [PASSES, FAILS, PASSES])
    assert list(meeting.items.order_by("id").values_list("number", flat=True)) == ["05-NQ/CB", "", "06-NQ/CB"]
    assert list(Paper.objects.filter(code="6-KNĐ").order_by("id").values_list("number", flat=True)) == [
        "05-NQ/CB", "06-NQ/CB",
    ]  # fmt: skip


def test_meeting_is_linked_from_each_vote(w):
    meeting = opened(w, certified(w, 2))
    recorded(w, meeting, [PASSES, FAILS])
    votes = Resolution.objects.filter(meeting_item__meeting=meeting).order_by("id")
    assert list(votes.values_list("entitled", "present", "votes_for", "chair", "passed")) == [
        (9, 9, 6, "Trần Văn Bình", True), (9, 9, 5, "Trần Văn Bình", False),
    ]  # fmt: skip


def test_meeting_takes_up_both_rounds(w):
    old = w.climb(w.file(full_name="Đỗ Văn Sáu"), to="probationary")
    on = old.ceremony_on + timedelta(366)
    old = w.act(old, "file_probation_papers", on)
    new = w.climb(w.file(), to="certified", on=on - timedelta(60))
    new = w.act(new, "file_papers", new.since)
    meeting = opened(w, [new, old], held_on=on)
    assert recorded(w, meeting, [PASSES, PASSES]) == {}
    assert states([old, new]) == ["branch_recommended", "branch_proposed"]
    assert set(Resolution.objects.filter(meeting_item__meeting=meeting).values_list("round", flat=True)) == {
        "admission", "recognition",
    }  # fmt: skip


def test_committee_meeting_votes_by_its_own_members(w):
    file = w.climb(w.file(), to="branch_proposed")
    meeting = opened(w, [file], actor=w.officer, entitled=15)
    assert meeting.unit == w.commune
    assert recorded(w, meeting, [(10, 5)], actor=w.officer) == {}
    assert states([file]) == ["committee_proposed"]


@pytest.mark.parametrize(
    ("opinion", "outcome"),
    [({"agrees": True}, "agreed"), ({"agrees": False, "objections": "Chưa đủ ý kiến"}, "disagreed")],
)
def test_section_reports_whether_it_agrees_or_not(w, opinion, outcome):
    file = w.climb(w.file(w.section_branch), to="branch_proposed")
    meeting = opened(w, [file], actor=w.section_officer)
    assert recorded(w, meeting, [opinion], actor=w.section_officer, first_number="02-BC/ĐUBP") == {}
    assert (outcomes(meeting), states([file])) == ([outcome], ["section_appraised"])
    assert Paper.objects.get(candidate=file, code="7-KNĐ").number == "02-BC/ĐUBP"
    entry = Entry.objects.get(event="admission.section_appraise")
    assert entry.body["agrees"] is opinion["agrees"]


def test_section_that_disagrees_says_why(w):
    file = w.climb(w.file(w.section_branch), to="branch_proposed")
    meeting = opened(w, [file], actor=w.section_officer)
    refused = recorded(w, meeting, [{"agrees": False}], actor=w.section_officer, first_number="02-BC/ĐUBP")
    assert [codes(reasons) for reasons in refused.values()] == [["NO_REASON"]]
    assert states([file]) == ["branch_proposed"]


# What cannot be recorded stops nothing else


def test_one_stale_file_among_four_stops_none_of_the_others(w):
    files = certified(w, 4)
    meeting = filled(w, opened(w, files), [PASSES] * 4)
    shown = versions(meeting)
    w.act(files[1], "file_papers", files[1].since)
    refused = acts.record(meeting, actor=w.secretary, version=meeting.version, versions=shown)
    item = meeting.items.get(candidate=files[1])
    assert {pk: codes(reasons) for pk, reasons in refused.items()} == {item.pk: ["STALE"]}
    assert outcomes(meeting) == ["passed", "", "passed", "passed"]
    assert (fresh(meeting).status, Resolution.objects.filter(candidate=files[1]).count()) == ("draft", 0)


def test_refused_file_is_recorded_once_it_is_corrected(w):
    files = certified(w, 2)
    meeting = opened(w, files)
    refused = recorded(w, meeting, [PASSES, (6, 9)])
    assert [codes(reasons) for reasons in refused.values()] == [["VOTE_COUNTS"]]
    meeting = fresh(meeting)
    meeting = filled(w, meeting, [PASSES, (8, 1)])
    assert record(w, meeting) == {}
    assert (outcomes(meeting), fresh(meeting).status) == (["passed", "passed"], "closed")
    assert Resolution.objects.count() == 2


def test_attendance_stays_once_a_result_rests_on_it(w):
    meeting = opened(w, certified(w, 2))
    recorded(w, meeting, [PASSES, (6, 9)])
    meeting = filled(w, fresh(meeting), [PASSES, PASSES], entitled=30, present=3)
    assert (meeting.entitled, meeting.present) == (9, 9)


def test_file_that_was_returned_can_be_dropped_to_end_the_meeting(w):
    files = certified(w, 2)
    meeting = filled(w, opened(w, files), [PASSES, PASSES])
    w.act(files[0], "stop", files[0].since, reason="works_away")
    refused = record(w, meeting)
    assert [codes(reasons) for reasons in refused.values()] == [["NOT_AT_THIS_STEP"]]
    meeting = fresh(meeting)
    meeting = acts.drop_item(meeting, next(iter(refused)), actor=w.secretary, version=meeting.version)
    assert (meeting.status, outcomes(meeting)) == ("closed", ["passed"])


def test_file_whose_votes_are_missing_waits(w):
    meeting = opened(w, certified(w, 2))
    refused = recorded(w, meeting, [PASSES, (None, None)])
    assert [codes(reasons) for reasons in refused.values()] == [["NO_VOTES"]]
    assert outcomes(meeting) == ["passed", ""]


def test_number_of_another_resolution_is_refused(w):
    first = opened(w, certified(w, 1))
    recorded(w, first, [PASSES])
    second = opened(w, certified(w, 1, names=["Vũ Thị Lan"]))
    refused = recorded(w, second, [{"votes_for": 9, "votes_against": 0, "number": "5-NQ/CB"}])
    assert [codes(reasons) for reasons in refused.values()] == [["NUMBER_TAKEN"]]


def test_four_eyes_hold_within_a_meeting(w):
    file = w.climb(w.file(), to="branch_proposed")
    both = w.secretary
    Grant.objects.create(user=both, unit=w.commune, role=Role.COMMITTEE_OFFICER, valid_from=date(2000, 1, 1))
    both = type(both).objects.get(pk=both.pk)
    meeting = opened(w, [file], actor=both, unit=w.commune)
    refused = recorded(w, meeting, [PASSES], actor=both)
    assert [codes(reasons) for reasons in refused.values()] == [["FOUR_EYES"]]


# Sent twice


def test_meeting_is_opened_once_for_a_request(w):
    files, request_id = certified(w, 1), uuid.uuid4()
    assert opened(w, files, request_id=request_id) == opened(w, files, request_id=request_id)
    assert Meeting.objects.count() == 1


def test_recording_again_changes_nothing(w):
    meeting = opened(w, certified(w, 2))
    refused = recorded(w, meeting, [PASSES, (6, 9)])
    meeting, votes = fresh(meeting), Resolution.objects.count()
    again = record(w, meeting)
    assert ({pk: codes(reasons) for pk, reasons in again.items()}, Resolution.objects.count()) == (
        {pk: codes(reasons) for pk, reasons in refused.items()}, votes,
    )  # fmt: skip


def test_closed_meeting_takes_nothing_more(w):
    meeting = opened(w, certified(w, 1))
    recorded(w, meeting, [PASSES])
    with pytest.raises(Conflict) as refused:
        filled(w, fresh(meeting), [FAILS])
    assert codes(refused.value.reasons) == ["MEETING_CLOSED"]


def test_draft_that_changed_meanwhile_is_a_conflict(w):
    meeting = opened(w, certified(w, 1))
    filled(w, meeting, [PASSES])
    with pytest.raises(Conflict) as refused:
        filled(w, meeting, [FAILS])
    assert codes(refused.value.reasons) == ["STALE"]


# What the meeting itself must have


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"present": None}, "NO_ATTENDANCE"),
        ({"present": 10}, "VOTE_COUNTS"),
        ({"present": 8}, "ABSENCES"),
        ({"exempt_absent": 1, "present": 8}, "ABSENCES"),
        ({"probationary": 1}, "ABSENCES"),
        ({"chair": ""}, "NO_CHAIR"),
        ({"first_number": "mới"}, "NO_NUMBER"),
    ],
)
def test_meeting_that_lacks_something_records_nothing(w, changes, code):
    files = certified(w, 1)
    with pytest.raises(Refused) as refused:
        recorded(w, opened(w, files), [PASSES], **changes)
    assert codes(refused.value.reasons) == [code]
    assert states(files) == ["certified"]


def test_everybody_absent_is_named_with_a_reason(w):
    absences = [
        {"name": "Lê Văn Tám", "counts_as": "official", "reason": "Ốm"},
        {"name": "Đỗ Thị Chín", "counts_as": "exempt", "reason": "Tuổi cao"},
    ]
    meeting = opened(w, certified(w, 1))
    assert recorded(w, meeting, [(6, 1)], absences=absences, exempt_absent=1, present=7) == {}
    assert Resolution.objects.get().counted == 8


def test_branch_of_two_is_told_before_it_begins(w):
    files = certified(w, 1)
    with pytest.raises(Refused) as refused:
        opened(w, files, entitled=2)
    assert codes(refused.value.reasons) == ["BRANCH_OF_THREE"]
    assert (too_few("branch", files[0].since, 3), too_few("committee", files[0].since, 2)) == (None, None)


def test_only_files_that_wait_are_taken_up(w):
    with pytest.raises(Refused) as refused:
        opened(w, [w.climb(w.file(), to="verifying")], unit=w.branch)
    assert codes(refused.value.reasons) == ["NOT_WAITING"]


def test_draft_without_results_can_be_discarded(w):
    meeting = opened(w, certified(w, 1))
    acts.discard(meeting, actor=w.secretary, version=meeting.version)
    assert (Meeting.objects.count(), events(meeting)[-1]) == (0, "admission.meeting_discarded")


# Who, and what waits


def test_meeting_is_held_by_whoever_acts_at_its_level(w):
    files = certified(w, 1)
    for stranger in (w.officer, w.board, w.auditor, make_user(Role.BRANCH_SECRETARY, w.base_branch)):
        with pytest.raises(PermissionDenied):
            opened(w, files, actor=stranger)
    meeting = opened(w, files)
    with pytest.raises(PermissionDenied):
        filled(w, meeting, [PASSES], actor=w.officer)


def test_files_wait_where_their_route_says(w):
    w.climb(w.file(full_name="Ở chi bộ"), to="certified")
    w.climb(w.file(full_name="Chưa đủ"), to="verifying")
    w.climb(w.file(w.section_branch, full_name="Ở bộ phận"), to="branch_proposed")
    w.climb(w.file(full_name="Ở đảng ủy"), to="branch_proposed")
    w.climb(w.file(w.section_branch, full_name="Qua bộ phận"), to="section_appraised")
    assert waiting(w.secretary, w.branch) == ["Ở chi bộ"]
    assert waiting(w.officer, w.section) == ["Ở bộ phận"]
    assert waiting(w.officer, w.commune) == ["Qua bộ phận", "Ở đảng ủy"]
    assert waiting(w.officer, w.branch) == []
