"""Members: those who came of a file, and those who were members before there were files."""

from datetime import date
from functools import cache

from admission.models import Member, MemberPlacement
from admission.rules.probation import probation_ends
from admission.scale.loading import Loader, Table
from admission.scale.people import COLUMNS

OWN_COLUMNS = ("id", "candidate_id", "unit_id", "decided_on", "joined_on", "full_from", "left_on")
LONGEST = 40 * 365  # days that somebody has been a member at most


@cache
def full_from(ceremony):
    """The day (ISO) on which the twelve months from a ceremony (ordinal) end."""
    return probation_ends(date.fromordinal(ceremony)).isoformat()


class Members:
    def __init__(self, calendar):
        self.calendar, self.count = calendar, 0
        self.members = Table(Member, *OWN_COLUMNS, *COLUMNS)
        self.placements = Table(MemberPlacement, "member_id", "unit_id", "valid_from", "valid_to")
        self.tables = self.members, self.placements

    def of_file(self, file, unit, facts, person):
        """The member who came of a file; `facts` as the file has them."""
        _, decided, ceremony, full, _, ended, _ = facts
        self._add(file, unit, (decided, ceremony, full, ended), person)

    def write_others(self, homes, *, rng, today, people):
        """One member, official for years, in each of these branches."""
        earliest = today - 5 * 365
        with Loader(*self.tables) as loader:
            for home in homes:
                joined = earliest - int((LONGEST - 5 * 365) * rng.random())
                days = self.calendar[joined - 10], self.calendar[joined], self.calendar[joined + 365], None
                self._add(None, str(home.pk), days, people.next(joined))
                loader.give_way()

    def _add(self, file, unit, days, person):
        self.count += 1
        pk = str(self.count)
        self.members.rows.append((pk, file, unit, *days, *person))
        self.placements.rows.append((pk, unit, days[1], days[3]))
