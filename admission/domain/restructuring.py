"""What files, members, offers, meetings and classes do when branches are merged or divided: they go on in the new one.

What was done stays where it was done: `Standing` and `MemberPlacement` rows of before the day are not touched, nor are
files that have come to their end. Those that were stopped go along, since they may be taken up again.
"""

import uuid

from django.db.models import Q
from django.utils import timezone

from admission.domain import bodies, dividing
from admission.models import (
    AgendaItem,
    Candidate,
    Invitation,
    Meeting,
    MeetingStatus,
    Member,
    MemberPlacement,
    SealedReport,
    SessionStatus,
    Standing,
    TrainingClass,
    Transfer,
    TransferStatus,
)
from admission.routes import routes_of
from admission.states import OPEN, State
from partytrack.errors import Reason
from units.hierarchy import line
from units.models import Unit
from units.restructuring.changes import check_unchanged, write
from units.restructuring.undoing import units_of

ON_AGENDA = (State.ON_AGENDA, State.RECOGNITION_ON_AGENDA)


def objections(moves):
    """[`Reason`]: sessions, offers and members that must be settled first."""
    yield from _sessions(moves)
    yield from _offers(moves)
    yield from _members_left_behind(moves)


def _sessions(moves):
    """A file on the agenda of a body that would no longer decide on it, and whose session does not follow: the session
    must conclude, or let go of it."""
    day = max(moves.on, timezone.localdate())
    items = AgendaItem.objects.filter(published=False, candidate__state__in=ON_AGENDA)
    items = items.exclude(session__status=SessionStatus.RELEASED).select_related(
        "session__unit", "candidate__unit"
    )
    items = list(items.order_by("session_id", "pk"))
    leaving = dividing.leaving(moves).files
    places = Unit.objects.in_bulk(set(leaving.values()))
    units = {item: places.get(leaving.get(item.candidate_id), item.candidate.unit) for item in items}
    routes = routes_of(set(units.values()), day)
    going = bodies.followers(moves)
    away = {}
    for item in items:
        body = going.get(item.session, item.session.unit_id)
        if body in moves.gone or routes[units[item].pk].deciding.pk != body:
            away.setdefault(item.session, []).append(item)
    for session, files in away.items():
        yield Reason(
            "OPEN_SESSIONS",
            f"{session} của {session.unit} còn {len(files)} hồ sơ chưa công bố kết quả, "
            "mà sau khi sắp xếp cấp này không còn quyền quyết định đối với hồ sơ đó.",
            "Công bố kết quả phiên họp, hoặc rút các hồ sơ khỏi chương trình.",
        )


def _offers(moves):
    leaving = dividing.leaving(moves).files
    offers = Transfer.objects.filter(
        Q(to_unit__in=moves.heirs) | Q(candidate__in=leaving), status=TransferStatus.OPEN
    )
    for offer in offers.select_related("from_unit").order_by("pk"):
        source = leaving.get(offer.candidate_id) or moves.heirs.get(offer.from_unit_id, offer.from_unit_id)
        if moves.heirs.get(offer.to_unit_id, offer.to_unit_id) == source:
            yield Reason(
                "OPEN_OFFERS",
                f"Hồ sơ được giới thiệu theo giấy số {offer.number} của {offer.from_unit} "
                "sẽ có nơi đi và nơi đến là một.",
                "Tiếp nhận, từ chối hoặc rút giấy giới thiệu trước.",
            )


def _members_left_behind(moves):
    members = Member.objects.filter(left_on__isnull=True, unit__in=moves.closed).count()
    if members:
        sentence = f"Còn {members} đảng viên ở các chi bộ kết thúc hoạt động mà không sáp nhập vào đâu."
        yield Reason("OPEN_MEMBERS", sentence, "Sáp nhập chi bộ đó vào một chi bộ khác.")


