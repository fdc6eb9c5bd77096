"""The demo world: real committees as they were, invented files of these days, and a user for each role."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from django.db import transaction

from admission import rollups
from admission.routes import BOARD
from admission.scenario import demo_users, ground, run
from admission.scenario.carry_out import carry_out
from admission.scenario.demo_people import HOME, demo_plan, with_section, years_after
from admission.scenario.expand import expand
from admission.scenario.schema import read
from partytrack.errors import Refused
from partytrack.journal.dispatch import paused
from partytrack.journal.models import Entry
from partytrack.journal.write import many
from units import membership, periods, targets
from units.models import Basis, Period, PeriodKind, TargetBy, Unit
from units.querysets import within

DATA = Path(__file__).parent / "data"
MAIN = "xuan-loc-2021"
SLUG = f"{MAIN}.demo"
TARGETS = (("XL", TargetBy.ASSIGNED, 16, "05-TB/TU"), ("XL", TargetBy.REGISTERED, 18, "12-CV/HU"),
           ("GR", TargetBy.ASSIGNED, 4, "01-TB/HU"), ("GR", TargetBy.REGISTERED, 5, "03-CV/ĐU"),
           ("KT", TargetBy.ASSIGNED, 2, "01-TB/HU"), ("KH", TargetBy.ASSIGNED, 9, "01-TB/HU"),
           ("BH", TargetBy.ASSIGNED, 1, "01-TB/HU"), (HOME, TargetBy.ASSIGNED, 3, "02-TB/ĐU"))  # fmt: skip


def prepare(*, everything, today, progress):
    """Load the demo world, or what is missing of it; returns the accounts to sign in with. Raises Refused where
    the database holds anything else."""
    refuse_real_rows()
    scenarios = [read(file.read_text("utf-8"), name=file.name) for file in _files(everything)]
    run.load_all(
        [(scenario, run.plan_for(scenario, today=today)) for scenario in scenarios], progress=progress
    )
    main = next(scenario for scenario in scenarios if scenario.slug == MAIN)
    stand = ground.find(MAIN, expand(main))
    if not run.find_mark(SLUG):
        _bring_up_to_date(main, stand, today, progress)
    return demo_users.accounts(stand)


def _files(everything):
    """The main scenario first."""
    others = sorted(DATA.glob("*.yaml")) if everything else []
    return dict.fromkeys([DATA / f"{MAIN}.yaml", *others])


def refuse_real_rows():
    """The demo's users have passwords that are printed: they have no place beside real people."""
    loaded = Entry.objects.filter(event=run.EVENT).values_list("body", flat=True)
    roots = Unit.objects.filter(pk__in=[root for body in loaded for root in body["roots"]])
    if Unit.objects.exclude(within(root.path for root in roots)).exists():
        raise Refused(
            sentence="Cơ sở dữ liệu này có dữ liệu thật.",
            remedy="Dùng bản demo với một cơ sở dữ liệu mới (biến môi trường DATABASE_URL).",
        )


def _bring_up_to_date(main, stand, today, progress):
    """A section, targets of this year, people of these days, and what became of the earlier ones: all or nothing."""
    with paused(), transaction.atomic():
        tree = with_section(stand.tree)
        stand = replace(stand, tree=tree, units=ground.found_units(MAIN, tree, stand.units))
        _enter_targets(stand, today)
        later, plan = years_after(run.plan_for(main, today=today), tree), demo_plan(tree, today)
        with many():
            carry_out(MAIN, later.people, later.sessions, stand)
            carry_out(SLUG, plan.people, plan.sessions, stand, progress=progress)
            run.mark(SLUG, stand)
        rollups.start_afresh()


def _enter_targets(stand, today):
    board, first = stand.accounts[BOARD], date(today.year, 1, 1)
    year = {"kind": PeriodKind.YEAR, "starts": first, "ends": date(today.year, 12, 31)}
    period = Period.objects.filter(**year).first()
    period = period or periods.open_period(actor=board, name=f"Năm {today.year}", **year)
    for unit, by, value, paper in TARGETS:
        targets.enter_target(
            actor=board, unit=stand.units[unit], period=period, by=by, value=value, decided_on=first,
            decision=paper,
        )  # fmt: skip
    membership.declare_members(
        actor=board, unit=stand.units["XL"], on=date(today.year - 1, 12, 31), full=5320, probationary=128,
        basis=Basis.YEAR_END,
    )  # fmt: skip
