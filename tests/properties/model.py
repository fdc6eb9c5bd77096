"""A second opinion on the ladder, written from the rules alone: plain Python that imports nothing of the product.

`Model.predict` says what must come of an act: "done" with the step where the file stands then, or the ground on which
it is refused. Days are datetime.date; a month is counted to the same day of the month.
"""

from dataclasses import dataclass, field
from datetime import timedelta

COLLECTING = ("source", "nurtured", "dossier", "verifying")
PROPOSED = ("branch_proposed", "section_appraised", "committee_proposed", "submitted", "appraised")
ON_PROBATION = ("probationary", "branch_recommended", "section_recommended", "committee_recommended",
                "recognition_submitted", "recognition_appraised")  # fmt: skip
RECOMMENDED = ON_PROBATION[1:]
FREE = (*COLLECTING, "certified", *PROPOSED, "decided", *ON_PROBATION)
CERTIFIER = {"branch": "committee", "section": "committee", "base": "branch"}
# Where the file goes after the branch's vote, and who takes it there: of the first round; the second mirrors it.
AFTER_BRANCH = {
    "branch": {"branch_proposed": ("committee_vote", "committee")},
    "section": {
        "branch_proposed": ("section_appraise", "section"),
        "section_appraised": ("committee_vote", "committee"),
    },
    "base": {"branch_proposed": ("submit", "branch")},
}  # fmt: skip
REACHED = {
    "section_appraise": "section_appraised",
    "committee_vote": "committee_proposed",
    "submit": "submitted",
}
MIRROR = {
    "branch_proposed": "branch_recommended",
    "section_appraised": "section_recommended",
    "committee_proposed": "committee_recommended",
    "submitted": "recognition_submitted",
    "appraised": "recognition_appraised",
    "on_agenda": "recognition_on_agenda",
    "committee_vote": "committee_recommendation",
    "section_appraise": "section_recommend",
    "submit": "submit_recognition",
    "appraise": "appraise_recognition",
    "put_on_agenda": "put_recognition_on_agenda",
}
VOTES = ("branch_vote", "committee_vote", "branch_recommendation", "committee_recommendation")
OUTSIDE_AGENDA_ACTS = {  # act: (states, level); they leave the file where it stands
    "assign_helper": (FREE, "branch"),
    "correct_person": (("decided", *ON_PROBATION, "full", "struck_off", "resigned", "moved_away"), "board"),
    "give_task": (FREE, "branch"),
    "edit_person": (COLLECTING, "branch"),
    "file_papers": (("dossier", "verifying", "certified"), "branch"),
    "file_probation_papers": (("probationary",), "branch"),
    "propose_removal": (ON_PROBATION, "branch"),
}
ANSWERS = ("withdraw_transfer", "decline_transfer", "receive")
ACTS = (
    "assign_helper", "take_application", "file_papers", "send_verification", "certify", "branch_vote",
    "section_appraise", "committee_vote", "submit", "appraise", "put_on_agenda", "decide", "defer", "refer", "refuse",
    "ceremony", "file_probation_papers", "branch_recommendation", "section_recommend", "committee_recommendation",
    "submit_recognition", "appraise_recognition", "put_recognition_on_agenda", "recognise", "defer_recognition",
    "refer_recognition", "refuse_recognition", "return_to_branch", "return_to_committee",
    "return_recognition_to_branch", "return_recognition_to_committee", "stop", "resume", "move_away", "strike_off",
    "resign", "propose_removal", "report_votes", "offer_transfer", *ANSWERS, "give_task", "edit_person",
    "correct_person",
)  # fmt: skip


