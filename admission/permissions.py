"""At which level of a file's ladder may a user act?"""

from admission.routes import DECIDING, level_on
from units.permissions import can


def action_at(level):
    """The action of `units.permissions` that acting at a level takes."""
    return "session.release" if level == DECIDING else f"level.{level}"


def holds_level(candidate, user, level):
    """Does the user act at that level of this file's route?"""
    name, unit = level_on(candidate.route, level, candidate.state)
    return unit is not None and can(user, action_at(DECIDING if level == DECIDING else name), unit)
