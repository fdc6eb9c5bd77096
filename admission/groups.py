"""The groups that admitted people are counted in, in printing order, and who belongs to which. Plain Python."""

from admission.catalogues import COLLEGE_UP, KINH, NO_RELIGION

OCCUPATION_GROUPS = {
    "student": "Sinh viên",
    "pupil": "Học sinh",
    "worker": "Công nhân",
    "farmer": "Nông dân",
    "civil_servant": "Cán bộ, công chức",
    "public_employee": "Viên chức",
    "armed_forces": "Lực lượng vũ trang",
    "private_enterprise": "Chủ và người lao động doanh nghiệp tư nhân",
    "retired": "Hưu trí",
}
AGE_GROUPS = {
    "age_18_30": "18 đến 30 tuổi",
    "age_31_35": "31 đến 35 tuổi",
    "age_36_40": "36 đến 40 tuổi",
    "age_41_50": "41 đến 50 tuổi",
    "age_51_60": "51 đến 60 tuổi",
    "age_over_60": "Trên 60 tuổi",
}
AGE_LIMITS = {
    "age_18_30": 30,
    "age_31_35": 35,
    "age_36_40": 40,
    "age_41_50": 50,
    "age_51_60": 60,
}  # last full year
SCHOOLING_GROUPS = {
    "edu_lower_secondary": "Tốt nghiệp trung học cơ sở",
    "edu_upper_secondary": "Tốt nghiệp trung học phổ thông",
}
GROUPS = {
    "female": "Nữ",
    "youth_union": "Đoàn viên Đoàn TNCS Hồ Chí Minh",
    "union": "Đoàn viên công đoàn",
    "ethnic_minority": "Dân tộc thiểu số",
    "religious": "Người theo tôn giáo",
    **OCCUPATION_GROUPS,
    **AGE_GROUPS,
    **SCHOOLING_GROUPS,
    "qual_college_up": "Trình độ cao đẳng trở lên",
}


def age_on(born_on, day):
    """Full years lived on the day."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def age_group(born_on, day):
    """The age group on the day; "" below eighteen."""
    age = age_on(born_on, day)
    if age < 18:
        return ""
    return next((code for code, last in AGE_LIMITS.items() if age <= last), "age_over_60")


def groups_of(person, *, on):
    """The codes of all groups that a person belongs to on the day.

    `person` has the attributes sex, born_on, ethnicity, religion, occupation, schooling, qualification (codes of
    `admission.catalogues`), youth_union_on and trade_union_on (None for who is no member).
    """
    marks = {
        "female": person.sex == "female",
        "youth_union": bool(person.youth_union_on) and person.youth_union_on <= on,
        "union": bool(person.trade_union_on) and person.trade_union_on <= on,
        "ethnic_minority": person.ethnicity != KINH,
        "religious": person.religion != NO_RELIGION,
        "qual_college_up": person.qualification in COLLEGE_UP,
    }
    codes = {code for code, holds in marks.items() if holds}
    codes |= {person.occupation, f"edu_{person.schooling}", age_group(person.born_on, on)} & GROUPS.keys()
    return codes
