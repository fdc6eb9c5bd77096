"""Danh mục hồ sơ: what a file is asked for on its route, in official order, and how it stands (HD 12/2022, II.1.1)."""

from datetime import date, timedelta

import pytest

from admission.checklist import Status, checklist, item_of, items_of, valid_until
from admission.dossier_order import CONSIDERING, RECOGNISING, Need
from admission.models import Candidate, LocalRequirement, Paper
from admission.rules.spans import add_months
from admission.states import State
from tests.admission.domain.refusals import why

STATES = (
    State.SOURCE, State.DOSSIER, State.CERTIFIED, State.BRANCH_PROPOSED, State.SUBMITTED, State.PROBATIONARY,
    State.FULL, State.STRUCK_OFF, State.MOVED_AWAY,
)  # fmt: skip
pytestmark = pytest.mark.django_db
DAY = timedelta(1)


def needs(file, stage=CONSIDERING, on=None):
    items = items_of(file, on or file.since)
    return {item.asked.code: item.asked.need for item in items if item.asked.stage == stage}


def asked(file, stage=CONSIDERING):
    return [code for code, need in needs(file, stage).items() if need == Need.REQUIRED]


def statuses(file, on=None):
    return {item.asked.code: item.status for item in items_of(file, on or file.since)}


def test_list_is_in_the_order_of_the_guide(shelf):
    assert asked(shelf.file(State.SOURCE)) == [
        "CN-NTVĐ", "1-KNĐ", "2-KNĐ", "3-KNĐ", "4-KNĐ", "5-KNĐ", "6-KNĐ", "8-KNĐ", "TTr", "TS", "9-KNĐ", "BB-LKN",
    ]  # fmt: skip
    assert asked(shelf.file(State.SOURCE), RECOGNISING) == [
        "1-HSĐV", "2-HSĐV", "CN-ĐVM", "10-KNĐ", "11-KNĐ", "12-KNĐ", "13-KNĐ", "15-KNĐ", "16-KNĐ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code", "copies"),
    [
        ({}, "4-KNĐ", 1),
        ({"youth_union_on": None, "trade_union_on": date(2018, 1, 1)}, "4a-KNĐ", 1),
        ({"youth_union_on": None}, None, 2),
        ({"born_on": date(1980, 1, 1)}, None, 2),  # older than the youth: two sponsors
    ],
)
def test_who_introduces_follows_from_age_and_organisation(changes, code, copies, w):
    """Điều lệ, Art. 4.1: one sponsor and the organisation, or two sponsors."""
    file = w.file(**changes)
    items = {item.asked.code: item.asked for item in items_of(file, file.since)}
    of_organisation = [c for c in ("4-KNĐ", "4a-KNĐ") if items[c].need == Need.REQUIRED]
    assert of_organisation == ([code] if code else [])
    assert items["3-KNĐ"].copies == copies
    assert all(items[c].why for c in ("4-KNĐ", "4a-KNĐ") if c != code)


@pytest.mark.parametrize(
    ("branch", "absent"),
    [
        ("branch", {"7-KNĐ", "14-KNĐ"}),
        ("section_branch", set()),
        ("base_branch", {"7-KNĐ", "8-KNĐ", "14-KNĐ", "15-KNĐ"}),
    ],
)
def test_route_decides_which_levels_write(branch, absent, w):
    file = w.file(getattr(w, branch))
    by_level = {"7-KNĐ", "8-KNĐ", "14-KNĐ", "15-KNĐ"}
    both = needs(file) | needs(file, RECOGNISING)
    assert {code for code in by_level if both[code] == Need.NONE} == absent


def test_consent_is_for_people_over_sixty(w):
    """QĐ 24-QĐ/TW, 1.1.2: counted in full months on the day of the branch's vote."""
    file = w.file(born_on=date(1964, 1, 8), youth_union_on=None)
    assert needs(file, on=date(2024, 1, 8))["CV-ĐY"] == Need.NONE
    assert needs(file, on=date(2024, 2, 8))["CV-ĐY"] == Need.REQUIRED


