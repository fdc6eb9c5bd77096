"""Every page of every role at both sizes: accessible, quiet, no wider than the screen, keeps nothing."""

import uuid
from datetime import date

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from playwright.sync_api import expect

from admission.domain.sources import Line, save_review
from admission.states import OPEN
from admission.states import State as S
from partytrack.journal.dispatch import dispatch, paused
from tests.admission.domain.meetings import certified, opened, recorded
from tests.courses import attend, issue, make_class
from tests.e2e.crawl import NO_PAGES, make_of, pages
from tests.e2e.visitor import SIZES
from tests.seals import sealed_by_hand
from units.membership import declare_members
from units.models import Basis, Restructuring, StepKind, TargetBy
from units.policy import declared
from units.targets import enter_target

pytestmark = [pytest.mark.needs("BROWSER"), pytest.mark.timeout(600)]
UNLINKED = ["/mat-khau/da-doi/", "/kieu-dang/"]
FOR_STRANGERS = {"login", "password_set", "password_set_done"}
SECTION_ONLY = (S.SECTION_APPRAISED, S.SECTION_RECOMMENDED)


def _meetings(w):
    """One that was recorded, and a draft."""
    first, second = certified(w, 2)
    recorded(w, opened(w, [first]), [(8, 1)])
    opened(w, [second])


def _classes(w):
    """One whose certificates wait to be issued, and one that has issued them; a review of this month."""
    _, given = (attend(w, make_class(w), [w.climb(w.file(), to=S.NURTURED)]) for _ in range(2))
    issue(w, given)
    reviewed = w.file()
    line = {reviewed.pk: Line("pause", reviewed.version, "health", "Nghỉ thai sản")}
    save_review(
        w.branch, line, actor=w.secretary, on=timezone.localdate(), version=0, request_id=uuid.uuid4()
    )


def _plan(w):
    """A restructuring as it is drafted."""
    days = {"decided_on": date(2026, 6, 1), "effective_on": date(2026, 7, 1)}
    plan = Restructuring.objects.create(
        unit=w.district, title="Sáp nhập chi bộ", decision="1-QĐ/HU", drafted_by=w.board, **days
    )
    plan.steps.create(
        position=1, kind=StepKind.MERGE, sources=[w.branch.code], target="M.1", name="Chi bộ mới"
    )


@pytest.fixture
def full(people):
    """Something on every page: a file at each step, targets, members, what the next release of a session needs."""
    w = people.world
    with paused():
        for state in (*OPEN, S.FULL):
            w.climb(w.file(w.section_branch if state in SECTION_ONLY else w.branch), to=state)
        for state in (S.BRANCH_PROPOSED, S.BRANCH_RECOMMENDED):
            w.climb(w.file(w.section_branch), to=state)
        w.act(w.file(), "stop", date(2024, 2, 1), reason="works_away", note="")
        _meetings(w)
        _classes(w)
        _plan(w)
    dispatch()
    sealed_by_hand(w.commune, people.this_year, w.officer)
    for unit, value in ((w.district, 40), (w.commune, 25)):
        enter_target(actor=None, unit=unit, period=people.this_year, by=TargetBy.ASSIGNED, value=value,
                     decided_on=date(2026, 1, 2), decision="01-TB/HU")  # fmt: skip
    declare_members(
        actor=None, unit=w.commune, on=date(2026, 1, 1), full=120, probationary=6, basis=Basis.YEAR_END
    )
    return people


@pytest.fixture
def size():
    """To begin with: here one visit looks at each page at both sizes."""
    return SIZES["desktop"]


def at_both_sizes(visitor):
    problems = []
    for size in SIZES.values():
        visitor.page.set_viewport_size(size)
        problems += visitor.problems()
    return problems


def people_of(cast):
    w = cast.world
    return [cast.secretary, w.officer, w.section_officer, w.board, w.recorder, w.auditor, w.admin]


def password_link(user):
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return f"/mat-khau/dat/{uid}/{default_token_generator.make_token(user)}/"


# Reached only while something is under way that this world lacks: an offer, a scan, a lock, a draft, a job, a plan that
# was rehearsed, submitted or carried out.
UNDER_WAY = (
    "admission:book_detail", "admission:job_detail", "admission:requirement_end", "admission:rule_draft",
    "admission:scan_withdraw", "admission:session_add", "admission:session_unlock", "admission:transfer_answer",
    "units:restructuring_bridge", "units:restructuring_return", "units:restructuring_rows",
    "units:restructuring_targets",
)  # fmt: skip


def test_every_page_looks_right(full, visit):
    """Links lead to all of them, and to nothing that is refused."""
    makes, problems = set(), []
    for user in people_of(full):
        client, visitor = Client(), visit(user)
        client.force_login(user, "units.backends.WithGrants")
        for kind, path, html in pages(client, ["/", *UNLINKED]):
            make = kind, make_of(html)
            if make not in makes:
                makes.add(make)
                visitor.page.goto(path)
                problems += at_both_sizes(visitor)
    assert problems == []
    seen = {name for (name, _), _ in makes}
    unseen = {name for name, _, policy in declared() if "GET" in policy.methods} - seen
    assert sorted(unseen - NO_PAGES - FOR_STRANGERS) == sorted(UNDER_WAY)


def test_pages_of_a_stranger_look_right(people, visit):
    visitor = visit()
    for path in (
        "/dang-nhap/",
        password_link(people.secretary),
        "/mat-khau/dat/MQ/x-y/",
        "/mat-khau/da-dat/",
    ):
        visitor.page.goto(path)
        assert at_both_sizes(visitor) == []


@pytest.mark.parametrize(("path", "status"), [("/ho-so/123456/", 404), ("/phien-hop/", 403)])
def test_refusals_look_right(people, visit, path, status):
    visitor = visit(people.secretary)
    assert visitor.page.goto(path).status == status
    assert [f"status of {status}" in visitor.console.pop(), visitor.console] == [True, []]
    assert at_both_sizes(visitor) == []


def test_nothing_of_a_file_is_shown_after_signing_out(people, visit):
    file = people.file(timezone.localdate())
    visitor = visit(people.secretary)
    visitor.open(f"/ho-so/{file.pk}/")
    visitor.reads("Nguyễn Thị Hoa")
    visitor.page.locator("summary").filter(has_text="mở mục tài khoản").click()
    visitor.press("Đăng xuất")
    for _ in range(2):
        visitor.page.go_back()
        expect(visitor.page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
        assert "Nguyễn Thị Hoa" not in visitor.page.content()
