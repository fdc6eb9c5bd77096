"""A whole personal history as somebody writes it, for tests that spoil a part of it."""

from dataclasses import replace
from datetime import date

from admission.personal_history.check import About, check
from admission.personal_history.content import parts_in
from admission.personal_history.fields import Part
from admission.personal_history.sections import SECTION_OF

TODAY = date(2026, 11, 22)
PLACE = "Xã Xuân Bắc, tỉnh Đồng Nai (xã Bảo Hòa, huyện Xuân Lộc)"


def about(**changes):
    """A woman born on 20/05/1996."""
    told = {
        "full_name": "Nguyễn Thị Hoa", "sex": "female", "born_on": date(1996, 5, 20), "citizen_id": "075196000123",
        "places": (("Quê quán", PLACE),), "today": TODAY,
    }  # fmt: skip
    return About(**{**told, **changes})


def relative(key, relation, born, **changes):
    return {
        "id": key, "relation": relation, "name": "Nguyễn Văn Hòa", "born": str(born), "life": "alive",
        "hometown": PLACE, "residence": PLACE, "occupation": "Làm ruộng", "history": "Chấp hành tốt pháp luật.",
        **changes,
    }  # fmt: skip


def job(key, first, last):
    return {"id": key, "from": first, "to": last, "work": "Công nhân", "where": "Nông trường Xuân Lộc"}


WRITTEN = {
    "so-yeu": Part({"nationality": "Việt Nam", "job": "Công nhân"}),
    "trinh-do": Part({one.name: "Không" for one in SECTION_OF["trinh-do"].fields}),
    "ket-nap-lai": Part(none=True),
    "lich-su": Part({"story": "Từ tháng 9/2002 đi học tại xã Xuân Bắc."}),
    "cong-tac": Part({}, (job("a1", "09/2002", "05/2014"), job("a2", "06/2014", "nay"))),
    "dac-diem": Part(none=True),
    "dao-tao": Part(none=True),
    "nuoc-ngoai": Part(none=True),
    "khen-thuong": Part(none=True),
    "ky-luat": Part(none=True),
    "cha-me": Part({}, (relative("b1", "father", 1970), relative("b2", "mother", 1972))),
    "vo-chong-con": Part(none=True),
    "ben-vo-chong": Part(none=True),
    "anh-chi-em": Part({}, (relative("c1", "sibling", 1999),)),
    "tu-nhan-xet": Part({"morals": "Giản dị.", "ability": "Khá.", "weakness": "Nóng vội."}),
    "cam-doan": Part({"pledged": "1", "signed_on": "20/11/2026"}),
}


def parts(**changes):
    """{key: Part}, all complete; `changes` by key with "_" for "-"."""
    return parts_in("") | WRITTEN | {key.replace("_", "-"): part for key, part in changes.items()}


def with_rows(key, *rows):
    """All complete but for the rows of one section."""
    return parts() | {key: replace(WRITTEN[key], rows=rows, none=False)}


def told(key, of, asked=None):
    """[(weight, sentence, field)] of a section."""
    return [
        (str(one.weight), one.sentence, one.field) for one in check(SECTION_OF[key], of, asked or about())
    ]
