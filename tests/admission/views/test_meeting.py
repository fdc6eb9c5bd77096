"""The pages of meetings: begun, saved, recorded, sent again."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from admission.models import Meeting, Resolution
from admission.views.meeting_print import overtaken, prints_of
from partytrack.journal.models import Access
from tests.admission.domain.meetings import certified, filled, fresh, opened, outcomes, recorded, states
from tests.admission.reports.readers import pdf_text
from tests.world import make_user
from units.membership import declare_members
from units.models import Basis, Role

pytestmark = pytest.mark.sqlite_too


def url(page, pk):
    return reverse(f"admission:meeting_{page}", kwargs={"pk": pk})


def day(on):
    return f"{on:%d/%m/%Y}"


def start(files, **changes):
    held_on = max(file.since for file in files) + timedelta(7)
    return {
        "request_id": str(uuid.uuid4()), "held_on": day(held_on), "entitled": 9,
        "files": [f"{file.pk}.{file.version}" for file in files], **changes,
    }  # fmt: skip


def body(meeting, votes, **changes):
    """The whole form as typed: (for, against) of each file in order; everybody came."""
    data = {
        "version": meeting.version, "request_id": str(uuid.uuid4()), "held_on": day(meeting.held_on),
        "starts_at": "19h30", "ends_at": "21:00", "place": "Nhà văn hóa", "chair": "Trần Văn Bình",
        "chair_post": "Bí thư chi bộ", "secretary": "Lê Thị Cúc", "secretary_post": "Chi ủy viên", "entitled": 9,
        "exempt_absent": 0, "present": 9, "probationary": 0, "probationary_present": 0, "first_number": "05-NQ/CB",
    }  # fmt: skip
    for item, (votes_for, against) in zip(meeting.items.order_by("id"), votes, strict=True):
        data |= {
            f"seen{item.pk}": item.candidate.version, f"votes_for{item.pk}": votes_for,
            f"votes_against{item.pk}": against, f"strengths{item.pk}": "Gương mẫu",
        }  # fmt: skip
    return data | changes


@pytest.fixture
def evening(w):
    """A draft of four files."""
    return opened(w, certified(w, 4))


def test_meeting_begins_with_the_files_ticked(w, as_user):
    files = certified(w, 3)
    answer = as_user(w.secretary).post(url("new", w.branch.pk), start(files[:2]))
    meeting = Meeting.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, url("edit", meeting.pk))
    assert set(meeting.items.values_list("candidate_id", flat=True)) == {file.pk for file in files[:2]}


def test_meeting_without_a_file_is_not_begun(w, as_user):
    files = certified(w, 1)
    answer = as_user(w.secretary).post(url("new", w.branch.pk), start(files) | {"files": []})
    assert (answer.status_code, Meeting.objects.count()) == (422, 0)
    assert "Chọn ít nhất một hồ sơ." in answer.content.decode()


def test_branch_of_two_is_told_on_the_first_page(w, as_user):
    declare_members(actor=None, unit=w.branch, on=w.file().since, full=2, probationary=0, basis=Basis.COUNTED)
    page = as_user(w.secretary).get(url("new", w.branch.pk)).content.decode()
    assert "Chi bộ chưa đủ số đảng viên để biểu quyết" in page


def test_unlawful_file_cannot_be_ticked_and_says_why(w, as_user):
    w.climb(w.file(full_name="Chưa Có Giấy"), to="certified")
    page = as_user(w.secretary).get(url("new", w.branch.pk)).content.decode()
    assert "Chưa xét được" in page


def test_draft_is_saved_and_shown_again(w, as_user, evening):
    client = as_user(w.secretary)
    items = list(evening.items.order_by("id"))
    data = body(
        evening, [(6, 3), (9, 0), ("", ""), ("", "")], present=8, absent0="Lê Văn Tám", absent_why0="Ốm"
    )
    data["absent_as0"] = "official"
    assert client.post(url("edit", evening.pk), data).status_code == 302
    page = client.get(url("edit", evening.pk)).content.decode()
    assert [
        text in page for text in ("19:30", "Lê Văn Tám", "Gương mẫu", "Đạt: 6/9. Cần ít nhất 6/9 tán thành")
    ] == [True] * 4
    assert states([item.candidate for item in items]) == ["certified"] * 4


def test_evening_is_recorded_in_one_go(w, as_user, evening, said):
    answer = as_user(w.secretary).post(
        url("edit", evening.pk), body(evening, [(6, 3), (9, 0), (5, 4), (7, 2)], record="1")
    )
    assert (answer.status_code, answer["Location"]) == (302, url("detail", evening.pk))
    assert said(answer) == ["Đã ghi kết quả cuộc họp."]
    page = as_user(w.secretary).get(url("detail", evening.pk)).content.decode()
    assert [
        text in page for text in ("6/9 (66,67\N{NO-BREAK SPACE}%)", "05-NQ/CB", "Không đạt", "Gương mẫu")
    ] == [True] * 4


def test_recording_sent_twice_has_one_effect(w, as_user, evening):
    client, data = as_user(w.secretary), body(evening, [(6, 3)] * 4, record="1")
    answers = [client.post(url("edit", evening.pk), data) for _ in range(2)]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, url("detail", evening.pk))
    ] * 2
    assert Resolution.objects.count() == 4


def test_one_that_changed_meanwhile_is_told_and_recorded_afterwards(w, as_user, evening):
    client, data = as_user(w.secretary), body(evening, [(6, 3)] * 4, record="1")
    file = evening.items.order_by("id")[1].candidate
    w.act(file, "file_papers", file.since)
    answer = client.post(url("edit", evening.pk), data)
    assert (answer.status_code, outcomes(evening)) == (422, ["passed", "", "passed", "passed"])
    page = answer.content.decode()
    assert "Hồ sơ đã thay đổi sau khi đồng chí mở trang này." in page
    again = body(fresh(evening), [(6, 3)] * 4, record="1")
    assert client.post(url("edit", evening.pk), again).status_code == 302
    assert outcomes(evening) == ["passed"] * 4


def test_what_is_wrong_with_the_meeting_is_told_and_nothing_lost(w, as_user, evening):
    answer = as_user(w.secretary).post(
        url("edit", evening.pk), body(evening, [(6, 3)] * 4, present=8, record="1")
    )
    assert (answer.status_code, outcomes(evening)) == (422, [""] * 4)
    page = answer.content.decode()
    assert ("Danh sách vắng mặt không khớp" in page, page.count("Gương mẫu")) == (True, 4)


def test_stale_draft_is_a_conflict_that_keeps_what_was_typed(w, as_user, evening):
    data = body(evening, [(6, 3)] * 4)
    filled(w, evening, [(7, 2)] * 4)
    answer = as_user(w.secretary).post(url("edit", evening.pk), data)
    assert (answer.status_code, "Gương mẫu" in answer.content.decode()) == (409, True)


def test_what_is_mistyped_is_told_beside_its_field(w, as_user, evening):
    item = evening.items.order_by("id").first()
    answer = as_user(w.secretary).post(
        url("edit", evening.pk), body(evening, [("sáu", 3)] * 4, starts_at="tối")
    )
    page = answer.content.decode()
    assert (answer.status_code, page.count(f'href="#id_votes_for{item.pk}"')) == (422, 1)
    assert "Nhập giờ theo dạng 19:30." in page


def test_file_is_dropped_or_added_without_losing_what_was_typed(w, as_user, evening):
    client = as_user(w.secretary)
    first = evening.items.order_by("id").first()
    client.post(url("edit", evening.pk), body(evening, [(6, 3)] * 4, drop=first.pk))
    assert list(evening.items.values_list("votes_for", flat=True)) == [6, 6, 6]
    file = first.candidate
    data = body(fresh(evening), [(6, 3)] * 3, files=[f"{file.pk}.{file.version}"], add="1")
    assert client.post(url("edit", evening.pk), data).status_code == 302
    assert evening.items.count() == 4
    again = body(fresh(evening), [(6, 3)] * 4, files=data["files"])  # as a page opened before would ask
    assert client.post(url("edit", evening.pk), again).status_code == 302
    assert evening.items.count() == 4


def test_draft_goes_on_without_a_file_that_another_branch_received(w, as_user, evening):
    """Its fields are not shown any more, so they are not asked for; recording leaves it out."""
    client, on = as_user(make_user(Role.BRANCH_SECRETARY, w.branch)), evening.held_on
    item = evening.items.order_by("id").first()
    data = body(evening, [("", ""), (6, 3), (6, 3), (6, 3)], record="1")
    w.act(item.candidate, "offer_transfer", on, actor=w.officer, to_unit=w.base_branch, number="12-GCN/ĐU")
    w.act(item.candidate, "receive", on, actor=make_user(Role.BRANCH_SECRETARY, w.base_branch))
    sent = {name: value for name, value in data.items() if name != f"seen{item.pk}"}
    assert client.post(url("edit", evening.pk), sent).status_code == 302
    assert (outcomes(evening), fresh(evening).status) == (["passed"] * 3, "closed")


def test_more_lines_for_those_absent(w, as_user, evening):
    client = as_user(w.secretary)
    answer = client.post(url("edit", evening.pk), body(evening, [("", "")] * 4, more="1"))
    page = client.get(answer["Location"].partition("#")[0]).content.decode()
    assert page.count('name="absent_why') == 2


def test_votes_of_the_branch_that_a_file_left_are_not_counted_as_failed(w, as_user):
    files = certified(w, 1)
    recorded(w, opened(w, files), [(5, 4)])
    meeting, client = opened(w, files), as_user(w.secretary)
    failed = []
    for superseded in (False, True):
        Resolution.objects.update(superseded=superseded)
        failed += [row.failed for row in client.get(url("edit", meeting.pk)).context["rows"]]
    assert failed == [1, 0]


def test_enter_saves_the_draft(w, as_user, evening):
    """The first button of the form is the one that the key presses."""
    page = as_user(w.secretary).get(url("edit", evening.pk)).content.decode()
    buttons = re.findall(r'<button type="submit"[^>]*name="(\w+)"', page)
    assert buttons[0] == "save"


def test_draft_is_discarded(w, as_user, evening):
    answer = as_user(w.secretary).post(url("edit", evening.pk), body(evening, [("", "")] * 4, discard="1"))
    assert (answer.status_code, Meeting.objects.count()) == (302, 0)


def test_recorded_meeting_is_only_read(w, as_user):
    files = certified(w, 1)
    meeting = opened(w, files)
    recorded(w, meeting, [(6, 3)])
    client = as_user(w.secretary)
    assert client.get(url("edit", meeting.pk))["Location"] == url("detail", meeting.pk)
    assert client.post(url("edit", meeting.pk), body(fresh(meeting), [(6, 3)])).status_code == 409
    page = client.get(reverse("admission:candidate_detail", kwargs={"pk": files[0].pk})).content.decode()
    assert page.count(url("detail", meeting.pk)) == 1


def test_opening_a_meeting_is_logged_for_each_file(w, as_user, evening):
    as_user(w.auditor).get(url("detail", evening.pk))
    assert Access.objects.filter(user=w.auditor, what="meeting").count() == 4


def test_list_shows_what_waits_to_those_who_hold_the_meeting(w, as_user):
    certified(w, 2)
    link = url("new", w.branch.pk)
    assert link in as_user(w.secretary).get(reverse("admission:meeting_list")).content.decode()
    assert link not in as_user(w.officer).get(reverse("admission:meeting_list")).content.decode()


def test_file_that_waits_offers_the_meeting(w, as_user):
    file = certified(w, 1)[0]
    page = (
        as_user(w.secretary)
        .get(reverse("admission:candidate_detail", kwargs={"pk": file.pk}))
        .content.decode()
    )
    assert "Ghi một lần cho nhiều hồ sơ" in page


# Printing


def printed_codes(meeting):
    """(file, code) of each paper that the page offers to print."""
    items = meeting.items.select_related("meeting").order_by("id")
    return [[form.code for _, form in prints_of(item, overtaken(meeting))] for item in items]


def test_what_passed_prints_minutes_and_resolution_what_fell_short_minutes_alone(w, as_user):
    meeting = opened(w, certified(w, 2))
    recorded(w, meeting, [(6, 3), (5, 4)])
    assert printed_codes(meeting) == [["BB-XKN", "6-KNĐ"], ["BB-XKN"]]
    page = as_user(w.secretary).get(url("detail", meeting.pk)).content.decode()
    assert (page.count("In biên bản"), page.count("In nghị quyết")) == (2, 1)


def test_auditor_reads_how_votes_ended_and_no_conclusions(w, as_user):
    meeting = opened(w, certified(w, 1))
    vote = {"votes_for": 9, "votes_against": 0, "strengths": "Gương mẫu"}
    away = {"name": "Lê Văn Tám", "counts_as": "probationary", "reason": "Ốm nặng"}
    recorded(w, meeting, [vote], probationary=1, absences=[away])
    words = ("9/9", "Gương mẫu", "Ốm nặng", "In biên bản", url("pdf", meeting.pk))
    for user, shown in ((w.secretary, [True] * 5), (w.auditor, [True, False, False, False, False])):
        page = as_user(user).get(url("detail", meeting.pk)).content.decode()
        assert [word in page for word in words] == shown
    assert as_user(w.auditor).get(url("pdf", meeting.pk)).status_code == 403


def test_vote_that_was_repeated_prints_with_the_later_meeting_only(w):
    files = certified(w, 1)
    first = opened(w, files)
    recorded(w, first, [(5, 4)])
    second = opened(w, files)
    recorded(w, second, [(6, 3)])
    assert [printed_codes(meeting) for meeting in (first, second)] == [[[]], [["BB-XKN", "6-KNĐ"]]]


@pytest.mark.needs("PDF")
def test_everything_is_printed_in_one_go(w, as_user):
    meeting = opened(w, certified(w, 2))
    recorded(w, meeting, [(6, 3), (5, 4)])
    answer = as_user(w.secretary).get(url("pdf", meeting.pk))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = pdf_text(answer.content)
    told = ("BIÊN BẢN", "NGHỊ QUYẾT", "Tán thành: 6 đồng chí", "Tán thành: 5 đồng chí")
    assert [text.count(word) for word in told] == [2, 1, 1, 1]
    assert Access.objects.filter(user=w.secretary, what="form").count() == 3


def test_draft_prints_nothing(w, as_user, evening, said):
    answer = as_user(w.secretary).get(url("pdf", evening.pk))
    assert (answer.status_code, said(answer)) == (302, ["Chưa có kết quả nào để in."])


def test_list_of_one_unit_shows_its_meetings(w, as_user):
    meeting = opened(w, certified(w, 1))
    client, links = as_user(w.secretary), []
    for unit in (w.branch, w.section_branch, w.commune):
        page = client.get(reverse("admission:meeting_list"), {"don-vi": unit.pk}).content.decode()
        links.append(url("detail", meeting.pk) in page)
    assert links == [True, False, True]
    assert client.get(reverse("admission:meeting_list"), {"don-vi": 10**9}).status_code == 404


def test_form_of_a_single_vote_offers_the_meeting(w, as_user):
    file = certified(w, 1)[0]
    page = as_user(w.secretary).get(reverse("admission:act", kwargs={"pk": file.pk, "slug": "chi-bo-xet"}))
    assert url("new", w.branch.pk) in page.content.decode()
