"""Papers of real files: what is known is printed, what is not is left to the pen."""

import uuid
from datetime import timedelta

import pytest

from admission.models import Candidate, FormText, Meeting, MeetingItem
from admission.papers.build import named_on, pages_of
from admission.papers.forms import forms
from admission.papers.offers import offers
from admission.papers.page import Article, Signature
from admission.reports.labels import long_day
from admission.states import State
from units.models import UnitName

STATES = (State.SOURCE, State.CERTIFIED, State.SUBMITTED, State.SECTION_RECOMMENDED, State.FULL)
pytestmark = pytest.mark.django_db


def page(file, code):
    (page,) = pages_of(file, forms()[code], files=Candidate.objects.all())
    return page


def text(page):
    return "\n".join(getattr(block, "text", "") for block in page.blocks)


def test_a_branch_resolution_prints_counts_and_shares_of_all_official_members(shelf):
    file = shelf.file(State.FULL)
    file.resolutions.filter(body="branch", round="admission").update(
        present=8, votes_for=7, votes_against=1, number="05-NQ/CB", held_on="2025-02-05"
    )
    made = page(file, "6-KNĐ")
    assert (made.organ_above, made.organ, made.number, made.day, made.mark) == (
        "ĐẢNG BỘ XÃ XUÂN ĐỊNH", "CHI BỘ ẤP BẢO ĐỊNH", "Số 05-NQ/CB", "Xuân Định, ngày 05 tháng 02 năm 2025",
        "Mẫu 6-KNĐ",
    )  # fmt: skip
    assert text(made).count(
        "với sự tán thành của 7 đồng chí (đạt 77,78%) so với tổng số 9 đảng viên chính thức; "
        "số không tán thành: 1 đồng chí (chiếm 11,11%), lý do: ……………."
    ) == 1  # fmt: skip
    assert made.closing.right == Signature(("T/M CHI BỘ", "……………"), "Trần Văn Bình")
    assert made.closing.recipients == ("Đảng ủy xã Xuân Định (để báo cáo),", "Lưu Chi bộ.")


def test_those_excused_and_away_are_not_counted_and_the_paper_says_so(shelf):
    file = shelf.file(State.FULL)
    vote = {"exempt_absent": 1, "present": 8, "votes_for": 8, "votes_against": 0}
    file.resolutions.filter(body="branch", round="recognition").update(**vote)
    assert text(page(file, "13-KNĐ")).count(
        "8 đồng chí (đạt 100,00%) so với tổng số 8 đảng viên chính thức (không tính 1 đồng chí được miễn sinh hoạt "
        "hoặc sinh hoạt tạm thời nơi khác, vắng mặt); số không tán thành: 0 đồng chí (chiếm 0,00%)."
    ) == 1  # fmt: skip


def test_the_record_of_the_meeting_fills_in_who_was_away_and_what_was_concluded(shelf):
    file = shelf.file(State.FULL)
    vote = file.resolutions.get(body="branch", round="admission")
    meeting = Meeting.objects.create(
        unit=file.unit, body="branch", held_on=vote.held_on, chair="Trần Văn Bình", chair_post="Phó Bí thư chi bộ",
        secretary="Lê Thị Cúc", entitled=9, present=8, probationary=2, probationary_present=1,
        status="closed", opened_by_request="00000000-0000-0000-0000-000000000001",
    )  # fmt: skip
    meeting.absences.create(name="Lê Văn Tám", reason="đi công tác")
    MeetingItem.objects.create(
        meeting=meeting, candidate=file, round="admission", outcome="passed", votes_for=9, votes_against=0,
        strengths="Gương mẫu.\nĐiều độ.", background="Rõ ràng.",
    )  # fmt: skip
    made = page(file, "6-KNĐ")
    printed = text(made)
    assert (
        printed.count("Tổng số đảng viên: 11 đồng chí, trong đó chính thức: 9 đồng chí, dự bị: 2 đồng chí.")
        == 1
    )
    assert (
        printed.count("Vắng mặt: 2 đồng chí (chính thức: 1, dự bị: 1), lý do: Lê Văn Tám (đi công tác).") == 1
    )
    assert printed.count("Ưu điểm\nGương mẫu.\nĐiều độ.\nKhuyết điểm") == 1
    assert made.closing.right.lines == ("T/M CHI BỘ", "PHÓ BÍ THƯ")
    minutes = page(file, "BB-XKN").closing
    assert (minutes.left.name, minutes.right.name) == ("Lê Thị Cúc", "Trần Văn Bình")


