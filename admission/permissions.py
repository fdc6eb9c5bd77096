"""At which level of a file's ladder may a user act?"""

from admission.routes import BOARD, BRANCH, COMMITTEE, DECIDING, SECTION, level_on
from units.permissions import can, stands_in_for


def action_at(level):
    """The action of `units.permissions` that acting at a level takes."""
    return "session.release" if level == DECIDING else f"level.{level}"


def holds_level(candidate, user, level):
    """Does the user act at that level of this file's route?"""
    action, unit = _right(candidate, level)
    return unit is not None and can(user, action, unit)


def acts_at_some_level(candidate, user):
    """Does the user act at any level of this file's route, whoever's turn it is?"""
    return any(holds_level(candidate, user, level) for level in (BRANCH, SECTION, COMMITTEE, BOARD))


def on_behalf_of(candidate, user, level):
    """Id of the person for whom a user who holds that level acts there; None for one who holds it themselves."""
    return stands_in_for(user, *_right(candidate, level))


def _right(candidate, level):
    name, unit = level_on(candidate.route, level, candidate.state)
    return action_at(DECIDING if level == DECIDING else name), unit
