"""Where a file can stand, and why it can end. Imports nothing of ours."""

from django.db.models import TextChoices


class State(TextChoices):
    """Bước của hồ sơ, in the order of the ladder."""

    SOURCE = "source", "Quần chúng ưu tú"
    NURTURED = "nurtured", "Đang được giúp đỡ, bồi dưỡng"
    DOSSIER = "dossier", "Đang lập hồ sơ"
    VERIFYING = "verifying", "Đang thẩm tra lý lịch"
    CERTIFIED = "certified", "Hồ sơ đủ, chờ chi bộ xét"
    BRANCH_PROPOSED = "branch_proposed", "Chi bộ đề nghị kết nạp"
    SECTION_APPRAISED = "section_appraised", "Đảng ủy bộ phận đã thẩm định"
    COMMITTEE_PROPOSED = "committee_proposed", "Đảng ủy cơ sở đề nghị kết nạp"
    SUBMITTED = "submitted", "Đã trình cấp có thẩm quyền"
    APPRAISED = "appraised", "Đã thẩm định, chờ phiên họp"
    ON_AGENDA = "on_agenda", "Đã đưa vào phiên họp"
    DECIDED = "decided", "Đã có quyết định kết nạp"
    PROBATIONARY = "probationary", "Đảng viên dự bị"
    BRANCH_RECOMMENDED = "branch_recommended", "Chi bộ đề nghị công nhận chính thức"
    SECTION_RECOMMENDED = "section_recommended", "Đảng ủy bộ phận đã thẩm định công nhận"
    COMMITTEE_RECOMMENDED = "committee_recommended", "Đảng ủy cơ sở đề nghị công nhận"
    RECOGNITION_SUBMITTED = "recognition_submitted", "Đã trình công nhận chính thức"
    RECOGNITION_APPRAISED = "recognition_appraised", "Đã thẩm định công nhận, chờ phiên họp"
    RECOGNITION_ON_AGENDA = "recognition_on_agenda", "Công nhận chính thức: đã đưa vào phiên họp"
    FULL = "full", "Đảng viên chính thức"
    STOPPED = "stopped", "Thôi theo dõi"
    REFUSED = "refused", "Không được chuẩn y"
    STRUCK_OFF = "struck_off", "Xóa tên"
    RESIGNED = "resigned", "Xin ra khỏi Đảng"
    MOVED_AWAY = "moved_away", "Chuyển đi nơi khác"


S = State
ADMISSION_LADDER = (
    S.SOURCE, S.NURTURED, S.DOSSIER, S.VERIFYING, S.CERTIFIED, S.BRANCH_PROPOSED, S.SECTION_APPRAISED,
    S.COMMITTEE_PROPOSED, S.SUBMITTED, S.APPRAISED, S.ON_AGENDA, S.DECIDED,
)  # fmt: skip
RECOGNITION_LADDER = (
    S.PROBATIONARY, S.BRANCH_RECOMMENDED, S.SECTION_RECOMMENDED, S.COMMITTEE_RECOMMENDED, S.RECOGNITION_SUBMITTED,
    S.RECOGNITION_APPRAISED, S.RECOGNITION_ON_AGENDA,
)  # fmt: skip
OPEN = ADMISSION_LADDER + RECOGNITION_LADDER
ENDED = (S.FULL, S.STOPPED, S.REFUSED, S.STRUCK_OFF, S.RESIGNED, S.MOVED_AWAY)
UNDECIDED = ADMISSION_LADDER[:-1]
VOTED = (*ADMISSION_LADDER[5:-1], *RECOGNITION_LADDER[1:])  # by the branch, and not yet decided above
SOURCES = (S.SOURCE, S.NURTURED)  # on the source list, which the branch reviews every month
COLLECTING = (S.SOURCE, S.NURTURED, S.DOSSIER, S.VERIFYING)  # the branch still changes the person's data
HAS_CEREMONY = (*RECOGNITION_LADDER, S.FULL, S.STRUCK_OFF, S.RESIGNED)
HAS_DECISION = (S.DECIDED, *HAS_CEREMONY)


class Round(TextChoices):
    """The ladder is climbed twice."""

    ADMISSION = "admission", "kết nạp"
    RECOGNITION = "recognition", "công nhận chính thức"


def round_of(state):
    return Round.RECOGNITION if state in RECOGNITION_LADDER or state == S.FULL else Round.ADMISSION


class StopReason(TextChoices):
    """Lý do thôi theo dõi."""

    AGE = "age", "Tuổi đời"
    EDUCATION = "education", "Trình độ học vấn"
    BACKGROUND = "background", "Lý lịch"
    WORKS_AWAY = "works_away", "Đi làm ăn xa"
    WITHDREW = "withdrew", "Tự xin thôi"
    MOVED = "moved", "Chuyển nơi công tác, cư trú"
    OTHER = "other", "Lý do khác"


class Motion(TextChoices):
    """What a meeting votes on: the two rounds, and whether to ask for a removal."""

    ADMISSION = "admission", "kết nạp"
    RECOGNITION = "recognition", "công nhận chính thức"
    REMOVAL = "removal", "xóa tên"


class RemovalGround(TextChoices):
    """Lý do xóa tên: Điều lệ Đảng 2011, Art. 5.2 and Art. 8."""

    UNFIT = "unfit", "Không đủ tư cách sau thời gian dự bị"
    INACTIVE = "inactive", "Bỏ sinh hoạt hoặc không đóng đảng phí ba tháng trong năm"


class ExitReason(TextChoices):
    """Lý do xin ra khỏi Đảng: who left for the first may be admitted again."""

    HARDSHIP = "hardship", "Hoàn cảnh gia đình đặc biệt khó khăn"
    OWN_WISH = "own_wish", "Nguyện vọng cá nhân khác"


END_REASONS = (*StopReason.choices, *RemovalGround.choices, *ExitReason.choices)


class LeftHow(TextChoices):
    """How somebody who asks to be admitted again had left the Party."""

    STRUCK_OFF = "struck_off", "Bị xóa tên"
    HARDSHIP = "hardship", "Xin ra vì hoàn cảnh gia đình đặc biệt khó khăn"
    POPULATION = "population", "Vi phạm chính sách dân số"
    EXPELLED = "expelled", "Bị khai trừ"
    CONVICTED = "convicted", "Bị kết án về tội ít nghiêm trọng"
    LEFT_ACTIVITY = "left_activity", "Tự bỏ sinh hoạt đảng"
    RESIGNED = "resigned", "Xin ra khỏi Đảng vì lý do khác"
    DISUNITY = "disunity", "Gây mất đoàn kết nội bộ nghiêm trọng"
    CORRUPTION = "corruption", "Bị kết án về tội tham nhũng"
    SERIOUS_CRIME = "serious_crime", "Bị kết án về tội nghiêm trọng trở lên"
    OTHER = "other", "Trường hợp khác"


class Outcome(TextChoices):
    """What a session concludes on one file."""

    ADMIT = "admit", "Chuẩn y"
    DEFER = "defer", "Để lại phiên sau"
    REFER = "refer", "Thẩm tra bổ sung"
    HIGHER = "higher", "Xin ý kiến cấp trên"
    REFUSE = "refuse", "Không chuẩn y"
