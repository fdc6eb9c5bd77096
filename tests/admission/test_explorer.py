"""The explorer: what its rows count, its files, its saved views."""

import csv
import re
from datetime import date
from html import unescape
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from admission.domain import saved_views
from admission.domain.saved_views import delete_view, save_view, share_view
from admission.explorer import files, rows
from admission.explorer.answer import Answer
from admission.explorer.files import plain
from admission.explorer.question import Question
from admission.models import SavedView
from admission.reports.codes import read_code
from admission.states import State as S
from partytrack.errors import Refused
from partytrack.journal.dispatch import dispatch
from partytrack.journal.models import Access, Entry
from tests.world import make_unit, make_user
from units import hierarchy
from units.models import Kind, Period, Role
from units.targets import enter_target

pytestmark = pytest.mark.sqlite_too
DAY = date(2024, 12, 31)


@pytest.fixture
def year(db):
    return Period.objects.create(
        code="N2024", kind="year", name="Năm 2024", starts=date(2024, 1, 1), ends=date(2024, 12, 31)
    )


@pytest.fixture
def peopled(w, year):
    w.climb(w.file(full_name="Trần Thị An"), to=S.PROBATIONARY)
    w.climb(w.file(w.base_branch, sex="male"), to=S.PROBATIONARY)
    w.file(w.section_branch)
    enter_target(
        actor=None, unit=w.commune, period=year, by="assigned", value=3, decided_on=date(2024, 1, 2), decision="1-NQ"
    )  # fmt: skip
    return w


def table(question):
    """{label: values} of an answer, with "rest" and "whole"."""
    found = Answer(question)
    lines = {line.label: [cell.value for cell in line.cells] for line in found.lines(found.rows)}
    rest = {"rest": [cell.value for cell in found.rest.cells]} if found.rest else {}
    return lines | rest | {"whole": [cell.value for cell in found.whole.cells]}


def test_units_below_with_their_targets_and_the_whole(peopled, year):
    w = peopled
    question = Question(w.district, year, DAY, columns=("admitted", "attainment", "pool"))
    assert Answer(question).heads == (
        "Kết nạp", "Chỉ tiêu", "Loại chỉ tiêu", "Kết nạp so với chỉ tiêu (%)", "Nguồn đang theo dõi"
    )  # fmt: skip
    assert table(question) == {
        w.commune.name: [1, 3, "Chỉ tiêu giao", "33,33", 1], w.base_branch.name: [1, None, None, None, 0],
        "whole": [2, None, None, None, 1],
    }  # fmt: skip


def test_units_at_a_level_leave_people_beside_them(peopled, year):
    w = peopled
    sections = Question(w.commune, year, DAY, columns=("admitted", "pool"))
    assert table(sections) == {w.section.name: [0, 1], w.branch.name: [1, 0], "whole": [1, 1]}
    superior = Question(w.district, year, DAY, level="superior", columns=("admitted",))
    assert table(superior) == {w.district.name: [2], "whole": [2]}
    assert table(Question(w.section, year, DAY, level="base", columns=("pool",))) == {
        "rest": [1],
        "whole": [1],
    }


def test_units_stand_where_they_stood_and_are_called_what_they_were_called(peopled, year):
    w = peopled
    hierarchy.move_unit(w.branch, parent=w.section, on=date(2025, 1, 1), decision="1", actor=None)
    hierarchy.rename_unit(w.branch, name="Tên mới", on=date(2025, 1, 1), decision="1", actor=None)
    assert table(Question(w.commune, year, DAY, columns=("admitted",)))["Chi bộ ấp Bảo Định"] == [1]


def test_rows_without_anybody_alone(peopled, year):
    w = peopled
    question = Question(w.district, year, DAY, level="branch", columns=("admitted", "pool"), zeros=True)
    assert table(question) == {w.section_branch.name: [0, 1], "whole": [2, 1]}


def test_report_leads_to_the_base_organisations_that_admitted_nobody(peopled, as_user):
    w = peopled
    idle = make_unit("Đảng bộ xã không kết nạp", Kind.BASE_COMMITTEE, w.district)
    board = as_user(w.board)
    page = board.get(address(w.district, "report_unit"))
    assert page.context["figures"].grassroots.without == 1
    url = re.search(r'href="([^"]+khong=True)"', page.content.decode())[1]
    found = board.get(unescape(url)).context["links"]
    assert [line.label for line, _ in found] == [idle.name]


