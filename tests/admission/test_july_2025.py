"""1 July 2025: two provinces with nine districts and 120 communes become one with 48 communes directly below it."""

import time
from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import timezone

from admission.models import Candidate, Member, MemberPlacement, Session, SessionStatus, Standing
from admission.reports.as_json import to_dict
from admission.reports.build import build
from admission.rollups import recount, stored, verify
from partytrack.journal.dispatch import dispatch
from tests.world import LONG_AGO, World, make_user, person
from units import hierarchy
from units.models import Grant, Kind, Period, Role, Target, TargetBy, Unit, UnitLink, UnitName, UnitPower
from units.restructuring import acts
from units.restructuring.bridge import bridge
from units.restructuring.pasting import read_table

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 1)
DISTRICTS, COMMUNES, BRANCHES, NEW = 9, 120, 2, 48


@pytest.fixture
def old():
    """Two provinces, a member in every branch; in one district admissions of 2024 and 2025, and files under way."""
    first, second = plant([("A", "Tỉnh A", Kind.PROVINCE, None), ("B", "Tỉnh B", Kind.PROVINCE, None)])
    districts = plant(
        [(f"H{n}", f"Huyện {n}", Kind.SUPERIOR, first if n < 6 else second) for n in range(DISTRICTS)]
    )
    UnitPower.objects.bulk_create(UnitPower(unit=unit, valid_from=LONG_AGO) for unit in districts)
    communes = plant(
        [(f"X{n}", f"Xã {n}", Kind.BASE_COMMITTEE, districts[n % DISTRICTS]) for n in range(COMMUNES)]
    )
    branches = plant(
        [
            (f"X{n}.{at}", f"Chi bộ {n}.{at}", Kind.BRANCH, commune)
            for n, commune in enumerate(communes)
            for at in range(BRANCHES)
        ]
    )
    for year in (2024, 2025):
        ends = date(year, 12, 31)
        Period.objects.create(
            code=f"N{year}", kind="year", name=f"Năm {year}", starts=date(year, 1, 1), ends=ends
        )
    world = SimpleNamespace(
        first=first, second=second, districts=districts, communes=communes, branches=branches
    )
    world.drafter = make_user(Role.BOARD_OFFICER, first, "Người soạn")
    world.approver = make_user(Role.RECORDER, first, "Người phê duyệt")
    for user in (world.drafter, world.approver):
        role = user.grants.get().role
        Grant.objects.create(user=user, unit=second, role=role, valid_from=date(2020, 1, 1))
    _members(branches)
    _files(world)
    _targets(world)
    return world


def plant(rows):
    """Units in bulk: (code, name, kind, parent)."""
    units = Unit.objects.bulk_create(
        Unit(code=code, kind=kind, parent=parent, **hierarchy.named(name))
        for code, name, kind, parent in rows
    )
    for unit in units:
        unit.path = (unit.parent.path if unit.parent else "") + hierarchy.step(unit.pk)
    Unit.objects.bulk_update(units, ["path"])
    dated = {"valid_from": LONG_AGO}
    UnitLink.objects.bulk_create(UnitLink(unit=unit, parent=unit.parent, **dated) for unit in units)
    UnitName.objects.bulk_create(UnitName(unit=unit, name=unit.name, **dated) for unit in units)
    return units


def _members(branches):
    rows = [
        Member(
            **person(),
            unit=branch,
            decided_on=date(2010, 1, 5),
            joined_on=date(2010, 2, 3),
            full_from=date(2011, 2, 3),
        )
        for branch in branches
    ]
    for row in rows:
        row.derive()
    rows = Member.objects.bulk_create(rows)
    MemberPlacement.objects.bulk_create(
        MemberPlacement(member=row, unit_id=row.unit_id, valid_from=row.joined_on) for row in rows
    )


def _files(old):
    """Climbed through the engine: admitted in 2024, in the first half of 2025, under way, and sources."""
    district = old.districts[0]
    climber = World(
        district=district, commune=None, section=None, branch=None, section_branch=None, base_branch=None,
        secretary=make_user(Role.BRANCH_SECRETARY, old.first), officer=make_user(Role.COMMITTEE_OFFICER, old.first),
        section_officer=None, board=make_user(Role.BOARD_OFFICER, old.first), recorder=None, auditor=None, admin=None,
    )  # fmt: skip
    of_district = [branch for branch in old.branches if branch.path.startswith(district.path)]
    plan = [("probationary", date(2024, 1, 8)), ("probationary", date(2025, 2, 3)), ("certified", date(2025, 3, 3)),
            ("source", date(2025, 4, 1))]  # fmt: skip
    for at, branch in enumerate(of_district[:8]):
        to, on = plan[at % len(plan)]
        climber.climb(climber.file(branch, on=on), to=to, on=on, step=5)
    Session.objects.update(status=SessionStatus.RELEASED)


