"""Legal acts. Importing the package registers every act with the engine."""

from . import (
    certificates,
    decision,
    extension,
    helpers,
    intake,
    leaving,
    papers,
    probation,
    resolution,
    rulebook,
    sources,
    special,
    submission,
    training,
    transfer,
    verification,
)

__all__ = [
    "certificates",
    "decision",
    "extension",
    "helpers",
    "intake",
    "leaving",
    "papers",
    "probation",
    "resolution",
    "rulebook",
    "sources",
    "special",
    "submission",
    "training",
    "transfer",
    "verification",
]
