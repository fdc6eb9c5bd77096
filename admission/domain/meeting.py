"""Meetings that take up several files: attendance once, then for each file an act of its own.

A meeting is a draft until every file in it is recorded. Recording performs the same acts as the forms of single files,
each in a savepoint of its own, so that one that is refused stops none of the others. Whatever changes a meeting locks
its row first, then the files, in the order of their ids.
"""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from admission.domain.engine import REQUEST_USED, perform
from admission.domain.meeting_checks import NOT_WAITING, shortcomings, unready
from admission.domain.numbering import Series
from admission.meetings import (
    ACT_OF,
    BODY_OF_KIND,
    awaiting,
    last_meeting,
    may_hold,
    suggested_counts,
    too_few,
)
from admission.models import (
    Absence,
    Candidate,
    ItemOutcome,
    Meeting,
    MeetingItem,
    MeetingStatus,
    Resolution,
)
from admission.models.dossier import Body
from admission.states import round_of
from partytrack.errors import Conflict, Reason, Refused
from partytrack.journal.write import write as journal
from units.models import Unit
from units.querysets import within

CLOSED = Reason("MEETING_CLOSED", "Cuộc họp này đã ghi xong kết quả.", "Xem kết quả của cuộc họp.")
CLOSED_UNIT = Reason(
    "CLOSED_UNIT", "Đơn vị này đã kết thúc hoạt động.", "Mở cuộc họp ở đơn vị nhận sáp nhập."
)
STALE = Reason("STALE", "Cuộc họp đã thay đổi sau khi mở trang này.", "Xem lại rồi làm lại nếu còn cần.")
FROM_LAST = ("place", "chair", "chair_post", "secretary", "secretary_post")


@transaction.atomic
def open_meeting(*, actor, unit, held_on, entitled, picks, request_id):
    """Mở cuộc họp: a draft with the files picked (ids). Raises Refused, PermissionDenied; returns the `Meeting`."""
    body = BODY_OF_KIND.get(unit.kind)
    if not may_hold(actor, unit, body):
        raise PermissionDenied
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)  # nobody closes it meanwhile
    if known := Meeting.objects.filter(opened_by_request=request_id).first():
        return _same_unit(known, unit)
    if not unit.is_open:
        raise Refused(CLOSED_UNIT)
    _check_begin(body, held_on, entitled)
    last, suggested = last_meeting(unit, held_on), suggested_counts(unit, held_on)
    meeting = Meeting.objects.create(
        unit=unit, body=body, held_on=held_on, entitled=entitled, opened_by_request=request_id,
        probationary=suggested.probationary if suggested else 0,
        first_number=Series(unit, body, held_on).suggested(),
        **{name: getattr(last, name) for name in FROM_LAST if last},
    )  # fmt: skip
    files = _add(meeting, picks, actor)
    journal(
        "admission.meeting_opened", subject=meeting, actor=actor, unit_id=unit.pk, on=held_on, files=files
    )
    return meeting


def _same_unit(meeting, unit):
    if meeting.unit_id != unit.pk:
        raise Refused(REQUEST_USED)
    return meeting


def _check_begin(body, held_on, entitled):
    problems = [too_few(body, held_on, entitled)]
    if held_on > timezone.localdate():
        problems.append(Reason("FUTURE", "Ngày họp ở tương lai.", "Ghi cuộc họp sau khi đã họp."))
    if problems := list(filter(None, problems)):
        raise Refused(*problems)


def _add(meeting, picks, actor):
    """Take up these files, which must wait for a meeting of this unit; gives the number of those that are new to it."""
    waiting = {file.pk: file for file in awaiting(actor, under=meeting.unit).get(meeting.unit, ())}
    if not set(picks) <= set(waiting):
        raise Refused(NOT_WAITING)
    known = set(meeting.items.values_list("candidate_id", flat=True))
    files = [waiting[pk] for pk in picks if pk not in known]
    MeetingItem.objects.bulk_create(
        MeetingItem(meeting=meeting, candidate=file, round=round_of(file.state)) for file in files
    )
    return len(files)


@transaction.atomic
def save_draft(meeting, *, actor, version, request_id, facts, absences, items, picks=()):
    """Lưu nháp. `facts`: fields of the meeting; `absences`: fields of each row; `items`: {id: fields}; `picks`: ids
    of files to take up besides. Who came stays as it is once a result rests on it."""
    meeting = _locked(meeting, actor)
    if meeting.saved_by_request == request_id:
        return meeting
    if meeting.version != version:
        raise Conflict(STALE)
    rows = list(meeting.items.all())
    if any(row.is_recorded for row in rows):
        facts = {"first_number": facts["first_number"]}
    else:
        _check_begin(meeting.body, facts["held_on"], facts["entitled"])
        meeting.absences.all().delete()
        Absence.objects.bulk_create(Absence(meeting=meeting, **row) for row in absences)
    for row in rows:
        if not row.is_recorded and row.pk in items:
            _assign(row, items[row.pk]).save()
    added = _add(meeting, picks, actor)
    _assign(meeting, facts).saved_by_request = request_id
    _touch(meeting)
    _tell("saved", meeting, actor, files=len(rows) + added)
    return meeting


