"""The journal as the auditor reads it."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.admission.reports.readers import html_rows
from tests.world import make_unit, make_user
from units import accounts, hierarchy
from units.models import Kind, Role

pytestmark = pytest.mark.django_db
PAGE = reverse("admission:audit")


def rows(response):
    return html_rows(response.content.decode())[1:]


def test_audit_tells_who_did_what_newest_first(w, as_user):
    file = w.climb(w.file(), to="certified")
    told = rows(as_user(w.auditor).get(PAGE))
    assert [(row[0], row[2]) for row in told[:2]] == [
        ("Chứng nhận lý lịch", "Cán bộ đảng ủy"), ("Gửi thẩm tra lý lịch", "Bí thư"),
    ]  # fmt: skip
    assert told[0][1] == file.unit.name


def test_audit_speaks_vietnamese_of_every_event(w, as_user):
    """Everything that leaves an entry has words of its own."""
    w.climb(w.file(), to="full")
    w.act(w.file(), "stop", w.file().since, reason="works_away")
    unit = make_unit("Chi bộ mới", Kind.BRANCH, w.commune)
    paper = {"decision": "1-QĐ", "actor": w.admin}
    hierarchy.rename_unit(unit, name="Chi bộ khác", on=date(2024, 5, 1), **paper)
    hierarchy.set_tags(unit, names=["Khối"], actor=w.admin)
    hierarchy.move_unit(unit, parent=w.section, on=date(2024, 5, 2), **paper)
    hierarchy.close_unit(unit, on=date(2024, 6, 1), **paper)
    user = make_user(Role.AUDITOR, w.commune)
    accounts.end_grant(actor=w.admin, grant=user.grants.get(), on=timezone.localdate())
    told = [row[0] for n in (1, 2) for row in rows(as_user(w.auditor).get(PAGE, {"trang": n}))]
    assert [words for words in told if re.fullmatch(r"[a-z_]+", words)] == []


def test_audit_shows_the_scope_only(w, as_user):
    w.file(w.base_branch)
    w.file(w.branch)
    auditor = make_user(Role.AUDITOR, w.commune)
    units = {row[1] for row in rows(as_user(auditor).get(PAGE))}
    assert units == {w.branch.name, w.commune.name, w.section.name, w.section_branch.name}


def test_audit_has_pages(w, as_user):
    for _ in range(60):
        w.file()
    client = as_user(w.auditor)
    first, second = rows(client.get(PAGE)), rows(client.get(PAGE, {"trang": 2}))
    assert (len(first), len(second)) == (50, 16)  # sixty files, six units
    assert len(rows(client.get(PAGE, {"trang": "x"}))) == 50


def test_audit_asks_as_much_for_many_entries_as_for_few(w, as_user):
    client = as_user(w.auditor)
    w.file()
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    w.climb(w.file(w.section_branch), to="certified")
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few)
