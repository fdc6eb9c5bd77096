"""One person has one open file: the database says so, and whoever comes second is told in words."""

from contextlib import contextmanager

from django.db import IntegrityError

from partytrack.errors import Reason, Refused

TWICE = Reason(
    "TWO_FILES",
    "Số căn cước này đã có một hồ sơ đang theo dõi.",
    "Tìm lại trong danh sách hồ sơ; nếu không thấy, đề nghị Ban Tổ chức cấp trên kiểm tra.",
)


@contextmanager
def one_open_file():
    """Around saving a file. Raises Refused where another open file has the same citizen ID; the transaction, or the
    savepoint within, must end with that."""
    try:
        yield
    except IntegrityError as error:
        if "candidate_one_open_file" in str(error) or "citizen_id_mark" in str(error):
            raise Refused(TWICE) from None
        raise
