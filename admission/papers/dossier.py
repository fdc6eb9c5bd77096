"""What a file knows of one round, gathered for its papers."""

from datetime import date
from functools import cached_property

from admission.models import TransferStatus
from admission.models.dossier import Body, PaperCode
from admission.papers.organs import Names
from admission.routes import route_of
from admission.states import Round, State, round_of
from partytrack.journal.models import Entry
from partytrack.journal.write import subject_key

SECTION_REPORT = {Round.ADMISSION: PaperCode.KND_7, Round.RECOGNITION: PaperCode.KND_14}
BODIES = {"branch": Body.BRANCH, "section": Body.SECTION, "committee": Body.COMMITTEE}


def dossier_of(file, form):
    """The `Dossier` that a form is filled from. The ceremony is held by the branch that has the file by then, which
    need not be the one that proposed."""
    after = State.PROBATIONARY if form.code == PaperCode.CEREMONY else State.DECIDED
    return Dossier(file, form.round_of(round_of(file.state)), after=after)


class Dossier:
    """The file, its votes, meetings, papers and decisions of a round; each looked up once, when asked for.

    The branch of a round, and with it every letterhead, is the one in which the file came to its end: where admission
    was decided (`after`: the state it had come to then), else where the file is now. What another branch resolved
    before the file moved there is no part of it.
    """

    def __init__(self, file, round_, *, after=State.DECIDED):
        self.file, self.round, self.after = file, round_, after

    @cached_property
    def route(self):
        came = self.file.standings.filter(state=self.after).select_related("unit").order_by("id").first()
        return route_of(came.unit) if came and self.round == Round.ADMISSION else self.file.route

    @cached_property
    def _arrived(self):
        """The day on which the branch of this round took over the file; the first of all days when it began there."""
        moves = self.file.transfers.filter(status=TransferStatus.ACCEPTED, to_unit=self.route.branch)
        if self.round == Round.ADMISSION and self.file.decided_on:
            moves = moves.filter(answered_on__lte=self.file.decided_on)
        last = moves.order_by("answered_on", "id").last()
        return last.answered_on if last else date.min

    @cached_property
    def papers(self):
        """The papers that lie in the file now, in the order of their days."""
        latest = {paper.code: paper for paper in self.file.papers.order_by("id")}
        return sorted(latest.values(), key=lambda paper: (paper.issued_on, paper.pk))

    def paper(self, code):
        """The latest paper of a code; of one that both rounds have, the one of this round. None when there is none."""
        rows = self.file.papers.filter(code=code).order_by("id")
        if code in (PaperCode.SUBMISSION, *SECTION_REPORT.values()):
            rows = rows.filter(issued_on__gte=self._arrived)
        decided = self.file.decided_on
        if code == PaperCode.SUBMISSION and decided:
            later = {"issued_on__gt": decided}
            rows = rows.filter(**later) if self.round == Round.RECOGNITION else rows.exclude(**later)
        return rows.last()

    @cached_property
    def _votes(self):
        votes = self.file.resolutions.filter(round=self.round, passed=True, superseded=False)
        return {vote.body: vote for vote in votes.order_by("id")}

    def vote(self, body):
        """The passed `Resolution` of a body, or None."""
        return self._votes.get(body)

    @cached_property
    def _items(self):
        units = [self.route.branch, self.route.section, self.route.committee]
        items = self.file.meeting_items.filter(
            round=self.round, meeting__unit__in=[unit for unit in units if unit],
            meeting__held_on__gte=self._arrived,
        ).exclude(outcome="").exclude(resolution__superseded=True).select_related("meeting")  # fmt: skip
        return {item.meeting.body: item for item in items.order_by("id")}

    def item(self, body):
        """The file's item at the meeting of a body that its vote came from, or None."""
        item, vote = self._items.get(body), self.vote(body)
        if item and vote and item.meeting.held_on != vote.held_on:
            return None  # voted on again since, outside of a recorded meeting
        return item

    def told_by(self, form):
        """(vote, item) that a form tells of, each or both None: minutes tell of the latest meeting, also of a vote that
        fell short; everything else of what passed."""
        body = BODIES.get(form.issuer)
        latest = self._items.get(body)
        if form.signed_by == "minutes" and latest:
            return getattr(latest, "resolution", None), latest
        return self.vote(body), self.item(body)

    @cached_property
    def decision(self):
        return self.file.decisions.filter(round=self.round).select_related("authority").first()

    @cached_property
    def admission(self):
        return self.file.decisions.filter(round=Round.ADMISSION).first()

    @cached_property
    def helpers(self):
        return list(self.file.helpers.filter(until__isnull=True))

    @cached_property
    def sponsors(self):
        return list(self.file.sponsors.filter(until__isnull=True))

    @cached_property
    def ceremony_place(self):
        entry = (
            Entry.objects.filter(subject=subject_key(self.file), event="admission.ceremony")
            .order_by("seq")
            .last()
        )
        return entry.body.get("place", "") if entry else ""

    @property
    def ceremony_chair(self):
        paper = self.paper(PaperCode.CEREMONY)
        return paper.issuer if paper else ""

    @property
    def submitter(self):
        """The unit that submits to the deciding one."""
        return self.route.committee or self.route.branch

    @property
    def deciding(self):
        return self.decision.authority if self.decision else self.route.deciding

    def issuer(self, form):
        """The unit that issues a form; None for a paper of a person, or of a section that the route lacks."""
        units = {
            "branch": self.route.branch, "section": self.route.section, "committee": self.route.committee,
            "certifier": self.submitter, "deciding": self.deciding,
        }  # fmt: skip
        return units.get(form.issuer)

    def has(self, form):
        """Can the form be printed of this file? One that is issued only once decided; none of an organ that the route
        lacks."""
        if form.issued and not self.decision:
            return False
        return not form.issuer or self.issuer(form) is not None

    def writers(self, form):
        """The people who each write this form; [None] when it is one paper."""
        return {"sponsor": self.sponsors, "helper": self.helpers}.get(form.for_each) or [None]

    def day(self, form):
        """The day that a form bears: of its vote, paper, decision or ceremony; None while there is none."""
        if form.issued:
            return self.decision.decided_on if self.decision else None
        if form.code == PaperCode.CEREMONY:
            return self.file.ceremony_on
        if form.issuer == "certifier":
            return self._day_of(self.paper(PaperCode.SUBMISSION))
        if form.code == SECTION_REPORT[self.round]:
            return self._day_of(self.paper(form.code))
        vote = self.told_by(form)[0] if form.signed_by in ("organ", "minutes") else None
        return vote.held_on if vote else None

    @staticmethod
    def _day_of(paper):
        return paper.issued_on if paper else None

    def names(self, day):
        route = self.route
        return Names({route.branch, route.section, route.committee, route.deciding, self.deciding}, day)
