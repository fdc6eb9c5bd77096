"""Every person carries the number of their branch in every sensitive field; nobody elsewhere gets to see it."""

import re
import uuid
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from admission.domain.scans import attach_scans, withdraw_scan
from admission.models import Candidate, Meeting, Scan, Session
from admission.steps import ACT_OF_SLUG
from tests import scans
from tests.admission.reports.readers import pdf_text
from tests.authz.conftest import address
from tests.authz.ground import BRANCHES, TREE, above
from tests.authz.objects import Sample
from tests.authz.test_matrix import PRINTS, URLS
from tests.world import make_user
from units.models import Role, User

pytestmark = pytest.mark.django_db
HOMES = ("section_branch", "branch", "base_branch", "commune_2_branch", "branch_3", "other_branch")
FAR = {
    "branch_3": "submitted",
    "other_branch": "submitted",
    "base_branch": "submitted",
    "commune_2_branch": "certified",
}
CANARY = re.compile(r"zq(\d\d)zq|777(\d\d)7777777")
CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
REST = {  # what an address names beside the number
    "history": {"section": "so-yeu"}, "paper": {"code": "2-KNĐ"}, "paper_being_verified": {"code": "2-KNĐ"},
}  # fmt: skip
OWN = {  # how somebody is reminded, what they have printed for themselves, questions that they keep
    "admission:notices_read", "admission:notice_settings", "admission:feed_make", "admission:feed_revoke",
    "admission:book", "admission:view_save",
}  # fmt: skip
OF_UNITS = ("unit", "one_branch", "deciding_body", "report", "targets")
VISITORS = [
    *((role, "commune") for role in Role.values),
    ("branch_secretary", "branch"),
    ("board_officer", "district"),
]
WORKERS = [role for role in Role.values if role != Role.UNIT_ADMIN]


def marked(home):
    n = HOMES.index(home)
    sign = f"zq{n:02d}zq"
    return {
        "full_name": f"Trần Thị {sign}", "other_name": f"Tư {sign}", "citizen_id": f"777{n:02d}7777777",
        "birthplace": f"Xã {sign}", "hometown": f"Thôn {sign}", "residence": f"Ấp {sign}",
    }  # fmt: skip


@pytest.fixture(scope="module")
def files(places, samples):
    """A file in each home, with a helper and a conclusion that are marked as well."""
    found = {}
    for root in ("province", "other_province"):
        unit = places.unit(root)
        world = replace(
            places.world,
            secretary=make_user(Role.BRANCH_SECRETARY, unit),
            officer=make_user(Role.COMMITTEE_OFFICER, unit),
            section_officer=make_user(Role.COMMITTEE_OFFICER, unit),
            board=make_user(Role.BOARD_OFFICER, unit),
        )
        for home in HOMES:
            if above(home)[-1] == root:
                file = world.climb(
                    world.file(places.unit(home), **marked(home)), to=FAR.get(home, "on_agenda")
                )
                sign = marked(home)["full_name"][-6:]
                file.verifications.update(addressee=f"Đảng ủy {sign}", conclusion=f"Không có vấn đề {sign}")
                file.helpers.update(name=f"Lê {sign}")
                _meeting(file, sign)
                _scan(file, sign, world.secretary)
                found[home] = file
    return found


def _scan(file, sign, secretary):
    """One that is there; and one that was withdrawn, for a reason that names somebody."""
    for content in (scans.pdf(), scans.pdf(2)):
        [scan] = attach_scans(file, "2-KNĐ", [content], actor=secretary, request_id=uuid.uuid4())
    withdraw_scan(scan, actor=secretary, reason=f"Của {sign}", request_id=uuid.uuid4())


def _meeting(file, sign):
    """A draft that took the file up, with what was concluded on it."""
    meeting = Meeting.objects.create(
        unit=file.unit, body="branch", held_on=file.since, opened_by_request=uuid.uuid4(), chair=f"Lê {sign}"
    )
    meeting.items.create(candidate=file, round="admission", strengths=f"Tốt {sign}")


def canaries(response):
    """Homes whose marks are anywhere in an answer."""
    kind = response.get("Content-Type", "")
    text = str(response.headers)
    if "pdf" in kind:
        text += pdf_text(response.content)
    elif "officedocument" in kind:
        with zipfile.ZipFile(BytesIO(response.content)) as book:
            text += " ".join(book.read(name).decode(errors="ignore") for name in book.namelist())
    else:
        text += response.content.decode()
    return {HOMES[int(a or b)] for a, b in CANARY.findall(text)}


def scope(unit):
    return {home for home in HOMES if unit == home or unit in above(home)}


def addresses(places, samples, files):
    """Every page there is to get: of all files, sessions, accounts, and of units in and out of reach."""
    lists = [Sample("", query=query) for query in ({}, {"tim": "zq"}, {"buoc": "all"}, {"buoc": "ended"})]
    of = {
        "nothing": lists,
        "file": [Sample("", {"pk": file.pk}) for file in files.values()],
        "history": [Sample("", {"pk": file.pk, **REST["history"]}) for file in files.values()],
        "paper": [Sample("", {"pk": file.pk, **REST["paper"]}) for file in files.values()],
        **dict.fromkeys(
            ("scan", "scan_being_verified"),
            [Sample("", {"pk": scan.pk}) for scan in Scan.objects.order_by("pk")],
        ),
        "session": [Sample("", {"pk": session.pk}) for session in Session.objects.order_by("pk")],
        "meeting": [Sample("", {"pk": meeting.pk}) for meeting in Meeting.objects.order_by("pk")],
        "one_class": [samples.one_class()],
        "one_period": [samples.one_period()],
        "one_account": [Sample("", {"pk": user.pk}) for user in User.objects.order_by("pk")[:4]],
        "one_grant": [samples.one_grant()],
        "secret_calendar": [samples.secret_calendar()],
        "password_link": [samples.password_link()],
    }
    units = [
        Sample("", {"pk": places.unit(name).pk}) for name in ("province", "commune", "branch", "branch_3")
    ]
    of |= dict.fromkeys(OF_UNITS, units)
    for url, row in URLS.items():
        if "GET" not in row or url in PRINTS:
            continue
        for sample in of.get(row["of"]) or [getattr(samples, row["of"])()]:
            yield address(
                url, replace(sample, query=sample.query if url == "admission:candidate_list" else {})
            )
    for file in files.values():
        for slug in list(ACT_OF_SLUG)[::9]:
            yield reverse("admission:act", kwargs={"pk": file.pk, "slug": slug})


