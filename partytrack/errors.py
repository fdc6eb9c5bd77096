"""Expected refusals. Anything else that goes wrong is a bug and rises."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """One ground of a refusal, in words for the person who was refused.

    `code` names the rule, `instrument` and `clause` its source (empty for a rule of the system itself),
    `remedy` what to do now.
    """

    code: str
    sentence: str
    remedy: str = ""
    instrument: str = ""
    clause: str = ""

    @property
    def citation(self):
        return ", ".join(part for part in (self.clause, self.instrument) if part)


class Refused(Exception):
    """An act that cannot be done now; carries at least one `Reason`. Nothing has been written."""

    status = 422

    def __init__(self, *reasons, sentence="", remedy="", code="REFUSED"):
        self.reasons = reasons or (Reason(code=code, sentence=sentence, remedy=remedy),)
        super().__init__(" ".join(reason.sentence for reason in self.reasons))


class Conflict(Refused):
    """Somebody else acted on the same thing after the page was opened. `last` is their journal entry, if known."""

    status = 409

    def __init__(self, *reasons, last=None, **words):
        super().__init__(*reasons, **words)
        self.last = last
