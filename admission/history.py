"""The journal of a file, told in words."""

from types import SimpleNamespace

from admission import corrections
from admission.faults import Fault
from admission.states import END_REASONS
from admission.steps import WORDS
from partytrack.journal.models import Entry
from partytrack.journal.write import subject_key
from units.models import User

ACCESSES = {
    "view": "Mở hồ sơ",
    "transfer": "Mở giới thiệu chuyển đến",
    "print": "In giấy tờ của phiên họp",
    "form": "In giấy tờ trong hồ sơ",
    "edit": "Mở trang sửa thông tin cá nhân",
    "history": "Mở lý lịch (2-KNĐ)",
    "history_pdf": "In lý lịch (2-KNĐ)",
    "act": "Mở trang ghi việc",
    "meeting": "Mở cuộc họp xét hồ sơ",
    "why": "Xem căn cứ được, chưa được",
    "citizen_id": "Xem số căn cước",
    "source_list.pdf": "In danh sách nguồn",
    "certificates.pdf": "In giấy chứng nhận của lớp bồi dưỡng",
    "class_roll.pdf": "In danh sách lớp bồi dưỡng",
    "papers": "Mở trang giấy tờ",
    "statistics": "Mở thông tin cho biểu thống kê",
    "register": "Mở sổ kết nạp",
    "register.pdf": "In sổ kết nạp",
    "register.xlsx": "Tải sổ kết nạp (Excel)",
    "scan": "Mở bản chụp giấy tờ",
    "letter": "In công văn thẩm tra",
}
EVENTS = {
    "form_text_replaced": "Thay lời văn của mẫu",
    "register": "Đưa vào danh sách nguồn",
    "edit_person": "Sửa thông tin cá nhân",
    "scan_attached": "Đính kèm bản chụp giấy tờ",
    "scan_withdrawn": "Rút bản chụp giấy tờ",
    "history_saved": "Khai lý lịch",
    "field_remarked": "Nhận xét một mục của lý lịch",
    "remark_fixed": "Sửa một mục của lý lịch theo nhận xét",
    "receive_certificate": "Cấp giấy chứng nhận học lớp bồi dưỡng",
    "sources_reviewed": "Rà soát nguồn",
    "class_planned": "Mở lớp bồi dưỡng",
    "class_amended": "Sửa lớp bồi dưỡng",
    "class_invited": "Phân bổ chỗ học",
    "class_enrolled": "Ghi danh lớp bồi dưỡng",
    "class_withdrawn": "Rút học viên khỏi lớp bồi dưỡng",
    "class_noted": "Ghi số buổi dự, điểm",
    "certificates_issued": "Cấp giấy chứng nhận của lớp bồi dưỡng",
    "put_on_agenda": "Đưa vào chương trình phiên họp",
    "put_recognition_on_agenda": "Đưa vào chương trình phiên họp",
    "decide": "Quyết định kết nạp",
    "recognise": "Quyết định công nhận chính thức",
    "defer": "Để lại phiên sau",
    "defer_recognition": "Để lại phiên sau",
    "refer": "Yêu cầu thẩm tra bổ sung",
    "refer_recognition": "Yêu cầu thẩm tra bổ sung",
    "refuse": "Không chuẩn y kết nạp",
    "refuse_recognition": "Chưa công nhận chính thức",
    "ceremony": "Lễ kết nạp",
    "offer_transfer": "Giới thiệu chuyển sang chi bộ khác",
    "receive": "Tiếp nhận hồ sơ chuyển đến",
    "decline_transfer": "Nơi đến từ chối tiếp nhận",
    "meeting_opened": "Mở cuộc họp xét",
    "meeting_saved": "Lưu nháp cuộc họp xét",
    "meeting_recorded": "Ghi kết quả cuộc họp xét",
    "meeting_discarded": "Xóa bản nháp cuộc họp xét",
    "session_planned": "Mở phiên họp",
    "session_amended": "Sửa ngày họp, hạn nộp, người ký",
    "deciding_body_set": "Sửa cài đặt phiên họp",
    "agenda_locked": "Chốt chương trình phiên họp",
    "agenda_unlocked": "Mở lại chương trình phiên họp",
    "attendance_recorded": "Ghi thành phần dự họp",
    "number_voided": "Hủy số quyết định",
    "book_opened": "Ghi số quyết định đầu tiên",
    "term_begun": "Mở sổ quyết định nhiệm kỳ mới",
    "print_asked": "Yêu cầu in giấy tờ của phiên họp",
    "book_asked": "Yêu cầu in tập số liệu",
    "report_sealed": "Gửi báo cáo (niêm phong)",
    "statistics_noted": "Ghi thông tin cho biểu thống kê",
    "outcomes_noted": "Ghi kết luận của phiên họp",
    "session_released": "Công bố kết quả phiên họp",
    "rule_drafted": "Soạn thay đổi quy tắc",
    "rule_switched_on": "Bật thay đổi quy tắc",
    "rule_dropped": "Bỏ thay đổi quy tắc",
    "instrument_added": "Ghi văn bản mới",
    "day_moved": "Ghi ngày nghỉ hoán đổi",
    "requirement_set": "Đặt yêu cầu riêng",
    "requirement_ended": "Thôi áp dụng yêu cầu riêng",
    "scenario_loaded": "Nạp dữ liệu kịch bản",
    "drift_repaired": "Sửa sai lệch số liệu tổng hợp",
    "unit_created": "Thành lập đơn vị",
    "unit_renamed": "Đổi tên đơn vị",
    "unit_moved": "Chuyển đơn vị",
    "unit_closed": "Kết thúc hoạt động đơn vị",
    "power_changed": "Thay đổi quyền quyết định kết nạp",
    "tags_set": "Gắn khối, nhóm",
    "unit_merged": "Sáp nhập đơn vị",
    "unit_restored": "Hoàn tác sắp xếp đơn vị",
    "unit_removed": "Hoàn tác thành lập đơn vị",
    "plan_drafted": "Soạn phương án sắp xếp",
    "plan_amended": "Sửa phương án sắp xếp",
    "plan_rehearsed": "Chạy thử phương án sắp xếp",
    "plan_submitted": "Trình phương án sắp xếp",
    "plan_returned": "Trả lại phương án sắp xếp",
    "plan_approved": "Phê duyệt phương án sắp xếp",
    "plan_discarded": "Bỏ phương án sắp xếp",
    "restructured": "Sắp xếp tổ chức đảng",
    "restructuring_undone": "Hoàn tác sắp xếp tổ chức đảng",
    "target_entered": "Ghi chỉ tiêu",
    "members_declared": "Ghi số đảng viên",
    "period_opened": "Mở kỳ chỉ tiêu",
    "period_renamed": "Đổi tên kỳ chỉ tiêu",
    "user_created": "Tạo tài khoản",
    "user_disabled": "Khóa tài khoản",
    "user_enabled": "Mở lại tài khoản",
    "grant_given": "Giao vai trò",
    "grant_ended": "Thôi giao vai trò",
    "link_made": "Cấp đường dẫn đặt mật khẩu",
    "password_set": "Đặt mật khẩu",
    "digest_chosen": "Chọn cách nhận thư nhắc việc",
    "feed_made": "Tạo liên kết lịch",
    "feed_revoked": "Thu hồi liên kết lịch",
    "view_saved": "Lưu mẫu phân tích số liệu",
    "view_shared": "Chia sẻ mẫu phân tích số liệu",
    "view_unshared": "Thôi chia sẻ mẫu phân tích số liệu",
    "view_deleted": "Xóa mẫu phân tích số liệu",
}


