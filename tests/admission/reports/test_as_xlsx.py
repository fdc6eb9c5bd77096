from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from admission.reports.as_xlsx import to_xlsx

from .readers import sheet_rows


def test_workbook_has_one_row_for_each_unit_and_the_units_own_total(district):
    rows = sheet_rows(to_xlsx(district), "Báo cáo")
    assert rows[4:] == [
        ("TT", "Đơn vị", "Chỉ tiêu giao", "Kết nạp so với chỉ tiêu giao (%)", "Kết nạp", "Công nhận chính thức",
         "Nguồn đang theo dõi"),
        (1, "Đảng bộ Khối Kinh tế huyện", 3, 166.67, 5, 4, 7),
        (2, "Đảng bộ thị trấn Gia Ray", 5, 120, 6, 5, 8),
        (3, "Đảng bộ Công an huyện", None, None, 14, 13, 16),
        (4, "Đảng bộ Quân sự huyện", None, None, 9, 8, 11),
        (5, "Đảng bộ Khối Văn hóa - Xã hội", None, None, 21, 20, 23),
        (6, "Chi bộ Bảo hiểm xã hội", None, None, 2, 1, 4),
        (7, "Các tổ chức cơ sở đảng khác", None, None, 78, 77, 80),
        (8, "Trực thuộc Đảng bộ huyện Xuân Lộc", None, None, 2, 970, 57),
        (None, "Tổng cộng", 120, 114.17, 137, 1098, 206),
        ("Chỉ tiêu giao đã ghi cho 2/7 đơn vị, cộng lại là 8, ít hơn 112 so với chỉ tiêu giao chung là 120.",),
        ("Tỷ lệ lấy hai chữ số thập phân, làm tròn từ 5 trở lên.",),
    ]  # fmt: skip


def test_workbook_says_unit_period_day_and_counting_rule_on_top(district):
    assert [row for row in sheet_rows(to_xlsx(district), "Báo cáo")[:4] if row] == [
        ("Đảng bộ huyện Xuân Lộc",),
        ("Báo cáo kết quả thực hiện chỉ tiêu phát triển đảng viên năm 2021",),
        ("Số liệu tính đến hết ngày 30/11/2021. Số kết nạp tính theo ngày tổ chức lễ kết nạp.",),
    ]


def test_second_sheet_lists_targets_bases_groups_pool_stopped_and_sessions(district):
    rows = sheet_rows(to_xlsx(district), "Cơ cấu")
    for row in (
        ("Chỉ tiêu giao (01-TB/HU, ngày 15/01/2021)", 120, 137, 114.17),
        ("Nghị quyết (01-TB/HU, ngày 15/01/2021)", 2.5, 137, 104.18),
        ("Chỉ tiêu giao, tính riêng nữ (01-TB/HU, ngày 15/01/2021)", 50, 61, 122),
        ("đầu nhiệm kỳ", date(2020, 8, 1), 5260, 2.6),
        ("Nữ", 61, 44.53),
        ("Đang thẩm tra lý lịch", 12),
        ("Đảng viên dự bị", 129),
        ("Đi làm ăn xa", 4),
        (date(2021, 3, 28), 16, 4, 1, 0, 0),
    ):
        assert rows.count(row) == 1, row


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "http://127.0.0.1/", "007"])
def test_a_name_stays_the_text_that_was_typed(make, name):
    book = openpyxl.load_workbook(BytesIO(to_xlsx(make(children=(make("A", name),)))))
    cell = book["Báo cáo"]["B6"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (name, "s", None)


def test_floors_and_rates_are_numbers_that_read_as_words(make, target):
    rate = target(None, 1, "plan", rate=Decimal("2.5"), basis="year_end")
    child = make("A", targets=(target(6, 10, at_least=True), rate))
    sheet = openpyxl.load_workbook(BytesIO(to_xlsx(make(children=(child,)))))["Báo cáo"]
    assert (sheet["C6"].value, sheet["C6"].number_format) == (6, '"từ "#,##0" trở lên"')
    assert (sheet["E6"].value, sheet["E6"].number_format) == (2.5, '0.00"%"')
    assert (sheet["D6"].value, sheet["D6"].number_format) == (166.67, "0.00")


def test_workbook_is_ready_to_read_filter_and_print(district):
    sheet = openpyxl.load_workbook(BytesIO(to_xlsx(district)))["Báo cáo"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C6", "A5:G13")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$5:$5"


def test_workbook_of_a_unit_without_anything_says_so(make):
    content = to_xlsx(make("CB", "Chi bộ 3", "branch"))
    assert sheet_rows(content, "Báo cáo")[5] == (None, "Tổng cộng", 0, 0, 0)
    assert sheet_rows(content, "Cơ cấu").count(("Không có",)) == 6
