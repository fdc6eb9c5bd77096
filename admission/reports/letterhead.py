"""Whose paper it is: organ, symbol and signature of a report, from the kind of unit."""

from dataclasses import dataclass
from datetime import date

from .labels import long_day

BLANK = "……"  # to fill in by pen


@dataclass(frozen=True)
class Letterhead:
    """What the figures cannot know. Everything left out prints as a blank for the pen."""

    parent: str = ""  # name of the unit above on the day; no line for the top of the tree
    name: str = ""  # of the unit on the day, where that is not what it is called today
    number: str = ""
    symbol: str = ""  # of the organ, where the usual one is wrong: "ĐUCA"
    place: str = ""
    on: date | None = None
    signer_title: str = ""  # "Bí thư"
    signer: str = ""
    recipients: tuple[str, ...] = ()


PEN = Letterhead()  # everything to be filled in by pen


@dataclass(frozen=True)
class Organ:
    symbol: str
    committee: str
    on_behalf: str


BRANCH = Organ("CB", "Chi bộ", "T/M CHI BỘ")
COMMITTEE = Organ("ĐU", "Đảng ủy", "T/M ĐẢNG ỦY")
BY_KIND = {
    "branch": BRANCH,
    "base_branch": BRANCH,
    "section": COMMITTEE,
    "base_committee": COMMITTEE,
    "central": Organ("TW", "Văn phòng Trung ương Đảng", "T/M BAN CHẤP HÀNH TRUNG ƯƠNG"),
}
BY_NAME = (  # above the base a standing committee signs, and the place names the committee
    ("đảng bộ tỉnh ", "TU", "Văn phòng Tỉnh ủy"),
    ("đảng bộ thành phố ", "TU", "Văn phòng Thành ủy"),
    ("đảng bộ thị xã ", "TU", "Văn phòng Thị ủy"),
    ("đảng bộ huyện ", "HU", "Văn phòng Huyện ủy"),
    ("đảng bộ quận ", "QU", "Văn phòng Quận ủy"),
    ("", "ĐU", "Văn phòng Đảng ủy"),
)


def organ(kind, name):
    """The organ that issues papers for a unit of this kind and name."""
    if kind in BY_KIND:
        return BY_KIND[kind]
    symbol, committee = next(rest for start, *rest in BY_NAME if name.lower().startswith(start))
    return Organ(symbol, committee, "T/M BAN THƯỜNG VỤ")


def surroundings(kind, name, letterhead=PEN, *, series="BC", recipients=()):
    """What templates/reports/_letterhead.html and _signatures.html need, for a unit of this kind and name."""
    issuer = organ(kind, name)
    on = long_day(letterhead.on) if letterhead.on else f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    return {
        "parent_organ": letterhead.parent.upper(),
        "issuing_organ": name.upper(),
        "number": f"{letterhead.number or BLANK}-{series}/{letterhead.symbol or issuer.symbol}",
        "place_and_date": f"{letterhead.place or BLANK * 2}, {on}",
        "on_behalf": issuer.on_behalf,
        "signer_title": (letterhead.signer_title or BLANK * 2).upper(),
        "signer": letterhead.signer or BLANK * 4,
        "recipients": [*(letterhead.recipients or recipients), f"Lưu {issuer.committee}"],
    }
