"""Turns what a scenario states about a committee into people, with the day of every act of every file.

Nothing is left to chance: the same scenario and seed give the same plan.
"""

import random
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from admission.rules.spans import add_months
from admission.scenario import ladder
from admission.scenario.days import (
    ONE,
    clamp,
    nearest_weekday,
    outside,
    spread_over,
    weekday_at_or_before,
)
from admission.scenario.expand import expand
from admission.scenario.matching import admission_places, match_recognitions, match_sessions, set_targets
from admission.scenario.mix import traits
from admission.scenario.people import Person, Registry
from admission.scenario.placing import Placement, year_before
from admission.scenario.sittings import Sittings

EARLIEST_CEREMONY = date(1960, 1, 1)  # of people of whom the file says only when they were recognised
LEAD = timedelta(600)  # from the founding of a unit to a ceremony for which the unit did everything


@dataclass(frozen=True)
class PlannedSession:
    """One session of a deciding unit, with people by their index.

    `outcomes`: what it concludes on each admission. `recognised`: whom it makes full members. A session that is not
    `held` has not sat yet; the `waiting` are on its agenda.
    """

    unit: str
    on: date
    stated: bool = False
    held: bool = True
    outcomes: tuple[tuple[int, str], ...] = ()
    recognised: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()


@dataclass(frozen=True)
class Plan:
    day: date  # for which it was made
    people: tuple[Person, ...]
    sessions: tuple[PlannedSession, ...]  # by day
    warnings: tuple[str, ...] = ()


def plan(scenario, *, seed, today):
    """The `Plan` of a scenario, with no act after today. `seed` is any text or number."""
    return _Planner(scenario, seed, today).plan()


