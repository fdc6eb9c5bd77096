"""What each person does at each step of a file, by the words on the screen."""

import re
from datetime import timedelta

NAME = "Nguyễn Thị Thanh Hà"
LONG_AGO = "03/02/2005"


def day(on):
    return f"{on:%d/%m/%Y}"


def enter(secretary, on):
    """Put a person on the source list; a date of birth that does not exist is pointed out beside its field."""
    born = f"28/02/{on.year - 27}"
    secretary.choose_menu("Việc của tôi")
    secretary.follow("Thêm quần chúng ưu tú")
    secretary.fill("Ngày đưa vào danh sách nguồn", day(on))
    secretary.fill_in({
        "Họ và tên khai sinh": NAME, "Ngày sinh": "31/02/1998", "Số căn cước công dân": "075 198 001 234",
        "Nơi đăng ký khai sinh": "Xã Xuân Định, tỉnh Đồng Nai", "Quê quán": "Xã Xuân Định, tỉnh Đồng Nai",
        "Nơi thường trú": "Ấp Bảo Định, xã Xuân Định, tỉnh Đồng Nai", "Ngày vào Đoàn": "26/03/2014",
    })  # fmt: skip
    secretary.page.get_by_role("radio", name="Nữ", exact=True).check()
    secretary.choose("Giáo dục phổ thông", "Tốt nghiệp trung học phổ thông")
    secretary.choose("Nhóm nghề nghiệp", "Công nhân")
    secretary.press("Đưa vào danh sách nguồn", status=422)
    birthday = secretary.field("Ngày sinh")
    assert birthday.get_attribute("aria-invalid") == "true"
    assert "Tháng 2 năm 1998 không có ngày 31." in birthday.evaluate("field => field.parentElement.innerText")
    birthday.clear()
    birthday.press_sequentially(born.replace("/", ""))
    assert birthday.input_value() == (born if secretary.has_script else born.replace("/", ""))
    secretary.press("Đưa vào danh sách nguồn")
    secretary.reads(f"Đã đưa {NAME} vào danh sách nguồn.")


def take_up(visitor, name=NAME):
    """From the list of what is due to the file."""
    visitor.choose_menu("Việc của tôi")
    visitor.follow(re.compile(name))


def prepare(secretary, on):
    """A helper, the application, the papers, the letters that verify the personal history."""
    applied = on + timedelta(10)
    assign_helper(secretary, on + timedelta(7))
    take_application(secretary, applied)
    file_papers(secretary, applied)
    send_verification(secretary, applied + timedelta(10))


def assign_helper(secretary, on):
    secretary.follow("Ghi phân công")
    secretary.fill_in({"Số nghị quyết": "05-NQ/CB", "Ngày nghị quyết phân công": day(on)})
    helper = {"Họ và tên": "Lê Văn Dũng", "Chính thức từ ngày": LONG_AGO}
    secretary.fill_in(helper, group="Đảng viên giúp đỡ")
    secretary.press("Ghi phân công")
    secretary.reads("Đã ghi: phân công đảng viên giúp đỡ.")


def take_application(secretary, on):
    secretary.follow("Ghi đơn xin vào Đảng")
    secretary.fill_in({
        "Ngày ghi trên đơn": day(on), "Ngày chi bộ nhận đơn": day(on), "Số giấy chứng nhận": "123",
        "Ngày cấp": day(on), "Nơi cấp": "Trung tâm Chính trị huyện",
    })  # fmt: skip
    secretary.press("Ghi đơn xin vào Đảng")


def send_verification(secretary, on):
    secretary.follow("Ghi công văn thẩm tra")
    secretary.fill_in({
        "Ngày người xin vào Đảng ký lý lịch": day(on), "Số công văn": "84-CV/ĐU", "Ngày gửi công văn": day(on),
        "Gửi đến": "Đảng ủy xã Xuân Bắc",
    })  # fmt: skip
    secretary.press("Ghi công văn thẩm tra")
    secretary.reads("Đang chờ đảng ủy cơ sở")


def file_papers(secretary, on):
    secretary.follow("Giấy giới thiệu và ý kiến nhận xét")
    second = "Người giới thiệu thứ hai (khi không có Đoàn, Công đoàn giới thiệu)"
    for group, name in (("Đảng viên giới thiệu (3-KNĐ)", "Phạm Thị Lan"), (second, "Lê Văn Tư")):
        secretary.fill_in({
            "Họ và tên": name, "Chính thức từ ngày": LONG_AGO,
            "Cùng công tác, học tập hoặc cư trú từ ngày": LONG_AGO,
        }, group=group)  # fmt: skip
    secretary.fill_in({
        "Ngày giấy giới thiệu": day(on), "Số nghị quyết của Đoàn": "07-NQ/ĐTN", "Ngày nghị quyết của Đoàn": day(on),
        "Ngày tổng hợp ý kiến đoàn thể và chi ủy nơi cư trú": day(on), "Ngày chi ủy nhận giấy tờ": day(on),
    })  # fmt: skip
    secretary.press("Ghi giấy giới thiệu, ý kiến")