def follow(moves):
    """All that is still going on in the merged units goes on in the new ones, and who was chosen to leave a branch
    that is divided leaves it."""
    leaving = dividing.leaving(moves)
    _follow_files(moves, leaving.files)
    _follow_members(moves, leaving.members)
    _follow_offers(moves, leaving.files)
    _name_others(moves, leaving)
    _follow_meetings(moves)
    _follow_classes(moves)
    bodies.follow(moves)
    _name_what_stays(moves)


def _name_others(moves, leaving):
    """Of branches that are divided: who came after the draft and stays, who was chosen and is no longer there."""
    for section in dividing.PEOPLE:
        for pk, branch in leaving.stay.get(section, ()):
            moves.touch(f"{section}_stay", pk, branch, branch)
        for pk, branch, now in leaving.elsewhere.get(section, ()):
            moves.touch(f"{section}_elsewhere", pk, branch, now)


def _follow_files(moves, leaving):
    """The step stays as it was, with what was resolved and the day on which the file came to it: the new branch is the
    old one's successor."""
    files = Candidate.objects.filter(_going(moves, leaving), state__in=[*OPEN, State.STOPPED])
    files = files.select_for_update(of=("self",)).only("unit_id", "state", "version", "last_entry_id")
    files = list(files.order_by("pk"))
    new_unit = _new_units(moves, leaving, files)
    open_files = {file.pk: file for file in files if file.state != State.STOPPED}
    standings = list(Standing.objects.filter(candidate__in=open_files, valid_to__isnull=True).order_by("pk"))
    entry_of = {file.pk: uuid.uuid4() for file in files}
    for file in files:
        _record_file(moves, file, new_unit[file.pk], entry_of[file.pk])
    new = [
        Standing(
            candidate_id=row.candidate_id, unit_id=new_unit[row.candidate_id], state=row.state,
            valid_from=max(moves.on, row.valid_from), entry_id=entry_of[row.candidate_id],
        )
        for row in standings
    ]  # fmt: skip
    moves.changes.set_each((row, {"valid_to": max(moves.on, row.valid_from)}) for row in standings)
    moves.changes.make(Standing, new)
    moves.changes.set_each(
        (
            file,
            {"unit": new_unit[file.pk], "version": file.version + 1, "last_entry": entry_of[file.pk]},
        )
        for file in files
    )  # fmt: skip


def _going(moves, leaving):
    """The condition is asked again once the row is locked: whom another branch has received meanwhile stays there."""
    return Q(unit__in=moves.heirs) | Q(pk__in=leaving, unit__in=moves.divided)


def _new_units(moves, leaving, rows):
    """{id of a file or member: id of the branch to which it goes}"""
    divided = moves.divided
    return {
        row.pk: (row.unit_id in divided and leaving.get(row.pk)) or moves.heirs[row.unit_id] for row in rows
    }


def _record_file(moves, file, new, uid):
    old = file.unit_id
    moves.touch("files", file.pk, old, new)
    said = {"from_unit": old, "source": file.state, "target": file.state, "version": file.version + 1}
    moves.record("admission.restructured", f"candidate:{file.pk}", new, uid=uid, **said)


def restore_files(plan, rows, entries):
    """Undo: each file is back in its old branch, by an entry of its own: its version never goes back. Older traces
    also hold the day of the step, which was changed then."""
    check_unchanged(Candidate, rows)
    back = []
    for pk, before, after in rows:
        uid = uuid.uuid4()
        back.append((pk, before | {"version": after["version"] + 1, "last_entry_id": uid}))
        entries.append({
            "event": "admission.restructuring_undone", "subject": f"candidate:{pk}", "actor": plan.undone_by,
            "unit_id": before["unit_id"], "from_unit": after["unit_id"], "on": plan.effective_on, "uid": uid,
            "version": after["version"] + 1,
        })  # fmt: skip
    write(Candidate, back)


