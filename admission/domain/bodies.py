"""What becomes of a body that is merged away: its books of decision numbers close at their last number, its sessions
that are being prepared and its settings go on in the new one, what it asked beyond the rules ends with it.

The new body numbers its decisions in a book of its own, from 01 or from where that book stands (HD 05-HD/VPTW, 2026:
numbers run by authority and term).
"""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Max

from admission.models import DecidingBody, Decision, LocalRequirement, NumberBook, Session, SessionStatus

DAY = timedelta(1)
SETTINGS = ("submit_days_before", "symbol")  # the number of members is the new body's own


def follow(moves):
    _close_books(moves)
    _follow_sessions(moves)
    _follow_settings(moves)
    _end_requirements(moves)


def _close_books(moves):
    """Each running book ends on the day before, or on that of its last decision where the plan is carried out late."""
    books = list(NumberBook.objects.filter(authority__in=moves.gone, ends__gte=moves.on).order_by("pk"))
    decided = Decision.objects.filter(authority__in=moves.gone, decided_on__gte=moves.on).order_by()
    last = {
        (authority, round_): day
        for authority, round_, day in decided.values_list("authority", "round").annotate(Max("decided_on"))
    }
    ends = {}
    for book in books:
        moves.touch("books", book.pk, book.authority_id, None)
        ends[book] = max(moves.on - DAY, book.starts, last.get((book.authority_id, book.round), book.starts))
    moves.changes.set_each((book, {"ends": min(day, book.ends)}) for book, day in ends.items())


def followers(moves):
    """{session: id of the body that goes on with it}: what is being prepared, unless numbers are kept for it already or
    the new body meets on the same day."""
    planned = Session.objects.filter(unit__in=moves.heirs, status=SessionStatus.PLANNED, numbers=None)
    taken = set(Session.objects.filter(unit__in=moves.heirs.values()).values_list("unit_id", "held_on"))
    found = {}
    for session in planned.order_by("held_on", "pk"):
        place = moves.heirs[session.unit_id], session.held_on
        if place not in taken:
            taken.add(place)
            found[session] = place[0]
    return found


def _follow_sessions(moves):
    """Those that cannot follow have no file on their agenda: `restructuring.objections` has seen to it."""
    going = followers(moves)
    left = Session.objects.filter(unit__in=moves.gone).exclude(status=SessionStatus.RELEASED)
    for session in left.exclude(pk__in=[session.pk for session in going]).order_by("pk"):
        moves.touch("sessions", session.pk, session.unit_id, None)
    for session, heir in going.items():
        moves.touch("sessions", session.pk, session.unit_id, heir)
    moves.changes.set_each(
        (session, {"unit": heir, "version": session.version + 1}) for session, heir in going.items()
    )


def _follow_settings(moves):
    """A new body without settings takes over what all the old ones had alike."""
    settings, made = defaultdict(list), []
    for body in DecidingBody.objects.filter(unit__in=moves.heirs).order_by("pk"):
        settings[moves.heirs[body.unit_id]].append(body)
    own = set(DecidingBody.objects.filter(unit__in=settings).values_list("unit_id", flat=True))
    for heir, bodies in settings.items():
        for body in bodies:
            moves.touch("bodies", body.pk, body.unit_id, None if heir in own else heir)
        if heir not in own:
            said = {name: {getattr(body, name) for body in bodies} for name in SETTINGS}
            alike = {name: values.pop() for name, values in said.items() if len(values) == 1}
            made.append(DecidingBody(unit_id=heir, **alike))
    moves.changes.make(DecidingBody, made)


def _end_requirements(moves):
    """What a unit asked of its own people beyond the rules ends with it: the new one asks anew, of all its people."""
    rows = LocalRequirement.objects.filter(unit__in=moves.gone, until__isnull=True).order_by("pk")
    for row in rows:
        moves.touch("requirements", row.pk, row.unit_id, None)
    moves.changes.set_each((row, {"until": max(moves.on, row.since)}) for row in rows)
