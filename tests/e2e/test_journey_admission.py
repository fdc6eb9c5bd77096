"""From an outstanding citizen to a full member, through the hands of three people."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partytrack.downloads import XLSX
from tests.e2e import ladder
from tests.e2e.cast import year

pytestmark = [pytest.mark.needs("BROWSER", "PDF"), pytest.mark.timeout(240)]
TODAY = timezone.localdate()
START = TODAY - timedelta(500)
CEREMONY = TODAY - timedelta(430)
RECOMMENDED = TODAY - timedelta(60)  # twelve months after the ceremony


def reported(visitor, period):
    """(admitted, recognised) on the report of the visitor's own unit."""
    visitor.choose_menu("Báo cáo")
    visitor.choose("Kỳ", period.name)
    visitor.press("Lọc")
    return visitor.figure("Kết nạp"), visitor.figure("Công nhận chính thức")


def kind_of(visitor, link):
    """What a link that is no page answers with."""
    address = visitor.page.get_by_role("link", name=link, exact=True).get_attribute("href")
    return visitor.page.request.get(address).headers["content-type"]


def first_round(secretary, officer, board):
    ladder.enter(secretary, START)
    ladder.prepare(secretary, START)
    ladder.certify(officer, START + timedelta(30))
    ladder.propose(secretary, START + timedelta(35))
    ladder.committee_votes(officer, START + timedelta(42))
    ladder.appraise_and_plan(board, START + timedelta(49), session_on=START + timedelta(56))
    ladder.admit(board, "31-QĐ/HU")


def second_round(secretary, officer, board):
    ladder.recommend(secretary, RECOMMENDED)
    ladder.committee_votes(officer, TODAY - timedelta(50))
    ladder.appraise_and_plan(board, TODAY - timedelta(40), session_on=TODAY)
    ladder.admit(board, "17-QĐ/HU")


def test_journey_to_full_membership(people, visit):
    w = people.world
    then, now = year(w, CEREMONY.year), people.this_year
    w.climb(people.file(CEREMONY), to="probationary", step=0)
    secretary, officer, board = visit(people.secretary), visit(w.officer), visit(w.board)
    assert (reported(secretary, then), reported(secretary, now)) == ((1, 0), (0, 0))

    first_round(secretary, officer, board)
    ladder.hold_ceremony(secretary, CEREMONY)
    assert reported(secretary, then) == reported(board, then) == (2, 0)

    second_round(secretary, officer, board)
    assert reported(board, now) == (0, 1)
    assert kind_of(board, "In báo cáo") == "application/pdf"
    assert kind_of(board, "Excel") == XLSX
    secretary.open("/ho-so/?buoc=ended")
    secretary.follow(ladder.NAME)
    secretary.reads("Đảng viên chính thức")
