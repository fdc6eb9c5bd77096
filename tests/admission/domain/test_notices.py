"""Reminders: each deadline once for each threshold, whatever night was missed; one mail for many, by choice."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection

from admission.clocks import clocks_of
from admission.digest import send_digest
from admission.domain import notices
from admission.models import Candidate, Notice
from partytrack.journal.models import Entry
from tests.world import START

DAY = timedelta(1)


@pytest.fixture
def decided(w):
    return w.climb(w.file(full_name="Nguyễn Thị Ngọc Hoa"), to="decided")


@pytest.fixture
def end(decided):
    return Candidate.objects.with_clocks().get(pk=decided.pk).due_on


def told(user):
    """Keys of the thresholds that a user was told of, in order."""
    return list(user.notices.order_by("id").values_list("threshold", flat=True))


def test_reminder_comes_a_week_before_on_the_day_and_after(w, decided, end):
    for day in (end - 8 * DAY, end - 7 * DAY, end - 3 * DAY, end, end + DAY, end + 30 * DAY):
        notices.remind(w.secretary, day)
    assert told(w.secretary) == ["soon", "today", "late"]


@pytest.mark.sqlite_too
def test_missed_night_and_double_run_remind_once(w, decided, end):
    for day in (end - 5 * DAY, end - 5 * DAY, end + 2 * DAY, end + 2 * DAY):
        notices.remind(w.secretary, day)
    assert told(w.secretary) == ["soon", "late"]


def test_only_whoever_is_late_is_reminded(w, decided, end):
    for user in (w.secretary, w.officer, w.board, w.auditor):
        notices.remind(user, end)
    assert list(Notice.objects.values_list("user", flat=True)) == [w.secretary.pk]


def test_deadline_that_was_kept_is_put_away(w, decided, end):
    assert notices.remind(w.secretary, end) == 1
    w.act(decided, "ceremony", decided.since + DAY)
    assert notices.remind(w.secretary, decided.since + 2 * DAY) == 0
    assert w.secretary.notices.get().read_at is not None


def test_papers_are_told_of_long_before_they_run_out(w):
    file = w.climb(w.file(), to="dossier")
    clock = next(c for c in clocks_of(Candidate.objects.with_clocks().get(pk=file.pk)) if c.deadline.expires)
    assert notices.reached(clock, clock.end - 61 * DAY) is None
    assert notices.reached(clock, clock.end - 60 * DAY).key == "soon"


def test_user_without_grants_or_disabled_is_not_reminded(w, decided, end):
    assert w.secretary.pk in notices.whom_to_remind()
    w.secretary.grants.update(valid_to=date(2020, 1, 1))
    assert w.secretary.pk not in notices.whom_to_remind()
    w.officer.is_active = False
    w.officer.save()
    assert w.officer.pk not in notices.whom_to_remind()
    del w.secretary._grants_in_force
    assert (notices.remind(w.secretary, end), send(w.secretary, end)) == (0, 0)


def test_names_of_files_out_of_sight_are_not_shown(w, decided, end):
    notices.remind(w.secretary, end)
    assert notices.notices_of(w.secretary).count() == 1
    w.secretary.grants.update(valid_to=date(2020, 1, 1))
    del w.secretary._grants_in_force
    assert notices.notices_of(w.secretary).count() == 0


def choose(user, digest, address="hoa@example.vn"):
    notices.choose_digest(actor=user, digest=digest, address=address)


def send(user, day):
    choose(user, "daily")
    return send_digest(user, day)


def test_digest_holds_counts_short_names_and_links(w, decided, end):
    w.climb(w.file(full_name="Trần Đức Ưỡng"), to="decided")
    choose(w.secretary, "daily")
    notices.remind(w.secretary, end + DAY)
    assert send_digest(w.secretary, end + DAY) == 2
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["hoa@example.vn"], "Nhắc việc: 2 việc đã quá hạn")
    assert f"- Hạn tổ chức lễ: N.T.N. Hoa (đã quá hạn, hạn {end:%d/%m/%Y})" in letter.body
    assert f"http://localhost:8000/ho-so/{decided.pk}/" in letter.body
    for word in ("Nguyễn Thị", "Đảng", "đảng", "kết nạp", "Chi bộ", "chi bộ", decided.citizen_id):
        assert word not in letter.subject + letter.body, word


def test_each_reminder_is_mailed_once(w, decided, end):
    choose(w.secretary, "daily")
    for day in (end - DAY, end - DAY, end, end, end + DAY):
        notices.remind(w.secretary, day)
        send_digest(w.secretary, day)
    assert [letter.subject for letter in mail.outbox] == [
        "Nhắc việc: 1 việc sắp đến hạn", "Nhắc việc: 1 việc đến hạn hôm nay", "Nhắc việc: 1 việc đã quá hạn",
    ]  # fmt: skip


def test_weekly_digest_comes_on_monday_or_the_day_after_a_missed_one(w, decided, end):
    choose(w.secretary, "weekly")
    monday = end + (7 - end.weekday()) * DAY
    sent = []
    for day in (monday, monday + DAY, monday + 6 * DAY, monday + 8 * DAY):
        Notice.objects.update(mailed_at=None)
        notices.remind(w.secretary, day)
        sent.append(send_digest(w.secretary, day))
    assert sent == [1, 0, 0, 1]


def test_digest_is_off_unless_chosen(w, decided, end):
    notices.remind(w.secretary, end)
    assert send_digest(w.secretary, end) == 0
    choose(w.secretary, "none")
    assert (send_digest(w.secretary, end), mail.outbox) == (0, [])


def test_mail_that_fails_is_tried_again(w, decided, end, settings):
    choose(w.secretary, "daily")
    notices.remind(w.secretary, end)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(ConnectionRefusedError):
        send_digest(w.secretary, end)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_digest(w.secretary, end) == 1


@pytest.mark.sqlite_too
def test_command_reminds_everybody_and_may_run_twice(w, decided, capsys):
    for _ in range(2):
        call_command("remind", "--json")
    said = capsys.readouterr().out.splitlines()
    assert said[0] == said[1] == f'{{"ok": true, "reminded": {len(notices.whom_to_remind())}, "failed": []}}'
    assert told(w.secretary) == ["late"]


def test_address_is_sealed_and_never_in_the_journal(w):
    choose(w.secretary, "weekly", "bithu@example.vn")
    with connection.cursor() as cursor:
        cursor.execute("select address from admission_noticesettings")
        assert "example" not in cursor.fetchone()[0]
    assert Entry.objects.latest("seq").body == {"digest": "weekly"}


def test_reading_one_leaves_the_others(w, decided, end):
    w.climb(w.file(on=START + DAY), to="decided")
    notices.remind(w.secretary, end + 9 * DAY)
    first, second = w.secretary.notices.order_by("id")
    notices.read_notices(w.officer, [first.pk])  # another's
    notices.read_notices(w.secretary, [first.pk])
    unread = w.secretary.notices.filter(read_at__isnull=True)
    assert list(unread) == [second]
    notices.read_notices(w.secretary)
    assert not unread.all().exists()
