"""What the draft of a meeting begins with: counts, numbers and people of the time before."""

from datetime import date, timedelta

import pytest

from admission.domain.numbering import Series
from admission.meetings import suggested_counts
from admission.models import Member, MemberPlacement
from tests.admission.domain.meetings import certified, opened, recorded
from tests.world import make_user, person
from units.membership import declare_members
from units.models import Basis, Period, PeriodKind, Role

pytestmark = pytest.mark.sqlite_too
PASSES = (6, 3)


def test_counts_are_suggested_by_the_newest_that_is_known(w):
    on = date(2025, 1, 1)
    assert suggested_counts(w.branch, on) is None
    declare_members(
        actor=None, unit=w.branch, on=date(2024, 1, 1), full=8, probationary=1, basis=Basis.YEAR_END
    )
    assert suggested_counts(w.branch, on).entitled == 8
    recorded(w, opened(w, certified(w, 1), entitled=9), [PASSES])
    known = suggested_counts(w.branch, on)
    assert (known.entitled, known.source[:17]) == (9, "theo cuộc họp ngà")


def test_counts_are_suggested_by_the_list_of_members(w):
    for n in range(4):
        member = Member.objects.create(
            unit=w.branch, decided_on=date(2020, 1, 1), joined_on=date(2020, 1, 2),
            full_from=date(2021, 1, 2) if n else None, **person(),
        )  # fmt: skip
        MemberPlacement.objects.create(member=member, unit=w.branch, valid_from=date(2020, 1, 2))
    known = suggested_counts(w.branch, date(2024, 1, 1))
    assert (known.entitled, known.probationary) == (3, 1)


def test_numbers_begin_anew_with_a_term(w):
    first = opened(w, certified(w, 1))
    recorded(w, first, [PASSES])
    second = opened(w, certified(w, 1, names=["Vũ Thị Lan"]))
    assert second.first_number == "06-NQ/CB"
    Period.objects.create(
        code="NK",
        kind=PeriodKind.TERM,
        name="Nhiệm kỳ",
        starts=second.held_on + timedelta(1),
        ends=second.held_on + timedelta(1800),
    )
    later = opened(w, certified(w, 1, names=["Vũ Thị Hai"]), held_on=second.held_on + timedelta(1))
    assert later.first_number == "01-NQ/CB"


@pytest.mark.parametrize("together", [True, False])
def test_number_stays_used_where_it_was_given_when_the_file_moves(w, together):
    """Whether it was given at a meeting or to a vote recorded by itself."""
    [file] = certified(w, 1)
    on = file.since + timedelta(7)
    if together:
        recorded(w, opened(w, [file], held_on=on), [PASSES])
    else:
        w.act(file, "branch_vote", on, number="05-NQ/CB")
    w.act(file, "offer_transfer", on, actor=w.officer, to_unit=w.base_branch, number="12-GCN/ĐU")
    on += timedelta(1)
    w.act(file, "receive", on, actor=make_user(Role.BRANCH_SECRETARY, w.base_branch))
    suggested = [Series(unit, "branch", on).suggested() for unit in (w.branch, w.base_branch)]
    assert suggested == ["06-NQ/CB", "01-NQ/CB"]


def test_next_meeting_is_led_by_the_same(w):
    recorded(w, opened(w, certified(w, 1)), [PASSES])
    meeting = opened(w, certified(w, 1, names=["Vũ Thị Lan"]))
    assert (meeting.chair, meeting.chair_post, meeting.place) == (
        "Trần Văn Bình",
        "Bí thư chi bộ",
        "Nhà văn hóa ấp 1",
    )