def test_paper_is_missing_then_here_then_old(shelf):
    file = shelf.file(State.DOSSIER)
    assert statuses(file)["2-KNĐ"] == Status.MISSING
    assert (statuses(file)["1-KNĐ"], statuses(file)["6-KNĐ"], statuses(file)["7-KNĐ"]) == (
        Status.HERE, Status.LATER, Status.NOT_NEEDED,
    )  # fmt: skip
    end = item_of(file, "CN-NTVĐ", file.since).valid_until
    assert end == add_months(file.papers.get(code="CN-NTVĐ").issued_on, 60)
    at = {days: statuses(file, end + timedelta(days))["CN-NTVĐ"] for days in (-61, -60, 0, 1)}
    assert at == {-61: Status.HERE, -60: Status.EXPIRING, 0: Status.EXPIRING, 1: Status.EXPIRED}


def test_what_was_good_at_the_vote_does_not_run_out_afterwards(shelf):
    later = date(2040, 1, 1)
    assert statuses(shelf.file(State.CERTIFIED), later)["5-KNĐ"] == Status.EXPIRED
    assert statuses(shelf.file(State.SUBMITTED), later)["5-KNĐ"] == Status.HERE


def test_summary_counts_what_must_be_there_by_now(shelf):
    [group] = checklist(shelf.file(State.CERTIFIED), shelf.file(State.CERTIFIED).since)
    assert (group.summary, group.is_complete) == ("6/6 giấy tờ", True)
    [group] = checklist(shelf.file(State.SOURCE), shelf.file(State.SOURCE).since)
    assert (group.summary, group.is_complete) == ("0/6 giấy tờ", False)
    file = shelf.file(State.CERTIFIED)
    [group] = checklist(file, item_of(file, "5-KNĐ", file.since).valid_until + DAY)
    assert group.summary == "3/6 giấy tờ, 3 hết hạn"


def test_second_round_stands_first_and_papers_of_leaving_beside(shelf):
    files = {state: shelf.file(state) for state in STATES}
    titles = {state: [group.title for group in checklist(file, file.since)] for state, file in files.items()}
    assert titles[State.FULL] == ["Hồ sơ công nhận chính thức", "Hồ sơ kết nạp"]
    assert titles[State.MOVED_AWAY] == ["Hồ sơ kết nạp", "Giấy tờ khác"]
    assert titles[State.STRUCK_OFF][2:] == ["Giấy tờ khác"]


def test_reviews_of_probation_are_due_when_it_ends(shelf):
    file = shelf.file(State.PROBATIONARY)
    file.papers.filter(code="10-KNĐ").delete()
    ends = add_months(file.ceremony_on, 12)
    assert [statuses(file, on)["10-KNĐ"] for on in (ends - DAY, ends)] == [Status.LATER, Status.MISSING]


def test_every_paper_of_every_file_is_on_its_list(shelf):
    for state in STATES:
        file = shelf.file(state)
        shown = {paper.pk for item in items_of(file, file.since) for paper in (*item.papers, *item.earlier)}
        assert shown == set(file.papers.values_list("pk", flat=True)), state


def record(shelf, file, by="secretary", **fields):
    plain = {
        "code": "CN-NTVĐ",
        "number": "12/2024",
        "issued_on": date(2024, 1, 2),
        "issuer": "Trường Chính trị tỉnh",
    }
    return shelf.act(file, "record_paper", by, **{**plain, **fields})


def test_correction_takes_the_place_of_the_row_and_keeps_it(shelf):
    file = shelf.file(State.DOSSIER)
    old = file.papers.get(code="CN-NTVĐ")
    done = record(shelf, file, valid_until=date(2024, 6, 30))
    item = item_of(file, "CN-NTVĐ", file.since)
    assert ([paper.corrects for paper in item.papers], item.earlier) == ([old], (old,))
    assert (item.papers[0].number, item.valid_until) == ("12/2024", date(2024, 6, 30))
    assert (done.entry.body["code"], done.entry.body["corrected"]) == ("CN-NTVĐ", True)
    assert done.file.state == State.DOSSIER


