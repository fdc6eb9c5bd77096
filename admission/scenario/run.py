"""Loads scenarios: what they state, and every person through the pipeline by the acts that the pages call."""

import hashlib
import time
import uuid
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from admission import rollups
from admission.scenario import ground
from admission.scenario.carry_out import carry_out
from admission.scenario.expand import expand
from admission.scenario.fields_of_acts import with_papers
from admission.scenario.plan import plan
from admission.scenario.rows import ScenarioErrors
from partytrack.errors import Refused
from partytrack.journal.dispatch import paused
from partytrack.journal.models import Entry
from partytrack.journal.write import many
from partytrack.journal.write import write as journal

SEED = 1
EVENT = "admission.scenario_loaded"


@dataclass(frozen=True)
class Loaded:
    """What a load found or made."""

    slug: str
    units: int
    people: int
    warnings: tuple[str, ...] = ()
    acts: int = 0
    seconds: float = 0
    unchanged: bool = False  # everything was there


def load(scenario, planned, *, progress=lambda done, total: None):
    """Load one scenario with its plan; returns `Loaded`. Twice changes nothing.

    Raises Refused when the slug was loaded from other content, or an act is unlawful; then nothing is written.
    """
    return load_all([(scenario, planned)], progress=progress)[0]


def load_all(pairs, *, progress=lambda done, total: None):
    """Load scenarios with their plans, and count all figures once at the end: all of it or nothing."""
    with paused(), transaction.atomic():
        _refuse_other_content([scenario for scenario, _ in pairs])
        with many():
            done = [_load(scenario, planned, progress) for scenario, planned in pairs]
        if not all(one.unchanged for one in done):
            rollups.start_afresh()
    return done


def _refuse_other_content(scenarios):
    contents = {}
    for scenario in scenarios:
        loaded = find_mark(scenario.slug)
        known = contents.setdefault(scenario.slug, loaded.body["content"] if loaded else _content(scenario))
        if known != _content(scenario):
            raise Refused(
                sentence=f"Kịch bản {scenario.slug} đã có, với nội dung khác.",
                remedy="Đổi tên kịch bản (khóa scenario), hoặc nạp vào một cơ sở dữ liệu mới.",
            )


def _load(scenario, planned, progress):
    started, tree = time.monotonic(), expand(scenario)
    size = {"units": len(tree.units), "people": len(planned.people)}
    loaded = Loaded(scenario.slug, **size, warnings=planned.warnings)
    if find_mark(scenario.slug):
        return replace(loaded, unchanged=True)
    stand = ground.lay(scenario, tree)
    people = [replace(person, days=with_papers(person.days)) for person in planned.people]
    acts = carry_out(scenario.slug, people, planned.sessions, stand, progress=progress)
    mark(scenario.slug, stand, content=_content(scenario), day=planned.day, **size)
    return replace(loaded, acts=acts, seconds=round(time.monotonic() - started, 1))


def mark(slug, stand, **body):
    """Note in the journal that a load is complete; `body` is what `find_mark` shall find there."""
    roots = [stand.units[unit.code] for unit in stand.tree.units.values() if unit.parent is None]
    where = {"subject": roots[0], "unit_id": roots[0].pk, "uid": _uid(slug)}
    journal(EVENT, **where, **body, slug=slug, roots=[root.pk for root in roots])


def find_mark(slug):
    return Entry.objects.filter(uid=_uid(slug)).first()


def _uid(slug):
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{slug}:loaded")


def _content(scenario):
    """What the file says, whatever its layout and comments."""
    return hashlib.sha256(repr(scenario).encode()).hexdigest()


def plan_for(scenario, *, today):
    """The plan of a scenario on a day: what a file states up to a later day happens up to today. What was loaded
    keeps the plan of its day. Raises ScenarioErrors for what can only happen in the future."""
    loaded = find_mark(scenario.slug)
    today = date.fromisoformat(loaded.body["day"]) if loaded else today
    errors = [f"{path}: {day} ở tương lai" for path, day in _beginnings(scenario) if day > today]
    if errors:
        raise ScenarioErrors(scenario.slug, errors)
    return plan(_until(scenario, today), seed=SEED, today=today)


def _beginnings(scenario):
    for row in _flat(scenario.units):
        if row.starts:
            yield f"{row.path}.from", row.starts
    for row in (*scenario.admissions, *scenario.recognitions):
        yield f"{row.path}.from", row.starts
    for row in (*scenario.sessions, *scenario.members):
        yield f"{row.path}.on", row.on
    for row in scenario.stopped:
        yield row.path, scenario.main_period.starts


def _flat(units):
    for row in units:
        yield row
        yield from _flat(row.children)


def _until(scenario, today):
    def ended(rows):
        return tuple(replace(row, ends=min(row.ends, today)) for row in rows)

    return replace(
        scenario,
        admissions=ended(scenario.admissions),
        recognitions=ended(scenario.recognitions),
        expect=tuple(replace(row, as_of=min(row.as_of, today)) for row in scenario.expect),
    )
