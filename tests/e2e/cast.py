"""The people of the journeys: a small district whose users know their password, with a year to report on."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from tests.world import World, make_user, world
from units.models import Period, PeriodKind, Role, User
from units.periods import open_period

PASSWORD = "bốn mùa hoa trái 1"


@dataclass
class Cast:
    """`secretary` works for the one branch that the journeys are about; `world` acts before they begin."""

    world: World
    secretary: User
    this_year: Period

    def file(self, on):
        """A young person's file, registered on that day."""
        return self.world.file(on=on, born_on=date(on.year - 25, 5, 20))


def cast():
    w = world()
    secretary = make_user(Role.BRANCH_SECRETARY, w.branch, "Lê Thị Cúc")
    User.objects.update(password=make_password(PASSWORD))
    for user in (secretary, *filter(lambda one: isinstance(one, User), vars(w).values())):
        user.refresh_from_db()
    return Cast(w, secretary, year(w, timezone.localdate().year))


def year(w, number):
    days = {"starts": date(number, 1, 1), "ends": date(number, 12, 31)}
    return open_period(actor=w.board, kind=PeriodKind.YEAR, name=f"Năm {number}", **days)
