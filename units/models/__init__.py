from .access import Grant, Role, User
from .target import Basis, MembershipCount, Period, PeriodKind, Target, TargetBy
from .unit import Kind, Tag, Unit, UnitLink, UnitName, UnitPower

__all__ = [
    "Basis",
    "Grant",
    "Kind",
    "MembershipCount",
    "Period",
    "PeriodKind",
    "Role",
    "Tag",
    "Target",
    "TargetBy",
    "Unit",
    "UnitLink",
    "UnitName",
    "UnitPower",
    "User",
]
