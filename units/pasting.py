"""A column pasted from a table: lines of names or codes with a figure, matched with units."""

import re
from dataclasses import dataclass, field

from partytrack import vi
from partytrack.text import clean_text

MOST = 9_999_999
_FIGURE = r"(?P<value>\d{1,3}(?:[. ]\d{3})+|\d+)"
_ASKED = re.compile(rf"^(?:(?P<floor>từ|≥|>=)\s*)?{_FIGURE}(?:\s*(?P<more>trở lên))?$", re.IGNORECASE)
_IN_ONE = re.compile(
    r"^(?P<name>.*\S)[\s:;,–-]+(?P<asked>(?:(?:≥|>=)\s*)?\d[\d.]*(?:\s*trở lên)?)$", re.IGNORECASE
)
_FLOOR = re.compile(r"[\s:;,–-]+từ$", re.IGNORECASE)
_ORDINAL = re.compile(r"^\d+\s*[.)]\s+")
_TOTAL = ("cong", "tong", "tong cong", "tong so", "toan dang bo")
_KINDS = ("dang bo ", "dang uy ", "chi bo ", "chi uy ", "huyen uy ", "thanh uy ", "thi uy ")
_AREAS = (
    "bo phan ",
    "xa ",
    "phuong ",
    "thi tran ",
    "dac khu ",
    "huyen ",
    "thanh pho ",
    "thi xa ",
    "quan ",
    "co so ",
)


@dataclass(frozen=True)
class Unclear:
    """A line that was not taken over: its number, what it says, why, and what to do."""

    number: int
    text: str
    why: str
    remedy: str


@dataclass
class Pasted:
    """`figures`: {unit id: (people, is a floor)} of the lines that are clear."""

    figures: dict[int, tuple[int, bool]] = field(default_factory=dict)
    unclear: list[Unclear] = field(default_factory=list)


def read(text, units):
    """The `Pasted` figures of these units. Figures alone, without names, are those of the units in their order."""
    names, pasted, lines_of = _Names(units), Pasted(), {}
    lines = clean_text(text, multiline=True).split("\n")
    if _is_bare(lines, names):
        return _in_order(lines, units)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        cells, asked = _cells(line, names)
        if any(fold(cell) in _TOTAL for cell in cells):
            continue
        found = names.of(cells)
        if problem := _problem(found, asked, line):
            pasted.unclear.append(Unclear(number, " ".join(line.split()), *problem))
        else:
            lines_of.setdefault(found[0], []).append((number, line, asked))
    for unit, lines in lines_of.items():
        if len({asked for *_, asked in lines}) == 1:
            pasted.figures[unit.pk] = lines[0][2]
            continue
        why = f"{unit.name} có {len(lines)} dòng với số khác nhau."
        pasted.unclear += [
            Unclear(number, " ".join(line.split()), why, "Giữ lại một dòng rồi dán lại, hoặc gõ số vào ô.")
            for number, line, _ in lines
        ]
    pasted.unclear.sort(key=lambda line: line.number)
    return pasted


def _is_bare(lines, names):
    """A column of figures alone: something in it is a figure, and nothing names a unit."""
    cells = [line.strip() for line in lines]
    others = [cell for cell in cells if cell and figure(cell) is None]
    named = any(
        re.search(r"[\t|]", cell) or _IN_ONE.match(cell) and re.search(r"[^\W\d]", cell) for cell in others
    )
    return any(map(figure, cells)) and not named and not any(names.of([cell]) for cell in cells if cell)


def _in_order(lines, units):
    """One line for each unit; an empty line is none of its figure."""
    pasted = Pasted()
    if len(lines) != len(units):
        why = f"Có {len(lines)} dòng số cho {len(units)} đơn vị, không rõ số nào của đơn vị nào."
        remedy = "Chép cả cột tên đơn vị, hoặc đủ số dòng theo thứ tự trên trang này, rồi dán lại."
        return Pasted(unclear=[Unclear(1, " ".join(lines[0].split()), why, remedy)])
    for number, (line, unit) in enumerate(zip(lines, units, strict=True), 1):
        if asked := figure(line):
            pasted.figures[unit.pk] = asked
        elif line.strip():
            pasted.unclear.append(Unclear(number, line.strip(), *_no_figure(line)))
    return pasted


def _problem(found, asked, line):
    if len(found) > 1:
        names = ", ".join(unit.name for unit in found[:4])
        return f"Khớp với nhiều đơn vị: {names}.", "Ghi đủ tên hoặc mã đơn vị rồi dán lại."
    if not found:
        return "Không có đơn vị trực thuộc nào mang tên hoặc mã này.", "Sửa tên cho khớp rồi dán lại."
    return _no_figure(line) if asked is None else None


def _no_figure(line):
    """Why a line has no number of people."""
    if re.search(r"\d[.,]\d+$", line.strip()):
        return "Số người phải là số nguyên.", "Viết như 120 hoặc 1.950, không có dấu phẩy, rồi dán lại."
    return "Không thấy số người.", "Ghi số ở cột cuối cùng rồi dán lại."


def _cells(line, names):
    """(cells that may name a unit, (people, is a floor) or None) of one line. The number of "Chi bộ ấp 7" alone is none
    of people."""
    cells = [cell for part in re.split(r"[\t|]", line) if (cell := _ORDINAL.sub("", part.strip()))]
    if len(cells) == 1 and not names.of(cells) and (parts := _IN_ONE.match(cells[0])):
        return [_FLOOR.sub("", parts["name"])], figure(parts["asked"])
    asked = figure(cells[-1]) if len(cells) > 1 else None
    return (cells[:-1] if asked else cells), asked


def figure(text):
    """ "1.950" → (1950, False), "từ 6 trở lên" → (6, True); None for anything else."""
    found = _ASKED.match(text.strip())
    if not found:
        return None
    value = int(re.sub(r"\D", "", found["value"]))
    return (value, bool(found["floor"] or found["more"])) if value <= MOST else None


def fold(text):
    """Without accents, case and marks: "Đảng bộ xã Xuân-Định" → "dang bo xa xuan dinh"."""
    return " ".join(re.sub(r"\W|_", " ", vi.fold(text)).split())


class _Names:
    """Units by code, by name, and by what is left of a name without the kind of unit and of area."""

    def __init__(self, units):
        self.by = [{}, {}, {}, {}]
        for unit in units:
            for level, key in zip(self.by, _keys(unit.code, unit.name), strict=True):
                if key:
                    level.setdefault(key, []).append(unit)

    def of(self, cells):
        """The units that the cells name: by the surest way in which any of them names one."""
        for level, keys in zip(
            self.by, zip(*(_keys(cell, cell) for cell in cells), strict=True), strict=True
        ):
            found = {unit.pk: unit for key in keys for unit in level.get(key, ())}
            if found:
                return list(found.values())
        return []


def _keys(code, name):
    whole = fold(name)
    bare = _without(whole, _KINDS)
    return fold(code), whole, bare, _without(bare, _AREAS)


def _without(text, starts):
    return next((text[len(start) :] for start in starts if text.startswith(start)), text)
