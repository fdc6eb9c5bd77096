"""A unit with open files cannot be closed."""

from partytrack.errors import Reason, Refused


def refuse_while_files_are_open(unit, on):
    files = unit.candidates.open().count()
    if files:
        raise Refused(
            Reason(
                "OPEN_FILES",
                f"{unit} còn {files} hồ sơ đang theo dõi.",
                "Kết thúc hoặc chuyển các hồ sơ đó trước.",
            )
        )
