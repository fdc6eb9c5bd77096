"""Whatever stands in the address of a page: an answer, never a failure."""

# ruff: noqa: F811 — the fixtures of tests/authz, by name
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admission.forms.nasty import DAYS, NUMBERS, TEXTS
from tests.authz.conftest import _database, places, samples, visitor  # noqa: F401
from tests.authz.test_matrix import PRINTS, URLS
from tests.partytrack.test_headers import where, who
from units.models import Role

pytestmark = pytest.mark.django_db
NAMES = (
    "trang",
    "sau",
    "truoc",
    "don_vi-tim",
    "ky",
    "ngay",
    "thang",
    "xem",
    "nhom",
    "viec",
    "don_vi",
    "tim",
    "buoc",
    "dong",
    "khoa",
    "so",
    "noi",
    "nguoi_ky",
    "ngay_ky",
    "sort",
    "next",
)
ODD = (
    "-1", "9" * 40, "١٢", "NaN", *DAYS[:4], *(text[:3000] for text in TEXTS.values()),
    "", "[]", "unit__path", "%00", "on",
)  # fmt: skip
READ = [url for url, row in URLS.items() if "GET" in row and url not in PRINTS]


@pytest.mark.parametrize("url", READ)
def test_page_takes_any_query(url, visitor, samples):
    """Each parameter with a third of the texts, another third at each page."""
    sample, failed = getattr(samples, URLS[url]["of"])(), []
    user, base = visitor.user(who(url), where(url, sample)), reverse(url, kwargs=sample.kwargs)
    for turn in range(READ.index(url) % 3, len(ODD), 3):
        texts = {name: ODD[(turn + place) % len(ODD)] for place, name in enumerate(NAMES)}
        answer = visitor.ask("GET", f"{base}?{urlencode(texts, errors='surrogatepass')}", user)
        if answer.status_code not in (200, 302, 404):
            failed.append((texts, answer.status_code))
    assert failed == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "url", ["admission:candidate_list", "admission:report_unit", "units:target_list", "units:tree"]
)
def test_page_takes_each_parameter_by_itself(name, url, visitor, samples):
    """One odd value does not hide behind another that was refused first."""
    user, failed = visitor.user(Role.BOARD_OFFICER, "province"), []
    base = reverse(url, kwargs=samples.unit().kwargs if url.endswith("unit") else None)
    for text in (
        NUMBERS[0],
        NUMBERS[4],
        NUMBERS[7],
        DAYS[0],
        DAYS[6],
        TEXTS["nul"],
        TEXTS["surrogate"],
        TEXTS["sql"],
    ):
        answer = visitor.ask("GET", f"{base}?{urlencode({name: text}, errors='surrogatepass')}", user)
        if answer.status_code not in (200, 302, 404):
            failed.append((text, answer.status_code))
    assert failed == []


def test_odd_query_asks_no_more_of_the_database(visitor, samples):
    user, url = visitor.user(Role.BOARD_OFFICER, "province"), reverse("admission:candidate_list")
    with CaptureQueriesContext(connection) as plain:
        visitor.ask("GET", url, user)
    with CaptureQueriesContext(connection) as odd:
        visitor.ask("GET", f"{url}?{urlencode(dict.fromkeys(NAMES, '99999999999999999999'))}", user)
    # A unit is looked for by code, by name, by its own and its superior's: when it is read and when it is shown.
    assert len(odd) <= len(plain) + 6


@pytest.mark.parametrize("pk", ["0", "9223372036854775808", "9" * 60])
def test_object_of_any_number_is_not_found(pk, visitor, samples):
    for url, row in URLS.items():
        kwargs = getattr(samples, row["of"])().kwargs
        if "pk" in kwargs:
            user = visitor.user(who(url), "province")
            path = reverse(url, kwargs={**kwargs, "pk": 7}).replace("/7/", f"/{pk}/")
            method = "GET" if "GET" in row else "POST"
            assert (url, visitor.ask(method, path, user).status_code) == (url, 404)
