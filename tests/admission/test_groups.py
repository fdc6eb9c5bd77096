from dataclasses import dataclass
from datetime import date

import pytest

from admission.catalogues import (
    COLLEGE_UP,
    ETHNIC_GROUPS,
    OCCUPATIONS,
    PROVINCES,
    QUALIFICATIONS,
    RELIGIONS,
    SCHOOLING,
)
from admission.groups import GROUPS, OCCUPATION_GROUPS, age_group, groups_of


@dataclass
class Someone:
    sex: str = "male"
    born_on: date = date(1990, 5, 10)
    ethnicity: str = "kinh"
    religion: str = "none"
    occupation: str = "other"
    schooling: str = "upper_secondary"
    qualification: str = "none"
    youth_union_on: date | None = None
    trade_union_on: date | None = None


@pytest.mark.parametrize(
    ("catalogue", "size"), [(ETHNIC_GROUPS, 54), (PROVINCES, 34), (RELIGIONS, 18), (OCCUPATIONS, 10)]
)
def test_catalogue_is_complete_and_its_codes_and_labels_are_unique(catalogue, size):
    assert len({code for code, _ in catalogue}) == len({label for _, label in catalogue}) == size


def test_catalogues_fit_the_groups():
    assert set(OCCUPATION_GROUPS) == {code for code, _ in OCCUPATIONS} - {"other"}
    assert {f"edu_{code}" for code, _ in SCHOOLING} & set(GROUPS) == {
        "edu_lower_secondary",
        "edu_upper_secondary",
    }
    assert tuple(code for code, _ in QUALIFICATIONS)[-4:] == COLLEGE_UP


@pytest.mark.parametrize(
    ("day", "group"),
    [
        (date(2008, 5, 9), ""),
        (date(2008, 5, 10), "age_18_30"),
        (date(2021, 5, 9), "age_18_30"),
        (date(2021, 5, 10), "age_31_35"),
        (date(2026, 5, 10), "age_36_40"),
        (date(2031, 5, 10), "age_41_50"),
        (date(2051, 5, 9), "age_51_60"),
        (date(2051, 5, 10), "age_over_60"),
    ],
)
def test_age_group_changes_on_the_birthday(day, group):
    assert age_group(date(1990, 5, 10), day) == group


def test_groups_of_somebody_in_no_special_group():
    assert groups_of(Someone(), on=date(2021, 1, 1)) == {"age_18_30", "edu_upper_secondary"}


def test_groups_of_somebody_in_most_groups():
    person = Someone(
        sex="female",
        ethnicity="tay",
        religion="buddhism",
        occupation="worker",
        schooling="lower_secondary",
        qualification="college",
        youth_union_on=date(2006, 3, 26),
        trade_union_on=date(2022, 1, 1),
    )
    assert groups_of(person, on=date(2021, 12, 31)) == {
        "female",
        "youth_union",
        "ethnic_minority",
        "religious",
        "worker",
        "age_31_35",
        "edu_lower_secondary",
        "qual_college_up",
    }
    assert "union" in groups_of(person, on=date(2022, 1, 1))
