"""Classes: planned by a committee or its board, filled by the units invited, closed with certificates.

Whatever changes a class locks its row. Their certificates: `certificates.py`.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from admission.models import Candidate, Certificate, ClassKind, Enrolment, TrainingClass
from admission.states import RECOGNITION_LADDER, State
from partytrack.errors import Conflict, Reason, Refused
from partytrack.journal.write import write as journal
from units.models import Unit
from units.models.unit import Kind
from units.permissions import can, scope_paths, units_for
from units.querysets import within

ORGANISERS = (Kind.CENTRAL, Kind.PROVINCE, Kind.SUPERIOR, Kind.BASE_COMMITTEE)
TAKES = {  # at which steps people are sent to a class of each kind
    ClassKind.AWARENESS: (State.NURTURED, State.DOSSIER, State.VERIFYING, State.CERTIFIED),
    ClassKind.NEW_MEMBER: RECOGNITION_LADDER,
}
STALE = Reason("STALE", "Lớp đã thay đổi sau khi đồng chí mở trang này.", "Xem lại rồi làm lại nếu còn cần.")
CLOSED = Reason(
    "CERTIFIED", "Lớp đã cấp giấy chứng nhận nên không sửa được nữa.", "Mở lớp khác nếu cần học thêm."
)


def organisers(user):
    """Units that may hold a class which the user manages."""
    return units_for(user, "class.manage").open().filter(kind__in=ORGANISERS).order_by("path")


@transaction.atomic
def plan_class(*, actor, unit, **plan):
    """Mở lớp. `plan`: fields of `TrainingClass`. Raises PermissionDenied."""
    if not can(actor, "class.manage", unit) or unit.kind not in ORGANISERS:
        raise PermissionDenied
    training = TrainingClass.objects.create(unit=unit, **plan)
    journal("admission.class_planned", subject=training, actor=actor, unit_id=unit.pk, on=training.starts)
    return training


@transaction.atomic
def amend_class(training, *, actor, version, **plan):
    """Sửa lớp, until its first certificate. Raises Refused, Conflict, PermissionDenied."""
    training = locked(training, actor, "class.manage", version)
    _check_open(training)
    taken = training.enrolments.count()
    if plan["capacity"] < taken:
        sentence = f"Lớp đã có {taken} học viên, nhiều hơn sức chứa mới."
        raise Refused(Reason("FULL", sentence, "Rút bớt học viên trước, hoặc ghi sức chứa lớn hơn."))
    for name, value in plan.items():
        setattr(training, name, value)
    touch(training)
    journal(
        "admission.class_amended", subject=training, actor=actor, unit_id=training.unit_id, on=training.starts
    )
    return training


@transaction.atomic
def invite(training, seats, *, actor, version, on):
    """Phân bổ chỗ. `seats`: {unit: number of seats} of units below the organiser; 0 takes an invitation back.

    Raises Refused with the units that have more people in the class than seats."""
    training = locked(training, actor, "class.manage", version)
    _check_open(training)
    invitations = {one.unit_id: one for one in training.invitations.all()}
    problems = []
    for unit, number in seats.items():
        if not unit.path.startswith(training.unit.path):
            raise PermissionDenied
        invitation = invitations.get(unit.pk)
        taken = invitation.enrolments.count() if invitation else 0
        if number < taken:
            sentence = f"{unit}: đã có {taken} học viên, nhiều hơn số chỗ mới."
            problems.append(Reason("SEATS_TAKEN", sentence, "Rút bớt học viên trước."))
        elif number:
            training.invitations.update_or_create(unit=unit, defaults={"seats": number})
        elif invitation:
            invitation.delete()
    if problems:
        raise Refused(*problems)
    touch(training)
    total = sum(training.invitations.values_list("seats", flat=True))
    journal(
        "admission.class_invited", subject=training, actor=actor, unit_id=training.unit_id, on=on, seats=total
    )
    return training


def invitable(training):
    """{unit: seats it has now} of the organiser's direct units, itself first, and of whoever else is invited."""
    seats = dict(training.invitations.values_list("unit", "seats"))
    units = Unit.objects.open().filter(Q(pk=training.unit_id) | Q(parent=training.unit_id) | Q(pk__in=seats))
    return {unit: seats.get(unit.pk) for unit in units.order_by("path")}


def invited_units(training, user):
    """Ids of the units invited in whose scope the user works: above them, in them, or below."""
    paths = scope_paths(user, "class.view")
    return {
        pk
        for pk, path in training.invitations.values_list("unit", "unit__path")
        if any(path.startswith(mine) or mine.startswith(path) for mine in paths)
    }


def candidates_for(training, user):
    """Files of the user's own branches that may still take a seat of this class, in order of names."""
    invited = [path for (path,) in training.invitations.values_list("unit__path")]
    return (
        Candidate.objects.visible_to(user, "class.enrol")
        .filter(within(invited, "unit__path"), state__in=TAKES[training.kind])
        .exclude(enrolments__training=training)
        .select_related("unit")
        .order_by("sort_key", "id")
    )


