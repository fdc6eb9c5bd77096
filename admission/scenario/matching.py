"""Which admission serves which stated figure: one may be of a stated session, and be recognised a year later.

What the admissions of a file cannot serve is left over, as people whom the file implies without naming them.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from admission.scenario.days import spread_over
from admission.scenario.mix import Traits, traits
from admission.scenario.placing import year_before
from admission.scenario.rows import OUTCOMES, AdmissionRow, RecognitionRow, SessionRow

STATED_CEREMONY_AFTER = (1, 25)  # days from a stated session to the ceremony of those it admitted


@dataclass
class Place:
    """One admission of a row. Its ceremony falls in [starts, ends], near the target."""

    row: AdmissionRow
    branch: str
    traits: Traits
    starts: date
    ends: date
    target: date | None = None
    session: date | None = None
    recognition: RecognitionRow | None = None


@dataclass(frozen=True)
class Recognised:
    """A recognition that no admission of the file can serve."""

    row: RecognitionRow
    branch: str
    target: date


@dataclass(frozen=True)
class Concluded:
    """An outcome of a stated session that no admission of the file can serve."""

    row: SessionRow
    branch: str
    outcome: str


def admission_places(scenario, placement, rng):
    """A Place for every admission, in the order of the file."""
    zones = placement.zones(scenario.admissions, "admitted")
    places = []
    for row in scenario.admissions:
        branches = [
            branch
            for zone, people in zones[row.path]
            for branch in placement.spread(zone, people, row.starts)
        ]
        kinds = traits(row.count, row.groups, rng)
        places += [
            Place(row, branch, kind, row.starts, row.ends)
            for branch, kind in zip(branches, kinds, strict=True)
        ]
    return places


def match_recognitions(scenario, places, placement):
    """Give recognitions to admissions made in time, narrowing their span; returns those left over."""
    zones = placement.zones(scenario.recognitions, "recognised")
    left = []
    for row in sorted(scenario.recognitions, key=lambda row: row.ends):
        first, last = year_before(row.starts, row.ends)
        unserved = []
        for branches, people in zones[row.path]:
            inside = set(branches)
            fitting = [
                place
                for place in places
                if place.branch in inside
                and place.recognition is None
                and max(place.starts, first) <= min(place.ends, last)
            ][:people]
            for place in fitting:
                place.recognition = row
                place.starts, place.ends = max(place.starts, first), min(place.ends, last)
            unserved += placement.spread(branches, people - len(fitting), row.starts)
        targets = spread_over(row.starts, row.ends, len(unserved))
        left += [Recognised(row, branch, target) for branch, target in zip(unserved, targets, strict=True)]
    return left


def match_sessions(scenario, places, tree, placement):
    """Give the stated sessions the admissions that can have been theirs, the most urgent first.

    Returns the outcomes left over.
    """
    by_decider = defaultdict(list)
    for place in places:
        by_decider[tree.route(place.branch).decider].append(place)
    soonest, longest = (timedelta(days) for days in STATED_CEREMONY_AFTER)
    left = []
    for row in sorted(scenario.sessions, key=lambda row: (row.on, row.unit)):
        first, last = row.on + soonest, row.on + longest
        fitting = [
            place
            for place in by_decider[row.unit]
            if place.session is None and max(place.starts, first) <= min(place.ends, last)
        ]
        chosen = sorted(fitting, key=lambda place: place.ends)[: row.admit]
        for place in chosen:
            place.session = row.on
            place.starts, place.ends = max(place.starts, first), min(place.ends, last)
        missing = {outcome: getattr(row, outcome) for outcome in OUTCOMES} | {
            "admit": row.admit - len(chosen)
        }
        for outcome, people in missing.items():
            branches = placement.spread(tree.jurisdiction(row.unit), people, row.on)
            left += [Concluded(row, branch, outcome) for branch in branches]
    return left


def set_targets(places):
    """Spread the ceremonies of each row over the span that each of its admissions has."""
    spans = defaultdict(list)
    for place in places:
        spans[place.row.path, place.starts, place.ends].append(place)
    for (_, starts, ends), alike in spans.items():
        for place, target in zip(alike, spread_over(starts, ends, len(alike)), strict=True):
            place.target = target
