"""Two thirds, in integers, of all who are entitled."""

from fractions import Fraction

import pytest

from admission.rules import judge
from tests.admission.rules.cases import case, holds

TWO_THIRDS = Fraction(2, 3)
majorities = pytest.mark.parametrize("code", ["BRANCH_TWO_THIRDS", "COMMITTEE_TWO_THIRDS"])


def tally(members, votes_for, *, exempt=0, present=None, against=0):
    present = members - exempt if present is None else present
    return {"all": members, "exempt_absent": exempt, "present": present, "for": votes_for, "against": against}


@majorities
@pytest.mark.parametrize("members", range(3, 41))
def test_two_thirds_of_every_number_of_members(code, members):
    for exempt in range(members):
        entitled = members - exempt
        for votes_for in range(entitled + 1):
            expected = Fraction(votes_for, entitled) >= TWO_THIRDS
            assert holds(code, votes=tally(members, votes_for, exempt=exempt)) is expected


@majorities
def test_those_who_stay_away_count(code):
    """Six of the six who came, out of ten: not enough; one published system divides by the votes cast."""
    assert holds(code, votes=tally(10, 6, present=6)) is False
    assert holds(code, votes=tally(10, 7, present=7)) is True


def test_only_the_exempt_who_are_absent_are_left_out():
    assert holds("BRANCH_TWO_THIRDS", votes=tally(10, 6, exempt=1)) is True
    assert holds("BRANCH_TWO_THIRDS", votes={"all": 10, "present": 10, "for": 6, "against": 4}) is False


@pytest.mark.parametrize(
    ("votes", "fits"),
    [
        pytest.param(tally(9, 9), True, id="all-for"),
        pytest.param(tally(9, 0, present=0), True, id="nobody-came"),
        pytest.param(tally(9, 5, against=4), True, id="all-voted"),
        pytest.param(tally(9, 5, against=5), False, id="one-vote-too-many"),
        pytest.param(tally(9, 5, against=3, present=7), False, id="more-votes-than-present"),
        pytest.param(tally(9, 5, present=10), False, id="more-present-than-members"),
        pytest.param(tally(9, 5, present=9, exempt=1), False, id="exempt-absent-and-present"),
        pytest.param(tally(9, 5, present=8, exempt=1), True, id="all-but-the-exempt"),
        pytest.param(tally(9, 0, against=-1), False, id="less-than-nothing"),
    ],
)
def test_tally_fits(votes, fits):
    assert holds("VOTE_COUNTS", votes=votes) is fits


@pytest.mark.parametrize(("members", "enough"), [(2, False), (3, True)])
def test_branch_has_three_official_members(members, enough):
    assert holds("BRANCH_OF_THREE", votes=tally(members, members)) is enough


def test_vote_that_falls_short_is_an_outcome_not_a_refusal():
    verdict = judge(case(act="branch_vote", votes=tally(9, 5)))
    assert verdict.unmet == []
    assert [reason.code for reason in verdict.short] == ["BRANCH_TWO_THIRDS"]
    assert verdict.allowed is False


def test_nobody_entitled_is_no_majority():
    assert holds("BRANCH_TWO_THIRDS", votes=tally(3, 0, present=0, exempt=3)) is False
