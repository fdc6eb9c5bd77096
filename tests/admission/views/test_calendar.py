"""The month of a user, and the secret link under which a calendar program reads it."""

from datetime import date, timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from admission.domain.notices import make_feed, revoke_feed
from admission.models import FeedLink, Session, SessionStatus
from partytrack.journal.models import Entry
from tests.admission.reports.readers import html_text
from tests.world import make_user
from units.models import Role, User

pytestmark = pytest.mark.django_db
PAGE = reverse("admission:calendar")
SETTINGS = reverse("admission:notice_settings")


@pytest.fixture
def decided(w):
    """A file whose ceremony is due in some weeks."""
    on = timezone.localdate() - timedelta(80)
    file = w.climb(w.file(on=on, full_name="Nguyễn Thị Ngọc Hoa"), to="decided", on=on)
    Session.objects.update(status=SessionStatus.RELEASED)
    return file


def due_on(file):
    return type(file).objects.with_clocks().get(pk=file.pk).due_on


def cells(response):
    return {cell.day: cell.events for week in response.context["weeks"] for cell in week if cell.events}


def entries(response):
    """{UID: VEVENT} of a feed."""
    return {str(one["UID"]): one for one in icalendar.Calendar.from_ical(response.content).walk("VEVENT")}


def address(secret):
    return reverse("admission:calendar_feed", kwargs={"secret": secret})


def fetch(client, secret):
    FeedLink.objects.update(fetched_at=None)
    return client.get(address(secret))


def test_month_shows_what_is_due_on_its_day(w, decided, as_user):
    day = due_on(decided)
    response = as_user(w.secretary).get(PAGE, {"thang": f"{day:%Y-%m}"})
    (event,) = cells(response)[day]
    assert (event.what, event.who, event.kind) == ("Tổ chức lễ kết nạp", "Nguyễn Thị Ngọc Hoa", "deadline")
    assert event.url == reverse("admission:candidate_detail", kwargs={"pk": decided.pk})
    assert day in {cell.day for cell in response.context["listed"]}
    assert "Nguyễn Thị Ngọc Hoa" in as_user(w.secretary).get(PAGE, {"ngay": day.isoformat()}).content.decode()


def test_deadline_is_on_the_calendar_of_whoever_keeps_it(w, decided, as_user):
    month = {"thang": f"{due_on(decided):%Y-%m}"}
    assert due_on(decided) not in cells(as_user(w.officer).get(PAGE, month))
    assert due_on(decided) not in cells(as_user(w.auditor).get(PAGE, month))


def test_month_holds_ends_of_probation_and_sessions_with_their_last_day_to_submit(w, as_user):
    today = timezone.localdate()
    file = w.climb(w.file(on=today - timedelta(120)), to="probationary")
    shown = cells(as_user(w.secretary).get(PAGE, {"thang": f"{file.probation_ends_on:%Y-%m}"}))
    assert "probation" in {event.kind for event in shown[file.probation_ends_on]}
    session = w.session(today)
    session.submit_by = today - timedelta(10)
    session.save()
    for day, kind in ((session.held_on, "session"), (session.submit_by, "submit")):
        shown = cells(as_user(w.board).get(PAGE, {"thang": f"{day:%Y-%m}"}))
        assert kind in {event.kind for event in shown[day]}


@pytest.mark.sqlite_too
def test_who_hands_in_to_a_session_above_sees_the_last_day_and_no_more(w, as_user):
    session = w.session(timezone.localdate() + timedelta(40))
    for user in (w.officer, make_user(Role.BRANCH_SECRETARY, w.branch)):
        shown = cells(as_user(user).get(PAGE, {"thang": f"{session.submit_by:%Y-%m}"}))
        (event,) = shown[session.submit_by]
        assert (event.kind, event.who, event.url) == ("submit", w.district.name, reverse("admission:my_work"))
        assert session.held_on not in cells(as_user(user).get(PAGE, {"thang": f"{session.held_on:%Y-%m}"}))


