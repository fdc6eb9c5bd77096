"""Papers of a file."""

from admission.checklist import item_of
from admission.domain.engine import Step, act
from admission.models import Paper
from admission.models.dossier import PaperCode
from partytrack.errors import Reason, Refused

UNKNOWN = Reason(
    "PAPER_UNKNOWN", "Danh mục của hồ sơ này không có giấy tờ đó.", "Chọn giấy tờ trong danh mục hồ sơ."
)
ELSEWHERE = Reason(
    "PAPER_ELSEWHERE", "Số, ngày của giấy tờ này đi cùng kết quả biểu quyết, quyết định hoặc buổi lễ.",
    "Ghi ở việc tương ứng của hồ sơ; nếu đã ghi sai thì báo cấp có thẩm quyền.",
)  # fmt: skip
AMBIGUOUS = Reason(
    "PAPER_WHICH", "Hồ sơ có nhiều giấy tờ loại này.", "Mở giấy tờ cần sửa trong danh mục hồ sơ."
)
SPONSOR_FIRST = Reason(
    "SPONSOR_FIRST",
    "Chưa có người giới thiệu nào trong hồ sơ.",
    "Ghi ở việc “Giấy giới thiệu và ý kiến nhận xét”.",
)
NO_CHANGE = Reason("NOTHING_CHANGED", "Không có thông tin nào thay đổi.", "Sửa rồi lưu, hoặc quay lại hồ sơ.")
ENDS_BEFORE = Reason(
    "PAPER_ENDS", "Ngày hết giá trị sớm hơn ngày ghi trên giấy tờ.", "Kiểm tra lại hai ngày."
)


def add_paper(file, code, issued_on, number="", issuer=""):
    """Ghi một giấy tờ; it takes the place of an earlier one of the same code."""
    return Paper.objects.create(candidate=file, code=code, issued_on=issued_on, number=number, issuer=issuer)


@act("record_paper")
def record_paper(
    file, *, on, verdict, code, issued_on, number="", issuer="", valid_until=None, corrects=None
):
    """Ghi thêm, hoặc sửa, số, ngày, người ký và thời hạn của một giấy tờ. The row before stays, as what was corrected.

    `corrects`: id of the paper that is corrected, needed only where several of one code count.
    """
    item = item_of(file, code, on)
    if item is None:
        raise Refused(UNKNOWN)
    if not item.asked.recorded:
        raise Refused(ELSEWHERE)
    if valid_until and valid_until < issued_on:
        raise Refused(ENDS_BEFORE)
    old = _corrected(item, corrects)
    if code == PaperCode.KND_3:  # stands for its sponsor, whose record it does not change
        if old is None:
            raise Refused(SPONSOR_FIRST)
        issuer = old.issuer
    said = {"number": number, "issued_on": issued_on, "issuer": issuer, "valid_until": valid_until}
    if old and all(getattr(old, name) == value for name, value in said.items()):
        raise Refused(NO_CHANGE)
    Paper.objects.create(candidate=file, code=code, corrects=old, **said)
    return Step("record_paper", body={"code": code, "number": number, "corrected": old is not None})


def _corrected(item, corrects):
    """The paper that the new row takes the place of; None for the first of its code."""
    if corrects is not None:
        found = next((paper for paper in item.papers if paper.pk == corrects), None)
        if found is None:
            raise Refused(UNKNOWN)
        return found
    if len(item.papers) > 1:
        raise Refused(AMBIGUOUS)
    return item.papers[0] if item.papers else None