def certify(officer, on):
    take_up(officer)
    officer.follow("Ghi kết luận thẩm tra")
    officer.fill_in({
        "Ngày có kết luận thẩm tra": day(on), "Kết luận": "Không có vấn đề về lịch sử chính trị",
        "Ngày cấp ủy chứng nhận lý lịch": day(on),
    })  # fmt: skip
    officer.press("Ghi kết luận thẩm tra")


def vote(visitor, on, whose, link="Ghi kết quả biểu quyết"):
    """The tally of a meeting: eight of nine."""
    visitor.follow(link)
    visitor.fill_in({
        "Ngày họp": day(on), "Số nghị quyết": "12-NQ", "Chủ trì": "Trần Văn Bình", "Thư ký": "Lê Thị Cúc",
        f"Tổng số {whose}": 9, "Có mặt": 9, "Tán thành": 8, "Không tán thành": 1,
    })  # fmt: skip
    visitor.press("Ghi kết quả biểu quyết")
    visitor.reads("8/9 tán thành, 1 không tán thành: đạt hai phần ba")


def propose(secretary, on):
    """The branch met before its papers ran out; today they are too old for the usual next step."""
    take_up(secretary)
    vote(secretary, on, "đảng viên chính thức", "Chi bộ họp xét, đề nghị kết nạp")


def committee_votes(officer, on):
    """The committee's resolution, and the letter that submits the file."""
    take_up(officer)
    vote(officer, on, "cấp ủy viên")
    officer.follow("Ghi tờ trình")
    officer.fill_in({"Số tờ trình": "10-TTr/ĐU", "Ngày trình": day(on)})
    officer.press("Ghi tờ trình")


def appraise_and_plan(board, on, *, session_on):
    """Appraise the file, plan a session and put the file on its agenda."""
    take_up(board)
    board.follow("Ghi đã thẩm định")
    board.fill("Ngày thẩm định", day(on))
    board.press("Ghi đã thẩm định")
    board.follow("Chọn phiên họp")
    board.follow("Mở phiên họp")
    board.fill_in({"Ngày họp": day(session_on), "Người ký quyết định": "Phạm Văn Đức"})
    board.press("Mở phiên họp")
    board.page.get_by_role("checkbox", name=NAME).check()
    board.press("Đưa vào chương trình")
    board.reads("Đã đưa 1 hồ sơ vào chương trình.")


def admit(board, number):
    """Lock the agenda, note what the session concluded, look at it once more, and release it."""
    board.follow("Xem lại, chốt chương trình")
    board.press("Chốt chương trình")
    board.follow("Ghi kết luận")
    board.choose(f"Kết luận đối với {NAME}", "Chuẩn y")
    board.fill(f"Số quyết định của {NAME}", number)
    board.press("Lưu kết luận")
    board.follow("Xem lại, công bố")
    board.press("Công bố kết quả")
    board.reads("Đã công bố kết quả phiên họp.")


def hold_ceremony(secretary, on, name=NAME):
    take_up(secretary, name)
    secretary.follow("Ghi lễ kết nạp")
    secretary.fill_in({
        "Ngày tổ chức lễ kết nạp": day(on), "Nơi tổ chức": "Nhà văn hóa ấp Bảo Định",
        "Người chủ trì buổi lễ": "Trần Văn Bình",
    })  # fmt: skip
    secretary.press("Ghi lễ kết nạp")
    secretary.reads("Đã ghi: tổ chức lễ kết nạp.")


def recommend(secretary, on):
    """After twelve months: the papers of probation, and the branch's vote."""
    take_up(secretary)
    secretary.follow("Ghi giấy tờ")
    secretary.fill_in({
        "Số giấy chứng nhận": "45", "Ngày cấp": day(on), "Ngày bản tự kiểm điểm (10-KNĐ)": day(on),
        "Ngày nhận xét của người giúp đỡ (11-KNĐ)": day(on), "Ngày tổng hợp ý kiến (12-KNĐ)": day(on),
        "Ngày chi ủy nhận giấy tờ": day(on),
    })  # fmt: skip
    secretary.press("Ghi giấy tờ")
    vote(secretary, on, "đảng viên chính thức")
