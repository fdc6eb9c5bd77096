"""Thẩm tra lý lịch: who must be verified (3.4a to 3.4d), and that nobody is certified before all of them are."""

from datetime import date, timedelta

import pytest

from admission.models import Verification, WaiverReason
from admission.relatives import Relative
from admission.states import State
from admission.verifying import Stand, due_on, is_to_be_verified, persons
from tests.admission.domain.refusals import why
from tests.families import ABROAD, DEAD, FATHER, MEMBER, MOTHER, state_family

STATES = (State.DOSSIER, State.VERIFYING, State.SUBMITTED)
pytestmark = pytest.mark.django_db
DAY = timedelta(1)
ON = date(2026, 11, 22)


def relative(relation, born=1970, **rest):
    plain = {"key": "x", "name": "Lê Văn A", "residence": "", "abroad": False, "deceased": False}
    return Relative(relation=relation, born=born, **{**plain, "party_member": False, **rest})


@pytest.mark.parametrize(
    ("relation", "born", "verified"),
    [
        ("father", 1970, True), ("mother", 1970, True), ("father_in_law", 1970, True), ("mother_in_law", 1970, True),
        ("fosterer", 1970, True), ("spouse", 1990, True), ("spouse", None, True),
        ("child", 2008, True), ("child", 2009, False), ("child", None, True),
        ("sibling", 1990, False), ("spouse_sibling", 1990, False), ("grandparent", 1940, False), ("", 1970, False),
    ],
)  # fmt: skip
def test_guide_names_who_is_verified(relation, born, verified):
    """HD 01-HD/TW (2021), HD 06-HD/TW (2025), 3.4a; children from the year in which they are eighteen."""
    assert is_to_be_verified(relative(relation, born), ON) is verified


@pytest.mark.parametrize(
    ("sent_on", "abroad", "due"),
    [
        (date(2026, 11, 20), False, date(2027, 1, 5)),  # over 24 November and New Year
        (date(2025, 1, 20), False, date(2025, 3, 10)),  # over Tết
        (date(2026, 3, 2), True, date(2026, 7, 9)),
    ],
)
def test_term_of_a_reply_is_counted_in_working_days(sent_on, abroad, due):
    """3.4d: thirty working days, ninety abroad."""
    assert due_on(sent_on, abroad=abroad) == due


def stands(file, on=None):
    return {person.key: person.stand for person in persons(file, on or file.since)}


def test_applicant_and_family_are_followed_one_by_one(shelf):
    file = shelf.file(State.VERIFYING)
    assert stands(file) == {"self": Stand.OUT}
    state_family(file, FATHER, MOTHER, {"id": "em", "relation": "sibling", "name": "Nguyễn Văn Em"})
    assert stands(file) == {"self": Stand.OUT, "cha": Stand.UNSENT, "me": Stand.UNSENT}
    file = shelf.act(file, "request_verification", "officer", persons=["cha", "me"]).file
    [_, second] = file.verifications.order_by("id")
    assert second.due_on == due_on(second.sent_on, abroad=False)
    assert stands(file, second.due_on)["me"] == Stand.OUT
    assert stands(file, second.due_on + DAY)["me"] == Stand.LATE
    file = shelf.act(file, "remind_verification", "officer", request=second.pk).file
    file = shelf.act(file, "reply_verification", "officer", request=second.pk).file
    assert stands(file) == {"self": Stand.OUT, "cha": Stand.ANSWERED, "me": Stand.ANSWERED}


def test_member_who_was_declared_is_exempt_and_a_dead_one_may_be_waived(shelf):
    """3.4c names father, mother and child; of a spouse it says nothing."""
    spouse = {"id": "vo", "relation": "spouse", "name": "Trần Thị Vợ", **MEMBER}
    file = state_family(shelf.file(State.VERIFYING), FATHER | MEMBER, MOTHER | DEAD, spouse)
    found = {person.key: person for person in persons(file, file.since)}
    assert [found[key].stand for key in ("cha", "me", "vo")] == [Stand.EXEMPT, Stand.UNSENT, Stand.UNSENT]
    assert (found["me"].suggested, found["vo"].suggested) == (
        WaiverReason.DECEASED,
        WaiverReason.PARTY_MEMBER,
    )


