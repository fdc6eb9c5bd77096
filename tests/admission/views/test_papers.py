"""The page of a paper: scans sent by browsers, opened by whom they may be, withdrawn with a reason."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from admission.domain.scans import attach_scans
from admission.models import Scan
from admission.states import State
from partytrack import vault
from partytrack.journal.models import Access
from tests import scans
from tests.admission.domain.shelf import Shelf

pytestmark = pytest.mark.django_db
STATES = (State.DOSSIER, State.SUBMITTED)
MB = 1024**2


@pytest.fixture(scope="module")
def shelf(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield Shelf(STATES)
        transaction.set_rollback(True)


def page(file, name="paper", code="1-KNĐ"):
    return reverse(f"admission:{name}", kwargs={"pk": file.pk, "code": code})


def send(client, file, *contents, field="files", name="don.pdf", code="1-KNĐ"):
    files = [SimpleUploadedFile(name, content) for content in contents]
    return client.post(page(file, "paper_attach", code), {"request_id": str(uuid.uuid4()), field: files})


def attached(shelf, content=None, code="1-KNĐ"):
    file = shelf.file(State.DOSSIER)
    return attach_scans(
        file, code, [content or scans.pdf()], actor=shelf.w.secretary, request_id=uuid.uuid4()
    )[0]


def test_secretary_photographs_a_paper_and_attaches_it(shelf, as_user, said):
    client, file = as_user(shelf.w.secretary), shelf.file(State.DOSSIER)
    asked = client.get(page(file)).content.decode()
    assert 'name="photo"' in asked
    assert 'capture="environment"' in asked
    assert 'accept="image/jpeg"' in asked
    response = send(client, file, scans.photograph(), field="photo", name="IMG_0001.HEIC")
    assert (response.status_code, response["Location"]) == (302, page(file))
    assert said(response) == ["Đã đính kèm 1 bản chụp."]
    scan = file.scans.get()
    assert (scan.kind, scan.code) == ("image/jpeg", "1-KNĐ")
    shown = client.get(page(file)).content.decode()
    assert reverse("admission:scan", kwargs={"pk": scan.pk}) in shown
    assert (
        "1\N{NO-BREAK SPACE}bản chụp"
        in client.get(reverse("admission:candidate_detail", kwargs={"pk": file.pk})).content.decode()
    )


def test_several_files_come_in_one_go(shelf, as_user, said):
    response = send(as_user(shelf.w.officer), shelf.file(State.DOSSIER), scans.pdf(), scans.image())
    assert said(response) == ["Đã đính kèm 2 bản chụp."]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("anh.png", b"<html>", "không phải PDF, JPEG hoặc PNG"),
        ("don.png", scans.pdf(), None),  # a name says nothing
        ("../../../../etc/passwd", scans.pdf(), None),
        ("a\u202egpj.exe", scans.pdf(), None),
        ("ơ" * 200 + ".pdf", scans.pdf(), None),
        ("x.pdf", scans.HOSTILE["script in a pdf"][0], "mã lệnh"),
    ],
)
def test_name_of_a_file_neither_helps_nor_harms(name, content, words, shelf, as_user):
    file = shelf.file(State.DOSSIER)
    response = send(as_user(shelf.w.secretary), file, content, name=name)
    assert response.status_code == (422 if words else 302)
    assert words is None or words in response.content.decode()
    assert all(len(one.name) == 32 for one in Scan.objects.all())


def test_nothing_chosen_is_told(shelf, as_user):
    response = send(as_user(shelf.w.secretary), shelf.file(State.DOSSIER))
    assert response.status_code == 422
    assert "Chưa chọn tệp nào." in response.content.decode()


def test_file_of_ten_megabytes_passes_and_a_larger_one_is_refused_in_words(shelf, as_user):
    client, file = as_user(shelf.w.secretary), shelf.file(State.DOSSIER)
    full = scans.pdf_of(10 * MB)
    assert (len(full), send(client, file, full).status_code) == (10 * MB, 302)
    response = send(client, file, full + b"\n")
    assert response.status_code == 422
    assert "mỗi tệp chỉ được tối đa 10 MB" in response.content.decode()


def test_body_beyond_every_limit_is_refused_unread(shelf, as_user):
    client, file = as_user(shelf.w.secretary), shelf.file(State.DOSSIER)
    response = client.post(page(file, "paper_attach"), CONTENT_LENGTH=str(33 * MB))
    assert response.status_code == 413
    assert "tối đa 32 MB" in response.content.decode()


def test_scan_comes_as_a_file_that_can_do_nothing(shelf, as_user):
    content = scans.pdf()
    scan = attached(shelf, content)
    response = as_user(shelf.w.officer).get(reverse("admission:scan", kwargs={"pk": scan.pk}))
    assert (response.content, response["Content-Type"]) == (content, "application/pdf")
    assert response["Content-Disposition"] == f'attachment; filename="1-knd-{scan.pk}.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; img-src 'self'; sandbox"
    assert response["Cache-Control"] == "no-store"
    access = Access.objects.get(subject=f"candidate:{scan.candidate_id}", what="scan")
    assert access.user == shelf.w.officer


def test_auditor_sees_that_there_is_a_scan_and_does_not_open_it(shelf, as_user):
    scan, client = attached(shelf), as_user(shelf.w.auditor)
    shown = client.get(page(scan.candidate)).content.decode()
    assert "Tài khoản này không mở được bản chụp." in shown
    assert "Gửi bản chụp" not in shown
    assert client.get(reverse("admission:scan", kwargs={"pk": scan.pk})).status_code == 403


def test_stranger_finds_nothing(shelf, as_user):
    scan, client = attached(shelf), as_user(shelf.stranger)
    for url in (
        page(scan.candidate),
        *(reverse(f"admission:{n}", kwargs={"pk": scan.pk}) for n in ("scan", "scan_withdraw")),
    ):
        assert client.get(url).status_code == 404
    assert send(client, scan.candidate, scans.pdf(2)).status_code == 404


def test_paper_that_no_file_knows_is_not_found(shelf, as_user):
    client = as_user(shelf.w.secretary)
    assert client.get(page(shelf.file(State.DOSSIER), code="99-KNĐ")).status_code == 404


def test_scan_is_withdrawn_with_a_reason(shelf, as_user, said):
    scan, client = attached(shelf), as_user(shelf.w.secretary)
    url = reverse("admission:scan_withdraw", kwargs={"pk": scan.pk})
    assert client.get(url).status_code == 200
    assert client.post(url, {"request_id": str(uuid.uuid4()), "reason": ""}).status_code == 422
    response = client.post(url, {"request_id": str(uuid.uuid4()), "reason": "Ảnh mờ"})
    assert said(response) == ["Đã rút bản chụp."]
    assert client.get(reverse("admission:scan", kwargs={"pk": scan.pk})).status_code == 404
    assert "Ảnh mờ" in client.get(page(scan.candidate)).content.decode()


def test_lost_scan_is_told_in_words(shelf, as_user):
    scan = attached(shelf)
    vault.drop(scan.name)
    response = as_user(shelf.w.secretary).get(reverse("admission:scan", kwargs={"pk": scan.pk}))
    assert response.status_code == 500
    assert "báo người quản trị" in response.content.decode()


def test_address_fills_in_what_is_corrected(shelf, as_user):
    file = shelf.file(State.DOSSIER)
    paper = file.papers.get(code="CN-NTVĐ")
    client = as_user(shelf.w.secretary)
    url = reverse("admission:act", kwargs={"pk": file.pk, "slug": "ghi-giay-to"})
    shown = client.get(f"{url}?corrects={paper.pk}").content.decode()
    assert f'value="{paper.number}"' in shown
    assert f'name="corrects" value="{paper.pk}"' in shown
    assert f"{url}?corrects={paper.pk}" in client.get(page(file, code="CN-NTVĐ")).content.decode()
    for odd in ("corrects=x", "corrects=0", "code=%00", "version=1"):
        assert client.get(f"{url}?{odd}").status_code == 200


def test_paper_that_is_missing_leads_to_the_act_that_files_it(shelf, as_user):
    file, client = shelf.file(State.DOSSIER), as_user(shelf.w.secretary)
    filing = reverse("admission:act", kwargs={"pk": file.pk, "slug": "giay-gioi-thieu"})
    assert filing in client.get(page(file, code="5-KNĐ")).content.decode()
    assert filing not in client.get(page(file, code="CN-NTVĐ")).content.decode()  # it is there already
    assert filing not in as_user(shelf.w.officer).get(page(file, code="5-KNĐ")).content.decode()
