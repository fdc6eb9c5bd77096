"""Putting right what was recorded wrongly of somebody who has been admitted."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from admission import corrections, rollups, second_count
from admission.models import Candidate, Correction
from admission.seals import changes_since
from admission.states import State as S
from partytrack.journal.dispatch import dispatch
from tests.admission.domain.refusals import why
from tests.admission.domain.shelf import Shelf
from tests.admission.reports.readers import html_text
from tests.admission.test_counting import transfer
from tests.seals import sealed_by_hand
from units.models import Period

pytestmark = pytest.mark.django_db
BASIS = {
    "number": "31-CV/ĐU", "issued_on": date(2025, 1, 6), "issuer": "Đảng ủy xã Xuân Định", "reason": "Chép nhầm",
}  # fmt: skip


@pytest.fixture
def shelf(db):
    return Shelf(())


@pytest.fixture
def year(db):
    """Over long ago: nothing but a correction changes it any more."""
    return Period.objects.create(
        code="N2024", kind="year", name="Năm 2024", starts=date(2024, 1, 1), ends=date(2024, 12, 31)
    )


def correct(shelf, file, **changes):
    file = Candidate.objects.get(pk=file.pk)
    return shelf.act(file, "correct_person", "board", date(2026, 3, 2), bare=True, **BASIS | changes)


@pytest.mark.sqlite_too
def test_correction_counts_where_and_when_the_person_was_admitted(shelf, year):
    """In the branch that admitted, though the file has moved since, and in a year that is over."""
    w = shelf.w
    file = w.climb(w.file(w.section_branch, ethnicity="tay"), to=S.PROBATIONARY)
    admitted = file.ceremony_on
    file = transfer(shelf, file, w.branch)
    dispatch()
    entry = correct(shelf, file, sex="male", ethnicity="kinh").entry
    assert entry.unit_id == w.branch.pk
    assert entry.body["recount"] == [
        [w.section_branch.pk, str(file.decided_on)], [w.section_branch.pk, str(admitted)],
    ]  # fmt: skip
    before = rollups.stored(year)
    dispatch()
    after = rollups.stored(year)
    for unit in (w.section_branch, w.section, w.commune, w.district):
        groups = [
            (one[unit.pk]["group:female"], one[unit.pk]["group:ethnic_minority"]) for one in (before, after)
        ]
        assert (groups, after[unit.pk]["admitted"]) == ([(1, 1), (0, 0)], 1)
    assert second_count.drift(year) == []


@pytest.mark.sqlite_too
def test_correction_keeps_what_stood_there_sealed_and_out_of_the_journal(shelf):
    file = shelf.w.climb(shelf.w.file(citizen_id="075196000124"), to=S.FULL)
    right = {"full_name": "Nguyễn Thị Hòa", "born_on": date(1996, 5, 21), "citizen_id": "075196000125"}
    entry = correct(shelf, file, sex="female", trade_union_on=date(2020, 5, 1), **right).entry
    file = Candidate.objects.get(pk=file.pk)
    for person in (file, file.member):
        assert {name: getattr(person, name) for name in right} == right
        assert person.search == "nguyen thi hoa"
    assert entry.body["fields"] == ["trade_union_on", "full_name", "born_on", "citizen_id"]
    with connection.cursor() as cursor:
        cursor.execute("select said from admission_correction")
        [[sealed]] = cursor.fetchall()
    for written in (str(entry.body), sealed):
        assert [word for word in ("0751960001", "Nguyễn", "1996-05-2", "31-CV") if word in written] == []
    assert sorted(corrections.told(file)[entry.uid]) == [
        "Họ và tên khai sinh: đã ghi Nguyễn Thị Hoa, nay là Nguyễn Thị Hòa",
        "Ngày sinh: đã ghi 20/05/1996, nay là 21/05/1996",
        "Ngày vào công đoàn: đã ghi để trống, nay là 01/05/2020",
        "Số căn cước công dân: đã ghi …124, nay là …125",
        "Theo văn bản 31-CV/ĐU ngày 06/01/2025 của Đảng ủy xã Xuân Định",
    ]


@pytest.mark.sqlite_too
@pytest.mark.parametrize(
    "change", ["update admission_correction set number = 'x'", "delete from admission_correction"]
)
def test_database_keeps_what_was_corrected(shelf, change):
    correct(shelf, shelf.w.climb(shelf.w.file(), to=S.DECIDED), sex="male")
    with (
        pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor,
    ):  # fmt: skip
        cursor.execute(change)
    assert Correction.objects.get().changes == {"sex": ("female", "male")}


@pytest.mark.sqlite_too
def test_correction_that_says_nothing_or_rests_on_nothing_is_refused(shelf):
    w = shelf.w
    file = w.climb(w.file(), to=S.DECIDED)
    other = w.file()
    assert why(correct, shelf, file, sex="female") == ["NOTHING_CHANGED"]
    assert why(correct, shelf, file, sex="male", issued_on=date(2026, 3, 3)) == ["BASIS_LATER"]
    assert why(correct, shelf, file, citizen_id=other.citizen_id) == ["TWO_FILES"]
    assert not Correction.objects.exists()


def test_correction_is_for_nobody_who_had_the_file_in_hand_below(shelf):
    w = shelf.w
    file = w.climb(w.file(), to=S.PROBATIONARY)
    w.secretary.grants.create(unit=w.district, role="board_officer", valid_from=file.since)
    del w.secretary._grants_in_force
    assert why(shelf.act, Candidate.objects.get(pk=file.pk), "correct_person", w.secretary) == ["FOUR_EYES"]


def test_whoever_moved_away_before_a_decision_has_nothing_to_correct(shelf):
    file = shelf.act(shelf.w.file(), "move_away", "secretary").file
    assert why(correct, shelf, file, sex="male") == ["NOT_AT_THIS_STEP"]


def test_file_tells_of_its_correction_and_of_the_reports_that_had_been_sent(shelf, year, as_user):
    w = shelf.w
    file = w.climb(w.file(), to=S.FULL)
    dispatch()
    next_year = Period.objects.create(
        code="N2025", kind="year", name="Năm 2025", starts=date(2025, 1, 1), ends=date(2025, 12, 31)
    )
    sealed = [
        sealed_by_hand(w.district, year, w.board, "quota"),
        sealed_by_hand(w.district, next_year, w.board),
    ]
    sealed_by_hand(w.base_branch, year, w.board)
    sealed_by_hand(w.district, next_year, w.board, "quota")
    assert [changes_since(one) for one in sealed] == [[], []]
    correct(shelf, file, sex="male")
    dispatch()
    quota, official = (
        {(change.figure, change.before, change.after) for change in changes_since(one)} for one in sealed
    )
    assert quota >= {("Cơ cấu: Nữ", 1, 0)}
    assert official == {("I.1 Nữ, cùng kỳ năm trước", 1, 0)}
    page = as_user(w.auditor).get(reverse("admission:candidate_detail", args=[file.pk]))
    assert page.context["corrected"].reports == sealed[::-1]
    text = html_text(page.content.decode())
    for words in (
        "Đã đính chính ngày 02/03/2026. Giấy tờ in, ký trước đó giữ nguyên như khi in",
        "Giới tính: đã ghi Nữ, nay là Nam Lý do: Chép nhầm",
    ):
        assert words in text
    assert "dinh-chinh" not in page.content.decode()
    assert "dinh-chinh" in as_user(w.board).get(page.request["PATH_INFO"]).content.decode()