def test_paper_cannot_be_good_for_longer_than_the_rules_say():
    paper = Paper(code="CN-NTVĐ", issued_on=date(2020, 1, 15), valid_until=date(2030, 1, 1))
    assert valid_until(paper) == date(2025, 1, 15)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"code": "XYZ"}, "PAPER_UNKNOWN"),
        ({"code": "6-KNĐ"}, "PAPER_ELSEWHERE"),
        ({"code": "9-KNĐ"}, "PAPER_ELSEWHERE"),
        ({"code": "3-KNĐ"}, "SPONSOR_FIRST"),
        ({"corrects": 0}, "PAPER_UNKNOWN"),
        ({"valid_until": date(2024, 1, 1)}, "PAPER_ENDS"),
    ],
)
def test_paper_that_cannot_be_recorded_is_refused(fields, code, shelf):
    assert why(record, shelf, shelf.file(State.DOSSIER), **fields) == [code]


def test_same_words_again_are_no_correction(shelf):
    done = record(shelf, shelf.file(State.DOSSIER))
    assert why(record, shelf, done.file) == ["NOTHING_CHANGED"]


def test_introductions_of_two_sponsors_both_count_and_are_corrected_one_by_one(w):
    file = w.climb(w.file(youth_union_on=None), to="verifying")
    two = {"sponsor_2_name": "Võ Thị Sáu", "sponsor_2_full_from": date(2010, 1, 1)}
    file = w.act(file, "file_papers", file.since, sponsor_2_together_from=date(2015, 1, 1), **two)
    item = item_of(file, "3-KNĐ", file.since)
    assert ([paper.issuer for paper in item.papers], item.status) == (
        ["Lê Văn Dũng", "Võ Thị Sáu"],
        Status.HERE,
    )
    first, second = item.papers
    fields = {"code": "3-KNĐ", "issued_on": date(2024, 1, 30), "issuer": "Ai đó"}
    assert why(w.act, file, "record_paper", file.since, actor=w.officer, **fields) == ["PAPER_WHICH"]
    file = w.act(file, "record_paper", file.since, actor=w.officer, corrects=first.pk, **fields)
    papers = item_of(file, "3-KNĐ", file.since).papers
    assert [(paper.issuer, paper.issued_on) for paper in papers] == [
        ("Lê Văn Dũng", date(2024, 1, 30)), ("Võ Thị Sáu", second.issued_on),
    ]  # fmt: skip


def test_list_of_a_file_costs_few_queries(shelf, django_assert_max_num_queries):
    file = Candidate.objects.select_related("unit").get(pk=shelf.file(State.SUBMITTED).pk)
    with django_assert_max_num_queries(11):
        checklist(file, file.since)


def test_paper_that_a_unit_asks_for_by_itself_stands_at_the_end(shelf):
    file = shelf.file(State.DOSSIER)
    asked_for = LocalRequirement.objects.create(
        unit=shelf.w.commune,
        round="admission",
        title="Giấy khen năm gần nhất",
        decision="05-HD/ĐU",
        since=file.since,
    )
    *_, item = [item for item in items_of(file, file.since) if item.asked.stage == CONSIDERING]
    assert (item.asked.title, item.asked.why, item.status) == (
        "Giấy khen năm gần nhất", "Yêu cầu riêng của Đảng bộ xã Xuân Định.", Status.MISSING,
    )  # fmt: skip
    file.local_proofs.create(requirement=asked_for, on=file.since, text="Giấy khen số 12")
    item = item_of(file, item.asked.code, file.since)
    assert (item.status, item.asked.proof) == (Status.HERE, f"{file.since:%d/%m/%Y}, Giấy khen số 12")
    elsewhere = shelf.w.file(shelf.w.base_branch)
    assert [
        one.asked.title for one in items_of(elsewhere, file.since) if one.asked.code.startswith("YC")
    ] == []
