"""The way of a file through the states, and the day it reached each. Days are ordinals, chance comes from `rng`."""

from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER
from admission.states import State as S
from units.models.unit import Kind

LASTS = {  # days in a state, at least and at most
    S.SOURCE: (60, 400), S.NURTURED: (90, 400), S.DOSSIER: (15, 60), S.VERIFYING: (20, 90), S.CERTIFIED: (5, 25),
    S.BRANCH_PROPOSED: (3, 15), S.SECTION_APPRAISED: (3, 15), S.COMMITTEE_PROPOSED: (5, 20), S.SUBMITTED: (5, 20),
    S.APPRAISED: (5, 25), S.ON_AGENDA: (2, 12), S.DECIDED: (4, 25),
    S.PROBATIONARY: (365, 395), S.BRANCH_RECOMMENDED: (3, 15), S.SECTION_RECOMMENDED: (3, 15),
    S.COMMITTEE_RECOMMENDED: (5, 20), S.RECOGNITION_SUBMITTED: (5, 20), S.RECOGNITION_APPRAISED: (5, 25),
    S.RECOGNITION_ON_AGENDA: (2, 12),
}  # fmt: skip
STOPS_AT = (S.SOURCE, S.NURTURED, S.DOSSIER, S.VERIFYING, S.CERTIFIED, S.APPRAISED)
LEAVES_PARTY = 0.01  # of the people on probation


def ladder(kind, parent_kind):
    """(states up to the decision, states from the ceremony on) of a branch of one kind under one kind of unit."""
    skipped = set()
    if parent_kind != Kind.SECTION:
        skipped |= {S.SECTION_APPRAISED, S.SECTION_RECOMMENDED}
    if kind == Kind.BASE_BRANCH:
        skipped |= {S.COMMITTEE_PROPOSED, S.COMMITTEE_RECOMMENDED}
    return [[s for s in states if s not in skipped] for states in (ADMISSION_LADDER, RECOGNITION_LADDER)]


def waiting(states, today, rng):
    """[(state, day)] of a file that still waits for its decision: likelier in a state where files stay long."""
    weights = [sum(LASTS[state]) for state in states]
    at = rng.choices(range(len(states)), weights)[0]
    return _up_to(states[: at + 1], today - _stay(states[at], rng), rng)


def stopped(states, ended, rng):
    """The same of one that ended before a decision, on the day."""
    at = states.index(rng.choice(STOPS_AT))
    end = S.REFUSED if states[at] == S.APPRAISED else S.STOPPED
    reached = [*states[: at + 1], S.ON_AGENDA] if end == S.REFUSED else states[: at + 1]
    return [*_up_to(reached, ended - _stay(reached[-1], rng), rng), (end, ended)]


def admitted(states, probation, ceremony, today, rng):
    """The same of one whose ceremony was on the day: as far as it has come since."""
    life = _up_to(states, ceremony - _stay(S.DECIDED, rng), rng)
    if rng.random() < LEAVES_PARTY:
        left = ceremony + 30 + int(300 * rng.random())
        gone = [(S.STRUCK_OFF, left)] if left <= today else []
        return [*life, (S.PROBATIONARY, ceremony), *gone]
    day = ceremony
    for state in (*probation, S.FULL):
        if day > today:
            break
        life.append((state, day))
        day += _stay(state, rng) if state != S.FULL else 0
    return life


def _up_to(states, last, rng):
    """[(state, day)] of these states in order, of which the last was reached on the day `last`."""
    days = [last]
    for state in reversed(states[:-1]):
        days.append(days[-1] - _stay(state, rng))
    return list(zip(states, reversed(days), strict=True))


def _stay(state, rng):
    least, most = LASTS[state]
    return least + int((most - least) * rng.random())
