"""What stands beside people: periods, targets, membership counts, and one account on each level of the tree."""

import secrets
from datetime import date, timedelta

from admission.scale.loading import Loader, Table
from partytrack.journal.write import write as journal
from units.models import Basis, Grant, MembershipCount, Period, PeriodKind, Role, Target, TargetBy, Unit, User
from units.models.unit import Kind
from units.periods import CODES

ROLES = {
    Kind.CENTRAL: Role.BOARD_OFFICER, Kind.PROVINCE: Role.BOARD_OFFICER, Kind.SUPERIOR: Role.BOARD_OFFICER,
    Kind.BASE_COMMITTEE: Role.COMMITTEE_OFFICER, Kind.SECTION: Role.COMMITTEE_OFFICER,
    Kind.BRANCH: Role.BRANCH_SECRETARY,
}  # fmt: skip
WITH_TARGETS = (Kind.SUPERIOR, Kind.BASE_COMMITTEE, Kind.BASE_BRANCH)
ONE_ADMISSION_OF = 30  # members a year


def open_periods(size, today):
    """Open the years of the size and the half year, quarter and month of the day; returns the current year."""
    years = [(PeriodKind.YEAR, f"Năm {year}", date(year, 1, 1), date(year, 12, 31))
             for year in range(today.year - size.years, today.year + 1)]  # fmt: skip
    half, quarter = (today.month - 1) // 6, (today.month - 1) // 3
    current = [
        (
            PeriodKind.HALF,
            f"6 tháng {('đầu', 'cuối')[half]} năm {today.year}",
            *_months(today.year, half * 6 + 1, 6),
        ),
        (PeriodKind.QUARTER, f"Quý {quarter + 1} năm {today.year}", *_months(today.year, quarter * 3 + 1, 3)),
        (PeriodKind.MONTH, f"Tháng {today.month} năm {today.year}", *_months(today.year, today.month, 1)),
    ]
    for kind, name, starts, ends in years + current:
        code = CODES[kind](starts, ends)
        period = Period.objects.create(code=code, kind=kind, name=name, starts=starts, ends=ends)
        journal("units.period_opened", subject=period, unit_id=1, on=starts, code=code, name=name)
    return Period.objects.get(code=CODES[PeriodKind.YEAR](*years[-1][2:]))


def _months(year, first, count):
    """First and last day of so many months."""
    after = date(year + (first + count > 12), (first + count - 1) % 12 + 1, 1)
    return date(year, first, 1), after - timedelta(days=1)


def set_targets(nodes, members, year):
    """Declare at the start of the year what each unit has of `members` ({unit id: people}, without those below), and
    assign a target to each unit that has one."""
    below = dict.fromkeys((node.pk for node in nodes), 0) | members
    for node in reversed(nodes):  # children before parents
        if node.parent:
            below[node.parent.pk] += below[node.pk]
    start = (year.starts - timedelta(days=1)).isoformat()
    counts = Table(MembershipCount, "unit_id", "full", on=start, basis=Basis.YEAR_END, probationary="0")
    paper = {
        "decided_on": year.starts.isoformat(),
        "decision": "01-CT/MAU",
        "entered_at": f"{start} 08:00:00+00:00",
    }
    targets = Table(Target, "unit_id", "value", period_id=str(year.pk), by=TargetBy.ASSIGNED, **paper)
    with Loader(counts, targets) as loader:
        for node in nodes:
            counts.add(str(node.pk), str(below[node.pk]))
            if node.kind in WITH_TARGETS:
                targets.add(str(node.pk), str(round(below[node.pk] / ONE_ADMISSION_OF)))
            loader.give_way()


def open_accounts(nodes, today):
    """[(username, password, name of the unit)]: one user in the first unit of each kind."""
    first = {node.kind: node.pk for node in reversed(nodes)}
    accounts = []
    for kind, role in ROLES.items():
        if kind in first:
            unit, password = Unit.objects.get(pk=first[kind]), secrets.token_urlsafe(9)
            username = f"quy-mo-{kind.replace('_', '-')}"
            user = User.objects.create_user(username, name=f"Cán bộ {unit.name}", password=password)
            Grant.objects.create(user=user, unit=unit, role=role, valid_from=today)
            journal("units.user_created", subject=user, unit_id=unit.pk)
            accounts.append((username, password, unit.name))
    return accounts