def test_decisions_print_as_issued_and_only_then(shelf):
    assert pages_of(shelf.file(State.SUBMITTED), forms()["9-KNĐ"], files=Candidate.objects.all()) == []
    file = shelf.file(State.FULL)
    for code, round_ in (("9-KNĐ", "admission"), ("16-KNĐ", "recognition")):
        decision, made = file.decisions.get(round=round_), page(file, code)
        assert (made.number, made.on) == (f"Số {decision.number}", decision.decided_on)
        assert made.organ == "HUYỆN ỦY XUÂN LỘC"
        assert made.closing.right == Signature(("T/M BAN THƯỜNG VỤ", "……………"), decision.signer)
    assert made.blocks[3].text.endswith(f"là đảng viên chính thức kể từ {long_day(file.full_from)}.")
    assert isinstance(made.blocks[-1], Article)
    assert made.blocks[-1].text.endswith("căn cứ Quyết định thi hành./.")  # before HD 05 of 27/5/2026


def test_units_are_called_as_on_the_day_of_the_paper(shelf):
    file = shelf.file(State.FULL)
    decided = file.decisions.get(round="admission").decided_on
    UnitName.objects.filter(unit=file.unit).update(valid_to=decided.replace(year=decided.year + 1))
    UnitName.objects.create(
        unit=file.unit, name="Chi bộ ấp Mới", valid_from=decided.replace(year=decided.year + 1)
    )
    assert text(page(file, "9-KNĐ")).count("Chi bộ ấp Bảo Định") > 0
    assert page(file, "5-KNĐ").organ == "CHI BỘ ẤP MỚI"


def test_each_sponsor_writes_a_paper_of_his_own(shelf):
    file = shelf.file(State.CERTIFIED)
    first = file.sponsors.get()
    file.sponsors.create(
        name="Trần Thị Mai", full_from=first.full_from, since=first.since, together_from=first.together_from
    )
    pages = pages_of(file, forms()["3-KNĐ"], files=Candidate.objects.all())
    assert [one.closing.right.name for one in pages] == ["Lê Văn Dũng", "Trần Thị Mai"]
    assert text(pages[1]).count("Tôi là: Trần Thị Mai, sinh ngày ……………") == 1
    words = next(offer.words for offer in offers(file)[0] if offer.code == "3-KNĐ")
    assert [label for label, _ in words] == ["Word: Lê Văn Dũng", "Word: Trần Thị Mai"]


def test_a_section_reports_to_the_base_committee(shelf):
    file = shelf.file(State.SECTION_RECOMMENDED)
    made = page(file, "14-KNĐ")
    assert (made.organ, made.number) == ("ĐẢNG ỦY BỘ PHẬN NÔNG TRƯỜNG", "Số 03-BC/ĐUBP")
    assert made.closing.recipients == ("Đảng ủy xã Xuân Định (để báo cáo),", "Lưu Đảng ủy.")
    assert pages_of(shelf.file(State.CERTIFIED), forms()["7-KNĐ"], files=Candidate.objects.all()) == []


def test_a_submission_lists_who_was_submitted_with_it_within_what_the_user_sees(shelf):
    file, other = shelf.file(State.SUBMITTED), shelf.add(State.SUBMITTED)
    together = named_on(file, forms()["TTr"], files=Candidate.objects.all())
    assert {file, other} <= set(together)
    rows = page(file, "TTr").blocks[3].rows
    assert [row[1:4] for row in rows] == [("Nguyễn Thị Hoa", "20/5/1996", "Chi bộ ấp Bảo Định")] * len(
        together
    )
    mine = Candidate.objects.filter(pk=file.pk)
    assert named_on(file, forms()["TTr"], files=mine) == [file]


