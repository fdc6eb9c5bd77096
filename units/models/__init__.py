from .access import Grant, Role, User
from .restructuring import (
    GrantRule,
    Restructuring,
    RestructuringStatus,
    RestructuringStep,
    RestructuringTrace,
    StepKind,
    TargetRule,
    UnitSuccession,
)
from .target import Basis, How, MembershipCount, Period, PeriodKind, Target, TargetBy
from .unit import Kind, Tag, Unit, UnitLink, UnitName, UnitPower

__all__ = [
    "Basis",
    "Grant",
    "GrantRule",
    "How",
    "Kind",
    "MembershipCount",
    "Period",
    "PeriodKind",
    "Restructuring",
    "RestructuringStatus",
    "RestructuringStep",
    "RestructuringTrace",
    "Role",
    "StepKind",
    "Tag",
    "Target",
    "TargetBy",
    "TargetRule",
    "Unit",
    "UnitLink",
    "UnitName",
    "UnitPower",
    "UnitSuccession",
    "User",
]
