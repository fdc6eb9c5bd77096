"""What a page says of the next step: whose it is, what blocks it, and nothing that would be denied."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from admission.domain.engine import ACTS
from admission.models import Candidate
from admission.states import ENDED, State
from admission.steps import ACT_OF_SLUG, WORDS, ladder, missing_for, next_step, other_acts
from tests.admission.domain.acts import CASES, MAY, SEES
from tests.admission.domain.refusals import why

pytestmark = pytest.mark.django_db
S = State
TODAY = date(2025, 11, 3)
DAY = timedelta(1)


@dataclass(frozen=True)
class Expected:
    act: str
    level: str
    who: str
    slug: str = ""


NEXT = {
    S.SOURCE: Expected("assign_helper", "branch", "chi bộ", "phan-cong-giup-do"),
    S.NURTURED: Expected("take_application", "branch", "chi bộ", "nhan-don"),
    S.DOSSIER: Expected("send_verification", "branch", "chi bộ", "tham-tra"),
    S.VERIFYING: Expected("certify", "committee", "đảng ủy cơ sở", "chung-nhan"),
    S.CERTIFIED: Expected("branch_vote", "branch", "chi bộ", "chi-bo-xet"),
    S.BRANCH_PROPOSED: Expected("committee_vote", "committee", "đảng ủy cơ sở", "dang-uy-xet"),
    S.SECTION_APPRAISED: Expected("committee_vote", "committee", "đảng ủy cơ sở", "dang-uy-xet"),
    S.COMMITTEE_PROPOSED: Expected("submit", "committee", "đảng ủy cơ sở", "trinh"),
    S.SUBMITTED: Expected("appraise", "board", "Ban Tổ chức của cấp có thẩm quyền", "tham-dinh"),
    S.APPRAISED: Expected("put_on_agenda", "board", "Ban Tổ chức của cấp có thẩm quyền"),
    S.ON_AGENDA: Expected("decide", "deciding", "Ban Tổ chức của cấp có thẩm quyền"),
    S.DECIDED: Expected("ceremony", "branch", "chi bộ", "le-ket-nap"),
    S.PROBATIONARY: Expected("branch_recommendation", "branch", "chi bộ", "chi-bo-cong-nhan"),
    S.BRANCH_RECOMMENDED: Expected(
        "committee_recommendation", "committee", "đảng ủy cơ sở", "dang-uy-cong-nhan"
    ),
    S.SECTION_RECOMMENDED: Expected(
        "committee_recommendation", "committee", "đảng ủy cơ sở", "dang-uy-cong-nhan"
    ),
    S.COMMITTEE_RECOMMENDED: Expected("submit_recognition", "committee", "đảng ủy cơ sở", "trinh-cong-nhan"),
    S.RECOGNITION_SUBMITTED: Expected(
        "appraise_recognition", "board", "Ban Tổ chức của cấp có thẩm quyền", "tham-dinh-cong-nhan"
    ),
    S.RECOGNITION_APPRAISED: Expected(
        "put_recognition_on_agenda", "board", "Ban Tổ chức của cấp có thẩm quyền"
    ),
    S.RECOGNITION_ON_AGENDA: Expected("recognise", "deciding", "Ban Tổ chức của cấp có thẩm quyền"),
}


def clocked(shelf, state, of_section=False):
    return Candidate.objects.with_clocks().get(pk=shelf.file(state, of_section=of_section).pk)


def test_table_covers_every_state():
    assert NEXT.keys() == set(State) - set(ENDED)


@pytest.mark.parametrize("state", NEXT)
def test_next_step_is_named_and_is_whose_it_is(shelf, state):
    file, expected = clocked(shelf, state), NEXT[state]
    for name in SEES:
        step = next_step(file, shelf.user(name), TODAY)
        mine = name in MAY[expected.level]
        assert (step.act, step.who, step.mine) == (expected.act, expected.who, mine), name
        assert step.words == WORDS[expected.act]
        if not mine:
            assert step.url == "", name
        elif expected.slug:
            url = reverse("admission:act", kwargs={"pk": file.pk, "slug": expected.slug})
            assert step.url == url, name
        else:
            assert step.url.startswith(reverse("admission:session_list")), name


@pytest.mark.parametrize("state", ENDED)
def test_file_at_its_end_has_no_next_step(shelf, state):
    assert next_step(clocked(shelf, state), shelf.w.secretary, TODAY) is None


def test_file_on_an_agenda_leads_to_its_session(shelf):
    file = clocked(shelf, S.ON_AGENDA)
    session = shelf.w.session(file.since)
    url = reverse("admission:session_detail", kwargs={"pk": session.pk})
    assert next_step(file, shelf.w.recorder, TODAY).url == url


def test_section_goes_before_its_committee(shelf):
    file = clocked(shelf, S.BRANCH_PROPOSED, of_section=True)
    step = next_step(file, shelf.w.section_officer, TODAY)
    assert (step.act, step.who, step.mine) == ("section_appraise", "đảng ủy bộ phận", True)
    assert next_step(file, shelf.w.secretary, TODAY).mine is False


def test_vote_with_everything_at_hand_is_not_blocked(shelf):
    file = clocked(shelf, S.CERTIFIED)
    step = next_step(file, shelf.w.secretary, file.since + DAY)
    assert (step.blocked_by, step.first) == ([], None)


@pytest.mark.parametrize(
    ("state", "codes", "first", "missing"),
    [
        (S.CERTIFIED, ["5-KNĐ"], "file_papers", ["OPINIONS"]),
        (S.CERTIFIED, ["CN-NTVĐ"], "file_papers", ["CERTIFICATE_60_MONTHS"]),
        (S.PROBATIONARY, ["CN-ĐVM"], "file_probation_papers", ["NEW_MEMBER_CLASS"]),
        (S.PROBATIONARY, ["10-KNĐ", "11-KNĐ"], "file_probation_papers", ["PROBATION_PAPERS"]),
    ],
)
def test_vote_that_lacks_a_paper_says_so_and_what_to_do_first(shelf, state, codes, first, missing):
    file = clocked(shelf, state)
    file.papers.filter(code__in=codes).delete()
    today = shelf.day_of(file, NEXT[state].act)
    step = next_step(file, shelf.w.secretary, today)
    assert [reason.code for reason in step.blocked_by] == missing
    assert (step.first.act, step.first.mine) == (first, True)
    slug = WORDS[first].slug
    assert step.first.url == reverse("admission:act", kwargs={"pk": file.pk, "slug": slug})
    assert why(shelf.act, file, step.act, "secretary", today) == missing


def test_votes_and_typed_days_are_not_missing_before_the_form_is_filled_in(shelf):
    for state in (S.SOURCE, S.DOSSIER, S.VERIFYING, S.BRANCH_PROPOSED, S.DECIDED):
        file = clocked(shelf, state)
        assert missing_for(file, NEXT[state].act, file.since + DAY) == [], state


def test_late_ceremony_is_said_before_the_form_is_filled_in(shelf):
    file = clocked(shelf, S.DECIDED)
    reasons = missing_for(file, "ceremony", file.since + 90 * DAY)
    assert [reason.code for reason in reasons] == ["CEREMONY_30_WORKING_DAYS"]


@pytest.mark.parametrize("state", State)
def test_nothing_is_offered_that_would_be_denied_and_nothing_is_kept_back(shelf, state):
    """Every act that is offered is one that the engine lets this user begin, and the other way round."""
    file, today = clocked(shelf, state), timezone.localdate()
    for name in SEES:
        user = shelf.user(name)
        usual = next_step(file, user, today)
        offered = {words.slug for words, _ in other_acts(file, user, usual, today)}
        if usual and usual.mine:
            offered |= {usual.words.slug, usual.first.words.slug if usual.first else ""}
        may_begin = {case.name for case in CASES if state in case.open_at and _may(case, name, state)}
        listed = {act for act in may_begin & WORDS.keys() if WORDS[act].listed}
        assert offered - {""} == {WORDS[act].slug for act in listed} - {""}, name


def _may(case, name, state):
    """A return is with whoever would act next; everything else is with its own level."""
    level = NEXT[state].level if case.name.endswith("to_branch") else case.level
    return name in MAY["board" if level == "deciding" and case.name.startswith("return") else level]


@pytest.mark.parametrize("state", NEXT)
def test_offered_acts_are_not_denied_by_the_engine(shelf, state):
    file, today = clocked(shelf, state), timezone.localdate()
    for name in SEES:
        user = shelf.user(name)
        for words, url in other_acts(file, user, next_step(file, user, today), today):
            assert url == reverse("admission:act", kwargs={"pk": file.pk, "slug": words.slug})
            act = ACT_OF_SLUG[words.slug]
            assert why(shelf.act, file, act, user, file.since - DAY, bare=True) == ["BACKWARDS"], (name, act)


def test_every_act_that_people_do_has_words():
    on_the_session_s_page = {name for name in ACTS if name not in WORDS}
    assert on_the_session_s_page == {
        "edit_person", "defer", "refer", "refuse", "defer_recognition", "refer_recognition", "refuse_recognition",
        "receive_certificate", "decline_transfer", "receive",
    }  # fmt: skip
    slugs = [words.slug for words in WORDS.values() if words.slug]
    assert len(slugs) == len(set(slugs)) == len(ACT_OF_SLUG)


def test_ladder_shows_what_is_done_and_what_is_left(shelf):
    rungs = ladder(clocked(shelf, S.BRANCH_PROPOSED))
    assert [(state, mark) for state, mark, _ in rungs] == [
        (S.SOURCE, "done"), (S.NURTURED, "done"), (S.DOSSIER, "done"), (S.VERIFYING, "done"), (S.CERTIFIED, "done"),
        (S.BRANCH_PROPOSED, "now"), (S.COMMITTEE_PROPOSED, "todo"), (S.SUBMITTED, "todo"), (S.APPRAISED, "todo"),
        (S.ON_AGENDA, "todo"), (S.DECIDED, "todo"), (S.PROBATIONARY, "todo"),
    ]  # fmt: skip
    assert [day is None for _, _, day in rungs] == [mark == "todo" for _, mark, _ in rungs]


def test_ladder_of_recognition_ends_at_full_member(shelf):
    rungs = ladder(clocked(shelf, S.SECTION_RECOMMENDED))
    assert [(state, mark) for state, mark, _ in rungs] == [
        (S.PROBATIONARY, "done"), (S.BRANCH_RECOMMENDED, "done"), (S.SECTION_RECOMMENDED, "now"),
        (S.COMMITTEE_RECOMMENDED, "todo"), (S.RECOGNITION_SUBMITTED, "todo"), (S.RECOGNITION_APPRAISED, "todo"),
        (S.RECOGNITION_ON_AGENDA, "todo"), (S.FULL, "todo"),
    ]  # fmt: skip
