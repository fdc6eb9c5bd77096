"""The votes of branch and base committee: what is written, and the eve of every boundary."""

from datetime import date, timedelta

import pytest

from admission.models import Candidate
from admission.models.dossier import PaperCode
from admission.states import State
from partytrack.errors import Refused
from partytrack.journal.models import Entry
from tests.admission.domain.refusals import why
from tests.world import LONG_AGO

STATES = (State.CERTIFIED, State.BRANCH_PROPOSED, State.PROBATIONARY, State.BRANCH_RECOMMENDED)
pytestmark = [pytest.mark.sqlite_too, pytest.mark.django_db]
DAY = timedelta(1)
VOTES = {
    "branch_vote": (State.CERTIFIED, "secretary", "branch", "admission", PaperCode.KND_6),
    "committee_vote": (State.BRANCH_PROPOSED, "officer", "committee", "admission", PaperCode.KND_8),
    "branch_recommendation": (State.PROBATIONARY, "secretary", "branch", "recognition", PaperCode.KND_13),
    "committee_recommendation": (
        State.BRANCH_RECOMMENDED, "officer", "committee", "recognition", PaperCode.KND_15,
    ),
}  # fmt: skip
every_vote = pytest.mark.parametrize("name", VOTES)


def change(file, **columns):
    """The person turns out to be another one."""
    Candidate.objects.filter(pk=file.pk).update(**columns)


@every_vote
def test_vote_is_kept_with_its_paper_and_counted_in_the_journal(shelf, name):
    state, actor, body, round_, code = VOTES[name]
    file = shelf.file(state)
    on = shelf.day_of(file, name)
    tally = {"entitled": 10, "exempt_absent": 1, "present": 8, "votes_for": 6, "votes_against": 2}
    done = shelf.act(file, name, actor, on, number="12-NQ", **tally)
    resolution = file.resolutions.order_by("-id").first()
    assert (resolution.body, resolution.round, resolution.held_on) == (body, round_, on)
    assert (resolution.number, resolution.passed, resolution.counted) == ("12-NQ", True, 9)
    assert {key: getattr(resolution, key) for key in tally} == tally
    assert file.papers.filter(code=code, issued_on=on, number="12-NQ").count() == 1
    assert tally.items() <= done.entry.body.items()


@every_vote
@pytest.mark.parametrize(
    ("entitled", "exempt", "votes_for", "passes"),
    [
        (9, 0, 6, True),
        (9, 0, 5, False),
        (10, 0, 6, False),
        (10, 1, 6, True),
        (3, 0, 2, True),
        (4, 0, 2, False),
    ],
)
def test_two_thirds_are_taken_of_all_who_are_entitled(shelf, name, entitled, exempt, votes_for, passes):
    state, actor, *_ = VOTES[name]
    file = shelf.file(state)
    tally = {"entitled": entitled, "exempt_absent": exempt, "present": votes_for, "votes_for": votes_for}
    done = shelf.act(file, name, actor, votes_against=0, **tally)
    assert (done.file.state != state, file.resolutions.order_by("-id").first().passed) == (passes, passes)


@every_vote
@pytest.mark.parametrize(
    "tally",
    [
        pytest.param({"present": 9, "votes_for": 7, "votes_against": 3}, id="more-votes-than-present"),
        pytest.param({"present": 10, "votes_for": 9, "votes_against": 0}, id="more-present-than-entitled"),
        pytest.param({"exempt_absent": 1, "present": 9, "votes_for": 9}, id="present-and-exempt-absent"),
    ],
)
def test_tally_that_does_not_add_up_is_refused(shelf, name, tally):
    state, actor, *_ = VOTES[name]
    assert why(shelf.act, shelf.file(state), name, actor, **tally) == ["VOTE_COUNTS"]