@pytest.mark.parametrize(("role", "unit"), VISITORS)
def test_no_page_shows_anything_of_a_file_elsewhere(role, unit, visitor, places, samples, files):
    user, leaks, seen = visitor.user(role, unit), [], set()
    for url in dict.fromkeys(addresses(places, samples, files)):
        found = canaries(visitor.ask("GET", url, user))
        seen |= found
        if found - scope(unit):
            leaks.append(f"{url}: {sorted(found - scope(unit))}")
    assert leaks == []
    assert seen == (set() if role == Role.UNIT_ADMIN else scope(unit))  # the marks are there to be found


@pytest.mark.needs("PDF")
def test_printed_report_names_nobody(visitor, places, files, samples):
    user = visitor.user(Role.BOARD_OFFICER, "district")
    url = address(
        "admission:report_pdf", replace(samples.report(), kwargs={"pk": places.unit("district").pk})
    )
    assert canaries(visitor.ask("GET", url, user)) == set()


def test_lists_hide_the_citizen_number(visitor, files):
    user = visitor.user(Role.BRANCH_SECRETARY, "branch")
    url = reverse("admission:candidate_detail", kwargs={"pk": files["branch"].pk})
    number = marked("branch")["citizen_id"]
    assert number not in visitor.ask("GET", url, user).content.decode()
    shown = visitor.ask("POST", reverse("admission:citizen_id", kwargs={"pk": files["branch"].pk}), user)
    assert number in shown.content.decode()


def test_every_branch_of_the_tree_that_can_hold_people_is_known():
    assert {*BRANCHES, "base_branch"} == {unit for unit in TREE if "branch" in unit}


def bare(response):
    """An answer without what differs from one request to the next."""
    return response.status_code, response.headers, CSRF.sub(b"", response.content)


@pytest.mark.parametrize("role", [Role.BOARD_OFFICER, Role.BRANCH_SECRETARY, Role.UNIT_ADMIN])
def test_foreign_and_unknown_objects_get_the_same_answer(role, visitor, places, samples, files):
    user, told = visitor.user(role, "commune"), []
    foreign = {
        "file": files["branch_3"].pk,
        "history": files["branch_3"].pk,
        "paper": files["branch_3"].pk,
        "paper_being_verified": files["branch_3"].pk,
        "scan": files["branch_3"].scans.first().pk,
        "scan_being_verified": files["branch_3"].scans.first().pk,
        "letter": files["branch_3"].verifications.get().pk,
        "session": Session.objects.exclude(unit=places.unit("commune")).first().pk,
        "meeting": Meeting.objects.get(unit=places.unit("branch_3")).pk,
        "one_account": visitor.user(Role.AUDITOR, "district_2").pk,
        "one_grant": visitor.user(Role.AUDITOR, "district_2").grants.get().pk,
    }
    for url, row in URLS.items():
        rest = dict(getattr(samples, row["of"])().kwargs)
        if row["of"] == "one_period" or rest.pop("pk", None) is None:
            continue
        pk = foreign.get(row["of"], places.unit("district_2").pk)
        for method in row.keys() & {"GET", "POST"}:
            there = visitor.ask(method, reverse(url, kwargs={"pk": pk, **rest}), user)
            nowhere = visitor.ask(method, reverse(url, kwargs={"pk": 10**9, **rest}), user)
            if bare(there) != bare(nowhere):
                told.append(f"{method} {url}")
    assert told == []


def test_auditor_changes_nothing(visitor, places, samples, files):
    """Whatever an auditor sends, but for what is their own, is refused and writes nothing."""
    user, wrote = visitor.user(Role.AUDITOR, "commune"), []
    sent = [
        (url, row["of"])
        for url, row in URLS.items()
        if "POST" in row and "signed in" not in row.values() and url not in OWN
    ]
    for url, of in sent:
        sample = getattr(samples, of)()
        with CaptureQueriesContext(connection) as queries:
            status = visitor.ask("POST", address(url, sample), user, data=sample.post).status_code
        changes = [
            q["sql"]
            for q in queries
            if re.match("INSERT|UPDATE|DELETE", q["sql"]) and "session" not in q["sql"][:40]
        ]
        if changes or (status not in (403, 404) and "public" not in URLS[url].values()):
            wrote.append(f"{url}: {status} {changes}")
    assert wrote == []


def test_visible_rows_are_those_of_the_scope(places, visitor, files):
    for role in WORKERS:
        for unit in ("province", "district", "commune", "section", "branch", "other_province"):
            rows = Candidate.objects.visible_to(visitor.user(role, unit)).filter(search__contains="zq")
            assert {row.pk for row in rows} == {files[home].pk for home in scope(unit)}
