"""What a report reads from the facts beside the stored counts: one grouped read a part, for all lines at once."""

from django.db.models import Exists, OuterRef

from admission.catalogues import INTRODUCTIONS
from admission.counting import own_counts_of
from admission.measures import unpack
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER
from partytrack.percent import quotient
from units.models import Unit, UnitLink
from units.models.unit import BASE_KINDS

from .course import Course
from .figures import TermLine
from .introductions import introductions
from .ledger import Ledger, measure_of
from .parts import GrassrootsLine, ReturnsLine
from .past import acts, past_lines, term_of
from .returns import counted as counted_returns
from .waits import late_files, step_lines, wait_lines


class Details:
    """Of a scope, from the start of a period up to and including `day`."""

    def __init__(self, scope, period, day):
        self._scope, self._period, self._day = scope, period, day
        self._course = Course(scope, period.starts, day)
        late = late_files(scope, day)
        self._late = scope.folded(late)
        sent, files, faults = counted_returns(scope.rows(), period.starts, day)
        self._sent, self._files = (_each(scope, counts) for counts in (sent, files))
        self._faults = scope.folded(faults)

    def of_line(self, unit_id, goal, ends):
        """Parts that each line of the report has; `goal`: people that its main target asks for by `ends`, or None."""
        return {
            "late_pool": self._late_in(unit_id, ADMISSION_LADDER),
            "late_probation": self._late_in(unit_id, RECOGNITION_LADDER),
            "returns": self._returns(unit_id),
            "months": self._course.months(unit_id, goal, ends),
        }

    def of_the_whole(self, admitted):
        """Parts that the unit itself has only."""
        scope, starts, day = self._scope, self._period.starts, self._day
        return {
            "waits": wait_lines(scope, day, self._late[scope.unit.pk]),
            "steps": step_lines(scope, starts, day),
            "pyramid": self._course.pyramid(),
            "past": past_lines(scope.unit, starts, day, admitted),
            "term": self._term(),
            "grassroots": self._grassroots(),
        }

    def _late_in(self, unit_id, ladder):
        return sum(self._late[unit_id][state] for state in ladder)

    def _returns(self, unit_id):
        sent, faults = self._sent[unit_id], self._faults[unit_id]
        return ReturnsLine(
            sent=sent,
            files=self._files[unit_id],
            returns=faults.total(),
            per_file=quotient(faults.total(), sent),
            faults={
                code or "none": n for code, n in sorted(faults.items(), key=lambda one: (-one[1], one[0]))
            },
        )

    def _term(self):
        scope, day = self._scope, self._day
        term = term_of(scope.unit, self._period, day)
        if term is None:
            return None
        unit_id = scope.unit.pk
        ledger = Ledger(term, [unit_id], as_of=day, day=day)
        counts = acts(scope, term.starts, day)
        asked = {measure_of(line) for line in ledger.targets(unit_id, counts)} - {"admitted"}
        if asked - INTRODUCTIONS.keys():
            own = own_counts_of(scope.paths, [(term.starts, day)])[term.starts, day]
            counts = unpack(sum(own.values()))
        if asked & INTRODUCTIONS.keys():
            counts = {**counts, **introductions(scope, term.starts, day)[unit_id]}
        done = {name: counts[name] for name in ("admitted", "recognised", "struck_off", "resigned")}
        return TermLine(
            term.code, term.name, term.starts, term.ends, **done, targets=ledger.targets(unit_id, counts)
        )

    def _grassroots(self):
        """As they stood on the day; None below a base organisation, where there are none."""
        there = UnitLink.objects.on(self._day).filter(unit=OuterRef("pk"))
        bases = Unit.objects.filter(self._scope.rows(""), Exists(there), kind__in=BASE_KINDS)
        paths = set(bases.values_list("path", flat=True))
        return GrassrootsLine(len(paths), len(paths - self._course.above_admissions())) if paths else None


def _each(scope, counts):
    """{line id: n} from {path: n}."""
    return {pk: own["n"] for pk, own in scope.folded({path: {"n": n} for path, n in counts.items()}).items()}
