"""The list of files as users of each level open it: its reads, its queries, its pages a second against the Django
admin's change list of the same rows."""

import json
from statistics import median
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from admission.models import Candidate
from admission.scale.bench.measuring import interleaved, statements, timed
from admission.scale.ground import ROLES
from partytrack.fields import encrypt
from partytrack.keyset import AFTER
from units.models import User
from units.models.unit import Kind

TIMES = {"tiny": 2, "district": 41, "province": 9, "national": 5}
NAME, DEPTH = "nguyen van", 100_000
ADMIN = "/bench-admin/admission/candidate/"
FILES = "admission_candidate"


def measure(size):
    times, clients = TIMES[size], _clients()
    top, district = next(iter(clients.values())), clients[Kind.SUPERIOR]
    pages = reverse("admission:candidate_list")
    deep, depth = _deep(pages)
    first = _read(top, pages, times)
    far = _read(top, deep, times)
    in_district = _read(district, pages, times)
    named = _read(top, f"{pages}?{urlencode({'tim': NAME})}", times)
    rates = _rates(district, pages, times)
    return {
        "district_ms": _goal(in_district["ms"], 2),
        "root_with_name_ms": _goal(named["ms"], 50),
        "depth": depth,
        "depth_times_first_page": _goal(round(far["ms"] / first["ms"], 2), 2),
        "first_page_ms": first["ms"],
        "queries": _goal(max(one["queries"] for one in (first, far, in_district, named)), 5),
        **rates,
    }  # fmt: skip


def _goal(measured, most):
    return {"measured": measured, "goal": most, "met": measured <= most}


def _clients():
    """{kind of unit: a browser in which its user is signed in}, from the top."""
    clients = {}
    for kind in ROLES:
        user = User.objects.filter(username=f"quy-mo-{kind.replace('_', '-')}").first()
        if user:
            clients[kind] = Client()
            clients[kind].force_login(user, "units.backends.WithGrants")
            _get(clients[kind], reverse("admission:candidate_list"))
    return clients


def _get(client, address):
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}")


def _read(client, address, times):
    """How long the database takes for a page's files (median, ms), and how many statements the page asks in all."""
    spent, counts = [], []
    for _ in range(times):
        with statements() as seen:
            _get(client, address)
        spent.append(sum(seconds for sql, _, seconds in seen if FILES in sql) * 1000)
        asked = [sql for sql, *_ in seen if sql[:6].upper() == "SELECT"]
        counts.append(len(asked))
    return {"ms": round(median(spent), 2), "queries": max(counts)}


def _deep(pages):
    """(address, how many files stand before it): the page that begins so deep in the list of the whole tree."""
    rows = Candidate.objects.open().order_by("sort_key", "id").values_list("sort_key", "id")
    depth = min(DEPTH, rows.count() // 2)
    return f"{pages}?{urlencode({AFTER: encrypt(json.dumps(list(rows[depth])))})}", depth


def _rates(client, pages, times):
    """Pages a second, one after another, of a user of a district."""
    seconds = interleaved(
        times,
        ours=lambda: timed(lambda: _get(client, pages)),
        admin=lambda: timed(lambda: _get(client, ADMIN)),
    )
    ratio = seconds["admin"] / seconds["ours"]
    return {
        "pages_per_second": round(1 / seconds["ours"], 1),
        "admin_pages_per_second": round(1 / seconds["admin"], 1),
        "times_admin": {"measured": round(ratio, 2), "goal": 3, "met": ratio >= 3},
    }
