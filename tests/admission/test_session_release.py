"""Every outcome becomes an act on its file."""

import threading
import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from admission.domain import session as sessions
from admission.models import Candidate, Decision, Session
from partytrack.errors import Conflict, Refused
from partytrack.journal.models import Entry
from tests.admission.sitting import (
    ADMIT,
    HELD_ON,
    appraised,
    codes,
    deciding_commune,
    note,
    planned,
    put,
    release,
    states,
)
from tests.world import LONG_AGO, make_unit, world
from units import hierarchy
from units.models import Grant, Kind, Role

pytestmark = pytest.mark.sqlite_too

OUTCOMES = [
    ADMIT,
    ("defer", "Chờ bổ sung", ""),
    ("refer", "Nơi cư trú", ""),
    ("higher", "Có yếu tố nước ngoài", ""),
    ("refuse", "Chưa đủ điều kiện", ""),
]
REMARKS = ["", "Chờ bổ sung", "Nơi cư trú", "Có yếu tố nước ngoài", "Chưa đủ điều kiện"]


@pytest.mark.parametrize(
    ("ready", "held_on", "after"),
    [
        ("appraised", HELD_ON, ["decided", "appraised", "submitted", "appraised", "refused"]),
        (
            "recognition_appraised", date(2025, 9, 1),
            ["full", "recognition_appraised", "recognition_submitted", "recognition_appraised", "probationary"],
        ),
    ],
)  # fmt: skip
def test_release_makes_every_outcome_an_act_on_its_file(w, ready, held_on, after):
    files = [w.climb(w.file(), to=ready) for _ in OUTCOMES]
    session = note(w, planned(w, *files, held_on=held_on), *OUTCOMES)
    before = Decision.objects.count()

    session = release(w, session)

    assert states() == after
    assert list(Candidate.objects.order_by("id").values_list("remark", flat=True)) == REMARKS
    assert list(Decision.objects.order_by("id")[before:].values_list("number", "decided_on", "signer")) == [
        ("1-QĐ/HU", held_on, "Phạm Văn Đức")
    ]
    assert session.status == "released"
    entry = Entry.objects.get(event="admission.session_released")
    assert entry.body == {"admit": 1, "defer": 1, "refer": 1, "higher": 1, "refuse": 1}


@pytest.fixture
def half_bad(w):
    """A session of two files, of which the recorder may not decide on the second: they acted on it before."""
    Grant.objects.create(user=w.recorder, unit=w.district, role=Role.BRANCH_SECRETARY, valid_from=LONG_AGO)
    first = appraised(w)
    mine = w.act(w.file(full_name="Trần Văn Nam"), "assign_helper", date(2024, 1, 9), actor=w.recorder)
    files = first, w.climb(mine, to="appraised")
    return note(w, planned(w, *files), ADMIT, ("admit", "", "2-QĐ/HU"))


def test_one_bad_file_stays_behind_and_the_others_take_effect(w, half_bad):
    session = release(w, half_bad, actor=w.recorder)

    assert (states(), session.status) == (["decided", "on_agenda"], "partly")
    assert list(session.items.order_by("id").values_list("published", flat=True)) == [True, False]
    assert sessions.unpublished(session) == [
        "Trần Văn Nam: Đồng chí đã xử lý hồ sơ này ở một cấp khác. "
        "Đề nghị một đồng chí khác ở cấp này thực hiện."
    ]
    assert list(session.numbers.order_by("value").values_list("text", "state")) == [
        ("1-QĐ/HU", "issued"), ("2-QĐ/HU", "reserved"),
    ]  # fmt: skip
    entry = Entry.objects.get(event="admission.session_released")
    assert (entry.body["admit"], entry.body["unpublished"]) == (1, 1)


def test_file_that_stayed_behind_is_released_when_it_is_cured(w, half_bad):
    session = release(w, release(w, half_bad, actor=w.recorder))

    assert (states(), session.status, sessions.unpublished(session)) == (
        ["decided", "decided"],
        "released",
        [],
    )
    assert list(Decision.objects.order_by("id").values_list("number", flat=True)) == ["1-QĐ/HU", "2-QĐ/HU"]


