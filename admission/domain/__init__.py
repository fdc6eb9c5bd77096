"""Legal acts. Importing the package registers every act with the engine."""

from . import (
    certificates,
    decision,
    extension,
    helpers,
    intake,
    leaving,
    probation,
    resolution,
    sources,
    submission,
    training,
)

__all__ = [
    "certificates",
    "decision",
    "extension",
    "helpers",
    "intake",
    "leaving",
    "probation",
    "resolution",
    "sources",
    "submission",
    "training",
]
