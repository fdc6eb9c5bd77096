from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.world import LONG_AGO
from units import hierarchy
from units.models import UnitLink, UnitName, UnitPower
from units.trees import standing_at, tree_at

DAY = date(2024, 3, 1)


@pytest.mark.sqlite_too
def test_tree_of_a_day_has_units_names_and_parents(w):
    tree = tree_at(DAY)
    assert tree.parents == {
        w.district.pk: None, w.commune.pk: w.district.pk, w.section.pk: w.commune.pk, w.branch.pk: w.commune.pk,
        w.section_branch.pk: w.section.pk, w.base_branch.pk: w.district.pk,
    }  # fmt: skip
    assert tree.names[w.branch.pk] == "Chi bộ ấp Bảo Định"
    assert tree.children(w.commune.pk) == [w.section.pk, w.branch.pk]
    assert tree_at(LONG_AGO - timedelta(1)).parents == {}


@pytest.mark.sqlite_too
def test_tree_of_some_paths_is_cut_there(w):
    tree = tree_at(DAY, paths=[w.commune.path])
    assert tree.parents[w.commune.pk] is None
    assert set(tree.parents) == {w.commune.pk, w.section.pk, w.branch.pk, w.section_branch.pk}


@pytest.mark.sqlite_too
def test_standing_of_a_unit_has_the_names_of_that_day(w):
    hierarchy.rename_unit(w.district, name="Huyện mới", on=DAY, decision="1", actor=None)
    hierarchy.rename_unit(w.branch, name="Chi bộ mới", on=DAY, decision="1", actor=None)
    hierarchy.move_unit(w.section_branch, parent=w.commune, on=DAY, decision="1", actor=None)
    hierarchy.set_power(w.commune, decides=True, on=DAY, decision="1", actor=None)

    before, after = standing_at(w.commune, DAY - timedelta(1)), standing_at(w.commune, DAY)
    assert (before.parent, before.decides) == ((w.district, "Đảng bộ huyện Xuân Lộc"), False)
    assert before.children == [(w.section, w.section.name), (w.branch, "Chi bộ ấp Bảo Định")]
    assert (after.parent, after.decides) == ((w.district, "Huyện mới"), True)
    assert after.children == [
        (w.section, w.section.name),
        (w.branch, "Chi bộ mới"),
        (w.section_branch, w.section_branch.name),
    ]
    assert standing_at(w.district, DAY).parent is None
    assert standing_at(w.commune, LONG_AGO - timedelta(1)) is None


def test_postgresql_refuses_two_rows_of_a_unit_for_one_day(w):
    """The exclusion constraint; on SQLite the functions of units.hierarchy stand alone."""
    hierarchy.set_power(w.commune, decides=True, on=DAY, decision="1", actor=None)
    for model, unit, fields in [
        (UnitName, w.branch, {"name": "Tên"}),
        (UnitLink, w.branch, {"parent": w.commune}),
        (UnitPower, w.commune, {}),
    ]:
        with pytest.raises(IntegrityError, match="no_overlap"), transaction.atomic():
            model.objects.create(unit=unit, valid_from=DAY, valid_to=DAY + timedelta(9), **fields)
