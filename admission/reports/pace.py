"""How far a target is against the calendar. Exact: in integers and fractions, rounded only when shown."""

from decimal import Decimal
from fractions import Fraction

from partytrack.percent import quotient

from .parts import Pace


def asked(line, base):
    """How many people a target asks for, as a fraction; None for a rate without its base (a `MembershipCount`)."""
    if line.rate is None:
        return Fraction(line.value)
    return None if base is None else Fraction(Decimal(line.rate)) * (base.full + base.probationary) / 100


def span_days(starts, ends, as_of):
    """(days gone, days in all); the day of the report is gone."""
    days = (ends - starts).days + 1
    return min(max((as_of - starts).days + 1, 0), days), days


def pace_of(goal, achieved, starts, ends, as_of):
    """The `Pace` of a goal in people (see `asked`)."""
    gone, days = span_days(starts, ends, as_of)
    return Pace(
        goal=_plain(goal),
        standing=_standing(goal, achieved, gone, days),
        expected=expected(goal, gone, days),
        gone=gone,
        days=days,
        over=_plain(abs(achieved - goal)),
    )


def expected(goal, gone, days):
    """People that an even pace has by then, with two decimals."""
    return quotient(goal.numerator * gone, goal.denominator * days)


def _standing(goal, achieved, gone, days):
    if achieved > goal:
        return "passed"
    if achieved == goal:
        return "reached"
    if gone == days:
        return "missed"
    return "on_pace" if achieved * days >= goal * gone else "behind"


def _plain(number):
    return str(number) if number.denominator == 1 else quotient(number.numerator, number.denominator)
