"""Register, help, collect, verify, certify: what is written, and the eve of every boundary."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from admission.domain.intake import register_candidate
from admission.models import Candidate, Standing
from admission.models.dossier import PaperCode
from admission.states import State
from partytrack.journal.models import Entry
from tests.admission.domain.refusals import why
from tests.world import LONG_AGO, START, person
from units import hierarchy

STATES = (State.SOURCE, State.NURTURED, State.DOSSIER, State.VERIFYING, State.CERTIFIED)
pytestmark = [pytest.mark.sqlite_too, pytest.mark.django_db]
DAY = timedelta(1)


def papers(file, code):
    return list(file.papers.filter(code=code).values_list("issued_on", "number", "issuer"))


def register(shelf, actor="secretary", unit="branch", request_id=None, on=START, **changes):
    return register_candidate(
        actor=shelf.user(actor), unit=getattr(shelf.w, unit), request_id=request_id or uuid.uuid4(), on=on,
        **person(**changes),
    )  # fmt: skip


def test_registered_person_is_a_source_with_a_standing_and_an_entry(shelf):
    done = register(shelf, full_name="Nguyễn Thị Hoa", citizen_id="075196000123")
    file = Candidate.objects.get(pk=done.file.pk)
    assert (file.state, file.version, file.since, file.registered_on) == (State.SOURCE, 1, START, START)
    assert (file.sort_key[:3], file.search) == ("hoa", "nguyen thi hoa")
    assert (file.citizen_id, file.citizen_id_masked) == ("075196000123", "•••••••••123")
    assert list(file.standings.values_list("unit", "state", "valid_from", "valid_to", "entry")) == [
        (shelf.w.branch.pk, "source", START, None, done.entry.uid)
    ]
    entry = Entry.objects.get(uid=file.last_entry_id)
    assert (entry.event, entry.level, entry.actor) == ("admission.register", "branch", shelf.w.secretary)
    assert (entry.on, entry.unit_id) == (START, shelf.w.branch.pk)
    assert entry.body == {"source": "", "target": "source", "version": 1}


def test_registration_needs_a_branch_that_works_and_a_day_that_has_come(shelf):
    assert why(register, shelf, unit="commune") == ["NOT_A_BRANCH"]
    assert why(register, shelf, on=timezone.localdate() + DAY) == ["FUTURE"]
    empty = hierarchy.create_unit(
        code="EMPTY", name="Chi bộ ấp 9", kind="branch", parent=shelf.w.commune, on=LONG_AGO
    )
    hierarchy.close_unit(empty, on=START, decision="1-QĐ/HU", actor=shelf.w.admin)
    empty.refresh_from_db()
    shelf.w.closed = empty
    assert why(register, shelf, unit="closed") == ["NOT_A_BRANCH"]


@pytest.mark.parametrize("actor", ["stranger", "officer", "board", "recorder", "auditor", "admin"])
def test_registration_is_for_the_branch(shelf, actor):
    with pytest.raises(PermissionDenied):
        register(shelf, actor)


def test_person_has_one_open_file(shelf):
    first = register(shelf, citizen_id="075196000124").file
    assert why(register, shelf, unit="base_branch", citizen_id="075196000124") == ["TWO_FILES"]
    shelf.act(first, "stop", "secretary")
    assert register(shelf, citizen_id="075196000124").file.state == State.SOURCE


def test_registration_sent_again_gets_the_same_file(shelf):
    request_id, same = uuid.uuid4(), person()
    first = register(shelf, request_id=request_id, **same)
    files = Candidate.objects.count()
    again = register(shelf, request_id=request_id, **same)
    assert (again.file, again.entry) == (first.file, first.entry)
    assert Candidate.objects.count() == files


def test_registration_does_not_take_the_request_of_another_act(shelf):
    used = shelf.file(State.NURTURED).last_entry_id
    assert why(register, shelf, request_id=used) == ["REQUEST_USED"]


def test_edit_changes_the_person_and_names_the_fields(shelf):
    file = shelf.file(State.DOSSIER)
    new = {"full_name": "Trần Thị Ánh", "residence": file.residence, "citizen_id": "075196000125"}
    done = shelf.act(file, "edit_person", "secretary", **new)
    file = Candidate.objects.get(pk=file.pk)
    assert (file.full_name, file.search, file.citizen_id) == ("Trần Thị Ánh", "tran thi anh", "075196000125")
    assert done.entry.body["fields"] == ["full_name", "citizen_id"]
    assert "075196000125" not in str(done.entry.body)


def test_edit_that_changes_nothing_or_takes_another_number_is_refused(shelf):
    file, other = shelf.file(State.DOSSIER), shelf.file(State.SOURCE)
    same = {"residence": file.residence}
    assert why(shelf.act, file, "edit_person", "secretary", **same) == ["NOTHING_CHANGED"]
    taken = {"citizen_id": other.citizen_id}
    assert why(shelf.act, file, "edit_person", "secretary", **taken) == ["TWO_FILES"]
    assert Candidate.objects.get(pk=file.pk).citizen_id == file.citizen_id


def test_new_helpers_relieve_those_before(shelf):
    file = shelf.file(State.NURTURED)
    on = file.since + DAY
    pair = {"helper_2_name": "Võ Thị Sáu", "helper_2_full_from": LONG_AGO}
    shelf.act(file, "assign_helper", "secretary", on, helper_name="Phan Văn Út", number="02-NQ/CB", **pair)
    helpers = list(file.helpers.values_list("name", "since", "until"))
    assert helpers[1:] == [("Phan Văn Út", on, None), ("Võ Thị Sáu", on, None)]
    assert helpers[0][2] == on
    assert papers(file, PaperCode.HELPERS)[-1] == (on, "02-NQ/CB", "")


@pytest.mark.parametrize("second", [False, True], ids=["first", "second"])
def test_helper_must_be_official_on_the_day_of_the_assignment(shelf, second):
    file = shelf.file(State.SOURCE)
    on = file.since + DAY
    fields = {"helper_2_name": "Võ Thị Sáu", "helper_2_full_from": LONG_AGO}
    late = "helper_2_full_from" if second else "helper_full_from"
    eve = fields | {late: on + DAY}
    assert why(shelf.act, file, "assign_helper", "secretary", on, **eve) == ["HELPER_OFFICIAL"]
    assert (
        shelf.act(file, "assign_helper", "secretary", on, **(fields | {late: on})).file.state
        == State.NURTURED
    )


def test_application_and_certificate_are_kept(shelf):
    file = shelf.file(State.NURTURED)
    shelf.act(
        file, "take_application", "secretary", application_on=file.since, certificate_number="17",
        certificate_on=date(2023, 3, 1), certificate_issuer="Trung tâm Chính trị",
    )  # fmt: skip
    assert papers(file, PaperCode.KND_1) == [(file.since, "", "")]
    assert papers(file, PaperCode.CERTIFICATE) == [(date(2023, 3, 1), "17", "Trung tâm Chính trị")]


def test_certificate_may_follow_later(shelf):
    file = shelf.file(State.NURTURED)
    file = shelf.act(file, "take_application", "secretary", certificate_on=None).file
    assert papers(file, PaperCode.CERTIFICATE) == []
    shelf.act(file, "file_papers", "secretary", certificate_on=date(2023, 3, 1), certificate_number="17")
    assert papers(file, PaperCode.CERTIFICATE) == [(date(2023, 3, 1), "17", "")]


def test_papers_name_sponsors_resolutions_and_opinions(shelf):
    file = shelf.file(State.CERTIFIED)
    on = file.since + DAY
    second = {
        "sponsor_2_name": "Võ Thị Sáu",
        "sponsor_2_full_from": LONG_AGO,
        "sponsor_2_together_from": START,
    }
    trade_union = {"trade_union_resolution_on": on, "trade_union_resolution_number": "08-NQ/CĐ"}
    shelf.act(file, "file_papers", "secretary", on, sponsor_name="Phan Văn Út", **second, **trade_union)
    acting = file.sponsors.filter(until=None).values_list("name", "since", "full_from", "together_from")
    assert list(acting) == [("Phan Văn Út", on, LONG_AGO, LONG_AGO), ("Võ Thị Sáu", on, LONG_AGO, START)]
    assert file.sponsors.exclude(until=None).get().until == on
    assert [paper[2] for paper in papers(file, PaperCode.KND_3)[-2:]] == ["Phan Văn Út", "Võ Thị Sáu"]
    assert papers(file, PaperCode.KND_4)[-1] == (on, "07-NQ/ĐTN", "")
    assert papers(file, PaperCode.KND_4A)[-1] == (on, "08-NQ/CĐ", "")
    assert papers(file, PaperCode.KND_5)[-1] == (on, "", "")


def test_opinions_alone_leave_the_sponsors(shelf):
    file = shelf.file(State.CERTIFIED)
    before = list(file.sponsors.values())
    shelf.act(file, "file_papers", "secretary", sponsor_name="", youth_union_resolution_on=None)
    assert list(file.sponsors.values()) == before
    assert len(papers(file, PaperCode.KND_4)) == 1


def test_verification_is_sent_with_the_personal_history(shelf):
    file = shelf.file(State.DOSSIER)
    on = file.since + 9 * DAY
    shelf.act(file, "send_verification", "secretary", on, history_on=on - DAY, number="84-CV/ĐU")
    check = file.verifications.get()
    assert (check.number, check.sent_on, check.replied_on) == ("84-CV/ĐU", on, None)
    assert papers(file, PaperCode.KND_2) == [(on - DAY, "", "")]


@pytest.mark.parametrize(
    ("written", "refused"),
    [
        pytest.param(-1, ["APPLICATION_FIRST"], id="eve-of-the-application"),
        pytest.param(0, [], id="day-of-the-application"),
        pytest.param(9, [], id="day-of-sending"),
        pytest.param(10, ["APPLICATION_FIRST"], id="day-after-sending"),
    ],
)
def test_history_lies_between_application_and_verification(shelf, written, refused):
    file = shelf.file(State.DOSSIER)
    applied = file.papers.get(code=PaperCode.KND_1).issued_on
    on = applied + 9 * DAY
    fields = {"history_on": applied + written * DAY}
    if refused:
        assert why(shelf.act, file, "send_verification", "secretary", on, **fields) == refused
    else:
        assert shelf.act(file, "send_verification", "secretary", on, **fields).file.state == State.VERIFYING


@pytest.mark.parametrize(
    ("replied", "refused"),
    [
        pytest.param(-1, ["VERIFIED_BEFORE_CERTIFIED"], id="eve-of-sending"),
        pytest.param(0, [], id="day-of-sending"),
        pytest.param(9, [], id="day-of-certifying"),
        pytest.param(10, ["VERIFIED_BEFORE_CERTIFIED"], id="day-after-certifying"),
    ],
)
def test_reply_lies_between_sending_and_certifying(shelf, replied, refused):
    file = shelf.file(State.VERIFYING)
    sent = file.verifications.get().sent_on
    on, fields = sent + 9 * DAY, {"replied_on": sent + replied * DAY, "conclusion": "Không có vấn đề"}
    if refused:
        assert why(shelf.act, file, "certify", "officer", on, **fields) == refused
    else:
        shelf.act(file, "certify", "officer", on, **fields)
        check = file.verifications.get()
        assert (check.replied_on, check.conclusion) == (fields["replied_on"], "Không có vấn đề")


def test_returned_file_is_verified_anew(shelf):
    file = shelf.file(State.CERTIFIED)
    file = shelf.act(file, "return_to_branch", "secretary").file
    file = shelf.act(file, "send_verification", "secretary", number="90-CV/ĐU").file
    assert [check.replied_on is None for check in file.verifications.order_by("id")] == [False, True]
    assert Standing.objects.filter(candidate=file, valid_to=None).get().state == State.VERIFYING


def test_base_branch_certifies_its_own_people(shelf):
    file = shelf.w.climb(shelf.w.file(shelf.w.base_branch), to=State.VERIFYING)
    done = shelf.act(file, "certify", "secretary")
    assert (done.file.state, done.entry.level) == (State.CERTIFIED, "branch")
