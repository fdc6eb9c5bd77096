"""How the organs of the Party are named on paper, from the kinds and names of units."""

import re

from admission.reports.letterhead import organ
from admission.rules.book import current
from units.models import UnitLink, UnitName
from units.models.unit import PEOPLE_KINDS, Kind

AREAS = {  # how the committee of an area is called, where it is not "Đảng ủy …"
    "đảng bộ tỉnh ": "Tỉnh ủy ",
    "đảng bộ thành phố ": "Thành ủy ",
    "đảng bộ thị xã ": "Thị ủy ",
    "đảng bộ huyện ": "Huyện ủy ",
    "đảng bộ quận ": "Quận ủy ",
}
PLACES = ("tỉnh ", "thành phố ", "thị xã ", "thị trấn ", "huyện ", "quận ", "xã ", "phường ", "đặc khu ")
DISTRICTS = ("đảng bộ huyện ", "đảng bộ quận ", "đảng bộ thị xã ")
STANDING = (Kind.PROVINCE, Kind.SUPERIOR)  # units whose standing committee acts for them


def committee(kind, name):
    """The body that leads a unit: "Đảng ủy xã Xuân Định" of "Đảng bộ xã Xuân Định"; of a branch, the branch."""
    if kind in PEOPLE_KINDS:
        return name
    lowered = name.lower()
    for start, called in AREAS.items():
        if lowered.startswith(start) and (kind in STANDING or start in DISTRICTS):
            return called + name[len(start) :]
    return f"Đảng ủy {name[len('đảng bộ ') :]}" if lowered.startswith("đảng bộ ") else f"Đảng ủy {name}"


def deciding_body(kind, name, day):
    """Who decides on a day: "Ban Thường vụ Huyện ủy Xuân Lộc"; of a base committee the whole committee, until the rules
    give it to the standing committee (QĐ 208-QĐ/TW)."""
    rule = f"DECIDER_{kind.upper()}"
    book = current()
    standing = rule in book.provisions and "ban thường vụ" in book.provision(rule, day).body
    body = committee(kind, name)
    return f"Ban Thường vụ {body}" if standing or kind in STANDING else body


def on_behalf(kind, name):
    return organ(kind, name).on_behalf


def symbol(kind, name):
    return organ(kind, name).symbol


def archive(kind, name):
    """Last line of the recipients: "Lưu Chi bộ."."""
    return f"Lưu {organ(kind, name).committee}."


def place(names):
    """Where a paper is written: the area in the first of these names of units that names one; "" when none does."""
    for name in names:
        for area in PLACES:
            for found in re.finditer(rf"(?<!\w){area}(?=\S)", name, re.IGNORECASE):
                first = name[found.end()]
                if first.isupper() or first.isdigit():  # "xã Xuân Định", "phường 7"; not "Bảo hiểm xã hội"
                    return name[found.end() :]
    return ""


class Names:
    """Units by their names of one day."""

    def __init__(self, units, day):
        self.day = day
        self.units = {unit.pk: unit for unit in units if unit}
        links = UnitLink.objects.on(day).filter(unit__in=self.units).select_related("parent")
        self.parents = {link.unit_id: link.parent for link in links if link.parent}
        self.units |= {parent.pk: parent for parent in self.parents.values()}
        self.names = dict(UnitName.objects.on(day).filter(unit__in=self.units).values_list("unit_id", "name"))

    def of(self, unit):
        return self.names.get(unit.pk, unit.name) if unit else ""

    def above(self, unit):
        """The unit that stood above on the day, or None."""
        return self.parents.get(unit.pk) if unit else None
