"""Why files come back: codes that the journal keeps and a unit is measured by. The words go sealed beside them."""

from django.db.models import TextChoices

RETURNS = (
    "return_to_branch", "return_to_committee", "return_recognition_to_branch", "return_recognition_to_committee",
)  # fmt: skip


class Fault(TextChoices):
    """Lỗi chính của hồ sơ bị trả lại."""

    PAPER_MISSING = "paper_missing", "Thiếu giấy tờ"
    PAPER_EXPIRED = "paper_expired", "Giấy tờ hết giá trị"
    HISTORY = "history", "Lý lịch sai hoặc khai chưa đủ"
    VERIFICATION = "verification", "Thẩm tra chưa đủ"
    RESOLUTION = "resolution", "Biểu quyết hoặc nghị quyết sai"
    SIGNATURE = "signature", "Thiếu hoặc sai chữ ký, con dấu"
    OTHER = "other", "Lý do khác"
