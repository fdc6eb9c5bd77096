"""The pages of targets, membership counts and periods."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partytrack.journal.models import Entry
from tests.world import make_unit, make_user
from units import hierarchy, targets
from units.membership import declare_members, mark_used
from units.models import Kind, MembershipCount, Period, Role, Target
from units.periods import open_period

pytestmark = pytest.mark.sqlite_too

LIST = "/chi-tieu/"
PAPER = {"decision": "15-TB/HU", "decided_on": "15/01/2026"}


@pytest.fixture
def year(db):
    return Period.objects.create(
        code="N2026", kind="year", name="Năm 2026", starts=date(2026, 1, 1), ends=date(2026, 12, 31)
    )


@pytest.fixture
def as_user(client):
    def sign_in(user):
        client.force_login(user, backend="units.backends.WithGrants")
        return client

    return sign_in


def page(name, unit, period):
    return reverse(f"units:{name}", args=[unit.pk], query={"ky": period.pk})


def enter(unit, period, by="assigned", **line):
    paper = {"decided_on": date(2026, 1, 15), "decision": "15-TB/HU"}
    return targets.enter_target(actor=None, unit=unit, period=period, by=by, **{**paper, **line})


def test_list_shows_the_first_unit_and_the_period_of_today(w, as_user):
    today = timezone.localdate()
    now = Period.objects.create(
        code="NOW", kind="month", name="Tháng này", starts=today - timedelta(3), ends=today + timedelta(3)
    )
    Period.objects.create(
        code="NEXT", kind="year", name="Sang năm", starts=date(2090, 1, 1), ends=date(2090, 12, 31)
    )
    context = as_user(w.officer).get(LIST).context
    assert (context["unit"], context["period"]) == (w.commune, now)


def test_list_shows_the_unit_and_period_asked_for(w, year, as_user):
    Period.objects.create(
        code="NEXT", kind="year", name="Sang năm", starts=date(2090, 1, 1), ends=date(2090, 12, 31)
    )
    context = as_user(w.board).get(LIST, {"don_vi": w.section.pk, "ky": year.pk}).context
    assert (context["unit"], context["period"]) == (w.section, year)
    assert list(context["above"]) == [w.district, w.commune]


@pytest.mark.parametrize("query", [{"don_vi": "x"}, {"don_vi": "9" * 30}, {"ky": ""}, {"ky": "-1"}])
def test_list_of_nonsense_is_404(w, year, as_user, query):
    assert as_user(w.board).get(LIST, query).status_code == 404


def test_list_of_a_unit_elsewhere_is_404(w, year, as_user):
    assert as_user(w.officer).get(LIST, {"don_vi": w.district.pk}).status_code == 404
    assert as_user(w.officer).get(LIST, {"don_vi": w.base_branch.pk}).status_code == 404


def test_list_needs_the_right_to_see_targets(w, year, as_user):
    assert as_user(w.admin).get(LIST).status_code == 403


def test_list_says_when_there_is_no_period(w, as_user):
    assert "Chưa có kỳ chỉ tiêu nào" in as_user(w.officer).get(LIST).content.decode()
    assert reverse("units:period_create") in as_user(w.board).get(LIST).content.decode()


def test_list_costs_the_same_for_one_row_and_three(w, year, as_user):
    client = as_user(w.board)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST, {"don_vi": w.section.pk, "ky": year.pk})
        return len(queries)

    enter(w.section, year, value=1)
    declare_members(
        actor=None, unit=w.section, on=date(2025, 12, 31), full=9, probationary=1, basis="counted"
    )
    cost()  # the first page also reads what is kept in memory
    one = cost()
    for n in range(2):
        branch = make_unit(f"Chi bộ Đội {n + 2}", Kind.BRANCH, w.section)
        enter(branch, year, value=n)
        enter(branch, year, of="female", value=n)
        enter(w.section, year, value=n + 2)
        declare_members(
            actor=None, unit=w.section, on=date(2024, 12, n + 1), full=9, probationary=1, basis="counted"
        )
    assert cost() == one


def test_enter_offers_only_the_kinds_that_the_user_may_enter(w, year, as_user):
    form = as_user(w.officer).get(page("target_enter", w.commune, year)).context["form"]
    assert [code for code, _ in form.fields["by"].choices] == ["registered", "resolution", "plan"]
    form = as_user(w.board).get(page("target_enter", w.commune, year)).context["form"]
    assert form.fields["by"].choices[0] == ("assigned", "Cấp trên giao")
    assert ("female", "Nữ") in form.fields["of"].choices


def test_enter_writes_a_line(w, year, as_user):
    answer = as_user(w.officer).post(
        page("target_enter", w.commune, year),
        {
            "by": "registered",
            "of": "all",
            "value": "",
            "rate": "2,5",
            "basis": "term_start",
            "at_least": "on",
            **PAPER,
        },
    )
    assert answer.url == reverse("units:target_list", query={"don_vi": w.commune.pk, "ky": year.pk})
    shown = as_user(w.officer).get(answer.url).content.decode()
    assert "từ 2,50 % trở lên so với số đảng viên đầu nhiệm kỳ" in shown


@pytest.mark.parametrize(
    ("typed", "broken"),
    [
        ({"value": "", "rate": ""}, ["value"]),
        ({"value": "5", "rate": "2"}, ["value"]),
        ({"value": "", "rate": "2", "basis": ""}, ["basis"]),
        ({"value": "", "rate": "0", "basis": "counted"}, ["rate"]),
        ({"value": "nhiều"}, ["value"]),
        ({"by": "assigned"}, ["by"]),
        ({"decided_on": "31/02/2026"}, ["decided_on"]),
        ({"decided_on": "01/01/2090"}, ["decided_on"]),
    ],
)
def test_enter_refuses_what_makes_no_sense(w, year, as_user, typed, broken):
    data = {"by": "plan", "of": "all", "value": "5", **PAPER, **typed}
    answer = as_user(w.officer).post(page("target_enter", w.commune, year), data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, broken)
    assert answer.context["form"]["decision"].value() == "15-TB/HU"
    assert Target.objects.count() == 0


def test_enter_says_why_it_is_refused_and_keeps_what_was_typed(w, year, as_user):
    enter(w.commune, year, "plan", value=4, decided_on=date(2026, 2, 1))
    data = {"by": "plan", "of": "all", "value": "5", "reason": "Đại hội giao thêm", **PAPER}
    answer = as_user(w.officer).post(page("target_enter", w.commune, year), data)
    assert answer.status_code == 422
    assert [reason.code for reason in answer.context["reasons"]] == ["TARGET_ORDER"]
    assert answer.context["form"]["value"].value() == "5"


@pytest.mark.parametrize(
    ("who", "unit", "status"),
    [
        ("secretary", "branch", 403),
        ("auditor", "commune", 403),
        ("officer", "district", 404),
        ("officer", "branch", 200),
    ],
)
def test_enter_is_for_who_may(w, year, as_user, who, unit, status):
    address = page("target_enter", getattr(w, unit), year)
    assert as_user(getattr(w, who)).get(address).status_code == status


def test_list_shows_who_has_registered(w, year, as_user):
    assert registered(as_user(w.board), w, year) == [w.commune.name, w.base_branch.name]
    enter(w.commune, year, "registered", value=4)
    assert registered(as_user(w.board), w, year) == [w.base_branch.name]


def registered(client, w, year):
    return client.get(LIST, {"don_vi": w.district.pk, "ky": year.pk}).context["table"].unregistered


def test_list_shows_the_table_as_it_stood_on_a_day(w, year, as_user):
    enter(w.commune, year, value=20)
    enter(w.commune, year, value=25, decided_on=date(2026, 6, 2), decision="22-TB/HU")
    hierarchy.rename_unit(
        w.commune, name="Đảng bộ phường Xuân Định", on=date(2026, 7, 1), decision="", actor=None
    )
    client, asked = as_user(w.board), {"don_vi": w.district.pk, "ky": year.pk}

    def row(**day):
        first = client.get(LIST, asked | day).context["table"].children[0]
        return first.name, first.cells[0][1]

    assert row() == ("Đảng bộ phường Xuân Định", "25")
    assert row(ngay="01/06/2026") == (w.commune.name, "20")
    assert row(ngay="mai") == ("Đảng bộ phường Xuân Định", "25")


def test_list_shows_periods_that_overlap(w, year, as_user):
    term = Period.objects.create(
        code="NK", kind="term", name="Nhiệm kỳ", starts=date(2025, 7, 1), ends=date(2030, 6, 30)
    )
    old = Period.objects.create(
        code="N2025", kind="year", name="Năm 2025", starts=date(2025, 1, 1), ends=date(2025, 12, 31)
    )
    enter(w.commune, term, "resolution", value=6, at_least=True)
    enter(w.commune, old, value=9)
    elsewhere = as_user(w.officer).get(LIST, {"ky": year.pk}).context["elsewhere"]
    assert [(period, [line.figure for line in lines]) for period, lines in elsewhere] == [
        (term, ["từ 6 trở lên"])
    ]


def test_unit_registers_its_own_target(w, year, as_user):
    client, address = as_user(w.secretary), page("target_register", w.branch, year)
    assert client.get(address).context["beside"].unit == w.branch
    assert client.post(address, {"value": "3", **PAPER}).status_code == 302
    changed = client.post(address, {"value": "4", **PAPER})
    assert (changed.status_code, changed.context["reasons"][0].code) == (422, "TARGET_REASON")
    assert client.post(address, {"value": "4", "reason": "Thêm nguồn", **PAPER}).status_code == 302
    lines = Target.objects.order_by("id").values_list("unit", "by", "value", "reason")
    assert list(lines) == [(w.branch.pk, "registered", 3, ""), (w.branch.pk, "registered", 4, "Thêm nguồn")]


@pytest.mark.parametrize(
    ("who", "unit", "status"),
    [
        ("secretary", "branch", 200),
        ("officer", "branch", 200),
        ("auditor", "commune", 403),
        ("officer", "district", 404),
    ],
)
def test_register_is_for_the_unit_and_above(w, year, as_user, who, unit, status):
    address = page("target_register", getattr(w, unit), year)
    assert as_user(getattr(w, who)).get(address).status_code == status


def test_members_are_declared(w, as_user):
    client, address = as_user(w.officer), reverse("units:member_declare", args=[w.commune.pk])
    data = {"on": "31/12/2025", "basis": "year_end", "full": "36", "probationary": "7"}
    assert client.post(address, data).status_code == 302
    assert client.post(address, data).status_code == 422
    assert list(MembershipCount.objects.values_list("unit_id", "on", "full", "probationary", "basis")) == [
        (w.commune.pk, date(2025, 12, 31), 36, 7, "year_end")
    ]


def test_members_used_are_corrected_with_a_reason_only(w, as_user):
    client, address = as_user(w.officer), reverse("units:member_declare", args=[w.commune.pk])
    data = {"on": "31/12/2025", "basis": "year_end", "full": "36", "probationary": "7"}
    client.post(address, data)
    mark_used([(w.commune.pk, "year_end", date(2025, 12, 31))])
    refused = client.post(address, data | {"full": "37"})
    assert (refused.status_code, refused.context["reasons"][0].code) == (422, "MEMBERS_USED")
    assert client.post(address, data | {"full": "37", "reason": "Sót một người"}).status_code == 302
    lines = MembershipCount.objects.order_by("id").values_list("full", "reason")
    assert list(lines) == [(36, ""), (37, "Sót một người")]


def test_members_are_counted_from_the_list(w, as_user):
    joined = w.climb(w.file(), to="probationary")
    client, address = as_user(w.officer), reverse("units:member_declare", args=[w.commune.pk])
    data = {"on": f"{joined.ceremony_on:%d/%m/%Y}", "basis": "counted", "viec": "dem"}
    assert client.post(address, data).status_code == 302
    assert client.post(address, data).status_code == 422  # nothing new
    lines = MembershipCount.objects.order_by("unit__path").values_list("unit", "full", "probationary", "how")
    below = list(w.commune.children.order_by("path").values_list("pk", flat=True))
    assert list(lines) == [
        (pk, 0, int(pk in (w.commune.pk, w.branch.pk)), "counted") for pk in (w.commune.pk, *below)
    ]


def test_period_is_opened_and_renamed(w, as_user):
    client = as_user(w.board)
    data = {"kind": "year", "name": "Năm 2026", "starts": "01/01/2026", "ends": "31/12/2026"}
    assert client.post(reverse("units:period_create"), data).status_code == 302
    assert client.post(reverse("units:period_create"), data).status_code == 422
    period = Period.objects.get(code="N2026")

    assert client.post(reverse("units:period_edit", args=[period.pk]), {"name": "Năm nay"}).status_code == 302
    assert list(client.get(reverse("units:period_list")).context["periods"].values_list("name", "ends")) == [
        ("Năm nay", date(2026, 12, 31))
    ]


def test_period_is_renamed_by_who_opened_it_or_has_every_unit_of_it(w, year, as_user):
    address, new = reverse("units:period_edit", args=[year.pk]), {"name": "Khác"}
    below = make_user(Role.BOARD_OFFICER, w.commune)
    assert as_user(w.board).post(address, new).status_code == 403  # nobody's yet, and not theirs
    enter(w.branch, year, value=3)
    assert as_user(below).post(address, new).status_code == 302
    enter(w.base_branch, year, value=2)
    client = as_user(below)
    assert client.post(address, new).status_code == 403
    assert client.get(reverse("units:period_list")).context["renamable"] == set()
    assert as_user(w.board).post(address, new).status_code == 302
    entry = Entry.objects.last()
    assert (entry.event, entry.unit_id) == ("units.period_renamed", w.district.pk)

    mine = open_period(actor=below, kind="year", name="N", starts=date(2027, 1, 1), ends=date(2027, 12, 31))
    client = as_user(below)
    assert client.get(reverse("units:period_list")).context["renamable"] == {mine.pk}
    assert Entry.objects.get(subject=f"period:{mine.pk}").unit_id == w.commune.pk
    assert as_user(w.board).get(reverse("units:period_edit", args=[mine.pk])).status_code == 403


def test_period_ends_after_it_starts(w, as_user):
    data = {"kind": "year", "name": "Năm 2026", "starts": "01/01/2026", "ends": "31/12/2025"}
    answer = as_user(w.board).post(reverse("units:period_create"), data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["ends"])


def test_periods_are_for_the_board(w, year, as_user):
    for name, args in (("period_list", []), ("period_create", []), ("period_edit", [year.pk])):
        assert as_user(w.officer).get(reverse(f"units:{name}", args=args)).status_code == 403