def test_groups_and_a_group_as_filter(peopled, year):
    w = peopled
    groups = table(Question(w.district, year, DAY, rows="groups", columns=("admitted", "attainment", "pool")))
    assert (groups["Nữ"], groups["Nông dân"], groups["whole"]) == ([1, 1], [0, 0], [2, 1])
    women = table(Question(w.district, year, DAY, group="female", columns=("admitted",)))
    assert women == {w.commune.name: [1], w.base_branch.name: [0], "whole": [1]}


def test_months_count_what_happened_and_what_stood_at_their_end(peopled, year):
    w = peopled
    months = table(Question(w.district, year, DAY, rows="months", columns=("admitted", "pool")))
    assert len(months) == 13
    assert (months["Tháng 01/2024"], months["Tháng 12/2024"], months["whole"]) == ([0, 3], [0, 1], [2, 1])
    assert sum(values[0] for label, values in months.items() if label != "whole") == 2


def test_columns_cost_the_same_however_many_units_there_are(peopled, year):
    w, costs = peopled, []
    question = Question(w.district, year, DAY, level="branch", columns=("admitted", "attainment", "pool"))
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            table(question)
        costs.append(len(asked))
        w.file(make_unit("Chi bộ mới", Kind.BRANCH, w.commune))
    assert costs[0] == costs[1] < 18


def test_question_that_is_too_wide_to_be_counted_says_what_to_do(peopled, as_user, monkeypatch):
    monkeypatch.setattr(rows, "MANY", 4)  # the commune has four units, the district six
    board, url = as_user(peopled.board), address(peopled.district)
    page = board.get(url)
    assert (page.status_code, "answer" in page.context, "Chọn đơn vị nhỏ hơn" in page.content.decode()) == (
        200,
        False,
        True,
    )
    file = board.get(address(peopled.district, "explorer_csv"))
    assert (file.status_code, "Chọn đơn vị nhỏ hơn" in file.content.decode()) == (422, True)
    assert board.get(address(peopled.commune)).context["answer"].whole.cells[0].value == 1
    dispatch()  # what is stored need not be counted
    page = board.get(url)
    assert "đã cộng mọi hồ sơ ghi đến" in page.context["fresh"]
    assert page.context["answer"].whole.cells[0].value == 2
    for narrowed in ({"nhom": "female"}, {"dong": "months"}, {"dong": "groups"}, {"ngay": "30/12/2024"}):
        assert "answer" not in board.get(address(peopled.district, **narrowed)).context, narrowed


def test_file_of_too_many_lines_says_what_to_do(peopled, as_user, monkeypatch):
    monkeypatch.setattr(files, "MOST", 1)
    answer = as_user(peopled.board).get(address(peopled.district, "explorer_xlsx"))
    assert (answer.status_code, [reason.sentence for reason in answer.context["reasons"]]) == (
        422,
        ["Bảng có 2 dòng, nhiều hơn 1 dòng của một tệp."],
    )


def address(unit, name="explorer", **query):
    return reverse(
        f"admission:{name}", kwargs={"pk": unit.pk}, query={"ky": Period.objects.get().pk, **query}
    )


def test_page_asks_what_its_address_says(peopled, as_user):
    w = peopled
    page = as_user(w.board).get(address(w.district, dong="months", nhom="female", cot="recognised"))
    question = page.context["question"]
    assert (question.rows, question.group, question.columns) == ("months", "female", ("recognised",))
    odd = as_user(w.board).get(address(w.district, dong="x", cap="y", nhom="z", cot="q", ve="w", trang="99"))
    assert (odd.status_code, odd.context["question"].rows) == (200, "units")


def test_page_of_a_unit_that_was_not_there_says_so(w, year, as_user):
    late = make_unit("Chi bộ mới lập", Kind.BRANCH, w.commune)
    late.names.update(valid_from=date(2025, 6, 1))
    late.links.update(valid_from=date(2025, 6, 1))
    page = as_user(w.board).get(address(late))
    assert "không hoạt động vào ngày 31/12/2024" in page.content.decode()
    assert as_user(w.board).get(address(late, "explorer_csv")).status_code == 404