def test_file_that_stayed_behind_is_deferred_and_its_number_is_free_again(w, half_bad):
    session = release(w, half_bad, actor=w.recorder)
    session = note_rest(w, session, ("defer", "Chờ bổ sung", ""))
    session = release(w, session)

    assert (states(), session.status) == (["decided", "appraised"], "released")
    assert list(session.numbers.values_list("text", "state")) == [("1-QĐ/HU", "issued")]


def test_file_that_stayed_behind_is_taken_off_and_the_session_is_released(w, half_bad):
    session = release(w, half_bad, actor=w.recorder)
    item = session.items.select_related("candidate", "session").get(published=False)
    sessions.take_off_agenda(item, actor=w.board, request_id=uuid.uuid4(), on=HELD_ON)
    assert (states(), Session.objects.get().status) == (["decided", "appraised"], "released")


def test_nothing_is_released_when_no_file_can_be(w, half_bad):
    session = release(w, half_bad, actor=w.recorder)
    with pytest.raises(Refused) as refusal:
        release(w, session, actor=w.recorder)
    assert codes(refusal) == ["FOUR_EYES"]
    assert Session.objects.get().version == session.version


def test_released_in_part_a_session_takes_no_more_files(w, half_bad):
    late = appraised(w)
    session = release(w, half_bad, actor=w.recorder)
    with pytest.raises(Conflict):
        put(w, session, late)


def note_rest(w, session, *outcomes):
    """Outcomes of what is not released yet."""
    waiting = session.items.filter(published=False).order_by("id")
    noted = {item.pk: outcome for item, outcome in zip(waiting, outcomes, strict=True)}
    return sessions.note_outcomes(session, noted, actor=w.board, version=session.version)


def test_release_twice_has_one_effect(w):
    session = note(w, planned(w, appraised(w)), ADMIT)
    release(w, session)

    with pytest.raises(Conflict) as refusal:
        release(w, session)

    assert codes(refusal) == ["RELEASED"]
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_release_by_two_people_at_once_has_one_effect():
    w = world()
    session = note(w, planned(w, appraised(w)), ADMIT)
    start, answers = threading.Barrier(2), []

    def run(actor):
        start.wait()
        try:
            release(w, session, actor=actor)
            answers.append("released")
        except Conflict as refusal:
            answers.append(refusal.reasons[0].code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[actor]) for actor in (w.board, w.recorder)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["RELEASED", "released"]
    assert Decision.objects.count() == 1
    assert Entry.objects.filter(event="admission.session_released").count() == 1


def test_release_names_every_problem(w):
    ahead = timezone.localdate() + timedelta(10)
    session = planned(w, held_on=ahead, signer="")
    assert [p.code for p in sessions.release_problems(session, [])] == [
        "SESSION_AHEAD", "NO_SIGNER", "EMPTY_AGENDA",
    ]  # fmt: skip

    session = planned(w, *(appraised(w) for _ in range(3)))
    note(w, session, ("", "", ""), ("admit", "", ""), ("defer", "", ""))
    problems = sessions.release_problems(session, list(session.items.select_related("candidate")))
    assert [p.code for p in problems] == ["NO_OUTCOME", "NO_NUMBER", "NO_REASON"]


VOTED = {"members": 15, "present": 12, "absent": "", "chair": "Phạm Văn Đức", "secretary": "Lê Thị Cúc"}


def attended(w, session, **attendance):
    version = Session.objects.get(pk=session.pk).version
    return sessions.record_attendance(session, actor=w.board, version=version, **{**VOTED, **attendance})


def note_votes(w, session, *votes):
    items = session.items.order_by("id")
    noted = {item.pk: ("admit", "", f"{n}-QĐ/HU") for n, item in enumerate(items, 1)}
    counted = {item.pk: vote for item, vote in zip(items, votes, strict=True)}
    version = Session.objects.get(pk=session.pk).version
    return sessions.note_outcomes(session, noted, actor=w.board, version=version, votes=counted)


