"""Who was a member before: 36 months out, 60 after the record was cleared, once, with consent, and some never."""

from datetime import date

import pytest

from admission.rules import judge
from admission.rules.readmission import NEVER
from admission.states import LeftHow
from tests.admission.rules.cases import case

D = date
OF_FORMER_MEMBERS = {
    "left_on": None, "left_how": None, "record_cleared_on": None, "readmitted_before": None, "consent_on": None,
}  # fmt: skip


def unmet(act, on, **facts):
    verdict = judge(case(act=act, on=on, **facts))
    return [reason.code for reason in verdict.unmet if reason.code.startswith("READMISSION")]


@pytest.mark.parametrize("act", ["readmit", "branch_vote", "decide"])
@pytest.mark.parametrize(
    ("left_on", "on", "refused"),
    [
        pytest.param(D(2021, 3, 4), D(2024, 3, 4), [], id="36-months-to-the-day"),
        pytest.param(D(2021, 3, 5), D(2024, 3, 4), ["READMISSION_36_MONTHS"], id="a-day-short"),
        pytest.param(D(2020, 2, 29), D(2023, 2, 28), [], id="since-a-leap-day"),
        pytest.param(D(2020, 8, 31), D(2023, 8, 30), ["READMISSION_36_MONTHS"], id="end-of-a-long-month"),
    ],
)
def test_months_since_leaving(act, left_on, on, refused):
    assert (
        unmet(act, on, left_on=left_on, left_how="struck_off", record_cleared_on=None, consent_on=on)
        == refused
    )


@pytest.mark.parametrize(
    ("cleared", "refused"),
    [
        pytest.param(D(2019, 3, 4), [], id="60-months-to-the-day"),
        pytest.param(D(2019, 3, 5), ["READMISSION_60_MONTHS"], id="a-day-short"),
        pytest.param(None, ["READMISSION_60_MONTHS"], id="not-cleared"),
    ],
)
def test_months_since_a_record_was_cleared(cleared, refused):
    assert unmet("branch_vote", D(2024, 3, 4), left_how="convicted", record_cleared_on=cleared) == refused


@pytest.mark.parametrize("how", LeftHow.values)
def test_some_are_never_admitted_again(how):
    refused = ["READMISSION_NEVER"] if how in NEVER else []
    assert unmet("note_readmission", D(2024, 3, 4), left_how=how) == refused


@pytest.mark.parametrize(
    ("earlier", "refused"), [(0, []), (1, ["READMISSION_ONCE"]), (True, ["READMISSION_ONCE"])]
)
def test_nobody_is_admitted_again_twice(earlier, refused):
    assert unmet("decide", D(2024, 3, 4), readmitted_before=earlier) == refused


def test_consent_comes_before_the_decision_and_not_before_the_branch_votes():
    on = D(2024, 3, 4)
    assert unmet("branch_vote", on, consent_on=None) == []
    for act in ("readmit", "appraise", "put_on_agenda", "decide"):
        assert unmet(act, on, consent_on=None) == ["READMISSION_CONSENT"]
        assert unmet(act, on, consent_on=on) == []
        assert unmet(act, on, consent_on=D(2024, 3, 5)) == ["READMISSION_CONSENT"]


@pytest.mark.parametrize("act", ["branch_vote", "appraise", "decide"])
def test_none_of_it_concerns_who_never_was_a_member(act):
    assert unmet(act, D(2024, 3, 4), **OF_FORMER_MEMBERS) == []
