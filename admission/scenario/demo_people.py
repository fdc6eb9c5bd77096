"""People of these days for the demo: files at every step of both ladders, some of them late."""

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date

from admission.rules.spans import add_months
from admission.scenario import ladder
from admission.scenario.days import ONE, spread_over, weekday_at_or_before
from admission.scenario.expand import Tree, Unit
from admission.scenario.fields_of_acts import with_papers
from admission.scenario.mix import traits
from admission.scenario.people import Registry
from admission.scenario.placing import year_before
from admission.scenario.plan import Plan, PlannedSession
from admission.scenario.sittings import Sittings
from units.models.unit import Kind

HOME = "GR-CB-1"  # the branch of the secretary who signs in
SECTION, IN_SECTION = "GR-BP", "GR-BP-CB"  # of the same committee, with a branch of its own
WAITING = (  # branch, state, days since the file reached it
    (HOME, "source", 9), (HOME, "source", 75), (HOME, "nurtured", 45), (HOME, "nurtured", 330), (HOME, "dossier", 6),
    (HOME, "dossier", 50), (HOME, "verifying", 15), (HOME, "verifying", 70), (HOME, "certified", 4),
    (HOME, "branch_proposed", 5), (HOME, "committee_proposed", 3), (HOME, "submitted", 4), (HOME, "appraised", 2),
    (HOME, "on_agenda", 1),
    ("GR-CB-2", "nurtured", 120), ("GR-CB-2", "verifying", 55), ("GR-CB-3", "branch_proposed", 12),
    ("GR-CB-4", "committee_proposed", 8), (IN_SECTION, "branch_proposed", 2), (IN_SECTION, "section_appraised", 6),
    ("GR-CB-5", "source", 30), ("KT-CB-1", "submitted", 9),
    ("KT-CB-2", "certified", 11), ("KT-CB-3", "appraised", 90), ("KH-CB-1", "source", 20), ("KH-CB-2", "dossier", 33),
    ("KH-CB-3", "verifying", 25), ("KH-CB-4", "submitted", 2), ("KH-CB-5", "on_agenda", 3),
    ("KH-CB-6", "branch_proposed", 95), ("KH-CB-7", "nurtured", 210), ("KH-CB-8", "committee_proposed", 80),
)  # fmt: skip
CONCLUDED = (  # by the last session
    (HOME, "admit"), ("KH-CB-11", "admit"), ("KH-CB-12", "defer"), ("KH-CB-13", "refuse"),
)  # fmt: skip
ADMITTED = (
    HOME,
    "GR-CB-2",
    "GR-CB-4",
    "KT-CB-1",
    "KT-CB-3",
    *(f"KH-CB-{n}" for n in range(14, 21)),
)  # this year
PROBATION_OVER = ((HOME, 12, True), (HOME, 75, False))  # since how many days, and whether the reviews are in
RECOMMENDED = (  # branch, last step, days since it
    (HOME, "branch_recommend", 4), (IN_SECTION, "section_recommend", 3),
    (HOME, "recognition_agenda", 2), ("GR-CB-2", "committee_recommend", 3),
    ("KT-CB-1", "recognition_submit", 5), ("KH-CB-9", "recognition_appraise", 3),
)  # fmt: skip
RECOGNISED = (HOME, "KH-CB-21")  # by the last session
STOPPED = (("GR-CB-3", "works_away"), ("KH-CB-22", "withdrew"))
MOVED = (("GR-CB-3", "dossier"), ("KH-CB-24", "nurtured"))  # branch, state in which they moved away
STRUCK_OFF = (("KH-CB-25", "Vi phạm tư cách đảng viên"),)  # branch, why
RETURNED = (  # branch, state in which it was sent back, by whom, why
    (HOME, "branch_proposed", "return_by_committee", "Thiếu ý kiến nhận xét của chi ủy nơi cư trú"),
    ("KH-CB-23", "submitted", "return_by_board", "Bổ sung xác nhận lý lịch bên vợ"),
)


def years_after(plan, tree):
    """How the people of the scenario were recognised a year later; who stays on probation for ever would stand first
    among the late."""
    rng, sittings = random.Random("demo"), Sittings(())
    people, recognised = [], defaultdict(list)
    for person in plan.people:
        if "ceremony" in person.days:
            route = tree.route(person.unit)
            full_year = add_months(person.days["ceremony"], 12)
            soonest, latest = (full_year + days * ONE for days in ladder.RECOGNISED_AFTER)
            on = sittings.nearest(route.decider, soonest, latest, soonest)
            days = ladder.up_to_recognition(route, person.days["ceremony"], on, rng)
            people.append(replace(person, days=with_papers(days)))
            recognised[route.decider, on].append(person.index)
    sessions = [
        PlannedSession(unit, on, recognised=tuple(who)) for (unit, on), who in sorted(recognised.items())
    ]
    return Plan(plan.day, tuple(people), tuple(sessions))


def with_section(tree):
    """The tree of the scenario with a section, so that every step of the ladder has its files."""
    section = Unit(SECTION, "Đảng bộ bộ phận khối trường học", Kind.SECTION, tree.route(HOME).base)
    branch = Unit(IN_SECTION, "Chi bộ Trường Trung học cơ sở", Kind.BRANCH, SECTION)
    return Tree([*tree.units.values(), section, branch])


def demo_plan(tree, today):
    """The `Plan` of people whose last acts lie shortly before `today`. The same day gives the same plan."""
    return _Demo(tree, today).plan()


