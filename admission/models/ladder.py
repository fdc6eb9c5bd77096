"""The ladder of a file: every edge from state to state, in both rounds."""

from django_fsm import RETURN_VALUE, FSMField

from admission.routes import BOARD, BRANCH, CERTIFIER, COMMITTEE, DECIDING, HOLDER, SECTION
from admission.rules.deadlines import PROPOSED, RECOMMENDED
from admission.states import COLLECTING, State

from .edges import BEFORE_AGENDA, FREE, HELPED, RECOGNITION_BEFORE_AGENDA, edge
from .side_edges import SideEdges

S = State


class Ladder(SideEdges):
    """The state of a file and the edges out of it; `Candidate` adds the person, the route and the dates."""

    state = FSMField("bước", choices=State, default=State.SOURCE, protected=True)

    class Meta:
        abstract = True

    # Collecting: the branch and whoever certifies the personal history
    @edge(BRANCH, (S.SOURCE, S.NURTURED), S.NURTURED, "Phân công đảng viên giúp đỡ")
    def assign_helper(self):
        pass

    @edge(BRANCH, HELPED, None, "Phân công lại đảng viên giúp đỡ")
    def replace_helper(self):
        pass

    @edge(BRANCH, FREE, None, "Theo dõi, bồi dưỡng")
    def follow_up(self):
        pass

    @edge(BOARD, FREE, None, "Cấp giấy chứng nhận của lớp bồi dưỡng")
    def receive_certificate(self):
        pass

    @edge(BRANCH, S.NURTURED, S.DOSSIER, "Nhận đơn xin vào Đảng")
    def take_application(self):
        pass

    @edge(BRANCH, (S.DOSSIER, S.VERIFYING, S.CERTIFIED), None, "Ghi giấy giới thiệu và ý kiến nhận xét")
    def file_papers(self):
        pass

    @edge(BRANCH, S.DOSSIER, S.VERIFYING, "Gửi thẩm tra lý lịch")
    def send_verification(self):
        pass

    @edge(CERTIFIER, S.VERIFYING, S.CERTIFIED, "Chứng nhận lý lịch")
    def certify(self):
        pass

    @edge(BRANCH, COLLECTING, None, "Sửa thông tin cá nhân")
    def edit_person(self):
        pass

    # Proposing
    @edge(BRANCH, S.CERTIFIED, S.BRANCH_PROPOSED, "Chi bộ đề nghị kết nạp")
    def propose(self):
        pass

    @edge(BRANCH, S.CERTIFIED, None, "Chi bộ biểu quyết không đạt")
    def fall_short(self):
        pass

    @edge(
        SECTION, S.BRANCH_PROPOSED, S.SECTION_APPRAISED, "Đảng ủy bộ phận thẩm định", usual="section_appraise"
    )
    def section_appraise(self):
        pass

    @edge(
        COMMITTEE,
        (S.BRANCH_PROPOSED, S.SECTION_APPRAISED),
        S.COMMITTEE_PROPOSED,
        "Đảng ủy cơ sở đề nghị kết nạp",
        usual="committee_propose",
    )
    def committee_propose(self):
        pass

    @edge(
        COMMITTEE,
        (S.BRANCH_PROPOSED, S.SECTION_APPRAISED),
        None,
        "Đảng ủy cơ sở biểu quyết không đạt",
        usual="committee_propose",
    )
    def committee_fall_short(self):
        pass

    @edge(
        CERTIFIER,
        (S.BRANCH_PROPOSED, S.COMMITTEE_PROPOSED),
        S.SUBMITTED,
        "Trình cấp có thẩm quyền",
        usual="submit",
    )
    def submit(self):
        pass

    # Deciding
    @edge(
        BOARD,
        (S.BRANCH_PROPOSED, S.SECTION_APPRAISED, S.SUBMITTED),
        S.APPRAISED,
        "Thẩm định hồ sơ đề nghị kết nạp",
        usual="appraise",
    )
    def appraise(self):
        pass

    @edge(BOARD, S.APPRAISED, S.ON_AGENDA, "Đưa vào phiên họp")
    def put_on_agenda(self):
        pass

    @edge(BOARD, (*PROPOSED, *RECOMMENDED), None, "Gia hạn xét quyết định")
    def extend(self):
        pass

    @edge(DECIDING, S.ON_AGENDA, S.APPRAISED, "Để lại phiên sau")
    def defer(self):
        pass

    @edge(DECIDING, S.ON_AGENDA, S.SUBMITTED, "Yêu cầu thẩm tra bổ sung")
    def refer(self):
        pass

    @edge(DECIDING, S.ON_AGENDA, S.REFUSED, "Không chuẩn y kết nạp")
    def refuse(self, *, on):
        self.ended_on = on

    @edge(DECIDING, S.ON_AGENDA, S.DECIDED, "Quyết định kết nạp")
    def decide(self, *, on):
        self.decided_on = on

    @edge(BRANCH, S.DECIDED, S.PROBATIONARY, "Tổ chức lễ kết nạp")
    def hold_ceremony(self, *, on):
        self.ceremony_on = on

    # The same ladder again, for recognition as a full member
    @edge(BRANCH, S.PROBATIONARY, None, "Ghi giấy tờ của đảng viên dự bị")
    def file_probation_papers(self):
        pass

    @edge(BRANCH, S.PROBATIONARY, S.BRANCH_RECOMMENDED, "Chi bộ đề nghị công nhận chính thức")
    def recommend(self):
        pass

    @edge(BRANCH, S.PROBATIONARY, None, "Chi bộ biểu quyết công nhận không đạt")
    def recommend_fall_short(self):
        pass

    @edge(
        SECTION,
        S.BRANCH_RECOMMENDED,
        S.SECTION_RECOMMENDED,
        "Đảng ủy bộ phận thẩm định công nhận",
        usual="section_recommend",
    )
    def section_recommend(self):
        pass

    @edge(
        COMMITTEE, (S.BRANCH_RECOMMENDED, S.SECTION_RECOMMENDED), S.COMMITTEE_RECOMMENDED,
        "Đảng ủy cơ sở đề nghị công nhận chính thức",
        usual="committee_recommend",
    )  # fmt: skip
    def committee_recommend(self):
        pass

    @edge(
        COMMITTEE,
        (S.BRANCH_RECOMMENDED, S.SECTION_RECOMMENDED),
        None,
        "Đảng ủy cơ sở biểu quyết công nhận không đạt",
        usual="committee_recommend",
    )
    def committee_recommend_fall_short(self):
        pass

    @edge(
        CERTIFIER,
        (S.BRANCH_RECOMMENDED, S.COMMITTEE_RECOMMENDED),
        S.RECOGNITION_SUBMITTED,
        "Trình công nhận chính thức",
        usual="submit_recognition",
    )
    def submit_recognition(self):
        pass

    @edge(
        BOARD, (S.BRANCH_RECOMMENDED, S.SECTION_RECOMMENDED, S.RECOGNITION_SUBMITTED), S.RECOGNITION_APPRAISED,
        "Thẩm định đề nghị công nhận",
        usual="appraise_recognition",
    )  # fmt: skip
    def appraise_recognition(self):
        pass

    @edge(BOARD, S.RECOGNITION_APPRAISED, S.RECOGNITION_ON_AGENDA, "Đưa vào phiên họp xét công nhận")
    def put_recognition_on_agenda(self):
        pass

    @edge(DECIDING, S.RECOGNITION_ON_AGENDA, S.RECOGNITION_APPRAISED, "Để lại phiên sau (công nhận)")
    def defer_recognition(self):
        pass

    @edge(DECIDING, S.RECOGNITION_ON_AGENDA, S.RECOGNITION_SUBMITTED, "Yêu cầu thẩm tra bổ sung (công nhận)")
    def refer_recognition(self):
        pass

    @edge(DECIDING, S.RECOGNITION_ON_AGENDA, S.PROBATIONARY, "Chưa công nhận chính thức")
    def refuse_recognition(self):
        pass

    @edge(DECIDING, S.RECOGNITION_ON_AGENDA, S.FULL, "Quyết định công nhận chính thức")
    def recognise(self, *, on, full_from):
        self.recognised_on, self.full_from = on, full_from

    # Going back, with a reason
    @edge(HOLDER, (S.VERIFYING, *BEFORE_AGENDA), S.DOSSIER, "Trả lại chi bộ")
    def return_to_branch(self):
        pass

    @edge(
        BOARD,
        (S.SUBMITTED, S.APPRAISED),
        RETURN_VALUE(S.BRANCH_PROPOSED, S.SECTION_APPRAISED),
        "Trả lại đảng ủy cơ sở",
        where=lambda file: file.route.has_committee_step,
    )
    def return_to_committee(self):
        return S.SECTION_APPRAISED if self.route.section else S.BRANCH_PROPOSED

    @edge(HOLDER, RECOGNITION_BEFORE_AGENDA, S.PROBATIONARY, "Trả lại chi bộ (công nhận)")
    def return_recognition_to_branch(self):
        pass

    @edge(
        BOARD, (S.RECOGNITION_SUBMITTED, S.RECOGNITION_APPRAISED),
        RETURN_VALUE(S.BRANCH_RECOMMENDED, S.SECTION_RECOMMENDED), "Trả lại đảng ủy cơ sở (công nhận)",
        where=lambda file: file.route.has_committee_step,
    )  # fmt: skip
    def return_recognition_to_committee(self):
        return S.SECTION_RECOMMENDED if self.route.section else S.BRANCH_RECOMMENDED
