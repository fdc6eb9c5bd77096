"""How many votes carry, by the figures of the rule book and by the rules that judge the act."""

import uuid
from datetime import date

import pytest

from admission.meeting_words import tally_of
from admission.meetings import needed
from admission.models import Meeting, MeetingItem
from admission.rules import Case, judge

pytestmark = pytest.mark.django_db
HELD_ON = date(2026, 9, 1)
BODIES = {
    "branch": ("branch_vote", "BRANCH_TWO_THIRDS"),
    "committee": ("committee_vote", "COMMITTEE_TWO_THIRDS"),
}


def meeting_of(members, *, exempt=0, body="branch"):
    return Meeting(
        body=body, held_on=HELD_ON, entitled=members, exempt_absent=exempt, opened_by_request=uuid.uuid4()
    )


def passes(meeting, votes_for):
    """What the rules of the act say of this vote."""
    act, code = BODIES[meeting.body]
    votes = {
        "all": meeting.entitled, "exempt_absent": meeting.exempt_absent, "present": meeting.counted,
        "for": votes_for, "against": 0,
    }  # fmt: skip
    verdict = judge(Case(act=act, on=meeting.held_on, person={}, facts={"votes": votes}))
    return code not in [reason.code for reason in verdict.short]


@pytest.mark.parametrize("body", BODIES)
def test_votes_needed_are_the_least_that_the_rules_let_pass(body):
    wrong = []
    for members in range(3, 41):
        for exempt in range(members):
            meeting = meeting_of(members, exempt=exempt, body=body)
            least = needed(meeting)
            if passes(meeting, least - 1) or not passes(meeting, least):
                wrong.append((members, exempt, least))
    assert wrong == []


@pytest.mark.parametrize(
    ("members", "least"), [(3, 2), (4, 3), (5, 4), (6, 4), (7, 5), (9, 6), (10, 7), (40, 27)]
)
def test_votes_needed_of_so_many(members, least):
    assert needed(meeting_of(members)) == least


def test_nothing_is_needed_where_nobody_votes_or_is_counted():
    assert [needed(meeting_of(9, body="section")), needed(meeting_of(2, exempt=2)), needed(meeting_of(None))] == [
        None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("votes_for", "words", "tone"),
    [
        (None, "Cần ít nhất 6/9 tán thành", "info"),
        (5, "Không đạt: 5/9. Cần ít nhất 6/9 tán thành", "bad"),
        (6, "Đạt: 6/9. Cần ít nhất 6/9 tán thành", "ok"),
    ],
)
def test_tally_is_told_while_it_is_a_draft(votes_for, words, tone):
    assert tally_of(meeting_of(10, exempt=1), MeetingItem(votes_for=votes_for)) == (words, tone)
