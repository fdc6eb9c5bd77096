"""Which files wait for a user, and which will: what to do, by when, and what stands in the way."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cached_property

from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.urls import reverse

from admission.clocks import Clock, clocks_of
from admission.local_requirements import requirements_above
from admission.models import Candidate, Paper, Transfer, TransferStatus, Verification
from admission.permissions import action_at, holds_level
from admission.querysets import Voted, in_reach
from admission.routes import (
    BOARD,
    BRANCH,
    CERTIFIER,
    COMMITTEE,
    DECIDING,
    SECTION,
    USUAL,
    level_on,
    routes_of,
    usual_step,
)
from admission.rules import figure
from admission.rules.deadlines import OF_STATE
from admission.states import OPEN, VOTED, State
from admission.steps import ACT_OF_EDGE, WHO, WORDS, act_url, cure_for, missing_for
from partytrack.errors import Reason
from units.permissions import may
from units.querysets import within

NEVER = date.max
# A page that works out what is due looks at so many files: those longest at their step. A secretary, a committee and a
# board have fewer; who answers for more narrows the page to a unit.
MOST = 500
# What pages of many files never show, and what would be deciphered for nothing.
SEALED = ("citizen_id", "remark")
# What the rules ask of a file, for many files at once.
FACTS = (
    Prefetch("papers", Paper.objects.only("candidate", "code", "issued_on")),
    "resolutions",
    Prefetch("verifications", Verification.objects.defer("conclusion")),
    "sponsors",
    "helpers",
    "local_proofs",
)


class When(Enum):
    """The week in which a task is due; weeks begin on Monday."""

    LATE = "Quá hạn"
    THIS_WEEK = "Tuần này"
    NEXT_WEEK = "Tuần sau"
    LATER = "Sau đó"
    ANY_TIME = "Chưa có hạn"

    @classmethod
    def of(cls, due_on, today):
        if due_on is None:
            return cls.ANY_TIME
        if due_on < today:
            return cls.LATE
        monday = today - timedelta(today.weekday())
        weeks = (due_on - monday).days // 7
        return (cls.THIS_WEEK, cls.NEXT_WEEK)[weeks] if weeks < 2 else cls.LATER


@dataclass
class Task:
    """One thing that one user can do to one file. `opens_on`: the law allows it from this day on, None when it does
    already. `clock`: the deadline that it is about, where it is not the file's next step."""

    file: Candidate
    act: str
    due_on: date | None
    opens_on: date | None
    today: date
    clock: Clock | None = None

    @property
    def is_open(self):
        return self.opens_on is None or self.opens_on <= self.today

    @property
    def is_late(self):
        return self.due_on is not None and self.due_on < self.today

    @property
    def when(self):
        return When.of(self.due_on, self.today)

    @property
    def what(self):
        return self.clock.what if self.clock else WORDS[self.first or self.act].title

    @property
    def who(self):
        return f"{self.file.full_name} – {self.file.unit.name}"

    @property
    def url(self):
        return _page_of(self.file)

    @property
    def button(self):
        """(label, address) of the form on which it is done."""
        act = self.first or self.act
        return WORDS[act].button, act_url(self.file, act)

    @cached_property
    def missing(self) -> list[Reason]:
        """What would refuse the act, on the day it opens if that is still ahead."""
        if self.clock:
            return []
        if self.act == "certify":  # who else is left to verify, the page of the file says
            return [awaited] if (awaited := _awaited_reply(self.file)) else []
        return missing_for(self.file, self.act, max(self.today, self.opens_on or self.today))

    @property
    def first(self):
        """The act that brings what is missing; "" where nothing is, or where others must bring it."""
        return cure_for(self.act, self.missing)


def _awaited_reply(file):
    sent_on = min(filter(None, (file.verification_sent_on, file.verification_abroad_sent_on)), default=None)
    if sent_on:
        sentence = f"Chờ trả lời thẩm tra lý lịch, công văn gửi ngày {sent_on:%d/%m/%Y}."
        return Reason("VERIFICATION_REPLY", sentence, "Ghi trả lời khi nhận được; quá hạn thì đôn đốc.")


def tasks_of(user, today, *, under=None):
    """(`Task`s of a user, whether there are files beyond those looked at): most urgent first, among late ones the
    steps of the ladder before papers that are owed; last those that open on a later day. `under`: in this unit only."""
    files, more = files_for(user, under=under)
    _look_up_facts(files)
    tasks = [task for file in files for task in _tasks(file, user, today)]
    return sorted(tasks, key=_urgency), more


def _look_up_facts(files):
    """What the rules ask of a file, of all of them at once."""
    prefetch_related_objects(files, *FACTS)
    requirements = requirements_above({file.unit for file in files})
    for file in files:
        file.requirements_above = requirements[file.unit_id]