def _follow_members(moves, leaving):
    members = Member.objects.filter(_going(moves, leaving), left_on__isnull=True)
    members = list(members.select_for_update(of=("self",)).only("unit_id").order_by("pk"))
    new_unit = _new_units(moves, leaving, members)
    placed = Q(unit__in=moves.heirs) | Q(member__in=leaving)
    placements = MemberPlacement.objects.filter(placed, valid_to__isnull=True).order_by("pk")
    placements = [row for row in placements if row.member_id in new_unit]
    new = [
        MemberPlacement(
            member_id=row.member_id,
            unit_id=new_unit[row.member_id],
            valid_from=max(moves.on, row.valid_from),
        )
        for row in placements
    ]
    for member in members:
        moves.touch("members", member.pk, member.unit_id, new_unit[member.pk])
    moves.changes.set_each((row, {"valid_to": max(moves.on, row.valid_from)}) for row in placements)
    moves.changes.make(MemberPlacement, new)
    moves.changes.set_each((member, {"unit": new_unit[member.pk]}) for member in members)


def _follow_offers(moves, leaving):
    """Open offers: their letter was issued by the old branch, or to it, and is answered by the new one."""
    offers = Transfer.objects.filter(status=TransferStatus.OPEN).order_by("pk")
    for side in ("from_unit", "to_unit"):
        _repoint(moves, "offers", list(offers.filter(**{f"{side}__in": moves.heirs})), side)
    sent = list(offers.filter(candidate__in=leaving).exclude(from_unit__in=moves.heirs))
    for offer in sent:
        moves.touch("offers", offer.pk, offer.from_unit_id, leaving[offer.candidate_id])
    moves.changes.set_each((offer, {"from_unit": leaving[offer.candidate_id]}) for offer in sent)


def _follow_meetings(moves):
    """Only drafts: what a meeting resolved, it resolved as the branch that it was."""
    drafts = Meeting.objects.filter(status=MeetingStatus.DRAFT, unit__in=moves.heirs)
    _repoint(moves, "meetings", list(drafts.order_by("pk")))


def _follow_classes(moves):
    """Classes that have not ended; seats of a unit whose successor is invited to the same class stay beside its own."""
    running = {"ends__gte": moves.on}
    _repoint(
        moves, "classes", list(TrainingClass.objects.filter(unit__in=moves.heirs, **running).order_by("pk"))
    )
    seats = Invitation.objects.filter(unit__in=moves.heirs, training__ends__gte=moves.on).order_by("pk")
    there = set(Invitation.objects.filter(training__ends__gte=moves.on).values_list("training_id", "unit_id"))
    free = []
    for seat in seats:
        place = seat.training_id, moves.heirs[seat.unit_id]
        if place not in there:
            there.add(place)
            free.append(seat)
    _repoint(moves, "seats", free)


def _repoint(moves, section, rows, name="unit"):
    attname = f"{name}_id"
    for row in rows:
        moves.touch(section, row.pk, getattr(row, attname), moves.heirs[getattr(row, attname)])
    moves.changes.set_each((row, {name: moves.heirs[getattr(row, attname)]}) for row in rows)


def _name_what_stays(moves):
    """Sealed reports of periods that the day falls into: shown, not changed."""
    sealed = SealedReport.objects.filter(
        unit__in=moves.gone, period__starts__lte=moves.on, period__ends__gte=moves.on
    )
    for report in sealed.order_by("pk"):
        moves.touch("reports", report.pk, report.unit_id, moves.heirs.get(report.unit_id))


def dependents(plan):
    """A report that was sealed since, of one of the units, of one below them or of one above them."""
    later = SealedReport.objects.filter(sealed_at__gte=plan.applied_at, as_of__gte=plan.effective_on)
    changed = Unit.objects.filter(pk__in=units_of(plan.traces.all())).values_list("path", flat=True)
    places = {plan.unit.path, *changed}
    above = {path for place in places for path in line(place)}
    sealed = later.values_list("unit__path", flat=True)
    count = sum(path in above or not places.isdisjoint(line(path)) for path in sealed)
    if count:
        yield Reason(
            "SEALED",
            f"Sau ngày thực hiện đã niêm phong {count} báo cáo theo tổ chức mới.",
            "Không hoàn tác được nữa; lập một phương án mới để sắp xếp lại.",
        )
