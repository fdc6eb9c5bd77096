"""Figures handed down to all units below on one page: suggestions, pasting, one paper, all or none."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partytrack.journal.models import Entry
from tests.world import make_unit
from units import cascade, targets
from units.membership import declare_members
from units.models import Kind, Period, Target

pytestmark = pytest.mark.sqlite_too

PAPER = {"decision": "15-TB/HU", "decided_on": "15/01/2026"}
PROVINCE = [  # what twenty-two units were given of 1 905; they add up to 1 950
    125, 115, 110, 105, 100, 98, 96, 95, 94, 92, 90, 88, 86, 85, 84, 82, 80, 78, 72, 65, 60, 50,
]  # fmt: skip


@pytest.fixture
def year(db):
    return Period.objects.create(
        code="N2026", kind="year", name="Năm 2026", starts=date(2026, 1, 1), ends=date(2026, 12, 31)
    )


@pytest.fixture
def sheet(w, year, client):
    client.force_login(w.board, backend="units.backends.WithGrants")
    return Sheet(client, w.district, year)


class Sheet:
    """The page as a browser has it: every field as it was shown, `typed` in place of some."""

    def __init__(self, client, unit, period, **query):
        self.client, self.period = client, period
        self.url = reverse("units:target_assign", args=[unit.pk], query={"ky": period.pk, **query})
        self.fields = {}

    def open(self):
        answer = self.client.get(self.url)
        self._keep(answer)
        return answer

    def press(self, what, **typed):
        if not self.fields:
            self.open()
        answer = self.client.post(self.url, {**self.fields, **typed, "viec": what})
        if answer.status_code != 302:
            self._keep(answer)
        return answer

    def _keep(self, answer):
        forms = [answer.context[name] for name in ("paper", "sharing", "figures")]
        shown = {field.html_name: field.value() for form in forms for field in form}
        self.fields = {
            name: "" if value is None else value for name, value in shown.items() if value is not False
        }

    def figures(self, *units):
        return [str(self.fields[f"u{unit.pk}"]) for unit in units]


def enter(unit, period, by="assigned", **line):
    paper = {"decided_on": date(2026, 1, 15), "decision": "15-TB/HU"}
    return targets.enter_target(actor=None, unit=unit, period=period, by=by, **{**paper, **line})


def lines():
    return list(
        Target.objects.order_by("id").values_list("unit_id", "value", "at_least", "decision", "reason")
    )


def test_assign_writes_only_what_was_changed(w, year, sheet):
    enter(w.commune, year, value=20, at_least=True, decided_on=date(2025, 12, 1), decision="1-TB/HU")
    third = make_unit("Đảng bộ xã Xuân Bắc", Kind.BASE_COMMITTEE, w.district)
    sheet.open()
    enter(third, year, value=7, decision="9-TB/HU")  # meanwhile, by somebody else
    typed = {f"u{w.commune.pk}": "25", "reason": "Thêm nguồn", **PAPER}
    assert sheet.press("giao", **typed).status_code == 302
    assert lines() == [
        (w.commune.pk, 20, True, "1-TB/HU", ""),
        (third.pk, 7, False, "9-TB/HU", ""),
        (w.commune.pk, 25, True, "15-TB/HU", "Thêm nguồn"),
    ]


def test_assign_of_what_somebody_else_changed_is_a_conflict_and_keeps_what_was_typed(w, year, sheet):
    sheet.open()
    enter(w.commune, year, value=7, decision="9-TB/HU")
    typed = {f"u{w.commune.pk}": "25", f"u{w.base_branch.pk}": "3", "reason": "Lại", **PAPER}
    answer = sheet.press("giao", **typed)
    assert (answer.status_code, answer.context["reasons"][0].code) == (409, "STALE")
    assert sheet.figures(w.commune, w.base_branch) == ["25", "3"]
    assert len(lines()) == 1
    assert sheet.press("giao").status_code == 302  # having seen it
    assert [value for _, value, *_ in lines()] == [7, 25, 3]


def test_assign_is_all_or_none(w, year, sheet):
    enter(w.base_branch, year, value=3, decided_on=date(2026, 3, 1))
    typed = {f"u{w.commune.pk}": "25", f"u{w.base_branch.pk}": "4", "reason": "Lại", **PAPER}
    answer = sheet.press("giao", **typed)
    assert answer.status_code == 422
    assert [reason.code for reason in answer.context["reasons"]] == ["TARGET_ORDER"]
    assert sheet.figures(w.commune) == ["25"]
    assert len(lines()) == 1


@pytest.mark.parametrize(
    ("typed", "broken"),
    [({}, "__all__"), ({"u{commune}": "nhiều"}, "u{commune}"), ({"u{commune}": "-1"}, "u{commune}")],
)
def test_assign_refuses_what_makes_no_sense(w, sheet, typed, broken):
    typed = {name.format(commune=w.commune.pk): value for name, value in typed.items()}
    answer = sheet.press("giao", **typed, **PAPER)
    errors = answer.context["figures"].errors
    assert (answer.status_code, list(errors)) == (422, [broken.format(commune=w.commune.pk)])
    assert lines() == []


def test_assign_needs_a_reason_for_a_figure_that_changes(w, year, sheet):
    enter(w.commune, year, value=20)
    answer = sheet.press("giao", **{f"u{w.commune.pk}": "25"}, **PAPER)
    assert (answer.status_code, answer.context["reasons"][0].code) == (422, "TARGET_REASON")


def test_assign_journals_every_line(w, sheet):
    sheet.press("giao", **{f"u{w.commune.pk}": "25", f"u{w.base_branch.pk}": "3"}, **PAPER)
    entries = Entry.objects.filter(event="units.target_entered").order_by("seq")
    assert [(one.unit_id, one.body["value"], one.body["decision"]) for one in entries] == [
        (w.commune.pk, 25, "15-TB/HU"),
        (w.base_branch.pk, 3, "15-TB/HU"),
    ]


def test_assign_for_a_group_and_for_introductions(w, year, client):
    client.force_login(w.board, backend="units.backends.WithGrants")
    for of in ("female", "introduced:youth_union"):
        typed = {f"u{w.commune.pk}": "6", f"s{w.commune.pk}": "on"}
        assert Sheet(client, w.district, year, nhom=of).press("giao", **typed, **PAPER).status_code == 302
    assert list(Target.objects.order_by("id").values_list("of", "value", "at_least")) == [
        ("female", 6, True),
        ("introduced:youth_union", 6, True),
    ]
    assert client.get(Sheet(client, w.district, year, nhom="ai").url).status_code == 404


def test_assign_is_for_the_level_above(w, year, client):
    for user, unit, status in (
        (w.secretary, w.commune, 403),
        (w.officer, w.commune, 200),
        (w.board, w.branch, 404),  # nothing below
    ):
        client.force_login(user, backend="units.backends.WithGrants")
        assert client.get(Sheet(client, unit, year).url).status_code == status


def test_children_may_add_up_to_more(w, year, sheet):
    """1 950 given of 1 905: told, and allowed."""
    enter(w.district, year, value=1905)
    children = [
        make_unit(f"Đảng bộ huyện {n}", Kind.BASE_COMMITTEE, w.district) for n in range(len(PROVINCE))
    ]
    typed = {f"u{child.pk}": figure for child, figure in zip(children, PROVINCE, strict=True)}
    told = sheet.press("cong", **typed).context
    assert (told["sum"], told["gap"]) == (
        1950,
        "các đơn vị cộng lại 1.950, nhiều hơn 45 so với chỉ tiêu của đơn vị.",
    )
    assert sheet.press("giao", **PAPER).status_code == 302
    assert sum(value for unit, value, *_ in lines() if unit != w.district.pk) == 1950


def test_suggestion_follows_sources_last_year_or_members(w, year, sheet):
    enter(w.district, year, value=10)
    w.file(), w.file()
    w.climb(w.file(branch=w.base_branch), to="probationary")
    last = Target.objects.get().period
    Period.objects.filter(pk=last.pk).update(starts=date(2025, 1, 1), ends=date(2025, 12, 31))
    for unit, full in ((w.commune, 20), (w.base_branch, 10)):
        declare_members(
            actor=None, unit=unit, on=date(2025, 12, 31), full=full, probationary=0, basis="year_end"
        )
    units = (w.commune, w.base_branch)
    found = {}
    for by in cascade.SUGGESTIONS:
        sheet.press(by, total="10")
        found[by] = sheet.figures(*units)
    assert found == {"nguon": ["10", ""], "nam_truoc": ["", "10"], "dang_vien": ["7", "3"]}
    assert len(lines()) == 1  # nothing is saved by a suggestion
    floor = {f"s{w.commune.pk}": "on"}
    sheet.press("dang_vien", total="11", **floor)  # 7.33 and 3.67: the odd one to the larger remainder
    assert sheet.figures(*units) == ["7", "4"]
    assert sheet.press("giao", **PAPER, **floor).status_code == 302
    assert [(unit, value, at_least) for unit, value, at_least, *_ in lines()[1:]] == [
        (w.commune.pk, 7, True), (w.base_branch.pk, 4, False),
    ]  # fmt: skip


def test_suggestion_without_figures_says_so(w, sheet):
    for total, sentence in (
        ("", "Ghi tổng số đem chia, rồi chọn cách chia."),
        ("9", "Chưa chia được theo số nguồn đang theo dõi: các đơn vị chưa có số liệu này."),
    ):
        assert sheet.press("nguon", total=total).context["told"].sentence == sentence
    assert sheet.figures(w.commune) == [""]


def test_pasting_fills_and_saves_nothing(w, sheet):
    pasted = f"{w.commune.name.upper()}\t25\n{w.base_branch.code}\ttừ 6 trở lên\nĐảng bộ xã khác\t3"
    told = sheet.press("dan", pasted=pasted).context["told"]
    assert [(line.number, line.text) for line in told.unclear] == [(3, "Đảng bộ xã khác 3")]
    assert sheet.figures(w.commune, w.base_branch) == ["25", "6"]
    assert sheet.fields["pasted"] == "Đảng bộ xã khác 3"
    assert lines() == []
    assert sheet.press("giao", **PAPER).status_code == 302
    assert [(unit, value, floor) for unit, value, floor, *_ in lines()] == [
        (w.commune.pk, 25, False),
        (w.base_branch.pk, 6, True),
    ]


def test_sheet_costs_the_same_for_two_units_and_many(w, sheet):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            sheet.open()
        return len(queries)

    cost()  # the first page also reads what is kept in memory
    two = cost()
    for n in range(20):
        make_unit(f"Đảng bộ xã {n}", Kind.BASE_COMMITTEE, w.district)
    assert cost() == two


@pytest.mark.parametrize(
    ("kind", "starts", "ends", "before"),
    [
        ("year", date(2026, 1, 1), date(2026, 12, 31), (date(2025, 1, 1), date(2025, 12, 31))),
        ("month", date(2025, 2, 1), date(2025, 2, 28), (date(2024, 2, 1), date(2024, 2, 29))),
        ("half", date(2024, 1, 1), date(2024, 6, 30), (date(2023, 1, 1), date(2023, 6, 30))),
        ("term", date(2025, 7, 1), date(2030, 6, 30), (date(2020, 7, 1), date(2025, 6, 30))),
        ("plan", date(2026, 1, 1), date(2028, 12, 31), (None, None)),
    ],
)
def test_period_before(db, kind, starts, ends, before):
    Period.objects.create(
        code="NK0", kind="term", name="Nhiệm kỳ trước", starts=date(2020, 7, 1), ends=date(2025, 6, 30)
    )
    period = Period.objects.create(code="P", kind=kind, name="Kỳ", starts=starts, ends=ends)
    assert cascade.before(period)[:2] == before
