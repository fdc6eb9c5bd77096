"""What stands in the way of recording a meeting, or one file of it. Whether the act is lawful, the engine says."""

from admission.domain.numbering import PATTERN
from admission.meetings import meets_for, ways_of
from admission.models import AbsentAs
from admission.models.dossier import Body
from partytrack.errors import Reason

NOT_WAITING = Reason(
    "NOT_WAITING", "Có hồ sơ không còn chờ cuộc họp này.", "Mở lại trang rồi chọn lại hồ sơ."
)


def unready(item, meeting):
    """Why a file cannot be recorded as it stands in the meeting; None when the engine may be asked."""
    if meets_for(item.candidate) not in (None, meeting.unit):
        return NOT_WAITING
    if meeting.body == Body.SECTION:
        if item.agrees is None:
            return Reason("NO_OPINION", "Chưa ghi nhất trí hay không nhất trí.", "Chọn kết quả thẩm định.")
        if not item.agrees and not item.objections:
            return Reason("NO_REASON", "Chưa ghi lý do không nhất trí.", "Ghi lý do để cấp trên xem xét.")
    elif None in (item.votes_for, item.votes_against):
        return Reason("NO_VOTES", "Chưa ghi số phiếu.", "Ghi số tán thành và số không tán thành.")
    return None


def shortcomings(meeting, items):
    """What the meeting itself lacks before `items`, those not recorded yet, can be: a list of `Reason`."""
    found = []
    if not items and not meeting.items.exists():
        found.append(Reason("NO_FILES", "Cuộc họp chưa có hồ sơ nào.", "Chọn hồ sơ đã họp xét."))
    if None in (meeting.entitled, meeting.present):
        found.append(Reason("NO_ATTENDANCE", "Chưa ghi tổng số và số có mặt.", "Ghi phần “Thành phần”."))
    elif meeting.absent < 0:
        sentence = "Số có mặt nhiều hơn tổng số trừ người được miễn sinh hoạt vắng mặt."
        found.append(Reason("VOTE_COUNTS", sentence, "Kiểm tra lại biên bản họp."))
    elif problem := _unnamed(meeting):
        found.append(problem)
    if not meeting.chair or not meeting.secretary:
        found.append(
            Reason("NO_CHAIR", "Chưa ghi người chủ trì hoặc thư ký.", "Ghi họ tên người chủ trì, thư ký.")
        )
    if any(not item.number for item in items) and not PATTERN.fullmatch(meeting.first_number):
        sentence = "Chưa có số văn bản tiếp theo để đánh số."
        found.append(Reason("NO_NUMBER", sentence, "Ghi dạng 05-NQ/CB, hoặc ghi số của từng hồ sơ."))
    return found


def _unnamed(meeting):
    """Everybody who was absent stands in the minutes with a reason."""
    rows = list(meeting.absences.all())
    absent = {
        AbsentAs.OFFICIAL: meeting.absent,
        AbsentAs.EXEMPT: meeting.exempt_absent,
        AbsentAs.PROBATIONARY: meeting.probationary_absent,
    }
    named = {way: sum(row.counts_as == way and row.reason != "" for row in rows) for way in absent}
    if absent == named:
        return None
    told = [
        f"{word.lower()}: vắng {absent[way]}, đã ghi {named[way]}"
        for way, word in ways_of(meeting.body).items()
        if absent[way] != named[way]
    ]
    return Reason(
        "ABSENCES",
        f"Danh sách vắng mặt không khớp ({'; '.join(told)}).",
        "Ghi tên, diện và lý do của từng đồng chí vắng mặt.",
    )
