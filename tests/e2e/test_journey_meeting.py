"""One evening's meeting: a secretary records four files in one go, on a phone as at a desk."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from admission.models import Candidate, Meeting
from tests.admission.domain.meetings import NAMES

pytestmark = [pytest.mark.needs("BROWSER"), pytest.mark.timeout(180)]
START = timezone.localdate() - timedelta(60)
VOTES = ((6, 3), (9, 0), (5, 4), (7, 2))


def waiting_files(people):
    """Four files that wait for the branch's vote."""
    w = people.world
    for name in NAMES:
        file = w.file(on=START, full_name=name, born_on=START.replace(year=START.year - 25, day=1))
        file = w.climb(file, to="certified", step=5)
        w.act(file, "file_papers", file.since)


def tallies(secretary):
    return [one.inner_text() for one in secretary.page.locator("output").all()]


def test_journey_of_an_evening_with_four_files(people, visit):
    waiting_files(people)
    secretary = visit(people.secretary)
    secretary.choose_menu("Họp xét")
    secretary.follow("Chi bộ ấp Bảo Định 4 hồ sơ chờ họp xét")
    secretary.fill("Tổng số đảng viên chính thức", 9)
    secretary.press("Tiếp tục")

    secretary.fill_in(
        {"Chủ trì": "Trần Văn Bình", "Thư ký": "Lê Thị Cúc", "Có mặt": 9, "Bắt đầu lúc": "19h30"}
    )
    names = [heading.inner_text() for heading in secretary.page.locator("section[id^=ho-so] h2").all()]
    for name, (votes_for, against) in zip(names, VOTES, strict=True):
        secretary.fill_in({f"Tán thành: {name}": votes_for, f"Không tán thành: {name}": against})
    least = "Cần ít nhất 6/9 tán thành"
    assert tallies(secretary) == [
        f"Đạt: 6/9. {least}", f"Đạt: 9/9. {least}", f"Không đạt: 5/9. {least}", f"Đạt: 7/9. {least}",
    ]  # fmt: skip
    secretary.press("Kết thúc và ghi kết quả")
    secretary.reads("Đã ghi kết quả cuộc họp.")
    expect(secretary.page.locator("main").get_by_text("Không đạt", exact=True)).to_be_visible()

    outcomes = Meeting.objects.get().items.order_by("id").values_list("outcome", flat=True)
    assert list(outcomes) == ["passed", "passed", "failed", "passed"]
    assert Candidate.objects.filter(state="branch_proposed").count() == 3
