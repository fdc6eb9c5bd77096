"""A unit with open files, offers or sessions cannot be closed."""

from admission.models import SessionStatus, Transfer, TransferStatus
from partytrack.errors import Reason, Refused


def refuse_while_files_are_open(unit, on):
    if unit.sessions.exclude(status=SessionStatus.RELEASED).exists():
        raise Refused(
            Reason(
                "OPEN_SESSIONS",
                f"{unit} còn phiên họp chưa công bố kết quả.",
                "Công bố kết quả phiên họp trước.",
            )
        )
    if Transfer.objects.filter(to_unit=unit, status=TransferStatus.OPEN).exists():
        raise Refused(
            Reason(
                "OPEN_OFFERS",
                f"{unit} còn hồ sơ được giới thiệu đến, chưa trả lời.",
                "Tiếp nhận hoặc từ chối các hồ sơ đó trước.",
            )
        )
    files = unit.candidates.open().count()
    if files:
        raise Refused(
            Reason(
                "OPEN_FILES",
                f"{unit} còn {files} hồ sơ đang theo dõi.",
                "Kết thúc hoặc chuyển các hồ sơ đó trước.",
            )
        )