@pytest.mark.parametrize("name", ["branch_vote", "branch_recommendation"])
def test_branch_of_two_cannot_vote(shelf, name):
    state, actor, *_ = VOTES[name]
    tally = {"entitled": 2, "present": 2, "votes_for": 2}
    assert why(shelf.act, shelf.file(state), name, actor, **tally) == ["BRANCH_OF_THREE"]


def before_the_eighteenth_birthday(file, on):
    change(file, born_on=date(on.year - 18, on.month, on.day) + DAY, youth_union_on=on)


def with_primary_school(file, on):
    change(file, schooling="primary")


def with_a_certificate_of_sixty_months_and_a_day(file, on):
    file.papers.filter(code=PaperCode.CERTIFICATE).update(issued_on=date(on.year - 5, on.month, on.day) - DAY)


def with_sponsors_who_are_probationary(file, on):
    file.sponsors.update(full_from=on + DAY)


def without_the_union_s_resolution(file, on):
    file.papers.filter(code=PaperCode.KND_4).delete()


def with_a_sponsor_of_eleven_months(file, on):
    file.sponsors.update(together_from=date(on.year - 1, on.month, on.day) + DAY)


def young_and_outside_the_union(file, on):
    change(file, youth_union_on=on + DAY)
    file.sponsors.create(name="Võ Thị Sáu", full_from=LONG_AGO, together_from=LONG_AGO, since=on)


def without_opinions(file, on):
    file.papers.filter(code=PaperCode.KND_5).delete()


def with_an_introduction_of_a_year_and_a_day(file, on):
    file.papers.filter(code=PaperCode.KND_3).update(issued_on=date(on.year - 1, on.month, on.day) - DAY)


