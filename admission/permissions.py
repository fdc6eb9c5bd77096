"""At which level of a file's ladder may a user act?"""

from admission.routes import BOARD, BRANCH, COMMITTEE, DECIDING, RECEIVER, SECTION, level_on, route_of
from units.permissions import can, stands_in_for


def action_at(level):
    """The action of `units.permissions` that acting at a level takes."""
    return "session.release" if level == DECIDING else f"level.{level}"


def holds_level(candidate, user, level):
    """Does the user act at that level of this file's route?"""
    return any(unit is not None and can(user, action, unit) for _, action, unit in _rights(candidate, level))


def level_taken(candidate, user, level):
    """The name of the level at which a user who holds it acts, as the journal keeps it."""
    return _right(candidate, user, level)[0]


def acts_at_some_level(candidate, user):
    """Does the user act at any level of this file's route, whoever's turn it is?"""
    return any(holds_level(candidate, user, level) for level in (BRANCH, SECTION, COMMITTEE, BOARD))


def receives(user, unit):
    """Does the user answer for a branch to which files are offered?"""
    return any(
        place is not None and can(user, action, place) for _, action, place in _rights_to_receive(unit)
    )


def on_behalf_of(candidate, user, level):
    """Id of the person for whom a user who holds that level acts there; None for one who holds it themselves."""
    return stands_in_for(user, *_right(candidate, user, level)[1:])


def _right(candidate, user, level):
    return next(
        right for right in _rights(candidate, level) if right[2] is not None and can(user, *right[1:])
    )


def _rights(candidate, level):
    """[(name of the level, action, unit)]: any one of them does."""
    if level == RECEIVER:
        return _rights_to_receive(candidate.offer.to_unit)
    name, unit = level_on(candidate.route, level, candidate.state)
    return [(name, action_at(DECIDING if level == DECIDING else name), unit)]


def _rights_to_receive(unit):
    route = route_of(unit)
    return [(BRANCH, action_at(BRANCH), route.branch), (COMMITTEE, action_at(COMMITTEE), route.committee)]
