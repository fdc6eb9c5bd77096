"""What lies in a file: who helps and sponsors, papers, votes, decisions. Rows are added, not rewritten."""

from django.db import models
from django.db.models import F, Q

from admission.states import Motion, Round
from partytrack.fields import EncryptedTextField
from partytrack.journal.models import Entry
from units.models import Unit

from .candidate import Candidate


class PaperCode(models.TextChoices):
    """Mẫu giấy tờ. Titles: HD 12-HD/BTCTW (18/01/2022), numbering kept by HD 38-HD/BTCTW (2025)."""

    CERTIFICATE = "CN-NTVĐ", "Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng"
    KND_1 = "1-KNĐ", "Đơn xin vào Đảng"
    KND_2 = "2-KNĐ", "Lý lịch của người xin vào Đảng"
    KND_3 = "3-KNĐ", "Giấy giới thiệu người vào Đảng"
    KND_4 = "4-KNĐ", "Nghị quyết giới thiệu đoàn viên ưu tú vào Đảng"
    KND_4A = "4a-KNĐ", "Nghị quyết giới thiệu đoàn viên công đoàn vào Đảng"
    KND_5 = "5-KNĐ", "Tổng hợp ý kiến nhận xét của đoàn thể và chi ủy nơi cư trú"
    HELPERS = "NQ-PC", "Nghị quyết phân công đảng viên giúp đỡ"
    KND_6 = "6-KNĐ", "Nghị quyết đề nghị kết nạp đảng viên (chi bộ)"
    KND_7 = "7-KNĐ", "Báo cáo thẩm định của đảng ủy bộ phận"
    KND_8 = "8-KNĐ", "Nghị quyết đề nghị kết nạp đảng viên (đảng ủy cơ sở)"
    SUBMISSION = "TTr", "Tờ trình"
    CONSENT = "CV-ĐY", "Văn bản đồng ý của cấp có thẩm quyền"
    EXTRACT = "TS", "Bản trích sao hồ sơ"
    KND_9 = "9-KNĐ", "Quyết định kết nạp đảng viên"
    CEREMONY = "BB-LKN", "Biên bản lễ kết nạp"
    PROFILE = "1-HSĐV", "Lý lịch đảng viên"
    MEMBER_CARD = "2-HSĐV", "Phiếu đảng viên"
    NEW_MEMBER_CLASS = "CN-ĐVM", "Giấy chứng nhận học lớp bồi dưỡng đảng viên mới"
    KND_10 = "10-KNĐ", "Bản tự kiểm điểm của đảng viên dự bị"
    KND_11 = "11-KNĐ", "Bản nhận xét đảng viên dự bị"
    KND_12 = "12-KNĐ", "Tổng hợp ý kiến nhận xét đối với đảng viên dự bị"
    KND_13 = "13-KNĐ", "Nghị quyết đề nghị công nhận đảng viên chính thức (chi bộ)"
    KND_14 = "14-KNĐ", "Báo cáo thẩm định của đảng ủy bộ phận (công nhận)"
    KND_15 = "15-KNĐ", "Nghị quyết đề nghị công nhận đảng viên chính thức (đảng ủy cơ sở)"
    KND_16 = "16-KNĐ", "Quyết định công nhận đảng viên chính thức"
    REMOVAL = "NQ-XT", "Nghị quyết đề nghị xóa tên đảng viên dự bị (chi bộ)"
    VOTES_REPORT = "BC-BQ", "Báo cáo của chi bộ sau ba lần biểu quyết không đạt"
    STRIKE_OFF = "QĐ-XT", "Quyết định xóa tên đảng viên dự bị"
    RESIGNATION = "Đ-RĐ", "Đơn xin ra khỏi Đảng"
    RESIGNED = "QĐ-RĐ", "Quyết định cho ra khỏi Đảng"
    MOVE = "GT-CĐ", "Giấy giới thiệu chuyển đi"
    MOVED_IN = "GCN-GĐ", "Giấy chứng nhận đang được giúp đỡ, giấy giới thiệu của nơi chuyển đến"
    ENTRUSTED = "CV-GCB", "Văn bản giao chi bộ giúp đỡ nơi chưa có tổ chức đảng"


