"""Who acts in somebody's place is recorded with both names, whatever they write."""

from datetime import timedelta

import pytest
from django.utils import timezone

from admission.domain import session as sessions
from admission.domain.intake import register_candidate
from admission.history import timeline
from partytrack.journal.models import Entry
from tests.world import START, make_user, person
from units.models import Grant, Role

pytestmark = pytest.mark.django_db
REQUEST = "5b0f1f5e-7c3f-4d5c-9b8a-2f6f3a1d9e11"


def deputy_of(principal, name="Phó"):
    """A user who holds a role of another person, in that person's place, for some days."""
    grant = principal.grants.get()
    user = make_user(grant.role, grant.unit, name)
    user.grants.update(on_behalf_of=principal, valid_to=timezone.localdate() + timedelta(9))
    return user


def last():
    return Entry.objects.latest("seq")


def test_registering_for_somebody_names_both(w):
    deputy = deputy_of(w.secretary)
    file = register_candidate(actor=deputy, unit=w.branch, request_id=REQUEST, on=START, **person()).file
    assert (last().actor, last().body["on_behalf_of"]) == (deputy, w.secretary.pk)
    assert timeline(file)[0].who == "Phó, thay Bí thư"


def test_a_session_opened_for_somebody_names_both(w):
    deputy = deputy_of(w.board)
    sessions.plan_session(actor=deputy, unit=w.district, held_on=START, signer="Phạm Văn Đức")
    assert (last().event, last().body["on_behalf_of"]) == ("admission.session_planned", w.board.pk)


def test_who_holds_a_role_of_their_own_there_acts_for_nobody(w):
    deputy = deputy_of(w.board)
    Grant.objects.create(user=deputy, unit=w.district, role=Role.BOARD_OFFICER, valid_from=START)
    sessions.plan_session(actor=deputy, unit=w.district, held_on=START, signer="Phạm Văn Đức")
    assert "on_behalf_of" not in last().body


def test_a_role_of_one_s_own_elsewhere_changes_nothing(w):
    deputy = deputy_of(w.secretary)
    Grant.objects.create(user=deputy, unit=w.base_branch, role=Role.BRANCH_SECRETARY, valid_from=START)
    register_candidate(actor=deputy, unit=w.branch, request_id=REQUEST, on=START, **person())
    assert last().body["on_behalf_of"] == w.secretary.pk