def test_what_a_file_does_not_know_yet_is_left_to_the_pen(shelf):
    made = page(shelf.file(State.SOURCE), "6-KNĐ")
    assert (made.number, made.day) == ("Số ……-NQ/CB", "Xuân Định, ngày …… tháng …… năm ……")
    assert made.blocks[1].text.startswith("Ngày …… tháng …… năm ……, Chi bộ ấp Bảo Định đã họp")


def test_a_replaced_wording_holds_from_its_day_on(shelf):
    file = shelf.file(State.FULL)
    day = file.resolutions.get(body="branch", round="recognition").held_on
    for code in ("13-KNĐ", "6-KNĐ"):
        FormText.objects.create(
            code=code, text="# NGHỊ QUYẾT\nLời mới.", since=day, note="x", entered_by=shelf.w.board
        )
    assert text(page(file, "13-KNĐ")) == "Lời mới./."
    assert page(file, "6-KNĐ").blocks[0].text == "Căn cứ Điều 4, Điều lệ Đảng Cộng sản Việt Nam;"


def test_a_file_is_offered_what_its_step_needs_first(shelf):
    now, rest = offers(shelf.file(State.CERTIFIED))
    assert [offer.code for offer in now] == ["3-KNĐ", "4-KNĐ", "4a-KNĐ", "5-KNĐ", "BB-XKN", "6-KNĐ"]
    assert {"9-KNĐ", "16-KNĐ", "7-KNĐ", "14-KNĐ"} & {offer.code for offer in (*now, *rest)} == set()


def recorded(file):
    """A closed meeting of the file's branch, on the day of its vote, with somebody away."""
    vote = file.resolutions.get(body="branch", round="admission")
    meeting = Meeting.objects.create(
        unit=file.unit, body="branch", held_on=vote.held_on, chair="Trần Văn Bình", entitled=9, present=8,
        status="closed", opened_by_request=uuid.uuid4(),
    )  # fmt: skip
    meeting.absences.create(name="Lê Văn Tám", reason="đi công tác")
    vote.meeting_item = MeetingItem.objects.create(
        meeting=meeting, candidate=file, round="admission", outcome="passed", votes_for=9, votes_against=0
    )
    vote.save()


def moved(shelf, file):
    file = Candidate.objects.get(pk=file.pk)
    file = shelf.act(file, "offer_transfer", "officer", file.since, to_unit=shelf.w.section_branch).file
    shelf.act(Candidate.objects.get(pk=file.pk), "receive", "secretary", file.since + timedelta(7))
    return Candidate.objects.get(pk=file.pk)


def test_the_new_branch_prints_nothing_of_what_the_old_one_resolved(shelf):
    file = shelf.add(State.SUBMITTED)
    recorded(file)
    file = moved(shelf, file)
    made, minutes = page(file, "6-KNĐ"), page(file, "BB-XKN")
    assert (made.organ, made.number, made.on, made.closing.right.name) == (
        "CHI BỘ ĐỘI 1", "Số ……-NQ/CB", None, "",
    )  # fmt: skip
    assert (minutes.on, text(minutes).count("Lê Văn Tám")) == (None, 0)
    assert page(file, "TTr").number == page(shelf.file(State.CERTIFIED), "TTr").number


def test_after_the_decision_each_paper_keeps_the_branch_that_issued_it(shelf):
    file = shelf.add(State.DECIDED)
    recorded(file)
    old = file.resolutions.get(body="branch", round="admission")
    file = shelf.act(moved(shelf, file), "ceremony", "secretary").file
    file = Candidate.objects.get(pk=file.pk)
    made = page(file, "6-KNĐ")
    assert (made.organ, made.number, made.on) == ("CHI BỘ ẤP BẢO ĐỊNH", f"Số {old.number}", old.held_on)
    assert text(page(file, "BB-XKN")).count("Lê Văn Tám") == 1
    assert [page(file, code).organ for code in ("BB-LKN", "13-KNĐ")] == ["CHI BỘ ĐỘI 1", "CHI BỘ ĐỘI 1"]
