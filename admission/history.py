"""The journal of a file, told in words."""

from types import SimpleNamespace

from admission.states import StopReason
from admission.steps import WORDS
from partytrack.journal.models import Entry
from partytrack.journal.write import subject_key
from units.models import User

ACCESSES = {
    "view": "Mở hồ sơ",
    "edit": "Mở trang sửa thông tin cá nhân",
    "act": "Mở trang ghi việc",
    "citizen_id": "Xem số căn cước",
}
EVENTS = {
    "register": "Đưa vào danh sách nguồn",
    "edit_person": "Sửa thông tin cá nhân",
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
    "session_planned": "Mở phiên họp",
    "session_amended": "Sửa ngày họp, người ký",
    "outcomes_noted": "Ghi kết luận của phiên họp",
    "session_released": "Công bố kết quả phiên họp",
    "scenario_loaded": "Nạp dữ liệu kịch bản",
    "drift_repaired": "Sửa sai lệch số liệu tổng hợp",
    "unit_created": "Thành lập đơn vị",
    "unit_renamed": "Đổi tên đơn vị",
    "unit_moved": "Chuyển đơn vị",
    "unit_closed": "Kết thúc hoạt động đơn vị",
    "power_changed": "Thay đổi quyền quyết định kết nạp",
    "tags_set": "Gắn khối, nhóm",
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
}


def told(entry):
    """What an entry records, in a few words."""
    act = entry.event.rpartition(".")[2]
    if act in EVENTS:
        return EVENTS[act]
    return WORDS[act].title if act in WORDS else act


def timeline(file):
    """Entries of a file, newest first, for components/timeline.html."""
    entries = list(Entry.objects.filter(subject=subject_key(file)).select_related("actor").order_by("-seq"))
    who = doers(entries)
    remarks = dict(file.remarks.values_list("entry_id", "text"))
    return [
        SimpleNamespace(
            when=entry.at,
            who=who[entry.seq],
            what=told(entry),
            details=[*details(entry), *(f"Lý do: {text}" for text in [remarks.get(entry.uid)] if text)],
        )
        for entry in entries
    ]


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
    if body.get("reason") in StopReason.values:
        yield f"Lý do: {StopReason(body['reason']).label}"
