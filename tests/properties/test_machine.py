"""Any sequence of acts of both rounds, by anybody, on any day: the product answers as the model of the rules does.

The acts on letters of verification and on former members are left to tests of their own: they change which rules judge.
"""

import copy

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from admission.domain.engine import ACTS as PRODUCT_ACTS
from admission.models import Candidate
from partytrack.errors import Conflict, Refused
from partytrack.journal.models import Entry
from tests.admission.domain.shelf import Shelf
from tests.properties.model import ACTS, VOTES, Model, a_year_after, later
from tests.world import LONG_AGO, START, make_user
from units.models import Grant, Role

BRANCHES = {"branch": "branch", "section": "section_branch", "base": "base_branch"}
TURNED_DOWN = {
    "NOT_AT_THIS_STEP": "closed",
    "OFFERED": "closed",
    "FOUR_EYES": "four eyes",
    "BACKWARDS": "backwards",
}
LEFT_OUT = {
    "describe_origin", "finish_task", "assess", "receive_certificate", "record_paper", "request_verification",
    "reply_verification", "remind_verification", "waive_verification", "extend_decision", "record_arrival", "entrust",
    "note_readmission", "readmit", "meet_requirement",
}  # fmt: skip
OF_SESSION = ("decide", "defer", "refer", "refuse", "recognise", "defer_recognition", "refer_recognition",
              "refuse_recognition")  # fmt: skip


def test_machine_knows_every_act_but_those_left_out():
    assert set(ACTS) | LEFT_OUT == set(PRODUCT_ACTS)
    assert not set(ACTS) & LEFT_OUT


@pytest.fixture
def ground(db):
    """The small world, with one person who holds every right."""
    shelf = Shelf(())
    jack = make_user(Role.BRANCH_SECRETARY, shelf.w.district, "Kiêm nhiệm")
    for role in (Role.COMMITTEE_OFFICER, Role.BOARD_OFFICER, Role.RECORDER):
        Grant.objects.create(user=jack, unit=shelf.w.district, role=role, valid_from=LONG_AGO)
    shelf.w.jack = jack
    return shelf


def people(route, offered_to):
    """{person: the levels at which they may act on a file of this route}."""
    levels = {
        "secretary": {"branch", "receiver"},
        "board": {"board"},
        "auditor": set(),
        "jack": {"branch", "section", "committee", "board", "receiver"},
        "officer": {"committee", "section"} if route != "base" else set(),
        "section_officer": {"section"} if route == "section" else set(),
    }
    if offered_to in ("branch", "section"):  # the base committee of the new branch may answer for it
        levels["officer"] = levels["officer"] | {"receiver"}
    return levels


def sees(person, act, model):
    """Is the file in the person's scope? The officers are of the commune, and of its section; who answers an offer
    sees a file that was ever made to them."""
    scope = {"officer": {"branch", "section"}, "section_officer": {"section"}}.get(person, set(BRANCHES))
    answers = act in ("decline_transfer", "receive") and model.ever_offered & scope
    return model.route in scope or bool(answers)


WHOSE = {
    "branch": "secretary",
    "receiver": "secretary",
    "committee": "officer",
    "section": "section_officer",
    "board": "board",
}


PEOPLE = ("secretary", "officer", "section_officer", "board", "auditor", "jack")
RUNGS = {  # how many there are on each route, from source to full member
    "branch": range(18),
    "section": range(20),
    "base": range(16),
}


class Undone(Exception):
    """Ends a transaction that was only tried."""


