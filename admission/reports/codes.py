"""Short codes that a paper prints beside figures: typed on a phone, they bring back the people behind them.

A code names a unit and the days; the number after it names the figure: "4K7N-P2M9X/12". Where a figure is of less than
that, letters after it say so: "/T3" the third month, "/L3" from the first day to the end of the third month, "/N2021"
a calendar year, "/G20" the group whose own figure is number 20, "/C1" people in none of the units of a level. A code
holds no secret and nothing is stored: whoever opens it is asked for their rights then.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from admission.catalogues import INTRODUCTIONS
from admission.faults import Fault
from admission.reports.keys import WAITS
from admission.states import Outcome, StopReason

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # a prime number of signs, none of which is taken for another
BASE = len(ALPHABET)
FIRST_DAY = date(1990, 1, 1)
DAYS = 1 << 15  # to the year 2079
SPAN = 1 << 13  # from the first day to the last one: twenty-two years

# Numbers stand on papers: never take one for anything else, and add at the end of a family only.
_STATES = (
    "source", "nurtured", "dossier", "verifying", "certified", "branch_proposed", "section_appraised",
    "committee_proposed", "submitted", "appraised", "on_agenda", "decided", "probationary", "branch_recommended",
    "section_recommended", "committee_recommended", "recognition_submitted", "recognition_appraised",
    "recognition_on_agenda",
)  # fmt: skip
_AGES = ("age_18_30", "age_31_35", "age_36_40", "age_41_50", "age_51_60", "age_over_60")
_GROUPS = (
    "female", "youth_union", "union", "ethnic_minority", "religious", "student", "pupil", "worker", "farmer",
    "civil_servant", "public_employee", "armed_forces", "private_enterprise", "retired", *_AGES,
    "edu_lower_secondary", "edu_upper_secondary", "qual_college_up",
)  # fmt: skip
_OFFICIAL = (
    "I", "I.1", "I.2", "I.3", "I.4", "I.5", "I.6", "I.7", "II.1.1", "II.1.2", "II.1.3", "II.1.4", "II.1.5", "II.1.6",
    "II.1.7", "II.1.7a", "II.1.7b", "II.1.7c", "II.1.8", "II.1.9", "II.1.10", "II.1.11", "II.1.12", "II.1.0",
    "II.2.1", "II.2.2", "II.2.3", "II.2.4", "II.2.5", "II.2.6", "II.2.7", "II.2.8", "II.2.0", "II.3.1", "II.3.2",
    "II.3.3", "II.3.4", "II.3.0", "II.4.1", "II.4.2", "II.4.3", "II.4.4", "II.4.5", "II.4.6", "II.4.0", "II.5.1",
    "II.5.2", "II.5.0", "II.5.9", "III.1", "III.1a", "III.2", "III.2a",
)  # fmt: skip
_UNKNOWN = (
    "I.4", "I.5", "I.6", "II.1.1", "II.1.2", "II.1.3", "II.1.6", "II.1.7", "II.1.7a", "II.1.7b", "II.1.7c", "II.5.1",
    "II.5.2",
)  # fmt: skip
_LEVELS = ("children", "superior", "base", "branch")
_FAMILIES = (
    (1, ("admitted", "recognised", "pool", "probation", "stopped", "struck_off", "resigned", "sent", "returned",
         "returned:files", "recognised_on_time", "recognised_late", "late", "late:pool", "late:probation")),
    (20, [f"group:{code}" for code in _GROUPS]),
    (60, [f"pool:{state}" for state in _STATES[:12]]),
    (75, [f"probation:{state}" for state in _STATES[12:]]),
    (85, [f"stopped:{reason}" for reason in StopReason]),
    (95, [f"returned:{fault}" for fault in ("none", *Fault)]),
    (105, [f"session:{outcome}" for outcome in Outcome]),
    (120, [f"stepped:{state}" for state in _STATES]),
    (150, [f"aged:{sex}:{age}" for sex in ("female", "male") for age in _AGES]),
    (165, [f"waited:{ladder}:{band}" for ladder in ("pool", "probation") for band in WAITS]),
    (175, ["introduced", *INTRODUCTIONS]),
    (300, [f"official:{row}" for row in _OFFICIAL]),
    (400, [f"official:{row}:unknown" for row in _UNKNOWN]),
    (200, [f"waited:{state}:{band}" for state in _STATES for band in (*WAITS, "late")]),
)  # fmt: skip
NUMBERS = {
    measure: n for first, family in _FAMILIES for n, measure in zip(count(first), family, strict=False)
}
MEASURES = {n: measure for measure, n in NUMBERS.items()}
_NARROWED = {
    "group": {n: one.removeprefix("group:") for n, one in MEASURES.items() if one.startswith("group:")},
    "beside": dict(enumerate(_LEVELS, start=1)),
}
_PART = re.compile(r"[TLN]\d{1,4}")


@dataclass(frozen=True)
class Span:
    """A unit, and the days from `starts` to `as_of`, both included."""

    unit_id: int
    starts: date
    as_of: date


@dataclass(frozen=True)
class Asked:
    """What a code says. `measure` is None where no number stands behind it; `group`, `beside` as in `behind.Figure`;
    `part` as "T3"."""

    span: Span
    measure: str | None = None
    group: str = ""
    beside: str = ""
    part: str = ""


def code_of(span):
    """ "4K7N-P2M9X" of a `Span`; "" for one that no code can hold."""
    day, length = (span.as_of - FIRST_DAY).days, (span.as_of - span.starts).days
    if not (0 <= day < DAYS and 0 <= length < SPAN):
        return ""
    signs = _digits((span.unit_id * SPAN + length) * DAYS + day)
    signs.append(_check(signs))
    text = "".join(ALPHABET[sign] for sign in signs)
    return f"{text[:4]}-{text[4:]}"


def figure_code(asked):
    """ "4K7N-P2M9X/1/G20" of an `Asked`; "" for what no code can hold."""
    code = code_of(asked.span)
    group = f"G{NUMBERS[f'group:{asked.group}']}" if asked.group else ""
    beside = f"C{_LEVELS.index(asked.beside) + 1}" if asked.beside else ""
    said = (str(NUMBERS[asked.measure]), asked.part, group, beside)
    return code and "/".join([code, *filter(None, said)])


def read_code(text):
    """`Asked` of what was typed, however it is spaced. Raises ValueError with a sentence to show."""
    head, *rest = text.upper().replace(" ", "").replace("\N{NO-BREAK SPACE}", "").split("/")
    signs = [ALPHABET.find(sign) for sign in head if sign not in "-.\t"]
    if -1 in signs:
        raise ValueError("Mã chỉ gồm chữ cái và chữ số, không có O, I, L và các số 0, 1.")
    if len(signs) < 6 or _check(signs[:-1]) != signs[-1]:
        raise ValueError("Mã này không đúng. Kiểm tra lại từng chữ.")
    rest_of_number, day = divmod(_number(signs[:-1]), DAYS)
    unit_id, length = divmod(rest_of_number, SPAN)
    as_of = FIRST_DAY + timedelta(day)
    said = dict(map(_said, filter(None, rest)))
    return Asked(Span(unit_id, as_of - timedelta(length), as_of), **said)


def _said(text):
    """(field of `Asked`, value) of what stands between two strokes. Raises ValueError."""
    if text.isascii() and text.isdigit():
        if int(text) not in MEASURES:
            raise ValueError(f"Không có số liệu số {text}. Xem lại số đứng sau mã.")
        return "measure", MEASURES[int(text)]
    if _PART.fullmatch(text):
        return "part", text
    name, number = {"G": "group", "C": "beside"}.get(text[0]), text[1:]
    value = number.isascii() and number.isdigit() and _NARROWED.get(name, {}).get(int(number))
    if not value:
        raise ValueError(f"Phần “/{text}” sau mã không đúng. Xem lại cách ghi trên báo cáo.")
    return name, value


def _digits(number):
    signs = []
    while number:
        number, sign = divmod(number, BASE)
        signs.insert(0, sign)
    return signs


def _number(signs):
    number = 0
    for sign in signs:
        number = number * BASE + sign
    return number


def _check(signs):
    """One wrong sign and two swapped ones change it: the base is a prime, and the weights differ."""
    return sum(weight * sign for weight, sign in enumerate(signs, start=2)) % BASE
