"""A section as its page shows it: blanks with what was written, what the checks say, and what reviewers remarked."""

from dataclasses import dataclass, field

from admission.models import FieldRemark
from admission.personal_history.check import check
from admission.personal_history.fields import TICKED, Field, Kind, Section
from admission.personal_history.issues import Issue, Weight
from admission.personal_history.times import read_month

MANY_MISSING = 6  # more empty blanks than these are counted, not listed


@dataclass(frozen=True)
class Blank:
    field: Field
    name: str  # "born", or "a1b2-born" in a row
    value: str
    issues: list[Issue] = field(default_factory=list)
    remarks: list[FieldRemark] = field(default_factory=list)

    @property
    def errors(self):
        return [issue for issue in self.issues if issue.weight == Weight.ERROR]

    @property
    def warnings(self):
        return [issue for issue in self.issues if issue.weight == Weight.WARNING]

    @property
    def ticked(self):
        return self.value == TICKED

    @property
    def shown(self):
        """As a reader sees it."""
        if self.field.kind == Kind.TICK:
            return "Có" if self.ticked else "Không"
        return dict(self.field.choices).get(self.value, self.value) or "—"


@dataclass(frozen=True)
class Row:
    id: str
    title: str
    blanks: list[Blank]
    issues: list[Issue]
    remarks: list[FieldRemark]
    is_open: bool


@dataclass(frozen=True)
class SectionPage:
    section: Section
    blanks: list[Blank]
    rows: list[Row]
    none: bool
    issues: list[Issue]  # of the section as a whole, and of rows that are gone
    remarks: list[FieldRemark]
    missing: list[tuple[str, str]]  # (name, words) of empty blanks
    missing_count: int
    is_begun: bool

    @property
    def errors(self):
        return [issue for issue in self.issues if issue.weight == Weight.ERROR]

    @property
    def warnings(self):
        return [issue for issue in self.issues if issue.weight == Weight.WARNING]

    @property
    def lacks(self):
        """Sentences about the section that say what is still to be written."""
        return [issue for issue in self.issues if issue.weight == Weight.MISSING]

    @property
    def all_blanks(self):
        return [*self.blanks, *(blank for row in self.rows for blank in row.blanks)]

    @property
    def is_done(self):
        blocked = any(issue.blocks for issue in self.issues) or self.missing_count
        return self.is_begun and not blocked and not any(blank.errors for blank in self.all_blanks)

    @property
    def places(self):
        """(field, words) of everything that a remark can be made on."""
        found = [("", "Cả mục này"), *((blank.name, blank.field.label) for blank in self.blanks)]
        for row in self.rows:
            found.append((row.id, row.title))
            found += [(blank.name, f"{row.title}: {blank.field.label.lower()}") for blank in row.blanks]
        return found


def page_of(section, parts, about, remarks, *, extra=()):
    """The `SectionPage`. `remarks`: those of this section; `extra`: ids of empty rows to add at the end."""
    part = parts[section.key]
    issues = check(section, parts, about)
    rows = [*_in_order(part.rows), *({"id": row} for row in extra)]
    names = {blank.name for blank in section.fields} | _names(section, rows)

    def on(name, found):
        return [one for one in found if one.field == name]

    def blanks(fields, texts, prefix=""):
        return [
            Blank(one, prefix + one.name, texts.get(one.name, ""), on(prefix + one.name, issues),
                  on(prefix + one.name, remarks))
            for one in fields
        ]  # fmt: skip

    own = blanks(section.fields, part.fields)
    shown = [_row(section, i, row, blanks, on, issues, remarks, extra) for i, row in enumerate(rows, start=1)]
    lacking = _missing(section, issues, own, shown)
    return SectionPage(
        section, own, shown, part.none,
        issues=[one for one in issues if one.field not in names],
        remarks=[one for one in remarks if one.field not in names],
        missing=lacking if len(lacking) <= MANY_MISSING else [],
        missing_count=len(lacking), is_begun=not part.is_empty,
    )  # fmt: skip


def _names(section, rows):
    ids = [row["id"] for row in rows]
    return {*ids, *(f"{row}-{one.name}" for row in ids for one in section.row_fields)}


def _row(section, i, row, blanks, on, issues, remarks, extra):
    prefix = f"{row['id']}-"
    own = blanks(section.row_fields, row, prefix)
    said, marked = on(row["id"], issues), on(row["id"], remarks)
    wrong = any(one.errors or any(remark.is_open for remark in one.remarks) for one in own)
    is_open = row["id"] in extra or wrong or any(one.is_open for one in marked)
    return Row(row["id"], row_title(section, i, row), own, said, marked, is_open)


def row_title(section, i, row):
    """ "Giai đoạn 2: 09/2014 – 05/2018, Học sinh", "Cha đẻ: Nguyễn Văn Hòa"."""
    head = f"{section.row_name} {i}"
    if any(one.name == "relation" for one in section.row_fields):
        label = dict(section.row_field("relation").choices).get(row.get("relation", ""))
        head, told = row.get("called") or label or head, [row.get("name", "")]
    else:
        span = " – ".join(filter(None, (row.get("from"), row.get("to"))))
        told = [
            span or row.get("on", ""),
            row.get("work") or row.get("what") or row.get("subject") or row.get("country"),
        ]
    words = ", ".join(filter(None, told))
    return f"{head}: {words}" if words else head


def _missing(section, issues, blanks, rows):
    titles = {blank.name: blank.field.label for blank in blanks}
    titles |= {
        blank.name: f"{row.title}: {blank.field.label.lower()}" for row in rows for blank in row.blanks
    }
    return [
        (one.field, titles[one.field])
        for one in issues
        if one.weight == Weight.MISSING and one.field in titles
    ]


def _in_order(rows):
    """Rows by their first month; where one cannot be read, as they were typed."""
    months = [read_month(row.get("from") or row.get("on", "")) for row in rows]
    return (
        [row for _, row in sorted(zip(months, rows, strict=True), key=lambda pair: pair[0])]
        if all(months)
        else rows
    )
