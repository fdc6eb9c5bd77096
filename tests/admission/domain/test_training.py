"""Classes: seats, capacity, the rule for passing, and certificates that are given all or none."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from admission.domain import training as classes
from admission.domain.certificates import due_certificates
from admission.models import Candidate, Certificate, Enrolment, Paper, Result, TrainingClass
from admission.states import State as S
from partytrack.errors import Conflict, Refused
from partytrack.journal.models import Entry
from tests.admission.domain.refusals import codes_of, why
from tests.courses import ENDS, ISSUE, STARTS, attend, issue, make_class, move_out
from tests.world import make_user
from units.models import Role

pytestmark = pytest.mark.django_db
DAY = timedelta(1)


def nurtured(w, name="Nguyễn Thị An", branch=None):
    return w.climb(w.file(branch, full_name=name), to=S.NURTURED)


def enrol(w, training, *files, actor=None):
    return classes.enrol(training, [file.pk for file in files], actor=actor or w.secretary, on=STARTS)


def test_people_take_the_seats_of_the_nearest_unit_invited(w):
    training = make_class(w, {w.commune: 5, w.section: 1})
    enrol(w, training, nurtured(w), nurtured(w, branch=w.section_branch))
    seats = Enrolment.objects.order_by("id").values_list("candidate__unit", "invitation__unit")
    assert list(seats) == [(w.branch.pk, w.commune.pk), (w.section_branch.pk, w.section.pk)]


@pytest.mark.parametrize(
    ("seats", "capacity", "code"), [(1, 30, "NO_SEAT"), (5, 1, "FULL")], ids=["seats", "capacity"]
)
def test_one_person_too_many_refuses_them_all(w, seats, capacity, code):
    training = make_class(w, {w.commune: seats}, capacity=capacity)
    an, binh = nurtured(w), nurtured(w, "Trần Văn Bình")
    with pytest.raises(Refused) as refused:
        enrol(w, training, an, binh)
    assert codes_of(refused) == [code]
    assert refused.value.reasons[0].sentence.startswith("Trần Văn Bình: ")
    assert Enrolment.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "state", "branch", "codes"),
    [
        ("awareness", S.NURTURED, "branch", []),
        ("awareness", S.SOURCE, "branch", ["NOT_ELIGIBLE"]),
        ("awareness", S.PROBATIONARY, "branch", ["NOT_ELIGIBLE"]),
        ("awareness", S.NURTURED, "base_branch", ["NOT_ELIGIBLE"]),
        ("new_member", S.PROBATIONARY, "branch", []),
        ("new_member", S.DOSSIER, "branch", ["NOT_ELIGIBLE"]),
    ],
)
def test_who_may_be_sent(w, kind, state, branch, codes):
    training = make_class(w, kind=kind)
    file = w.climb(w.file(getattr(w, branch)), to=state)
    if codes:
        assert why(enrol, w, training, file) == codes
    else:
        assert enrol(w, training, file).enrolments.get().candidate == file


def test_nobody_is_sent_twice_or_from_elsewhere(w):
    training, file = make_class(w), nurtured(w)
    enrol(w, training, file)
    assert why(enrol, w, training, file) == ["NOT_ELIGIBLE"]
    elsewhere = make_user(Role.BRANCH_SECRETARY, w.section)
    with pytest.raises(PermissionDenied):
        enrol(w, training, nurtured(w, "Lê A"), actor=elsewhere)


def test_seats_are_not_taken_back_from_who_sits_on_them(w):
    training = enrol(w, make_class(w), nurtured(w))
    for number in (0, 1):
        change = dict(actor=w.board, version=TrainingClass.objects.get().version, on=STARTS)
        if number:
            classes.invite(training, {w.commune: number}, **change)
        else:
            assert why(classes.invite, training, {w.commune: number}, **change) == ["SEATS_TAKEN"]
    assert [(one.unit, one.seats) for one in training.invitations.all()] == [(w.commune, 1)]


def test_withdrawn_person_frees_the_seat(w):
    training = make_class(w, {w.commune: 1})
    enrol(w, training, nurtured(w))
    row = training.enrolments.get()
    for _ in range(2):
        classes.withdraw(training, row.pk, actor=w.secretary, on=STARTS)
    assert enrol(w, training, nurtured(w, "Lê Thị B")).enrolments.count() == 1


@pytest.mark.parametrize(
    ("attended", "mark", "pass_mark", "result"),
    [
        (None, None, 5, None),
        (0, None, 5, Result.ABSENT),
        (7, 9, 5, Result.FAIL),
        (8, None, 5, None),
        (8, 5, 5, Result.PASS),
        (8, "4.99", 5, Result.FAIL),
        (8, None, None, Result.PASS),
    ],
)
def test_class_has_its_own_rule_for_passing(w, attended, mark, pass_mark, result):
    training = make_class(w, pass_mark=pass_mark)
    attend(w, training, [nurtured(w)], attended=attended, mark=mark)
    assert training.enrolments.get().result == result


def test_nobody_attends_more_sessions_than_there_are(w):
    assert why(attend, w, make_class(w), [nurtured(w)], attended=11) == ["TOO_MANY"]


@pytest.mark.sqlite_too
def test_certificates_are_numbered_in_the_order_of_names_and_lie_in_the_files(w):
    names = ("Nguyễn Thị Hà", "Trần Văn Ân", "Lê Thị An")
    training = make_class(w, {w.commune: 3})
    files = [nurtured(w, name) for name in names]
    issue(w, attend(w, training, files))
    given = Certificate.objects.order_by("id").values_list("full_name", "number", "year")
    assert list(given) == [
        ("Lê Thị An", "07-CN/TTCT", 2024), ("Trần Văn Ân", "08-CN/TTCT", 2024), ("Nguyễn Thị Hà", "09-CN/TTCT", 2024),
    ]  # fmt: skip
    file = Candidate.objects.get(pk=files[0].pk)
    paper = file.papers.get(code="CN-NTVĐ")
    assert (paper.number, paper.issued_on, paper.issuer) == ("09-CN/TTCT", ISSUE.issued_on, ISSUE.issuer)
    entry = Entry.objects.get(uid=file.last_entry_id)
    assert (entry.event, entry.level, file.state) == ("admission.receive_certificate", "board", S.NURTURED)


def test_class_for_new_members_files_its_own_paper(w):
    file = w.climb(w.file(), to=S.PROBATIONARY)
    training = make_class(w, kind="new_member", starts=file.since, ends=file.since)
    issue(w, attend(w, training, [file]), replace(ISSUE, issued_on=file.since + 7 * DAY))
    assert file.papers.get(code="CN-ĐVM").number == "07-CN/TTCT"


def test_certificate_is_filed_on_the_day_of_the_last_step_when_that_is_later(w):
    training = attend(w, make_class(w), [nurtured(w)])
    file = w.climb(training.enrolments.get().candidate, to=S.DOSSIER, on=ISSUE.issued_on, step=30)
    issue(w, training)
    entry = Entry.objects.get(event="admission.receive_certificate")
    assert (entry.on, Paper.objects.filter(code="CN-NTVĐ").latest("id").issued_on) == (
        file.since,
        ISSUE.issued_on,
    )


@pytest.mark.sqlite_too
def test_one_file_that_refuses_refuses_all_certificates_by_name(w):
    training = make_class(w, {w.commune: 2})
    an, binh = nurtured(w), nurtured(w, "Trần Văn Bình")
    attend(w, training, [an, binh])
    w.act(binh, "stop", ISSUE.issued_on, reason="age")
    with pytest.raises(Refused) as refused:
        issue(w, training)
    assert [reason.sentence for reason in refused.value.reasons] == [
        "Trần Văn Bình: Hồ sơ đang ở bước “Thôi theo dõi”."
    ]
    assert (Certificate.objects.count(), an.papers.filter(code="CN-NTVĐ").count()) == (0, 0)


def test_who_moved_to_another_district_holds_nobody_up_and_can_be_withdrawn(w):
    training = make_class(w, {w.commune: 2})
    an, binh = nurtured(w), nurtured(w, "Trần Văn Bình")
    attend(w, training, [an, binh])
    move_out(w, binh)
    issue(w, training)
    assert list(Certificate.objects.values_list("full_name", flat=True)) == ["Nguyễn Thị An"]
    (gone,) = classes.moved_away(training, w.board)
    classes.withdraw(training, gone, actor=w.board, on=ENDS)
    assert classes.moved_away(training, w.board) == []


def test_number_is_given_once_by_an_issuer_in_a_year(w):
    issue(w, attend(w, make_class(w), [nurtured(w)]))
    again = attend(w, make_class(w), [nurtured(w, "Trần Văn Bình")])
    spelt = replace(ISSUE, issuer="TRUNG TÂM chính trị huyện Xuân Lộc")
    with pytest.raises(Refused) as refused:
        issue(w, again, spelt)
    assert codes_of(refused) == ["NUMBER_TAKEN"]
    issue(w, again, replace(spelt, first_number=8))
    other = attend(w, make_class(w), [nurtured(w, "Lê C")])
    issue(w, other, replace(ISSUE, issuer="Trường Chính trị tỉnh"))
    assert list(Certificate.objects.order_by("id").values_list("number", flat=True)) == [
        "07-CN/TTCT", "08-CN/TTCT", "07-CN/TTCT",
    ]  # fmt: skip


def test_certificates_wait_for_the_end_of_the_class_and_for_who_passed(w):
    training = attend(w, make_class(w), [nurtured(w)])
    assert why(issue, w, training, replace(ISSUE, issued_on=ENDS - DAY)) == ["BEFORE_END"]
    failed = attend(w, make_class(w), [nurtured(w, "Trần Văn Bình")], attended=3)
    assert why(issue, w, failed) == ["NOBODY_PASSED"]


def test_request_sent_again_gives_no_second_certificate(w):
    training, request_id = attend(w, make_class(w), [nurtured(w)]), uuid.uuid4()
    for _ in range(2):
        issue(w, training, request_id=request_id)
    assert Certificate.objects.count() == 1
    assert due_certificates(training, w.board) == []


def test_who_passes_later_gets_the_next_number_and_the_others_keep_theirs(w):
    training = make_class(w, {w.commune: 2})
    attend(w, training, [nurtured(w, "Trần Văn Bình")])
    enrol(w, training, nurtured(w))
    issue(w, training)
    late = training.enrolments.get(certificate=None)
    version = TrainingClass.objects.get().version
    classes.note_attendance(training, {late.pk: (10, 9)}, actor=w.board, version=version, on=ENDS)
    issue(w, training, replace(ISSUE, first_number=8))
    given = Certificate.objects.order_by("id").values_list("full_name", "number")
    assert list(given) == [("Trần Văn Bình", "07-CN/TTCT"), ("Nguyễn Thị An", "08-CN/TTCT")]


def test_class_with_certificates_is_closed(w):
    training = issue(w, attend(w, make_class(w, {w.commune: 2}), [nurtured(w)]))
    late = {"actor": w.board, "version": training.version}
    assert why(classes.invite, training, {w.commune: 9}, on=ENDS, **late) == ["CERTIFIED"]
    assert why(enrol, w, training, nurtured(w, "Lê Thị B")) == ["CERTIFIED"]
    assert why(classes.withdraw, training, training.enrolments.get().pk, actor=w.board, on=ENDS) == [
        "CERTIFIED"
    ]


def test_capacity_does_not_fall_below_who_is_enrolled(w):
    training = make_class(w, {w.commune: 2})
    enrol(w, training, nurtured(w), nurtured(w, "Trần Văn Bình"))
    version = TrainingClass.objects.get().version
    assert why(classes.amend_class, training, actor=w.board, version=version, capacity=1) == ["FULL"]


def test_stale_class_is_a_conflict(w):
    training = make_class(w)
    enrol(w, training, nurtured(w))
    with pytest.raises(Conflict):
        classes.amend_class(training, actor=w.board, version=training.version, capacity=9)


@pytest.mark.parametrize("who", ["secretary", "officer", "recorder", "auditor"])
def test_only_the_board_of_the_organiser_issues(w, who):
    training = attend(w, make_class(w), [nurtured(w)])
    with pytest.raises(PermissionDenied):
        issue(w, training, actor=getattr(w, who))


def test_board_below_the_one_that_decides_is_told_whose_certificates_these_are(w):
    board = make_user(Role.BOARD_OFFICER, w.commune)
    plan = {
        "kind": "awareness", "title": "Lớp của xã", "starts": STARTS, "ends": ENDS, "place": "Xã", "sessions": 5,
        "capacity": 9, "pass_sessions": 5, "pass_mark": None,
    }  # fmt: skip
    training = classes.plan_class(actor=board, unit=w.commune, **plan)
    classes.invite(training, {w.branch: 1}, actor=board, version=0, on=STARTS)
    enrol(w, training, nurtured(w))
    rows = {training.enrolments.get().pk: (5, None)}
    classes.note_attendance(training, rows, actor=board, version=2, on=ENDS)
    assert why(issue, w, training, actor=board) == ["NOT_COMPETENT"]


def test_class_is_seen_where_it_is_held_where_it_invites_and_below(w):
    training = make_class(w)
    places = {
        "district": True,
        "commune": True,
        "section": True,
        "section_branch": True,
        "base_branch": False,
    }
    users = {name: make_user(Role.AUDITOR, getattr(w, name)) for name in places}
    seen = {name: training in TrainingClass.objects.visible_to(user) for name, user in users.items()}
    assert seen == places
