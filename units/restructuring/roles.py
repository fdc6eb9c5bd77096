"""Roles in units that end: they go on in the new unit from the effective day, or end then."""

from datetime import date

from django.db.models import Q

from units.models import Grant
from units.models.restructuring import GrantRule


def follow_grants(moves):
    """Whoever holds a role in a merged unit holds it in the new one, once; in a unit that simply ends nobody does."""
    running = Q(valid_to__isnull=True) | Q(valid_to__gt=moves.on)
    ending = list(Grant.objects.filter(running, unit__in=moves.gone).select_for_update().order_by("pk"))
    follows = moves.restructuring.grant_rule == GrantRule.FOLLOW
    heir_of = {grant.pk: moves.heirs.get(grant.unit_id) if follows else None for grant in ending}
    _give(moves, [grant for grant in ending if heir_of[grant.pk]], running)
    for grant in ending:
        moves.touch("grants", grant.pk, grant.unit_id, heir_of[grant.pk])
        said = {"grant": grant.pk, "role": grant.role, "valid_to": moves.on}
        moves.record("units.grant_ended", f"user:{grant.user_id}", grant.unit_id, **said)
    moves.changes.set_each((grant, {"valid_to": max(moves.on, grant.valid_from)}) for grant in ending)


def _give(moves, grants, running):
    """The same roles in the new units; one that somebody has there already, or had in two merged ones, is given only
    where it lasts longer there than any of the others."""
    there = Grant.objects.filter(running, unit__in=set(moves.heirs.values())).order_by("pk")
    until = {}
    for grant in there:
        key = _key(grant, grant.unit_id)
        until[key] = max(until.get(key, date.min), _end(grant))
    given = []
    for grant in sorted(grants, key=_end, reverse=True):
        key = _key(grant, moves.heirs[grant.unit_id])
        if _end(grant) > until.get(key, date.min):
            until[key] = _end(grant)
            given.append(
                Grant(
                    user_id=grant.user_id,
                    unit_id=moves.heirs[grant.unit_id],
                    role=grant.role,
                    valid_from=max(moves.on, grant.valid_from),
                    valid_to=grant.valid_to,
                    on_behalf_of_id=grant.on_behalf_of_id,
                )  # fmt: skip
            )
    for grant in moves.changes.make(Grant, given):
        said = {"grant": grant.pk, "role": grant.role, "valid_from": grant.valid_from}
        said |= {"valid_to": grant.valid_to, "on_behalf_of": grant.on_behalf_of_id}
        moves.record("units.grant_given", f"user:{grant.user_id}", grant.unit_id, **said)


def _key(grant, unit_id):
    return grant.user_id, unit_id, grant.role, grant.on_behalf_of_id


def _end(grant):
    return grant.valid_to or date.max
