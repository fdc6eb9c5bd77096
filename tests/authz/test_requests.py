"""Bodies that name what is not the sender's, rights that end in the middle of a session, and four eyes."""

import uuid
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from admission.models import AgendaItem, Candidate, Session
from partytrack.journal.models import Entry
from tests.authz.conftest import address
from tests.world import START, found_elsewhere, make_user, person
from units import accounts, hierarchy
from units.models import Grant, Role, Target, User

pytestmark = pytest.mark.django_db
TODAY = f"{timezone.localdate():%d/%m/%Y}"


def typed(**changes):
    """A person as a secretary types one."""
    days = {key: f"{value:%d/%m/%Y}" if isinstance(value, date) else value for key, value in person().items()}
    return {
        **days, "ethnicity": "kinh", "religion": "none", "qualification": "none", "request_id": str(uuid.uuid4()),
        "on": f"{START:%d/%m/%Y}", **changes,
    }  # fmt: skip


def url(name, pk=None, **kwargs):
    return reverse(name, kwargs={"pk": pk, **kwargs} if pk else None)


# A6: what a body names must lie in the sender's scope; what no form asks for is ignored


def test_register_refuses_a_branch_elsewhere(visitor, places):
    user = visitor.user(Role.BRANCH_SECRETARY, "commune")
    before = Candidate.objects.count()
    for unit in ("branch_3", "commune_2_branch", "commune", "district"):
        answer = visitor.do(
            "POST", url("admission:candidate_new"), user, data=typed(unit=places.unit(unit).pk)
        )
        assert answer.status_code == 422
    assert Candidate.objects.count() == before


def test_register_ignores_what_the_form_does_not_ask(visitor, places):
    user = visitor.user(Role.BRANCH_SECRETARY, "commune")
    extra = {"state": "full", "version": 9, "decided_on": TODAY, "citizen_id_mark": "x", "last_entry": 1}
    data = typed(unit=places.unit("branch").pk, **extra)
    assert visitor.do("POST", url("admission:candidate_new"), user, data=data).status_code == 302
    file = Candidate.objects.latest("pk")
    assert (file.state, file.version, file.decided_on, file.unit) == (
        "source",
        1,
        None,
        places.unit("branch"),
    )
    assert len(file.citizen_id_mark) == 64


def test_edit_ignores_unit_and_state(visitor, places):
    user = visitor.user(Role.BRANCH_SECRETARY, "commune")
    file = places.world.file(places.unit("branch"))
    data = typed(
        version=file.version, unit=places.unit("branch_2").pk, state="full", citizen_id=file.citizen_id
    )
    data["residence"] = "Ấp 2, xã Xuân Định"
    assert visitor.do("POST", url("admission:candidate_edit", file.pk), user, data=data).status_code == 302
    file = Candidate.objects.get(pk=file.pk)
    assert (file.unit, file.state, file.residence) == (places.unit("branch"), "source", "Ấp 2, xã Xuân Định")


def test_one_foreign_file_among_many_refuses_them_all(visitor, places, samples):
    board = visitor.user(Role.BOARD_OFFICER, "district")
    world, session = places.world, samples.item.session
    ready = world.climb(world.file(), to="appraised")
    foreign = Candidate.objects.filter(unit=places.unit("base_branch")).get()
    found_elsewhere(foreign, places.unit("branch_3"))
    foreign = Candidate.objects.get(pk=foreign.pk)
    data = {
        "request_id": uuid.uuid4(),
        "files": [f"{ready.pk}.{ready.version}", f"{foreign.pk}.{foreign.version}"],
    }
    assert visitor.do("POST", url("admission:session_add", session.pk), board, data=data).status_code == 404
    assert list(session.items.values_list("pk", flat=True)) == [samples.item.pk]


def test_an_item_of_another_session_is_not_removed(visitor, places, samples):
    board = visitor.user(Role.BOARD_OFFICER, "district")
    other = Session.objects.create(unit=places.unit("district"), held_on=date(2025, 12, 1))
    data = {"item": samples.item.pk}
    assert visitor.do("POST", url("admission:session_remove", other.pk), board, data=data).status_code == 302
    assert AgendaItem.objects.filter(pk=samples.item.pk).exists()


def test_a_session_is_not_planned_elsewhere(visitor, places):
    board = visitor.user(Role.BOARD_OFFICER, "district")
    before = Session.objects.count()
    for unit in ("district_2", "other_district", "province"):
        data = {"unit": places.unit(unit).pk, "held_on": TODAY}
        assert visitor.do("POST", url("admission:session_plan"), board, data=data).status_code == 422
    assert Session.objects.count() == before


@pytest.mark.parametrize("unit", ["district", "province", "commune_2", "other_province"])
def test_no_role_is_given_above_or_beside(unit, visitor, places, samples):
    """An administrator of a commune gives nobody a role elsewhere: not to others, not to a new user."""
    admin = visitor.user(Role.UNIT_ADMIN, "commune")
    grants, users = Grant.objects.count(), User.objects.count()
    data = {"role": "board_officer", "unit": places.unit(unit).pk, "valid_from": TODAY}
    assert visitor.do("POST", url("units:grant_add", samples.account.pk), admin, data=data).status_code == 422
    data |= {"name": "Người Mới", "username": "moi"}
    assert visitor.do("POST", url("units:user_create"), admin, data=data).status_code == 422
    assert (Grant.objects.count(), User.objects.count()) == (grants, users)


