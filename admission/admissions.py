"""Sổ kết nạp: who was admitted by which decision, of a deciding unit or of any unit's own branches. Reads only."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import OuterRef, Q, Subquery

from admission.models import Candidate, Decision, Paper, Resolution, Standing
from admission.models.dossier import Body, PaperCode
from admission.states import Motion, Round, State
from units.models import Unit
from units.subtrees import DayTree

DAY = timedelta(1)


@dataclass(frozen=True)
class Line:
    """One decision. Of a file that the reader does not see (it moved elsewhere) `file` is None: the number is left."""

    number: str
    decided_on: date
    file: Candidate | None
    branch: str  # where the file stood on the day of the decision, as it is called today
    applied_on: date | None  # the day on form 1-KNĐ
    resolution: str  # of the branch (6-KNĐ)
    resolved_on: date | None

    @property
    def ceremony_on(self):
        return self.file and self.file.ceremony_on

    @property
    def full_from(self):
        return self.file and self.file.full_from


def undecided(unit, starts, ends):
    """[(first day, last day)] of the days, both included, on which the unit might not decide admissions itself."""
    spans, day = [], starts
    held = unit.powers.filter(valid_from__lte=ends).order_by("valid_from", "id")
    for since, until in held.values_list("valid_from", "valid_to"):
        if day < since:
            spans.append((day, since - DAY))
        day = max(day, until or ends + DAY)
    return [*spans, (day, ends)] if day <= ends else spans


def decisions(unit, starts, ends):
    """The decisions to admit over the days, both included, in the order of the register: those of the unit itself, and
    of the days on which it might not decide those on files that stood below it on the last day."""
    stood = Standing.objects.filter(
        candidate=OuterRef("candidate"), state=State.DECIDED, valid_from=OuterRef("decided_on")
    ).order_by("id")
    paper = Paper.objects.filter(candidate=OuterRef("candidate"), code=PaperCode.KND_1).order_by("-id")
    vote = Resolution.objects.filter(
        candidate=OuterRef("candidate"), body=Body.BRANCH, round=Motion.ADMISSION, passed=True
    ).order_by("-id")
    found = Decision.objects.filter(round=Round.ADMISSION, decided_on__range=(starts, ends)).annotate(
        branch_id=Subquery(stood.values("unit")[:1]),
        applied_on=Subquery(paper.values("issued_on")[:1]),
        resolution=Subquery(vote.values("number")[:1]),
        resolved_on=Subquery(vote.values("held_on")[:1]),
    )
    wanted, gaps = Q(authority=unit), undecided(unit, starts, ends)
    if gaps:
        below = Unit.objects.filter(DayTree(ends, unit).within(unit)).order_by().values("pk")
        days = (Q(decided_on__range=gap) for gap in gaps)
        wanted |= Q(branch_id__in=below) & reduce(or_, days)
    found = found.filter(wanted)
    return found.order_by("decided_on", "id")


def lines(user, decided):
    """`Line`s of some of these decisions, with the people whose files the user sees."""
    decided = list(decided)
    ids = [one.candidate_id for one in decided]
    files = Candidate.objects.visible_to(user).filter(pk__in=ids).select_related("unit").in_bulk()
    names = dict(Unit.objects.filter(pk__in={one.branch_id for one in decided}).values_list("pk", "name"))
    return [
        Line(
            number=one.number, decided_on=one.decided_on, file=files.get(one.candidate_id),
            branch=names.get(one.branch_id, ""), applied_on=one.applied_on, resolution=one.resolution or "",
            resolved_on=one.resolved_on,
        )
        for one in decided
    ]  # fmt: skip
