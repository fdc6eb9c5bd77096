"""Sealed reports: what was sent stays as it was, and what changed since is named."""

import uuid
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from admission.domain.seal import seal
from admission.models import Candidate, SealedReport
from admission.reports.build import build
from admission.seal_guards import SEALS
from admission.seals import broken_seals, changes, changes_since, sha256
from partytrack import vault
from partytrack.errors import Refused
from partytrack.journal.dispatch import dispatch
from partytrack.journal.models import Entry
from tests.admission.domain.shelf import Shelf
from tests.admission.reports.readers import html_text, pdf_text
from tests.admission.test_counting import transfer
from tests.plans import applied, together, undone
from tests.seals import FILE, figures, sealed_by_hand
from tests.world import make_unit
from units.models import Kind, Period

PDF = pytest.mark.needs("PDF")


@pytest.fixture
def year(db):
    return Period.objects.create(
        code="N2024", kind="year", name="Năm 2024", starts=date(2024, 1, 1), ends=date(2024, 12, 31)
    )


@pytest.fixture
def admitted(w, year):
    return w.climb(w.file(), to="probationary")


def send(w, year, kind="official", **changes):
    asked = {"actor": w.board, "kind": kind, "period": year, "as_of": None, "request_id": uuid.uuid4()}
    return seal(w.district, **asked | changes)


def said(found):
    return [(change.unit, change.figure, change.before, change.after, change.difference) for change in found]


@PDF
@pytest.mark.sqlite_too
def test_seal_keeps_figures_file_hash_who_when_and_number(w, year, admitted):
    quota, official = send(w, year, "quota"), send(w, year)
    assert [(one.label[:2], one.kind, one.sealed_by, one.earlier) for one in (quota, official)] == [
        ("01", "quota", w.board, None), ("02", "official", w.board, None),
    ]  # fmt: skip
    text = pdf_text(vault.get(official.file))
    assert (f"niêm phong số {official.label}" in text, official.figures_hash[:16] in text) == (True, True)
    entry = Entry.objects.get(uid=official.entry_id)
    assert (entry.event, entry.body["figures"]) == ("admission.report_sealed", official.figures_hash)
    assert list(broken_seals()) == []


@PDF
@pytest.mark.sqlite_too
def test_seal_folds_what_was_done_since_the_last_count_and_says_when_it_counted(w, year, admitted):
    dispatch()
    w.climb(w.file(sex="male"), to="probationary")
    assert build(w.district, year).admitted == 1  # no worker has read the journal yet
    sealed = send(w, year, "quota")
    assert (figures(sealed)["admitted"], build(w.district, year).admitted) == (2, 2)
    counted_at = datetime.fromisoformat(figures(sealed)["computed_at"])
    assert timedelta() < sealed.sealed_at - counted_at < timedelta(minutes=5)


@PDF
def test_same_click_seals_once_and_the_same_figures_are_not_sent_twice(w, year, admitted):
    uid = uuid.uuid4()
    first = send(w, year, request_id=uid)
    assert send(w, year, request_id=uid) == first
    with pytest.raises(Refused, match="Số liệu không khác báo cáo số 01"):
        send(w, year)
    with pytest.raises(Refused):
        send(w, year, request_id=admitted.last_entry_id)
    assert SealedReport.objects.count() == 1


@PDF
def test_correction_is_sealed_again_with_reference_to_the_earlier(w, year, admitted):
    first = send(w, year)
    w.climb(w.file(sex="male"), to="probationary")
    assert ("Đảng bộ huyện Xuân Lộc", "I Tổng số đảng viên mới kết nạp, kỳ này", 1, 2, "+1") in said(
        changes_since(first)
    )
    second = send(w, year)
    assert (second.number, second.earlier) == (2, first)
    assert changes_since(second) == []


@pytest.mark.parametrize("who", ["secretary", "recorder", "auditor", "admin", "officer"])
def test_seal_is_for_officers_of_the_unit_itself(w, year, who):
    with pytest.raises(PermissionDenied):
        send(w, year, actor=getattr(w, who))


def test_period_that_has_not_begun_is_not_sealed(w):
    later = Period.objects.create(
        code="N2090", kind="year", name="Năm 2090", starts=date(2090, 1, 1), ends=date(2090, 12, 31)
    )
    with pytest.raises(Refused, match="chưa bắt đầu"):
        send(w, later)


