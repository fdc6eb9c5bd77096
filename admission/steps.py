"""What a file needs next, who does it, by when, and what stands in the way: for pages and to-do lists."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django_fsm import can_proceed, has_transition_perm

from admission.domain.engine import ACTS
from admission.domain.facts import case_for
from admission.permissions import holds_level
from admission.routes import BOARD, BRANCH, COMMITTEE, SECTION, level_on, usual_step
from admission.rules import RULES_FOR
from admission.rules.base import ask
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, Round, round_of
from admission.states import State as S
from partytrack.errors import Reason


@dataclass(frozen=True)
class Words:
    """How pages speak of an act: as a heading, on its button, in its address."""

    title: str
    button: str
    slug: str
    listed: bool = (
        True  # among the other acts of a file; else its button stands where the thing itself is shown
    )


WORDS = {
    "assign_helper": Words("Phân công đảng viên giúp đỡ", "Ghi phân công", "phan-cong-giup-do"),
    "describe_origin": Words("Nhóm đối tượng, tổ chức giới thiệu", "Lưu", "nguon-phat-trien"),
    "give_task": Words("Giao việc, thử thách", "Giao việc", "giao-viec"),
    "finish_task": Words("Ghi kết quả việc được giao", "Ghi kết quả", "ket-qua-viec"),
    "assess": Words("Nhận xét của người giúp đỡ", "Ghi nhận xét", "nhan-xet"),
    "take_application": Words("Nhận đơn xin vào Đảng", "Ghi đơn xin vào Đảng", "nhan-don"),
    "file_papers": Words(
        "Giấy giới thiệu và ý kiến nhận xét", "Ghi giấy giới thiệu, ý kiến", "giay-gioi-thieu"
    ),
    "send_verification": Words("Gửi thẩm tra lý lịch", "Ghi công văn thẩm tra", "tham-tra"),
    "record_paper": Words("Ghi, sửa giấy tờ", "Lưu giấy tờ", "ghi-giay-to", listed=False),
    "request_verification": Words(
        "Gửi thêm công văn thẩm tra", "Ghi công văn", "tham-tra-them", listed=False
    ),
    "reply_verification": Words("Trả lời thẩm tra", "Ghi trả lời", "tra-loi-tham-tra", listed=False),
    "remind_verification": Words("Đôn đốc trả lời thẩm tra", "Ghi đôn đốc", "don-doc-tham-tra", listed=False),
    "waive_verification": Words("Không phải thẩm tra", "Ghi lý do", "khong-tham-tra", listed=False),
    "certify": Words("Chứng nhận lý lịch", "Ghi kết luận thẩm tra", "chung-nhan"),
    "branch_vote": Words("Chi bộ họp xét, đề nghị kết nạp", "Ghi kết quả biểu quyết", "chi-bo-xet"),
    "section_appraise": Words("Đảng ủy bộ phận thẩm định", "Ghi báo cáo thẩm định", "bo-phan-tham-dinh"),
    "committee_vote": Words("Đảng ủy cơ sở đề nghị kết nạp", "Ghi kết quả biểu quyết", "dang-uy-xet"),
    "submit": Words("Trình cấp có thẩm quyền", "Ghi tờ trình", "trinh"),
    "appraise": Words("Thẩm định hồ sơ", "Ghi đã thẩm định", "tham-dinh"),
    "put_on_agenda": Words("Đưa vào chương trình phiên họp", "Chọn phiên họp", ""),
    "decide": Words("Phiên họp quyết định kết nạp", "Mở phiên họp", ""),
    "ceremony": Words("Tổ chức lễ kết nạp", "Ghi lễ kết nạp", "le-ket-nap"),
    "file_probation_papers": Words("Giấy tờ của đảng viên dự bị", "Ghi giấy tờ", "giay-to-du-bi"),
    "branch_recommendation": Words(
        "Chi bộ họp xét công nhận chính thức", "Ghi kết quả biểu quyết", "chi-bo-cong-nhan"
    ),
    "section_recommend": Words(
        "Đảng ủy bộ phận thẩm định công nhận", "Ghi báo cáo thẩm định", "bo-phan-cong-nhan"
    ),
    "committee_recommendation": Words(
        "Đảng ủy cơ sở đề nghị công nhận", "Ghi kết quả biểu quyết", "dang-uy-cong-nhan"
    ),
    "submit_recognition": Words("Trình công nhận chính thức", "Ghi tờ trình", "trinh-cong-nhan"),
    "appraise_recognition": Words("Thẩm định đề nghị công nhận", "Ghi đã thẩm định", "tham-dinh-cong-nhan"),
    "put_recognition_on_agenda": Words("Đưa vào chương trình phiên họp", "Chọn phiên họp", ""),
    "recognise": Words("Phiên họp quyết định công nhận chính thức", "Mở phiên họp", ""),
    "extend_decision": Words("Gia hạn xét quyết định", "Ghi gia hạn", "gia-han"),
    "return_to_committee": Words("Trả lại đảng ủy cơ sở", "Trả lại đảng ủy cơ sở", "tra-lai-dang-uy"),
    "return_to_branch": Words("Trả lại chi bộ để bổ sung", "Trả lại chi bộ", "tra-lai-chi-bo"),
    "return_recognition_to_committee": Words(
        "Trả lại đảng ủy cơ sở", "Trả lại đảng ủy cơ sở", "tra-lai-dang-uy-cong-nhan"
    ),
    "return_recognition_to_branch": Words(
        "Trả lại chi bộ để bổ sung", "Trả lại chi bộ", "tra-lai-chi-bo-cong-nhan"
    ),
    "resume": Words("Theo dõi lại", "Theo dõi lại", "theo-doi-lai"),
    "offer_transfer": Words("Giới thiệu chuyển sang chi bộ khác", "Gửi giới thiệu", "gioi-thieu-chuyen"),
    "withdraw_transfer": Words("Rút giấy giới thiệu chuyển đi", "Rút giấy giới thiệu", "rut-gioi-thieu"),
    "move_away": Words("Chuyển đi ngoài hệ thống", "Ghi chuyển đi", "chuyen-di"),
    "record_arrival": Words("Giấy chứng nhận của nơi chuyển đến", "Ghi giấy chứng nhận", "giay-noi-di"),
    "note_readmission": Words("Hồ sơ kết nạp lại", "Ghi hồ sơ kết nạp lại", "ket-nap-lai"),
    "readmit": Words("Văn bản đồng ý kết nạp lại", "Ghi văn bản đồng ý", "dong-y-ket-nap-lai"),
    "entrust": Words(
        "Giúp đỡ người ở nơi chưa có tổ chức đảng", "Ghi văn bản giao việc", "noi-chua-co-chi-bo"
    ),
    "report_votes": Words("Báo cáo sau ba lần biểu quyết không đạt", "Ghi báo cáo", "bao-cao-bieu-quyet"),
    "propose_removal": Words("Chi bộ đề nghị xóa tên", "Ghi kết quả biểu quyết", "de-nghi-xoa-ten"),
    "resign": Words("Cho ra khỏi Đảng theo nguyện vọng", "Ghi quyết định", "xin-ra-khoi-dang"),
    "stop": Words("Thôi theo dõi", "Thôi theo dõi", "thoi-theo-doi"),
    "meet_requirement": Words("Đáp ứng yêu cầu riêng của cấp trên", "Ghi căn cứ đáp ứng", "yeu-cau-rieng"),
    "correct_person": Words("Đính chính thông tin cá nhân", "Ghi đính chính", "dinh-chinh", listed=False),
    "strike_off": Words("Xóa tên đảng viên dự bị", "Xóa tên", "xoa-ten"),
}
ACT_OF_SLUG = {words.slug: act for act, words in WORDS.items() if words.slug}
ACT_OF_EDGE = {act.edges[0]: name for name, act in ACTS.items()}
WHO = {
    BRANCH: "chi bộ",
    SECTION: "đảng ủy bộ phận",
    COMMITTEE: "đảng ủy cơ sở",
    BOARD: "Ban Tổ chức của cấp có thẩm quyền",
}
# Acts whose missing papers another act of the same step files.
CURED_BY = {"branch_vote": "file_papers", "branch_recommendation": "file_probation_papers"}
# Facts that the form of the act itself asks for: not missing yet.
TYPED = {"votes", "history_on", "verification_replied_on", "helpers", "late_consent"}


@dataclass(frozen=True)
class NextStep:
    act: str
    words: Words
    who: str  # "chi bộ"
    mine: bool  # the user acts at that level
    url: str  # "" when it is somebody else's turn
    due_on: date | None
    blocked_by: list[Reason]  # what another act must cure before
    needs: list[Reason]  # what would refuse the act today, unless its form cures it
    first: "NextStep | None" = None  # what to do before, when something is missing


def next_step(file, user, today):
    """The usual next act of an open file; None at the end of the ladder."""
    edge, level = usual_step(file.state, file.route)
    if edge is None:
        return None
    act = ACT_OF_EDGE[edge]
    mine = holds_level(file, user, level)
    who = WHO[level_on(file.route, level, file.state)[0]]
    due = file.due_on
    missing = missing_for(file, act, today)
    cure = cure_for(act, missing)
    first = None
    if cure:
        first = NextStep(cure, WORDS[cure], who, mine, act_url(file, cure) if mine else "", due, [], [])
    blocked, needs = (missing, []) if cure else ([], missing)
    return NextStep(
        act, WORDS[act], who, mine, act_url(file, act) if mine else "", due, blocked, needs, first
    )


def cure_for(act, missing):
    """The act to do first when these reasons stand against an act; "" where none do, or others must cure them."""
    if any(reason.code == "THREE_FAILED_VOTES" for reason in missing):
        return "report_votes"  # in place of another vote
    return CURED_BY.get(act, "") if missing else ""


def act_url(file, act):
    """Where an act is done: on its own form, or on the page of the session."""
    words = WORDS[act]
    if words.slug:
        return reverse("admission:act", kwargs={"pk": file.pk, "slug": words.slug})
    item = file.agenda_items.filter(published=False).exclude(session__status="released").first()
    if item:
        return reverse("admission:session_detail", kwargs={"pk": item.session_id})
    return reverse("admission:session_list")


def missing_for(file, act, today):
    """The reasons that would refuse the act today, leaving aside what its form still asks for."""
    case, reasons = case_for(act, file, today, {}), []
    for rule in RULES_FOR.get(act, ()):
        holds, sentence, absent = (True, None, None) if rule.outcome else ask(rule, case)
        if not holds and absent not in TYPED:
            reasons.append(rule.reason(today, sentence))
    return list(
        {reason.sentence: reason for reason in reasons}.values()
    )  # one missing paper may fail several rules


def refused_on_any_day(file, act, today):
    """Those of `missing_for` that refuse the act whatever day is typed: a meeting that was held before a paper ran out
    may still be recorded."""
    at_first = {reason.code for reason in missing_for(file, act, file.since)}
    return [reason for reason in missing_for(file, act, today) if reason.code in at_first]


def other_acts(file, user, usual, today):
    """[(Words, url)] of everything else the user may do to the file at this step, the usual acts left out."""
    skip = {usual.act, usual.first.act if usual.first else ""} if usual else set()
    if usual and usual.blocked_by and not refused_on_any_day(file, usual.act, today):
        skip.remove(usual.act)
    found = []
    for name, words in WORDS.items():
        if words.slug and words.listed and name not in skip and open_to(file, user, name):
            found.append((words, act_url(file, name)))
    return found


def open_to(file, user, act):
    edges = [getattr(file, edge) for edge in ACTS[act].edges]
    return any(can_proceed(edge) and has_transition_perm(edge, user) for edge in edges)


def ladder(file):
    """The rungs that this file passes: [(State, "done" | "now" | "todo", day or None)]."""
    days = dict(file.standings.order_by("id").values_list("state", "valid_from"))
    rungs = [state for state in _rungs(file) if state == file.state or _on_route(state, file)]
    here = rungs.index(file.state) if file.state in rungs else len(rungs)
    return [(state, "done" if i < here else "now" if i == here else "todo", days.get(state) if i <= here else None)
            for i, state in enumerate(rungs)]  # fmt: skip


def _rungs(file):
    if round_of(file.state) == Round.RECOGNITION:
        return [*RECOGNITION_LADDER, S.FULL]
    return [*ADMISSION_LADDER, S.PROBATIONARY]


def _on_route(state, file):
    route = file.route
    if state in (S.SECTION_APPRAISED, S.SECTION_RECOMMENDED):
        return route.section is not None
    if state in (S.COMMITTEE_PROPOSED, S.COMMITTEE_RECOMMENDED):
        return route.has_committee_step
    if state in (S.SUBMITTED, S.RECOGNITION_SUBMITTED):
        return not route.decides_itself
    return True
