"""A unit with open files or sessions cannot be closed."""

from partytrack.errors import Reason, Refused


def refuse_while_files_are_open(unit, on):
    if unit.sessions.filter(status="planned").exists():
        raise Refused(
            Reason(
                "OPEN_SESSIONS",
                f"{unit} còn phiên họp chưa công bố kết quả.",
                "Công bố kết quả phiên họp trước.",
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