def test_csv_has_the_table_and_no_formula(peopled, as_user):
    w = peopled
    hierarchy.rename_unit(w.branch, name="=1+1", on=date(2024, 1, 1), decision="1", actor=None)
    answer = as_user(w.board).get(address(w.commune, "explorer_csv", cot="admitted"))
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[:2] for row in rows[4:]] == [
        ["Đơn vị", "Kết nạp"], [w.section.name, "0"], ["'=1+1", "1"], ["Tổng cộng", "1"],
    ]  # fmt: skip
    assert [read_code(row[2]).span.unit_id for row in rows[5:]] == [w.section.pk, w.branch.pk, w.commune.pk]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert Access.objects.latest("id").what == "explorer.csv"


@pytest.mark.parametrize("sign", "=+-@\t\r\n")
def test_plain_text_is_never_a_formula(sign):
    assert plain(f"{sign}1") == f"'{sign}1"


def test_excel_file_has_numbers_that_lead_to_their_people(peopled, as_user):
    w = peopled
    answer = as_user(w.board).get(address(w.district, "explorer_xlsx", cot="admitted"))
    with ZipFile(BytesIO(answer.content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        links = parts.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    assert sheet.count("<v>1</v>") >= 2
    assert links.count("danh-sach/?so=admitted") == 3


def test_view_is_saved_shared_taken_back_and_deleted(w, year, as_user):
    board = as_user(w.board)
    saved = board.post(
        f"{address(w.commune, 'view_save')}&dong=months&cot=admitted&cot=pool", {"ten": "Theo tháng"}
    )
    view = SavedView.objects.get()
    assert (saved.status_code, view.query) == (302, "dong=months&cot=admitted&cot=pool")
    assert list(SavedView.objects.offered(w.section_officer, w.section)) == []
    board.post(reverse("admission:view_share", kwargs={"pk": view.pk}))
    page = as_user(w.section_officer).get(address(w.section))
    ((shown, url, own),) = page.context["views"]
    assert (shown, own, "dong=months" in url, f"/{w.section.pk}/" in url) == (view, False, True, True)
    board = as_user(w.board)
    board.post(reverse("admission:view_unshare", kwargs={"pk": view.pk}))
    board.post(reverse("admission:view_delete", kwargs={"pk": view.pk}))
    assert SavedView.objects.count() == 0
    events = (
        Entry.objects.filter(subject=f"savedview:{view.pk}").order_by("seq").values_list("event", flat=True)
    )
    assert list(events) == [f"admission.view_{what}" for what in ("saved", "shared", "unshared", "deleted")]


def test_shared_view_widens_nothing(w, year):
    """It is a choice of rows and columns: it names no unit, and is offered below where it was made only."""
    view = save_view(actor=w.board, unit=w.commune, name="Của xã", query="dong=groups")
    share_view(actor=w.board, view_id=view.pk, shared=True)
    offered = {
        unit.name: list(SavedView.objects.offered(w.auditor, unit))
        for unit in (w.district, w.commune, w.branch, w.base_branch)
    }
    assert offered == {
        w.district.name: [],
        w.commune.name: [view],
        w.branch.name: [view],
        w.base_branch.name: [],
    }


def test_view_of_the_same_name_is_written_over_and_sharing_twice_is_one_entry(w):
    for query in ("a", "b"):
        view = save_view(actor=w.board, unit=w.commune, name="Một", query=query)
    for _ in range(2):
        share_view(actor=w.board, view_id=view.pk, shared=True)
    assert SavedView.objects.get().query == "b"
    assert Entry.objects.filter(event="admission.view_shared").count() == 1


def test_views_are_kept_by_whoever_reads_the_report_and_changed_by_their_owner(w):
    stranger = make_user(Role.BOARD_OFFICER, w.base_branch)
    with pytest.raises(PermissionDenied):
        save_view(actor=stranger, unit=w.commune, name="Một", query="")
    view = save_view(actor=w.board, unit=w.commune, name="Một", query="")
    with pytest.raises(SavedView.DoesNotExist):
        delete_view(actor=stranger, view_id=view.pk)
    with pytest.raises(SavedView.DoesNotExist):
        share_view(actor=w.officer, view_id=view.pk, shared=True)


def test_too_many_views_are_refused(w, year, as_user, monkeypatch):
    monkeypatch.setattr(saved_views, "MOST", 1)
    save_view(actor=w.board, unit=w.commune, name="Một", query="")
    with pytest.raises(Refused):
        save_view(actor=w.board, unit=w.commune, name="Hai", query="")
    for name in ("Hai", ""):
        assert as_user(w.board).post(address(w.commune, "view_save"), {"ten": name}).status_code == 422
