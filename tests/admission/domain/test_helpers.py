"""Who helps: changed in every open step, with its history; and who sponsors after a move."""

from datetime import timedelta

import pytest

from admission.domain.facts import case_for
from admission.domain.helpers import history
from admission.models import Candidate, Paper, Sponsor
from admission.rules import judge
from admission.rules.spans import add_months
from admission.states import State as S
from tests.admission.domain.refusals import why
from tests.world import LONG_AGO

STATES = (S.SOURCE, S.NURTURED, S.CERTIFIED, S.PROBATIONARY)
pytestmark = pytest.mark.django_db
DAY = timedelta(1)


def replaced(shelf, state, **fields):
    file = shelf.file(state)
    on = file.since + DAY
    named = {
        "number": "09-NQ/CB",
        "assigned_on": on,
        "helper_name": "Phan Thị Út",
        "helper_full_from": LONG_AGO,
    }
    return shelf.act(file, "assign_helper", "secretary", on, **{**named, **fields}), on


@pytest.mark.sqlite_too
@pytest.mark.parametrize("state", [S.CERTIFIED, S.PROBATIONARY])
def test_helper_is_replaced_and_the_file_stays_where_it_stands(shelf, state):
    before = shelf.file(state).helpers.get(until=None)
    done, on = replaced(shelf, state)
    assert (done.file.state, done.entry.body["number"]) == (state, "09-NQ/CB")
    told = [(helper.name, helper.since, helper.until, number) for helper, number in history(done.file)]
    assert told == [
        ("Phan Thị Út", on, None, "09-NQ/CB"),
        (before.name, before.since, on, "01-NQ/CB"),
    ]


def test_later_helper_must_be_an_official_member_too(shelf):
    file = shelf.file(S.PROBATIONARY)
    on = file.since + DAY
    fields = {"number": "09-NQ/CB", "assigned_on": on, "helper_name": "Phan Út", "helper_full_from": on + DAY}
    assert why(shelf.act, file, "assign_helper", "secretary", on, **fields) == ["HELPER_OFFICIAL"]


def test_two_helpers_may_take_over(shelf):
    done, _ = replaced(shelf, S.NURTURED, helper_2_name="Lê Tám", helper_2_full_from=LONG_AGO)
    assert [helper.name for helper, _ in history(done.file)][:2] == ["Lê Tám", "Phan Thị Út"]


def test_assessment_is_of_a_helper_who_is_assigned_now(shelf):
    file = shelf.file(S.NURTURED)
    earlier = file.helpers.get()
    done, on = replaced(shelf, S.NURTURED)
    said = {"grade": "fair", "text": "Tiến bộ"}
    assert why(shelf.act, done.file, "assess", "secretary", on, helper=earlier.pk, **said) == [
        "NOT_THEIR_HELPER"
    ]
    now = done.file.helpers.get(until=None)
    file = shelf.act(done.file, "assess", "secretary", on, helper=now.pk, **said).file
    assert list(file.assessments.values_list("helper", "assessed_on", "grade", "text")) == [
        (now.pk, on, "fair", "Tiến bộ")
    ]


def sponsor_is_refused(file, on):
    case = case_for("branch_vote", Candidate.objects.get(pk=file.pk), on, {})
    return "SPONSOR_12_MONTHS" in [reason.code for reason in judge(case).unmet]


def sponsored_by(file, name, together_from):
    file.sponsors.all().delete()
    row = {"name": name, "full_from": LONG_AGO, "since": file.since, "together_from": together_from}
    Sponsor.objects.create(candidate=file, **row)


@pytest.mark.parametrize(
    ("moved", "assigned_after_move", "refused_on_the_eve"),
    [(False, True, True), (True, False, True), (True, True, False)],
    ids=["did-not-move", "sponsor-is-no-helper", "helper-after-move"],
)
def test_sponsor_of_less_than_twelve_months_only_after_a_move_with_certificate(
    shelf, moved, assigned_after_move, refused_on_the_eve
):
    """HD 06-HD/TW (2025): the new base committee assigns a member regardless of the twelve months."""
    file = shelf.file(S.CERTIFIED)
    if moved:
        Paper.objects.create(candidate=file, code="GCN-GĐ", issued_on=file.since, number="03-CN/ĐU")
    done, on = replaced(shelf, S.CERTIFIED)
    sponsored_by(done.file, "Phan Thị Út" if assigned_after_move else "Lê Văn Tư", on)
    assert (
        sponsor_is_refused(done.file, add_months(on, 12) - DAY) is refused_on_the_eve
    )  # 11 months and 30 days
    assert sponsor_is_refused(done.file, add_months(on, 12)) is False
    assert sponsor_is_refused(done.file, on) is refused_on_the_eve


def test_helper_of_before_the_move_is_no_exception(shelf):
    file = shelf.file(S.CERTIFIED)
    helper = file.helpers.get(until=None)
    Paper.objects.create(candidate=file, code="GCN-GĐ", issued_on=helper.since + DAY, number="03-CN/ĐU")
    sponsored_by(file, helper.name, file.since)
    assert sponsor_is_refused(file, file.since) is True
