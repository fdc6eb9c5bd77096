"""Every URL has a name and a policy."""

import json
from io import StringIO
from types import ModuleType

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.http import Http404, HttpResponse
from django.urls import include, path

from tests.world import make_unit, make_user
from units.models import Kind, Role, Unit
from units.permissions import ROLE_ACTIONS
from units.policy import PUBLIC, SIGNED_IN, Policy, declared, policy, unit_in_scope

WITHOUT_SIGN_IN = {
    "healthz",
    "readyz",
    "login",
    "password_set",
    "password_set_done",
    "admission:calendar_feed",
}


def undeclared():
    return [pattern for name, pattern, policy in declared() if name is None or policy is None]


def test_every_url_has_a_name_and_a_policy():
    assert undeclared() == []


def test_names_are_used_once():
    names = [name for name, _, _ in declared()]
    assert len(names) == len(set(names))


def test_the_public_urls_are_these():
    assert {name for name, _, policy in declared() if policy.action == PUBLIC} == WITHOUT_SIGN_IN


def test_every_action_is_one_that_a_role_can_hold():
    held = set().union(*ROLE_ACTIONS.values()) | {PUBLIC, SIGNED_IN, "act"}
    assert {policy.action for _, _, policy in declared()} - held == set()


def _bare(request):
    return HttpResponse()


def _urls(*more):
    urls = ModuleType("urls")
    urls.urlpatterns = [path("", include("partytrack.urls")), *more]
    return urls


@pytest.mark.urls(_urls(path("them/", include(([path("tro/", _bare, name="bare")], "app")))))
def test_a_url_without_policy_is_found():
    assert undeclared() == ["them/tro/"]
    assert [name for name, pattern, _ in declared() if pattern == "them/tro/"] == ["app:bare"]
    with pytest.raises(SystemExit):
        call_command("policy_dump", stdout=StringIO())


def test_policy_dump_prints_every_url():
    out = StringIO()
    call_command("policy_dump", "--json", stdout=out)
    rows = {row["name"]: row for row in json.loads(out.getvalue())}
    assert len(rows) == len(list(declared()))
    assert rows["units:unit_rename"] == {
        "name": "units:unit_rename", "pattern": "don-vi/<int:pk>/doi-ten/", "action": "unit.manage",
        "methods": ["GET", "POST"], "of_object": True,
    }  # fmt: skip


@policy("unit.manage", load=unit_in_scope, methods=("POST",))
def _change(request, unit):
    return HttpResponse(unit.name)


def test_unseen_is_404_and_seen_without_right_is_403(w, rf):
    elsewhere = make_unit("Huyện khác", Kind.SUPERIOR)

    def change(user, unit, method="post"):
        request = getattr(rf, method)("/")
        request.user = user
        return _change(request, pk=unit.pk)

    assert change(w.admin, w.branch).content.decode() == w.branch.name
    assert change(w.admin, w.branch, method="get").status_code == 405
    with pytest.raises(PermissionDenied):
        change(w.secretary, w.branch)
    for unit in (elsewhere, Unit(pk=10**9)):
        with pytest.raises(Http404):
            change(w.admin, unit)
    with pytest.raises(Http404):
        change(make_user(Role.UNIT_ADMIN, w.section), w.branch)
    assert _change.policy == Policy("unit.manage", ("POST",), True)
