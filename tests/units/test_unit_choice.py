"""Choosing a unit: a list where there are few, a search by name where there are many, with and without a script."""

import re

import pytest
from django import forms
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.world import make_unit, make_user
from units.forms.choice import FEW, SHOWN, UnitChoice, is_one_branch
from units.models import Kind, Role, Unit
from units.permissions import units_for

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]
ACTION = "candidate.view"


class Chooser(forms.Form):
    unit = UnitChoice(label="Đơn vị")

    def __init__(self, data=None, *, user, required=True):
        super().__init__(data)
        self.fields["unit"].required = required
        self.fields["unit"].offer(units_for(user, ACTION).open(), user, ACTION)


@pytest.fixture
def many(w):
    """A province: wide, so units are looked for by name. Returns its board officer."""
    province = make_unit("Đảng bộ tỉnh Đồng Nai", Kind.PROVINCE)
    for n in range(1, SHOWN + 3):
        committee = make_unit(f"Đảng bộ xã Tân Phú {n}", Kind.BASE_COMMITTEE, province)
        make_unit("Chi bộ ấp Bình Hòa", Kind.BRANCH, committee)
    make_unit("Chi bộ cơ quan", Kind.BASE_BRANCH, province, code="CQ-01")
    return make_user(Role.BOARD_OFFICER, province)


def named(html):
    return re.findall(r"<span>([^<]*?)(?: <small>.*?</small>)?</span>", html)


def test_few_units_stand_in_a_list_that_shows_the_tree(w):
    html = str(Chooser(user=w.board)["unit"])
    assert "<select" in html
    assert f">{w.district.name}<" in html
    assert f">\N{EM SPACE}\N{EM SPACE}\N{EM SPACE}{w.section_branch.name}<" in html


@pytest.mark.parametrize("text", ["", "abc", "99999999"])
def test_list_takes_its_own_units_only(w, text):
    foreign = make_unit("Chi bộ tỉnh khác", Kind.BASE_BRANCH)
    assert Chooser({"unit": w.branch.pk}, user=w.board).is_valid()
    assert not Chooser({"unit": text}, user=w.board).is_valid()
    assert not Chooser({"unit": foreign.pk}, user=w.board).is_valid()


def test_list_becomes_a_search_where_there_are_many(w):
    for n in range(FEW):
        make_unit(f"Chi bộ {n}", Kind.BRANCH, w.commune)
    assert 'type="search"' in str(Chooser(user=w.board)["unit"])


def test_words_that_find_one_unit_choose_it(many):
    for words in ("cơ quan", "co quan", "cq-01", "binh hoa tan phu 7"):
        form = Chooser({"unit-tim": words}, user=many)
        assert form.is_valid(), words
    assert form.cleaned_data["unit"].parent.name == "Đảng bộ xã Tân Phú 7"


def test_words_of_a_name_find_that_unit_before_those_below(many):
    form = Chooser({"unit-tim": "xã tân phú 7"}, user=many)
    assert form.is_valid()
    assert form.cleaned_data["unit"].kind == Kind.BASE_COMMITTEE


def test_words_that_find_several_offer_them(many):
    form = Chooser({"unit-tim": "bình hòa"}, user=many)
    assert form.errors == {"unit": ["Chọn một đơn vị bên dưới."]}
    html = str(form["unit"])
    assert named(html) == ["Chi bộ ấp Bình Hòa"] * SHOWN
    assert "Còn đơn vị khác" in html
    pk = re.search(r'type="radio" name="unit" value="(\d+)"', html)[1]
    chosen = Chooser({"unit-tim": "bình hòa", "unit-thay": "bình hòa", "unit": pk}, user=many)
    assert chosen.is_valid()
    assert str(chosen.cleaned_data["unit"].pk) == pk


def test_new_words_count_more_than_an_old_choice(many):
    old = Unit.objects.get(code="CQ-01")
    form = Chooser({"unit-tim": "tan phu 5 binh", "unit-thay": "", "unit": old.pk}, user=many)
    assert form.is_valid()
    assert form.cleaned_data["unit"].parent.name == "Đảng bộ xã Tân Phú 5"


def test_words_that_find_nothing_say_so(many, w):
    for words in ("không có", w.section.name):
        form = Chooser({"unit-tim": words}, user=many)
        assert form.errors == {"unit": ["Không có đơn vị nào tên như vậy."]}


def test_search_shows_what_is_chosen_and_how_to_choose_none(many):
    unit = Unit.objects.get(code="CQ-01")
    html = str(Chooser({"unit": unit.pk}, user=many, required=False)["unit"])
    assert f'value="{unit.pk}" checked' in html
    assert named(html)[-1] == "Chi bộ cơ quan"
    assert Chooser({"unit": ""}, user=many, required=False).is_valid()


def test_a_wide_scope_costs_no_query_to_offer(many):
    units_for(many, ACTION)
    with CaptureQueriesContext(connection) as asked:
        str(Chooser(user=many)["unit"])
    assert len(asked) == 0


def test_typing_brings_units_of_the_scope(many, w, signed_in):
    client, address = signed_in(many), reverse("units:pick")
    for query, expected in (
        ({"don_vi-tim": "co quan"}, ["Chi bộ cơ quan"]),
        ({"don_vi-tim": "tan phu 1", "loai": "base_committee", "viec": ACTION}, 6),
        ({"don_vi-tim": "nông"}, []),
        ({}, []),
        ({"ten": "unit", "unit-tim": "cq-01"}, ["Chi bộ cơ quan"]),
    ):
        found = named(client.get(address, query).content.decode())
        assert (len(found) if isinstance(expected, int) else found) == expected, query
    assert client.get(address, {"viec": "gì đó"}).status_code == 404
    assert client.get(address, {"ten": '"><'}).status_code == 404


def test_one_branch_leaves_nothing_to_choose(w):
    assert is_one_branch(make_user(Role.BRANCH_SECRETARY, w.branch), ACTION)
    assert not is_one_branch(w.board, ACTION)
    assert not is_one_branch(w.admin, ACTION)
