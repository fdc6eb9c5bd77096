"""What other apps add to a restructuring; each of these is a list, or a dict, that they fill when they start."""

from dataclasses import dataclass, field
from datetime import date

from units.models import Restructuring, User

from .changes import Changes

# Functions (moves) -> [`Reason`]: what stands in the way, asked when the tree is changed and nothing has followed yet.
objections = []
# Functions (moves): move what the app keeps of the units in `moves.heirs`, through `moves.changes`.
followers = []
# Functions (effective day, day) -> {(label, period's name or ""): number} at the end of the day: what must be the same
# before and after.
sums = []
# Functions (restructuring) -> [`Reason`]: why it cannot be undone any more, besides rows that changed since.
dependents = []
# {section: function (user, ids) -> {id: (words, url or "")}}: how the rows of a section are called, to this user.
describers = {}
# {section: title}, in the order of the page.
SECTIONS = {
    "grants": "Vai trò của người dùng",
    "targets": "Chỉ tiêu",
    "members_declared": "Số đảng viên đã báo cáo",
}
# Functions (day, period) -> {unit id: {column: number}}: what each branch itself has, for the bridge table.
branch_figures = []
# Functions (day, period, unit ids) -> {column: number}: the same columns of these units with all below them on the day,
# counted another way: the control of the bridge table.
unit_figures = []
# Functions (user, branch) -> [`Person`]: who can be chosen to leave it, as far as the user may see them.
people = []
# {table: column of the bridge table}: in which one row of the table that goes from one branch to another counts.
goes_in = {}
# {table: function (plan, rows, entries)}: undoes changed rows of a table that cannot simply be set back; rows as in a
# trace; `entries` is what the journal gets.
restorers = {}


@dataclass(frozen=True)
class Person:
    """Somebody in a branch. `rows`: what goes with them, as (section, id), the first is their `key`; `words`: the name
    with what tells two of the same name apart."""

    rows: tuple[tuple[str, int], ...]
    name: str
    words: str

    @property
    def key(self):
        section, pk = self.rows[0]
        return f"{section}:{pk}"


@dataclass(frozen=True)
class Sending:
    """People who leave a branch for another: `people` as `RestructuringStep` keeps them."""

    old: int
    new: int
    people: dict[str, dict[str, list[int]]]

    def ids(self, section, what):
        return set((self.people or {}).get(section, {}).get(what, ()))


@dataclass
class Moves:
    """What a restructuring does, while it is done. `heirs`: {id of a merged unit: id of the unit it goes on in};
    `closed`: ids of the units that end without one; `sendings`: who leaves a branch that is divided.

    `touched` collects {section: [[row's id, unit before, unit after]]}, `entries` what the journal gets at the end.
    """

    restructuring: Restructuring
    on: date
    actor: User | None
    heirs: dict[int, int] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    sendings: list[Sending] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)
    touched: dict[str, list] = field(default_factory=dict)
    entries: list[dict] = field(default_factory=list)

    @property
    def gone(self):
        """Ids of all units that end."""
        return [*self.heirs, *self.closed]

    @property
    def divided(self):
        """Ids of the branches that people leave."""
        return {sending.old for sending in self.sendings}

    def touch(self, section, row_id, before, after):
        self.touched.setdefault(section, []).append([row_id, before, after])

    def record(self, event, subject, unit_id, *, uid=None, **body):
        """One journal entry, dated on the effective day."""
        body = {"restructuring": self.restructuring.pk, **body}
        entry = {"event": event, "subject": subject, "unit_id": unit_id, "on": self.on, "actor": self.actor}
        self.entries.append({**entry, "uid": uid, **body})
