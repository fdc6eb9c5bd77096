"""People who do not exist. Family and middle names are as frequent as in life; given names begin with F, J, W or Z,
which no Vietnamese word does, and citizen numbers with 999, which no province has."""

from datetime import date
from itertools import product

from admission.catalogues import KINH, NO_RELIGION
from partytrack.fields import encrypt, fingerprint
from partytrack.vi import fold, name_key

FAMILIES = {
    "Nguyễn": 33, "Trần": 11, "Lê": 10, "Phạm": 7, "Hoàng": 5, "Phan": 5, "Vũ": 4, "Võ": 4, "Đặng": 3, "Bùi": 3,
    "Đỗ": 3, "Hồ": 2, "Ngô": 2, "Dương": 2, "Lý": 2, "Đinh": 1, "Lò": 1, "Nông": 1, "Giàng": 1,
}  # fmt: skip
MIDDLES = {
    "male": {
        "Văn": 35,
        "Đức": 10,
        "Quang": 8,
        "Minh": 8,
        "Hữu": 8,
        "Công": 6,
        "Xuân": 6,
        "Thanh": 5,
        "Ngọc": 5,
    },
    "female": {"Thị": 50, "Ngọc": 10, "Thu": 8, "Thanh": 8, "Minh": 6, "Phương": 5, "Kim": 5, "Hồng": 5},
}
GIVEN = [
    first + rest
    for first, rest in product(
        "FJWZ",
        ("an", "ang", "anh", "âm", "ân", "ăng", "âu", "ên", "ết", "iên", "iếu", "inh", "oa", "oan", "òng", "ong",
         "úc", "uân", "uệ", "ùng", "ương", "ưu", "uyên", "uyết", "ỹ"),
    )
]  # fmt: skip
OCCUPATIONS = {
    "farmer": 25, "worker": 18, "civil_servant": 12, "public_employee": 16, "student": 8, "pupil": 2,
    "armed_forces": 6, "private_enterprise": 9, "retired": 1, "other": 3,
}  # fmt: skip
ETHNICITIES = {KINH: 80, "tay": 6, "thai": 4, "muong": 4, "mong": 3, "khome": 1, "nung": 2}
RELIGIONS = {NO_RELIGION: 88, "buddhism": 6, "catholicism": 5, "other": 1}
QUALIFICATIONS = {
    "none": 35,
    "elementary": 8,
    "intermediate": 17,
    "college": 13,
    "university": 24,
    "master": 3,
}
PLACES = {f"Xã mẫu {n}, tỉnh mẫu {n % 34 + 1}": 1 for n in range(200)}
COLUMNS = (
    "full_name", "sort_key", "search", "sex", "born_on", "citizen_id", "citizen_id_mark", "ethnicity", "religion",
    "birthplace", "hometown", "residence", "occupation", "schooling", "qualification", "youth_union_on",
    "trade_union_on",
)  # fmt: skip
POOL = 4096  # combinations of traits
EPOCH = date(1900, 1, 1).toordinal()


class Calendar:
    """Days as numbers, and their ISO texts looked up instead of made."""

    def __init__(self, last):
        self.texts = [date.fromordinal(n).isoformat() for n in range(EPOCH, last.toordinal() + 1)]

    def __getitem__(self, ordinal):
        return self.texts[ordinal - EPOCH]


class People:
    """Makes up one person after another. `names`: how many different ones there are."""

    def __init__(self, rng, calendar, names):
        self.rng, self.calendar, self.number = rng, calendar, 0
        self.names = {sex: [self._name(sex) for _ in range(names)] for sex in MIDDLES}
        self.traits = [self._traits() for _ in range(POOL)]

    def _draw(self, choices):
        return self.rng.choices(list(choices), choices.values())[0]

    def _name(self, sex):
        name = f"{self._draw(FAMILIES)} {self._draw(MIDDLES[sex])} {self.rng.choice(GIVEN)}"
        return name, name_key(name), fold(name)

    def _traits(self):
        sex = self._draw({"female": 45, "male": 55})
        place = self._draw(PLACES)
        schooling = self._draw({"upper_secondary": 90, "lower_secondary": 9, "primary": 1})
        row = (
            self._draw(ETHNICITIES), self._draw(RELIGIONS), place, place, self._draw(PLACES),
            self._draw(OCCUPATIONS), schooling, self._draw(QUALIFICATIONS),
        )  # fmt: skip
        return sex, row, self.rng.random() < 0.7, self.rng.random() < 0.3

    def next(self, on):
        """A row of `COLUMNS` of somebody between 19 and 55 on the day, mostly young."""
        self.number += 1
        draw = self.rng.random
        sex, row, youth, union = self.traits[int(draw() * POOL)]
        names = self.names[sex]
        citizen_id = f"999{self.number:09}"
        age = 19 + 36 * draw() ** 2
        born = on - int(age * 365.25)
        return (
            *names[int(draw() * len(names))], sex, self.calendar[born], encrypt(citizen_id), fingerprint(citizen_id),
            *row,
            self.calendar[born + 5900] if youth and age < 32 else None,
            self.calendar[born + 6900] if union else None,
        )  # fmt: skip
