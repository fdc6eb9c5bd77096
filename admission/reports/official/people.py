"""Who was admitted below a unit over a span of days, with the marks that the official table counts. Reads only."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

from django.conf import settings

from admission.counting import ADMITTED_AT
from admission.models import STATISTICAL_FIELDS, Standing

from .marks import marks_of

PERSON = ("sex", "born_on", "religion", "occupation", "schooling", "qualification", "youth_union_on")
COLUMNS = (
    *(f"candidate__{name}" for name in PERSON),
    *(f"candidate__statistical_facts__{name}" for name in STATISTICAL_FIELDS),
    "candidate__readmission",
)
BATCH = 5000


@dataclass(frozen=True)
class Admitted:
    candidate_id: int
    path: str  # of the branch where it was done, in today's tree
    on: date
    born_on: date
    marks: frozenset[str]


def admissions(within, starts, day):
    """Rows of `Standing` that are admissions over the days, both included: the act itself, counted where it was done.
    `within` is a condition on them, as `units.subtrees.DayTree.within` gives."""
    state = ADMITTED_AT[settings.COUNT_ADMITTED_BY]
    return Standing.objects.filter(within, state=state, marks__isnull=False, valid_from__range=(starts, day))


def admitted(within, starts, day):
    """Yield an `Admitted` for each admission; facts of today's knowledge, marks of the day of the admission."""
    rows = admissions(within, starts, day).order_by()
    for pk, path, on, *facts in rows.values_list(
        "candidate_id", "unit__path", "valid_from", *COLUMNS
    ).iterator(chunk_size=BATCH):
        person = SimpleNamespace(
            **dict(zip((*PERSON, *STATISTICAL_FIELDS, "readmitted"), facts, strict=True))
        )
        person.readmitted = person.readmitted is not None
        yield Admitted(pk, path, on, person.born_on, marks_of(person, on=on))
