"""Every URL, method, role and place against the table in matrix.yml."""

from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from django.urls import reverse

from admission.steps import ACT_OF_SLUG
from tests.authz.conftest import address
from tests.authz.ground import units_standing
from tests.authz.objects import Samples
from units.models import Role
from units.policy import declared

TABLE = yaml.safe_load(Path(__file__).with_name("matrix.yml").read_text("utf-8"))
RIGHTS, URLS, ACTS = TABLE["rights"], TABLE["urls"], TABLE["acts"]
FILES_OF_ACTS = ("section_branch", "base_branch")  # as the two columns of `acts` say
pytestmark = pytest.mark.django_db
ANSWERS = {200: "allow", 302: "allow", 409: "allow", 422: "allow", 403: "403", 404: "404", 405: "405"}
DISGUISES = {  # ways to ask for a page that must change nothing about who may see it
    "GET": {"HX-Request": "true", "Accept": "application/json", "X-HTTP-Method-Override": "DELETE"},
    "HEAD": {},
    "POST": {"HX-Request": "true", "Accept": "application/json", "X-HTTP-Method-Override": "GET"},
}


class Case(NamedTuple):
    """One address: the builder of its object, and the right that each method asks for."""

    url: str
    of: tuple  # name of a method of `Samples`, and its arguments
    methods: dict

    def __str__(self):
        return ":".join([self.url, *self.of[1:]])


class Cell(NamedTuple):
    method: str
    identity: str
    column: str
    expected: str


def _cases():
    for url, row in URLS.items():
        yield Case(url, (row["of"],), {method: right for method, right in row.items() if method != "of"})
    for slug, rights in ACTS.items():
        for unit, right in zip(FILES_OF_ACTS, rights, strict=True):
            yield Case("admission:act", ("act", slug, unit), {"GET": right, "POST": right})


PRINTS = {url for url, row in URLS.items() if row.get("GET", "").startswith("print ")}  # slow: papers as PDF
CASES = list(_cases())
# Of acts that ask for the same right, and of pages that take a second, one is enough to try the disguises on.
DISGUISED = {(case.url, *case.methods.values()): case for case in CASES if case.url not in PRINTS}.values()


def cells(case):
    """Every cell of one address. Where the grant is does not matter to a method that the URL does not have, nor which
    act is in the address."""
    for method in (
        ("GET", "POST", "PUT", "DELETE") if case.of[0] != "act" or case in DISGUISED else ("GET", "POST")
    ):
        right = RIGHTS[case.methods[method]] if method in case.methods else None
        for role in Role.values:
            columns, answers = _line(right, role)
            for column, answer in zip(columns, answers, strict=True):
                yield Cell(method, role, column, answer)
        for identity in ("nobody", "expired"):
            yield Cell(method, identity, "", str(right["nobody"]) if right else "405")
        for identity in ("stranger", "disabled"):
            public = next(iter(case.methods.values())) == "public"
            yield Cell(method, identity, "", (answer_of(right) if public else "login"))


def answer_of(right):
    return right["stranger"] if right else "405"


def _line(right, role):
    if right is None:
        return ["own"], ["405"]
    return right.get("columns", "own").split(), str(right[role]).split()


def answer(response):
    if response.status_code == 302 and "?next=" in response["Location"]:
        return "login"
    return ANSWERS.get(response.status_code, response.status_code)


def user_of(visitor, cell, sample):
    if cell.identity == "stranger":
        return None
    if not cell.column:
        return visitor.user(cell.identity)
    return visitor.user(cell.identity, units_standing(cell.column, sample.unit)[0])


def mismatches(case, chosen, visitor, samples, **headers):
    """The cells whose answer is not what the table says, as sentences."""
    build, *arguments = case.of
    sample = getattr(samples, build)(*arguments)
    url, wrong = address(case.url, sample), []
    for cell in chosen:
        user = user_of(visitor, cell, sample)
        data = sample.post if cell.method == "POST" else None
        # What is refused wrote nothing that would have to be taken back, or the cell is wrong.
        ask = visitor.ask if cell.expected == "allow" else visitor.do
        got = answer(ask(cell.method, url, user, data=data, **headers))
        if got != cell.expected:
            where = f"{cell.identity} at {cell.column}" if cell.column else cell.identity
            wrong.append(f"{cell.method} by {where}: {got} instead of {cell.expected}")
    return wrong


def _marked(case):
    marks = pytest.mark.needs("PDF") if case.url in PRINTS else ()
    return pytest.param(case, marks=marks, id=str(case))


def test_matrix_names_every_url():
    names = {name for name, _, _ in declared()}
    assert set(URLS) | {"admission:act"} == names


def test_matrix_names_every_act():
    assert set(ACTS) == set(ACT_OF_SLUG)


def test_matrix_has_an_object_for_every_url():
    builders = {row["of"] for row in URLS.values()}
    assert [name for name in builders if not hasattr(Samples, name)] == []


def test_matrix_judges_every_role_in_thousands_of_cells():
    counted = [cell for case in CASES for cell in cells(case)]
    print(f"\nauthorization matrix: {len(counted)} cells, {len(CASES)} addresses")
    assert {cell.identity for cell in counted} >= set(Role.values)
    assert len(counted) > 5000


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_matrix_holds(case, visitor, samples):
    assert "\n".join(mismatches(case, cells(case), visitor, samples)) == ""


@pytest.mark.parametrize("case", [_marked(case) for case in DISGUISED])
def test_matrix_holds_in_every_disguise(case, visitor, samples):
    """HX-Request, HEAD, Accept and a method override: the same decisions."""
    wrong = []
    for method, headers in DISGUISES.items():
        asked = "GET" if method == "HEAD" else method
        chosen = [
            cell._replace(method=method) for cell in cells(case)
            if cell.method == asked and cell.column in ("own", "sibling", "section_branch", "base_branch", "")
        ]  # fmt: skip
        wrong += mismatches(case, chosen, visitor, samples, **headers)
    assert "\n".join(wrong) == ""


def test_unknown_act_is_not_found(visitor, samples):
    file = samples.files["branch"]
    url = reverse("admission:act", kwargs={"pk": file.pk, "slug": "khong-co-viec-nay"})
    assert visitor.ask("GET", url, visitor.user("branch_secretary", "branch")).status_code == 404