class _Planner:
    def __init__(self, scenario, seed, today):
        self.scenario, self.today = scenario, today
        self.rng = random.Random(f"{scenario.slug}:{seed}")
        self.tree = expand(scenario)
        self.placement = Placement(scenario, self.tree, self.rng)
        self.sittings = Sittings(scenario.sessions)
        self.registry = Registry(self.rng)
        self.people, self.waiting, self.warnings = [], defaultdict(list), []

    def plan(self):
        places = admission_places(self.scenario, self.placement, self.rng)
        unserved = match_recognitions(self.scenario, places, self.placement)
        concluded = match_sessions(self.scenario, places, self.tree, self.placement)
        set_targets(places)
        for place in places:
            self._admit(place)
        for extra in unserved:
            self._recognise(extra)
        for extra in concluded:
            self._conclude(extra)
        for row in self.scenario.sources:
            self._fill_pool(row)
        for row in self.scenario.stopped:
            self._stop(row)
        warnings = dict.fromkeys([*self.placement.warnings, *self.warnings])
        return Plan(self.today, tuple(self.people), self._sessions(), tuple(warnings))

    def _add(self, kind, days, **fields):
        person = self.registry.person(kind, days, index=len(self.people), **fields)
        self.people.append(person)
        return person

    def _anybody(self):
        return traits(1, {}, self.rng)[0]

    def _admit(self, place):
        """A person admitted inside the span of the place, at its stated session or an ordinary one."""
        route = self.tree.route(place.branch)
        decided_on, ceremony = place.session, place.target
        if decided_on:
            ceremony = nearest_weekday(place.target, place.starts, place.ends)
        else:
            decided_on, ceremony = self.sittings.with_ceremony(
                route.decider, place.starts, place.ends, place.target
            )
        days = ladder.up_to_decision(route, decided_on, self.rng) | {"ceremony": ceremony}
        if place.recognition:
            recognised_on = self._recognition_day(route, place.recognition, ceremony)
            days |= ladder.up_to_recognition(route, ceremony, recognised_on, self.rng)
        goal = "full" if place.recognition else "probationary"
        self._add(place.traits, days, unit=place.branch, goal=goal, outcome="admit")

    def _recognition_day(self, route, row, ceremony):
        soonest, latest = (add_months(ceremony, 12) + ONE * days for days in ladder.RECOGNISED_AFTER)
        soonest, latest = max(soonest, row.starts), min(latest, row.ends)
        return self.sittings.nearest(route.decider, soonest, latest, soonest + (latest - soonest) / 2)

    def _recognise(self, extra):
        """A person recognised as stated, whose ceremony a year before changes no expected figure, if that can be."""
        row, route = extra.row, self.tree.route(extra.branch)
        counted = self.placement.counted_spans(extra.branch)
        sittings = self.sittings.between(route.decider, row.starts, row.ends)
        sittings = sittings or [self.sittings.nearest(route.decider, row.starts, row.ends, extra.target)]
        by_nearness = sorted(sittings, key=lambda day: (abs(day - extra.target), day))
        free = [(day, part) for day in by_nearness for part in outside(counted, *year_before(day, day))]
        if free:
            recognised_on, (first, last) = free[0]
            target = first + (last - first) / 2
        else:
            recognised_on = by_nearness[0]
            first, last = self._long_before(extra, counted, recognised_on)
            target = last
        decided_on, ceremony = self.sittings.with_ceremony(route.decider, first, last, target)
        days = ladder.up_to_decision(route, decided_on, self.rng) | {"ceremony": ceremony}
        days |= ladder.up_to_recognition(route, ceremony, recognised_on, self.rng)
        self._add(self._anybody(), days, unit=extra.branch, goal="full", outcome="admit")

    def _long_before(self, extra, counted, recognised_on):
        """The last days before the usual ones on which an admission is not counted: the statute sets no end to the
        wait for recognition."""
        usual = year_before(recognised_on, recognised_on)
        founded = self.tree.units[extra.branch].starts
        earliest = founded + LEAD if founded else EARLIEST_CEREMONY
        free = [part for part in outside(counted, earliest, usual[1]) if part[1] - part[0] >= ONE * 30]
        if free:
            return max(free)
        self.warnings.append(
            f"{extra.row.path}: người được công nhận đã kết nạp trong kỳ mà expect đếm số kết nạp"
        )
        return usual

    def _conclude(self, extra):
        """A person on whom a stated session concluded, and nothing more is known."""
        days = ladder.up_to_decision(self.tree.route(extra.branch), extra.row.on, self.rng)
        goal = {"admit": "decided", "refuse": "refused"}.get(extra.outcome, "on_agenda")
        self._add(self._anybody(), days, unit=extra.branch, goal=goal, outcome=extra.outcome)

    def _fill_pool(self, row):
        """People who have reached the state some days before the last report."""
        routes = {leaf: self.tree.route(leaf) for leaf in self.tree.leaves(row.unit)}
        passing = [leaf for leaf, route in routes.items() if row.state in ladder.states_of(route)]
        horizon = self._horizon
        for branch in self.placement.spread(passing, row.count, horizon):
            route, last = routes[branch], weekday_at_or_before(horizon - ONE * self.rng.randint(3, 40))
            if row.state == "decided":
                last = self.sittings.nearest(route.decider, last - ONE * 40, horizon, last)
            days = ladder.up_to_state(route, row.state, last, self.rng)
            outcome = "admit" if row.state == "decided" else ""
            person = self._add(self._anybody(), days, unit=branch, goal=row.state, outcome=outcome)
            if row.state == "on_agenda":
                self.waiting[route.decider].append(person.index)

    def _stop(self, row):
        """People whom the branch stopped following within the period that the file is about."""
        period = self.scenario.main_period
        last = clamp(self._horizon, period.starts, period.ends)
        branches = self.placement.spread(self.tree.leaves(row.unit), row.count, period.starts)
        for branch, target in zip(branches, spread_over(period.starts, last, row.count), strict=True):
            stopped_on = nearest_weekday(target, period.starts, last)
            days = ladder.up_to_state(self.tree.route(branch), "nurtured", stopped_on - ONE * 30, self.rng)
            kind = self._anybody()
            if row.reason == "age":
                kind = replace(kind, age="age_over_60", occupation="farmer", youth_union=False)
            elif row.reason == "education":
                kind = replace(kind, schooling="primary", qualification="none", occupation="farmer")
            self._add(kind, days | {"stop": stopped_on}, unit=branch, goal="stopped", reason=row.reason)

    @property
    def _horizon(self):
        """The last day that the file speaks of: its last report, or else its last event; never after today."""
        scenario = self.scenario
        reports = [row.as_of for row in scenario.expect]
        events = [row.ends for row in (*scenario.admissions, *scenario.recognitions)]
        events += [row.on for row in (*scenario.sessions, *scenario.members)]
        return min(self.today, max(reports or events or [period.ends for period in scenario.periods]))

    def _sessions(self):
        outcomes, recognised = defaultdict(list), defaultdict(list)
        for person in self.people:
            decider = self.tree.route(person.unit).decider
            if "decide" in person.days:
                outcomes[decider, person.days["decide"]].append((person.index, person.outcome))
            if "recognise" in person.days:
                recognised[decider, person.days["recognise"]].append(person.index)
        stated = {(row.unit, row.on) for row in self.scenario.sessions}
        held = outcomes.keys() | recognised.keys() | stated
        sessions = [
            PlannedSession(
                unit=unit,
                on=day,
                stated=(unit, day) in stated,
                outcomes=tuple(outcomes[unit, day]),
                recognised=tuple(recognised[unit, day]),
            )
            for unit, day in held
        ]
        for unit, indexes in self.waiting.items():
            after = max([self._horizon, *(day for other, day in held if other == unit)]) + ONE
            day = self.sittings.nearest(unit, after, after + timedelta(40), after)
            sessions.append(PlannedSession(unit=unit, on=day, held=False, waiting=tuple(indexes)))
        return tuple(sorted(sessions, key=lambda session: (session.on, session.unit)))
