"""A month in a district: three branches of two base committees have 21 files, one board prepares their session.

What happened before the month is laid through the engine; so are those acts of the month of which one is enough to see
in the browser.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from admission.models import Candidate
from partytrack.journal.dispatch import dispatch, paused
from tests.e2e.cast import PASSWORD, Cast
from tests.world import LONG_AGO, make_unit, make_user
from units.models import Grant, Kind, Role, TargetBy, Unit, User
from units.targets import enter_target

TODAY = timezone.localdate()
REGISTERED = TODAY - timedelta(90)
BRANCHES_MEET = TODAY - timedelta(27)
COMMITTEES_MEET = TODAY - timedelta(20)
SUBMITTED = TODAY - timedelta(18)
LAST_DAY = TODAY - timedelta(15)
APPRAISED = TODAY - timedelta(12)
SESSION = TODAY - timedelta(5)
TARGET = 16
FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng")
GIVEN_NAMES = ("An", "Bình", "Cường")
NAMES = [f"{family} Thị {given}" for given in GIVEN_NAMES for family in FAMILY_NAMES]


@dataclass
class Committee:
    """A base committee with its officer; for each of its branches the secretary and the names on its files."""

    unit: Unit
    officer: User
    branches: list[tuple[Unit, User, list[str]]]

    @property
    def names(self):
        return [name for _, _, names in self.branches for name in names]


def lay_ground(people: Cast):
    """The two `Committee`s, with 21 files that wait for their branches and a target for the year."""
    w = people.world
    other = make_unit("Đảng bộ xã Bảo Hòa", Kind.BASE_COMMITTEE, w.district)
    Grant.objects.create(user=w.officer, unit=other, role=Role.COMMITTEE_OFFICER, valid_from=LONG_AGO)
    of_two = [w.branch, make_unit("Chi bộ Trường Trung học phổ thông", Kind.BRANCH, w.commune)]
    of_one = [make_unit("Chi bộ ấp Hòa Bình", Kind.BRANCH, other)]
    names = iter(NAMES)
    committees = [
        Committee(unit, make_user(Role.COMMITTEE_OFFICER, unit), [
            (branch, make_user(Role.BRANCH_SECRETARY, branch), [next(names) for _ in range(7)])
            for branch in branches
        ])
        for unit, branches in ((w.commune, of_two), (other, of_one))
    ]  # fmt: skip
    User.objects.update(password=make_password(PASSWORD))
    with paused():
        for committee in committees:
            for branch, _, names_there in committee.branches:
                for name in names_there:
                    _ready_for_branch(w, branch, name)
    enter_target(
        actor=None, unit=w.district, period=people.this_year, by=TargetBy.ASSIGNED, value=TARGET,
        decided_on=TODAY, decision="01-NQ/HU",
    )  # fmt: skip
    dispatch()
    return committees


def _ready_for_branch(w, branch, name):
    born_on = REGISTERED.replace(year=REGISTERED.year - 25, day=1)
    file = w.climb(w.file(branch, on=REGISTERED, full_name=name, born_on=born_on), to="certified", step=7)
    w.act(file, "file_papers", file.since)


def act_on_all(people: Cast, act, on, *, state):
    """The same act on every file that stands at `state`."""
    with paused():
        for file in Candidate.objects.filter(state=state).order_by("id"):
            people.world.act(file, act, on)
    dispatch()
