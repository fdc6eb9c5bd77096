"""Files with all they leave behind: where they stood, the entry of each act, the member who came of them."""

import json
from datetime import date
from functools import cache
from types import SimpleNamespace

from admission.groups import groups_of
from admission.measures import BITS, mark
from admission.models import Candidate, Origin, Standing
from admission.scale import lives
from admission.scale.loading import Loader, Table
from admission.scale.members import Members, full_from
from admission.scale.people import COLUMNS
from admission.states import RemovalGround, StopReason
from admission.states import State as S

BRANCH, SECTION, COMMITTEE, BOARD = "branch", "section", "committee", "board"
REACHED_BY = {  # state: (act, level)
    S.SOURCE: ("register", BRANCH), S.NURTURED: ("assign_helper", BRANCH), S.DOSSIER: ("take_application", BRANCH),
    S.VERIFYING: ("send_verification", BRANCH), S.CERTIFIED: ("certify", COMMITTEE),
    S.BRANCH_PROPOSED: ("branch_vote", BRANCH), S.SECTION_APPRAISED: ("section_appraise", SECTION),
    S.COMMITTEE_PROPOSED: ("committee_vote", COMMITTEE), S.SUBMITTED: ("submit", COMMITTEE),
    S.APPRAISED: ("appraise", BOARD), S.ON_AGENDA: ("put_on_agenda", BOARD), S.DECIDED: ("decide", BOARD),
    S.PROBATIONARY: ("ceremony", BRANCH), S.BRANCH_RECOMMENDED: ("branch_recommendation", BRANCH),
    S.SECTION_RECOMMENDED: ("section_recommend", SECTION),
    S.COMMITTEE_RECOMMENDED: ("committee_recommendation", COMMITTEE),
    S.RECOGNITION_SUBMITTED: ("submit_recognition", COMMITTEE),
    S.RECOGNITION_APPRAISED: ("appraise_recognition", BOARD),
    S.RECOGNITION_ON_AGENDA: ("put_recognition_on_agenda", BOARD), S.FULL: ("recognise", BOARD),
    S.STOPPED: ("stop", BRANCH), S.REFUSED: ("refuse", BOARD), S.STRUCK_OFF: ("strike_off", BOARD),
}  # fmt: skip
OWN_COLUMNS = (
    "id", "unit_id", "version", "last_entry_id", "registered_on", "since", "state", "decided_on", "ceremony_on",
    "full_from", "recognised_on", "ended_on", "end_reason",
)  # fmt: skip
STOPS = {
    StopReason.WITHDREW: 30, StopReason.WORKS_AWAY: 30, StopReason.BACKGROUND: 15, StopReason.AGE: 10,
    StopReason.MOVED: 10, StopReason.OTHER: 5,
}  # fmt: skip