class _Demo:
    def __init__(self, tree, today):
        self.tree, self.today = tree, today
        self.rng = random.Random(f"demo:{today}")
        self.registry, self.sittings = Registry(self.rng), Sittings(())
        self.authority = tree.route(HOME).decider
        self.last_session = self.sittings.between(self.authority, today - 40 * ONE, today - ONE)[-1]
        self.people = []

    def plan(self):
        for branch, state, age in WAITING:
            self._add(branch, with_papers(self._reaching(branch, state, age)))
        self._add(HOME, self._reaching(HOME, "certified", 25))  # without its papers
        for branch, outcome in CONCLUDED:
            self._add(branch, with_papers(self._decided(branch, self.last_session)), outcome)
        for branch, target in zip(ADMITTED, self._this_year(len(ADMITTED)), strict=True):
            earliest = min(target, self.today - 30 * ONE)
            self._add(
                branch, with_papers(self._admitted(branch, earliest, self.today - ONE, target)), "admit"
            )
        for branch, over, reviewed in PROBATION_OVER:
            self._add(branch, self._on_probation(branch, over, reviewed), "admit")
        for branch, step, age in RECOMMENDED:
            self._add(branch, with_papers(self._recommended(branch, step, self.today - age * ONE)), "admit")
        for branch in RECOGNISED:
            self._add(branch, with_papers(self._recognised(branch)), "admit")
        for branch, reason in STOPPED:
            stopped = {"stop": self.today - 20 * ONE}
            self._add(branch, self._reaching(branch, "nurtured", 60) | stopped, reason=reason)
        for branch, state, step, reason in RETURNED:
            days = with_papers(self._reaching(branch, state, 6)) | {step: self.today - ONE}
            self._add(branch, days, reason=reason)
        for branch, state in MOVED:
            moved = {"move_away": self.today - 9 * ONE}
            self._add(branch, with_papers(self._reaching(branch, state, 40)) | moved)
        for branch, reason in STRUCK_OFF:
            struck_off = {"propose_removal": self.today - 22 * ONE, "strike_off": self.today - 15 * ONE}
            self._add(branch, self._on_probation(branch, 60, False) | struck_off, "admit", reason)
        return Plan(self.today, tuple(self.people), self._sessions())

    def _add(self, branch, days, outcome="", reason=""):
        kind = traits(1, {}, self.rng)[0]
        index = len(self.people)
        person = self.registry.person(
            kind, days, index=index, unit=branch, goal="", outcome=outcome, reason=reason
        )
        self.people.append(person)

    def _reaching(self, branch, state, age):
        return ladder.up_to_state(self.tree.route(branch), state, self.today - age * ONE, self.rng)

    def _decided(self, branch, on):
        return ladder.up_to_decision(self.tree.route(branch), on, self.rng)

    def _admitted(self, branch, earliest, latest, target):
        """Up to a ceremony within these days, near the target."""
        decided_on, ceremony = self.sittings.with_ceremony(self.authority, earliest, latest, target)
        return self._decided(branch, decided_on) | {"ceremony": ceremony}

    def _this_year(self, count):
        """Days of this year up to yesterday; at its very beginning, of the last weeks."""
        new_year = date(self.today.year, 1, 4)
        return spread_over(min(new_year, self.today - 30 * ONE), self.today - ONE, count)

    def _on_probation(self, branch, over, reviewed):
        """Whose twelve months ended `over` days ago."""
        joined = add_months(self.today - over * ONE, -12)
        days = with_papers(self._admitted(branch, joined - 8 * ONE, joined, joined))
        days["new_member_class"] = weekday_at_or_before(days["ceremony"] + 200 * ONE)
        return days | ({"reviews": self.today - 2 * ONE} if reviewed else {})

    def _recommended(self, branch, step, last):
        """Up to a step of the second ladder that was taken on the day `last` or shortly before."""
        full_year = last - 45 * ONE
        joined = add_months(full_year, -12)
        days = self._admitted(branch, joined - 8 * ONE, joined, joined)
        whole = ladder.up_to_recognition(
            self.tree.route(branch), days["ceremony"], add_months(days["ceremony"], 12) + 40 * ONE, self.rng
        )
        reached = list(whole)[: list(whole).index(step) + 1]
        late = last - whole[step]
        moved = {one: weekday_at_or_before(whole[one] + late) for one in reached if one != "new_member_class"}
        return days | {"new_member_class": whole["new_member_class"]} | moved

    def _recognised(self, branch):
        first, last = year_before(self.last_session, self.last_session)
        days = self._admitted(branch, first, last, first + (last - first) / 2)
        route = self.tree.route(branch)
        return days | ladder.up_to_recognition(route, days["ceremony"], self.last_session, self.rng)

    def _sessions(self):
        """The sessions that have been held, and the next one with whoever waits for it."""
        outcomes, recognised, waiting = defaultdict(list), defaultdict(list), []
        for person in self.people:
            if "decide" in person.days:
                outcomes[person.days["decide"]].append((person.index, person.outcome))
            if "recognise" in person.days:
                recognised[person.days["recognise"]].append(person.index)
            elif "recognition_agenda" in person.days or (
                "agenda" in person.days and "decide" not in person.days
            ):
                waiting.append(person.index)
        held = [
            PlannedSession(
                self.authority, day, outcomes=tuple(outcomes[day]), recognised=tuple(recognised[day])
            )
            for day in sorted(outcomes.keys() | recognised.keys())
        ]
        tomorrow = self.today + ONE
        day = self.sittings.nearest(self.authority, tomorrow, tomorrow + 40 * ONE, tomorrow)
        return (*held, PlannedSession(self.authority, day, held=False, waiting=tuple(waiting)))