def test_nobody_is_deputy_of_a_stranger(visitor, places, samples):
    admin, stranger = visitor.user(Role.UNIT_ADMIN, "commune"), visitor.user(Role.RECORDER, "district_2")
    data = {
        "role": "auditor",
        "unit": places.unit("commune").pk,
        "valid_from": TODAY,
        "on_behalf_of": stranger.pk,
    }
    assert visitor.do("POST", url("units:grant_add", samples.account.pk), admin, data=data).status_code == 422


def test_administrators_do_not_change_their_own_rights(visitor, places):
    admin = visitor.user(Role.UNIT_ADMIN, "commune")
    data = {"role": "board_officer", "unit": places.unit("commune").pk, "valid_from": TODAY}
    assert visitor.do("POST", url("units:grant_add", admin.pk), admin, data=data).status_code == 403
    assert visitor.do("POST", url("units:grant_end", admin.grants.get().pk), admin).status_code == 403


def test_a_unit_is_not_moved_out_of_scope(visitor, places):
    admin, commune = visitor.user(Role.UNIT_ADMIN, "district"), places.unit("commune")
    for parent in ("district_2", "other_district", "province"):
        data = {"parent": places.unit(parent).pk, "on": TODAY, "decision": "1-QĐ"}
        assert visitor.do("POST", url("units:unit_move", commune.pk), admin, data=data).status_code == 422
    commune.refresh_from_db()
    assert commune.parent == places.unit("district")


def test_targets_are_assigned_to_children_only(visitor, places, samples):
    board = visitor.user(Role.BOARD_OFFICER, "district")
    data = {"decision": "2-TB", "decided_on": TODAY}
    data |= {f"u{places.unit(unit).pk}": 7 for unit in ("branch", "branch_3", "other_branch")}
    page = reverse(
        "units:target_assign", kwargs={"pk": places.unit("commune").pk}, query={"ky": samples.period.pk}
    )
    assert visitor.do("POST", page, board, data=data).status_code == 302
    assert [target.unit for target in Target.objects.filter(decision="2-TB")] == [places.unit("branch")]


# A7: a right that ends is gone with the next request


def test_withdrawn_right_ends_at_once(visitor, samples):
    user = visitor.user(Role.BRANCH_SECRETARY, "branch")
    page = url("admission:candidate_detail", samples.files["branch"].pk)
    assert visitor.do("GET", page, user).status_code == 200
    user.grants.update(valid_to=timezone.localdate())
    assert visitor.do("GET", page, user).status_code == 404
    assert visitor.do("GET", url("admission:candidate_list"), user).status_code == 403


def test_disabled_user_is_signed_out_at_once(visitor, places, samples):
    user = visitor.user(Role.COMMITTEE_OFFICER, "commune")
    page = url("admission:candidate_detail", samples.files["branch"].pk)
    assert visitor.do("GET", page, user).status_code == 200
    accounts.set_active(actor=visitor.user(Role.UNIT_ADMIN, "province"), user=user, active=False)
    answer = visitor.do("GET", page, user)
    assert (answer.status_code, answer["Location"]) == (302, f"{reverse('login')}?next={page}")


def test_moved_unit_changes_who_sees_it_at_once(visitor, places, samples):
    old, new = (
        visitor.user(Role.COMMITTEE_OFFICER, "commune"),
        visitor.user(Role.COMMITTEE_OFFICER, "commune_2"),
    )
    above = visitor.user(Role.BOARD_OFFICER, "district")
    page = url("admission:candidate_detail", samples.files["branch"].pk)

    def seen():
        return [visitor.do("GET", page, user).status_code for user in (old, new, above)]

    assert seen() == [200, 404, 200]
    move = {"parent": places.unit("commune_2"), "on": timezone.localdate(), "decision": "9-QĐ"}
    hierarchy.move_unit(places.unit("branch"), actor=None, **move)
    assert seen() == [404, 200, 200]


# A9: one person does not act at two levels of one file


def test_the_same_person_does_not_act_at_two_levels(visitor, places):
    world = places.world
    user = visitor.user(Role.BRANCH_SECRETARY, "district")
    Grant.objects.create(user=user, unit=places.unit("district"), role=Role.BOARD_OFFICER, valid_from=START)
    world.secretary, usual = user, world.secretary
    try:
        file = world.climb(world.file(), to="submitted")
    finally:
        world.secretary = usual
    page = url("admission:act", file.pk, slug="tham-dinh")
    data = {"version": file.version, "request_id": uuid.uuid4(), "on": TODAY}
    answer = visitor.do("POST", page, user, data=data)
    assert answer.status_code == 422
    assert "Đồng chí đã xử lý hồ sơ này ở một cấp khác." in answer.content.decode()
    other = visitor.user(Role.BOARD_OFFICER, "district")
    assert visitor.do("POST", page, other, data=data).status_code == 302
    assert Entry.objects.filter(event="admission.appraise", actor=other).count() == 1


def test_a_link_of_another_account_is_no_way_in(visitor, samples):
    """A password link signs nobody in and says nothing of who it is for when it is wrong."""
    sample = samples.password_link()
    good = address("password_set", sample)
    wrong = good.replace(sample.kwargs["token"], "abc-123")
    assert visitor.do("GET", good).status_code == 302
    assert samples.account.name not in visitor.do("GET", wrong).content.decode()


def test_recorder_releases_but_prepares_nothing(visitor, samples):
    user = make_user(Role.RECORDER, samples.item.session.unit)
    visitor.sign_in(user)
    assert (
        visitor.do("GET", url("admission:session_outcomes", samples.item.session_id), user).status_code == 200
    )
    assert visitor.do("GET", url("admission:session_edit", samples.item.session_id), user).status_code == 403
