"""The same span in earlier years, and the term so far."""

from collections import Counter

from django.conf import settings
from django.db.models import Count, Exists, OuterRef

from admission.counting import ADMITTED_AT
from admission.models import Standing
from admission.states import State as S
from partytrack.days import years_before
from partytrack.percent import percent
from units.hierarchy import line
from units.models import Period, PeriodKind, Target
from units.trees import standing_at

from .parts import PastLine
from .scope import Scope

YEARS = 3
LONGEST = 366  # days of a span that can be set beside the same span of another year


def past_lines(unit, starts, as_of, admitted):
    """A `PastLine` for each of the last years, the newest first; none where the books do not reach back."""
    if not 0 <= (as_of - starts).days < LONGEST:
        return ()
    lines = []
    for n in range(1, YEARS + 1):
        then = years_before(starts, n), years_before(as_of, n)
        standing = standing_at(unit, then[1])
        scope = standing and Scope(unit, (), then[1])
        if not scope or not Standing.objects.filter(scope.rows(), valid_from__lte=then[1]).exists():
            break
        counts = acts(scope, *then)
        lines.append(
            PastLine(
                *then, counts["admitted"], counts["recognised"], counts["struck_off"],
                percent(admitted, counts["admitted"]),
            )
        )  # fmt: skip
    return tuple(lines)


def acts(scope, starts, as_of):
    """Counter of admitted, recognised, struck_off and resigned of a whole scope over a span: of the acts, each of which
    leaves its mark (`Standing.marks`)."""
    rows = Standing.objects.filter(
        scope.rows(), state__in=acts_of(), marks__isnull=False, valid_from__range=(starts, as_of)
    ).order_by()
    counts = dict(rows.values_list("state").annotate(n=Count("pk")))
    return Counter({measure: counts.get(state, 0) for state, measure in acts_of().items()})


def acts_of():
    """{state that an act leads to: measure in which it counts}."""
    return {
        ADMITTED_AT[settings.COUNT_ADMITTED_BY]: "admitted", S.FULL: "recognised", S.STRUCK_OFF: "struck_off",
        S.RESIGNED: "resigned",
    }  # fmt: skip


def term_of(unit, period, day):
    """The term in which a day lies: one with a target for the unit or a unit above it before any other; None when the
    report is of a term itself, or none was opened."""
    if period.kind == PeriodKind.TERM:
        return None
    terms = Period.objects.filter(kind=PeriodKind.TERM, starts__lte=day, ends__gte=day)
    of_theirs = Target.objects.filter(period=OuterRef("pk"), unit__path__in=line(unit.path))
    return terms.filter(Exists(of_theirs.order_by())).first() or terms.first()