@transaction.atomic
def enrol(training, files, *, actor, on):
    """Ghi danh, each on a seat of the nearest unit invited; all or none. Raises Refused with the names."""
    training = locked(training, actor)
    _check_open(training)
    allowed = set(candidates_for(training, actor).filter(pk__in=files).values_list("pk", flat=True))
    people = {file.pk: file for file in Candidate.objects.visible_to(actor).filter(pk__in=files)}
    if len(people) < len(set(files)):
        raise PermissionDenied
    problems = []
    for pk in files:
        invitation = _nearest(training, people[pk].unit) if pk in allowed else None
        problem = _no_seat(training, invitation, people[pk])
        if problem:
            problems.append(problem)
        else:
            Enrolment.objects.create(training=training, invitation=invitation, candidate=people[pk])
    if problems:
        raise Refused(*problems)
    touch(training)
    journal(
        "admission.class_enrolled",
        subject=training,
        actor=actor,
        unit_id=training.unit_id,
        on=on,
        files=files,
    )
    return training


def _nearest(training, unit):
    invitations = training.invitations.select_related("unit")
    fits = [one for one in invitations if unit.path.startswith(one.unit.path)]
    return max(fits, key=lambda one: len(one.unit.path), default=None)


def _no_seat(training, invitation, file):
    name = file.full_name
    if invitation is None:
        sentence = f"{name}: không còn ở bước được cử đi học lớp này, hoặc đã có tên trong lớp."
        return Reason("NOT_ELIGIBLE", sentence, "Mở lại danh sách rồi chọn.")
    if invitation.enrolments.count() >= invitation.seats:
        sentence = f"{name}: {invitation.unit} đã dùng hết {invitation.seats} chỗ."
        return Reason("NO_SEAT", sentence, "Đề nghị đơn vị tổ chức lớp phân thêm chỗ.")
    if training.enrolments.count() >= training.capacity:
        sentence = f"{name}: lớp đã đủ {training.capacity} học viên."
        return Reason("FULL", sentence, "Đăng ký lớp sau.")
    return None


def moved_away(training, user):
    """Ids of the enrolments without a certificate whose files the user does not see: their names are for others."""
    visible = Candidate.objects.visible_to(user)
    rows = training.enrolments.filter(certificate=None).exclude(candidate__in=visible)
    return list(rows.order_by("id").values_list("pk", flat=True))


@transaction.atomic
def withdraw(training, enrolment, *, actor, on):
    """Rút một học viên chưa được cấp giấy chứng nhận khỏi lớp: by the unit that sent them, or by the organiser."""
    training = locked(training, actor)
    row = training.enrolments.select_related("candidate__unit").filter(pk=enrolment).first()
    if row is None:  # a second click
        return
    unit = row.candidate.unit
    if not (can(actor, "class.enrol", unit) or can(actor, "class.manage", training.unit)):
        raise PermissionDenied
    if Certificate.objects.filter(enrolment=row).exists():
        raise Refused(
            Reason("CERTIFIED", f"{row.candidate.full_name} đã được cấp giấy chứng nhận.", "Xem lại lớp.")
        )
    row.delete()
    touch(training)
    journal(
        "admission.class_withdrawn", subject=training, actor=actor, unit_id=training.unit_id, on=on,
        file=row.candidate_id,
    )  # fmt: skip


@transaction.atomic
def note_attendance(training, rows, *, actor, version, on):
    """Ghi số buổi dự và điểm. `rows`: {enrolment id: (sessions attended or None, mark or None)}; who has a certificate
    already stays as they are."""
    training = locked(training, actor, "class.manage", version)
    enrolments = list(training.enrolments.filter(pk__in=rows, certificate=None).select_related("candidate"))
    problems = []
    for enrolment in enrolments:
        enrolment.attended, enrolment.mark = rows[enrolment.pk]
        if (enrolment.attended or 0) > training.sessions:
            sentence = f"{enrolment.candidate.full_name}: lớp chỉ có {training.sessions} buổi."
            problems.append(Reason("TOO_MANY", sentence, "Kiểm tra lại số buổi dự."))
    if problems:
        raise Refused(*problems)
    Enrolment.objects.bulk_update(enrolments, ["attended", "mark"])
    touch(training)
    counted = {"noted": len(enrolments)}
    journal(
        "admission.class_noted", subject=training, actor=actor, unit_id=training.unit_id, on=on, **counted
    )
    return training


def _check_open(training):
    if Certificate.objects.filter(enrolment__training=training).exists():
        raise Refused(CLOSED)


def locked(training, actor, action="", version=None):
    """The class as it is now, locked; first its unit, whose certificates are numbered one class at a time."""
    Unit.objects.select_for_update(no_key=True).get(pk=training.unit_id)
    training = (
        TrainingClass.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=training.pk)
    )
    if action and not can(actor, action, training.unit):
        raise PermissionDenied
    if version is not None and training.version != version:
        raise Conflict(STALE)
    return training


def touch(training):
    training.version += 1
    training.save()
