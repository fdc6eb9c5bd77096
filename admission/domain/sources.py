"""The source list of a branch: who brought a person there, the tasks they are given, and the monthly review."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from admission.domain.engine import REQUEST_USED, Step, act, perform
from admission.models import Candidate, Origin, ReviewLine, SourceReview, TrialTask
from admission.models.sources import PauseReason, Verdict
from admission.states import SOURCES, StopReason
from partytrack.errors import Conflict, Reason, Refused
from partytrack.journal.models import Entry
from partytrack.journal.write import write as journal
from units.models import Unit
from units.models.unit import PEOPLE_KINDS
from units.permissions import can

NO_TASK = Reason("NO_TASK", "Việc này không còn chờ kết quả.", "Mở lại hồ sơ để xem các việc đã giao.")
STALE = Reason(
    "STALE",
    "Danh sách rà soát đã thay đổi sau khi đồng chí mở trang này.",
    "Xem lại rồi làm lại nếu còn cần.",
)
NOTHING = Reason(
    "NOTHING_REVIEWED",
    "Chưa ghi kết luận đối với ai.",
    "Chọn kết luận cho ít nhất một người trong danh sách.",
)


@act("follow_up")
def describe_origin(file, *, on, verdict, group, introduced_by="", introduced_on=None):
    """Ghi nhóm đối tượng, tổ chức giới thiệu và ngày giới thiệu."""
    said = {"group": group, "introduced_by": introduced_by, "introduced_on": introduced_on}
    Origin.objects.update_or_create(candidate=file, defaults=said)
    return Step("follow_up", body={"group": group, "introduced_by": introduced_by})


@act("follow_up")
def give_task(file, *, on, verdict, text, due_on):
    """Giao việc, thử thách."""
    TrialTask.objects.create(candidate=file, text=text, given_on=on, due_on=due_on)
    return Step("follow_up")


@act("follow_up")
def finish_task(file, *, on, verdict, task, result):
    """Ghi kết quả việc được giao. `task`: id of one that has no result yet."""
    found = file.trial_tasks.filter(pk=task, done_on__isnull=True).first()
    if found is None:
        raise Refused(NO_TASK)
    if on < found.given_on:
        sentence = f"Việc này giao ngày {found.given_on:%d/%m/%Y}, sau ngày hoàn thành đã ghi."
        raise Refused(Reason("BACKWARDS", sentence, "Kiểm tra lại ngày hoàn thành."))
    found.done_on, found.result = on, result
    found.save(update_fields=["done_on", "result"])
    return Step("follow_up")


@dataclass(frozen=True)
class Line:
    """What is to be noted of one person; `version`: of the file as it was shown."""

    verdict: str
    version: int
    reason: str = ""
    note: str = ""


def listed(unit):
    """Who is on the source list of a branch and is to be reviewed, in order of names."""
    return Candidate.objects.filter(unit=unit, state__in=SOURCES).order_by("sort_key", "id")


@transaction.atomic
def save_review(unit, lines: Mapping[int, Line], *, actor, on: date, version: int, request_id):
    """Rà soát nguồn of the month in which `on` lies: the lines replace those on the same people, all or none.

    `lines`: by id of the file; whoever is to be stopped is stopped through the engine. `version`: of the review as it
    was shown, 0 before there is one. Raises Refused with the names, Conflict, PermissionDenied.
    """
    if not can(actor, "level.branch", unit) or unit.kind not in PEOPLE_KINDS:
        raise PermissionDenied
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if entry := Entry.objects.filter(uid=request_id).first():
        return _answered(entry)
    review = _review_of(unit, on, version)
    problems = [] if lines else [NOTHING]
    people = {file.pk: file for file in listed(unit).filter(pk__in=lines)}
    for pk, line in lines.items():
        problems += _problems(people.get(pk), line)
    if problems:
        raise Refused(*problems)
    review.version, review.reviewed_on = review.version + 1, on
    review.save()
    for pk, line in lines.items():
        said = {"verdict": line.verdict, "reason": line.reason, "note": line.note}
        ReviewLine.objects.update_or_create(review=review, candidate=people[pk], defaults=said)
    _stop(people, lines, actor=actor, on=on, request_id=request_id)
    counts = {verdict: sum(line.verdict == verdict for line in lines.values()) for verdict in Verdict.values}
    journal(
        "admission.sources_reviewed",
        subject=review,
        actor=actor,
        unit_id=unit.pk,
        on=on,
        uid=request_id,
        **counts,
    )
    return review


def _answered(entry):
    if entry.event != "admission.sources_reviewed":
        raise Refused(REQUEST_USED)
    return SourceReview.objects.get(pk=entry.subject.partition(":")[2])


def _review_of(unit, on, version):
    month = on.replace(day=1)
    review = SourceReview.objects.filter(unit=unit, month=month).first()
    if version != (review.version if review else 0):
        raise Conflict(STALE)
    return review or SourceReview(unit=unit, month=month, reviewed_on=on)


def _problems(file, line):
    """Why a line cannot be noted: a list of `Reason`."""
    if file is None:
        return [Reason("NOT_LISTED", "Có người không còn trong danh sách nguồn.", "Mở lại trang rà soát.")]
    wanted = {Verdict.PAUSE: PauseReason.values, Verdict.STOP: StopReason.values}.get(line.verdict, [""])
    if line.reason in wanted:
        return []
    if line.verdict == Verdict.KEEP:
        sentence = f"{file.full_name}: tiếp tục bồi dưỡng thì không ghi lý do."
    else:
        sentence = f"{file.full_name}: chưa ghi lý do {Verdict(line.verdict).label.lower()}."
    return [Reason("NO_REASON", sentence, "Chọn một lý do trong danh mục của kết luận đó.")]


def _stop(people, lines, *, actor, on, request_id):
    problems, refused_as = [], Refused
    for pk, line in lines.items():
        if line.verdict != Verdict.STOP:
            continue
        try:
            perform(
                "stop", pk, actor=actor, version=line.version, request_id=uuid.uuid5(request_id, str(pk)), on=on,
                reason=line.reason, note=line.note,
            )  # fmt: skip
        except Refused as refusal:
            name = people[pk].full_name
            refused_as = Conflict if isinstance(refusal, Conflict) else refused_as
            problems += [replace(reason, sentence=f"{name}: {reason.sentence}") for reason in refusal.reasons]
    if problems:
        raise refused_as(*problems)
