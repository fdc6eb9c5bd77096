"""What is known of a file, under the names that the rules use. Looked up only when a rule asks."""

from collections.abc import Mapping
from functools import cached_property
from itertools import takewhile

from admission.local_requirements import unmet_requirements
from admission.models.dossier import Body, PaperCode
from admission.rules import Case
from admission.rules.base import FACTS
from admission.rules.deciders import OUTSIDE
from admission.rules.spans import months_between
from admission.states import Motion, State
from admission.verifying import left_to_verify
from partytrack.text import clean_name

PAPER_FACTS = {
    "certificate_on": PaperCode.CERTIFICATE,
    "application_on": PaperCode.KND_1,
    "history_on": PaperCode.KND_2,
    "opinions_on": PaperCode.KND_5,
    "consent_on": PaperCode.CONSENT,
    "new_member_class_on": PaperCode.NEW_MEMBER_CLASS,
    "self_review_on": PaperCode.KND_10,
    "helper_review_on": PaperCode.KND_11,
    "probation_opinions_on": PaperCode.KND_12,
}
RESOLUTION_FACTS = {
    "branch_resolution_on": (Body.BRANCH, Motion.ADMISSION),
    "committee_resolution_on": (Body.COMMITTEE, Motion.ADMISSION),
    "removal_proposed_on": (Body.BRANCH, Motion.REMOVAL),
}
INTRODUCTIONS = (PaperCode.KND_3, PaperCode.KND_4, PaperCode.KND_4A, PaperCode.KND_5)


def case_for(act, file, on, typed):
    """The `Case` of an act on a file: what the form states, then what the file holds."""
    person = {
        "born": file.born_on,
        "education": file.schooling,
        "youth_union": bool(file.youth_union_on and file.youth_union_on <= on),
        "trade_union": bool(file.trade_union_on and file.trade_union_on <= on),
        "no_youth_organisation": file.no_youth_organisation,
        "area": file.area,
        "village_elder": file.village_elder,
    }
    return Case(act=act, on=on, person=person, facts=FileFacts(file, on, typed))


def official(members, on):
    """Helpers or sponsors as the rules see them: [{"full", "together_months"}]."""
    return [
        {
            "full": member["full_from"] <= on,
            "together_months": months_between(member.get("together_from") or on, on),
        }
        for member in members
    ]


def _known_as(name):
    return clean_name(name).casefold()


def _in_order(related):
    return sorted(related.all(), key=lambda row: row.pk)


def failed_in_a_row(file, body, round_):
    """How many votes of that body have fallen short since one passed, or since the file came from another branch."""
    votes = [vote for vote in _in_order(file.resolutions) if (vote.body, vote.round) == (body, round_)]
    return len(list(takewhile(lambda vote: not (vote.passed or vote.superseded), reversed(votes))))


class FileFacts(Mapping):
    """The facts of one file on one day."""

    def __init__(self, file, on, typed):
        self.file, self.on, self.typed = file, on, typed

    def __getitem__(self, key):
        if self.typed.get(key) is not None:
            return self.typed[key]
        if key in PAPER_FACTS:
            return self._dates.get(PAPER_FACTS[key])
        if key in RESOLUTION_FACTS:
            return self._resolutions.get(RESOLUTION_FACTS[key])
        if key not in FACTS:
            return None
        return getattr(self, f"_{key}", None)

    def __iter__(self):
        return iter(FACTS)

    def __len__(self):
        return len(FACTS)

    @cached_property
    def _dates(self):
        """Day of the latest paper of each code. Here and below `all()`: lists of files have fetched these before."""
        return {paper.code: paper.issued_on for paper in _in_order(self.file.papers)}

    @cached_property
    def _resolutions(self):
        """Day of the latest passed vote of each body and round."""
        passed = [vote for vote in _in_order(self.file.resolutions) if vote.passed and not vote.superseded]
        return {(vote.body, vote.round): vote.held_on for vote in passed}

    @property
    def _branch_recommendation_on(self):
        """Of the resolution, or of the report that the branch made instead after too many votes."""
        resolved_on = self._resolutions.get((Body.BRANCH, Motion.RECOGNITION))
        return resolved_on or self._votes_reported_on

    @property
    def _votes_reported_on(self):
        """Of the report that stands: a file that came back to the branch, or to another one, waits for a new one, and a
        vote that passed since takes its place."""
        if self.file.state == State.PROBATIONARY or not self._failed_votes:
            return None
        return self._dates.get(PaperCode.VOTES_REPORT)

    @property
    def _failed_votes(self):
        """How often in a row this branch has voted on recognition and fallen short."""
        return failed_in_a_row(self.file, Body.BRANCH, Motion.RECOGNITION)

    @cached_property
    def _verification(self):
        return next(reversed(_in_order(self.file.verifications)), None)

    @property
    def _verification_sent_on(self):
        return self._verification and self._verification.sent_on

    @property
    def _verification_replied_on(self):
        return self._verification and self._verification.replied_on

    @property
    def _unverified(self):
        return [str(person) for person in left_to_verify(self.file, self.on)] or None

    @property
    def _latest_introduction_on(self):
        return max((self._dates[code] for code in INTRODUCTIONS if code in self._dates), default=None)

    @property
    def _introductions_on(self):
        return min((self._dates[code] for code in INTRODUCTIONS if code in self._dates), default=None)

    @property
    def _introduced_by(self):
        organisations = {"youth_union": PaperCode.KND_4, "trade_union": PaperCode.KND_4A}
        return [name for name, code in organisations.items() if code in self._dates]

    @cached_property
    def _sponsors(self):
        rows = [vars(sponsor) for sponsor in _in_order(self.file.sponsors) if sponsor.until is None]
        people = {_known_as(row["name"]): row for row in rows}  # named twice, still one sponsor
        found = official(people.values(), self.on)
        for name, sponsor in zip(people, found, strict=True):
            sponsor["helps_since_move"] = name in self._helpers_since_move
        return found or None

    @cached_property
    def _helpers_since_move(self):
        """Whom the new branch assigned to a person who came with a certificate of being helped."""
        moved_on = self._dates.get(PaperCode.MOVED_IN)
        helpers = [one for one in _in_order(self.file.helpers) if one.until is None]
        return {_known_as(one.name) for one in helpers if moved_on and one.since >= moved_on}

    @property
    def _decision_on(self):
        return self.file.decided_on

    @property
    def _local_missing(self):
        return [row.title for row in unmet_requirements(self.file, self.on)]

    @property
    def _route(self):
        """Kinds of the units that the file passes, from the branch upward."""
        route = self.file.route
        return [unit.kind for unit in (route.branch, route.section, route.committee, route.deciding) if unit]

    @property
    def _decides(self):
        return OUTSIDE if self.file.route.outside else self.file.route.deciding.kind

    @property
    def _ceremony_on(self):
        return self.file.ceremony_on

    @property
    def _over_60_ground(self):
        return self.file.over_60_ground or None

    @property
    def _moved_with_certificate(self):
        return PaperCode.MOVED_IN in self._dates

    @cached_property
    def _readmission(self):
        return getattr(self.file, "readmission", None)

    @property
    def _left_on(self):
        return self._readmission and self._readmission.left_on

    @property
    def _left_how(self):
        return self._readmission and self._readmission.how

    @property
    def _record_cleared_on(self):
        return self._readmission and self._readmission.record_cleared_on

    @property
    def _readmitted_before(self):
        return self._readmission and self._readmission.earlier