def _targets(old):
    period = Period.objects.get(code="N2025")
    paper = {"by": TargetBy.ASSIGNED, "decided_on": date(2025, 1, 15), "decision": "01-TB/TU"}
    Target.objects.bulk_create(Target(unit=unit, period=period, value=3, **paper) for unit in old.communes)


def table_of_mergers():
    """What an office pastes: old code, new code, name of the new commune."""
    return "\n".join(f"X{n}\tM{n % NEW}\tXã mới {n % NEW}" for n in range(COMMUNES))


def carry_out(old):
    plan = acts.draft(
        actor=old.drafter, unit=old.first, title="Hợp nhất tỉnh", decision="60-NQ/TW", decided_on=DAY, effective_on=DAY,
    )  # fmt: skip
    mergers, faults = read_table(table_of_mergers(), old.first.code, True)
    assert faults == []
    rest = [
        {"kind": "close", "sources": [district.code for district in old.districts]},
        {"kind": "merge", "sources": [old.second.code], "target": old.first.code, "name": "Tỉnh A mới"},
    ]
    plan = acts.add_steps(plan, [*mergers, *rest], actor=old.drafter, version=plan.version)
    plan = acts.rehearse(plan, actor=old.drafter, version=plan.version)
    assert plan.rehearsal["problems"] == []
    plan = acts.submit(plan, actor=old.drafter, version=plan.version)
    plan = acts.approve(plan, actor=old.approver, version=plan.version)
    return acts.apply(plan, actor=old.drafter, version=plan.version)


def reports(period, units, **how):
    """{unit id: report as JSON}, without the instant at which it was computed."""
    found = {unit.pk: to_dict(build(unit, period, as_of=period.ends, **how)) for unit in units}
    for report in found.values():
        for said in [report, *report["children"]]:
            del said["computed_at"]
    return found


def test_province_of_july_2025(old):
    last_year, this_year = Period.objects.get(code="N2024"), Period.objects.get(code="N2025")
    recount()
    dispatch()
    tops, some = [old.first, old.second], [*old.districts, *old.communes[:10], *old.branches[:3]]
    before = reports(last_year, tops, deep=True), reports(last_year, some)
    stored_before = stored(last_year)
    waiting = set(Candidate.objects.open().values_list("pk", flat=True))

    began = time.monotonic()
    plan = carry_out(old)
    assert time.monotonic() - began < 15
    assert list(hierarchy.path_errors()) == []
    now = UnitLink.objects.on(DAY)
    assert now.filter(parent=old.first).count() == NEW
    assert now.filter(unit__kind=Kind.BASE_COMMITTEE).count() == NEW
    assert now.filter(unit__kind=Kind.SUPERIOR).count() == 0

    dispatch()
    assert verify() == []
    for unit in [*tops, *some]:
        unit.refresh_from_db()
    after = reports(last_year, tops, deep=True), reports(last_year, some)
    assert after == before
    assert stored(last_year) == stored_before
    assert (
        set(Candidate.objects.open().filter(unit__closed_on__isnull=True).values_list("pk", flat=True))
        == waiting
    )
    assert Member.objects.filter(unit__closed_on__isnull=True).count() == Member.objects.count()
    whole = build(old.first, this_year, as_of=timezone.localdate())
    assert (whole.name, whole.admitted, len(whole.children)) == ("Tỉnh A mới", 2, NEW)
    assert sum(child.targets[0].value for child in whole.children) == 3 * COMMUNES
    table = bridge(plan, this_year)
    assert table.agrees
    assert (len({line.old.code for line in table.lines}), len(table.by_new)) == (COMMUNES + 1, NEW + 1)
    assert sum(one.before for one in table.targets) == sum(one.after for one in table.targets) == 3 * COMMUNES
    assert Standing.objects.filter(valid_to__isnull=True, unit__closed_on__isnull=False).count() == 0
