"""The steps of a draft over HTTP: added, changed in place, moved up and down; who goes when a branch is divided."""

import pytest
from django.urls import reverse

from tests.plans import draft, merge
from tests.world import make_unit
from units.forms.restructuring_people import STEP_FORMS
from units.models import Kind, StepKind

pytestmark = pytest.mark.django_db


def url(name, plan, **rest):
    return reverse(f"units:restructuring_{name}", kwargs={"pk": plan.pk, **rest})


def post(browser, to, plan, **data):
    plan.refresh_from_db()
    return browser.post(to, {"version": plan.version, **data})


def dividing(w, plan):
    return url("step", plan) + f"?viec=divide&trong={w.branch.pk}"


def test_every_kind_of_step_has_a_form():
    assert set(STEP_FORMS) == set(StepKind)


def test_people_of_a_divided_branch_are_ticked_or_pasted(w, client_of):
    first, second, _ = w.file(w.branch), w.file(w.branch, full_name="Trần Văn Ba"), w.file(w.branch)
    plan, board = draft(w), client_of(w.board)
    said = {"name": "Chi bộ ấp mới", "code": "MOI"}
    page = board.get(dividing(w, plan))
    assert [words for _, words in page.context["form"].fields["people"].choices] == [
        "Trần Văn Ba, sinh năm 1996 (hồ sơ: Quần chúng ưu tú)",
        *["Nguyễn Thị Hoa, sinh năm 1996 (hồ sơ: Quần chúng ưu tú)"] * 2,
    ]
    wrong = post(board, dividing(w, plan), plan, pasted="Nguyễn Thị Hoa\nLê Văn Tám", **said)
    assert wrong.context["form"].errors["pasted"] == [
        "“Nguyễn Thị Hoa”: có 2 người cùng họ tên.", "“Lê Văn Tám”: không có ai trong chi bộ.",
    ]  # fmt: skip
    answer = post(
        board, dividing(w, plan), plan, people=[f"files:{first.pk}"], pasted="TRẦN VĂN BA\n", **said
    )
    assert answer.status_code == 302
    files = plan.steps.get().people["files"]
    assert (set(files["go"]), len(files["shown"])) == ({first.pk, second.pk}, 3)
    edited = board.get(url("step_edit", plan, position=1)).context["form"]
    assert edited.initial["people"] == sorted(f"files:{file.pk}" for file in (first, second))


def test_who_may_not_see_files_divides_no_branch(w, client_of):
    w.file(w.branch)
    plan, admin = draft(w), client_of(w.admin)
    assert admin.get(dividing(w, plan)).context["form"].fields["people"].choices == []
    assert post(admin, dividing(w, plan), plan, name="Chi bộ mới", code="MOI").status_code == 422
    assert plan.steps.count() == 0


def test_step_is_changed_in_its_place(w, client_of):
    second = make_unit("Chi bộ ấp Bảo Thị", Kind.BRANCH, w.commune)
    rename = {"kind": "rename", "target": second.code, "name": "Chi bộ khác"}
    plan, admin = (
        draft(w, merge("HOP", w.branch, second, name="Chi bộ ấp Bảo Hòa"), rename),
        client_of(w.admin),
    )
    figures = [[1, "assigned", "all", 7]]
    plan.steps.filter(position=1).update(reissue=figures)
    edit = url("step_edit", plan, position=1)
    form = admin.get(edit).context["form"]
    said = {name: form[name].value() for name in ("sources", "into", "name", "code", "decides")}
    assert (said["sources"], said["name"], said["code"]) == (
        [w.branch.code, second.code],
        "Chi bộ ấp Bảo Hòa",
        "HOP",
    )
    said = {name: value or "" for name, value in said.items()} | {"name": "Chi bộ ấp Hòa Bảo"}
    assert post(admin, edit, plan, **said).status_code == 302
    assert list(plan.steps.values_list("position", "name")) == [(1, "Chi bộ ấp Hòa Bảo"), (2, "Chi bộ khác")]
    assert plan.steps.get(position=1).reissue == figures
    assert post(admin, edit, plan, **said | {"into": second.code}).status_code == 302
    assert plan.steps.values_list("target", "name").get(position=1) == (second.code, "")  # keeps its own name
    assert admin.get(url("step_edit", plan, position=9)).status_code == 404


def test_steps_move_up_and_down(w, client_of):
    rows = [{"kind": "rename", "target": w.branch.code, "name": name} for name in "ABC"]
    plan, admin = draft(w, *rows), client_of(w.admin)
    for position, way, names in (
        (2, "len", "BAC"),
        (1, "len", "BAC"),
        (2, "xuong", "BCA"),
        (3, "xuong", "BCA"),
    ):
        assert post(admin, url("step_shift", plan, position=position), plan, huong=way).status_code == 302
        assert list(plan.steps.values_list("position", "name")) == list(enumerate(names, start=1))
    stale = admin.post(url("step_shift", plan, position=1), {"version": 0, "huong": "len"})
    assert stale.status_code == 409
    assert [button in stale.content.decode() for button in ("Chuyển việc 1 lên trên", "Sửa việc 1")] == [
        True,
        True,
    ]
