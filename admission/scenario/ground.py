"""What the people of a scenario stand on: its units, periods, figures, and the accounts that act for it."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from admission.routes import BOARD, BRANCH, COMMITTEE, DECIDING, SECTION
from admission.rules.spans import add_months
from admission.scenario.days import ONE
from partytrack.journal.write import write as journal
from units import hierarchy, membership, targets
from units.models import Grant, Period, Role, Unit, User
from units.models.target import PeriodKind

LONG_AGO = date.fromisoformat(hierarchy.LONG_AGO)
NO_NUMBER = "Không rõ số"
ROMAN = ("I", "II", "III", "IV")
MONTHS = {PeriodKind.YEAR: 12, PeriodKind.HALF: 6, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1}
ACCOUNTS = {  # level of the ladder: how its account is called, and the role it holds
    BRANCH: ("chi-bo", "chi bộ", Role.BRANCH_SECRETARY),
    SECTION: ("bo-phan", "đảng ủy bộ phận", Role.COMMITTEE_OFFICER),
    COMMITTEE: ("co-so", "đảng ủy cơ sở", Role.COMMITTEE_OFFICER),
    BOARD: ("ban-to-chuc", "Ban Tổ chức", Role.BOARD_OFFICER),
    DECIDING: ("thu-ky", "thư ký phiên họp", Role.RECORDER),
}


@dataclass(frozen=True)
class Ground:
    """`tree`: the planner's. `units`: by the planner's codes. `accounts`: by the level at which they act."""

    tree: object
    units: dict[str, Unit]
    accounts: dict[str, User]


def lay(scenario, tree):
    """Create everything that a scenario states besides people. Raises Refused."""
    units = found_units(scenario.slug, tree, {})
    roots = [units[unit.code] for unit in tree.units.values() if unit.parent is None]
    _open_accounts(scenario.slug, roots)
    ground = find(scenario.slug, tree)
    _enter_figures(scenario, ground, roots[0])
    return ground


def found_units(slug, tree, units):
    """{code: unit} of the tree, in which `units` stand already."""
    units = dict(units)
    for unit in tree.units.values():
        if unit.code not in units:
            units[unit.code] = hierarchy.create_unit(
                code=stored(slug, unit.code), name=unit.name, kind=unit.kind, parent=units.get(unit.parent),
                on=unit.starts or LONG_AGO, decides=unit.decides,
            )  # fmt: skip
    return units


def find(slug, tree):
    """The `Ground` of a scenario that was laid before."""
    codes = {stored(slug, code): code for code in tree.units}
    units = {
        codes[unit.code]: unit
        for unit in Unit.objects.filter(code__startswith=f"{slug}/")
        if unit.code in codes
    }
    accounts = {level: User.objects.get(username=_username(slug, level)) for level in ACCOUNTS}
    for user in accounts.values():
        user.is_active = (
            True  # here only: in the database nobody can sign in as them, or be given their place
        )
    return Ground(tree, units, accounts)


def stored(slug, code):
    return f"{slug}/{code}"


def _username(slug, level):
    """Two long slugs that begin alike still get two names."""
    short = slug if len(slug) <= 40 else f"{slug[:30]}.{uuid.uuid5(uuid.NAMESPACE_OID, slug).hex[:9]}"
    return f"nap.{ACCOUNTS[level][0]}.{short}"


def _open_accounts(slug, roots):
    """One account a level: nobody acts at two levels of one file."""
    for level, (_, words, role) in ACCOUNTS.items():
        user = User.objects.create(
            username=_username(slug, level), name=f"Nạp dữ liệu kịch bản ({words})", password=make_password(None),
            is_service=True, is_active=False,
        )  # fmt: skip
        for root in roots:
            Grant.objects.create(user=user, unit=root, role=role, valid_from=LONG_AGO)


def _enter_figures(scenario, ground, root):
    board, periods = ground.accounts[BOARD], {}
    for row in scenario.periods:
        period = periods[row.code] = Period.objects.create(
            code=stored(scenario.slug, row.code), kind=row.kind, starts=row.starts, ends=row.ends,
            name=period_name(row.kind, row.starts, row.ends),
        )  # fmt: skip
        journal(
            "units.period_opened",
            subject=period,
            actor=board,
            unit_id=root.pk,
            on=row.starts,
            code=period.code,
            name=period.name,
        )
    for row in scenario.members:
        membership.declare_members(
            actor=board, unit=ground.units[row.unit], on=row.on, full=row.full, probationary=row.probationary,
            basis=row.basis,
        )  # fmt: skip
    dated = [(row.decided_on or periods[row.period].starts, row) for row in scenario.targets]
    for decided_on, row in sorted(
        dated, key=lambda pair: pair[0]
    ):  # the ledger takes no older line after a newer
        targets.enter_target(
            actor=board, unit=ground.units[row.unit], period=periods[row.period], by=row.by, of=row.of,
            value=row.value, rate=row.rate, basis=row.basis, at_least=row.at_least, decided_on=decided_on,
            decision=row.decision or NO_NUMBER,
        )  # fmt: skip


def period_name(kind, starts, ends):
    """What a period is called: "Năm 2021", "Quý I năm 2022", "Nhiệm kỳ 2020-2025"; with its days where they are not
    those of the calendar."""
    if kind in (PeriodKind.TERM, PeriodKind.PLAN):
        return f"{PeriodKind(kind).label} {starts.year}-{ends.year}"
    months = MONTHS[kind]
    place, rest = divmod(starts.month - 1, months)
    if rest or starts.day != 1 or ends != add_months(starts, months) - ONE:
        return f"{PeriodKind(kind).label} từ {starts:%d/%m/%Y} đến {ends:%d/%m/%Y}"
    return {
        PeriodKind.YEAR: f"Năm {starts.year}",
        PeriodKind.HALF: f"6 tháng {('đầu', 'cuối')[place % 2]} năm {starts.year}",
        PeriodKind.QUARTER: f"Quý {ROMAN[place % 4]} năm {starts.year}",
        PeriodKind.MONTH: f"Tháng {starts.month} năm {starts.year}",
    }[kind]