def test_more_than_a_cell_holds_is_on_the_page_of_the_day(w, as_user):
    today = timezone.localdate()
    for _ in range(6):
        file = w.climb(w.file(on=today - timedelta(80)), to="verifying")
    client, day = as_user(w.officer), due_on(file)
    response = client.get(PAGE, {"thang": f"{day:%Y-%m}"})
    assert "và 3 việc khác" in html_text(response.content.decode())
    assert len(client.get(PAGE, {"ngay": day.isoformat()}).context["events"]) == 6


@pytest.mark.parametrize(
    "asked", [{"thang": "2026-13"}, {"thang": "x"}, {"thang": "9999-12"}, {"ngay": "2026-02-30"}]
)
def test_months_that_do_not_exist_show_this_one(w, as_user, asked):
    response = as_user(w.secretary).get(PAGE, asked)
    assert response.context["first"] == timezone.localdate().replace(day=1)


def test_feed_names_nobody_in_full_and_says_nothing_political(w, decided, client):
    response = fetch(client, make_feed(actor=w.secretary))
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    (entry,) = entries(response).values()
    assert str(entry["SUMMARY"]) == "Hạn tổ chức lễ: N.T.N. Hoa"
    assert entry["DTSTART"].dt == due_on(decided)
    page = reverse("admission:candidate_detail", kwargs={"pk": decided.pk})
    assert str(entry["URL"]) == f"http://testserver{page}"
    text = response.content.decode().lower()
    for word in ("nguyễn thị ngọc", "đảng", "kết nạp", "chi bộ", "lý lịch", decided.citizen_id):
        assert word not in text, word


def test_feed_keeps_its_uids_and_its_bytes_from_fetch_to_fetch(w, decided, client):
    secret = make_feed(actor=w.secretary)
    first, second = fetch(client, secret), fetch(client, secret)
    assert first.content == second.content
    assert [*entries(first)] == [
        f"ceremony_30_working_days-{decided.pk}-{decided.decided_on:%Y%m%d}@partytrack"
    ]


def test_feed_follows_the_rights_of_the_moment(w, decided, client):
    secret = make_feed(actor=w.secretary)
    w.secretary.grants.update(valid_to=timezone.localdate())
    assert entries(fetch(client, secret)) == {}
    User.objects.filter(pk=w.secretary.pk).update(is_active=False)
    assert fetch(client, secret).status_code == 404


def test_feed_that_was_renewed_or_revoked_is_not_found(w, client):
    old = make_feed(actor=w.secretary)
    new = make_feed(actor=w.secretary)
    assert [fetch(client, secret).status_code for secret in (old, new, "x" * 43)] == [404, 200, 404]
    revoke_feed(actor=w.secretary)
    assert fetch(client, new).status_code == 404
    events = list(Entry.objects.filter(event__startswith="admission.feed").values_list("event", flat=True))
    assert events == ["admission.feed_made", "admission.feed_made", "admission.feed_revoked"]


def test_feed_is_fetched_once_in_a_while(w, client):
    secret = make_feed(actor=w.secretary)
    assert [client.get(address(secret)).status_code for _ in range(2)] == [200, 429]


def test_link_is_shown_once_and_only_its_hash_is_kept(w, client, as_user):
    client = as_user(w.secretary)
    response = client.post(reverse("admission:feed_make"))
    link = response.context["link"]
    secret = link.rpartition("/")[2].removesuffix(".ics")
    assert link in html_text(response.content.decode()).replace("&amp;", "&")
    assert secret not in FeedLink.objects.get().mark
    assert secret not in client.get(SETTINGS).content.decode()
    assert fetch(client, secret).status_code == 200
    client.post(reverse("admission:feed_revoke"))
    assert client.get(SETTINGS).context["feed"] is None


def test_class_is_on_the_calendar_of_those_invited(w, as_user):
    from tests.courses import make_class

    training = make_class(w)
    other = make_user(Role.UNIT_ADMIN, w.district)
    shown = cells(as_user(w.board).get(PAGE, {"thang": f"{training.starts:%Y-%m}"}))
    assert training.title in {event.what for event in shown[training.starts]}
    assert as_user(other).get(PAGE).status_code == 403


def test_year_of_a_month_is_kept_over_new_year(w, as_user):
    response = as_user(w.secretary).get(PAGE, {"thang": "2026-12"})
    assert (response.context["after"], response.context["before"]) == (date(2027, 1, 1), date(2026, 11, 30))
