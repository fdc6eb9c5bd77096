"""Carries out a plan: every act of every planned person, in the order of days, through the engine."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from django.db import connection

from admission import routes
from admission.domain import session as sessions
from admission.domain.engine import perform
from admission.domain.intake import register_candidate
from admission.models import Candidate
from admission.routes import BOARD, BRANCH, CERTIFIER, COMMITTEE, DECIDING
from admission.scenario.fields_of_acts import STEPS, Forms
from admission.states import Outcome
from partytrack.errors import Reason, Refused
from partytrack.fields import fingerprint
from partytrack.journal.models import Entry

BATCH = 250  # events between two reports of progress
AGENDA = ("agenda", "recognition_agenda")
RANK = {step: rank for rank, step in enumerate(STEPS)}
REASONS = {
    Outcome.DEFER: "Hồ sơ cần bổ sung, để lại phiên sau",
    Outcome.REFER: "Cần thẩm tra bổ sung lý lịch",
    Outcome.REFUSE: "Chưa đủ tiêu chuẩn kết nạp",
}


@dataclass(frozen=True, order=True)
class Event:
    """One step of one person, or the release of one session (which comes last on its day)."""

    on: date
    rank: int
    index: int  # of the person, or of the session
    step: str = field(compare=False)


def carry_out(slug, people, planned, ground, *, progress=lambda done, total: None):
    """Do everything, in the caller's transaction; returns the number of acts.

    `people`: `people.Person`s; who is not registered here was so by an earlier run of the slug, under the same index.
    `planned`: `plan.PlannedSession`s. Raises Refused, naming the person and the step.
    """
    with routes.remembered():
        return _Run(slug, people, planned, ground).go(progress)


class _Run:
    def __init__(self, slug, people, planned, ground):
        self.slug, self.planned, self.ground = slug, planned, ground
        self.forms = Forms(slug, ground.tree)
        self.files, self.held = {}, {}
        self.people = {person.index: person for person in _with_free_ids(people)}
        self.agenda = _agendas(self.people, planned)

    def go(self, progress):
        events, done = iter(sorted(self._events())), 0
        total = sum(step in STEPS for person in self.people.values() for step in person.days)
        total += sum(len(session.outcomes) + len(session.recognised) for session in self.planned)
        while batch := list(islice(events, BATCH)):
            done += sum(map(self._do, batch))
            progress(done, total)
            _count_rows()
        return done

    def _events(self):
        for person in self.people.values():
            for step, day in person.days.items():
                if step in STEPS:
                    yield Event(day, RANK[step], person.index, step)
        for index, session in enumerate(self.planned):
            if session.held:
                yield Event(session.on, len(RANK), index, "release")

    def _do(self, event):
        """Do one event; returns how many acts that were."""
        if event.step == "release":
            return self._release(self.planned[event.index])
        person, request_id = self.people[event.index], self._request(event.index, event.step)
        try:
            self.files[person.index] = self._act(person, event.step, event.on, request_id).file
        except Refused as refusal:
            place = f"{person.full_name} ({person.unit}), {event.step} {event.on:%d/%m/%Y}"
            raise Refused(
                *(replace(one, sentence=f"{place}: {one.sentence}") for one in refusal.reasons)
            ) from refusal
        return 1

    def _act(self, person, step, on, request_id):
        how, accounts = STEPS[step], self.ground.accounts
        fields = how.fields(self.forms, person, on)
        if step == "register":
            unit = self.ground.units[person.unit]
            return register_candidate(
                actor=accounts[BRANCH], unit=unit, request_id=request_id, on=on, **fields
            )
        file = self._file(person.index)
        if step in AGENDA:
            session = self._session(self.agenda[person.index, step])
            return sessions.add_to_agenda(session, file, actor=accounts[BOARD], request_id=request_id, on=on)
        level = how.level
        if level == CERTIFIER:
            level = COMMITTEE if file.route.committee else BRANCH
        return perform(
            how.act,
            file.pk,
            actor=accounts[level],
            version=file.version,
            request_id=request_id,
            on=on,
            **fields,
        )

    def _session(self, planned):
        key = planned.unit, planned.on
        if key not in self.held:
            unit = self.ground.units[planned.unit]
            self.held[key] = sessions.plan_session(
                actor=self.ground.accounts[BOARD], unit=unit, held_on=planned.on,
                signer=self.forms.organisation(planned.unit).secretary,
            )  # fmt: skip
        return self.held[key]

    def _release(self, planned):
        """Note what the session concluded and release it."""
        session, outcomes = self._session(planned), _outcomes(planned)
        recorder = self.ground.accounts[DECIDING]
        files = {self._file(index).pk: index for index in outcomes}
        notes = {}
        for item in session.items.filter(candidate__in=files):
            outcome = outcomes[files[item.candidate_id]]
            notes[item.pk] = (outcome, REASONS.get(outcome, ""), "")
        session = sessions.note_outcomes(
            session, notes, actor=recorder, version=session.version, number_them=True
        )
        session = sessions.release_session(
            session, actor=recorder, version=session.version, may_be_empty=planned.stated
        )
        if left_behind := sessions.unpublished(session):
            raise Refused(*(Reason("UNPUBLISHED", sentence) for sentence in left_behind))
        self.held[planned.unit, planned.on] = session
        for index in outcomes:
            del self.files[index]  # the release has changed them
        return len(outcomes)

    def _file(self, index):
        """The file as it was left by its last act, here or in an earlier run."""
        if index not in self.files:
            entry = Entry.objects.get(uid=self._request(index, "register"))
            self.files[index] = Candidate.objects.select_related("unit").get(
                pk=entry.subject.partition(":")[2]
            )
        return self.files[index]

    def _request(self, index, step):
        return uuid.uuid5(uuid.NAMESPACE_OID, f"{self.slug}:{index}:{step}")


def _count_rows():
    """PostgreSQL plans by what it last counted, and within one long transaction nobody counts for it: without this the
    tables look empty and every act reads them whole. Of the tables by name: those that all databases of a server share
    would stay locked against everybody else's until the end."""
    if connection.vendor == "postgresql":
        tables = ", ".join(map(connection.ops.quote_name, connection.introspection.django_table_names()))
        with connection.cursor() as cursor:
            cursor.execute(f"analyze {tables}")


