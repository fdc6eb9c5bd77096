"""What each role may do, and where. `can` is derived from the same scope as every list, so the two cannot disagree."""

from datetime import date
from itertools import islice

from django.db import connection
from django.utils import timezone

from partytrack.prepared import Prepared
from units.models.access import Grant, Role, User
from units.models.unit import Kind, Unit

FILE_VIEW = {"candidate.view", "unit.view", "target.view", "report.view", "class.view"}
FILE_WORK = FILE_VIEW | {"candidate.reveal"}  # whoever only watches reads the masked citizen ID

# An action is "thing.verb"; the acts on a file are "act.<name>" and are granted per level in admission.permissions.
ROLE_ACTIONS = {
    Role.BRANCH_SECRETARY: FILE_WORK
    | {"candidate.register", "level.branch", "class.enrol", "transfer.answer", "target.register"},
    Role.COMMITTEE_OFFICER: FILE_WORK
    | {"session.view", "level.section", "level.committee"}
    | {"target.register", "target.enter", "target.assign"}
    | {"requirement.manage", "class.enrol", "class.manage", "transfer.answer", "report.seal"},
    Role.BOARD_OFFICER: FILE_WORK
    | {"session.view", "session.manage", "session.release", "level.board"}
    | {"target.register", "target.enter", "target.assign"}
    | {"period.manage", "rules.manage", "requirement.manage", "class.enrol", "class.manage", "class.issue"}
    | {"unit.restructure", "unit.approve", "report.seal"},
    Role.RECORDER: FILE_WORK | {"session.view", "session.release", "unit.approve"},
    Role.AUDITOR: FILE_VIEW | {"session.view", "audit.view"},
    Role.UNIT_ADMIN: {"unit.view", "unit.manage", "unit.restructure", "user.manage"},
}


# Other apps add {name: function that makes an expression over grants}: what the frame of every page says of its user
# comes with the one query that is asked for each page anyway.
beside_grants = {}


WIDE = (Kind.CENTRAL, Kind.PROVINCE)


def roles_for(action):
    return [role for role, actions in ROLE_ACTIONS.items() if action in actions]


def grants_of(user):
    """The grants in force today, with their units; asked once for each user object (that is, each request)."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_grants_in_force"):
        user._grants_in_force = [grant for grant, _ in _held_by(user.pk)]
    return user._grants_in_force


def user_with_grants(pk):
    """The user of that id, whose grants need not be asked for any more; None where there is no grant in force."""
    held = _held_by(pk)
    if not held:
        return None
    _, user = held[0]
    user._grants_in_force = [grant for grant, _ in held]
    return user


def _held_by(pk):
    """[(grant in force today, its user)]"""
    return [_grant(row) for row in HELD.rows(user=pk, today=timezone.localdate())]


def _held(user, today):
    beside = {name: make() for name, make in beside_grants.items()}
    units, users = (f"unit__{name}" for name in UNIT), (f"user__{name}" for name in USER)
    rows = Grant.objects.filter(user=user).in_force(today).annotate(**beside)
    return rows.values_list(*GRANT, *units, *users, *beside)


def _grant(row):
    values = iter(row)
    grant, unit, user = (
        model.from_db(connection.alias, columns, list(islice(values, len(columns))))
        for model, columns in ((Grant, GRANT), (Unit, UNIT), (User, USER))
    )
    grant.unit = unit
    vars(grant).update(zip(beside_grants, values, strict=True))
    return grant, user


GRANT, UNIT, USER = (
    [field.attname for field in model._meta.concrete_fields] for model in (Grant, Unit, User)
)
HELD = Prepared(_held, user=-1, today=date.max)


def scope_paths(user, action):
    """Paths of the units over which the user holds the action, outermost ones only."""
    roles = set(roles_for(action))
    paths = sorted({grant.unit.path for grant in grants_of(user) if grant.role in roles})
    return [path for i, path in enumerate(paths) if not any(path.startswith(other) for other in paths[:i])]


def is_wide(user, action):
    """Does the action reach over a whole province, so that its units and files are not gone through one by one?"""
    roles = set(roles_for(action))
    return any(grant.role in roles and grant.unit.kind in WIDE for grant in grants_of(user))


def unit_held(user, action):
    """The unit of the first grant in force by which the user holds the action; None when there is none."""
    roles = set(roles_for(action))
    return next((grant.unit for grant in grants_of(user) if grant.role in roles), None)


def stands_in_for(user, action, unit):
    """Id of the person for whom the user does this in that unit; None when they hold the right themselves."""
    roles = set(roles_for(action))
    holding = [g for g in grants_of(user) if g.role in roles and unit.path.startswith(g.unit.path)]
    if any(grant.on_behalf_of_id is None for grant in holding):
        return None
    return next((grant.on_behalf_of_id for grant in holding), None)


def principal_in(user, unit_id):
    """Id of the person in whose place the user stands in a unit, whatever they do there; None for one who holds any
    role of their own over it. Where the action is known, `stands_in_for` tells exactly."""
    standing_in = [grant for grant in grants_of(user) if grant.on_behalf_of_id]
    if not standing_in:
        return None
    unit = Unit.objects.filter(pk=unit_id).only("path").first()
    over = [grant for grant in grants_of(user) if unit and unit.path.startswith(grant.unit.path)]
    if any(grant.on_behalf_of_id is None for grant in over):
        return None
    return next((grant.on_behalf_of_id for grant in over), None)


def may(user, action):
    """Does the user hold the action anywhere?"""
    return bool(scope_paths(user, action))


def can(user, action, unit):
    """May the user do this in that unit? There is no default for the unit: a right is always somewhere."""
    return any(unit.path.startswith(path) for path in scope_paths(user, action))


def holds_here(user, action, unit):
    """Does the user hold the action by a grant in this very unit? What a unit sends in its own name, nobody above or
    below sends for it."""
    roles = set(roles_for(action))
    return any(grant.unit_id == unit.pk and grant.role in roles for grant in grants_of(user))


def can_from_above(user, action, unit):
    """May the user do this in the unit above? How a unit stands in the tree is not for the unit itself to change.
    Of a unit at the top there is nobody above to ask."""
    return can(user, action, unit.parent or unit)


def rules_unit(user):
    """The topmost unit in which the user administers the rules of the whole installation; None for anybody else."""
    roles = set(roles_for("rules.manage"))
    held = (grant.unit for grant in grants_of(user) if grant.role in roles)
    return next((unit for unit in held if unit.parent_id is None), None)


def units_for(user, action):
    return Unit.objects.in_scope_of(user, action)