class Pair:
    """One file of the product and its model; whatever is attempted is attempted on both."""

    def __init__(self, ground, route):
        self.ground = ground
        self.model = Model(route, START)
        self.file = ground.w.file(getattr(ground.w, BRANCHES[route]))
        self.model.hands.add(("secretary", "branch"))
        self.numbers = iter(range(10, 10000))
        self.done = []

    def usual_act(self):
        """One step up, with the papers that it needs. Returns whether there was one."""
        model = self.model
        if model.state == "certified" and model.introduced_on is None:
            self.attempt("file_papers", "secretary", 1)
        if model.state == "probationary" and model.probation_papers_on is None:
            self.attempt("file_probation_papers", "secretary", 1)
        act = next((act for act in ACTS if model.upward(act) and act != "report_votes"), None)
        if act:
            self.attempt(act, WHOSE[model.edge(act, True)[1]], 1)
        return bool(act)

    def something_open(self, choose, passes, days):
        """By somebody who may: most walks would not get far otherwise."""
        acts = [act for act in ACTS if self.model.edge(act, passes)[0]]
        if acts:
            act = choose(acts)
            self.attempt(act, WHOSE[self.model.edge(act, passes)[1]], days, passes=passes)

    def repeat(self, choose):
        """The same request again has the same answer and no effect, while whoever sent it still sees the file."""
        mine = [one for one in self.done if sees(one[1], one[0], self.model)]
        if mine:
            name, person, day, request_id, fields = choose(mine)
            before = self.file.version
            entry = self.ground.act(
                self.file, name, person, day, request_id=request_id, bare=True, **fields
            ).entry
            assert (entry.uid, self.now().version) == (request_id, before)

    def attempt(self, act, person, days, *, passes=True, stale=False):
        model, levels = self.model, people(self.model.route, self.model.offered_to)
        on = self.day_of(act, days)
        elsewhere = "branch" if model.route == "section" else "section"
        version = model.version - stale
        expected, target, route = model.predict(
            act, person, levels[person], on,
            sees=sees(person, act, model), version=version, passes=passes, elsewhere=elsewhere,
        )  # fmt: skip
        level = model.edge(act, passes)[1]
        assert self.outcome(act, person, on, version, passes) == expected, (act, person, on, vars(model))
        if expected == "done":
            model.record(act, person, level, on, target, passes=passes, elsewhere=elsewhere)
            assert model.route == route

    def day_of(self, act, days):
        since = self.model.since
        if act in ("branch_recommendation", "file_probation_papers") and self.model.ceremony_on:
            since = max(since, a_year_after(self.model.ceremony_on))
        return since if act in OF_SESSION else later(since, days)

    def outcome(self, act, person, on, version, passes):
        fields = {} if passes else {"votes_for": 5, "votes_against": 4}
        if act not in (*VOTES, "propose_removal"):
            fields = {}
        if act in ("decide", "recognise"):
            fields["number"] = f"{next(self.numbers):02d}-QĐ/HU"
        if act in ("edit_person", "correct_person"):
            fields["residence"] = f"Ấp {next(self.numbers)}, xã Xuân Định, tỉnh Đồng Nai"
        bare = self.model.edge(act, passes)[0] is None
        try:
            with transaction.atomic():
                done = self.ground.act(self.file, act, person, on, version=version, bare=bare, **fields)
        except Conflict:
            return "stale"
        except (PermissionDenied, Candidate.DoesNotExist):
            return "forbidden"
        except Refused as refusal:
            return TURNED_DOWN.get(refusal.reasons[0].code, "unlawful")
        self.done.append((act, person, on, done.entry.uid, fields))
        return "done"

    def now(self):
        self.file = Candidate.objects.get(pk=self.file.pk)
        return self.file

    def check(self):
        file, model = self.now(), self.model
        assert (file.state, file.version, file.since) == (model.state, model.version, model.since)
        assert file.unit == getattr(self.ground.w, BRANCHES[model.route])
        entries = Entry.objects.filter(subject=f"candidate:{file.pk}").count()
        assert entries == model.version  # an accepted act is one entry, a refused one is none
        assert bool(file.decided_on) == file.decisions.filter(round="admission").exists()
        standing = file.standings.get(valid_to=None)
        assert (standing.state, standing.unit_id) == (file.state, file.unit_id)


class Ladder(RuleBasedStateMachine):
    ground: Shelf

    @initialize(route=st.sampled_from(sorted(BRANCHES)), random=st.randoms(use_true_random=False))
    def begin(self, route, random):
        """A file that has climbed some rungs already: walks from the foot alone would seldom see the second round."""
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.random, self.pair = random, Pair(self.ground, route)
        for _ in range(random.randrange(20)):
            self.pair.usual_act()

    @rule()
    def somebody_who_may(self):
        random = self.random
        self.pair.something_open(random.choice, passes=random.random() < 0.7, days=random.randrange(10))

    @rule()
    def anybody(self):
        random = self.random
        act, person, days = random.choice(ACTS), random.choice(PEOPLE), random.randrange(-2, 10)
        self.pair.attempt(act, person, days, passes=random.random() < 0.7, stale=random.random() < 0.1)

    @rule()
    def same_request_again(self):
        self.pair.repeat(self.random.choice)

    @precondition(lambda self: hasattr(self, "pair"))
    @invariant()
    def product_and_model_agree(self):
        self.pair.check()

    def teardown(self):
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)


@pytest.mark.timeout(600)
def test_any_walk_is_answered_as_the_model_of_the_rules_says(ground):
    Ladder.ground = ground
    run_state_machine_as_test(
        Ladder,
        settings=settings(
            max_examples=25, stateful_step_count=40, deadline=None, print_blob=True,
            suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.reuse, Phase.generate],
        ),
    )  # fmt: skip


@pytest.mark.timeout(600)
@pytest.mark.parametrize("route", sorted(BRANCHES))
def test_every_act_at_every_step_is_answered_as_the_model_says(ground, route):
    """Each rung of the ladder, each act there, by whoever would do it and by one who holds every right."""
    pair, seen = Pair(ground, route), set()
    while True:
        for act in ACTS:
            for person in (WHOSE.get(pair.model.edge(act, True)[1], "secretary"), "jack"):
                for passes in (True, False) if act in VOTES else (True,):
                    seen.add((pair.model.state, act))
                    _in_vain(pair, act, person, passes)
        pair.check()
        if not pair.usual_act():
            break
    assert len(seen) == len(RUNGS[route]) * len(ACTS)


def _in_vain(pair, act, person, passes):
    """Attempt it on both, and undo it on both."""
    kept = copy.deepcopy(pair.model)
    try:
        with transaction.atomic():
            pair.attempt(act, person, 1, passes=passes)
            raise Undone
    except Undone:
        pair.model, pair.file = kept, Candidate.objects.get(pk=pair.file.pk)
