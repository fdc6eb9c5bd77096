"""Accounts over HTTP: who is listed, who can be changed, and the one-time link."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.world import make_user
from units import accounts
from units.models import Grant, Role, User

pytestmark = pytest.mark.django_db
PASSWORD = "mùa gặt trên đồng Xuân Lộc"


def url(name, thing=None):
    return reverse(f"units:{name}", args=[thing.pk] if thing else [])


def day(offset=0):
    return f"{timezone.localdate() + timedelta(offset):%d/%m/%Y}"


@pytest.fixture
def commune_admin(w):
    return make_user(Role.UNIT_ADMIN, w.commune, "Quản trị xã")


def link_of(client, user):
    page = client.post(url("user_link", user)).content.decode()
    return re.search(r"http://testserver(/mat-khau/dat/[^<\s]+)", page)[1]


def test_list_shows_the_users_of_the_scope(w, commune_admin, signed_in):
    page = signed_in(commune_admin).get(url("user_list")).context["page"]
    assert set(page) == {commune_admin, w.officer, w.section_officer}
    page = signed_in(w.admin).get(url("user_list"), {"tim": "bộ phận"}).context["page"]
    assert list(page) == [w.section_officer]


def test_list_names_no_role_outside_the_scope(w, commune_admin, signed_in):
    Grant.objects.create(user=w.officer, unit=w.base_branch, role=Role.AUDITOR, valid_from="2020-01-01")
    client = signed_in(commune_admin)
    for address in (url("user_list"), url("user_detail", w.officer)):
        assert "Bảo hiểm xã hội" not in client.get(address).content.decode()


def test_list_costs_the_same_for_one_user_and_three(w, commune_admin, signed_in, django_assert_num_queries):
    client = signed_in(commune_admin)
    with django_assert_num_queries(4):
        client.get(url("user_list"))
    for _ in range(2):
        make_user(Role.BRANCH_SECRETARY, w.branch)
    with django_assert_num_queries(4):
        client.get(url("user_list"))


@pytest.mark.parametrize("name", ["user_list", "user_create"])
def test_accounts_are_for_administrators(w, signed_in, name):
    assert signed_in(w.board).get(url(name)).status_code == 403


def test_unseen_is_404_and_a_role_elsewhere_is_403(w, commune_admin, signed_in):
    Grant.objects.create(user=w.officer, unit=w.district, role=Role.AUDITOR, valid_from="2020-01-01")
    grant = w.officer.grants.get(unit=w.commune)
    client = signed_in(commune_admin)
    assert client.get(url("user_detail", w.officer)).context["may_change"] is False
    for name, thing, foreign in [
        ("user_link", w.officer, w.board),
        ("user_disable", w.officer, w.board),
        ("user_enable", w.officer, w.board),
        ("grant_add", w.officer, w.board),
        ("grant_end", grant, w.board.grants.get()),
    ]:
        assert client.post(url(name, thing)).status_code == 403
        assert client.post(url(name, foreign)).status_code == 404
    assert client.get(url("user_detail", w.board)).status_code == 404
    assert signed_in(w.board).get(url("user_detail", w.officer)).status_code == 403


def test_nobody_acts_on_their_own_account(w, signed_in):
    client = signed_in(w.admin)
    assert client.get(url("user_detail", w.admin)).context["is_self"] is True
    for name, thing in [("user_link", w.admin), ("user_disable", w.admin), ("grant_add", w.admin)]:
        assert client.post(url(name, thing)).status_code == 403
    assert client.post(url("grant_end", w.admin.grants.get()), {"on": day()}).status_code == 403


def test_create_makes_the_account_and_its_first_grant(w, signed_in):
    client = signed_in(w.admin)
    data = {
        "name": " Nguyễn  Thị Hoa", "username": "Hoa.BDinh", "role": "branch_secretary", "unit": w.branch.pk,
        "valid_from": day(),
    }  # fmt: skip
    answer = client.post(url("user_create"), data)
    user = User.objects.get(username="hoa.bdinh")
    assert (answer.url, user.name) == (url("user_detail", user), "Nguyễn Thị Hoa")
    assert user.grants.get().unit == w.branch

    again = client.post(url("user_create"), data)
    assert (again.status_code, again.context["reasons"][0].sentence) == (
        422,
        "Tên đăng nhập này đã có người dùng.",
    )
    foreign = client.post(url("user_create"), {**data, "username": "a", "unit": 10**9})
    assert foreign.status_code == 422
    named = client.get(url("user_create"), {"don_vi": w.branch.pk})
    assert named.context["form"]["unit"].value() == w.branch.pk


@pytest.mark.parametrize("wanted", ["9" * 5000, "9" * 19, "²", "x", "", "-1"])
def test_create_ignores_a_unit_that_is_no_number(w, signed_in, wanted):
    answer = signed_in(w.admin).get(url("user_create"), {"don_vi": wanted})
    assert (answer.status_code, answer.context["form"]["unit"].value()) == (200, None)


def test_grant_is_added_and_ended(w, signed_in):
    client = signed_in(w.admin)
    data = {
        "role": "auditor",
        "unit": w.section.pk,
        "valid_from": day(),
        "valid_to": day(30),
        "on_behalf_of": w.auditor.pk,
    }
    assert client.post(url("grant_add", w.officer), data).status_code == 302
    grant = w.officer.grants.get(role="auditor")
    assert (grant.valid_to, grant.on_behalf_of) == (timezone.localdate() + timedelta(30), w.auditor)

    assert client.post(url("grant_end", grant), {"on": day(-1)}).status_code == 422
    assert client.post(url("grant_end", grant), {"on": day()}).status_code == 302
    assert not w.officer.grants.in_force().filter(pk=grant.pk).exists()


def test_a_grant_outside_the_scope_cannot_be_chosen(w, commune_admin, signed_in):
    data = {"role": "auditor", "unit": w.district.pk, "valid_from": day()}
    assert signed_in(commune_admin).post(url("grant_add", w.officer), data).status_code == 422
    assert w.officer.grants.count() == 1


def test_link_sets_a_password_once(w, signed_in, client):
    link = link_of(signed_in(w.admin), w.officer)
    client.logout()
    page = client.get(link, follow=True)
    assert page.redirect_chain == [(re.sub("[^/]+/$", "set-password/", link), 302)]
    weak = client.post(page.request["PATH_INFO"], {"new_password1": "ngan", "new_password2": "ngan"})
    assert weak.context["form"].errors["new_password2"] == ["Mật khẩu phải có ít nhất 12 ký tự."]
    done = client.post(page.request["PATH_INFO"], {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert done.url == reverse("password_set_done")
    w.officer.refresh_from_db()
    assert w.officer.check_password(PASSWORD)

    used = client.get(link)
    assert used.context["form"] is None
    assert "Liên kết này đã dùng hoặc đã hết hạn" in used.content.decode()


def test_link_dies_with_a_newer_password_after_three_days_and_with_the_account(
    w, signed_in, client, settings
):
    admin = signed_in(w.admin)
    first, second = link_of(admin, w.officer), link_of(admin, w.officer)
    disabled = link_of(admin, w.auditor)
    accounts.set_active(actor=w.admin, user=w.auditor, active=False)
    client.logout()
    assert client.get(disabled).context["form"] is None

    address = client.get(first).url
    client.post(address, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert client.get(second).context["form"] is None
    late = link_of(signed_in(w.admin), w.officer)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert client.get(late).context["form"] is None


def test_link_is_shown_once_and_kept_nowhere(w, signed_in):
    answer = signed_in(w.admin).post(url("user_link", w.officer))
    assert answer["Cache-Control"] == "no-store"
    assert signed_in(w.admin).get(url("user_link", w.officer)).status_code == 405


def test_disable_takes_effect_at_the_next_request(w, signed_in, client_of):
    theirs = client_of(w.officer)
    assert theirs.get(url("tree")).status_code == 200
    admin = signed_in(w.admin)
    admin.post(url("user_disable", w.officer))
    assert theirs.get(url("tree")).url.startswith(reverse("login"))
    assert admin.post(url("user_link", w.officer)).status_code == 302
    admin.post(url("user_enable", w.officer))
    w.officer.refresh_from_db()
    assert w.officer.is_active


def test_a_grant_that_ends_takes_effect_at_the_next_request(w, signed_in, client_of):
    theirs = client_of(w.officer)
    assert theirs.get(url("unit_detail", w.commune)).status_code == 200
    signed_in(w.admin).post(url("grant_end", w.officer.grants.get()), {"on": day()})
    assert theirs.get(url("unit_detail", w.commune)).status_code == 404
