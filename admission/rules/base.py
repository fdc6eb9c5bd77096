"""How a rule is written and how a case is judged. Knows no database: facts in, verdict out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from partytrack.errors import Reason

from .book import RuleBook, current

FACTS = {
    "born": "ngày sinh",
    "education": "trình độ giáo dục phổ thông",
    "certificate_on": "ngày giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng",
    "application_on": "ngày đơn xin vào Đảng (1-KNĐ)",
    "history_on": "ngày khai lý lịch (2-KNĐ)",
    "verification_sent_on": "ngày gửi thẩm tra lý lịch",
    "verification_replied_on": "ngày kết luận thẩm tra lý lịch",
    "unverified": "người phải thẩm tra mà chưa có trả lời",
    "introductions_on": "ngày giấy giới thiệu và ý kiến nhận xét (3-, 4-, 5-KNĐ)",
    "latest_introduction_on": "ngày giấy giới thiệu, ý kiến nhận xét sau cùng",
    "opinions_on": "ngày tổng hợp ý kiến nhận xét (5-KNĐ)",
    "sponsors": "đảng viên chính thức giới thiệu",
    "introduced_by": "nghị quyết giới thiệu của tổ chức Đoàn, Công đoàn",
    "helpers": "đảng viên chính thức giúp đỡ",
    "votes": "kết quả biểu quyết",
    "branch_resolution_on": "ngày nghị quyết của chi bộ",
    "committee_resolution_on": "ngày nghị quyết của đảng ủy cơ sở",
    "consent_on": "ngày văn bản đồng ý của cấp có thẩm quyền",
    "late_consent": "văn bản đồng ý cho tổ chức lễ kết nạp muộn",
    "decision_on": "ngày quyết định kết nạp",
    "ceremony_on": "ngày tổ chức lễ kết nạp",
    "branch_recommendation_on": "ngày nghị quyết của chi bộ đề nghị công nhận",
    "failed_votes": "số lần chi bộ đã biểu quyết không đạt",
    "local_missing": "yêu cầu riêng của cấp trên",
    "route": "các cấp mà hồ sơ đi qua",
    "decides": "cấp có thẩm quyền quyết định",
    "new_member_class_on": "ngày giấy chứng nhận học lớp bồi dưỡng đảng viên mới",
    "self_review_on": "ngày bản tự kiểm điểm (10-KNĐ)",
    "helper_review_on": "ngày bản nhận xét của người giúp đỡ (11-KNĐ)",
    "probation_opinions_on": "ngày tổng hợp ý kiến nhận xét (12-KNĐ)",
    "removal_proposed_on": "ngày nghị quyết của chi bộ đề nghị xóa tên",
    "votes_reported_on": "ngày báo cáo của chi bộ sau các lần biểu quyết không đạt",
    "over_60_ground": "lý do xét người trên 60 tuổi",
    "moved_with_certificate": "giấy chứng nhận đang được giúp đỡ của nơi chuyển đến",
    "left_on": "ngày ra khỏi Đảng",
    "left_how": "cách ra khỏi Đảng",
    "record_cleared_on": "ngày được xóa án tích",
    "readmitted_before": "số lần đã được kết nạp lại",
}


class Missing(Exception):
    """A rule needs a fact that the case does not state."""

    def __init__(self, key):
        self.key = key
        self.sentence = f"Chưa có {FACTS.get(key, key)}."
        super().__init__(self.sentence)


class NotMet(Exception):
    """A rule does not hold, and can say more exactly than its sentence what is wrong."""

    def __init__(self, sentence):
        self.sentence = sentence
        super().__init__(sentence)


@dataclass(frozen=True)
class Case:
    """One act on one day, with what is known: `facts` holds the keys of `FACTS`, `person` born, education,
    youth_union, trade_union, no_youth_organisation, area, village_elder; absent or None means unknown."""

    act: str
    on: date
    person: Mapping[str, Any]
    facts: Mapping[str, Any]
    book: RuleBook | None = None  # another than the one in use, to ask what it would change

    def figure(self, code, name):
        """The whole number of a rule that is in force on the day of the act."""
        return self.figures(code)[name]

    def figures(self, code):
        """All figures of a rule on the day of the act."""
        return (self.book or current()).provision(code, self.on).figures

    def need(self, key):
        """The fact; raises `Missing` when the case does not state it."""
        value = self.person.get(key, self.facts.get(key))
        if value is None:
            raise Missing(key)
        return value

    def get(self, key, default=None):
        value = self.person.get(key, self.facts.get(key))
        return default if value is None else value


@dataclass(frozen=True)
class Rule:
    """`holds(case)` is asked for the acts named; instrument, clause and figures are those of the rule book under the
    same code, and `sentence` may show the figures: {months}.

    An `outcome` rule does not refuse the act: it decides which way it goes (a vote that falls short). A rule on papers
    that lie in a file names their facts in `papers`: where there is no file, it is judged only of what is stated."""

    code: str
    acts: tuple[str, ...]
    sentence: str
    remedy: str
    holds: Callable[[Case], bool]
    outcome: bool = False
    papers: tuple[str, ...] = ()

    def key(self, day, book=None):
        """What is kept with the act that was judged: "AGE_18@QD-24-2021", and "+7" for a row of the installation."""
        book = book or current()
        change = book.provision(self.code, day).change
        return f"{self.code}@{book.instrument(self.code, day).key}" + (f"+{change}" if change else "")

    def reason(self, day, sentence=None, book=None):
        book = book or current()
        provision = book.provision(self.code, day)
        return Reason(
            code=self.code,
            sentence=sentence or self.sentence.format_map(provision.words),
            remedy=self.remedy,
            instrument=book.instrument(self.code, day).number,
            clause=provision.clause,
        )


@dataclass
class Verdict:
    met: list[str] = field(default_factory=list)  # keys of rules
    unmet: list[Reason] = field(default_factory=list)
    short: list[Reason] = field(default_factory=list)  # outcome rules that do not hold

    @property
    def allowed(self):
        return not self.unmet and not self.short


def judge_by(rules, case):
    """Judge a case by these rules. Never raises: a missing fact is an unmet rule that names it."""
    verdict = Verdict()
    for rule in rules:
        holds, sentence, _ = ask(rule, case)
        if holds:
            verdict.met.append(rule.key(case.on, case.book))
        else:
            found = verdict.short if rule.outcome else verdict.unmet
            found.append(rule.reason(case.on, sentence, case.book))
    return verdict


def ask(rule, case):
    """(does it hold, a sentence of its own or None, the key of the fact that is missing or None)."""
    try:
        return rule.holds(case), None, None
    except Missing as missing:
        return False, missing.sentence, missing.key
    except NotMet as refusal:
        return False, refusal.sentence, None
