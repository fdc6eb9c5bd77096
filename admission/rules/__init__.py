"""Rules are a check, a sentence and a remedy in code; clause, days in force and figures are rows of the rule book.

`RULES_FOR` maps the name of an act to the rules that judge it.
"""

from .base import Case, Verdict, judge_by
from .book import figure
from .dates import RULES as DATE_RULES
from .deciders import RULES as DECIDER_RULES
from .eligibility import RULES as ELIGIBILITY_RULES
from .local import RULES as LOCAL_RULES
from .probation import RULES as PROBATION_RULES
from .readmission import RULES as READMISSION_RULES
from .votes import RULES as VOTE_RULES

RULES = (
    *ELIGIBILITY_RULES,
    *LOCAL_RULES,
    *VOTE_RULES,
    *DATE_RULES,
    *DECIDER_RULES,
    *PROBATION_RULES,
    *READMISSION_RULES,
)
RULE = {rule.code: rule for rule in RULES}
RULES_FOR = {
    act: [rule for rule in RULES if act in rule.acts] for act in {act for rule in RULES for act in rule.acts}
}


def judge(case):
    """The `Verdict` of every rule that concerns the act of a `Case`."""
    return judge_by(RULES_FOR.get(case.act, ()), case)


__all__ = ["RULE", "RULES", "RULES_FOR", "Case", "Verdict", "figure", "judge"]