@pytest.mark.sqlite_too
def test_nobody_is_certified_while_a_relative_is_open(shelf):
    file = state_family(shelf.file(State.VERIFYING), FATHER, MOTHER)
    reasons = refusal(shelf, file)
    assert [(one.code, one.clause, one.sentence) for one in reasons] == [
        ("PERSONS_VERIFIED", "điểm 3.4a",
         "Chưa có kết quả thẩm tra lý lịch của: cha đẻ Nguyễn Văn Hòa, mẹ đẻ Lê Thị Lan.")
    ]  # fmt: skip
    file = shelf.act(file, "waive_verification", "officer", person="cha", reason="unreachable").file
    state_family(file, FATHER, MOTHER)
    assert "cha" not in refusal(shelf, file)[0].sentence
    file = shelf.act(file, "request_verification", "officer", persons=["me"]).file
    assert refusal(shelf, file)[0].sentence.endswith("của: Nguyễn Thị Hoa.")  # the first letter is still out
    file = shelf.act(file, "reply_verification", "officer", request=file.verifications.first().pk).file
    assert shelf.act(file, "certify", "officer").file.state == State.CERTIFIED


def refusal(shelf, file):
    from partytrack.errors import Refused

    with pytest.raises(Refused) as refused:
        shelf.act(file, "certify", "officer")
    return refused.value.reasons


def test_one_letter_about_everybody_is_answered_by_the_certificate(shelf):
    """A branch that sends one letter and chooses nobody asks about all who are to be verified, as before."""
    file = state_family(shelf.file(State.DOSSIER), FATHER, MOTHER | MEMBER)
    file = shelf.act(file, "send_verification", "secretary").file
    assert stands(file) == {"self": Stand.OUT, "cha": Stand.OUT, "me": Stand.EXEMPT}
    file = shelf.act(file, "certify", "officer").file
    assert file.state == State.CERTIFIED
    assert stands(file)["cha"] == Stand.ANSWERED


def test_certificate_keeps_what_was_answered_before(shelf):
    file = shelf.act(
        shelf.file(State.VERIFYING), "reply_verification", "officer", conclusion="Lý lịch rõ ràng"
    ).file
    file = shelf.act(file, "certify", "officer", conclusion="Đủ điều kiện").file
    assert [letter.conclusion for letter in file.verifications.all()] == ["Lý lịch rõ ràng"]
    assert [one.text for one in file.history_conclusions.all()] == ["Đủ điều kiện"]


@pytest.mark.parametrize(
    ("act", "fields", "code"),
    [
        ("request_verification", {"persons": []}, "VERIFY_NOBODY"),
        ("request_verification", {"persons": ["em"]}, "VERIFY_NOBODY"),
        ("reply_verification", {"request": 0}, "VERIFY_NOT_OUT"),
        ("remind_verification", {"request": 0}, "VERIFY_NOT_OUT"),
        ("waive_verification", {"person": "self"}, "VERIFY_APPLICANT"),
        ("waive_verification", {"person": "em"}, "VERIFY_NOBODY"),
        ("waive_verification", {"reason": "other", "note": ""}, "VERIFY_WHY"),
    ],
)
def test_act_that_makes_no_sense_is_refused(act, fields, code, shelf):
    assert why(shelf.act, shelf.file(State.VERIFYING), act, "officer", **fields) == [code]


def test_reply_is_not_dated_before_its_letter(shelf):
    file = shelf.file(State.VERIFYING)
    file.verifications.update(sent_on=file.since + 10 * DAY)
    assert why(shelf.act, file, "reply_verification", "officer", file.since + 9 * DAY) == ["VERIFY_ORDER"]


def test_base_branch_verifies_for_itself(shelf):
    file = shelf.w.climb(shelf.w.file(shelf.w.base_branch), to="verifying")
    shelf.act(file, "reply_verification", "secretary")
    assert [letter.replied_on for letter in Verification.objects.filter(candidate=file)] == [
        file.since + 7 * DAY
    ]


def test_relative_abroad_is_shown_as_such(shelf):
    file = state_family(shelf.file(State.VERIFYING), FATHER | ABROAD)
    assert [person.abroad for person in persons(file, file.since)] == [False, True]
    file = shelf.act(file, "request_verification", "officer", persons=["cha"], abroad=True).file
    letter = file.verifications.order_by("id").last()
    assert letter.due_on == due_on(letter.sent_on, abroad=True)
