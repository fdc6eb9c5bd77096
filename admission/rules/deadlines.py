"""What runs on a file, from which day, until when. A late act is shown as late; whether it is lawful, the rules say."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER
from admission.states import State as S

from .book import current, moved_days
from .spans import add_months, add_working_days, working_span

BEFORE_VOTE = (S.NURTURED, S.DOSSIER, S.VERIFYING, S.CERTIFIED)
PROPOSED = tuple(s for s in ADMISSION_LADDER if s not in (S.SOURCE, *BEFORE_VOTE, S.DECIDED))
RECOMMENDED = tuple(s for s in RECOGNITION_LADDER if s != S.PROBATIONARY)


@dataclass(frozen=True)
class Deadline:
    """The span of the rule `code`, from the day that the attribute `start` of a file names.

    `plain` says what is due without a political word, for calendars and mail outside. `late` is the level that is late
    when it passes ("holder": whoever takes the next step; "": nobody is, the day just comes). `done`: the attribute
    that has a day once it is seen to. `extended`: the attribute that has the day of an extension. `due_in`: the states
    in which it is the deadline of the next step. `days`: the figure that counts working days. `act`: what sees to it,
    where that is not the next step. `expires`: not a thing to do, but papers that run out.
    """

    code: str
    what: str
    plain: str
    states: tuple[str, ...]
    start: str
    late: str
    done: str = ""
    extended: str = ""
    due_in: tuple[str, ...] | None = None
    days: str = "working_days"
    act: str = ""
    expires: bool = False

    def is_due_in(self, state):
        return state in (self.states if self.due_in is None else self.due_in)

    def provision(self, day):
        """The row of the rule book in force on the day the span begins."""
        return current().provision(self.code, day)

    def instrument(self, day):
        return current().instrument(self.code, day)


DEADLINES = (
    Deadline(
        "VERIFICATION_REPLY", "Trả lời thẩm tra lý lịch", "Hạn trả lời công văn",
        (S.VERIFYING,), "verification_sent_on", "certifier",
    ),
    Deadline(
        "VERIFICATION_REPLY", "Trả lời thẩm tra lý lịch ở nước ngoài", "Hạn trả lời công văn",
        (S.VERIFYING,), "verification_abroad_sent_on", "certifier", days="working_days_abroad",
    ),
    Deadline(
        "CERTIFICATE_60_MONTHS", "Giấy chứng nhận lớp bồi dưỡng còn giá trị", "Giấy chứng nhận hết giá trị",
        BEFORE_VOTE, "certificate_on", "branch", due_in=(S.CERTIFIED,), act="file_papers", expires=True,
    ),
    Deadline(
        "PAPERS_12_MONTHS", "Giấy giới thiệu, ý kiến nhận xét còn giá trị", "Giấy tờ hết giá trị",
        BEFORE_VOTE, "introduced_on", "branch", due_in=(S.CERTIFIED,), act="file_papers", expires=True,
    ),
    Deadline(
        "DECISION_60_WORKING_DAYS", "Ra quyết định kết nạp", "Hạn ra quyết định",
        PROPOSED, "branch_resolved_on", "holder", extended="decision_extended_on",
    ),
    Deadline(
        "CEREMONY_30_WORKING_DAYS", "Tổ chức lễ kết nạp", "Hạn tổ chức lễ",
        (S.DECIDED,), "decided_on", "branch",
    ),
    Deadline(
        "PROFILE_30_WORKING_DAYS", "Khai lý lịch đảng viên, phiếu đảng viên", "Hạn nộp giấy tờ",
        (S.PROBATIONARY,), "ceremony_on", "branch", done="profile_on", due_in=(), act="file_probation_papers",
    ),
    Deadline(
        "PROBATION_12_MONTHS", "Đủ thời gian dự bị", "Đủ 12 tháng",
        (S.PROBATIONARY,), "ceremony_on", "", due_in=(),
    ),
    Deadline(
        "RECOMMENDATION_30_WORKING_DAYS", "Chi bộ họp xét công nhận chính thức", "Hạn họp xét",
        (S.PROBATIONARY,), "probation_ends_on", "branch",
    ),
    Deadline(
        "RECOGNITION_30_WORKING_DAYS", "Ra quyết định công nhận chính thức", "Hạn ra quyết định",
        RECOMMENDED, "branch_recommended_on", "holder", extended="recognition_extended_on",
    ),
)  # fmt: skip
BY_CODE = {deadline.code: deadline for deadline in DEADLINES}
OF_STATE = {state: [one for one in DEADLINES if state in one.states] for state in S}
OF_NEXT_STEP = {
    state: [one for one in those if one.is_due_in(state) and not one.expires]
    for state, those in OF_STATE.items()
}


@dataclass(frozen=True)
class Span:
    """A deadline that runs, [start, end]: so many working days or so many months, an extension included."""

    deadline: Deadline
    start: date
    end: date
    working_days: int  # 0 where months count
    months: int
    extended_on: date | None

    @property
    def skipped(self):
        """[(day, why nobody works)] within the span; of a span of months none."""
        return working_span(self.start, self.working_days)[1]


def running(file):
    """The `Span`s that run on a file which comes from `Candidate.objects.with_clocks()`, by their ends."""
    spans = [_span(file, one) for one in OF_STATE[file.state] if _runs(file, one)]
    return sorted(spans, key=lambda span: span.end)


def due_on(file):
    """The day by which the file's next step is due, or None. Papers that run out press only when they are about to:
    see `admission.todo`."""
    spans = (_span(file, one) for one in OF_NEXT_STEP[file.state] if _runs(file, one))
    return min((span.end for span in spans), default=None)


def asked_by_due_on():
    """{attribute that `due_on` asks of a file: the states in which it does}."""
    asked = {}
    for state, those in OF_NEXT_STEP.items():
        for one in those:
            for name in filter(None, (one.start, one.done, one.extended)):
                asked.setdefault(name, []).append(state.value)
    return asked


def end_of(file, code):
    """The last day of one deadline, in whatever state the file is now, or None where it never began to run. The file
    comes from `Candidate.objects.with_clocks()`."""
    deadline = BY_CODE[code]
    return _span(file, deadline).end if getattr(file, deadline.start) else None


def _runs(file, deadline):
    return getattr(file, deadline.start) and not (deadline.done and getattr(file, deadline.done))


def _span(file, deadline):
    start = getattr(file, deadline.start)
    figures = deadline.provision(start).figures
    extended_on = deadline.extended and getattr(file, deadline.extended) or None
    working_days = figures.get(deadline.days, 0) + (figures["extension"] if extended_on else 0)
    months = figures.get("months", 0)
    end = add_months(start, months) if months else _end(start, working_days)
    return Span(deadline, start, end, working_days, months, extended_on)


def _end(start, working_days):
    return _counted(start, working_days, tuple(moved_days()))


@lru_cache(maxsize=8192)
def _counted(start, working_days, moved):
    """Many files begin a span on one day. `moved` is part of the key: with other days of rest it ends elsewhere."""
    return add_working_days(start, working_days)