def a_year_after(day):
    """The same day a year later; 28 February for the 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


@dataclass
class Model:
    """One file. `since`: the day it came to its step. `hands`: (person, level) of whoever acted."""

    route: str  # "branch" under a committee, "section" under a section of it, or a "base" branch
    since: object
    state: str = "source"
    version: int = 1
    offered_to: str = ""
    offered_by: str = ""
    offered_on: object = None
    introduced_on: object = None
    probation_papers_on: object = None
    ceremony_on: object = None
    removal_on: object = None
    failed: int = 0
    hands: set = field(default_factory=set)
    decided: bool = False
    ever_offered: set = field(default_factory=set)

    def predict(self, act, person, level_of_person, on, *, sees, version, passes, elsewhere):
        """(outcome, state after, route after). `level_of_person`: the levels at which the person may act; `sees`: has
        the file in scope; `elsewhere`: the route of the branch to which a transfer is offered."""
        if not sees:
            return "forbidden", self.state, self.route
        if version != self.version:
            return "stale", self.state, self.route
        target, level = self.edge(act, passes)
        if target is None:
            return "closed", self.state, self.route
        if level not in level_of_person:
            return "forbidden", self.state, self.route
        written = "branch" if level == "receiver" else level
        if level == "receiver" and person == self.offered_by:
            return "four eyes", self.state, self.route
        if any(who == person and where != written for who, where in self.hands):
            return "four eyes", self.state, self.route
        if on < self.since or (act in ANSWERS and on < self.offered_on):
            return "backwards", self.state, self.route
        if not self.lawful(act, on):
            return "unlawful", self.state, self.route
        return "done", target, self.offered_to if act == "receive" else self.route

    def edge(self, act, passes):
        """(target, level) of an act from where the file stands; (None, None) where it is not open."""
        if bool(self.offered_to) != (act in ANSWERS):
            return None, None
        for target, level in filter(
            None, (self.upward(act), self.sideways(act), self.out(act), self.back(act))
        ):
            return (target if passes or act not in VOTES else self.state), level
        return None, None

    def upward(self, act):
        """The usual next step, in either round."""
        steps = {
            ("source", "assign_helper"): ("nurtured", "branch"),
            ("nurtured", "take_application"): ("dossier", "branch"),
            ("dossier", "send_verification"): ("verifying", "branch"),
            ("verifying", "certify"): ("certified", CERTIFIER[self.route]),
            ("certified", "branch_vote"): ("branch_proposed", "branch"),
            ("committee_proposed", "submit"): ("submitted", CERTIFIER[self.route]),
            ("submitted", "appraise"): ("appraised", "board"),
            ("appraised", "put_on_agenda"): ("on_agenda", "board"),
            ("on_agenda", "decide"): ("decided", "board"),
            ("decided", "ceremony"): ("probationary", "branch"),
            ("probationary", "branch_recommendation"): ("branch_recommended", "branch"),
            ("probationary", "report_votes"): ("branch_recommended", "branch"),
            ("recognition_on_agenda", "recognise"): ("full", "board"),
        }
        reached = {
            "section_appraise": "section_appraised",
            "committee_vote": "committee_proposed",
            "submit": "submitted",
        }
        for state, (name, level) in AFTER_BRANCH[self.route].items():
            steps[state, name] = (reached[name], level)
        second = {
            (MIRROR[state], MIRROR[name]): (MIRROR[target], level)
            for (state, name), (target, level) in steps.items()
            if state in MIRROR and name in MIRROR
        }
        return {**steps, **second}.get((self.state, act))

    def sideways(self, act):
        """What is recorded without a step, and what concerns an offer to another branch."""
        states, level = OUTSIDE_AGENDA_ACTS.get(act, ((), ""))
        if self.state in states and (self.decided or act != "correct_person"):
            return self.state, level
        if act in ("offer_transfer", "withdraw_transfer") and self.state in FREE:
            return self.state, CERTIFIER[self.route]
        if act == "decline_transfer" and self.state in FREE:
            return self.state, "receiver"
        if act == "receive" and self.state in FREE:
            return self.after_the_move(), "receiver"
        return None

    def after_the_move(self):
        """What the old branch proposed does not bind the new one; what was decided, and the probation, go on."""
        if self.state in PROPOSED:
            return "certified"
        return "probationary" if self.state in RECOMMENDED else self.state

    def back(self, act):
        """Returned, or held back by a session."""
        holder = self.holder()
        if act == "return_to_branch" and self.state in ("verifying", "certified", *PROPOSED):
            return "dossier", holder
        if act == "return_recognition_to_branch" and self.state in RECOMMENDED:
            return "probationary", holder
        voted = "section_appraised" if self.route == "section" else "branch_proposed"
        if self.route != "base" and act == "return_to_committee" and self.state in ("submitted", "appraised"):
            return voted, "board"
        again = ("recognition_submitted", "recognition_appraised")
        if self.route != "base" and act == "return_recognition_to_committee" and self.state in again:
            return MIRROR[voted], "board"
        held = {
            ("on_agenda", "defer"): "appraised",
            ("on_agenda", "refer"): "submitted",
            ("on_agenda", "refuse"): "refused",
            ("recognition_on_agenda", "defer_recognition"): "recognition_appraised",
            ("recognition_on_agenda", "refer_recognition"): "recognition_submitted",
            ("recognition_on_agenda", "refuse_recognition"): "probationary",
        }
        target = held.get((self.state, act))
        return target and (target, "board")

    def out(self, act):
        """The ways out of the ladder, and back in."""
        if act == "stop" and self.state in (*COLLECTING, "certified", *PROPOSED):
            return "stopped", "branch"
        if act == "resume" and self.state == "stopped":
            return "source", "branch"
        if act == "move_away" and self.state in FREE:
            return "moved_away", "branch"
        if act in ("strike_off", "resign") and self.state in ON_PROBATION:
            return ("struck_off" if act == "strike_off" else "resigned"), "board"
        return None

    def holder(self):
        """The level whose turn it is."""
        for act in ACTS:
            step = act != "report_votes" and self.upward(act)
            if step:
                return step[1]
        return None

    def lawful(self, act, on):
        """Do the rules hold on the day? Of a young member of the youth union with every other paper in order."""
        if act == "branch_vote":
            return self.introduced_on is not None and self.introduced_on <= on <= a_year_after(
                self.introduced_on
            )
        if act == "branch_recommendation":
            papers = self.probation_papers_on is not None and self.probation_papers_on <= on
            return papers and self.failed < 3 and on >= a_year_after(self.ceremony_on)
        if act == "report_votes":
            return self.failed >= 3
        if act == "strike_off":
            return self.removal_on is not None and self.removal_on <= on
        return True

    def record(self, act, person, level, on, target, *, passes, elsewhere):
        """Take over what a done act changed."""
        self.hands.add((person, "branch" if level == "receiver" else level))
        self.version += 1
        if target != self.state or act == "receive":
            self.since = on
        self.state = target
        if act == "file_papers":
            self.introduced_on = on
        elif act == "file_probation_papers":
            self.probation_papers_on = on
        elif act == "decide":
            self.decided = True
        elif act == "ceremony":
            self.ceremony_on = on
        elif act == "propose_removal" and passes:
            self.removal_on = on
        elif act == "branch_recommendation":
            self.failed = 0 if passes else self.failed + 1
        elif act == "offer_transfer":
            self.offered_to, self.offered_by, self.offered_on = elsewhere, person, on
            self.ever_offered.add(elsewhere)
        elif act in ANSWERS:
            self.answered(act)

    def answered(self, act):
        if act == "receive":
            self.route = self.offered_to
            self.failed, self.removal_on = 0, None
        self.offered_to = self.offered_by = ""


def later(day, days):
    return day + timedelta(days)
