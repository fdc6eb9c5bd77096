"""Who is who in a family, as item 21 of form 2-KNĐ names them. Plain Python."""

from dataclasses import dataclass

RELATIONS = (
    ("father", "Cha đẻ"),
    ("mother", "Mẹ đẻ"),
    ("father_in_law", "Cha vợ (chồng)"),
    ("mother_in_law", "Mẹ vợ (chồng)"),
    ("fosterer", "Người nuôi dưỡng"),
    ("spouse", "Vợ (chồng)"),
    ("child", "Con"),
    ("sibling", "Anh, chị, em ruột"),
    ("spouse_sibling", "Anh, chị, em ruột của vợ (chồng)"),
    ("grandparent", "Ông, bà nội ngoại"),
)
RELATION_LABELS = dict(RELATIONS)


@dataclass(frozen=True)
class Relative:
    """A relative as the applicant states them. `key` stays the same while the row is edited; `relation` is a code of
    `RELATIONS`, "" while it has not been chosen; `born` is the year, None where none can be read."""

    key: str
    relation: str
    name: str
    born: int | None
    residence: str
    abroad: bool
    deceased: bool
    party_member: bool

    @property
    def label(self):
        return RELATION_LABELS.get(self.relation, "")
