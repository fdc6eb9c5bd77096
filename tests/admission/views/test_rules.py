"""The pages of the rules, of a unit's own requirements, and of the reasons why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from admission.explain import explain
from admission.models import Candidate, RuleChange

DAY = timedelta(1)


@pytest.fixture
def tomorrow(own_rules):
    return timezone.localdate() + DAY


def test_pages_draft_preview_and_switch_on_a_change(w, as_user, own_rules, tomorrow):
    client = as_user(w.board)
    page = "/quy-tac/CERTIFICATE_60_MONTHS/thay-doi/"
    typed = {
        "figure_months": 36,
        "source": "guide",
        "clause": "điểm 5.4",
        "confidence": "S",
        "note": "Theo HD mới",
    }
    late = client.post(page, {**typed, "since": f"{tomorrow - DAY:%d/%m/%Y}"})
    assert late.status_code == 422
    assert "Quy tắc chỉ áp dụng từ một ngày sau hôm nay" in late.content.decode()
    drafted = client.post(page, {**typed, "since": f"{tomorrow:%d/%m/%Y}"})
    change = RuleChange.objects.get()
    assert drafted["Location"] == f"/quy-tac/thay-doi/{change.pk}/"
    assert "Không hồ sơ nào bị xét khác đi" in client.get(drafted["Location"]).content.decode()
    assert client.post(drafted["Location"], {"on": ""})["Location"] == "/quy-tac/CERTIFICATE_60_MONTHS/"
    own_rules.forget()
    shown = client.get("/quy-tac/CERTIFICATE_60_MONTHS/").content.decode()
    assert f"{tomorrow:%d/%m/%Y}" in shown
    assert "36 tháng" in shown
    assert client.post(drafted["Location"], {"on": ""}).status_code == 422


def test_rule_page_of_an_unknown_code_is_not_found(w, as_user):
    assert as_user(w.board).get("/quy-tac/KHONG_CO/").status_code == 404
    assert as_user(w.board).get("/quy-tac/KHONG_CO/thay-doi/").status_code == 404


def test_requirement_pages(w, as_user, tomorrow):
    client = as_user(w.officer)
    typed = {
        "unit": w.commune.pk,
        "round": "admission",
        "title": "Lao động tiên tiến",
        "decision": "05-NQ/ĐU",
    }
    assert client.post("/quy-tac/yeu-cau-rieng/them/", {**typed, "since": "01/01/2024"}).status_code == 422
    assert client.post("/quy-tac/yeu-cau-rieng/them/", {**typed, "unit": w.district.pk}).status_code == 422
    made = client.post("/quy-tac/yeu-cau-rieng/them/", {**typed, "since": f"{tomorrow:%d/%m/%Y}"})
    assert made["Location"] == "/quy-tac/yeu-cau-rieng/"
    assert "Lao động tiên tiến" in as_user(w.secretary).get("/quy-tac/yeu-cau-rieng/").content.decode()


def test_why_page_names_what_stands_in_the_way_and_what_holds(w, as_user):
    file = w.climb(w.file(), to="certified")
    client, page = as_user(w.secretary), f"/ho-so/{file.pk}/vi-sao/"
    assert f'href="{page}"' in client.get(f"/ho-so/{file.pk}/").content.decode()
    shown = client.get(page).content.decode()
    assert "Chưa có ngày tổng hợp ý kiến nhận xét (5-KNĐ)." in shown
    assert "Tuổi tối thiểu khi chi bộ họp xét" in shown
    assert "<b>Ai xử lý:</b> chi bộ" in shown


def test_deadline_of_a_file_is_that_of_its_usual_step_alone(w):
    file = Candidate.objects.with_clocks().get(pk=w.climb(w.file(), to="decided").pk)
    by = {one.act: one.by for one in explain(file, timezone.localdate()) if one.by}
    assert (by, file.due_on is None) == ({"ceremony": file.due_on}, False)


@pytest.mark.parametrize("page", ["/quy-tac/", "/quy-tac/hoi/", "/quy-tac/tinh-han/", "/quy-tac/AGE_18/"])
def test_everyone_reads_the_rules_and_no_drafts(w, as_user, page):
    shown = as_user(w.secretary).get(page)
    assert shown.status_code == 200
    assert "Soạn thay đổi" not in shown.content.decode()


def test_bench_page_answers_from_its_address(w, as_user):
    client = as_user(w.secretary)
    asked = {
        "act": "committee_vote",
        "on": "04/03/2024",
        "branch_resolution_on": "10/01/2024",
        "area": "normal",
    }
    votes = {"votes_all": 15, "votes_present": 15, "votes_for": 10, "votes_against": 5}
    assert "Được, với những điều đã nêu" in client.get("/quy-tac/hoi/", {**asked, **votes}).content.decode()
    short = client.get("/quy-tac/hoi/", {**asked, **votes, "votes_for": 9}).content.decode()
    assert "Chưa đủ hai phần ba tổng số cấp ủy viên tán thành." in short
    assert "Nhập ngày theo dạng" in client.get("/quy-tac/hoi/", {**asked, "on": "x"}).content.decode()


def test_span_page_shows_the_end_and_the_days_of_tet(w, as_user):
    shown = (
        as_user(w.secretary).get("/quy-tac/tinh-han/", {"start": "06/02/2026", "days": 10}).content.decode()
    )
    assert "Hết ngày 27/02/2026" in shown
    assert "17/02/2026: Tết Nguyên Đán" in shown
