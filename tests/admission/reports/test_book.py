"""A book of figures: one line for every unit, printed in chunks by processes of their own, numbered throughout."""

import json
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from admission.domain import jobs
from admission.models import Job, JobPart
from admission.reports import book, press
from admission.reports import build as quota
from admission.reports.binding import bound
from admission.reports.render import html_to_pdf
from admission.scale.bench import book as bench
from tests.admission.reports.readers import pdf, pdf_text, sheet_rows
from units.models import Period, TargetBy
from units.targets import enter_target

PDF = pytest.mark.needs("PDF")
DAY = date(2024, 12, 31)


@pytest.fixture
def year(db):
    return Period.objects.create(
        code="N2024", kind="year", name="Năm 2024", starts=date(2024, 1, 1), ends=DAY
    )


@pytest.fixture
def admitted(w, year):
    enter_target(
        actor=None, unit=w.commune, period=year, by=TargetBy.ASSIGNED, value=4, decided_on=date(2024, 1, 2),
        decision="01-TB/HU",
    )  # fmt: skip
    return w.climb(w.file(), to="probationary")


def sheet(text):
    return html_to_pdf(f"<style></style><p>{text}</p>")


@pytest.mark.sqlite_too
def test_book_has_every_unit_below_the_one_above_it(w, year, admitted):
    rows = book.freeze(w.district, year, DAY)["rows"]
    assert [(number, depth, name) for number, depth, name, _ in rows] == [
        ("", 0, "Đảng bộ huyện Xuân Lộc"),
        ("1", 1, "Đảng bộ xã Xuân Định"),
        ("1.1", 2, "Đảng bộ bộ phận Nông trường"),
        ("1.1.1", 3, "Chi bộ Đội 1"),
        ("1.2", 2, "Chi bộ ấp Bảo Định"),
        ("2", 1, "Chi bộ Bảo hiểm xã hội"),
    ]
    cells = {name: cells for *_, name, cells in rows}
    assert cells["Đảng bộ xã Xuân Định"] == ["4", "–", "1", "25,00", "0", "0", "0", "1", "1", "1", "0", "0"]
    whole = quota.build(w.district, year, as_of=DAY)
    assert cells["Đảng bộ huyện Xuân Lộc"][2] == str(whole.admitted)


@PDF
def test_numbers_run_through_a_bound_book():
    text = [
        page.extract_text().split()
        for page in pdf(bound([sheet("Một"), sheet("Hai")] * 2, numbered=True)).pages
    ]
    assert text == [["Một"], ["Hai", "2"], ["Một", "3"], ["Hai", "4"]]


@PDF
def test_press_prints_in_other_processes_and_says_when_one_dies(monkeypatch):
    html = "<style></style><p>Đơn vị {}</p>"
    printed = dict(press.print_all((at, html.format(at)) for at in range(6)))
    assert {at: pdf_text(content) for at, content in printed.items()} == {
        at: f"Đơn vị {at}" for at in range(6)
    }
    monkeypatch.setattr(press.sys, "executable", "/bin/true")
    with pytest.raises(press.PressFailed):
        list(press.print_all([(0, html)]))


@PDF
def test_book_is_asked_for_followed_and_fetched(w, year, admitted, as_user, monkeypatch):
    monkeypatch.setattr(book, "ROWS", 4)
    client = as_user(w.officer)
    url = reverse("admission:book", args=[w.commune.pk])
    answer = client.post(f"{url}?ky={year.pk}")
    job = Job.objects.get()
    assert answer["Location"] == reverse("admission:book_detail", args=[job.pk])
    assert "hx-get" in client.get(answer["Location"]).content.decode()
    assert client.post(f"{url}?ky={year.pk}")["Location"] == answer["Location"]  # still at work: the same one
    jobs.run_waiting()
    job.refresh_from_db()
    assert (job.status, job.done, job.total, job.parts.count()) == ("done", 1, 1, 0)
    assert "Tải tệp PDF" in client.get(answer["Location"]).content.decode()
    content = client.get(reverse("admission:book_file", args=[job.pk])).content
    assert "1.1 Đảng bộ bộ phận Nông trường" not in pdf_text(content)
    assert "1 Đảng bộ bộ phận Nông trường" in pdf_text(content)
    assert "Đã xong" in client.get(url).content.decode()


def test_book_for_excel_has_the_numbers_of_the_book_and_folds_like_the_tree(w, year, admitted, as_user):
    client = as_user(w.officer)
    client.post(reverse("admission:book", args=[w.commune.pk]) + f"?ky={year.pk}", {"xlsx": ""})
    job = Job.objects.get()
    jobs.run_waiting()
    answer = client.get(reverse("admission:book_file", args=[job.pk]))
    name = f"tap-so-lieu-{slugify(w.commune.code)}-n2024-20241231.xlsx"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    rows = sheet_rows(answer.content, "Tập số liệu")
    assert rows[4:6] == [
        book.HEADS,
        ("", "Đảng bộ xã Xuân Định", 4, None, 1, 25, 0, 0, 0, 1, 1, 1, 0, 0),
    ]
    sheet = openpyxl.load_workbook(BytesIO(answer.content))["Tập số liệu"]
    assert [sheet.row_dimensions[at].outlineLevel for at in range(6, 10)] == [0, 1, 2, 1]


def test_large_unit_is_sent_from_its_workbook_to_the_job(w, year, as_user, monkeypatch):
    monkeypatch.setattr("admission.views.report.DEEPEST_SHEET", 1)
    query = f"?ky={year.pk}"
    answer = as_user(w.officer).get(reverse("admission:report_xlsx", args=[w.commune.pk]) + query)
    assert answer["Location"] == reverse("admission:book", args=[w.commune.pk]) + query


@PDF
def test_bench_of_books_tells_time_and_memory_of_processes(w):
    today = timezone.localdate()
    Period.objects.create(
        code="NAY",
        kind="year",
        name="Năm nay",
        starts=date(today.year, 1, 1),
        ends=date(today.year, 12, 31),
    )
    told = bench.measure("tiny")
    assert (told["rows"], told["parts"], told["met"]) == (6, 1, True)
    assert told["in_one_piece"]["rows"] == 6


@PDF
@pytest.mark.sqlite_too
def test_book_whose_worker_died_goes_on_with_what_it_had_frozen(w, year, admitted, monkeypatch):
    monkeypatch.setattr(book, "ROWS", 4)
    job = jobs.ask_book(w.district, actor=w.board, period=year)
    frozen = {
        "name": "Đảng bộ khi đó",
        "kind": "superior",
        "rows": [[str(n), 1, f"Đơn vị {n}", ["0"] * 12] for n in range(6)],
    }
    JobPart.objects.create(job=job, position=JobPart.FROZEN, content=json.dumps(frozen))
    Job.objects.filter(pk=job.pk).update(status="running", touched_at=timezone.now() - timedelta(minutes=5))
    assert jobs.run_waiting() == 1
    job.refresh_from_db()
    sheets = [page.extract_text() for page in pdf(jobs.file_of(job)).pages]
    assert (job.total, len(sheets)) == (2, 2)
    assert ("Đơn vị 3" in sheets[0], "Đơn vị 4" in sheets[1], sheets[1].split()[-1]) == (True, True, "2")
