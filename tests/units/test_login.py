"""Sign-in, throttling, sessions and passwords, over HTTP."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partytrack.journal.models import Entry
from tests.world import make_user
from units.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]
PASSWORD, NEW = "mùa gặt trên đồng", "cánh cò bay lả bay la"
LOGIN = "/dang-nhap/"
REFUSED = "Tên đăng nhập hoặc mật khẩu không đúng."


@pytest.fixture
def user(w):
    w.secretary.set_password(PASSWORD)
    w.secretary.save()
    return w.secretary


def sign_in(client, username, password=PASSWORD, **extra):
    return client.post(LOGIN, {"username": username, "password": password}, **extra)


def test_sign_in_leads_to_the_work_of_the_user(client, user):
    assert sign_in(client, user.username).url == reverse("admission:my_work")
    assert client.get(LOGIN).url == reverse("admission:my_work")


def test_sign_in_leads_an_administrator_to_the_units(client, w):
    w.admin.set_password(PASSWORD)
    w.admin.save()
    assert sign_in(client, w.admin.username, follow=True).redirect_chain[-1] == (reverse("units:tree"), 302)


def test_sign_in_goes_on_to_the_page_that_was_asked_for_but_nowhere_else(client, user):
    wanted = reverse("units:tree")
    assert client.get(wanted).url == f"{LOGIN}?next={wanted}"
    assert (
        client.post(f"{LOGIN}?next={wanted}", {"username": user.username, "password": PASSWORD}).url == wanted
    )
    client.post(reverse("logout"))
    away = client.post(
        f"{LOGIN}?next=https://example.org/", {"username": user.username, "password": PASSWORD}
    )
    assert away.url == reverse("admission:my_work")


def test_unknown_wrong_and_disabled_get_one_answer(client, w, user):
    w.board.set_password(PASSWORD)
    w.board.is_active = False
    w.board.save()
    answers = [
        sign_in(client, "khong.co.ai"),
        sign_in(client, user.username, "mật khẩu sai"),
        sign_in(client, w.board.username),
    ]
    assert [answer.context["form"].non_field_errors() for answer in answers] == [[REFUSED]] * 3
    assert "_auth_user_id" not in client.session


def test_five_failures_lock_that_name_on_that_machine_for_a_quarter_of_an_hour(client, user):
    for _ in range(4):
        assert sign_in(client, user.username, "sai").status_code == 200
    locked = sign_in(client, user.username, "sai")
    assert locked.status_code == 429
    assert 890 <= int(locked["Retry-After"]) <= 900
    retry_at = timezone.localtime(locked.context["retry_at"])
    assert f"sau {retry_at:%H:%M} ngày {retry_at:%d/%m/%Y}" in locked.content.decode()

    assert sign_in(client, user.username).status_code == 429
    assert sign_in(client, user.username).context["retry_at"] == locked.context["retry_at"]
    assert sign_in(Client(), user.username, REMOTE_ADDR="10.1.2.3").status_code == 302
    assert sign_in(Client(), "ai.khac", "sai").status_code == 200


def test_the_lock_opens_by_itself(client, user):
    for _ in range(5):
        sign_in(client, user.username, "sai")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert sign_in(client, user.username).status_code == 302


def fail_often(count, **extra):
    for n in range(count):
        assert sign_in(Client(), f"ten.{n}", "sai", **extra).status_code == 200


def test_fifty_names_from_one_machine_stop_it_for_an_hour_and_nobody_else(user):
    fail_often(50)
    first = AccessFailureLog.objects.order_by("attempt_time").first()
    for name in (user.username, "ten.51"):
        locked = sign_in(Client(), name)
        assert (locked.status_code, locked.context["retry_at"]) == (
            429,
            first.attempt_time + timedelta(hours=1),
        )
        assert 3500 <= int(locked["Retry-After"]) <= 3600
    assert Client().get(LOGIN).status_code == 200
    assert sign_in(Client(), user.username, REMOTE_ADDR="10.1.2.3").status_code == 302

    AccessFailureLog.objects.filter(pk=first.pk).update(attempt_time=timezone.now() - timedelta(minutes=61))
    assert sign_in(Client(), user.username).status_code == 302


def test_a_success_does_not_clear_a_machine_that_tries_many_names(user):
    fail_often(49)
    assert sign_in(Client(), user.username).status_code == 302
    assert sign_in(Client(), "ten.x", "sai").status_code == 200
    assert sign_in(Client(), user.username).status_code == 429


def test_failures_are_of_the_address_behind_the_proxy_whatever_is_forged(user, settings):
    settings.PROXY_COUNT = 1
    for n in range(5):
        sign_in(Client(), user.username, "sai", HTTP_X_FORWARDED_FOR=f"9.9.9.{n}, 203.0.113.7")
    assert sign_in(Client(), user.username, HTTP_X_FORWARDED_FOR="8.8.8.8, 203.0.113.7").status_code == 429
    assert (
        sign_in(Client(), user.username, HTTP_X_FORWARDED_FOR="203.0.113.7, 203.0.113.8").status_code == 302
    )


def test_a_success_forgets_the_failures_before_it(client, user):
    for _ in range(2):
        for _ in range(4):
            assert sign_in(client, user.username, "sai").status_code == 200
        assert sign_in(client, user.username).status_code == 302
        client.post(reverse("logout"))


def test_no_password_is_kept_with_a_failure(client, user):
    sign_in(client, user.username, "bí mật của tôi")
    attempt = AccessAttempt.objects.get()
    assert "bí mật" not in attempt.post_data + attempt.get_data


def test_sign_out_is_a_post_and_clears_the_session(client, user):
    sign_in(client, user.username)
    assert client.get(reverse("logout")).status_code == 405
    answer = client.post(reverse("logout"))
    assert (answer.url, answer["Clear-Site-Data"]) == (LOGIN, '"cache"')
    assert client.get(reverse("units:tree")).url.startswith(LOGIN)


def test_an_idle_session_ends(client, user, settings):
    settings.SESSION_COOKIE_AGE = 60
    sign_in(client, user.username)
    session = client.session
    assert session.get_expire_at_browser_close()
    assert 50 <= (session.get_expiry_date() - timezone.now()).total_seconds() <= 60
    session.set_expiry(-1)
    session.save()
    assert client.get(reverse("units:tree")).url.startswith(LOGIN)


def test_a_new_password_ends_every_other_session(client, user):
    other = Client()
    for browser in (client, other):
        sign_in(browser, user.username)
    answer = client.post(
        reverse("password_change"), {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    )
    assert answer.url == reverse("password_change_done")
    assert client.get(answer.url).status_code == 200
    assert other.get(reverse("password_change")).url.startswith(LOGIN)
    entry = Entry.objects.last()
    assert (entry.event, entry.subject, entry.actor, entry.body) == (
        "units.password_set", f"user:{user.pk}", user, {},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (("sai", NEW, NEW), {"old_password": ["Mật khẩu hiện nay không đúng."]}),
        ((PASSWORD, NEW, "khác"), {"new_password2": ["Hai lần nhập mật khẩu không giống nhau."]}),
        ((PASSWORD, "ngắn", "ngắn"), {"new_password2": ["Mật khẩu phải có ít nhất 12 ký tự."]}),
        (
            (PASSWORD, "123456789123", "123456789123"),
            {"new_password2": ["Mật khẩu này nhiều người dùng, dễ bị đoán. Hãy chọn mật khẩu khác."]},
        ),
        (
            (PASSWORD, "tran.thi.thu.ha1", "tran.thi.thu.ha1"),
            {"new_password2": ["Mật khẩu quá giống tên đăng nhập."]},
        ),
        (
            ("", "", ""),
            dict.fromkeys(["old_password", "new_password1", "new_password2"], ["Trường này là bắt buộc."]),
        ),
    ],
)
def test_password_rules_speak_vietnamese(client, w, typed, errors):
    user = make_user(Role.AUDITOR, w.district, "Hà")
    user.username = "tran.thi.thu.ha"
    user.set_password(PASSWORD)
    user.save()
    sign_in(client, user.username)
    names = ["old_password", "new_password1", "new_password2"]
    answer = client.post(reverse("password_change"), dict(zip(names, typed, strict=True)))
    assert answer.context["form"].errors == errors
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_dead_link_says_what_to_do(client, db):
    page = client.get(reverse("password_set", args=["MQ", "x-y"]))
    assert (page.status_code, page.context["form"]) == (200, None)
    assert "nhờ người quản trị đơn vị cấp liên kết mới" in page.content.decode()
    assert client.get(reverse("password_set_done")).status_code == 200
