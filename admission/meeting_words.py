"""A meeting told in words, for its pages."""

from typing import NamedTuple

from admission import meetings
from admission.models.dossier import Body
from partytrack.percent import percent
from partytrack.templatetags.ui import number

WHO = {
    Body.BRANCH: "đảng viên chính thức",
    Body.SECTION: "ủy viên đảng ủy bộ phận",
    Body.COMMITTEE: "cấp ủy viên",
}
PAPER = {Body.BRANCH: "nghị quyết", Body.SECTION: "báo cáo thẩm định", Body.COMMITTEE: "nghị quyết"}
CONCLUSIONS = {"strengths": "Ưu điểm", "weaknesses": "Khuyết điểm"}
ON_ADMISSION = {  # what the branch's resolution 6-KNĐ concludes besides (HD 01-HD/TW, 20/9/2016, point 3.6)
    "background": "Về lý lịch",
    "awareness": "Về ý thức giác ngộ chính trị",
    "qualities": "Về phẩm chất chính trị, đạo đức, lối sống",
    "ability": "Về năng lực công tác",
    "standing": "Về uy tín trong quần chúng",
}


class Tally(NamedTuple):
    words: str
    tone: str


def result_of(item):
    """What a vote came to, in words: "8/9 (88,89 %)"; empty for an appraisal, and before it is recorded."""
    if not item.is_recorded or item.votes_for is None:
        return ""
    counted = item.meeting.counted
    return f"{item.votes_for}/{counted} ({percent(item.votes_for, counted)}\N{NO-BREAK SPACE}%)"


def tally_of(meeting, item):
    """What carries, and whether what is saved of the vote does. static/js/app.js says the same while one types."""
    needed = meetings.needed(meeting)
    if needed is None:
        return Tally("Ghi tổng số ở phần “Thành phần”", "off")
    least = f"Cần ít nhất {needed}/{meeting.counted} tán thành"
    if item.votes_for is None:
        return Tally(least, "info")
    verdict, tone = ("Đạt", "ok") if item.votes_for >= needed else ("Không đạt", "bad")
    return Tally(f"{verdict}: {item.votes_for}/{meeting.counted}. {least}", tone)


def facts_of(meeting):
    """(label, value) pairs of when, where and who."""

    def led(name, post):
        return f"{name}, {post}" if name and post else name or "—"

    who = WHO[meeting.body]
    excused = meeting.exempt_absent
    pairs = [
        ("Ngày họp", f"{meeting.held_on:%d/%m/%Y}"),
        ("Thời gian", " – ".join(f"{at:%H:%M}" for at in (meeting.starts_at, meeting.ends_at) if at) or "—"),
        ("Địa điểm", meeting.place or "—"),
        ("Chủ trì", led(meeting.chair, meeting.chair_post)),
        ("Thư ký", led(meeting.secretary, meeting.secretary_post)),
        (f"Tổng số {who}", number(meeting.entitled)),
        ("Có mặt", number(meeting.present)),
        ("Vắng mặt", number(meeting.absent)),
        ("Được miễn, hoặc sinh hoạt nơi khác, vắng mặt", number(excused)),
    ]
    if meeting.body == Body.BRANCH:
        pairs.append(("Đảng viên dự bị có mặt", f"{meeting.probationary_present}/{meeting.probationary}"))
    return pairs


def conclusions_of(item):
    """(label, text) pairs of what was concluded, and of the grounds of those against."""
    words = {**CONCLUSIONS, **ON_ADMISSION, "objections": "Lý do của ý kiến không tán thành"}
    return [(label, text) for name, label in words.items() if (text := getattr(item, name))]