@pytest.mark.sqlite_too
@pytest.mark.parametrize(
    "change", ["update admission_sealedreport set number = 9", "delete from admission_sealedreport"]
)
def test_database_refuses_to_change_what_was_sealed(w, year, change):
    sealed_by_hand(w.district, year, w.board)
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert SealedReport.objects.get().number == 1


def tampered(w, year, tamper):
    """What `audit_verify` says of the seals once one of three was tampered with past the guards."""
    one, sealed, other = (sealed_by_hand(w.district, year, w.board) for _ in range(3))
    SEALS.remove(None, SimpleNamespace(connection=connection))
    tamper(SealedReport.objects.filter(pk=sealed.pk))
    assert (vault.get(one.file), vault.get(other.file)) == (FILE, FILE)
    where = f"báo cáo niêm phong số {sealed.label} của {w.district}: "
    return [line.removeprefix(where) for line in broken_seals()]


def _another_file(rows):
    rows.update(file=vault.put(FILE + b" "))


def _file_spoilt(rows):
    vault._path(rows.get().file).write_bytes(b"x" * 100)


def _figures_with_their_hash(rows):
    figures = rows.get().figures.replace(":0", ":1")
    rows.update(figures=figures, figures_hash=sha256(figures))


@pytest.mark.sqlite_too
@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (lambda rows: vault.drop(rows.get().file), ["tệp đã mất"]),
        (_another_file, ["tệp không còn như khi được niêm phong"]),
        (_file_spoilt, ["tệp không mở được bằng khóa hiện nay"]),
        (lambda rows: rows.update(figures="{}"), ["số liệu không còn như khi được niêm phong"]),
        (_figures_with_their_hash, ["nhật ký ghi khác"]),
        (lambda rows: rows.update(number=9), ["nhật ký ghi khác"]),
        (lambda rows: rows.update(as_of=date(2024, 6, 30)), ["nhật ký ghi khác"]),
    ],
    ids=["file gone", "another file", "file spoilt", "figures", "figures and hash", "number", "day"],
)
def test_every_way_to_tamper_with_a_seal_is_found(w, year, tamper, said):
    assert [line.rpartition(": ")[2] for line in tampered(w, year, tamper)] == said


@pytest.mark.sqlite_too
def test_audit_verify_names_a_seal_that_was_removed(w, year, capsys):
    gone = []
    assert tampered(w, year, lambda rows: gone.append(rows.get().entry) or rows.delete()) == [
        f"dòng {gone[0].seq} của nhật ký ghi một báo cáo niêm phong không còn nữa"
    ]
    with pytest.raises(SystemExit):
        call_command("audit_verify")
    assert capsys.readouterr().out.splitlines()[0].startswith(f"dòng {gone[0].seq}")


def test_sealed_figures_stand_while_people_and_units_move(year):
    """What was sent of 2024 is found again by counting, after a transfer, a merger and its undoing; what is recorded
    late and dated before makes the difference, and no more."""
    shelf = Shelf(())
    w = shelf.w
    w.second = make_unit("Chi bộ ấp Bảo Thị", Kind.BRANCH, w.commune)
    moving, _ = w.climb(w.file(), to="probationary"), w.climb(w.file(sex="male"), to="probationary")
    late = w.climb(w.file(w.base_branch), to="decided")
    dispatch()
    sealed = [sealed_by_hand(w.district, year, w.board, kind) for kind in ("quota", "official")]
    transfer(shelf, moving, w.second, date(2025, 3, 3))
    dispatch()
    assert [changes_since(one) for one in sealed] == [[], []]
    plan = applied(w, together(w))
    dispatch()
    assert [changes_since(one) for one in sealed] == [[], []]
    undone(w, plan)
    dispatch()
    assert [changes_since(one) for one in sealed] == [[], []]
    w.act(late, "ceremony", late.since + timedelta(5))
    dispatch()
    quota, official = map(changes_since, sealed)
    assert ("Kết nạp", 2, 3) in {(change.figure, change.before, change.after) for change in quota}
    assert {change.difference for change in official} == {"+1"}
    assert [vault.get(one.file) for one in sealed] == [FILE, FILE]


