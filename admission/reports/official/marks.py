"""Which rows of the official table a person counts in. Plain Python.

A mark is a word that rows.yaml names. One that ends in "?" says that nobody knows.
"""

from admission.catalogues import JOB_OF_OCCUPATION, NO_RELIGION
from admission.groups import age_on

AGES = {
    "age_18_30": 30,
    "age_31_35": 35,
    "age_36_40": 40,
    "age_41_45": 45,
    "age_46_50": 50,
    "age_51_55": 55,
    "age_56_60": 60,
}  # last full year
ADULT = 18
COMPANY = "company"
PRIVATE = "private_enterprise"
MAY_HOLD_TITLE = "doctor"  # professors are doctors: QĐ 37/2018/QĐ-TTg, Art. 4


def marks_of(person, *, on):
    """Marks of somebody admitted on the day.

    `person` has sex, born_on, religion, occupation, schooling, qualification, youth_union_on; job, academic_title,
    private_owner, foreign_marriage, family_planning ("" or None where nobody asked); readmitted (bool).
    """
    marks = {
        "admitted",
        _age(age_on(person.born_on, on)),
        f"edu_{person.schooling}",
        f"qual_{person.qualification}",
    }
    marks |= _job(person) | {_title(person), _owner(person)}
    marks |= {
        _said(person.foreign_marriage, "foreign_marriage"),
        _said(person.family_planning, "family_planning"),
    }
    held = {
        "female": person.sex == "female",
        "religious": person.religion != NO_RELIGION,
        "youth_union": bool(person.youth_union_on) and person.youth_union_on <= on,
        "readmitted": person.readmitted,
    }
    return frozenset(marks | {mark for mark, holds in held.items() if holds}) - {""}


def _age(years):
    if years < ADULT:
        return "age?"
    return next((mark for mark, last in AGES.items() if years <= last), "age_over_60")


def _job(person):
    """What was stated, or what the group of occupations says by itself; else among which rows it must be."""
    job = person.job or JOB_OF_OCCUPATION.get(person.occupation)
    if job is None:
        return {"job?", "private?" if person.occupation == PRIVATE else "office?"}
    return {job, COMPANY} if job.startswith(f"{COMPANY}_") else {job}


def _title(person):
    if person.academic_title and person.academic_title != "none":
        return f"title_{person.academic_title}"
    return "no_title" if person.academic_title or person.qualification != MAY_HOLD_TITLE else "title?"


def _owner(person):
    """Only who is of the private economy may be an owner."""
    if person.private_owner or person.occupation == PRIVATE:
        return _said(person.private_owner, "private_owner")
    return ""


def _said(answer, mark):
    return {"yes": mark, "no": ""}.get(answer, f"{mark}?")
