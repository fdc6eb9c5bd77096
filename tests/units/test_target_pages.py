"""The pages of targets, membership counts and periods."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partytrack.journal.models import Entry
from tests.world import make_unit, make_user
from units import targets
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
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
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
    targets.declare_members(
        actor=None, unit=w.section, on=date(2025, 12, 31), full=9, probationary=1, basis="counted"
    )
    one = cost()
    for n in range(2):
        branch = make_unit(f"Chi bộ Đội {n + 2}", Kind.BRANCH, w.section)
        enter(branch, year, value=n)
        enter(branch, year, of="female", value=n)
        enter(w.section, year, value=n + 2)
        targets.declare_members(
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
    assert "từ 2,50 % trở lên so với đầu nhiệm kỳ" in shown


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
    data = {"by": "plan", "of": "all", "value": "5", **PAPER}
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


def assign_data(client, address, **typed):
    """What a browser sends: every field as it was shown, with `typed` in place of some."""
    form = client.get(address).context["form"]
    shown = {field.html_name: field.value() or "" for field in form}
    hidden = {field.html_initial_name: field.value() or "" for field in form if field.name in form.units}
    return {**shown, **hidden, **PAPER, **typed}


def test_assign_writes_only_what_was_changed(w, year, as_user):
    enter(w.commune, year, value=20, at_least=True, decided_on=date(2025, 12, 1), decision="1-TB/HU")
    client, address = as_user(w.board), page("target_assign", w.district, year)
    third = make_unit("Đảng bộ xã Xuân Bắc", Kind.BASE_COMMITTEE, w.district)
    data = assign_data(client, address, **{f"u{w.commune.pk}": "25"})

    enter(third, year, value=7, decision="9-TB/HU")  # meanwhile, by somebody else
    assert client.post(address, data).status_code == 302

    lines = Target.objects.order_by("id").values_list("unit_id", "value", "at_least", "decision")
    assert list(lines) == [
        (w.commune.pk, 20, True, "1-TB/HU"),
        (third.pk, 7, False, "9-TB/HU"),
        (w.commune.pk, 25, True, "15-TB/HU"),
    ]


def test_assign_is_all_or_none(w, year, as_user):
    enter(w.base_branch, year, value=3, decided_on=date(2026, 3, 1))
    client, address = as_user(w.board), page("target_assign", w.district, year)
    data = assign_data(client, address, **{f"u{w.commune.pk}": "25", f"u{w.base_branch.pk}": "4"})
    answer = client.post(address, data)
    assert answer.status_code == 422
    assert [reason.code for reason in answer.context["reasons"]] == ["TARGET_ORDER"]
    assert answer.context["form"][f"u{w.commune.pk}"].value() == "25"
    assert Target.objects.count() == 1


def test_assign_needs_a_change(w, year, as_user):
    client, address = as_user(w.board), page("target_assign", w.district, year)
    answer = client.post(address, assign_data(client, address))
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (
        422,
        ["Chưa có số nào thay đổi."],
    )


def test_assign_is_for_the_level_above(w, year, as_user):
    assert as_user(w.secretary).get(page("target_assign", w.commune, year)).status_code == 403
    assert as_user(w.officer).get(page("target_assign", w.commune, year)).status_code == 200
    assert as_user(w.board).get(page("target_assign", w.branch, year)).status_code == 404  # nothing below


def test_members_are_declared(w, as_user):
    client, address = as_user(w.officer), reverse("units:member_declare", args=[w.commune.pk])
    data = {"on": "31/12/2025", "basis": "year_end", "full": "36", "probationary": "7"}
    assert client.post(address, data).status_code == 302
    assert client.post(address, data).status_code == 422
    assert list(MembershipCount.objects.values_list("unit_id", "on", "full", "probationary", "basis")) == [
        (w.commune.pk, date(2025, 12, 31), 36, 7, "year_end")
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
