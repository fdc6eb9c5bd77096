"""The journal as the auditor reads it."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from admission.history import timeline
from admission.steps import ACT_OF_SLUG
from partytrack.journal.models import Entry
from tests.admission.reports.readers import html_rows
from tests.world import found_elsewhere, make_unit, make_user
from units import accounts, hierarchy
from units.models import Grant, Kind, Role
from units.periods import open_period

pytestmark = pytest.mark.django_db
PAGE = reverse("admission:audit")
SLUG = next(slug for slug, act in ACT_OF_SLUG.items() if act == "assign_helper")


def rows(response):
    return html_rows(response.content.decode())[1:]


def test_audit_tells_who_did_what_newest_first(w, as_user):
    file = w.climb(w.file(), to="certified")
    told = rows(as_user(w.auditor).get(PAGE))
    assert [(row[0].partition(" Căn cứ")[0], *row[1:4]) for row in told[:2]] == [
        ("Chứng nhận lý lịch", file.unit.name, "Cán bộ đảng ủy", file.full_name),
        ("Gửi thẩm tra lý lịch", file.unit.name, "Bí thư", file.full_name),
    ]  # fmt: skip


def test_audit_speaks_vietnamese_of_every_event(w, as_user):
    """Everything that leaves an entry has words of its own."""
    w.climb(w.file(), to="full")
    w.act(w.file(), "stop", w.file().since, reason="works_away")
    unit = make_unit("Chi bộ mới", Kind.BRANCH, w.commune)
    paper = {"decision": "1-QĐ", "actor": w.admin}
    hierarchy.rename_unit(unit, name="Chi bộ khác", on=date(2024, 5, 1), **paper)
    hierarchy.set_tags(unit, names=["Khối"], actor=w.admin)
    hierarchy.move_unit(unit, parent=w.section, on=date(2024, 5, 2), **paper)
    hierarchy.close_unit(unit, on=date(2024, 6, 1), **paper)
    user = make_user(Role.AUDITOR, w.commune)
    accounts.end_grant(actor=w.admin, grant=user.grants.get(), on=timezone.localdate())
    answer = as_user(w.auditor).get(PAGE)
    assert answer.context["page"].after is None  # all of them on one page
    told = [row[0].partition(" Căn cứ")[0] for row in rows(answer)]
    assert [words for words in told if re.fullmatch(r"[a-z_]+", words)] == []


def test_audit_shows_the_scope_only(w, as_user):
    w.file(w.base_branch)
    w.file(w.branch)
    auditor = make_user(Role.AUDITOR, w.commune)
    units = {row[1] for row in rows(as_user(auditor).get(PAGE))}
    assert units == {w.branch.name, w.commune.name, w.section.name, w.section_branch.name}


def test_audit_has_pages(w, as_user):
    for _ in range(60):
        w.file()
    client = as_user(w.auditor)
    first = client.get(PAGE)
    second = client.get(PAGE, {"sau": first.context["page"].after})
    assert (len(rows(first)), len(rows(second))) == (50, 16)  # sixty files, six units
    assert len(rows(client.get(PAGE, {"sau": "x"}))) == 50


def test_audit_asks_as_much_for_many_entries_as_for_few(w, as_user):
    client = as_user(w.auditor)
    w.file()
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    w.climb(w.file(w.section_branch), to="certified")
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few)


def test_audit_shows_the_ground_of_an_act(w, as_user):
    file = w.climb(w.file(), to="branch_proposed")
    w.act(file, "return_to_branch", file.since, actor=w.officer, reason="Thiếu biên bản họp")
    returned, voted = [row[0] for row in rows(as_user(w.auditor).get(PAGE))[:2]]
    assert "Lý do: Thiếu biên bản họp" in returned
    assert "9/9 tán thành" in voted
    entry = Entry.objects.get(event="admission.branch_vote")
    keys = [key.partition("@")[0] for key in entry.body["rules"]]
    assert re.findall(r"\(([A-Z_0-9]+)\)", voted) == keys
    assert "khoản 1 Điều 4, Điều lệ Đảng" in voted
    assert len(keys) > 5


def test_audit_is_narrowed_by_unit_person_and_day(w, as_user):
    w.climb(w.file(w.section_branch), to="certified")
    w.file(w.base_branch)
    client, today = as_user(w.auditor), timezone.localdate()

    def count(**asked):
        return len(rows(client.get(PAGE, asked)))

    everything = count()
    assert {row[1] for row in rows(client.get(PAGE, {"don_vi": w.section.pk}))} == {
        w.section.name, w.section_branch.name,
    }  # fmt: skip
    assert {row[2] for row in rows(client.get(PAGE, {"nguoi": "Cán bộ đảng ủy"}))} == {w.officer.name}
    assert count(tu=f"{today:%d/%m/%Y}", den=f"{today:%d/%m/%Y}") == everything
    assert "Không có dòng nào phù hợp" in client.get(PAGE, {"den": "01/01/2020"}).content.decode()
    assert (
        "Không có dòng nào phù hợp"
        in client.get(PAGE, {"tu": f"{today + timedelta(1):%d/%m/%Y}"}).content.decode()
    )
    assert count(don_vi="x", tu="31/02/2024", loai="?") == everything


def test_audit_tells_who_opened_whose_file_in_the_scope_only(w, as_user):
    near, far = w.file(w.branch), w.file(w.base_branch, full_name="Lý Văn Xa")
    client = as_user(w.secretary)
    for file in (near, far):
        client.get(reverse("admission:candidate_detail", args=[file.pk]))
    client.get(reverse("admission:act", args=[near.pk, SLUG]))
    client.post(reverse("admission:citizen_id", args=[near.pk]))
    client = as_user(make_user(Role.AUDITOR, w.commune))
    told = rows(client.get(PAGE, {"loai": "mo"}))
    assert [row[:4] for row in told] == [
        (what, w.branch.name, w.secretary.name, near.full_name)
        for what in ("Xem số căn cước", "Mở trang ghi việc", "Mở hồ sơ")
    ]
    assert rows(client.get(PAGE, {"loai": "mo", "don_vi": w.branch.pk})) == told
    assert "Không có dòng nào phù hợp" in client.get(PAGE, {"loai": "mo", "nguoi": "Thư ký"}).content.decode()


def test_accesses_cost_as_much_for_many_as_for_few(w, as_user):
    client = as_user(w.secretary)
    files = [w.file() for _ in range(3)]
    client.get(reverse("admission:candidate_detail", args=[files[0].pk]))
    with CaptureQueriesContext(connection) as few:
        as_user(w.auditor).get(PAGE, {"loai": "mo"})
    for file in files:
        as_user(w.secretary).get(reverse("admission:candidate_detail", args=[file.pk]))
    with CaptureQueriesContext(connection) as many:
        as_user(w.auditor).get(PAGE, {"loai": "mo"})
    assert len(many) == len(few)


def test_audit_names_nobody_whose_file_has_left_the_scope(w, as_user):
    file = w.file(w.branch, full_name="Lý Văn Xa")
    w.file(w.base_branch)
    found_elsewhere(file, w.base_branch)
    page = as_user(make_user(Role.AUDITOR, w.commune)).get(PAGE)
    assert (rows(page)[0][0].partition(" Căn cứ")[0], rows(page)[0][3]) == ("Đưa vào danh sách nguồn", "—")
    assert "Lý Văn Xa" not in page.content.decode()


def test_auditor_sees_acts_on_accounts_and_periods(w, as_user):
    today = timezone.localdate()
    user = accounts.create_user(
        actor=w.admin, username="hoa", name="Hoa", role=Role.AUDITOR, unit=w.branch, valid_from=today
    )
    accounts.make_link(actor=w.admin, user=user)
    accounts.record_password(user)
    accounts.set_active(actor=w.admin, user=user, active=False)
    accounts.set_active(actor=w.admin, user=user, active=True)
    told = [
        row[0].partition(" Căn cứ")[0] for row in rows(as_user(make_user(Role.AUDITOR, w.commune)).get(PAGE))
    ]
    assert told[:6] == [
        "Mở lại tài khoản", "Khóa tài khoản", "Đặt mật khẩu", "Cấp đường dẫn đặt mật khẩu", "Giao vai trò",
        "Tạo tài khoản",
    ]  # fmt: skip
    open_period(actor=w.board, kind="year", name="N", starts=date(2026, 1, 1), ends=date(2026, 12, 31))
    assert rows(as_user(w.auditor).get(PAGE))[0][0].startswith("Mở kỳ chỉ tiêu")


def test_who_acts_for_somebody_is_told_with_their_name(w, as_user):
    file = w.climb(w.file(), to="verifying")
    deputy = make_user(Role.COMMITTEE_OFFICER, w.commune, "Phó văn phòng")
    deputy.grants.update(on_behalf_of=w.officer)
    file = w.act(file, "certify", file.since, actor=deputy)
    entry = Entry.objects.get(uid=file.last_entry_id)
    assert entry.body["on_behalf_of"] == w.officer.pk
    words = "Phó văn phòng, thay Cán bộ đảng ủy"
    assert timeline(file)[0].who == words
    assert rows(as_user(w.auditor).get(PAGE))[0][2] == words


def test_who_holds_the_right_themselves_acts_for_nobody(w):
    file = w.climb(w.file(), to="verifying")
    deputy = make_user(Role.COMMITTEE_OFFICER, w.commune)
    Grant.objects.create(
        user=deputy,
        unit=w.district,
        role=Role.COMMITTEE_OFFICER,
        valid_from="2020-01-01",
        on_behalf_of=w.officer,
    )
    file = w.act(file, "certify", file.since, actor=deputy)
    assert "on_behalf_of" not in Entry.objects.get(uid=file.last_entry_id).body


def test_who_records_a_session_for_somebody_is_told_as_well(w):
    """The edges of a session ask for a right of their own, at the level of the board."""
    file = w.climb(w.file(), to="on_agenda")
    deputy = make_user(Role.RECORDER, w.district)
    deputy.grants.update(on_behalf_of=w.recorder)
    session = w.session(file.since)
    file = w.act(file, "decide", file.since, actor=deputy, session=session, number="9-QĐ/HU")
    assert Entry.objects.get(uid=file.last_entry_id).body["on_behalf_of"] == w.recorder.pk
