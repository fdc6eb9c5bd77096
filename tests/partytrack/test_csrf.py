"""A form that was left open too long; and that no refusal forgets its headers."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.forms import CharField
from django.test import Client
from django.urls import path, reverse

from partytrack import urls
from tests.world import person, world
from units.policy import PUBLIC, policy

pytestmark = pytest.mark.django_db
CHECKED = {"enforce_csrf_checks": True}
LOGIN, NEW = "/dang-nhap/", "/ho-so/moi/"


@policy(PUBLIC)
def broken(request):
    raise ZeroDivisionError


urlpatterns = [*urls.urlpatterns, path("hong/", broken)]


@pytest.fixture
def w(db):
    return world()


@pytest.fixture
def signed_in(w):
    client = Client(**CHECKED)
    client.force_login(w.secretary, backend="units.backends.WithGrants")
    return client


def stale(client, address=NEW, data=None, came_from=NEW):
    return client.post(
        address, data or {}, headers={"referer": f"http://testserver{came_from}"} if came_from else {}
    )


def assert_guarded(response):
    assert "style-src 'self'" in response.headers["Content-Security-Policy"]
    assert re.findall(r"<style|\bstyle=|<script(?![^>]*\bsrc=)", response.content.decode()) == []


def test_who_was_signed_out_is_led_to_sign_in_and_back(db):
    response = stale(Client(**CHECKED), data={"full_name": "Nguyễn Thị Hoa"})
    content = response.content.decode()
    assert response.status_code == 403
    assert "Phiên làm việc đã hết" in content
    assert "chưa được ghi" in content
    assert response.context["url"] == f"{LOGIN}?next=%2Fho-so%2Fmoi%2F"
    assert (response.context["kept"], "Nguyễn Thị Hoa" in content) == ([], False)
    assert_guarded(response)


def test_who_is_signed_in_gets_the_typed_text_back_but_no_secrets(signed_in):
    data = {
        "csrfmiddlewaretoken": "x" * 64, "request_id": "4f1b7f52-3f2e-4f57-b0a7-30c1c3b1d0aa", "version": "7",
        "full_name": "Nguyễn <b>Hoa</b>", "sex": "female", "old_password": "mùa gặt cũ", "new_password1": "mùa gặt mới",
        "residence": "Ấp 1\nxã Xuân Định",
    }  # fmt: skip
    response = stale(signed_in, data=data)
    assert response.status_code == 403
    assert response.context["kept"] == ["Nguyễn <b>Hoa</b>", "Ấp 1\nxã Xuân Định"]
    assert response.context["url"] == NEW
    assert "Nguyễn &lt;b&gt;Hoa&lt;/b&gt;" in response.content.decode()
    assert_guarded(response)


@pytest.mark.parametrize(
    "came_from",
    ["https://evil.example/ho-so/", "http://testserver//evil.example/", "", "http://testserver:1/x"],
)
def test_a_foreign_page_is_not_led_back_to(signed_in, came_from):
    response = signed_in.post(NEW, {}, headers={"referer": came_from})
    assert (response.status_code, response.context["url"]) == (403, "/")


def test_a_stale_sign_in_form_is_shown_again_with_a_sentence(db):
    client = Client(**CHECKED)
    data = {"username": "a", "password": "b", "next": NEW}
    page = client.post(f"{LOGIN}?next={NEW}", data, follow=True)
    assert page.redirect_chain == [(f"{LOGIN}?next=%2Fho-so%2Fmoi%2F", 302)]
    assert "Trang đăng nhập đã mở quá lâu. Hãy đăng nhập lại." in page.content.decode()
    away = client.post(LOGIN, {**data, "next": "https://evil.example/"})
    assert away.url == f"{LOGIN}?next=%2F"


def test_nothing_is_written_by_a_stale_form(w, signed_in):
    stale(signed_in, data={**person(), "unit": w.branch.pk, "on": "08/01/2024"})
    assert w.branch.candidates.count() == 0


@pytest.mark.urls(__name__)
def test_refusals_keep_the_policy_of_the_browser(w, client, signed_in):
    client.raise_request_exception = False
    answers = {
        404: client.get("/khong-co/"),
        500: client.get("/hong/"),
        403: signed_in.get(reverse("admission:audit")),
    }
    assert {status: answer.status_code for status, answer in answers.items() if status != 404} == {
        500: 500,
        403: 403,
    }
    for answer in answers.values():
        assert "style-src 'self'" in answer.headers["Content-Security-Policy"]
    assert_guarded(answers[500])
    assert_guarded(answers[403])


def test_a_null_character_is_refused_in_vietnamese():
    with pytest.raises(ValidationError) as refused:
        CharField().clean("a\0b")
    assert refused.value.messages == ["Nội dung có ký tự không dùng được. Hãy gõ lại."]