class Files:
    """Writes the files of a tree: `branches` are `Node`s that hold people, drawn with `weights`."""

    def __init__(self, size, branches, weights, *, rng, today, calendar, people, chain):
        self.size, self.rng, self.today, self.calendar = size, rng, today, calendar
        self.branches, self.weights, self.people, self.chain = branches, weights, people, chain
        self.ladders = {
            node.pk: lives.ladder(node.kind, node.parent and node.parent.kind) for node in branches
        }
        self.files = Table(Candidate, *OWN_COLUMNS, *COLUMNS)
        columns = "candidate_id", "unit_id", "state", "valid_from", "valid_to", "entry_id", "marks"
        self.standings = Table(Standing, *columns)
        self.origins = Table(Origin, "candidate_id", "group", introduced_by="")
        self.members = Members(calendar)

    def write(self):
        """Write all files of the size, and a member for each that was admitted; returns the number of members."""
        tables = (self.chain.table, self.files, self.standings, self.origins, *self.members.tables)
        homes = self.rng.choices(self.branches, self.weights, k=self.size.files)
        with Loader(*tables) as loader:
            for number, home in enumerate(homes, 1):
                self._write(str(number), home, self._life(number, *self.ladders[home.pk]))
                loader.give_way()
        return self.members.count

    def _life(self, number, states, probation):
        """Those who wait first, then those who stopped, then the admitted."""
        if number <= self.size.waiting:
            return lives.waiting(states, self.today, self.rng)
        day = self.today - int(self.size.years * 365.25 * self.rng.random())
        if number <= self.size.waiting + self.size.stopped:
            return lives.stopped(states, day, self.rng)
        return lives.admitted(states, probation, day, self.today, self.rng)

    def _write(self, pk, home, life):
        unit, calendar = str(home.pk), self.calendar
        reason = self._reason(life[-1][0])
        entries = self._entries(pk, unit, life, reason)
        ends = [calendar[day] for _, day in life[1:]] + [None]
        person = self.people.next(life[0][1])
        for (state, day), until, entry in zip(life, ends, entries, strict=True):
            marks = _marks(state, person, day, reason) if state in BITS else None
            self.standings.rows.append((pk, unit, state.value, calendar[day], until, entry, marks))
        facts = self._facts(life, reason)
        first, last = calendar[life[0][1]], calendar[life[-1][1]]
        self.files.rows.append((pk, unit, str(len(life)), entries[-1], first, last, *facts, *person))
        self.origins.rows.append((pk, person[COLUMNS.index("occupation")]))
        if facts[2]:
            self.members.of_file(pk, unit, facts, person)

    def _reason(self, state):
        if state == S.STOPPED:
            return self.rng.choices(list(STOPS), STOPS.values())[0].value
        return RemovalGround.UNFIT.value if state == S.STRUCK_OFF else ""

    def _entries(self, pk, unit, life, reason):
        """The uid of the entry of each state that was reached."""
        subject, before, uids = f"candidate:{pk}", "", []
        for version, (state, day) in enumerate(life, 1):
            event, level, body = _said(before, state, version, reason)
            uids.append(self.chain.add(event, subject, unit, self.calendar[day], level, body))
            before = state
        return uids

    def _facts(self, life, reason):
        """The values of a file from `state` to `end_reason`."""
        (state, last), days = life[-1], dict(life)
        decided, ceremony = days.get(S.DECIDED), days.get(S.PROBATIONARY)
        ended = self.calendar[last] if state in (S.STOPPED, S.REFUSED, S.STRUCK_OFF) else None
        full = state == S.FULL
        return (
            state.value,
            self.calendar[decided] if decided else None,
            self.calendar[ceremony] if ceremony else None,
            full_from(ceremony) if full else None,
            self.calendar[last] if full else None,
            ended,
            reason,
        )


@cache
def _said(source, target, version, reason):
    """(event, level, body as JSON) of the act that led from one state to the next."""
    act, level = REACHED_BY[target]
    stated = {"reason": reason} if target in (S.STOPPED, S.STRUCK_OFF) else {}
    body = {"source": str(source), "target": target.value, "version": version, "rules": [], **stated}
    if not source:
        del body["rules"]
    return f"admission.{act}", level, json.dumps(body, sort_keys=True)


def _marks(state, person, day, reason):
    """What figures need of an act, as `admission.marks` says it. Of when a branch recommended there is no paper, so
    nothing is said of how timely a recognition was."""
    if state in (S.DECIDED, S.PROBATIONARY):
        return str(
            mark(state, (f"group:{code}" for code in groups_of(_traits(person), on=date.fromordinal(day))))
        )
    return str(mark(state, [f"stopped:{reason}"] if state == S.STOPPED else []))


def _traits(person):
    row = dict(zip(COLUMNS, person, strict=True))
    days = {
        name: row[name] and date.fromisoformat(row[name])
        for name in ("born_on", "youth_union_on", "trade_union_on")
    }
    return SimpleNamespace(**row | days)