class Paper(models.Model):
    """Một giấy tờ trong hồ sơ. A later paper of the same code takes the place of the earlier one."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="papers")
    code = models.CharField("mẫu", max_length=20, choices=PaperCode)
    number = models.CharField("số", max_length=60, blank=True)
    issued_on = models.DateField("ngày ghi trên giấy tờ")
    issuer = models.CharField("nơi cấp, người ký", max_length=200, blank=True)
    valid_until = models.DateField("có giá trị đến ngày", null=True)  # where the paper itself says so
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["candidate", "code"], name="paper_candidate_code")]

    def __str__(self):
        return f"{self.get_code_display()} {self.number}"


class OfficialMember(models.Model):
    """An official member named in a file, as helper or sponsor."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="%(class)ss")
    name = models.CharField("họ và tên", max_length=80)
    full_from = models.DateField("chính thức từ ngày")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self):
        return self.name


class Helper(OfficialMember):
    """Đảng viên được phân công giúp đỡ, from the day of the resolution."""


class Sponsor(OfficialMember):
    """Đảng viên giới thiệu; `since`: the day of the paper, `together_from`: worked or lived in one place since."""

    together_from = models.DateField("cùng công tác, sinh hoạt từ ngày")


class Remark(models.Model):
    """Lý do of an act: why a file came back, was held back or struck off. Sealed; the journal has no word of it."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="remarks")
    entry = models.OneToOneField(Entry, models.PROTECT, to_field="uid", related_name="+")
    text = EncryptedTextField()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"Lý do {self.entry_id}"


class Body(models.TextChoices):
    BRANCH = "branch", "Chi bộ"
    SECTION = "section", "Đảng ủy bộ phận"
    COMMITTEE = "committee", "Đảng ủy cơ sở"


class Resolution(models.Model):
    """Kết quả một lần biểu quyết về một người. Lawful majorities are judged in integers, of all who are entitled."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="resolutions")
    body = models.CharField("hội nghị", max_length=10, choices=Body)
    round = models.CharField(max_length=12, choices=Motion)
    held_on = models.DateField("ngày họp")
    number = models.CharField("số nghị quyết", max_length=60, blank=True)
    entitled = models.PositiveIntegerField("tổng số có quyền biểu quyết")
    exempt_absent = models.PositiveIntegerField("được miễn sinh hoạt, vắng", default=0)
    present = models.PositiveIntegerField("có mặt")
    votes_for = models.PositiveIntegerField("tán thành")
    votes_against = models.PositiveIntegerField("không tán thành")
    chair = models.CharField("chủ trì", max_length=80)
    secretary = models.CharField("thư ký", max_length=80)
    passed = models.BooleanField("đạt")
    superseded = models.BooleanField(
        default=False
    )  # of a branch that the file has left: history, judged no more
    # of the meeting at which it was recorded; None for a vote that was recorded by itself
    meeting_item = models.OneToOneField(
        "admission.MeetingItem", models.PROTECT, null=True, related_name="resolution"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="resolution_counts",
                condition=Q(present__lte=F("entitled") - F("exempt_absent"))
                & Q(present__gte=F("votes_for") + F("votes_against")),
            ),
        ]

    def __str__(self):
        return f"{self.get_body_display()} {self.held_on:%d/%m/%Y}"

    @property
    def counted(self):
        """Whom the majority is taken of."""
        return self.entitled - self.exempt_absent


class Decision(models.Model):
    """Quyết định kết nạp, hoặc công nhận chính thức. One of each for a file."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="decisions")
    round = models.CharField(max_length=12, choices=Round)
    authority = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="cấp quyết định")
    number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày ký")
    signer = models.CharField("người ký", max_length=80)
    session = models.ForeignKey("admission.Session", models.PROTECT, related_name="decisions")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="decision_once", fields=["candidate", "round"]),
            models.UniqueConstraint(
                name="decision_number", fields=["authority", "round", "number", "session"]
            ),
        ]

    def __str__(self):
        return f"{self.number} ngày {self.decided_on:%d/%m/%Y}"
