"""The tree and the pages of units, over HTTP."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.world import make_unit, make_user
from units import hierarchy
from units.models import Kind, Role, Tag, Unit

pytestmark = pytest.mark.django_db
ACTS = ["unit_create", "unit_rename", "unit_move", "unit_close", "unit_power", "unit_tags"]
DECIDED = {"on": "01/03/2024", "decision": "12-QĐ/HU"}
DAY = date(2024, 3, 1)


def url(name, unit=None):
    return reverse(f"units:{name}", args=[unit.pk] if unit else [])


def names(nodes):
    return [(node.name, node.note.replace("\N{NO-BREAK SPACE}", " ")) for node in nodes]


def test_tree_shows_the_outermost_units_with_their_children(w, signed_in):
    w.file(w.branch)
    w.file(w.section_branch)
    answer = signed_in(w.board).get(url("tree"))
    (top,) = answer.context["nodes"]
    assert names([top]) == [("Đảng bộ huyện Xuân Lộc", "2 đơn vị · 2 hồ sơ")]
    assert names(top.children) == [
        ("Đảng bộ xã Xuân Định", "2 đơn vị · 2 hồ sơ"),
        ("Chi bộ Bảo hiểm xã hội", "0 hồ sơ"),
    ]
    assert [node.children_url for node in (top, *top.children)] == [
        "", url("tree_children", w.commune), url("tree_children", w.base_branch),
    ]  # fmt: skip


def test_tree_counts_files_only_for_those_who_may_see_them(w, signed_in):
    w.file(w.branch)
    (top,) = signed_in(w.admin).get(url("tree")).context["nodes"]
    assert names([top]) == [("Đảng bộ huyện Xuân Lộc", "2 đơn vị")]

    both = make_user(Role.UNIT_ADMIN, w.district)
    both.grants.create(unit=w.section, role=Role.AUDITOR, valid_from=DAY)
    answer = signed_in(both).get(url("tree_children", w.commune))
    assert names(answer.context["nodes"]) == [
        ("Đảng bộ bộ phận Nông trường", "1 đơn vị · 0 hồ sơ"),
        ("Chi bộ ấp Bảo Định", ""),
    ]


def test_files_below_the_units_shown_are_counted_where_they_belong(w, signed_in):
    """A unit and one deep below it, found by one search: each counts its own subtree."""
    for branch in (w.branch, w.section_branch, w.base_branch):
        w.file(branch)
    w.climb(w.file(w.branch), to="full")
    rows = signed_in(w.board).get(url("tree"), {"tim": "o"}).context["rows"]
    assert {unit: node.note.split(" · ")[-1].split()[0] for unit, node in rows if unit != w.district} == {
        w.section: "1", w.section_branch: "1", w.base_branch: "1", w.branch: "1",
    } | {unit: "2" for unit, _ in rows if unit == w.commune}  # fmt: skip


def test_children_come_as_rows_alone(w, signed_in):
    answer = signed_in(w.board).get(url("tree_children", w.commune), headers={"HX-Request": "true"})
    assert answer.content.decode().strip().startswith("<li>")
    assert names(answer.context["nodes"]) == [
        ("Đảng bộ bộ phận Nông trường", "1 đơn vị · 0 hồ sơ"),
        ("Chi bộ ấp Bảo Định", "0 hồ sơ"),
    ]


def test_tree_costs_the_same_for_one_child_and_three(w, signed_in, django_assert_num_queries):
    officer = make_user(Role.COMMITTEE_OFFICER, w.section)
    client = signed_in(officer)

    def pages():
        for address in (url("tree"), url("tree_children", w.section), url("tree") + "?tim=chi+bo"):
            client.get(address)

    with django_assert_num_queries(17):
        pages()
    for n in (2, 3):
        make_unit(f"Chi bộ Đội {n}", Kind.BRANCH, w.section)
    with django_assert_num_queries(17):
        pages()


def test_search_finds_without_accents_and_within_the_scope_only(w, signed_in):
    officer = make_user(Role.COMMITTEE_OFFICER, w.commune)
    rows = signed_in(officer).get(url("tree"), {"tim": "CHI bo"}).context["rows"]
    assert {unit for unit, _ in rows} == {w.branch, w.section_branch}
    rows = signed_in(officer).get(url("tree"), {"tim": "định ấp"}).context["rows"]
    assert [unit for unit, _ in rows] == [w.branch]
    page = signed_in(officer).get(url("tree"), {"tim": "bao hiem %"}).content.decode()
    assert "Không thấy đơn vị nào có tên như vậy" in page


def test_search_stops_at_fifty(w, signed_in):
    for n in range(50):
        make_unit(f"Chi bộ ấp {n}", Kind.BRANCH, w.commune)
    context = signed_in(w.board).get(url("tree"), {"tim": "chi bo ap"}).context
    assert (len(context["rows"]), context["more"]) == (50, True)


def test_closed_units_are_shown_when_asked_for(w, signed_in):
    hierarchy.close_unit(w.base_branch, on=DAY, decision="9", actor=None)
    (top,) = signed_in(w.board).get(url("tree")).context["nodes"]
    assert names(top.children) == [("Đảng bộ xã Xuân Định", "2 đơn vị · 0 hồ sơ")]
    (top,) = signed_in(w.board).get(url("tree"), {"dong": "on"}).context["nodes"]
    assert names(top.children)[-1] == ("Chi bộ Bảo hiểm xã hội", "kết thúc hoạt động 01/03/2024")
    assert top.children[0].children_url.endswith("?dong=on")


def test_unit_page_names_what_is_above_but_links_only_what_is_visible(w, signed_in):
    officer = make_user(Role.COMMITTEE_OFFICER, w.section)
    answer = signed_in(officer).get(url("unit_detail", w.section_branch))
    assert answer.context["crumbs"] == [(w.district, False), (w.commune, False), (w.section, True)]
    assert url("unit_detail", w.commune) not in answer.content.decode()
    assert answer.context["grants"] is None


def test_unit_page_tells_its_history(w, signed_in):
    hierarchy.rename_unit(w.branch, name="Chi bộ mới", on=DAY, decision="12-QĐ/HU", actor=None)
    answer = signed_in(w.admin).get(url("unit_detail", w.branch))
    assert answer.context["history"] == [
        ("Tên: Chi bộ mới", "01/03/2024", None, "12-QĐ/HU"),
        ("Tên: Chi bộ ấp Bảo Định", "01/01/2000", DAY, ""),
        ("Trực thuộc Đảng bộ xã Xuân Định", "01/01/2000", None, ""),
    ]


def test_unit_page_shows_a_day(w, signed_in):
    hierarchy.rename_unit(w.commune, name="Xã mới", on=DAY, decision="1", actor=None)
    client = signed_in(make_user(Role.AUDITOR, w.commune))
    then = client.get(url("unit_detail", w.commune), {"ngay": "29/02/2024"}).context["then"]
    assert then == {
        "name": "Đảng bộ xã Xuân Định",
        "decides": False,
        "above": [(w.district, "Đảng bộ huyện Xuân Lộc", False)],
        "children": [(w.section, w.section.name, True), (w.branch, w.branch.name, True)],
    }
    page = client.get(url("unit_detail", w.commune), {"ngay": "01/01/1999"}).content.decode()
    assert "đơn vị chưa thành lập hoặc đã kết thúc hoạt động" in page
    wrong = client.get(url("unit_detail", w.commune), {"ngay": "31/02/2024"})
    assert (wrong.status_code, wrong.context["day"]) == (200, None)
    assert "Tháng 2 năm 2024 không có ngày 31." in wrong.content.decode()


@pytest.mark.parametrize("name", ACTS)
def test_acts_are_for_administrators_of_the_unit(w, signed_in, name):
    assert signed_in(w.board).get(url(name, w.commune)).status_code == 403
    assert signed_in(make_user(Role.UNIT_ADMIN, w.base_branch)).get(url(name, w.commune)).status_code == 404
    assert signed_in(w.admin).get(url(name, w.commune)).status_code == 200
    empty = signed_in(w.admin).post(url(name, w.commune))
    assert empty.status_code == (302 if name == "unit_tags" else 422)


@pytest.mark.parametrize("name", ["unit_move", "unit_close", "unit_power"])
def test_how_a_unit_stands_is_changed_from_above(w, signed_in, name):
    client = signed_in(make_user(Role.UNIT_ADMIN, w.commune))
    assert client.get(url(name, w.commune)).status_code == 403
    assert client.post(url(name, w.commune), DECIDED).status_code == 403
    assert client.get(url(name, w.branch)).status_code == 200
    context = client.get(url("unit_detail", w.commune)).context
    assert (context["may_change"], context["may_restructure"]) == (True, False)


def test_create_puts_a_unit_below(w, signed_in):
    client = signed_in(w.admin)
    form = client.get(url("unit_create", w.commune)).context["form"]
    assert [value for value, _ in form.fields["kind"].choices] == ["section", "branch"]
    code = form["code"].initial
    data = {"name": " Chi bộ  ấp\u200b 9 ", "kind": "branch", "code": code, **DECIDED}
    answer = client.post(url("unit_create", w.commune), data)
    unit = Unit.objects.get(code=code)
    assert answer.url == url("unit_detail", unit)
    assert (unit.name, unit.parent, unit.links.get().valid_from) == ("Chi bộ ấp 9", w.commune, DAY)
    assert client.get(url("unit_create", w.commune)).context["form"]["code"].initial != code

    again = client.post(url("unit_create", w.commune), data)
    assert again.status_code == 422
    assert again.context["reasons"][0].sentence == f"Mã đơn vị “{code}” đã có."


def test_rename_move_close_power_and_tags_through_their_forms(w, signed_in):
    client = signed_in(w.admin)
    for name, unit, data in [
        ("unit_rename", w.branch, {"name": "Chi bộ mới"}),
        ("unit_move", w.branch, {"parent": w.section.pk}),
        ("unit_power", w.commune, {"decides": "True"}),
        ("unit_close", w.base_branch, {}),
    ]:
        assert client.post(url(name, unit), {**data, **DECIDED}).status_code == 302
    hierarchy.set_tags(w.section, names=["Khối cơ quan"], actor=None)
    tag = Tag.objects.get()
    client.post(url("unit_tags", w.commune), {"tags": [tag.pk], "new": "Khối xã"})

    w.branch.refresh_from_db()
    w.base_branch.refresh_from_db()
    assert (w.branch.name, w.branch.parent, w.base_branch.closed_on) == ("Chi bộ mới", w.section, DAY)
    assert w.commune.powers.get().valid_from == DAY
    assert {tag.name for tag in w.commune.tags.all()} == {"Khối cơ quan", "Khối xã"}


def test_refusal_is_shown_and_what_was_typed_is_kept(w, signed_in):
    answer = signed_in(w.admin).post(url("unit_close", w.commune), DECIDED)
    assert answer.status_code == 422
    assert "còn đơn vị trực thuộc đang hoạt động" in answer.content.decode()
    assert answer.context["form"]["decision"].value() == "12-QĐ/HU"


def test_a_unit_moves_only_within_the_administrators_scope(w, signed_in):
    elsewhere = make_unit("Đảng bộ xã khác", Kind.BASE_COMMITTEE, make_unit("Huyện khác", Kind.SUPERIOR))
    client = signed_in(w.admin)
    form = client.get(url("unit_move", w.branch)).context["form"]
    assert list(form.fields["parent"].queryset) == [w.section]
    answer = client.post(url("unit_move", w.branch), {"parent": elsewhere.pk, **DECIDED})
    assert answer.status_code == 422
    w.branch.refresh_from_db()
    assert w.branch.parent == w.commune


def test_power_form_that_was_left_open_does_not_do_the_opposite(w, signed_in):
    hierarchy.set_power(w.commune, decides=True, on=DAY - timedelta(9), decision="1", actor=None)
    answer = signed_in(w.admin).post(url("unit_power", w.commune), {"decides": "True", **DECIDED})
    assert answer.status_code == 422
    assert w.commune.powers.get().valid_to is None


def test_a_closed_unit_offers_no_act(w, signed_in):
    hierarchy.close_unit(w.base_branch, on=DAY, decision="9", actor=None)
    context = signed_in(w.admin).get(url("unit_detail", w.base_branch)).context
    assert [context[key] for key in ("may_create", "may_change", "may_restructure")] == [False] * 3
    answer = signed_in(w.admin).post(url("unit_rename", w.base_branch), {"name": "X", **DECIDED})
    assert answer.context["reasons"][0].sentence == "Chi bộ Bảo hiểm xã hội đã kết thúc hoạt động."


def test_a_day_ahead_is_refused_in_words(w, signed_in):
    tomorrow = timezone.localdate() + timedelta(1)
    data = {"name": "X", "decision": "1", "on": f"{tomorrow:%d/%m/%Y}"}
    answer = signed_in(w.admin).post(url("unit_rename", w.branch), data)
    assert answer.context["reasons"][0].sentence == "Ngày hiệu lực ở tương lai."


def test_tags_of_units_elsewhere_are_not_offered(w, signed_in):
    elsewhere = make_unit("Đảng bộ khác", Kind.SUPERIOR)
    hierarchy.set_tags(elsewhere, names=["Khối mật"], actor=None)
    hierarchy.set_tags(w.branch, names=["Khối xã"], actor=None)
    hierarchy.set_tags(w.section, names=["Khối xã"], actor=None)
    client, address = signed_in(w.admin), url("unit_tags", w.commune)
    assert [str(tag) for tag in client.get(address).context["form"].fields["tags"].queryset] == ["Khối xã"]
    answer = client.post(address, {"tags": [Tag.objects.get(name="Khối mật").pk]})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["tags"])