END_LABELS = dict(END_REASONS)


def told(entry):
    """What an entry records, in a few words."""
    act = entry.event.rpartition(".")[2]
    if act in EVENTS:
        return EVENTS[act]
    return WORDS[act].title if act in WORDS else act


def timeline(file):
    """Entries of a file, newest first, for components/timeline.html."""
    found = Entry.objects.filter(subject=subject_key(file)).select_related("actor").order_by("-seq")
    entries = _sittings_told_once(found)
    who = doers(entries)
    remarks = dict(file.remarks.values_list("entry_id", "text"))
    corrected = corrections.told(file) if any(one.event == corrections.EVENT for one in entries) else {}
    return [
        SimpleNamespace(
            when=entry.at,
            who=who[entry.seq],
            what=told(entry),
            details=[
                *details(entry),
                *corrected.get(entry.uid, ()),
                *(f"Lý do: {text}" for text in [remarks.get(entry.uid)] if text),
            ],
        )
        for entry in entries
    ]


def _sittings_told_once(entries):
    """The journal notes each section of a personal history; the file tells a day's work on it once."""
    kept = []
    for entry in entries:
        if not (kept and _same_sitting(kept[-1], entry)):
            kept.append(entry)
    return kept


def _same_sitting(one, other):
    return (one.event, one.actor_id, one.on) == ("admission.history_saved", other.actor_id, other.on) and (
        other.event == one.event
    )


def doers(entries):
    """{seq: who did it}, and in whose place."""
    ids = {entry.body["on_behalf_of"] for entry in entries if _stood_in(entry)}
    principals = User.objects.in_bulk(ids)
    return {
        entry.seq: f"{entry.actor}, thay {principals[entry.body['on_behalf_of']]}"
        if _stood_in(entry)
        else str(entry.actor or "Hệ thống")
        for entry in entries
    }


def _stood_in(entry):
    """An act was done for somebody else. (That a role was given for somebody is another matter.)"""
    return entry.event != "units.grant_given" and "on_behalf_of" in entry.body


def details(entry):
    """Sentences: day and number, votes, reason."""
    body = entry.body
    if entry.on:
        number = f", số {body['number']}" if body.get("number") else ""
        yield f"Ngày {entry.on:%d/%m/%Y}{number}"
    if "votes_for" in body:
        counted = body["entitled"] - body["exempt_absent"]
        result = "đạt" if body["passed"] else "không đạt"
        yield f"{body['votes_for']}/{counted} tán thành, {body['votes_against']} không tán thành: {result} hai phần ba"
    if body.get("fault") in Fault.values:
        yield f"Lỗi chính: {Fault(body['fault']).label.lower()}"
    if body.get("agrees") is False:
        yield "Không nhất trí với đề nghị"
    if body.get("reason") in END_LABELS:
        yield f"Lý do: {END_LABELS[body['reason']]}"
