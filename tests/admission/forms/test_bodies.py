"""Lawful requests with one field spoilt, through HTTP to the database: an answer in words, never a failure."""

import uuid
from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from admission.domain.sources import listed
from admission.forms.acts import FORMS
from admission.models import Session
from admission.steps import WORDS
from tests.admission.domain.meetings import opened
from tests.admission.domain.shelf import Shelf
from tests.admission.forms.nasty import DAYS, NUMBERS, TEXTS
from tests.admission.views.test_acts import WHERE, at, filled
from tests.authz.conftest import QuickClient
from tests.authz.test_requests import typed
from tests.courses import ISSUE, attend, make_class
from units.periods import open_period

pytestmark = pytest.mark.django_db
ANSWERED = {200, 302, 403, 404, 409, 422}
# What no form stops by itself may still fail in the database: bytes, lengths that grow, numbers that are too big.
SPOILERS = [TEXTS[kind] for kind in ("nul", "surrogate", "swelling", "ligatures", "capitals", "sql")] + [
    NUMBERS[3],
    DAYS[2],
]
ONE_OF_EACH_FORM = {FORMS[act]: act for act in WHERE}.values()
TODAY = f"{timezone.localdate():%d/%m/%Y}"
ENCODED = "application/x-www-form-urlencoded"
PAPER = {"on": TODAY, "decision": "1-QĐ"}