def _urgency(task):
    owed = task.is_late and task.clock is not None
    return not task.is_open, not task.is_late, owed, (task.due_on if task.is_open else task.opens_on) or NEVER


def files_for(user, *, under=None):
    """(the first `MOST` of the files at which a user may have something to do, whether there are more), those longest
    at their step first."""
    first = _files_for(user, under).order_by("since", "id").values("pk")[: MOST + 1]
    files = _to_work_on(Candidate.objects.filter(pk__in=first).order_by("since", "id"))
    return files[:MOST], len(files) > MOST


def all_files_for(user):
    """All of them, a batch at a time, in no order that matters to people."""
    last = 0
    while files := _to_work_on(_files_for(user).filter(pk__gt=last).order_by("pk")[:MOST]):
        yield from files
        last = files[-1].pk


def _files_for(user, under=None):
    """Not those that are offered to another branch: they are in nobody's hands."""
    files = Candidate.objects.visible_to(user).open().filter(_maybe_for(user))
    if under:
        files = files.filter(within([under.path], "unit__path"))
    return files.exclude(transfers__status=TransferStatus.OPEN)


def _to_work_on(files):
    return _with_routes(files.with_clocks().select_related("unit", "readmission").defer(*SEALED))


@dataclass(frozen=True)
class Wait:
    """A file whose next step somebody else takes; for components/todo.html like a `Task`."""

    url: str
    what: str
    who: str
    due_on: date | None
    opens_on = None
    missing = ()


def waiting_files(user, tasks, *, under=None):
    """Open files in the user's sight in whose next step they have no part, in no order."""
    mine = {task.file.pk for task in tasks if not task.clock}
    files = Candidate.objects.visible_to(user).open().exclude(pk__in=mine)
    return files.filter(within([under.path], "unit__path")) if under else files


def _waiting(files):
    offers = Transfer.objects.filter(candidate=OuterRef("pk"), status=TransferStatus.OPEN).order_by()
    files = files.annotate(is_offered=Exists(offers)).with_clocks()
    return _with_routes(files.select_related("unit").defer(*SEALED))


def waits_of(files):
    """The `Wait` of each of these `waiting_files`, in their order."""
    ids = [file.pk for file in files]
    found = {file.pk: file for file in _waiting(Candidate.objects.filter(pk__in=ids).order_by())}
    files = [found[pk] for pk in ids]
    return [
        Wait(_page_of(file), _awaited(file), f"{file.full_name} – {file.unit.name}", file.due_on)
        for file in files
    ]


def _awaited(file):
    if file.is_offered:
        return "Chờ nơi đến trả lời việc chuyển hồ sơ"
    edge, level = usual_step(file.state, file.route)
    return f"Chờ {WHO[level_on(file.route, level, file.state)[0]]}: {WORDS[ACT_OF_EDGE[edge]].title}"


def _with_routes(files):
    files = list(files)
    routes = routes_of({file.unit for file in files})
    for file in files:
        file._route = routes[file.unit_id]
    return files


def _page_of(file):
    return reverse("admission:candidate_detail", kwargs={"pk": file.pk})


def _maybe_for(user):
    """A condition that leaves out most of what is not the user's; the route of a file tells the rest."""
    condition, asked = Q(pk__in=[]), set()
    for level in (BRANCH, SECTION, COMMITTEE, BOARD, DECIDING):
        if may(user, action_at(level)):
            states = [state for state in OPEN if level in _levels(state)]
            condition |= in_reach(user, action_at(level)) & Q(state__in=states)
            asked.update(states)
    return condition & Q(Voted("state")) if asked <= set(VOTED) else condition


def _levels(state):
    """The levels at which something may be due on a file in this state, on one route or another."""
    late = {deadline.late for deadline in OF_STATE[state]} - {"", "holder"}
    if state not in USUAL:  # after the branch's vote: the route decides
        return {BRANCH, SECTION, COMMITTEE, BOARD}
    levels = {USUAL[state][1], *late}
    return levels - {CERTIFIER} | {BRANCH, COMMITTEE} if CERTIFIER in levels else levels


def _tasks(file, user, today):
    clocks = clocks_of(file)
    edge, level = usual_step(file.state, file.route)
    if holds_level(file, user, level):
        ends = (clock.end for clock in clocks if clock.is_next and _is_near(clock, today))
        due_on = min(ends, default=None)
        opens_on = file.probation_ends_on if file.state == State.PROBATIONARY else None
        yield Task(file, ACT_OF_EDGE[edge], due_on, opens_on, today)
    for clock in clocks:
        if clock.deadline.act and not clock.is_next and clock.is_of(user) and _is_near(clock, today):
            yield Task(file, clock.deadline.act, clock.end, None, today, clock)


def _is_near(clock, today):
    """What expires is nobody's task until it is about to."""
    days = figure("EXPIRY_WARNING", "days", today)
    return not clock.deadline.expires or clock.end <= today + timedelta(days)
