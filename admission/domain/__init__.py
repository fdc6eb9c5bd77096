"""Legal acts. Importing the package registers every act with the engine."""

from . import decision, intake, leaving, probation, resolution, submission

__all__ = ["decision", "intake", "leaving", "probation", "resolution", "submission"]
