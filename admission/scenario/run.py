"""Loads scenarios: what they state, and every person through the pipeline by the acts that the pages call."""

import hashlib
import time
import uuid
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone

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
from partytrack.journal.write import write as journal

SEED = 1
OPENED, LOADED = "opened", "loaded"


@dataclass(frozen=True)
class Loaded:
    """What a load found or made; `acts` are those done now."""

    slug: str
    units: int
    people: int
    warnings: tuple[str, ...] = ()
    acts: int = 0
    seconds: float = 0
    unchanged: bool = False  # everything was there


def load(scenario, planned, *, progress=lambda done, total: None):
    """Load one scenario with its plan; returns `Loaded`. Twice changes nothing; a load that was broken off goes on.

    Raises Refused when the slug was loaded from other content, or an act is unlawful.
    """
    return load_all([(scenario, planned)], progress=progress)[0]


def load_all(pairs, *, progress=lambda done, total: None):
    """Load scenarios with their plans, and count all figures once at the end."""
    _refuse_other_content([scenario for scenario, _ in pairs])
    with paused():
        done = [_load(scenario, planned, progress) for scenario, planned in pairs]
        if not all(one.unchanged for one in done):
            rollups.start_afresh()
    return done


def _refuse_other_content(scenarios):
    contents = {}
    for scenario in scenarios:
        opened = find_mark(scenario.slug, OPENED)
        known = contents.setdefault(scenario.slug, opened.body["content"] if opened else _content(scenario))
        if known != _content(scenario):
            raise Refused(
                sentence=f"Kịch bản {scenario.slug} đã có, với nội dung khác.",
                remedy="Đổi tên kịch bản (khóa scenario), hoặc nạp vào một cơ sở dữ liệu mới.",
            )


def _load(scenario, planned, progress):
    started, tree = time.monotonic(), expand(scenario)
    size = {"units": len(tree.units), "people": len(planned.people)}
    loaded = Loaded(scenario.slug, **size, warnings=planned.warnings)
    if find_mark(scenario.slug, LOADED):
        return replace(loaded, unchanged=True)
    begun = find_mark(scenario.slug, OPENED)
    stand = ground.find(scenario.slug, tree) if begun else _open(scenario, tree)
    people = [replace(person, days=with_papers(person.days)) for person in planned.people]
    acts = carry_out(scenario.slug, people, planned.sessions, stand, progress=progress)
    mark(scenario.slug, LOADED, stand, **size)
    return replace(loaded, acts=acts, seconds=round(time.monotonic() - started, 1))


@transaction.atomic
def _open(scenario, tree):
    stand = ground.lay(scenario, tree)
    mark(scenario.slug, OPENED, stand, content=_content(scenario), day=timezone.localdate())
    return stand


@transaction.atomic
def mark(slug, stage, stand, **body):
    """Note in the journal how far a load has come; `body` is what `find_mark` shall find there."""
    roots = [stand.units[unit.code] for unit in stand.tree.units.values() if unit.parent is None]
    where = {"subject": roots[0], "unit_id": roots[0].pk, "uid": _uid(slug, stage)}
    journal(f"admission.scenario_{stage}", **where, **body, slug=slug, roots=[root.pk for root in roots])


def find_mark(slug, stage):
    return Entry.objects.filter(uid=_uid(slug, stage)).first()


def _uid(slug, stage):
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{slug}:{stage}")


def _content(scenario):
    """What the file says, whatever its layout and comments."""
    return hashlib.sha256(repr(scenario).encode()).hexdigest()


def plan_for(scenario, *, today):
    """The plan of a scenario on a day: what a file states up to a later day happens up to today. A load that was
    broken off is planned as of the day it began. Raises ScenarioErrors for what can only happen in the future."""
    opened = find_mark(scenario.slug, OPENED)
    today = date.fromisoformat(opened.body["day"]) if opened else today
    errors = [f"{path}: {day} ở tương lai" for path, day in _beginnings(scenario) if day > today]
    if errors:
        raise ScenarioErrors(scenario.slug, errors)
    return plan(_until(scenario, today), seed=SEED)


def _beginnings(scenario):
    for row in _flat(scenario.units):
        if row.starts:
            yield f"{row.path}.from", row.starts
    for row in (*scenario.admissions, *scenario.recognitions):
        yield f"{row.path}.from", row.starts
    for row in (*scenario.sessions, *scenario.members):
        yield f"{row.path}.on", row.on


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
