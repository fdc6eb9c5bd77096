"""How often files come back, and why: of a unit and the units below it, over a span of days."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Max

from admission.faults import RETURNS, Fault
from admission.models import Candidate, FieldRemark, Standing
from admission.personal_history.sections import SECTIONS
from admission.states import State as S
from partytrack.percent import percent
from units.hierarchy import STEP
from units.models import Unit
from units.querysets import within

EVENTS = [f"admission.{name}" for name in RETURNS]
# A file has gone up when it was sent to be verified, proposed by the branch, or submitted; in either round.
GONE_UP = (S.VERIFYING, S.BRANCH_PROPOSED, S.SUBMITTED, S.BRANCH_RECOMMENDED, S.RECOGNITION_SUBMITTED)
# Where a return leads to.
COME_BACK = (
    S.DOSSIER, S.PROBATIONARY, S.BRANCH_PROPOSED, S.SECTION_APPRAISED, S.BRANCH_RECOMMENDED, S.SECTION_RECOMMENDED,
)  # fmt: skip


@dataclass
class Line:
    """Of one unit with all below it: files that went up, files that came back, how many times, by which faults.

    Returns that were recorded before codes were asked for have the fault "".
    """

    unit: Unit
    sent: int = 0
    files: int = 0
    returns: int = 0
    faults: Counter = field(default_factory=Counter)

    @property
    def per_file(self):
        """Returns for each file that went up, with two decimals; None where none did."""
        return percent(self.returns, 100 * self.sent)

    @property
    def counted(self):
        """How many returns for each code of `Fault`, in its order."""
        return [self.faults[code] for code in Fault.values]


@dataclass(frozen=True)
class Returns:
    total: Line
    lines: list[Line]  # of the units directly below that have anything to count
    sections: list[
        tuple[str, str, int]
    ]  # (items, title, remarks) of the sections of 2-KNĐ, most remarks first


def build_returns(unit, starts, ends):
    """`Returns` over the days from `starts` to `ends`, both included, in today's tree."""
    sent, files, faults = _by_branch(unit, starts, ends)
    branches = Unit.objects.in_bulk({*sent, *files})
    below = {branch.path[: len(unit.path) + STEP] for branch in branches.values() if branch.path != unit.path}
    lines = {one.path: Line(one) for one in Unit.objects.filter(path__in=below).order_by("path")}
    total = Line(unit)
    for pk, branch in branches.items():
        for line in filter(None, (total, lines.get(branch.path[: len(unit.path) + STEP]))):
            line.sent += sent[pk]
            line.files += files[pk]
            line.returns += faults[pk].total()
            line.faults += faults[pk]
    return Returns(total, list(lines.values()), _sections(unit, starts, ends))


def _by_branch(unit, starts, ends):
    here = Standing.objects.filter(
        within([unit.path], "unit__path"), valid_from__range=(starts, ends)
    ).order_by()
    gone = here.filter(state__in=GONE_UP).exclude(entry__event__in=EVENTS)
    back = here.filter(state__in=COME_BACK, entry__event__in=EVENTS)
    faults = {}
    for pk, code, n in back.values_list("unit_id", "entry__body__fault").annotate(n=Count("pk")):
        faults.setdefault(pk, Counter())[code or ""] += n
    return _files(gone), _files(back), _Faults(faults)


class _Faults(dict):
    def __missing__(self, key):
        return Counter()


def _files(rows):
    """Counter {unit id: different files}."""
    return Counter(dict(rows.values_list("unit_id").annotate(n=Count("candidate", distinct=True))))


def _sections(unit, starts, ends):
    rows = FieldRemark.objects.filter(
        within([unit.path], "candidate__unit__path"), made_at__date__range=(starts, ends)
    )
    counted = Counter(dict(rows.order_by().values_list("section").annotate(n=Count("pk"))))
    found = [(one.items, one.title, counted[one.key]) for one in SECTIONS if counted[one.key]]
    return sorted(found, key=lambda line: -line[2])


def returned_files(user, unit, starts, ends, fault=""):
    """The files behind the figures, as far as the user sees files: with `times` and `last_on`, most often first."""
    back = Standing.objects.filter(
        within([unit.path], "unit__path"), valid_from__range=(starts, ends), state__in=COME_BACK,
        entry__event__in=EVENTS, **({"entry__body__fault": fault} if fault else {}),
    ).order_by()  # fmt: skip
    counted = dict(
        (pk, (n, last))
        for pk, n, last in back.values_list("candidate").annotate(n=Count("pk"), last=Max("valid_from"))
    )
    files = list(Candidate.objects.visible_to(user).filter(pk__in=counted).select_related("unit"))
    for file in files:
        file.times, file.last_on = counted[file.pk]
    return sorted(files, key=lambda file: (-file.times, file.sort_key, file.pk))
