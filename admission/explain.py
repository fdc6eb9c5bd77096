"""Why not, and why yes: for every act open to a file at its step, the rules that do not hold and those that do."""

from dataclasses import dataclass
from datetime import date

from admission.domain.engine import ACTS, is_open, level_of
from admission.domain.facts import case_for
from admission.routes import level_on, usual_edge
from admission.rules import RULES_FOR
from admission.rules.base import ask
from admission.rules.book import current
from admission.steps import CURED_BY, TYPED, WHO, WORDS
from partytrack.errors import Reason


@dataclass(frozen=True)
class Met:
    """A rule that holds."""

    title: str
    citation: str


@dataclass(frozen=True)
class Explanation:
    """Of one act on one day. `unmet`: what would refuse it; `who` can cure that, and `by` when it is due if it is the
    usual next one; `met`: what holds; `asked`: titles of the rules that wait for what the form of the act itself
    asks."""

    act: str
    title: str
    unmet: list[Reason]
    who: str
    by: date | None
    met: list[Met]
    asked: list[str]

    @property
    def is_judged(self):
        return bool(self.unmet or self.met or self.asked)


def explain(file, today):
    """[Explanation] of the acts that are open at the file's step, in the order of the ladder. `file` comes from
    `Candidate.objects.with_clocks()`."""
    return [_of(file, name, today) for name in WORDS if name in ACTS and is_open(file, name)]


def _of(file, act, today):
    case, book = case_for(act, file, today, {}), current()
    unmet, met, asked = [], [], []
    for rule in RULES_FOR.get(act, ()):
        holds, sentence, absent = ask(rule, case)
        title = book.provision(rule.code, today).title
        if holds:
            met.append(Met(title, book.citation(rule.key(today), today)))
        elif rule.outcome or absent in TYPED:
            asked.append(title)
        else:
            unmet.append(rule.reason(today, sentence))
    by = file.due_on if usual_edge(file.state, file.route) in ACTS[act].edges else None
    return Explanation(act, WORDS[act].title, unmet, _who_cures(file, act), by, met, asked)


def _who_cures(file, act):
    """The level that the act itself belongs to, or that which files its papers."""
    level = level_of(CURED_BY.get(act, act))
    return WHO.get(level_on(file.route, level, file.state)[0], "")