def test_changes_name_unit_and_figure_and_leave_out_what_follows_from_counts():
    def report(admitted, women, child):
        kid = {"unit": "B", "name": "Chi bộ B", "admitted": child, "pool": {"source": 2} if child else {}}
        groups = {"female": {"count": women, "share": f"{women},00"}}
        target = {"by": "assigned", "of": "all", "value": 9, "achieved": admitted, "percent": "1,00"}
        whole = {
            "unit": "A",
            "name": "Đảng bộ A",
            "admitted": admitted,
            "groups": groups,
            "targets": [target],
        }
        return whole | {"children": [kid]}

    before, after = report(5, 2, 0), report(7, 2, 1) | {"reached": 4}
    assert said(changes(before, after)) == [
        ("Đảng bộ A", "Kết nạp", 5, 7, "+2"),
        ("Đảng bộ A", "Chỉ tiêu: Chỉ tiêu giao, chung, đã thực hiện", 5, 7, "+2"),
        ("Chi bộ B", "Kết nạp", 0, 1, "+1"),
        ("Chi bộ B", "Nguồn đang theo dõi: Quần chúng ưu tú", 0, 2, "+2"),
    ]
    assert changes(before, before) == []


def test_changes_leave_out_lines_that_the_earlier_report_could_not_have():
    def report(**more):
        whole = {"unit": "A", "name": "Đảng bộ A", "children": [], "waits": [], "targets": []}
        return whole | more

    asked = {"by": "assigned", "of": "introduced:youth_union", "value": 9, "achieved": 4}
    waits = [{"state": state, "bands": {}, "late": None, "total": 3} for state in ("probationary", "source")]
    told = {"late_probation": 0, "introduced": {}}
    now = report(**told, targets=[asked], waits=waits)
    ladder = ("Đảng bộ A", "Thời gian ở bước: Quần chúng ưu tú, tổng số", 0, 3, "+3")
    assert said(changes(report(), now)) == [ladder]
    assert len(changes(report(**told), now)) == 4


def test_pages_of_sealed_reports_show_who_sent_and_what_changed(w, year, admitted, as_user):
    sealed = sealed_by_hand(w.district, year, w.board)
    Candidate.objects.filter(pk=admitted.pk).update(sex="male")
    client = as_user(w.auditor)
    page = html_text(client.get(reverse("admission:sealed", args=[sealed.pk])).content.decode())
    assert (f"I.1 Nữ, kỳ này {w.district} 1 0 -1" in page, w.board.name in page, "Gửi lại" in page) == (
        True,
        True,
        False,
    )
    listed = html_text(client.get(reverse("admission:sealed_list", args=[w.district.pk])).content.decode())
    assert sealed.label in listed
    assert client.get(reverse("admission:sealed_file", args=[sealed.pk])).content == FILE


@PDF
def test_restatement_names_the_sealed_report_and_what_changed(w, year, admitted, as_user):
    sealed = sealed_by_hand(w.district, year, w.board)
    Candidate.objects.filter(pk=admitted.pk).update(sex="male")
    answer = as_user(w.board).get(reverse("admission:sealed_restatement", args=[sealed.pk]))
    text = pdf_text(answer.content)
    assert (f"niêm phong số {sealed.label}" in text, "I.1 Nữ, kỳ này 1 0 -1" in text) == (True, True)


@PDF
def test_report_is_sealed_from_its_page(w, year, admitted, as_user):
    client, url = as_user(w.board), reverse("admission:seal", args=[w.district.pk, "official"])
    form = client.get(url, {"ky": year.pk}).context["form"]
    fields = {"ky": year.pk, "ngay": "", "request_id": str(form["request_id"].value()), "so": "15"}
    answer = client.post(url, fields)
    sealed = SealedReport.objects.get()
    assert answer["Location"] == reverse("admission:sealed", args=[sealed.pk])
    assert "Số 15-BC/HU" in pdf_text(vault.get(sealed.file))
    again = client.post(url, fields | {"request_id": str(uuid.uuid4())})
    assert (again.status_code, "không khác báo cáo số 01" in again.content.decode()) == (422, True)