@pytest.fixture(scope="module")
def shelf(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        shelf = Shelf()
        days = {"starts": date(2026, 1, 1), "ends": date(2026, 12, 31)}
        shelf.year = open_period(actor=shelf.w.board, kind="year", name="Năm 2026", **days)
        yield shelf
        transaction.set_rollback(True)


def encoded(body):
    """As a browser encodes a form; a lone surrogate, which no browser sends, as the bytes that a script would."""
    return urlencode(body, doseq=True, errors="surrogatepass")


def statuses(url, user, data):
    """The answers to a lawful body and to the same body with one field spoilt, every one taken back. Each field is
    spoilt in half of the ways, its neighbour in the others."""
    client, found = QuickClient(), {}
    client.force_login(user)
    bodies = {("", ""): data} | {
        (name, text): data | {name: text}
        for place, name in enumerate(data)
        for text in SPOILERS[place % 2 :: 2]
    }
    for (name, text), body in bodies.items():
        with transaction.atomic():
            found[name, text[:20]] = client.post(url, encoded(body), content_type=ENCODED).status_code
            transaction.set_rollback(True)
    return found


def failures(found):
    assert found.pop(("", "")) == 302  # the body is lawful but for what is spoilt
    return {where: status for where, status in found.items() if status not in ANSWERED}


@pytest.mark.parametrize("act", ONE_OF_EACH_FORM)
def test_act_with_a_spoilt_field(act, shelf):
    file, user = at(shelf, act)
    url = reverse("admission:act", kwargs={"pk": file.pk, "slug": WORDS[act].slug})
    assert failures(statuses(url, user, filled(shelf, file, act))) == {}


def test_new_file_with_a_spoilt_field(shelf):
    data = typed(unit=shelf.w.branch.pk, other_name="Hoa", birthplace_old="Xã cũ", trade_union_on="")
    assert failures(statuses(reverse("admission:candidate_new"), shelf.w.secretary, data)) == {}


# Below: {name: (who, pk, body)} of every other form that changes something, by what has to be there before it.


def of_meetings(shelf):
    """One that begins, and a draft as it is saved."""
    secretary, first, second = shelf.w.secretary, shelf.file("certified"), shelf.add("certified")
    pick = f"{first.pk}.{first.version}"
    begun = {"request_id": str(uuid.uuid4()), "held_on": TODAY, "entitled": 9, "files": pick}
    meeting = opened(shelf.w, [second])
    item = meeting.items.get()
    typed = {
        "version": meeting.version, "request_id": str(uuid.uuid4()), "held_on": TODAY, "starts_at": "19:30",
        "place": "Nhà văn hóa", "chair": "Lê A", "chair_post": "Bí thư", "entitled": 9, "exempt_absent": 0,
        "present": 8, "probationary": 1, "probationary_present": 1, "first_number": "05-NQ/CB", "absent0": "Lê B",
        "absent_as0": "official", "absent_why0": "Ốm", f"seen{item.pk}": second.version, f"votes_for{item.pk}": 8,
        f"votes_against{item.pk}": 0, f"strengths{item.pk}": "Gương mẫu", f"number{item.pk}": "", "files": pick,
    }  # fmt: skip
    return {
        "admission:meeting_new": (secretary, shelf.w.branch.pk, begun),
        "admission:meeting_edit": (secretary, meeting.pk, typed),
    }


def of_classes(shelf):
    w = shelf.w
    file = w.climb(w.file(), to="nurtured")
    new = {
        "kind": "awareness", "unit": w.district.pk, "title": "Lớp 2", "place": "Huyện", "starts": "04/03/2024",
        "ends": "08/03/2024", "sessions": 9, "capacity": 9, "pass_sessions": 7, "pass_mark": 5,
    }  # fmt: skip
    ready = attend(w, make_class(w), [file])
    row = ready.enrolments.get()
    how = vars(ISSUE) | {"issued_on": TODAY, "request_id": str(uuid.uuid4()), "version": ready.version}
    seen = {
        f"verdict{file.pk}": "pause",
        f"reason{file.pk}": "health",
        f"note{file.pk}": "Ốm",
        f"seen{file.pk}": 2,
    }
    others = {f"seen{one.pk}": one.version for one in listed(w.branch) if one != file}
    return {
        "admission:class_new": (w.board, None, new),
        "admission:class_invite": (w.board, ready.pk, {"version": ready.version, f"u{w.commune.pk}": 3}),
        "admission:class_attendance": (
            w.board, ready.pk, {"version": ready.version, f"attended{row.pk}": 9, f"mark{row.pk}": "7,5"}
        ),
        "admission:class_issue": (w.board, ready.pk, how),
        "admission:source_review": (
            w.secretary, w.branch.pk, {"request_id": str(uuid.uuid4()), "version": 0, **seen, **others}
        ),
    }  # fmt: skip


def of_sessions(shelf):
    w, item = shelf.w, shelf.files["on_agenda"].agenda_items.get()
    ready, free = shelf.file("appraised"), Session.objects.create(unit=w.district, held_on=date(2026, 5, 5))
    return {
        "admission:session_plan": (w.board, None, {"unit": w.district.pk, "held_on": "05/06/2024", "signer": "Lê A"}),
        "admission:session_edit": (
            w.board, item.session_id,
            {"version": item.session.version, "held_on": TODAY, "signer": "Lê B"},
        ),
        "admission:session_add": (
            w.board, free.pk,
            {"request_id": str(uuid.uuid4()), "files": f"{ready.pk}.{ready.version}"},
        ),
        "admission:session_remove": (w.board, item.session_id, {"item": item.pk}),
        "admission:session_outcomes": (
            w.recorder, item.session_id,
            {"version": item.session.version, "first_number": 7, "symbol": "-QĐ/HU", f"outcome{item.pk}": "admit",
             f"reason{item.pk}": "", f"number{item.pk}": "8-QĐ/HU"},
        ),
    }  # fmt: skip


def of_units(shelf):
    admin, commune = shelf.w.admin, shelf.w.commune.pk
    return {
        "units:unit_create": (
            admin,
            commune,
            {**PAPER, "name": "Chi bộ mới", "kind": "branch", "code": "CB.1"},
        ),
        "units:unit_rename": (admin, commune, {**PAPER, "name": "Tên mới"}),
        "units:unit_move": (admin, shelf.w.section_branch.pk, {**PAPER, "parent": commune}),
        "units:unit_power": (admin, commune, {**PAPER, "decides": "True"}),
        "units:unit_tags": (admin, commune, {"tags": "", "new": "Khối doanh nghiệp"}),
    }


def of_figures(shelf):
    board, commune = shelf.w.board, shelf.w.commune.pk
    return {
        "units:target_enter": (
            board, commune,
            {"by": "registered", "of": "all", "value": 7, "rate": "", "basis": "", "decision": "1-TB",
             "decided_on": TODAY},
        ),
        "units:target_assign": (
            board, shelf.w.district.pk, {f"u{commune}": 7, "decision": "1-TB", "decided_on": TODAY}
        ),
        "units:member_declare": (board, commune, {"on": TODAY, "basis": "counted", "full": 7, "probationary": 1}),
        "units:period_create": (
            board, None, {"kind": "quarter", "name": "Quý I", "starts": "01/01/2026", "ends": "31/03/2026"}
        ),
        "units:period_edit": (board, shelf.year.pk, {"name": "Năm 26"}),
    }  # fmt: skip


def of_people_at_work(shelf):
    w = shelf.w
    grant = {"role": "auditor", "unit": w.commune.pk, "valid_from": TODAY, "valid_to": ""}
    return {
        "admission:notice_settings": (w.secretary, None, {"digest": "daily", "address": "hoa@example.vn"}),
        "admission:notices_read": (w.secretary, None, {"loi_nhac": "7"}),
        "units:user_create": (w.admin, None, {"name": "Lê Văn A", "username": "le.a", **grant}),
        "units:grant_add": (w.admin, w.officer.pk, {**grant, "on_behalf_of": ""}),
        "units:grant_end": (w.admin, w.officer.grants.get().pk, {"on": TODAY}),
    }


OTHERS = {
    of_meetings: ("admission:meeting_new", "admission:meeting_edit"),
    of_classes: (
        "admission:class_new", "admission:class_invite", "admission:class_attendance", "admission:class_issue",
        "admission:source_review",
    ),
    of_sessions: (
        "admission:session_plan", "admission:session_edit", "admission:session_add", "admission:session_remove",
        "admission:session_outcomes",
    ),
    of_units: (
        "units:unit_create", "units:unit_rename", "units:unit_move", "units:unit_power", "units:unit_tags"
    ),
    of_figures: (
        "units:target_enter", "units:target_assign", "units:member_declare", "units:period_create",
        "units:period_edit",
    ),
    of_people_at_work: (
        "admission:notice_settings", "admission:notices_read", "units:user_create", "units:grant_add",
        "units:grant_end",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("build", "name"),
    [pytest.param(build, name, id=name) for build, names in OTHERS.items() for name in names],
)
def test_other_form_with_a_spoilt_field(build, name, shelf):
    user, pk, data = build(shelf)[name]
    data = (
        {field: value for field, value in data.items() if value != ""} if name == "units:unit_tags" else data
    )
    assert failures(statuses(reverse(name, kwargs={"pk": pk} if pk else None), user, data)) == {}


@pytest.mark.parametrize("text", [*TEXTS.values(), "a" * 300])
def test_sign_in_takes_any_name(text, client, db):
    response = client.post(
        reverse("login"), encoded({"username": text, "password": text}), content_type=ENCODED
    )
    assert response.status_code == 200
