"""How long files have stood where they stand, how long they stood where they left, and which are late."""

from collections import Counter
from functools import cache, partial
from types import SimpleNamespace

from django.db.models import Count, F, Func, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from admission.models import Paper, Resolution, Standing, Verification
from admission.rules.deadlines import DEADLINES, PROPOSED, RECOMMENDED, due_on
from admission.rules.probation import probation_ends
from admission.selections import left_its_step, waiting_since
from admission.states import OPEN, Round
from admission.states import State as S

from .parts import StepLine, WaitLine, wait_bands

TIMED = {state for one in DEADLINES if not one.expires for state in one.states if one.is_due_in(state)}

NOTHING_KNOWN = {
    name: None for one in DEADLINES for name in (one.start, one.extended, one.done, "ceremony_on") if name
}


def standing_on(scope, day):
    """The rows of `Standing` at the end of a day."""
    return Standing.objects.filter(
        scope.rows(), Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day
    ).order_by()


def wait_lines(scope, day, late):
    """A `WaitLine` for each state in which open files stand; `late`: see `late_files`."""
    rows = standing_on(scope, day).filter(state__in=OPEN).annotate(since=waiting_since())
    bands = {}
    for state, since, n in rows.values_list("state", "since").annotate(n=Count("pk")):
        bands[state] = wait_bands((day - since).days, n, bands.get(state))
    return tuple(
        WaitLine(str(state), bands[state], late[state] if state in TIMED else None)
        for state in OPEN
        if state in bands
    )


def step_lines(scope, starts, as_of):
    """A `StepLine` for each state that files left from `starts` to `as_of`. To go on at the same step in another branch
    is not to leave it; whoever moved there begins to wait anew, a merger of branches changes nothing."""
    left = Standing.objects.filter(
        scope.rows(), left_its_step(), state__in=OPEN, valid_to__range=(starts, as_of)
    ).order_by()
    took = _Days(F("valid_to"), waiting_since())
    days = {}
    for state, span, n in left.values_list("state").annotate(took=took, n=Count("pk")):
        days.setdefault(state, Counter())[span] += n
    return tuple(_step(str(state), days[state]) for state in OPEN if state in days)


class _Days(Func):
    """Whole days from the second date to the first. Django's own difference is a Python call a row on SQLite."""

    arg_joiner, template, output_field = " - ", "(%(expressions)s)", IntegerField()

    def as_sqlite(self, compiler, connection, **context):
        dated = [
            Func(part, function="julianday", output_field=IntegerField()) for part in self.source_expressions
        ]
        whole = Func(
            *dated, template="CAST(%(expressions)s AS integer)", arg_joiner=" - ", output_field=IntegerField()
        )
        return whole.as_sql(compiler, connection, **context)


def _step(state, days):
    files = days.total()
    return StepLine(state, files, _ranked(days, (files + 1) // 2), _ranked(days, (9 * files + 9) // 10))


def _ranked(days, rank):
    """The `rank`th smallest of a Counter of numbers, from 1."""
    for value in sorted(days):
        rank -= days[value]
        if rank <= 0:
            return value
    raise ValueError("no such rank")


def late_files(scope, day):
    """{path of a unit: Counter {state: files}} of `late_rows`."""
    late = {}
    for _, path, state in late_rows(scope, day):
        late.setdefault(path, Counter())[state] += 1
    return late


def late_rows(scope, day):
    """(id of a `Standing`, path of its unit, state) of the files whose next step was due before the day, as they stood
    at its end. The rules are asked once for each set of days from which spans run."""
    for states, anchors in _anchors(day).items():
        ask = cache(partial(_due, names=tuple(anchors)))
        rows = standing_on(scope, day).filter(state__in=states).annotate(**anchors)
        for pk, path, state, *days in rows.values_list("pk", "unit__path", "state", *anchors):
            due = ask(state, tuple(days))
            if due and due < day:
                yield pk, path, state


def _due(state, days, names):
    known = NOTHING_KNOWN | dict(zip(names, days, strict=True))
    ceremony = known["ceremony_on"]
    known["probation_ends_on"] = ceremony and probation_ends(ceremony)
    return due_on(SimpleNamespace(state=state, **known))


def _anchors(day):
    """{states: {name of a day of `Deadline.start` or `.extended`: expression over `Standing`}} as known on the day."""
    admission, recognition = _vote(Round.ADMISSION, day), _vote(Round.RECOGNITION, day)
    return {
        (S.VERIFYING,): {
            "verification_sent_on": _unanswered(day, abroad=False),
            "verification_abroad_sent_on": _unanswered(day, abroad=True),
        },
        PROPOSED: {
            "branch_resolved_on": Subquery(admission.values("held_on")[:1]),
            "decision_extended_on": _extended(admission, day),
        },
        (S.DECIDED,): {"decided_on": F("candidate__decided_on")},
        (S.PROBATIONARY,): {"ceremony_on": F("candidate__ceremony_on")},
        RECOMMENDED: {
            "branch_recommended_on": Coalesce(
                Subquery(recognition.values("held_on")[:1]), Subquery(_votes_report(day))
            ),
            "recognition_extended_on": _extended(recognition, day),
        },
    }


def _vote(round_, day):
    """The last vote of the branch by then that carried, with the newest row first."""
    return Resolution.objects.filter(
        candidate=OuterRef("candidate"), body="branch", round=round_, passed=True, held_on__lte=day
    ).order_by("-id")


def _extended(vote, day):
    granted = vote.filter(extension__granted_on__lte=day)
    return Subquery(granted.values("extension__granted_on")[:1])


def _votes_report(day):
    """The branch's report after its votes fell short stands for a vote."""
    papers = Paper.objects.filter(candidate=OuterRef("candidate"), code="BC-BQ", issued_on__lte=day)
    return papers.order_by("-id").values("issued_on")[:1]


def _unanswered(day, *, abroad):
    """The day of the oldest request that nobody had answered."""
    sent = Verification.objects.filter(candidate=OuterRef("candidate"), abroad=abroad, sent_on__lte=day)
    waiting = sent.filter(Q(replied_on__isnull=True) | Q(replied_on__gt=day))
    return Subquery(waiting.order_by("sent_on").values("sent_on")[:1])
