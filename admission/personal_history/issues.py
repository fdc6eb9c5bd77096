"""What a check finds."""

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    MISSING = "missing"  # not written yet
    ERROR = "error"  # written, and wrong
    WARNING = "warning"  # looks wrong; blocks nothing


@dataclass(frozen=True)
class Issue:
    """`field` as in `FieldRemark`: "" the section, "born", "a1b2" a row, "a1b2-born"."""

    weight: Weight
    sentence: str
    field: str = ""

    @property
    def blocks(self):
        return self.weight != Weight.WARNING


def missing(sentence, field=""):
    return Issue(Weight.MISSING, sentence, field)


def error(sentence, field=""):
    return Issue(Weight.ERROR, sentence, field)


def warning(sentence, field=""):
    return Issue(Weight.WARNING, sentence, field)
