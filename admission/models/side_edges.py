"""The edges beside the ladder: the ways out, from one branch to another, and what makes a file a special case."""

from django.db import models

from admission.routes import BOARD, BRANCH, CERTIFIER, HOLDER, RECEIVER
from admission.states import COLLECTING, State

from .edges import ADMITTED, BEFORE_AGENDA, FREE, FREE_ON_PROBATION, RECOGNITION_BEFORE_AGENDA, edge

S = State
VERIFIABLE = (S.DOSSIER, S.VERIFYING, *BEFORE_AGENDA)


class SideEdges(models.Model):
    """Mixed into `Ladder`, which has the state that they move."""

    class Meta:
        abstract = True

    # Leaving
    @edge(BRANCH, (*COLLECTING, *BEFORE_AGENDA), S.STOPPED, "Thôi theo dõi")
    def stop(self, *, on, reason):
        self.ended_on, self.end_reason = on, reason

    @edge(BRANCH, S.STOPPED, S.SOURCE, "Theo dõi lại")
    def resume(self):
        self.ended_on, self.end_reason = None, ""

    @edge(BRANCH, FREE, S.MOVED_AWAY, "Chuyển đi nơi khác")
    def move_away(self, *, on):
        self.ended_on = on

    @edge(BRANCH, FREE_ON_PROBATION, None, "Chi bộ đề nghị xóa tên")
    def propose_removal(self):
        pass

    @edge(BOARD, FREE_ON_PROBATION, S.STRUCK_OFF, "Xóa tên đảng viên dự bị")
    def strike_off(self, *, on, reason):
        self.ended_on, self.end_reason = on, reason

    @edge(BOARD, FREE_ON_PROBATION, S.RESIGNED, "Cho ra khỏi Đảng theo nguyện vọng")
    def resign(self, *, on, reason):
        self.ended_on, self.end_reason = on, reason

    @edge(
        BRANCH,
        (*COLLECTING, S.CERTIFIED, S.PROBATIONARY),
        None,
        "Ghi việc đáp ứng yêu cầu riêng của cấp trên",
    )
    def meet_requirement(self):
        pass

    # From one branch to another: offered by the old side, taken by the new one
    @edge(CERTIFIER, FREE, None, "Giới thiệu chuyển sang chi bộ khác")
    def offer_transfer(self):
        self.__dict__.pop("offer", None)

    @edge(CERTIFIER, FREE, None, "Rút giới thiệu chuyển đi", offered=True)
    def withdraw_transfer(self):
        self.__dict__.pop("offer", None)

    @edge(RECEIVER, FREE, None, "Từ chối tiếp nhận", offered=True)
    def decline_transfer(self):
        self.__dict__.pop("offer", None)

    # What the old branch proposed does not bind the new one; what was decided, and the probation, go on.
    @edge(RECEIVER, (*COLLECTING, S.CERTIFIED, S.DECIDED, S.PROBATIONARY), None, "Tiếp nhận", offered=True)
    @edge(RECEIVER, BEFORE_AGENDA[1:], S.CERTIFIED, "Tiếp nhận, xét lại từ đầu", offered=True)
    @edge(RECEIVER, RECOGNITION_BEFORE_AGENDA, S.PROBATIONARY, "Tiếp nhận, xét công nhận lại", offered=True)
    def receive(self, *, unit):
        self.unit = unit
        self.__dict__.pop("offer", None)
        self.__dict__.pop("_route", None)  # the levels that it passes now are those of the new branch

    # Papers and verification, recorded while the file stands where it is
    @edge(HOLDER, FREE, None, "Ghi, sửa giấy tờ trong danh mục")
    def record_paper(self):
        pass

    @edge(CERTIFIER, (S.VERIFYING, *BEFORE_AGENDA), None, "Gửi thêm công văn thẩm tra")
    def request_verification(self):
        pass

    @edge(CERTIFIER, VERIFIABLE, None, "Ghi trả lời thẩm tra")
    def reply_verification(self):
        pass

    @edge(CERTIFIER, VERIFIABLE, None, "Đôn đốc trả lời thẩm tra")
    def remind_verification(self):
        pass

    @edge(CERTIFIER, VERIFIABLE, None, "Ghi người không phải thẩm tra")
    def waive_verification(self):
        pass

    # What was wrong about somebody who was admitted; who left since was admitted all the same
    @edge(
        BOARD, ADMITTED, None, "Đính chính thông tin cá nhân", where=lambda file: file.decided_on is not None
    )
    def correct_person(self):
        pass

    # Facts about a person that change which rules judge the file
    @edge(BRANCH, (*COLLECTING, S.CERTIFIED), None, "Ghi hồ sơ kết nạp lại")
    def note_readmission(self):
        pass

    @edge(
        BRANCH,
        (*COLLECTING, S.CERTIFIED),
        None,
        "Ghi văn bản đồng ý kết nạp lại",
        where=lambda file: hasattr(file, "readmission"),
    )
    def readmit(self):
        pass

    @edge(BRANCH, COLLECTING, None, "Ghi giấy chứng nhận của nơi chuyển đến")
    def record_arrival(self):
        pass

    @edge(BRANCH, (*COLLECTING, S.CERTIFIED), None, "Ghi việc giao chi bộ giúp đỡ nơi chưa có tổ chức đảng")
    def entrust(self):
        pass

    @edge(BRANCH, S.PROBATIONARY, S.BRANCH_RECOMMENDED, "Báo cáo sau ba lần biểu quyết không đạt")
    def report_votes(self):
        pass
