"""What an installation adds to the rules: ahead, journalled, and shown before it is switched on."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from admission.domain.rulebook import (
    add_instrument,
    add_moved_day,
    draft_change,
    drop_change,
    require,
    require_no_more,
    switch_on,
)
from admission.models import Candidate, ChangeStatus, RuleChange
from admission.rulebook import provision_of
from admission.rules import figure
from admission.rules.spans import add_working_days
from admission.what_if import differences
from partytrack.errors import Conflict, Refused
from partytrack.journal.models import Entry

DAY = timedelta(1)


@pytest.fixture
def tomorrow(own_rules, django_capture_on_commit_callbacks):
    return timezone.localdate() + DAY


def draft(w, since, **changes):
    fields = {
        "code": "CERTIFICATE_60_MONTHS", "since": since, "source": "guide", "clause": "điểm 5.4",
        "figures": {"months": 36}, "confidence": "K", "note": "Theo hướng dẫn mới",
    }  # fmt: skip
    return draft_change(actor=w.board, **{**fields, **changes})


def switched_on(w, change, own_rules):
    switch_on(change, actor=w.board)
    own_rules.forget()  # as after the commit


@pytest.mark.sqlite_too
def test_change_counts_from_its_day_and_never_before(w, own_rules, tomorrow):
    change = draft(w, tomorrow)
    own_rules.forget()
    assert figure("CERTIFICATE_60_MONTHS", "months", tomorrow) == 60
    switched_on(w, change, own_rules)
    assert figure("CERTIFICATE_60_MONTHS", "months", tomorrow) == 36
    assert figure("CERTIFICATE_60_MONTHS", "months", tomorrow - DAY) == 60
    assert own_rules.current().provision("CERTIFICATE_60_MONTHS", tomorrow).change == change.pk
    events = Entry.objects.filter(event__startswith="admission.rule_").order_by("seq")
    assert [entry.event.rpartition(".")[2] for entry in events] == ["rule_drafted", "rule_switched_on"]
    assert events.last().body["before"] == {"months": 60}


@pytest.mark.parametrize("days", [0, -1, -400])
def test_change_cannot_begin_today_or_before(w, tomorrow, days):
    with pytest.raises(Refused) as refusal:
        draft(w, tomorrow - DAY + days * DAY)
    assert refusal.value.reasons[0].code == "NOT_RETROACTIVE"
    assert not RuleChange.objects.exists()


def test_change_whose_day_has_come_is_not_switched_on(w, tomorrow):
    change = draft(w, tomorrow)
    RuleChange.objects.filter(pk=change.pk).update(since=tomorrow - DAY)
    with pytest.raises(Refused):
        switch_on(change, actor=w.board)
    change.refresh_from_db()
    assert change.status == ChangeStatus.DRAFT


def test_second_change_of_a_rule_on_one_day_is_refused(w, own_rules, tomorrow):
    switched_on(w, draft(w, tomorrow), own_rules)
    again = draft(w, tomorrow, figures={"months": 48})
    with pytest.raises(Refused) as refusal:
        switch_on(again, actor=w.board)
    assert refusal.value.reasons[0].code == "CHANGE_TWICE"


def test_dropped_change_is_not_switched_on(w, tomorrow):
    change = draft(w, tomorrow)
    drop_change(change, actor=w.board)
    with pytest.raises(Conflict):
        switch_on(change, actor=w.board)


def test_rules_are_administered_at_the_top_alone(w, tomorrow):
    for user in (w.officer, w.auditor, w.recorder, w.secretary, w.admin):
        with pytest.raises(PermissionDenied):
            draft_change(actor=user, code="AGE_18", since=tomorrow, source="regulation", clause="", figures={},
                         confidence="K", note="x")  # fmt: skip


def test_new_instrument_is_cited_from_its_day(w, own_rules, tomorrow):
    add_instrument(
        actor=w.board, series="regulation", number="Quy định 300-QĐ/TW", issued_on=tomorrow - 9 * DAY, since=tomorrow,
        confidence="C", note="",
    )  # fmt: skip
    own_rules.forget()
    book = own_rules.current()
    assert book.instrument("AGE_18", tomorrow).number == "Quy định 300-QĐ/TW"
    assert book.instrument("AGE_18", tomorrow - DAY).key == "QD-208-2026"


def test_moved_day_is_skipped_and_its_exchange_counted(w, own_rules):
    monday = timezone.localdate() + (7 - timezone.localdate().weekday()) * DAY + 70 * DAY
    before = add_working_days(monday - 3 * DAY, 1)
    add_moved_day(
        actor=w.board, rests=before, works=before + (5 - before.weekday()) * DAY, decision="12/CĐ-TTg"
    )
    own_rules.forget()
    assert add_working_days(monday - 3 * DAY, 1) > before
    saturday = before + (5 - before.weekday()) * DAY
    assert add_working_days(saturday - DAY, 1) == saturday


def test_what_if_lists_the_files_that_a_change_would_refuse(w, tomorrow):
    file = w.climb(w.file(), to="certified")
    far = w.file(full_name="Lý Văn Xa")
    change = draft(w, tomorrow, figures={"months": 1})
    found, all_of_them = differences(provision_of(change), Candidate.objects.visible_to(w.board))
    assert [(one.file, one.act, one.before, one.after) for one in found] == [
        (file, "branch_vote", True, False)
    ]
    assert all_of_them
    assert far not in [one.file for one in found]


def test_what_if_of_a_figure_that_changes_nothing_is_empty(w, tomorrow):
    w.climb(w.file(), to="certified")
    change = draft(w, tomorrow, figures={"months": 59})
    assert differences(provision_of(change), Candidate.objects.visible_to(w.board)) == ([], True)


@pytest.mark.sqlite_too
def test_requirement_of_a_unit_binds_what_lies_below_until_it_is_met(w, tomorrow):
    row = require(
        actor=w.officer, unit=w.commune, round="admission", title="Lao động tiên tiến", decision="05-NQ/ĐU",
        since=tomorrow,
    )  # fmt: skip
    type(row).objects.filter(pk=row.pk).update(since=date(2024, 1, 1))
    mine, other = w.climb(w.file(), to="certified"), w.climb(w.file(w.base_branch), to="certified")
    for file in (mine, other):
        w.act(file, "file_papers", file.since + 7 * DAY)
    w.act(other, "branch_vote", other.since + 14 * DAY)
    with pytest.raises(Refused) as refusal:
        w.act(mine, "branch_vote", mine.since + 14 * DAY)
    assert [reason.code for reason in refusal.value.reasons] == ["LOCAL_REQUIREMENTS"]
    assert refusal.value.reasons[0].sentence == "Chưa đáp ứng yêu cầu riêng của cấp trên: Lao động tiên tiến."
    w.act(mine, "meet_requirement", mine.since + 8 * DAY, requirement=row, text="QĐ 45/QĐ-UBND")
    assert w.act(mine, "branch_vote", mine.since + 14 * DAY).state == "branch_proposed"


def test_requirement_that_has_ended_binds_nobody(w, tomorrow):
    row = require(
        actor=w.board,
        unit=w.district,
        round="admission",
        title="Học lực khá",
        decision="05-NQ/HU",
        since=tomorrow,
    )
    require_no_more(row, actor=w.board, until=tomorrow + DAY)
    with pytest.raises(Refused):
        require_no_more(row, actor=w.board, until=tomorrow + 2 * DAY)
    row.refresh_from_db()
    assert row.until == tomorrow + DAY


def test_secretary_may_not_ask_more_than_the_rules(w, tomorrow):
    with pytest.raises(PermissionDenied):
        require(actor=w.secretary, unit=w.branch, round="admission", title="x", decision="x", since=tomorrow)
