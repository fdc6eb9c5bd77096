"""Checks of item 21: who must be named, and ages that cannot be."""

from dataclasses import dataclass

from admission.relatives import RELATION_LABELS

from .family import DECEASED, FAMILY
from .issues import error, missing, warning
from .times import read_year

# Years between two births, general knowledge and no rule of the Party. Below `at_least` nobody can be what is stated:
# an error. Above `at_most` it is so rare that a slip of the pen is likelier: a warning, since it may yet be true.
# `older`: the relative is the older one of the two.


@dataclass(frozen=True)
class AgeGap:
    at_least: int
    at_most: int
    older: bool = True


AGE_GAPS = {
    "father": AgeGap(14, 70),
    "mother": AgeGap(14, 70),
    "fosterer": AgeGap(14, 90),
    "grandparent": AgeGap(28, 140),
    "child": AgeGap(14, 70, older=False),
}
YOUNGEST_SPOUSE = 16  # years of age; the law asks for 18 or 20, older marriages were earlier
SIBLINGS_APART = 35
SPOUSES_APART = 40
CHILD = 15  # up to this age nobody is asked for an occupation or a political history
ONLY_ONE = ("father", "mother", "father_in_law", "mother_in_law")
UNASKED_OF_CHILDREN = ("occupation", "history")


def check_rows(part, about):
    """Issues of each relative of a section."""
    for row in part.rows:
        yield from _check_age(row, about)
        yield from _check_death(row, about)
        if row.get("relation") == "grandparent" and not row.get("called"):
            yield missing("Ghi rõ ông nội, bà nội, ông ngoại hay bà ngoại.", f"{row['id']}-called")
    for code in ONLY_ONE:
        for row in [row for row in part.rows if row.get("relation") == code][1:]:
            yield error(f"{RELATION_LABELS[code]} đã khai ở trên.", f"{row['id']}-relation")


def _check_age(row, about):
    born, relation, field = read_year(row.get("born", "")), row.get("relation"), f"{row['id']}-born"
    if born is None:
        return
    label, own = RELATION_LABELS.get(relation, ""), about.born_on.year
    if born > about.today.year:
        yield error("Năm sinh ở tương lai.", field)
    elif relation in AGE_GAPS:
        yield from _check_gap(AGE_GAPS[relation], label, born, own, field)
    elif relation == "spouse":
        if about.today.year - born < YOUNGEST_SPOUSE:
            yield error(f"Vợ (chồng) sinh năm {born} thì chưa đủ {YOUNGEST_SPOUSE} tuổi.", field)
        elif abs(born - own) > SPOUSES_APART:
            yield warning(f"Vợ (chồng) chênh nhau {abs(born - own)} tuổi. Kiểm tra lại năm sinh.", field)
    elif relation == "sibling" and abs(born - own) > SIBLINGS_APART:
        yield warning(f"Anh, chị, em chênh nhau {abs(born - own)} tuổi. Kiểm tra lại năm sinh.", field)


def _check_gap(gap, label, born, own, field):
    years = own - born if gap.older else born - own
    side = "hơn" if gap.older else "kém"
    if years < gap.at_least:
        yield error(
            f"{label} sinh năm {born}, người xin vào Đảng sinh năm {own}: phải {side} ít nhất {gap.at_least} tuổi.",
            field,
        )
    elif years > gap.at_most:
        yield warning(f"{label} sinh năm {born}, {side} {years} tuổi. Kiểm tra lại năm sinh.", field)


def _check_death(row, about):
    born, died = read_year(row.get("born", "")), read_year(row.get("died", ""))
    field = f"{row['id']}-died"
    if died is None:
        return
    if row.get("life") != DECEASED:
        yield error("Đã ghi năm mất: chọn “Đã mất”.", f"{row['id']}-life")
    if died > about.today.year or (born and died < born):
        yield error("Năm mất phải sau năm sinh và không ở tương lai.", field)
    elif row.get("relation") == "mother" and died < about.born_on.year:
        yield error(f"Mẹ đẻ không thể mất trước năm {about.born_on.year}.", field)
    elif row.get("relation") == "father" and died < about.born_on.year - 1:
        yield error(f"Cha đẻ không thể mất trước năm {about.born_on.year - 1}.", field)


def check_parents(part, about, parts):
    """Both a father and a mother are stated, or it is said why one is not."""
    yield from check_rows(part, about)
    stated = {row.get("relation") for row in part.rows}
    for code in ("father", "mother"):
        if code not in stated:
            sentence = f"Chưa khai {RELATION_LABELS[code].lower()}."
            yield warning(sentence) if part.text("absent_parent") else missing(sentence)


def check_spouse(part, about, parts):
    yield from check_rows(part, about)


def check_in_laws(part, about, parts):
    """Whoever states a spouse states their parents too; parents are old enough for the spouse."""
    yield from check_rows(part, about)
    spouses = [row for row in parts["vo-chong-con"].rows if row.get("relation") == "spouse"]
    if part.none and spouses:
        yield error("Đã khai vợ (chồng): khai cả cha mẹ vợ (chồng).")
    stated = {row.get("relation") for row in part.rows}
    for code in ("father_in_law", "mother_in_law"):
        if spouses and not part.none and code not in stated:
            yield missing(f"Chưa khai {RELATION_LABELS[code].lower()}.")
    years = [year for spouse in spouses if (year := read_year(spouse.get("born", "")))]
    for row in part.rows:
        born = read_year(row.get("born", ""))
        if row.get("relation") in ("father_in_law", "mother_in_law") and born and len(years) == 1:
            label = RELATION_LABELS[row["relation"]]
            apart = years[0] - born
            if apart < AGE_GAPS["father"].at_least:
                yield error(
                    f"{label} sinh năm {born}, vợ (chồng) sinh năm {years[0]}: "
                    f"phải hơn ít nhất {AGE_GAPS['father'].at_least} tuổi.", f"{row['id']}-born",
                )  # fmt: skip
            elif apart > AGE_GAPS["father"].at_most:
                yield warning(
                    f"{label} hơn vợ (chồng) {apart} tuổi. Kiểm tra lại năm sinh.", f"{row['id']}-born"
                )


def check_siblings(part, about, parts):
    """No child of the same mother before she could have had one."""
    yield from check_rows(part, about)
    mothers = [row for row in parts["cha-me"].rows if row.get("relation") == "mother"]
    born = read_year(mothers[0].get("born", "")) if mothers else None
    for row in part.rows:
        year = read_year(row.get("born", ""))
        if born and year and year - born < AGE_GAPS["mother"].at_least:
            yield warning(
                f"Mẹ đẻ sinh năm {born}, người này sinh năm {year}. Kiểm tra lại.", f"{row['id']}-born"
            )


def is_unasked(row, name, about):
    """Of a small child neither occupation nor political history is asked."""
    born = read_year(row.get("born", ""))
    return name in UNASKED_OF_CHILDREN and born is not None and about.today.year - born <= CHILD


FAMILY_CHECKS = dict(
    zip(
        (one.key for one in FAMILY), (check_parents, check_spouse, check_in_laws, check_siblings), strict=True
    )
)
