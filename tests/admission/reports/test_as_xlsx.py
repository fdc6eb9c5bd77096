from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from admission.reports.as_xlsx import to_xlsx
from admission.reports.codes import Span, code_of

from .readers import sheet_rows

CODE = code_of(Span(1, date(2021, 1, 1), date(2021, 11, 30)))


def test_workbook_has_one_row_for_each_unit_and_the_units_own_total(district):
    rows = sheet_rows(to_xlsx(district), "Báo cáo")
    assert rows[4:] == [
        ("TT", "Đơn vị", "Chỉ tiêu giao", "Kết nạp so với chỉ tiêu giao (%)", "Kết nạp",
         "Công nhận chính thức", "Công nhận chậm", "Nguồn đang theo dõi", "Hồ sơ kết nạp quá hạn",
         "Hồ sơ công nhận quá hạn", "Hồ sơ gửi lên", "Lượt trả lại", "Tiến độ", "Mã tra danh sách"),
        (1, "Đảng bộ Khối Kinh tế huyện", 3, 166.67, 5, 4, 0, 7, 1, 0, 6, 2, "vượt chỉ tiêu", CODE),
        (2, "Đảng bộ thị trấn Gia Ray", 5, 120, 6, 5, 0, 8, 1, 0, 7, 2, "vượt chỉ tiêu", CODE),
        (3, "Đảng bộ Công an huyện", None, None, 14, 13, 0, 16, 1, 0, 15, 2, "", CODE),
        (4, "Đảng bộ Quân sự huyện", None, None, 9, 8, 0, 11, 1, 0, 10, 2, "", CODE),
        (5, "Đảng bộ Khối Văn hóa - Xã hội", None, None, 21, 20, 0, 23, 1, 0, 22, 2, "", CODE),
        (6, "Chi bộ Bảo hiểm xã hội", None, None, 2, 1, 0, 4, 1, 0, 3, 2, "", CODE),
        (7, "Các tổ chức cơ sở đảng khác", None, None, 78, 77, 0, 80, 1, 0, 79, 2, "", CODE),
        (8, "Trực thuộc Đảng bộ huyện Xuân Lộc", None, None, 2, 970, 8, 57, 5, 5, 4, 23, "", ""),
        (None, "Tổng cộng", 120, 114.17, 137, 1098, 8, 206, 12, 5, 146, 37, "vượt chỉ tiêu", CODE),
        ("Chỉ tiêu giao đã ghi cho 2/7 đơn vị, cộng lại là 8, ít hơn 112 so với chỉ tiêu giao chung là 120.",),
        ("Tỷ lệ lấy hai chữ số thập phân, làm tròn từ 5 trở lên. Tiến độ: chỉ tiêu × số ngày đã qua / số ngày của kỳ; "
         "đơn vị có ít hơn số này là chậm tiến độ.",),
        ("Tra danh sách người: gõ mã của dòng, dấu / và số của cột (Kết nạp: 1; Công nhận chính thức: 2; "
         "Công nhận chậm: 12; Nguồn đang theo dõi: 3; Hồ sơ kết nạp quá hạn: 14; Hồ sơ công nhận quá hạn: 15; "
         "Hồ sơ gửi lên: 8; Lượt trả lại: 9) vào “Tra mã số liệu”.",),
    ]  # fmt: skip


def test_workbook_says_unit_period_day_and_counting_rule_on_top(district):
    assert [row for row in sheet_rows(to_xlsx(district), "Báo cáo")[:4] if row] == [
        ("Đảng bộ huyện Xuân Lộc",),
        ("Báo cáo kết quả thực hiện chỉ tiêu phát triển đảng viên năm 2021",),
        (
            "Số liệu tính đến hết ngày 30/11/2021; đếm lại từ hồ sơ lúc 08:30 ngày 01/12/2021. "
            "Số kết nạp tính theo ngày tổ chức lễ kết nạp.",
        ),
    ]


def test_second_sheet_lists_targets_bases_groups_pool_stopped_and_sessions(district):
    rows = sheet_rows(to_xlsx(district), "Cơ cấu")
    for row in (
        ("Chỉ tiêu giao (01-TB/HU, ngày 15/01/2021)", 120, 137, 114.17, 109.81, "vượt chỉ tiêu"),
        ("Nghị quyết (01-TB/HU, ngày 15/01/2021)", 2.5, 137, 104.18),
        ("Chỉ tiêu giao, tính riêng nữ (01-TB/HU, ngày 15/01/2021)", 50, 61, 122, 45.75, "vượt chỉ tiêu"),
        ("đầu nhiệm kỳ", date(2020, 8, 1), 5260, 2.6),
        ("Nữ", 61, 44.53),
        ("Đi làm ăn xa", 4),
        ("Nhiệm kỳ 2020 - 2025", 640, 598, 4, 0),
        ("Công nhận chậm", 8),
        ("18 đến 30 tuổi", 51, 50),
        ("02/2021", 79, 137, 19.4),
        ("Quần chúng ưu tú", 100, 40, 15, 5, None, 160),
        ("Đang thẩm tra lý lịch", 9, 3, 0, 0, 12, 12),
        ("Tổng cộng", 109, 43, 15, 5, 12, 206),
        ("Tổng cộng", 8, 20, 31, 70, 5, 129),
        ("Quần chúng ưu tú", 90, 104, 120),
        (146, 33, 37, 0.25),
        ("Thiếu giấy tờ", 24),
        (date(2020, 1, 1), date(2020, 11, 30), 125, 98, 3, 109.6),
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
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C6", "A5:N13")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$5:$5"


def test_workbook_of_a_unit_without_anything_says_so(make):
    content = to_xlsx(make("CB", "Chi bộ 3", "branch"))
    assert sheet_rows(content, "Báo cáo")[5] == (None, "Tổng cộng", *[0] * 8, "", CODE)
    assert sheet_rows(content, "Cơ cấu").count(("Không có",)) == 13
