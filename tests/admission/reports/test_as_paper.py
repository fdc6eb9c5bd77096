"""The paper is read back: what is printed, on how many pages, in which fonts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from admission.reports.as_paper import to_html, to_pdf
from admission.reports.letterhead import Letterhead

from .readers import html_rows, html_text, pdf, pdf_text

pytestmark = pytest.mark.needs("PDF")
SIGNED = Letterhead(
    parent="Đảng bộ tỉnh Đồng Nai",
    number="15",
    place="Xuân Lộc",
    on=date(2026, 2, 5),
    signer_title="Phó Bí thư",
    signer="Nguyễn Thị Thu Hà",
)
CODES = "Tra danh sách người theo số liệu"  # the key to the codes, behind the signature
HOSTILE = "<link rel=attachment href=file:///etc/passwd>"


def test_paper_opens_with_organs_number_place_date_and_subject(district):
    assert pdf_text(to_pdf(district, SIGNED)).startswith(
        "ĐẢNG BỘ TỈNH ĐỒNG NAI ĐẢNG BỘ HUYỆN XUÂN LỘC * Số 15-BC/HU ĐẢNG CỘNG SẢN VIỆT NAM "
        "Xuân Lộc, ngày 05 tháng 02 năm 2026 BÁO CÁO kết quả thực hiện chỉ tiêu phát triển đảng viên năm 2021 ----- "
        "Đảng bộ huyện Xuân Lộc báo cáo kết quả thực hiện chỉ tiêu phát triển đảng viên năm 2021 "
        "(từ ngày 01/01/2021 đến ngày 31/12/2021), số liệu tính đến hết ngày 30/11/2021, như sau:"
    )


def test_paper_ends_with_recipients_archive_and_signature(district):
    paper = pdf_text(to_pdf(district, SIGNED)).split(CODES)[0]
    assert paper.strip().endswith(
        "Nơi nhận: - Cấp ủy cấp trên trực tiếp (để báo cáo), - Các đơn vị trực thuộc, - Lưu Văn phòng Huyện ủy. "
        "T/M BAN THƯỜNG VỤ PHÓ BÍ THƯ Nguyễn Thị Thu Hà 6"  # the page number is drawn last
    )


def test_what_nobody_said_is_left_for_the_pen(district):
    text = html_text(to_html(district))
    assert text.startswith(
        "Báo cáo kết quả thực hiện chỉ tiêu phát triển đảng viên năm 2021 - Đảng bộ huyện Xuân Lộc "
        "ĐẢNG BỘ HUYỆN XUÂN LỘC * Số ……-BC/HU ĐẢNG CỘNG SẢN VIỆT NAM …………, ngày …… tháng …… năm …… BÁO CÁO"
    )
    assert text.split(CODES)[0].strip().endswith("T/M BAN THƯỜNG VỤ ………… ……………………")


def test_every_percentage_says_of_what_and_comes_after_the_count(district):
    text = pdf_text(to_pdf(district))
    for sentence in (
        "1. Kết nạp đảng viên: 137 đồng chí.",
        "- Chỉ tiêu giao (01-TB/HU, ngày 15/01/2021): 120 đồng chí; đã kết nạp 137/120 (vượt 17), đạt 114,17% "
        "so với chỉ tiêu giao.",
        "- Nghị quyết (01-TB/HU, ngày 15/01/2021): 2,50% so với số đảng viên đầu nhiệm kỳ; "
        "đã kết nạp 137 đồng chí, đạt 104,18% so với chỉ tiêu nghị quyết.",
        "- Chỉ tiêu giao, tính riêng nữ (01-TB/HU, ngày 15/01/2021): từ 50 trở lên; đã kết nạp 61/50 (vượt 11) "
        "đồng chí, đạt 122,00% so với mức tối thiểu.",
        "- So với số đảng viên đầu nhiệm kỳ là 5.260 đồng chí (5.200 chính thức, 60 dự bị) ngày 01/8/2020: "
        "kết nạp 137/5.260, bằng 2,60%.",
        "2. Công nhận đảng viên chính thức: 1.098 đồng chí (đúng hạn 1.090, chậm 8).",
        "- Nhiệm kỳ 2020 - 2025, từ ngày 01/8/2020 đến hết ngày 30/11/2021: kết nạp 640, công nhận chính thức 598, "
        "xóa tên 4, xin ra khỏi Đảng 0.",
        "- Vượt chỉ tiêu (2): Đảng bộ Khối Kinh tế huyện; Đảng bộ thị trấn Gia Ray.",
        "- Tổ chức cơ sở đảng chưa kết nạp được ai: 6/41.",
        "146 hồ sơ gửi lên cấp trên; 33 hồ sơ bị trả lại 37 lượt, bình quân 0,25 lượt cho mỗi hồ sơ gửi lên.",
        "Số kết nạp tính theo ngày tổ chức lễ kết nạp, đến hết ngày 30/11/2021. "
        "Tỷ lệ lấy hai chữ số thập phân, làm tròn từ 5 trở lên.",
    ):
        assert text.count(sentence) >= 1, sentence


def test_a_target_of_nobody_has_no_percentage(make, target):
    zero = target(0, 3, percent=None)
    assert html_text(to_html(make(admitted=3, targets=(zero,)))).count(
        "- Chỉ tiêu giao (01-TB/HU, ngày 15/01/2021): 0 đồng chí; đã kết nạp 3/0 (vượt 3). "
    ) == 1  # fmt: skip


def test_counting_by_decision_is_printed(district):
    text = html_text(to_html(replace(district, counted_by="decision")))
    assert text.count("Số kết nạp tính theo ngày ký quyết định kết nạp, đến hết ngày 30/11/2021.") == 3


def test_sections_without_anything_say_so(make):
    text = html_text(to_html(make("CB", "Chi bộ khu phố 3", "branch")))
    for heading in (
        "II. KẾT QUẢ CỦA CÁC ĐƠN VỊ TRỰC THUỘC",
        "III. CƠ CẤU ĐẢNG VIÊN MỚI KẾT NẠP",
        "IV. NGUỒN PHÁT TRIỂN ĐẢNG VIÊN",
        "V. HỒ SƠ THÔI THEO DÕI",
        "VIII. CÁC PHIÊN HỌP XÉT KẾT NẠP",
    ):
        assert text.count(f"{heading} Không có.") == 1, heading


def test_units_table_prints_the_floor_in_words_and_the_total_last(make, target):
    child = make("A", "Chi bộ 1", admitted=10, targets=(target(6, 10, at_least=True),))
    rate = target(None, 10, rate=Decimal("2.5"), basis="year_end", percent="80,00")
    rows = html_rows(to_html(make(admitted=10, targets=(rate,), children=(child,))))
    start = rows.index(("1", "Chi bộ 1", "10/6 (vượt 4) từ 6 trở lên 166,67%", "10", *"0000000"))
    assert rows[start + 1] == ("", "Tổng cộng", "10 2,50% 80,00%", "10", *"0000000")


def test_paper_is_a4_portrait_and_six_pages_with_two_of_codes_for_a_district(district):
    pages = pdf(to_pdf(district, SIGNED)).pages
    assert [[round(side) for side in page.mediabox[2:]] for page in pages] == [
        [595, 842]
    ] * 8  # two of codes last


def test_pages_are_numbered_from_the_second_on(district):
    last_drawn = [page.extract_text().split()[-1] for page in pdf(to_pdf(district, SIGNED)).pages]
    assert last_drawn[1:-1] == ["2", "3", "4", "5", "6", "7"]
    assert last_drawn[0] != "1"


def test_three_kinds_of_target_turn_the_paper(make, target):
    goals = tuple(target(5, 4, by) for by in ("assigned", "registered", "plan"))
    figures = make(admitted=4, targets=goals, children=(make("A", admitted=4, targets=goals),))
    page = pdf(to_pdf(figures)).pages[0]
    assert [round(side) for side in page.mediabox[2:]] == [842, 595]


def test_the_head_of_a_long_table_repeats_and_its_total_is_not_alone(make):
    children = tuple(make(f"CB-{n}", f"Chi bộ khu phố {n}") for n in range(1, 73))
    pages = [" ".join(page.extract_text().split()) for page in pdf(to_pdf(make(children=children))).pages]
    listed = [text for text in pages if "Lượt trả lại" in text]
    assert len(listed) == 3
    assert ["Tổng cộng" in text for text in listed] == [False, False, True]
    assert "Chi bộ khu phố 72" in listed[-1]


def test_only_our_fonts_are_inside_and_each_is_embedded(district):
    fonts = {}
    for page in pdf(to_pdf(district)).pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            fonts[described["/FontName"].split("+")[1]] = (
                "/FontFile2" in described or "/FontFile3" in described
            )
    assert fonts == {"Tinos": True, "Tinos-Bold": True, "Tinos-Italic": True}


def test_markup_in_names_is_printed_and_opens_nothing(make, target):
    name = f"Chi bộ {HOSTILE}"
    hostile = target(3, 0, decision=HOSTILE)
    figures = make("CB", name, "branch", targets=(hostile,), period_name=HOSTILE, children=(make("A", name),))
    letterhead = Letterhead(parent=name, number=HOSTILE, place=HOSTILE, signer=name, recipients=(HOSTILE,))
    made = to_pdf(figures, letterhead)
    assert pdf(made).attachments == {}
    assert pdf_text(made).count(HOSTILE) >= 8
