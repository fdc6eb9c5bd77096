"""What a `Standing` keeps of the act that made it, so that figures need not look anywhere else: the groups of who was
admitted, whether a recognition was in time, why somebody is no longer followed."""

from functools import reduce
from itertools import islice
from operator import or_
from types import SimpleNamespace

from django.db.models import Q

from admission import bulk
from admission.groups import groups_of
from admission.measures import mark
from admission.models import Candidate, Standing
from admission.rules.deadlines import end_of
from admission.states import State

REACHED_BY = {
    "admission.decide": State.DECIDED,
    "admission.ceremony": State.PROBATIONARY,
    "admission.recognise": State.FULL,
    "admission.stop": State.STOPPED,
    "admission.strike_off": State.STRUCK_OFF,
    "admission.resign": State.RESIGNED,
}
RECOGNITION = "RECOGNITION_30_WORKING_DAYS"
PERSON = (
    "sex", "born_on", "ethnicity", "religion", "occupation", "schooling", "qualification", "youth_union_on",
    "trade_union_on",
)  # fmt: skip
COLUMNS = (
    "pk", "marks", "candidate_id", "state", "valid_from", "entry__body__reason",
    *(f"candidate__{column}" for column in PERSON),
)  # fmt: skip
BATCH = 2000


def of_act(file, act, on):
    """`Standing.marks` of the act that has just brought the file to its state; None where no figure counts it.

    A recognition is late when its day is past the deadline that began with the branch's recommendation (QĐ 24, Art. 4;
    with its extension, by the figures of the day on which it began); of a file without that day nothing is said.
    """
    state = REACHED_BY.get(f"admission.{act}")
    if state == State.FULL:
        return _timeliness(Candidate.objects.with_clocks().get(pk=file.pk), on)
    return state and _marks(state, file, on, file.end_reason)


def _marks(state, person, on, reason):
    if state in (State.DECIDED, State.PROBATIONARY):
        return mark(state, (f"group:{code}" for code in groups_of(person, on=on)))
    return mark(state, [f"stopped:{reason}"] if state == State.STOPPED else [])


def _timeliness(file, on):
    due = end_of(file, RECOGNITION)
    if due is None:
        return 0
    return mark(State.FULL, ["recognised_late" if on > due else "recognised_on_time"])


def renew(file):
    """After a correction of the person's data: the groups that the admission counts in, by what is known now. Returns
    [(id of the branch, day of the act)] of what counts otherwise since."""
    admitted = file.standings.filter(state__in=(State.DECIDED, State.PROBATIONARY), marks__isnull=False)
    changed = []
    for row in admitted:
        expected = _marks(row.state, file, row.valid_from, "")
        if row.marks != expected:
            file.standings.filter(pk=row.pk).update(marks=expected)
            changed.append((row.unit_id, row.valid_from))
    return changed


def repair(standings):
    """Make these marks anew from the people, the journal and the resolutions; returns how many had been wrong."""
    counted = _is_counted()
    wrong = standings.exclude(counted).filter(marks__isnull=False).update(marks=None)
    rows = standings.filter(counted).order_by("id").values_list(*COLUMNS).iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        expected = _expected(batch)
        differing = [(pk, expected[pk]) for pk, marks, *_ in batch if marks != expected[pk]]
        bulk.update(Standing, "marks", differing)
        wrong += len(differing)
    return wrong


def _is_counted():
    """The act that gives a state its meaning led there: a file that moves to another branch stands there a second
    time."""
    by_act = (Q(state=state, entry__event=event) for event, state in REACHED_BY.items())
    return reduce(or_, by_act)


def _expected(batch):
    """{id of a standing: its marks} of rows of `COLUMNS`."""
    recognised = [file_id for _, _, file_id, state, *_ in batch if state == State.FULL]
    clocks = Candidate.objects.with_clocks().only("pk").in_bulk(recognised)
    expected = {}
    for pk, _, file_id, state, on, reason, *person in batch:
        if state == State.FULL:
            expected[pk] = _timeliness(clocks[file_id], on)
        else:
            expected[pk] = _marks(
                state, SimpleNamespace(**dict(zip(PERSON, person, strict=True))), on, reason
            )
    return expected