def without_a_reply(file, on):
    file.verifications.update(replied_on=None)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (before_the_eighteenth_birthday, "AGE_18"),
        (with_primary_school, "EDUCATION"),
        (with_a_certificate_of_sixty_months_and_a_day, "CERTIFICATE_60_MONTHS"),
        (with_sponsors_who_are_probationary, "SPONSOR_OFFICIAL"),
        (without_the_union_s_resolution, "SPONSOR_OFFICIAL"),
        (with_a_sponsor_of_eleven_months, "SPONSOR_12_MONTHS"),
        (young_and_outside_the_union, "YOUTH_UNION"),
        (without_opinions, "OPINIONS"),
        (with_an_introduction_of_a_year_and_a_day, "PAPERS_12_MONTHS"),
        (without_a_reply, "VERIFIED_BEFORE_CERTIFIED"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_branch_does_not_vote_on_a_person(shelf, spoil, code):
    file = shelf.file(State.CERTIFIED)
    on = shelf.day_of(file, "branch_vote")
    spoil(file, on)
    assert why(shelf.act, file, "branch_vote", "secretary", on) == [code]
    assert Candidate.objects.get(pk=file.pk).state == State.CERTIFIED


@pytest.mark.parametrize(
    "cure",
    [
        lambda file, on: change(file, born_on=date(on.year - 18, on.month, on.day), youth_union_on=on),
        lambda file, on: change(file, schooling="primary", area="difficult"),
        lambda file, on: file.papers.filter(code=PaperCode.CERTIFICATE).update(
            issued_on=date(on.year - 5, on.month, on.day)
        ),
        lambda file, on: file.sponsors.update(full_from=on),
        lambda file, on: file.sponsors.update(together_from=date(on.year - 1, on.month, on.day)),
        lambda file, on: file.papers.filter(code=PaperCode.KND_3).update(
            issued_on=date(on.year - 1, on.month, on.day)
        ),
    ],
    ids=["birthday", "difficult-area", "60-months", "official-today", "12-months", "papers-12-months"],
)
def test_branch_votes_on_the_day_that_is_just_enough(shelf, cure):
    file = shelf.file(State.CERTIFIED)
    on = shelf.day_of(file, "branch_vote")
    cure(file, on)
    assert shelf.act(file, "branch_vote", "secretary", on).file.state == State.BRANCH_PROPOSED


def test_rules_are_cited_as_in_force_on_the_day_of_the_vote(shelf):
    file = shelf.file(State.CERTIFIED)
    done = shelf.act(file, "branch_vote", "secretary")
    assert "AGE_18@QD-24-2021" in done.entry.body["rules"]
    assert "SPONSOR_OFFICIAL@DIEU-LE-2011" in done.entry.body["rules"]
    file = shelf.w.climb(shelf.w.file(), to=State.CERTIFIED)  # nobody has given an opinion yet
    with pytest.raises(Refused) as refused:
        shelf.act(file, "branch_vote", "secretary")
    cited = {reason.code: reason.citation for reason in refused.value.reasons}
    assert cited["OPINIONS"] == "điểm 3.6, Hướng dẫn 01-HD/TW"


@pytest.mark.parametrize(
    ("name", "round_", "code"),
    [
        ("committee_vote", "admission", "AFTER_BRANCH"),
        ("committee_recommendation", "recognition", "AFTER_BRANCH_RECOMMENDED"),
    ],
)
def test_committee_votes_only_on_what_the_branch_resolved(shelf, name, round_, code):
    state, actor, *_ = VOTES[name]
    file = shelf.file(state)
    on = shelf.day_of(file, name)
    file.resolutions.filter(round=round_).update(held_on=on + DAY)
    assert why(shelf.act, file, name, actor, on) == [code]
    file.resolutions.filter(round=round_).update(held_on=on)
    assert shelf.act(file, name, actor, on).file.state != state


@pytest.mark.parametrize(
    ("name", "state", "rule", "code"),
    [
        ("section_appraise", State.BRANCH_PROPOSED, "AFTER_BRANCH", PaperCode.KND_7),
        ("section_recommend", State.BRANCH_RECOMMENDED, "AFTER_BRANCH_RECOMMENDED", PaperCode.KND_14),
    ],
)
def test_section_appraises_what_its_branch_resolved(shelf, name, state, rule, code):
    file = shelf.file(state, of_section=True)
    on = shelf.day_of(file, name)
    file.resolutions.update(held_on=on + DAY)
    assert why(shelf.act, file, name, "section_officer", on) == [rule]
    file.resolutions.update(held_on=on)
    done = shelf.act(file, name, "section_officer", on, number="05-BC/ĐUBP")
    assert file.papers.filter(code=code, number="05-BC/ĐUBP", issued_on=on).count() == 1
    assert done.entry.level == "section"


def test_committee_waits_for_the_section(shelf):
    file = shelf.file(State.BRANCH_PROPOSED, of_section=True)
    assert why(shelf.act, file, "committee_vote", "officer") == ["NOT_AT_THIS_STEP"]


def test_vote_may_be_taken_again_after_it_fell_short(shelf):
    file = shelf.file(State.CERTIFIED)
    file = shelf.act(file, "branch_vote", "secretary", votes_for=5).file
    file = shelf.act(file, "branch_vote", "secretary", number="13-NQ").file
    assert list(file.resolutions.order_by("id").values_list("passed", "number")) == [
        (False, ""),
        (True, "13-NQ"),
    ]
    assert Entry.objects.filter(subject=f"candidate:{file.pk}", event="admission.branch_vote").count() == 2


def test_sponsor_named_twice_is_one(shelf):
    file = shelf.w.climb(shelf.w.file(born_on=date(1980, 3, 1), youth_union_on=None), to=State.CERTIFIED)
    twice = {
        "sponsor_2_name": "Lê văn  Dũng",
        "sponsor_2_full_from": LONG_AGO,
        "sponsor_2_together_from": LONG_AGO,
    }
    file = shelf.w.act(file, "file_papers", file.since, **twice)
    assert why(shelf.w.act, file, "branch_vote", file.since) == ["SPONSOR_OFFICIAL"]
