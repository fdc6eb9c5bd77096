"""What runs on a file, from the day that each deadline runs from."""

from datetime import date, timedelta

import holidays
import pytest

from admission.clocks import clocks_of, rows_of
from admission.models import Candidate
from admission.rules.deadlines import DEADLINES, OF_STATE
from admission.states import ENDED, State

S = State
STATES = (
    S.SOURCE, S.DOSSIER, S.VERIFYING, S.CERTIFIED, S.BRANCH_PROPOSED, S.APPRAISED, S.DECIDED, S.PROBATIONARY,
    S.BRANCH_RECOMMENDED,
)  # fmt: skip
OFF = holidays.country_holidays("VN", years=range(2024, 2027))


def working_days_after(day, count):
    while count:
        day += timedelta(1)
        count -= day in OFF.weekend_workdays or day.isoweekday() <= 5 and day not in OFF
    return day


def file_at(shelf, state):
    return Candidate.objects.with_clocks().get(pk=shelf.file(state).pk)


def clocks(shelf, state):
    """{code: Clock} of the file at a state."""
    return {clock.code: clock for clock in clocks_of(file_at(shelf, state))}


def vote(file, round_):
    return file.resolutions.get(body="branch", round=round_).held_on


@pytest.mark.parametrize(
    ("state", "start", "days"),
    [
        (S.VERIFYING, lambda file: file.verifications.get().sent_on, 30),
        (S.BRANCH_PROPOSED, lambda file: vote(file, "admission"), 60),
        (S.APPRAISED, lambda file: vote(file, "admission"), 60),
        (S.DECIDED, lambda file: file.decided_on, 30),
        (S.PROBATIONARY, lambda file: date(2025, file.ceremony_on.month, file.ceremony_on.day), 30),
        (S.BRANCH_RECOMMENDED, lambda file: vote(file, "recognition"), 30),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_next_step_is_due_so_many_working_days_after(shelf, db, state, start, days):
    file = file_at(shelf, state)
    assert file.due_on == working_days_after(start(file), days)


@pytest.mark.parametrize("state", [S.SOURCE, S.DOSSIER, S.CERTIFIED])
def test_branch_sets_the_pace_while_it_collects(shelf, db, state):
    assert file_at(shelf, state).due_on is None


def test_papers_run_out_until_the_branch_has_voted(shelf, db):
    file, found = file_at(shelf, S.CERTIFIED), clocks(shelf, S.CERTIFIED)
    certificate = file.papers.get(code="CN-NTVĐ").issued_on
    assert found["CERTIFICATE_60_MONTHS"].end == certificate.replace(year=certificate.year + 5)
    introduced = min(
        file.papers.filter(code__in=("3-KNĐ", "4-KNĐ", "5-KNĐ")).values_list("issued_on", flat=True)
    )
    assert found["PAPERS_12_MONTHS"].end == introduced.replace(year=introduced.year + 1)
    assert clocks(shelf, S.BRANCH_PROPOSED).keys() == {"DECISION_60_WORKING_DAYS"}


def test_a_paper_made_again_starts_its_span_again(shelf, db):
    file = file_at(shelf, S.CERTIFIED)
    last = file.papers.order_by("-issued_on").first().issued_on
    for code in ("3-KNĐ", "4-KNĐ", "5-KNĐ"):
        file.papers.create(code=code, issued_on=last + timedelta(40))
    assert clocks(shelf, S.CERTIFIED)["PAPERS_12_MONTHS"].start == last + timedelta(40)


def test_reply_from_abroad_takes_longer(shelf, db):
    file = file_at(shelf, S.VERIFYING)
    file.verifications.update(abroad=True)
    (clock,) = [one for one in clocks_of(file_at(shelf, S.VERIFYING)) if one.code == "VERIFICATION_REPLY"]
    assert clock.end == working_days_after(file.verifications.get().sent_on, 90)


def test_reply_that_has_come_stops_the_clock(shelf, db):
    file = file_at(shelf, S.VERIFYING)
    file.verifications.update(replied_on=file.since)
    assert file_at(shelf, S.VERIFYING).due_on is None


def test_new_member_declares_within_thirty_working_days(shelf, db):
    file = file_at(shelf, S.PROBATIONARY)
    assert clocks(shelf, S.PROBATIONARY)["PROFILE_30_WORKING_DAYS"].end == working_days_after(
        file.ceremony_on, 30
    )
    on = file.since + timedelta(9)
    none = dict.fromkeys(("class_on", "self_review_on", "helper_review_on", "opinions_on"))
    shelf.act(file, "file_probation_papers", "secretary", on, **none, profile_on=on, member_card_on=on)
    assert "PROFILE_30_WORKING_DAYS" not in clocks(shelf, S.PROBATIONARY)
    assert set(file.papers.values_list("code", flat=True)) >= {"1-HSĐV", "2-HSĐV"}


def test_probation_ends_with_nobody_late(shelf, db):
    clock = clocks(shelf, S.PROBATIONARY)["PROBATION_12_MONTHS"]
    assert (clock.unit, clock.length) == (None, "12 tháng")


def test_vote_that_fell_short_starts_no_clock(shelf, db):
    file = file_at(shelf, S.BRANCH_PROPOSED)
    due = file.due_on
    file.resolutions.create(
        body="branch", round="admission", held_on=file.since + timedelta(9), passed=False, entitled=9, present=9,
        votes_for=5, votes_against=4, chair="Trần Văn Bình", secretary="Lê Thị Cúc",
    )  # fmt: skip
    assert file_at(shelf, S.BRANCH_PROPOSED).due_on == due


def test_a_clock_says_how_long_by_which_clause_and_who_is_late(shelf, db):
    file = file_at(shelf, S.BRANCH_PROPOSED)
    (row,) = rows_of(file, file.due_on)
    assert (row.what, row.length, row.start, row.end) == (
        "Ra quyết định kết nạp", "60 ngày làm việc", vote(file, "admission"), file.due_on,
    )  # fmt: skip
    assert row.citation == "điểm 4.3.1, Quy định 24-QĐ/TW"
    assert (row.who, row.left) == (f"đảng ủy cơ sở ({shelf.w.commune.name})", "còn 0 ngày làm việc")
    assert row.weekend_days + len(row.holidays) == (row.end - row.start).days - 60
    (late,) = rows_of(file, file.due_on + timedelta(7))
    assert late.left == "quá 5 ngày làm việc"


def test_span_over_tet_names_the_days_it_skips(shelf, db):
    file = file_at(shelf, S.VERIFYING)
    file.verifications.update(sent_on=date(2024, 2, 5))
    (row,) = [one for one in rows_of(file_at(shelf, S.VERIFYING), date(2024, 2, 6)) if "thẩm tra" in one.what]
    assert row.end == date(2024, 3, 25)
    assert [day for day, _ in row.holidays] == [date(2024, 2, n) for n in range(8, 15)]


def test_codes_are_rows_of_the_rule_book_and_no_ended_file_has_a_clock():
    for deadline in DEADLINES:
        figures = deadline.provision(date(2024, 1, 1)).figures
        assert figures.get(deadline.days) or figures["months"], deadline.code
    assert [state for state in ENDED if OF_STATE[state]] == []
    assert DEADLINES[0].instrument(date(2024, 1, 1)).key == "HD-01-2021"
