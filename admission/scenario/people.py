"""Invented people: names as common as they are in Vietnam, and everything else that identifies a person."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from admission.catalogues import KINH, NO_RELIGION, PROVINCES
from admission.rules.spans import add_months

_FAMILY = {
    "Nguyễn": 314, "Trần": 109, "Lê": 89, "Phạm": 59, "Hoàng": 46, "Huỳnh": 31, "Vũ": 24, "Võ": 23, "Phan": 29,
    "Trương": 20, "Bùi": 22, "Đặng": 21, "Đỗ": 19, "Ngô": 15, "Hồ": 13, "Dương": 12, "Đinh": 11, "Đoàn": 9, "Lâm": 8,
    "Mai": 8, "Trịnh": 8, "Đào": 8, "Cao": 7, "Lý": 7, "Hà": 7, "Lưu": 6, "Lương": 6, "Thái": 5, "Châu": 5, "Tạ": 5,
    "Phùng": 5, "Tô": 4, "Vương": 4, "Văn": 4, "Tăng": 3, "Quách": 3, "Kiều": 3, "Tôn Thất": 1,
}  # fmt: skip
_MIDDLE = {
    "male": (
        "Văn Văn Văn Văn Hữu Đức Minh Quang Xuân Công Thanh Đình Ngọc Quốc Anh Tuấn Thành Duy Hoàng Trọng "
        "Tiến Bá Mạnh Việt Gia Viết Thế"
    ),
    "female": (
        "Thị Thị Thị Thị Thị Thu Ngọc Thanh Thùy Kim Phương Hồng Minh Mỹ Bích Thúy Hoài Lan Khánh Diệu Bảo "
        "Như Quỳnh Hải"
    ),
}
_GIVEN = {
    "male": (
        "An Anh Bảo Bình Chiến Chung Cường Dũng Duy Dương Đại Đạt Đông Đức Giang Hải Hào Hiếu Hiệp Hòa Hoàng "
        "Hùng Huy Hưng Khải Khánh Khoa Kiên Lâm Linh Lợi Long Mạnh Minh Nam Nghĩa Nhân Phong Phú Phúc Phước "
        "Quân Quang Quốc Quý Sơn Tài Tâm Tân Thái Thắng Thanh Thành Thiện Thịnh Thuận Tiến Toàn Trí Trung "
        "Trường Tú Tuấn Tùng Việt Vinh Vũ"
    ),
    "female": (
        "An Anh Ánh Bích Châu Chi Diễm Diệp Dung Duyên Đào Giang Hà Hằng Hạnh Hiền Hoa Hòa Hồng Huệ Hương "
        "Huyền Khánh Lan Liên Linh Loan Ly Mai My Nga Ngân Ngọc Nguyệt Nhàn Nhi Nhung Oanh Phương Phượng "
        "Quyên Quỳnh Tâm Thảo Thu Thủy Thúy Thư Thương Trà Trang Trinh Tuyết Uyên Vân Vy Xuân Yến"
    ),
}
# Family names, middle and given names of women, of men. Empty: as among the Kinh.
_PEOPLES = {
    "tay": ("Nông Hoàng Lý Bế Triệu Đàm Ma Hà Chu Lương", "", ""),
    "thai": ("Lò Cà Quàng Tòng Lường Vi Hà Cầm", "", ""),
    "muong": ("Bùi Đinh Quách Hà Bạch Phùng", "", ""),
    "nung": ("Nông Hoàng Lý Vi Lương Triệu Mã Lục", "", ""),
    "mong": ("Vàng Giàng Sùng Thào Lý Hạng Tráng Cứ", "Thị:Mỷ Thị:Dợ Thị:Sua", "A:Páo A:Sình Mí:Chá Seo:Lử"),
    "dao": ("Triệu Bàn Phàn Đặng Lý Chảo", "Mùi:Pham Thị:Mẩy Thị:Liều", "Tà:Phin Văn:Sơn Phụ:Kinh Văn:Chòi"),
    "kho_me": ("Thạch Sơn Kim Danh Lâm Châu", "Thị:Sa Thị:Phol Thị:Na", "Văn:Thia Sóc:Khane Minh:Rinh"),
    "e_de": ("Niê Mlô Ayun Kbuôr Êban", "H'Hen H'Bia H'Linh H'Yer", "Y:Ngông Y:Thinh Y:Blô Y:Wơn"),
    "co_ho": ("", "Ka:Brẻo Ka:Duyên Ka:Thúy", "K'Brôi K'Tèo K'Brèo"),
}  # fmt: skip
_WEIGHTS = {
    "tay": 18,
    "thai": 18,
    "muong": 14,
    "nung": 11,
    "mong": 14,
    "dao": 9,
    "kho_me": 10,
    "e_de": 4,
    "co_ho": 2,
}
_GIVEN_FIRST = ("e_de",)  # H'Hen Niê, Y Ngông Niê: the clan's name stands last
_RELIGIONS = {"catholicism": 50, "buddhism": 30, "protestantism": 10, "cao_dai": 5, "hoa_hao": 5}
_YEARS = {
    "age_18_30": (20, 30),
    "age_31_35": (31, 35),
    "age_36_40": (36, 40),
    "age_41_50": (41, 50),
    "age_51_60": (51, 58),
    "age_over_60": (61, 64),
}


@dataclass(frozen=True, kw_only=True)
class Person:
    """One invented person and the days of every act up to the goal.

    `goal`: the last state of `admission.states.State`; where a session of the deciding body concluded other than to
    admit, `outcome` says so and `days["decide"]` is the day of that session.
    """

    index: int
    unit: str
    family: str
    middle: str
    given: str
    sex: str
    born_on: date
    ethnicity: str
    religion: str
    occupation: str
    schooling: str
    qualification: str
    youth_union_on: date | None
    trade_union_on: date | None
    hometown: str
    citizen_id: str
    goal: str
    days: dict[str, date] = field(default_factory=dict)
    outcome: str = ""
    reason: str = ""

    @property
    def full_name(self):
        return " ".join(part for part in (self.family, self.middle, self.given) if part)


class Registry:
    """Makes people; no two share a citizen ID."""

    def __init__(self, rng):
        self._rng, self._ids = rng, set()

    def person(self, traits, days, *, reason="", **fields):
        """A person of these traits. The age group holds on the day of the ceremony, or else on the last of the days."""
        rng = self._rng
        first, on = min(days.values()), days.get("ceremony") or max(days.values())
        born_on = _born(traits, on, rng)
        sixteen, grown = add_months(born_on, 16 * 12), add_months(born_on, 18 * 12)
        ethnicity = _drawn(_WEIGHTS, rng) if traits.minority else KINH
        province, hometown = rng.choice(PROVINCES)
        family, middle, given = _name(traits.sex, ethnicity, rng)
        return Person(
            family=family,
            middle=middle,
            given=given,
            sex=traits.sex,
            born_on=born_on,
            ethnicity=ethnicity,
            religion=_drawn(_RELIGIONS, rng) if traits.religious else NO_RELIGION,
            occupation=traits.occupation,
            schooling=traits.schooling,
            qualification=traits.qualification,
            youth_union_on=_between(sixteen, min(first, add_months(sixteen, 72)), rng)
            if traits.youth_union
            else None,
            trade_union_on=_between(min(grown, first), first, rng) if traits.trade_union else None,
            hometown=hometown,
            citizen_id=self._citizen_id(province, traits.sex, born_on),
            days=days,
            reason=reason,
            **fields,
        )

    def _citizen_id(self, province, sex, born_on):
        """Twelve digits: province, century and sex, year of birth, a number."""
        century = 2 * max(0, born_on.year // 100 - 19) + (sex == "female")
        while True:
            made = f"0{province}{century}{born_on.year % 100:02}{self._rng.randrange(1_000_000):06}"
            if made not in self._ids:
                self._ids.add(made)
                return made


def official_name(rng):
    """The name of somebody who helps, signs or chairs."""
    sex = rng.choice(("male", "female"))
    return " ".join(_name(sex, KINH, rng))


def _drawn(weights, rng):
    return rng.choices(list(weights), list(weights.values()))[0]


def _between(first, last, rng):
    return first + timedelta(rng.randint(0, max(0, (last - first).days)))


def _born(traits, on, rng):
    low, high = _YEARS[traits.age]
    if traits.occupation == "pupil" and traits.age == "age_18_30":
        return add_months(on, -12 * 18) - timedelta(rng.randint(150, 350))  # of age when the branch votes
    if traits.occupation == "student" and traits.age == "age_18_30":
        high = 23
    return add_months(on, -12 * rng.randint(low, high)) - timedelta(rng.randint(1, 364))


def _name(sex, ethnicity, rng):
    """(family, middle, given) in the order in which they are written."""
    families, women, men = _PEOPLES.get(ethnicity, ("", "", ""))
    own = (women if sex == "female" else men).split()
    family = rng.choice(families.split()) if families else "" if own else _drawn(_FAMILY, rng)
    if not own:
        return family, rng.choice(_MIDDLE[sex].split()), rng.choice(_GIVEN[sex].split())
    middle, _, given = rng.choice(own).rpartition(":")
    return (
        (middle or given, given if middle else "", family)
        if ethnicity in _GIVEN_FIRST
        else (family, middle, given)
    )
