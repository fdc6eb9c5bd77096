"""How often files come back, and why: of a unit and the units below it, over a span of days."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Max

from admission.faults import Fault
from admission.models import Candidate, FieldRemark, Standing
from admission.personal_history.sections import SECTIONS
from admission.selections import condition
from partytrack.percent import quotient
from units.hierarchy import STEP
from units.models import Unit
from units.querysets import within


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
        return quotient(self.returns, self.sent)

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
    sent, files, faults = counted(within([unit.path], "unit__path"), starts, ends)
    paths = {*sent, *files, *faults}
    below = {path[: len(unit.path) + STEP] for path in paths if path != unit.path}
    lines = {one.path: Line(one) for one in Unit.objects.filter(path__in=below).order_by("path")}
    total = Line(unit)
    for path in paths:
        for line in filter(None, (total, lines.get(path[: len(unit.path) + STEP]))):
            line.sent += sent[path]
            line.files += files[path]
            line.returns += faults[path].total()
            line.faults += faults[path]
    return Returns(total, list(lines.values()), _sections(unit, starts, ends))


def counted(here, starts, ends):
    """(sent, files, faults): of each branch, by its path, how many different files went up and came back, and a
    Counter of the faults of its returns. `here`: a condition on `Standing`."""
    gone, back = (
        Standing.objects.filter(here, condition(measure, starts, ends)).order_by()
        for measure in ("sent", "returned")
    )
    faults = defaultdict(Counter)
    for path, code, n in back.values_list("unit__path", "entry__body__fault").annotate(n=Count("pk")):
        faults[path][code or ""] += n
    return _files(gone), _files(back), faults


def _files(rows):
    """Counter {path of a branch: different files}."""
    return Counter(dict(rows.values_list("unit__path").annotate(n=Count("candidate", distinct=True))))


def _sections(unit, starts, ends):
    rows = FieldRemark.objects.filter(
        within([unit.path], "candidate__unit__path"), made_at__date__range=(starts, ends)
    )
    counted = Counter(dict(rows.order_by().values_list("section").annotate(n=Count("pk"))))
    found = [(one.items, one.title, counted[one.key]) for one in SECTIONS if counted[one.key]]
    return sorted(found, key=lambda line: -line[2])


def returned_files(user, unit, starts, ends, fault=""):
    """The files behind the figures, as far as the user sees files: with `times` and `last_on`, most often first."""
    measure = f"returned:{fault}" if fault else "returned"
    back = Standing.objects.filter(
        within([unit.path], "unit__path"), condition(measure, starts, ends)
    ).order_by()
    times = dict(
        (pk, (n, last))
        for pk, n, last in back.values_list("candidate").annotate(n=Count("pk"), last=Max("valid_from"))
    )
    files = list(Candidate.objects.visible_to(user).filter(pk__in=times).select_related("unit"))
    for file in files:
        file.times, file.last_on = times[file.pk]
    return sorted(files, key=lambda file: (-file.times, file.sort_key, file.pk))
