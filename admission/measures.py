"""What is counted of every unit, and how counts are packed: many counters in one whole number. Plain Python.

A packed count is one Python int: the counter of `MEASURES[n]` stands in its bits 32 n to 32 n + 31. Two units are added
by one addition. Stored it is the same number as little-endian bytes without trailing zeros.
"""

from collections import Counter

from admission.states import State

WIDTH = 32
# Append only: a place never changes its meaning, or what is stored would be read as something else.
MEASURES = (
    "pool:source", "pool:nurtured", "pool:dossier", "pool:verifying", "pool:certified", "pool:branch_proposed",
    "pool:section_appraised", "pool:committee_proposed", "pool:submitted", "pool:appraised", "pool:on_agenda",
    "pool:decided", "probation:probationary", "probation:branch_recommended", "probation:section_recommended",
    "probation:committee_recommended", "probation:recognition_submitted", "probation:recognition_appraised",
    "probation:recognition_on_agenda", "admitted", "recognised", "recognised_on_time", "recognised_late",
    "struck_off", "resigned", "group:female", "group:youth_union", "group:union", "group:ethnic_minority",
    "group:religious", "group:student", "group:pupil", "group:worker", "group:farmer", "group:civil_servant",
    "group:public_employee", "group:armed_forces", "group:private_enterprise", "group:retired", "group:age_18_30",
    "group:age_31_35", "group:age_36_40", "group:age_41_50", "group:age_51_60", "group:age_over_60",
    "group:edu_lower_secondary", "group:edu_upper_secondary", "group:qual_college_up", "stopped:age",
    "stopped:education", "stopped:background", "stopped:works_away", "stopped:withdrew", "stopped:moved",
    "stopped:other",
)  # fmt: skip
ONE = {measure: 1 << WIDTH * place for place, measure in enumerate(MEASURES)}
TOO_MANY = sum(1 << WIDTH * place + WIDTH - 1 for place in range(len(MEASURES)))  # no counter comes near

# What the mark of an act (`Standing.marks`) says, bit by bit from the lowest. Append only, too.
_GROUPS = tuple(measure for measure in MEASURES if measure.startswith("group:"))
_REASONS = tuple(measure for measure in MEASURES if measure.startswith("stopped:"))
BITS = {
    State.DECIDED: _GROUPS,
    State.PROBATIONARY: _GROUPS,
    State.FULL: ("recognised_on_time", "recognised_late"),
    State.STOPPED: _REASONS,
    State.STRUCK_OFF: (),
    State.RESIGNED: (),
}
EACH = {
    State.DECIDED: "admitted",
    State.PROBATIONARY: "admitted",
    State.FULL: "recognised",
    State.STRUCK_OFF: "struck_off",
    State.RESIGNED: "resigned",
}


def mark(state, measures):
    """The bits of an act that led to the state, for these measures."""
    return sum(1 << BITS[state].index(measure) for measure in measures)


def measures_of(state, marks):
    """The measures in which one act counts: the inverse of `mark`, and the act itself."""
    marked = [measure for bit, measure in enumerate(BITS[state]) if marks >> bit & 1]
    return [EACH[state], *marked] if state in EACH else marked


def pack(counts):
    """A packed count of {measure: n}."""
    return sum(n * ONE[measure] for measure, n in counts.items())


def unpack(packed):
    """Counter of what is not zero."""
    counts = Counter()
    for measure in MEASURES:
        if not packed:
            break
        if n := packed & (1 << WIDTH) - 1:
            counts[measure] = n
        packed >>= WIDTH
    return counts


def places_of(name):
    """Where the counters of a measure stand, of "pool" those of all its steps; none for what is not packed."""
    return [place for place, measure in enumerate(MEASURES) if f"{measure}:".startswith(f"{name}:")]


def counter(packed, places):
    """The sum of the counters at these places."""
    return sum(packed >> WIDTH * place & (1 << WIDTH) - 1 for place in places)


def is_sound(packed):
    """No counter is negative or absurd: a difference may be wrong when it was taken of figures that had drifted."""
    return packed >= 0 and not packed & TOO_MANY and packed.bit_length() <= WIDTH * len(MEASURES)


def to_bytes(packed):
    return packed.to_bytes((packed.bit_length() + 7) // 8, "little")


def from_bytes(kept):
    return int.from_bytes(kept, "little")
