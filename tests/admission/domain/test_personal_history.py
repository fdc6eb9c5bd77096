"""Drafts of a personal history, and the remarks on its fields."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from admission.domain.field_remarks import fix_remark, make_remark, reviews
from admission.domain.personal_history import (
    MOST_ROWS,
    about,
    history_of,
    parts_of,
    progress_of,
    relatives_of,
    save_part,
    signed_on,
    writes,
)
from admission.models import Candidate, FieldRemark, PersonalHistory
from admission.personal_history.check import Stage
from admission.personal_history.fields import Part
from admission.personal_history.sections import SECTION_OF
from admission.relatives import Relative
from partytrack.errors import Conflict, Refused
from partytrack.journal.models import Entry
from tests.admission.personal_history.written import WRITTEN, job, relative
from tests.world import make_unit, make_user
from units.models import Kind, Role

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]
TODAY = timezone.localdate()
PAGE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)
STORY = Part({"story": "Sinh ra ở xã Xuân Bắc."})


@pytest.fixture
def file(w):
    return w.climb(w.file(), to="dossier")


@pytest.fixture
def save(w, file):
    def save(key="lich-su", part=STORY, **how):
        how = {"actor": w.secretary, "version": 0, "page": PAGE, "turn": 1, "today": TODAY, **how}
        return save_part(file.pk, SECTION_OF[key], part, **how)

    return save


@pytest.fixture
def remark(w, file):
    def remark(field="story", text="Thiếu năm sinh", **how):
        how = {"actor": w.officer, "now": timezone.now(), **how}
        return make_remark(file.pk, SECTION_OF["lich-su"], field, text, **how)

    return remark


def stored():
    with connection.cursor() as cursor:
        cursor.execute("select content from admission_personalhistory")
        return cursor.fetchone()[0]


def test_file_without_a_history_is_an_empty_one(file):
    assert (history_of(file).version, relatives_of(file), signed_on(file)) == (0, [], None)
    assert progress_of(file, TODAY).is_begun is False
    assert PersonalHistory.objects.count() == 0


def test_draft_is_kept_right_or_wrong(save, file):
    wrong = Part({}, (job("a", "tháng sáu", "05/1900"),))
    history = save("cong-tac", wrong)
    assert (history.version, parts_of(file)["cong-tac"]) == (1, wrong)
    assert progress_of(file, TODAY).stages["cong-tac"] == Stage.BEGUN


def test_history_is_sealed_in_the_database(save):
    save(part=Part({"story": "Cha bị bắt năm 1974"}))
    assert "1974" not in stored()


def test_section_is_complete_when_nothing_blocks(save, file):
    save(part=STORY)
    assert progress_of(file, TODAY).stages["lich-su"] == Stage.COMPLETE
    assert progress_of(file, TODAY).completed == 100 // 16


def test_whole_history_is_signed_and_names_the_relatives(w, save):
    for turn, (key, part) in enumerate(WRITTEN.items()):
        save(key, part, turn=turn)
    file = Candidate.objects.get()
    assert progress_of(file, date(2026, 11, 22)).completed == 100
    assert signed_on(file) == date(2026, 11, 20)
    assert [one.relation for one in relatives_of(file)] == ["father", "mother", "sibling"]


def test_relative_says_what_verification_asks_for(save, file):
    row = relative(
        "x7",
        "mother",
        "05/03/1970",
        name="Trần Thị Mai",
        residence="Seoul, Hàn Quốc",
        abroad="1",
        party_member="1",
        life="deceased",
    )
    save("cha-me", Part({}, (row, {"id": "x8", "name": "Nguyễn"})))
    assert relatives_of(file) == [
        Relative(
            "x7",
            "mother",
            "Trần Thị Mai",
            1970,
            "Seoul, Hàn Quốc",
            abroad=True,
            deceased=True,
            party_member=True,
        ),
        Relative("x8", "", "Nguyễn", None, "", abroad=False, deceased=False, party_member=False),
    ]
    assert [one.label for one in relatives_of(file)] == ["Mẹ đẻ", ""]


def test_checks_know_what_the_file_keeps(w, file):
    told = about(file, TODAY)
    application = file.papers.get(code="1-KNĐ").issued_on
    assert (told.full_name, told.born_on, told.application_on) == (file.full_name, file.born_on, application)
    assert [label for label, _ in told.places] == ["Nơi đăng ký khai sinh", "Quê quán", "Nơi thường trú"]


# versions


def test_second_page_is_told_when_the_section_changed_since(save, file):
    save(version=0, page=PAGE)
    with pytest.raises(Conflict):
        save(part=Part({"story": "Khác"}), version=0, page=OTHER)
    assert parts_of(file)["lich-su"] == STORY


def test_second_page_that_has_seen_the_change_saves(save, file):
    version = save(version=0, page=PAGE).version
    save(part=Part({"story": "Khác"}), version=version, page=OTHER)
    assert parts_of(file)["lich-su"].fields == {"story": "Khác"}


def test_another_section_is_no_conflict(save):
    save("lich-su", version=0, page=PAGE)
    assert save("dac-diem", Part(none=True), version=0, page=OTHER).version == 2


def test_a_page_does_not_conflict_with_itself(save, file):
    """The answer to the first message was lost on the way."""
    save(version=0, turn=1)
    save(part=Part({"story": "Thêm"}), version=0, turn=2)
    assert parts_of(file)["lich-su"].fields == {"story": "Thêm"}


def test_a_message_that_was_overtaken_undoes_nothing(save, file):
    save(part=Part({"story": "Mới"}), turn=5)
    save(part=Part({"story": "Cũ"}), turn=4)
    assert parts_of(file)["lich-su"].fields == {"story": "Mới"}


def test_the_same_text_from_two_pages_is_no_conflict(save):
    save(version=0, page=PAGE)
    assert save(version=0, page=OTHER).version == 1


def test_emptied_section_still_conflicts_with_an_older_page(save):
    save(part=STORY, turn=1)
    save(part=Part(), turn=2)
    with pytest.raises(Conflict):
        save(part=Part({"story": "Khác"}), version=0, page=OTHER)


# who, and when


def test_journal_notes_each_section_once_a_day(w, save, file):
    for turn, text in enumerate(("A", "B", "C")):
        save(part=Part({"story": text}), turn=turn)
    save("dac-diem", Part(none=True), turn=9)
    save(part=Part({"story": "D"}), turn=10, today=TODAY + timedelta(1))
    entries = Entry.objects.filter(event="admission.history_saved")
    assert sorted(entries.values_list("body__section", flat=True)) == ["dac-diem", "lich-su", "lich-su"]
    assert {(one.actor, one.level, one.subject) for one in entries} == {
        (w.secretary, "branch", f"candidate:{file.pk}")
    }
    assert "A" not in str([one.body for one in entries])


def test_only_the_branch_writes(w, save):
    for actor in (w.officer, w.section_officer, w.board, w.recorder, w.auditor):
        with pytest.raises((PermissionDenied, Candidate.DoesNotExist)):
            save(actor=actor)
    assert PersonalHistory.objects.count() == 0


def test_who_is_elsewhere_does_not_see_the_file(w, save):
    elsewhere = make_user(Role.BRANCH_SECRETARY, make_unit("Chi bộ khác", Kind.BRANCH, w.commune))
    with pytest.raises(Candidate.DoesNotExist):
        save(actor=elsewhere)


def test_nothing_is_written_after_the_certificate(w, save, file):
    w.climb(file, to="certified")
    with pytest.raises(Refused) as refusal:
        save()
    assert refusal.value.reasons[0].code == "NOT_AT_THIS_STEP"


def test_who_reviewed_does_not_write(w, save, remark, file):
    both = make_user(Role.COMMITTEE_OFFICER, w.commune)
    make_remark(file.pk, SECTION_OF["lich-su"], "", "Sửa", actor=both, now=timezone.now())
    both.grants.create(unit=w.branch, role=Role.BRANCH_SECRETARY, valid_from=date(2000, 1, 1))
    del both._grants_in_force
    with pytest.raises(Refused) as refusal:
        save(actor=both)
    assert refusal.value.reasons[0].code == "FOUR_EYES"


def test_too_much_is_refused_and_nothing_kept(save):
    rows = tuple(job(f"r{n}", "09/2002", "nay") for n in range(MOST_ROWS + 1))
    with pytest.raises(Refused):
        save("cong-tac", Part({}, rows))
    assert save("cong-tac", Part({}, rows[:-1])).version == 1


# remarks


def test_remark_stays_open_until_the_branch_ticks_it_off(w, remark, file):
    made = remark()
    assert progress_of(file, TODAY).remarks == {"lich-su": 1}
    fix_remark(file.pk, made.pk, actor=w.secretary, now=timezone.now())
    kept = FieldRemark.objects.get()
    assert (kept.is_open, kept.fixed_by, kept.made_by, kept.level) == (
        False,
        w.secretary,
        w.officer,
        "committee",
    )
    assert (kept.text, progress_of(file, TODAY).open_remarks) == ("Thiếu năm sinh", 0)


def test_remark_survives_edits_of_what_it_is_about(save, remark, file):
    remark(field="a1-from")
    save("cong-tac", Part({}, (job("b2", "09/2002", "nay"),)))
    assert progress_of(file, TODAY).open_remarks == 1


def test_remark_is_sealed_and_its_words_are_not_in_the_journal(w, remark, file):
    made = remark(text="Cha bị bắt năm 1974")
    fix_remark(file.pk, made.pk, actor=w.secretary, now=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("select text from admission_fieldremark")
        assert "1974" not in cursor.fetchone()[0]
    entries = Entry.objects.filter(event__in=["admission.field_remarked", "admission.remark_fixed"]).order_by(
        "seq"
    )
    assert [(one.level, one.body) for one in entries] == [
        ("committee", {"remark": made.pk, "section": "lich-su"}), ("branch", {"remark": made.pk, "section": "lich-su"}),
    ]  # fmt: skip


def test_ticking_off_twice_is_once(w, remark, file):
    made, then = remark(), timezone.now()
    for hours in (0, 1):
        fix_remark(file.pk, made.pk, actor=w.secretary, now=then + timedelta(hours=hours))
    assert FieldRemark.objects.get().fixed_at == then
    assert Entry.objects.filter(event="admission.remark_fixed").count() == 1


def test_levels_above_remark_and_the_branch_fixes(w, file):
    assert [reviews(user, file) for user in (w.secretary, w.officer, w.board, w.recorder, w.auditor)] == [
        False, True, True, False, False,
    ]  # fmt: skip
    assert [writes(user, file) for user in (w.secretary, w.officer, w.board)] == [True, False, False]


def test_section_and_board_remark_at_their_own_levels(w):
    file = w.climb(w.file(w.section_branch), to="dossier")
    for user in (w.section_officer, w.board):
        make_remark(file.pk, SECTION_OF["lich-su"], "", "Sửa", actor=user, now=timezone.now())
    assert sorted(file.field_remarks.values_list("level", flat=True)) == ["board", "section"]


def test_branch_does_not_remark_and_the_committee_does_not_fix(w, remark, file):
    with pytest.raises(PermissionDenied):
        remark(actor=w.secretary)
    made = remark()
    with pytest.raises(PermissionDenied):
        fix_remark(file.pk, made.pk, actor=w.officer, now=timezone.now())


def test_remark_of_another_file_is_not_found(w, remark):
    made, other = remark(), w.climb(w.file(), to="dossier")
    with pytest.raises(FieldRemark.DoesNotExist):
        fix_remark(other.pk, made.pk, actor=w.secretary, now=timezone.now())


def test_ended_file_takes_no_remark(w, remark, file):
    w.act(file, "stop", TODAY, reason="works_away")
    with pytest.raises(Refused):
        remark()


def test_certified_file_is_remarked_and_fixed_after_its_return(w, remark, file):
    file = w.climb(file, to="submitted")
    made = remark(actor=w.board)
    with pytest.raises(Refused):
        fix_remark(file.pk, made.pk, actor=w.secretary, now=timezone.now())
    w.act(file, "return_to_branch", file.since, reason="Sửa lý lịch", fault="history")
    assert not fix_remark(file.pk, made.pk, actor=w.secretary, now=timezone.now()).is_open


def test_return_keeps_its_code_in_the_journal(w, file):
    file = w.climb(file, to="submitted")
    w.act(file, "return_to_branch", file.since, reason="Thiếu chữ ký", fault="signature")
    entry = Entry.objects.get(event="admission.return_to_branch")
    assert (entry.body["fault"], "Thiếu" in str(entry.body)) == ("signature", False)


def test_return_without_a_code_is_still_a_return(w, file):
    w.act(w.climb(file, to="submitted"), "return_to_branch", TODAY, reason="Thiếu chữ ký")
    assert "fault" not in Entry.objects.get(event="admission.return_to_branch").body
