"""What becomes of books, sessions, settings and powers of a body that is merged away."""

from datetime import date, timedelta

import pytest

from admission.domain.number_books import body_of, locked_book
from admission.domain.numbering import Series
from admission.models import DecidingBody, Session
from admission.models.dossier import Body
from admission.states import Round
from tests.plans import DAY, applied, draft, merge, problems, together, undone
from tests.world import make_unit
from units.hierarchy import set_power
from units.models import Grant, Kind, Unit, User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def bodies(two):
    """Two communes that decide on admissions, of which one is merged into a new one with the other."""
    w = two
    w.other = make_unit("Đảng bộ xã Bảo Hòa", Kind.BASE_COMMITTEE, w.district, decides=True)
    set_power(w.commune, decides=True, on=date(2020, 1, 1), decision="1-QĐ", actor=None)
    return w


def one_commune(w, **said):
    return merge("XA", w.commune, w.other, name="Đảng bộ xã mới", **said)


def sections(plan):
    return {
        section: [(before, after) for _, before, after in rows]
        for section, rows in plan.rehearsal["touched"].items()
    }


def test_book_closes_with_the_old_body_and_the_new_one_begins_its_own(bodies):
    w = bodies
    book = locked_book(w.commune, Round.ADMISSION, date(2026, 1, 5))
    was = book.ends
    plan = applied(w, one_commune(w))
    book.refresh_from_db()
    assert (book.authority, book.ends) == (w.commune, DAY - timedelta(1))
    assert sections(plan)["books"] == [(w.commune.pk, None)]
    new = Unit.objects.get(code="XA")
    assert locked_book(new, Round.ADMISSION, DAY).first is None
    # A book that was opened since is of the new body: nothing is undone any more; without it the old one runs on.
    new.number_books.all().delete()
    undone(w, plan)
    book.refresh_from_db()
    assert book.ends == was


@pytest.mark.parametrize(("said", "decides"), [(None, True), (False, False)])
def test_new_body_decides_where_all_old_ones_did(bodies, said, decides):
    w = bodies
    plan = applied(w, one_commune(w, decides=said))
    assert Unit.objects.get(code="XA").powers.on(DAY).exists() == decides
    words = {unit["code"]: unit["words"] for unit in plan.rehearsal["units"]}
    ends = "quyền quyết định kết nạp do đơn vị mới thực hiện" if decides else "thôi quyền quyết định kết nạp"
    assert words[w.other.code] == ["sáp nhập vào Đảng bộ xã mới", ends]


def test_prepared_session_follows_with_its_files(w):
    w.climb(w.file(w.base_branch, on=date(2026, 1, 5)), to="on_agenda", step=1)
    other = make_unit("Huyện khác", Kind.SUPERIOR, decides=True)
    for user in (w.admin, w.board):
        role = user.grants.get().role
        Grant.objects.create(user=user, unit=other, role=role, valid_from=date(2020, 1, 1))
    w.board = User.objects.get(pk=w.board.pk)  # what they may do is asked anew
    session = Session.objects.get()
    clash = Session.objects.create(unit=other, held_on=session.held_on)
    assert problems(draft(w, merge(other, w.district)), w) == ["OPEN_SESSIONS"]  # both would meet on one day
    clash.delete()
    plan = applied(w, merge(other, w.district))
    session.refresh_from_db()
    assert (session.unit, session.items.get().candidate.route.deciding) == (other, other)
    undone(w, plan)
    session.refresh_from_db()
    assert session.unit == w.district


def test_settings_that_all_had_alike_pass_on(bodies):
    w = bodies
    for unit, days in ((w.commune, 7), (w.other, 9)):
        DecidingBody.objects.create(unit=unit, symbol="-QĐ/ĐU", submit_days_before=days, members=11)
    applied(w, one_commune(w))
    body = body_of(Unit.objects.get(code="XA"))
    assert (body.symbol, body.submit_days_before, body.members) == ("-QĐ/ĐU", 10, None)


def test_merged_branches_leave_their_numbers_in_their_own_series(two):
    w = two
    w.climb(w.file(w.branch, on=date(2026, 1, 5)), to="branch_proposed", step=1)
    assert Series(w.branch, Body.BRANCH, DAY).suggested() != "01-NQ/CB"
    applied(w, together(w))
    new = Unit.objects.get(code="HOP")
    assert (Series(new, Body.BRANCH, DAY).taken, Series(w.second, Body.BRANCH, DAY).taken) == ({}, {})
