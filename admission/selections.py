"""Whom each figure counts: for every measure one condition on `Standing` (where a file stood from a day on, by which
act), by which the list behind a figure is made and its number can be counted anew, from the facts alone.

A measure is a word, or words joined by ":"; `admission.reports.keys` names them all. There are two kinds: what happened
from `starts` to `as_of`, both included, and what stood so at the end of `as_of`.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Case, Exists, F, Max, OuterRef, Q, Subquery, When
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear
from django.db.models.lookups import Exact, GreaterThan, GreaterThanOrEqual, LessThan, LessThanOrEqual

from admission.catalogues import COLLEGE_UP, KINH, NO_RELIGION
from admission.counting import ADMITTED_AT
from admission.faults import RETURNS
from admission.groups import AGE_GROUPS, AGE_LIMITS, OCCUPATION_GROUPS, SCHOOLING_GROUPS
from admission.marks import REACHED_BY
from admission.measures import mark
from admission.models import Standing
from admission.reports.keys import WAITS
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER
from admission.states import State as S

LED_TO = {state: event for event, state in REACHED_BY.items()}  # by the act itself
FINAL = {"recognised": S.FULL, "struck_off": S.STRUCK_OFF, "resigned": S.RESIGNED}
LADDERS = {"pool": ADMISSION_LADDER, "probation": RECOGNITION_LADDER}
RETURN_EVENTS = [f"admission.{name}" for name in RETURNS]
# A file has gone up when it was sent to be verified, proposed by the branch, or submitted; in either round.
GONE_UP = (S.VERIFYING, S.BRANCH_PROPOSED, S.SUBMITTED, S.BRANCH_RECOMMENDED, S.RECOGNITION_SUBMITTED)
COME_BACK = (
    S.DOSSIER, S.PROBATIONARY, S.BRANCH_PROPOSED, S.SECTION_APPRAISED, S.BRANCH_RECOMMENDED, S.SECTION_RECOMMENDED,
)  # fmt: skip
ONCE_A_FILE = {"sent", "returned:files"}  # however often it happened to a file in one branch
ADULT = 18
EVERYWHERE = Q()
# A file that goes on in another branch gets a row of its own there, though its step is the one it was.
MERGED = "admission.restructured"
CARRIED_ON = (MERGED, "admission.receive")


def rows(measure, starts, as_of, *, where=EVERYWHERE):
    """The `Standing`s that a measure counts, of those where `where` holds. Raises LookupError for no measure."""
    found = Standing.objects.filter(where, condition(measure, starts, as_of))
    if measure in ONCE_A_FILE:
        last = found.order_by().values("candidate", "unit").annotate(last=Max("pk")).values("last")
        return Standing.objects.filter(pk__in=last)
    return found


def condition(measure, starts, as_of):
    """The same as a condition; of the measures in ONCE_A_FILE it holds for every time."""
    name, *parts = measure.split(":")
    if name not in _CONDITIONS:
        raise LookupError(measure)
    return _CONDITIONS[name](name, parts, starts, as_of)


def stands(measure):
    """Is it of what stands at the end of a day, rather than of what happened between two days?"""
    return measure.partition(":")[0] in ("pool", "probation", "waited", "late")


def grouped(code, measure, as_of):
    """People of a group among those whom a measure counts: on the day of the act, or as it stood on `as_of`."""
    return in_group(code, as_of if stands(measure) else F("valid_from"))


def in_group(code, on):
    """People of a group (`admission.groups.GROUPS`) on a day: a date, or an expression such as F("valid_from")."""
    if code in AGE_GROUPS:
        return _aged(code, on)
    if code in OCCUPATION_GROUPS:
        return Q(candidate__occupation=code)
    if code in SCHOOLING_GROUPS:
        return Q(candidate__schooling=code.removeprefix("edu_"))
    return {
        "female": Q(candidate__sex="female"),
        "youth_union": Q(candidate__youth_union_on__lte=on),
        "union": Q(candidate__trade_union_on__lte=on),
        "ethnic_minority": ~Q(candidate__ethnicity=KINH),
        "religious": ~Q(candidate__religion=NO_RELIGION),
        "qual_college_up": Q(candidate__qualification__in=COLLEGE_UP),
    }[code]


def _aged(code, on):
    """Full years are what is left of the difference of the days written as 20240305, without its last four digits."""
    limits = [ADULT, *(last + 1 for last in AGE_LIMITS.values())]
    at = list(AGE_GROUPS).index(code)
    lived = _in_digits(on) - _in_digits(F("candidate__born_on"))
    least = Q(GreaterThanOrEqual(lived, 10000 * limits[at]))
    return least & Q(LessThan(lived, 10000 * limits[at + 1])) if at + 1 < len(limits) else least


def _in_digits(day):
    if not hasattr(day, "resolve_expression"):
        return 10000 * day.year + 100 * day.month + day.day
    return ExtractYear(day) * 10000 + ExtractMonth(day) * 100 + ExtractDay(day)


def waiting_since():
    """Expression over `Standing`: the day on which the file came to its step. A merger of branches does not begin it
    anew; whoever moved to another branch does."""
    own = Standing.objects.filter(candidate=OuterRef("candidate"), pk__lte=OuterRef("pk")).order_by("-pk")
    begun = Subquery(own.exclude(entry__event=MERGED).values("valid_from")[:1])
    return Case(When(entry__event=MERGED, then=begun), default=F("valid_from"))


def left_its_step():
    """A condition: the file did not only go on at the same step in another branch."""
    goes_on = Standing.objects.filter(
        candidate=OuterRef("candidate"), state=OuterRef("state"), valid_from=OuterRef("valid_to"),
        pk__gt=OuterRef("pk"), entry__event__in=CARRIED_ON,
    )  # fmt: skip
    return ~Exists(goes_on.order_by())


def at_end_of(day):
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


def _admitted(name, parts, starts, as_of):
    """By the act itself: a file that moves while it is decided, or on probation, stands there a second time."""
    state = ADMITTED_AT[settings.COUNT_ADMITTED_BY]
    reached = Q(state=state, entry__event=LED_TO[state], valid_from__range=(starts, as_of))
    if name == "group":
        return reached & in_group(parts[0], F("valid_from"))
    if name == "aged":
        return reached & Q(candidate__sex=parts[0]) & in_group(parts[1], F("valid_from"))
    return reached


def _introduced(name, parts, starts, as_of):
    """Where the file stood on the day of the introduction; who came to a list later, where they came first."""
    later = Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("candidate__origin__introduced_on"))
    stood = Standing.objects.filter(later, candidate=OuterRef("candidate")).order_by("pk").values("pk")[:1]
    introduced = Q(candidate__origin__introduced_on__range=(starts, as_of), pk=Subquery(stood))
    return introduced & Q(candidate__origin__introduced_by=parts[0]) if parts else introduced


def _timely(name, parts, starts, as_of):
    """As the act was marked when it was done (`admission.marks`): late by the rules and figures of its own day."""
    bit = mark(S.FULL, [name])
    return _final("recognised", parts, starts, as_of) & Q(Exact(F("marks").bitand(bit), bit))


def _final(name, parts, starts, as_of):
    return Q(state=FINAL[name], valid_from__range=(starts, as_of))


def _standing(name, parts, starts, as_of):
    here = Q(state=parts[0]) if parts else Q(state__in=LADDERS[name])
    return at_end_of(as_of) & here


def _stopped(name, parts, starts, as_of):
    """The reason is that of the act that stopped the file then: it may have been resumed and stopped again since."""
    here = at_end_of(as_of) & Q(state=S.STOPPED, valid_from__gte=starts)
    return here & Q(entry__body__reason=parts[0]) if parts else here


def _waited(name, parts, starts, as_of):
    states, band = LADDERS.get(parts[0], parts[:1]), parts[1]
    limits = [0, *WAITS.values()]
    at = list(WAITS).index(band)
    here, since = at_end_of(as_of) & Q(state__in=states), waiting_since()
    here &= Q(LessThanOrEqual(since, as_of - timedelta(limits[at])))
    longest = limits[at + 1]
    return here & Q(GreaterThan(since, as_of - timedelta(longest))) if longest else here


def _sent(name, parts, starts, as_of):
    gone = Q(valid_from__range=(starts, as_of), state__in=GONE_UP)
    return gone & ~Q(entry__event__in=[*RETURN_EVENTS, *CARRIED_ON])


def _returned(name, parts, starts, as_of):
    """Returns that were recorded before codes were asked for have the fault "none"."""
    back = Q(valid_from__range=(starts, as_of), state__in=COME_BACK, entry__event__in=RETURN_EVENTS)
    if parts in ([], ["files"]):
        return back
    if parts == ["none"]:
        return back & (Q(entry__body__fault__isnull=True) | Q(entry__body__fault=""))
    return back & Q(entry__body__fault=parts[0])


def _stepped(name, parts, starts, as_of):
    return Q(state=parts[0], valid_to__range=(starts, as_of)) & left_its_step()


_CONDITIONS = {
    "introduced": _introduced, "admitted": _admitted, "group": _admitted, "aged": _admitted,
    "recognised": _final, "struck_off": _final, "resigned": _final,
    "recognised_on_time": _timely, "recognised_late": _timely,
    "pool": _standing, "probation": _standing, "stopped": _stopped, "waited": _waited,
    "sent": _sent, "returned": _returned, "stepped": _stepped,
}  # fmt: skip