def test_without_quorum_nothing_is_released(w):
    """More than half of 15: the rule QUORUM."""
    session = planned(w, appraised(w))
    note(w, attended(w, session, present=7), ADMIT)
    with pytest.raises(Refused) as refusal:
        release(w, Session.objects.get())
    assert codes(refusal) == ["NO_QUORUM"]

    attended(w, session, present=8)
    assert release(w, Session.objects.get()).status == "released"


def test_vote_of_more_than_half_of_all_members_decides(w):
    """QĐ 29-QĐ/TW 4.3.2b: of all members, not of those present."""
    session = planned(w, appraised(w), appraised(w))
    attended(w, session)
    session = release(w, note_votes(w, session, (8, 4), (7, 5)))
    assert states() == ["decided", "on_agenda"]
    assert [
        line.startswith("Nguyễn Thị Hoa: Chưa đủ số phiếu") for line in sessions.unpublished(session)
    ] == [True]


def test_delegated_base_committee_needs_two_thirds_of_all_members(w):
    """QĐ 29-QĐ/TW 4.3.2a."""
    deciding, branch = deciding_commune(w)
    files = [w.climb(w.file(branch), to="appraised") for _ in range(2)]
    session = sessions.plan_session(actor=w.board, unit=deciding, held_on=HELD_ON, signer="Phạm Văn Đức")
    put(w, session, *files)
    attended(w, session)
    release(w, note_votes(w, session, (10, 2), (9, 3)))
    assert states() == ["decided", "on_agenda"]


@pytest.mark.parametrize(
    ("votes", "code"), [((8, None), "HALF_A_VOTE"), ((9, 4), "VOTES_TOO_MANY"), (None, "NO_ATTENDANCE")]
)
def test_votes_that_do_not_fit_are_refused(w, votes, code):
    session = planned(w, appraised(w))
    if votes:
        attended(w, session)
    with pytest.raises(Refused) as refusal:
        note_votes(w, session, votes or (8, 4))
    assert codes(refusal) == [code]


def test_release_says_when_a_branch_has_gone_elsewhere(w):
    other = make_unit("Đảng bộ huyện Long Khánh", Kind.SUPERIOR, decides=True)
    session = note(w, planned(w, w.climb(w.file(w.base_branch), to="appraised")), ADMIT)
    hierarchy.move_unit(w.base_branch, parent=other, on=timezone.localdate(), decision="9-QĐ/TU", actor=None)

    with pytest.raises(Refused) as refusal:
        release(w, session)
    assert codes(refusal) == ["OUT_OF_SCOPE"]


def test_branch_that_has_gone_elsewhere_holds_up_no_other_file(w):
    """Also when nothing was concluded on its file, on which nobody here can conclude anything any more."""
    other = make_unit("Đảng bộ huyện Long Khánh", Kind.SUPERIOR, decides=True)
    files = appraised(w), w.climb(w.file(w.base_branch), to="appraised")
    session = note(w, planned(w, *files), ADMIT, ("", "", ""))
    hierarchy.move_unit(w.base_branch, parent=other, on=timezone.localdate(), decision="9-QĐ/TU", actor=None)

    session = release(w, session)
    assert (states(), session.status) == (["decided", "on_agenda"], "partly")
    assert sessions.unpublished(session) == [
        "Hồ sơ của một chi bộ đã chuyển khỏi phạm vi của đồng chí. "
        "Đề nghị cấp trên chung của hai nơi rút hồ sơ đó khỏi chương trình."
    ]


def test_recorder_notes_and_releases_but_does_not_plan(w):
    file = appraised(w)
    with pytest.raises(PermissionDenied):
        sessions.plan_session(actor=w.recorder, unit=w.district, held_on=HELD_ON, signer="")
    session = planned(w)
    with pytest.raises(PermissionDenied):
        sessions.add_to_agenda(session, file, actor=w.recorder, request_id=uuid.uuid4(), on=HELD_ON)
    put(w, session, file)

    release(w, note(w, session, ADMIT, actor=w.recorder), actor=w.recorder)
    assert states() == ["decided"]


def test_branch_secretary_does_not_release(w):
    session = note(w, planned(w, appraised(w)), ADMIT)
    with pytest.raises(Session.DoesNotExist):
        release(w, session, actor=w.secretary)
