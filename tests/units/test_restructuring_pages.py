"""A plan from draft to bridge table and back, over HTTP."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.plans import DAY, applied, approved, draft, merge
from tests.world import make_unit
from units.models import Kind, Period, Restructuring, Unit
from units.restructuring import acts, carry_out, hooks
from units.targets import enter_target
from units.views.plan_words import with_rows

pytestmark = pytest.mark.django_db
HEAD = {
    "title": "Sáp nhập chi bộ ấp", "decision": "77-QĐ/HU", "decided_on": "25/06/2026", "effective_on": "01/07/2026",
    "target_rule": "sum", "grant_rule": "follow", "version": "0",
}  # fmt: skip


@pytest.fixture
def two(w):
    w.second = make_unit("Chi bộ ấp Bảo Thị", Kind.BRANCH, w.commune)
    Period.objects.create(code="N2026", kind="year", name="Năm 2026", starts="2026-01-01", ends="2026-12-31")
    return w


def url(name, plan=None, **rest):
    return reverse(f"units:restructuring_{name}", kwargs={"pk": plan.pk, **rest} if plan else {})


def post(browser, name, plan, **data):
    plan.refresh_from_db()
    return browser.post(url(name, plan), {"version": plan.version, **data})


def test_plan_goes_from_draft_to_bridge_by_two_people(two, client_of):
    w = two
    w.file(w.branch)
    drafter, approver = client_of(w.admin), client_of(w.recorder)
    answer = drafter.post(url("create"), {**HEAD, "unit": w.district.pk})
    plan = Restructuring.objects.get()
    assert answer.url == url("detail", plan)

    step = url("step", plan) + f"?viec=merge&trong={w.commune.pk}"
    assert drafter.get(step).status_code == 200
    said = {"sources": [w.branch.code, w.second.code], "into": "", "name": "Chi bộ ấp Bảo Hòa", "code": "HOP"}
    assert drafter.post(step, {**said, "version": plan.version, "decides": ""}).status_code == 302
    assert post(drafter, "submit", plan).status_code == 422  # not rehearsed
    assert post(drafter, "rehearse", plan).status_code == 302
    assert post(drafter, "submit", plan).status_code == 302
    assert post(drafter, "approve", plan).status_code == 403
    assert post(approver, "approve", plan).status_code == 302
    assert post(approver, "apply", plan).status_code == 302
    page = approver.get(url("bridge", plan))
    assert page.context["table"].agrees
    assert [(side.name, numbers) for side, numbers in page.context["table"].by_new] == [
        ("Chi bộ ấp Bảo Hòa", (1, 0))
    ]
    new = Unit.objects.get(code="HOP")
    facts = [
        approver.get(reverse("units:unit_detail", args=[unit.pk])).context["facts"]
        for unit in (new, w.branch)
    ]
    assert dict(facts[0])["Tiếp nhận"] == "Chi bộ ấp Bảo Định, Chi bộ ấp Bảo Thị"
    assert dict(facts[1])["Sáp nhập vào"] == "Chi bộ ấp Bảo Hòa"
    book = approver.get(url("bridge", plan) + "?xlsx")
    assert ZipFile(BytesIO(book.content)).testzip() is None
    assert post(approver, "undo", plan).status_code == 302
    assert not Unit.objects.filter(code="HOP").exists()


def test_pages_of_a_plan_open_at_every_step(two, client_of):
    w = two
    w.file(w.branch)
    plan = draft(w, merge("HOP", w.branch, w.second, name="Chi bộ ấp Bảo Hòa"))
    drafter, approver = client_of(w.admin), client_of(w.board)
    assert approver.get(url("targets", plan)).status_code == 200
    for name in ("edit", "paste", "step"):
        assert drafter.get(url(name, plan)).status_code == 200
    plan = acts.rehearse(plan, actor=w.admin, version=plan.version)
    rows = approver.get(url("rows", plan, section="files")).context["rows"]
    assert [(words, old, new) for words, _, old, new in rows] == [
        ("Nguyễn Thị Hoa", "Chi bộ ấp Bảo Định", "Chi bộ ấp Bảo Hòa")
    ]
    unseen = drafter.get(url("rows", plan, section="files")).context["rows"]
    assert [words for words, *_ in unseen] == ["—"]
    assert [
        answer.status_code for answer in (drafter.get(url("list")), approver.get(url("detail", plan)))
    ] == [200, 200]


def test_pasted_table_becomes_mergers(two, client_of):
    w = two
    plan = draft(w)
    table = f"Mã cũ\tMã mới\tTên\n{w.branch.code}\tHOP\tChi bộ ấp Bảo Hòa\n{w.second.code}\tHOP\t\n"
    said = {"table": table, "parent": w.commune.pk}
    assert post(client_of(w.admin), "paste", plan, **said).status_code == 302
    step = plan.steps.get()
    assert (step.kind, step.sources, step.target) == ("merge", [w.branch.code, w.second.code], "HOP")
    assert (step.name, step.parent) == ("Chi bộ ấp Bảo Hòa", w.commune.code)
    wrong = post(client_of(w.admin), "paste", plan, table="KHONG\tHOP2\n", parent=w.commune.pk)
    assert wrong.status_code == 422
    assert "không có đơn vị nào mang mã “KHONG”" in wrong.content.decode()


def test_new_figures_are_asked_beside_the_old_sum(two, client_of):
    w = two
    period = Period.objects.get()
    for unit, value in ((w.branch, 3), (w.second, 4)):
        enter_target(
            actor=None,
            unit=unit,
            period=period,
            by="assigned",
            value=value,
            decided_on=date(2026, 1, 5),
            decision="1",
        )
    plan = draft(w, merge("HOP", w.branch, w.second, name="Chi bộ ấp Bảo Hòa"), target_rule="reissue")
    field = f"t1_{period.pk}_assigned"
    assert client_of(w.admin).get(url("targets", plan)).status_code == 403  # manages units, sees no targets
    form = client_of(w.board).get(url("targets", plan)).context["form"]
    assert form.fields[field].initial == 7
    assert post(client_of(w.board), "targets", plan, **{field: "6"}).status_code == 302
    assert plan.steps.get().reissue == [[period.pk, "assigned", "all", 6]]


def test_odd_numbers_in_an_address_are_no_numbers(two, client_of):
    w = two
    plan = applied(w, {"kind": "rename", "target": w.second.code, "name": "Chi bộ khác"})
    board = client_of(w.board)
    for text in ("²", "-1", "9" * 40):
        answers = (board.get(url("bridge", plan), {"ky": text}), board.get(rows_of(plan), {"trang": text}))
        assert [answer.status_code for answer in answers] == [200, 200]


def rows_of(plan):
    return url("rows", plan, section="files")


def test_figures_of_targets_are_told_to_those_who_may_see_them(two, client_of):
    w = two
    paper = {"decided_on": date(2026, 1, 5), "decision": "1-TB"}
    enter_target(actor=None, unit=w.branch, period=Period.objects.get(), by="assigned", value=3, **paper)
    plan = draft(w, merge("HOP", w.branch, w.second, name="Chi bộ ấp Bảo Hòa"))
    plan = acts.rehearse(plan, actor=w.admin, version=plan.version)
    page = url("rows", plan, section="targets")
    told = [[words for words, *_ in client_of(user).get(page).context["rows"]] for user in (w.board, w.admin)]
    assert told == [["Năm 2026, cấp trên giao: 3"], ["—"]]
    found = [client_of(user).get(url("detail", plan)).context["found"] for user in (w.board, w.admin)]
    sums = [[sum["label"] for sum in one["sums"] if sum["label"].startswith("Chỉ tiêu")] for one in found]
    assert sums == [["Chỉ tiêu: cấp trên giao"], []]
    for act, user in ((acts.submit, w.admin), (acts.approve, w.recorder), (acts.apply, w.recorder)):
        plan = act(plan, actor=user, version=plan.version)
    tables = [
        client_of(user).get(url("bridge", plan)).context["table"] for user in (w.board, w.recorder, w.admin)
    ]
    assert [[(one.before, one.after) for one in table.targets] for table in tables] == [
        [(3, 3)],
        [(3, 3)],
        [],
    ]
    books = [
        ZipFile(BytesIO(client_of(user).get(url("bridge", plan) + "?xlsx").content))
        for user in (w.board, w.admin)
    ]
    assert [sum(name.startswith("xl/worksheets/sheet") for name in book.namelist()) for book in books] == [
        3,
        2,
    ]


def test_refusal_to_carry_out_tells_figures_of_targets_to_those_who_may_see_them(two, client_of, monkeypatch):
    w = two
    plan = approved(w, {"kind": "rename", "target": w.second.code, "name": "Chi bộ khác"})
    lost = carry_out.Sum("Chỉ tiêu: cấp trên giao", "Năm 2026", 17, 12)
    monkeypatch.setattr(carry_out, "_targets_compared", lambda moves, before: [lost])
    answers = [post(client_of(user), "apply", plan) for user in (w.board, w.admin)]
    assert [[reason.sentence for reason in answer.context["reasons"]] for answer in answers] == [
        ["Chỉ tiêu: cấp trên giao (Năm 2026): trước 17, sau 12."],
        ["Chỉ tiêu: cấp trên giao (Năm 2026): trước và sau khác nhau."],
    ]


def test_who_had_left_a_divided_branch_is_not_counted_as_going():
    touched = {"files": [[5, 1, 2]], "files_elsewhere": [[6, 1, 3]], "members_elsewhere": [[7, 1, 3]]}
    assert with_rows({"touched": touched}, [{"id": 1}]) == [({"id": 1}, 1)]


def test_bridge_counts_what_was_done_in_units_merged_before(two, client_of):
    w = two
    w.climb(w.file(w.branch, on=date(2026, 1, 5)), to="probationary", step=1)
    w.file(w.branch)
    applied(w, merge("HOP", w.branch, w.second, name="Chi bộ ấp Bảo Hòa"))
    third = make_unit("Chi bộ ấp ba", Kind.BRANCH, w.commune)
    plan = applied(w, merge(third, Unit.objects.get(code="HOP")), on=DAY + timedelta(9))
    table = client_of(w.board).get(url("bridge", plan)).context["table"]
    assert (table.total, table.found) == ((1, 2, 1), (1, 2, 1))
    assert table.agrees


def test_bridge_that_lost_somebody_says_so(two, client_of, monkeypatch):
    w = two
    w.file(w.branch)
    plan = applied(w, merge("HOP", w.branch, w.second, name="Chi bộ ấp Bảo Hòa"))
    figures = hooks.branch_figures[0]
    monkeypatch.setattr(hooks, "branch_figures", [lambda day, period: {
        unit: counts for unit, counts in figures(day, period).items() if unit != w.branch.pk
    } | {w.second.pk: {"Hồ sơ đang theo dõi": 0}}])  # fmt: skip
    assert not client_of(w.board).get(url("bridge", plan)).context["table"].agrees


def test_lists_leave_rehearsals_where_they_are(two, client_of):
    w = two
    approved(w, {"kind": "rename", "target": w.second.code, "name": "Chi bộ khác"})
    pages = [url("list"), reverse("units:tree")]
    for page in pages:
        with CaptureQueriesContext(connection) as queries:
            assert client_of(w.board).get(page).status_code == 200
        assert [query["sql"] for query in queries if '"rehearsal"' in query["sql"]] == []


def test_stale_version_is_refused_with_what_was_typed(two, client_of):
    w = two
    plan = draft(w)
    data = {**HEAD, "title": "Tên khác", "version": plan.version - 1}
    answer = client_of(w.admin).post(url("edit", plan), data)
    assert answer.status_code == 409
    assert answer.context["form"]["title"].value() == "Tên khác"
    assert plan.effective_on == DAY