def _agendas(people, planned):
    """{(person, step): the session on whose agenda the step puts the file}."""
    found = {}
    for session in planned:
        found |= {(index, "agenda"): session for index, _ in session.outcomes}
        found |= {(index, "recognition_agenda"): session for index in session.recognised}
        for index in session.waiting:
            step = next(step for step in reversed(AGENDA) if step in people[index].days)
            found[index, step] = session
    return found


def _outcomes(session):
    return dict(session.outcomes) | dict.fromkeys(session.recognised, Outcome.ADMIT)


def _with_free_ids(people):
    """The people; whoever is to be registered and would share a citizen ID gets the next free one."""
    known, taken = set(), {person.citizen_id for person in people}
    new = [fingerprint(person.citizen_id) for person in people if "register" in person.days]
    for start in range(0, len(new), 500):
        found = Candidate.objects.filter(citizen_id_mark__in=new[start : start + 500])
        known.update(found.values_list("citizen_id_mark", flat=True))
    for person in people:
        clashes = "register" in person.days and fingerprint(person.citizen_id) in known
        yield replace(person, citizen_id=_next_free(person.citizen_id, taken)) if clashes else person


def _next_free(citizen_id, taken):
    """The number after it, within the same province and year of birth, that nobody has."""
    while citizen_id in taken or Candidate.objects.filter(citizen_id_mark=fingerprint(citizen_id)).exists():
        citizen_id = f"{citizen_id[:6]}{(int(citizen_id[6:]) + 1) % 1_000_000:06d}"
    taken.add(citizen_id)
    return citizen_id
