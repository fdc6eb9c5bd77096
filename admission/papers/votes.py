"""The figures and conclusions of the meeting that a form reports."""

from admission.papers.blanks import day
from admission.papers.markup import Blank
from partytrack.percent import percent

CONCLUSIONS = {
    "ve_ly_lich": "background", "giac_ngo": "awareness", "pham_chat": "qualities", "nang_luc": "ability",
    "uy_tin": "standing", "uu_diem": "strengths", "khuyet_diem": "weaknesses",
    "khong_tan_thanh_ly_do": "objections",
}  # fmt: skip


def tally(vote):
    """A vote in integers, and its shares of all who are entitled."""
    return {
        "tan_thanh": str(vote.votes_for),
        "ty_le_tan_thanh": percent(vote.votes_for, vote.counted),
        "khong_tan_thanh": str(vote.votes_against),
        "ty_le_khong_tan_thanh": percent(vote.votes_against, vote.counted),
        "tinh_tren": str(vote.counted),
        "mien_vang": str(vote.exempt_absent) if vote.exempt_absent else Blank(""),
        "hop_ngay": day(vote.held_on),
        "hop_ngay_dau_cau": day(vote.held_on, starts_sentence=True),
        "chinh_thuc": str(vote.entitled),
        "co_mat_chinh_thuc": str(vote.present),
        "vang_chinh_thuc": str(vote.entitled - vote.present),
        "chu_tri": vote.chair,
        "thu_ky": vote.secretary,
    }


def told_of(meeting):
    """What only the record of the whole meeting knows."""
    people = _attendance(meeting) if None not in (meeting.entitled, meeting.present) else {}
    absent = [
        f"{one.name} ({one.reason})" if one.reason else one.name for one in meeting.absences.order_by("id")
    ]
    return {
        "hop_ngay": day(meeting.held_on),
        "hop_ngay_dau_cau": day(meeting.held_on, starts_sentence=True),
        "hop_noi": meeting.place,
        "bat_dau": _hour(meeting.starts_at),
        "ket_thuc": _hour(meeting.ends_at),
        "vang_ly_do": ", ".join(absent),
        "chu_tri": meeting.chair,
        "chu_tri_chuc_vu": meeting.chair_post,
        "thu_ky": meeting.secretary,
        **people,
    }


def _attendance(meeting):
    absent = meeting.entitled - meeting.present
    return {
        "tong_so": str(meeting.entitled + meeting.probationary),
        "chinh_thuc": str(meeting.entitled),
        "du_bi": str(meeting.probationary),
        "co_mat": str(meeting.present + meeting.probationary_present),
        "co_mat_chinh_thuc": str(meeting.present),
        "co_mat_du_bi": str(meeting.probationary_present),
        "vang": str(absent + meeting.probationary_absent),
        "vang_chinh_thuc": str(absent),
        "vang_du_bi": str(meeting.probationary_absent),
    }


def concluded(item):
    """The free conclusions on one file."""
    said = {name: getattr(item, column) for name, column in CONCLUSIONS.items()}
    agreed = {None: "", True: "nhất trí", False: "không nhất trí"}[item.agrees]
    return {**said, "nhat_tri": agreed}


def resolved(prefix, vote):
    """A resolution as a later paper cites it."""
    return {
        f"{prefix}_so": vote.number,
        f"{prefix}_ngay": day(vote.held_on),
        f"{prefix}_tan_thanh": str(vote.votes_for),
        f"{prefix}_ty_le": percent(vote.votes_for, vote.counted),
        f"{prefix}_tinh_tren": str(vote.counted),
    }


def _hour(time):
    return f"{time:%H} giờ {time:%M}" if time else ""
