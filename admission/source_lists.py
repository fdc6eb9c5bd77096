"""What the pages of the source list show: people, sums of the units below, introductions against their targets."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from admission.catalogues import INTRODUCERS, INTRODUCTIONS, SOURCE_GROUPS
from admission.models import Candidate, Helper, SourceReview
from admission.models.sources import ReviewLine
from admission.reports.behind import people_url
from admission.reports.figures import TargetLine
from admission.reports.introductions import introductions as count_introductions
from admission.reports.labels import TARGET_BY, goal
from admission.reports.ledger import Ledger
from admission.reports.scope import Scope
from admission.states import SOURCES, State
from admission.validity import Validity, validities
from units.hierarchy import STEP
from units.models import Unit
from units.models.unit import PEOPLE_KINDS
from units.querysets import within


@dataclass(frozen=True)
class Person:
    """One line of the list. `stated`: the group was stated, not only suggested by the occupation."""

    file: Candidate
    group: str
    stated: bool
    introduced: str
    introduced_on: date | None
    helpers: str
    validity: Validity | None
    review: ReviewLine | None  # of this month


def narrowed(unit, states, *, group="", introduced_by=""):
    """Files of a unit and all below it, at these steps, in order of branches and names."""
    files = Candidate.objects.filter(within([unit.path], "unit__path"), state__in=states)
    if group:
        files = files.filter(Q(origin__group=group) | Q(origin=None, occupation=group))
    if introduced_by:
        files = files.filter(origin__introduced_by=introduced_by)
    return files.select_related("unit", "origin").order_by("unit__path", "sort_key", "id")


def people(files, today):
    """A `Person` for each of these files, which came from `narrowed`."""
    files = list(files)
    ids = [file.pk for file in files]
    helpers = {}
    for pk, name in _current_helpers(ids):
        helpers.setdefault(pk, []).append(name)
    lines = ReviewLine.objects.filter(candidate__in=ids, review__month=today.replace(day=1))
    reviews = {line.candidate_id: line for line in lines.order_by("id")}
    valid = validities(files, today)
    return [
        person(file, ", ".join(helpers.get(file.pk, [])), valid.get(file.pk), reviews.get(file.pk))
        for file in files
    ]


def _current_helpers(ids):
    rows = Helper.objects.filter(candidate__in=ids, until__isnull=True).order_by("id")
    return rows.values_list("candidate_id", "name")


def person(file, helpers="", validity=None, review=None):
    """The `Person` of one file; who has no stated group belongs to that of the occupation."""
    origin = getattr(file, "origin", None)
    code = origin.group if origin else file.occupation
    return Person(
        file=file,
        group=dict(SOURCE_GROUPS).get(code, code),
        stated=origin is not None,
        introduced=origin.get_introduced_by_display() if origin and origin.introduced_by else "",
        introduced_on=origin.introduced_on if origin else None,
        helpers=helpers,
        validity=validity,
        review=review,
    )


@dataclass(frozen=True)
class Below:
    """One unit directly below, or all of them together: people on its lists, those not reviewed this month, branches
    that have or had people this month, and those of them that have reviewed all. `review`: of a branch, its own."""

    unit: Unit | None
    source: int
    nurtured: int
    waiting: int
    branches: int
    reviewed: int
    review: SourceReview | None = None

    @property
    def people(self):
        return self.source + self.nurtured

    @property
    def is_branch(self):
        return self.unit is not None and self.unit.kind in PEOPLE_KINDS


def below(unit, month):
    """([Below], the sum of them) of the units directly below."""
    here, depth = within([unit.path], "unit__path"), len(unit.path) + STEP
    counted = Candidate.objects.filter(here, state__in=SOURCES).order_by()
    counts, listing = Counter(), set()
    for path, state, number in counted.values_list("unit__path", "state").annotate(Count("pk")):
        counts[path[:depth], state] += number
        listing.add(path)
    waiting = counted.exclude(review_lines__review__month=month)
    waiting = dict(waiting.values_list("unit__path").annotate(Count("pk")))
    reviews = {one.unit.path: one for one in _reviews(here, month)}
    children = unit.children.open().order_by("path")
    rows = [_below(child, counts, listing, waiting, reviews) for child in children]
    columns = ("source", "nurtured", "waiting", "branches", "reviewed")
    return rows, Below(None, *(sum(getattr(row, column) for row in rows) for column in columns))


def _reviews(here, month):
    return SourceReview.objects.filter(here, month=month).select_related("unit").order_by("id")


def _below(child, counts, listing, waiting, reviews):
    branches = {path for path in listing | reviews.keys() if path.startswith(child.path)}
    return Below(
        unit=child,
        source=counts[child.path, State.SOURCE],
        nurtured=counts[child.path, State.NURTURED],
        waiting=sum(waiting.get(path, 0) for path in branches),
        branches=len(branches),
        reviewed=sum(path in reviews and path not in waiting for path in branches),
        review=reviews.get(child.path),
    )


@dataclass(frozen=True)
class Introduced:
    """How many one organisation introduced in a period, and where they are listed ("" for nobody), against one of its
    targets (`TargetLine`), or against none."""

    organisation: str
    count: int
    url: str = ""
    target: TargetLine | None = None

    @property
    def asked(self):
        return goal(self.target) if self.target else ""

    @property
    def kind(self):
        return TARGET_BY[self.target.by] if self.target else ""


def introductions(unit, period, today):
    """([Introduced], the sum of the counts): every organisation, once for each kind of target it has there. The figures
    are those of the report of that day."""
    day = min(today, period.ends)
    counts = count_introductions(Scope(unit, [unit], day), period.starts, day)[unit.pk]
    lines = Ledger(period, [unit.pk], as_of=today, day=day).targets(unit.pk, counts)
    found = []
    for of, (_, label) in zip(INTRODUCTIONS, INTRODUCERS, strict=True):
        url = people_url(unit.pk, of, period.starts, day) if counts[of] else ""
        mine = [line for line in lines if line.of == of]
        found += [Introduced(label, counts[of], url, line) for line in mine or [None]]
    return found, counts.total()