def _assign(row, values):
    for name, value in values.items():
        setattr(row, name, value)
    return row


@transaction.atomic
def drop_item(meeting, item_id, *, actor, version):
    """Bỏ một hồ sơ khỏi cuộc họp, on which nothing was recorded."""
    meeting = _locked(meeting, actor, version)
    meeting.items.filter(pk=item_id, outcome="").delete()
    _close_if_done(meeting)
    _touch(meeting)
    _tell("saved", meeting, actor, files=meeting.items.count())
    return meeting


@transaction.atomic
def discard(meeting, *, actor, version):
    """Xóa bản nháp of which nothing was recorded."""
    meeting = _locked(meeting, actor, version)
    if meeting.items.exclude(outcome="").exists():
        raise Refused(
            Reason(
                "RECORDED", "Cuộc họp đã ghi kết quả của một hồ sơ.", "Bỏ các hồ sơ chưa ghi rồi kết thúc."
            )
        )
    _tell("discarded", meeting, actor)
    meeting.delete()


@transaction.atomic
def record(meeting, *, actor, version, versions):
    """Kết thúc và ghi kết quả: each file's act, those that are refused left out. `versions`: {item id: the version of
    the file as it was shown}. Raises Refused when the meeting itself lacks something; returns {item id: its reasons}
    of what could not be recorded. A file that another branch has received meanwhile falls out of the meeting. Sent
    again, it records what is left and nothing twice."""
    meeting = _locked(meeting, actor, version)
    here = within([meeting.unit.path], "candidate__unit__path")
    meeting.items.filter(~here, outcome="").delete()
    items = list(meeting.items.filter(outcome="").select_related("candidate__unit").order_by("pk"))
    if problems := shortcomings(meeting, items):
        raise Refused(*problems)
    ids = sorted(item.candidate_id for item in items)
    list(Candidate.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",)))
    series, refused = Series(meeting.unit, meeting.body, meeting.held_on), {}
    for item in items:
        try:
            _record(item, meeting, series, actor, versions.get(item.pk))
        except Refused as refusal:
            refused[item.pk] = refusal.reasons
        except (Candidate.DoesNotExist, PermissionDenied):
            refused[item.pk] = (NOT_WAITING,)
    _close_if_done(meeting)
    _touch(meeting)
    _tell("recorded", meeting, actor, recorded=len(items) - len(refused), refused=len(refused))
    return refused


def _record(item, meeting, series, actor, version):
    """One act on one file; its number is used up only by what passes."""
    if problem := unready(item, meeting):
        raise Refused(problem)
    number = _number_for(item, meeting, series)
    if meeting.body == Body.SECTION:
        fields = {"number": number, "agrees": item.agrees}
    else:
        names = ("entitled", "exempt_absent", "present", "chair", "secretary")
        fields = {name: getattr(meeting, name) for name in names}
        fields |= {"number": number, "votes_for": item.votes_for, "votes_against": item.votes_against}
        fields["meeting_item"] = item
    perform(
        ACT_OF[meeting.body, item.round], item.candidate_id, actor=actor, version=version,
        request_id=uuid.uuid5(uuid.NAMESPACE_OID, f"meeting item:{item.pk}"), on=meeting.held_on, **fields,
    )  # fmt: skip
    item.outcome = _outcome(item, meeting)
    item.number = "" if item.outcome == ItemOutcome.FAILED else number
    if item.number:
        series.take(number, meeting.held_on)
    item.save(update_fields=["outcome", "number"])


def _outcome(item, meeting):
    if meeting.body == Body.SECTION:
        return ItemOutcome.AGREED if item.agrees else ItemOutcome.DISAGREED
    passed = Resolution.objects.get(meeting_item=item).passed
    return ItemOutcome.PASSED if passed else ItemOutcome.FAILED


def _number_for(item, meeting, series):
    """The number typed for the file, which must be free, or the next one of the series."""
    if not item.number:
        return series.free_from(meeting.first_number)
    if day := series.used_on(item.number):
        sentence = f"Số {item.number} đã dùng cho văn bản ngày {day:%d/%m/%Y}."
        raise Refused(Reason("NUMBER_TAKEN", sentence, "Ghi số khác, hoặc để trống để đánh số tiếp theo."))
    return item.number


def _locked(meeting, actor, version=None):
    meeting = (
        Meeting.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=meeting.pk)
    )
    if not may_hold(actor, meeting.unit, meeting.body):
        raise PermissionDenied
    if meeting.is_closed:
        raise Conflict(CLOSED)
    if version is not None and meeting.version != version:
        raise Conflict(STALE)
    return meeting


def _close_if_done(meeting):
    outcomes = list(meeting.items.values_list("outcome", flat=True))
    if outcomes and all(outcomes):
        meeting.status = MeetingStatus.CLOSED


def _touch(meeting):
    meeting.version += 1
    meeting.save()


def _tell(what, meeting, actor, **body):
    journal(
        f"admission.meeting_{what}",
        subject=meeting,
        actor=actor,
        unit_id=meeting.unit_id,
        on=meeting.held_on,
        **body,
    )
