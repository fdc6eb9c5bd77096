"""Acts on the tree: what each writes, what each refuses, and that paths and dated rows stay true."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from partytrack.errors import Refused
from partytrack.journal.models import Entry
from tests.world import LONG_AGO, make_unit
from units import hierarchy
from units.models import Kind, Unit, UnitLink, UnitName
from units.trees import tree_at

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

DAY, LATER = date(2024, 3, 1), date(2024, 6, 1)


def act(function, unit, on=DAY, **fields):
    return function(unit, on=on, decision="12-QĐ/HU", actor=None, **fields)


def sentence_of(refusal):
    return refusal.value.reasons[0].sentence


def last_entry():
    entry = Entry.objects.last()
    return entry.event, entry.subject, entry.on, entry.body


def test_create_writes_name_link_power_path_and_entry(w):
    unit = hierarchy.create_unit(
        code="XL.9", name="Đảng bộ xã Suối Cát", kind=Kind.BASE_COMMITTEE, parent=w.district, on=DAY,
        decision="12-QĐ/HU", decides=True, actor=w.admin,
    )  # fmt: skip

    assert unit.path == w.district.path + unit.path[-hierarchy.STEP :]
    assert unit.search == "dang bo xa suoi cat"
    assert list(unit.names.values_list("name", "valid_from", "valid_to", "decision")) == [
        ("Đảng bộ xã Suối Cát", DAY, None, "12-QĐ/HU")
    ]
    assert unit.links.get().parent == w.district
    assert unit.powers.get().valid_from == DAY
    body = {"kind": "base_committee", "parent": w.district.pk, "decision": "12-QĐ/HU", "decides": True}
    assert last_entry() == ("units.unit_created", f"unit:{unit.pk}", DAY, body)
    assert Entry.objects.last().actor == w.admin


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": Kind.BRANCH}, "Chi bộ trực thuộc không thể trực thuộc đảng bộ cấp trên trực tiếp cơ sở."),
        ({"parent": None}, "Đảng bộ bộ phận không thể đứng đầu hệ thống."),
        ({"code": "TAKEN"}, "Mã đơn vị “TAKEN” đã có."),
        ({"on": LONG_AGO - timedelta(1)}, "Huyện không hoạt động vào ngày 31/12/1999."),
    ],
)
def test_create_is_refused(changes, sentence):
    top = make_unit("Huyện", Kind.SUPERIOR, code="TAKEN")
    kind = Kind.SECTION if changes.get("parent", top) is None else Kind.BASE_COMMITTEE
    asked = {"code": "NEW", "name": "Xã", "kind": kind, "parent": top, "on": DAY, **changes}
    with pytest.raises(Refused) as refusal:
        hierarchy.create_unit(**asked)
    assert sentence_of(refusal) == sentence
    assert Unit.objects.count() == 1


def test_no_act_takes_effect_tomorrow(w):
    tomorrow = timezone.localdate() + timedelta(1)
    acts = [
        (hierarchy.rename_unit, {"name": "Chi bộ mới"}),
        (hierarchy.move_unit, {"parent": w.section}),
        (hierarchy.close_unit, {}),
        (hierarchy.set_power, {"decides": True}),
    ]
    for function, fields in acts:
        with pytest.raises(Refused) as refusal:
            act(function, w.branch, on=tomorrow, **fields)
        assert sentence_of(refusal) == "Ngày hiệu lực ở tương lai."


def test_rename_keeps_the_earlier_name_until_the_day(w):
    act(hierarchy.rename_unit, w.branch, name="Chi bộ khu phố Bảo Định")

    w.branch.refresh_from_db()
    assert (w.branch.name, w.branch.search) == ("Chi bộ khu phố Bảo Định", "chi bo khu pho bao dinh")
    assert list(w.branch.names.values_list("name", "valid_from", "valid_to")) == [
        ("Chi bộ ấp Bảo Định", LONG_AGO, DAY),
        ("Chi bộ khu phố Bảo Định", DAY, None),
    ]
    assert tree_at(DAY - timedelta(1)).names[w.branch.pk] == "Chi bộ ấp Bảo Định"
    assert tree_at(DAY).names[w.branch.pk] == "Chi bộ khu phố Bảo Định"
    body = {"old": "Chi bộ ấp Bảo Định", "new": "Chi bộ khu phố Bảo Định", "decision": "12-QĐ/HU"}
    assert last_entry() == ("units.unit_renamed", f"unit:{w.branch.pk}", DAY, body)


@pytest.mark.parametrize(
    ("name", "on", "sentence"),
    [
        ("Chi bộ A", DAY, "Tên mới trùng tên hiện nay."),
        ("Chi bộ B", LONG_AGO, "Thay đổi gần nhất có hiệu lực từ 01/01/2000."),
        ("Chi bộ B", LONG_AGO - timedelta(1), "Thay đổi gần nhất có hiệu lực từ 01/01/2000."),
    ],
)
def test_rename_is_refused(name, on, sentence):
    unit = make_unit("Chi bộ A", Kind.BASE_BRANCH)
    with pytest.raises(Refused) as refusal:
        act(hierarchy.rename_unit, unit, on=on, name=name)
    assert sentence_of(refusal) == sentence
    assert unit.names.get().valid_to is None


def test_move_takes_the_whole_subtree_along(w):
    other = make_unit("Đảng bộ huyện Long Khánh", Kind.SUPERIOR)
    act(hierarchy.move_unit, w.commune, parent=other)

    below = {w.commune.pk, w.section.pk, w.branch.pk, w.section_branch.pk}
    assert set(Unit.objects.subtree_of(other).values_list("pk", flat=True)) == below | {other.pk}
    assert set(Unit.objects.subtree_of(w.district).values_list("pk", flat=True)) == {
        w.district.pk,
        w.base_branch.pk,
    }
    assert list(hierarchy.path_errors()) == []
    body = {"old": w.district.pk, "new": other.pk, "decision": "12-QĐ/HU"}
    assert last_entry() == ("units.unit_moved", f"unit:{w.commune.pk}", DAY, body)


def test_move_leaves_the_tree_of_earlier_days(w):
    before = tree_at(DAY - timedelta(1))
    act(hierarchy.move_unit, w.branch, parent=w.section)

    assert tree_at(DAY - timedelta(1)) == before
    assert tree_at(DAY).parents == {**before.parents, w.branch.pk: w.section.pk}


def test_move_is_refused_where_it_is_already_and_where_the_kind_does_not_fit(w):
    for parent, sentence in [
        (w.commune, f"{w.branch} đang trực thuộc {w.commune}."),
        (w.district, "Chi bộ trực thuộc không thể trực thuộc đảng bộ cấp trên trực tiếp cơ sở."),
    ]:
        with pytest.raises(Refused) as refusal:
            act(hierarchy.move_unit, w.branch, parent=parent)
        assert sentence_of(refusal) == sentence


def test_move_below_itself_is_refused(w):
    for parent in (w.section, w.commune):
        with pytest.raises(Refused) as refusal:
            act(hierarchy.move_unit, w.commune, parent=parent)
        assert sentence_of(refusal) == "Không thể chuyển Đảng bộ xã Xuân Định về dưới chính nó."


def test_backdated_move_cannot_close_a_circle_in_the_past():
    """`inner` left `outer` on LATER. To move `outer` under it from a day before that would put each under the other."""
    top = make_unit("Trung ương", Kind.CENTRAL)
    outer = make_unit("Tỉnh", Kind.PROVINCE, top)
    inner = make_unit("Huyện", Kind.SUPERIOR, outer)
    act(hierarchy.move_unit, inner, on=LATER, parent=top)

    with pytest.raises(Refused) as refusal:
        act(hierarchy.move_unit, outer, on=LATER - timedelta(1), parent=inner)
    assert sentence_of(refusal) == "Không thể chuyển Tỉnh về dưới chính nó."


def test_nothing_is_created_or_moved_under_a_closed_unit(w):
    empty = make_unit("Đảng bộ bộ phận cũ", Kind.SECTION, w.commune)
    act(hierarchy.close_unit, empty)
    empty.refresh_from_db()
    for attempt in (
        lambda: act(hierarchy.move_unit, w.branch, parent=empty),
        lambda: hierarchy.create_unit(code="N", name="Chi bộ", kind=Kind.BRANCH, parent=empty, on=LATER),
        lambda: act(hierarchy.rename_unit, empty, on=LATER, name="Tên khác"),
        lambda: act(hierarchy.close_unit, empty, on=LATER),
        lambda: hierarchy.set_tags(empty, names=["Khối"], actor=None),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert sentence_of(refusal) == "Đảng bộ bộ phận cũ đã kết thúc hoạt động."


def test_close_ends_every_dated_row(w):
    act(hierarchy.set_power, w.base_branch, on=LONG_AGO + timedelta(1), decides=True)
    act(hierarchy.close_unit, w.base_branch)

    w.base_branch.refresh_from_db()
    assert w.base_branch.closed_on == DAY
    assert [
        row.valid_to for rows in ("names", "links", "powers") for row in getattr(w.base_branch, rows).all()
    ] == [DAY] * 3
    assert w.base_branch.pk in tree_at(DAY - timedelta(1)).parents
    assert w.base_branch.pk not in tree_at(DAY).parents
    assert last_entry() == ("units.unit_closed", f"unit:{w.base_branch.pk}", DAY, {"decision": "12-QĐ/HU"})
    assert list(hierarchy.path_errors()) == []


def test_close_is_refused_while_a_unit_stands_below_it_on_that_day(w):
    with pytest.raises(Refused) as refusal:
        act(hierarchy.close_unit, w.section)
    assert sentence_of(refusal) == f"Vào ngày 01/03/2024, {w.section} còn đơn vị trực thuộc đang hoạt động."

    act(hierarchy.move_unit, w.section_branch, on=LATER, parent=w.commune)
    with pytest.raises(Refused) as refusal:
        act(hierarchy.close_unit, w.section, on=LATER - timedelta(1))
    assert sentence_of(refusal) == f"Vào ngày 31/05/2024, {w.section} còn đơn vị trực thuộc đang hoạt động."
    act(hierarchy.close_unit, w.section, on=LATER)


def test_close_is_refused_while_files_are_open(w):
    w.file(w.branch)
    with pytest.raises(Refused) as refusal:
        act(hierarchy.close_unit, w.branch)
    assert sentence_of(refusal) == f"{w.branch} còn 1 hồ sơ đang theo dõi."
    w.branch.refresh_from_db()
    assert w.branch.is_open


def test_power_is_given_and_withdrawn_on_days(w):
    act(hierarchy.set_power, w.commune, decides=True)
    assert last_entry()[3] == {"decides": True, "decision": "12-QĐ/HU"}
    act(hierarchy.set_power, w.commune, on=LATER, decides=False)

    assert list(w.commune.powers.values_list("valid_from", "valid_to")) == [(DAY, LATER)]
    assert not w.commune.powers.on(DAY - timedelta(1)).exists()
    assert w.commune.powers.on(LATER - timedelta(1)).exists()
    assert not w.commune.powers.on(LATER).exists()


def test_power_is_refused_out_of_order(w):
    too_early = "Thay đổi gần nhất có hiệu lực từ 01/06/2024."
    already = "Đơn vị đã ở đúng tình trạng này."
    before = f"{w.commune} không hoạt động vào ngày 31/12/1999."
    for on, decides, sentence in [
        (DAY, False, already),
        (LONG_AGO - timedelta(1), True, before),
        (DAY, True, None),
        (DAY - timedelta(1), True, already),
        (DAY, False, "Thay đổi gần nhất có hiệu lực từ 01/03/2024."),
        (LATER, False, None),
        (DAY + timedelta(1), True, too_early),
        (DAY - timedelta(9), True, too_early),
    ]:
        if sentence is None:
            act(hierarchy.set_power, w.commune, on=on, decides=decides)
            continue
        with pytest.raises(Refused) as refusal:
            act(hierarchy.set_power, w.commune, on=on, decides=decides)
        assert sentence_of(refusal) == sentence


def test_tags_are_replaced(w):
    hierarchy.set_tags(w.base_branch, names=["Khối cơ quan", "Khối doanh nghiệp"], actor=None)
    hierarchy.set_tags(w.base_branch, names=["Khối cơ quan"], actor=w.admin)
    assert [tag.name for tag in w.base_branch.tags.all()] == ["Khối cơ quan"]
    assert last_entry() == ("units.tags_set", f"unit:{w.base_branch.pk}", None, {"tags": ["Khối cơ quan"]})


def test_kinds_under_a_parent(w):
    assert hierarchy.kinds_under(w.commune) == [Kind.SECTION, Kind.BRANCH]
    assert hierarchy.kinds_under(w.branch) == []


def test_path_errors_name_what_is_wrong(w):
    assert list(hierarchy.path_errors()) == []
    Unit.objects.filter(pk=w.branch.pk).update(path="zzzzz", name="Tên sai")
    Unit.objects.filter(pk=w.section_branch.pk).update(parent=w.commune)
    UnitLink.objects.filter(unit=w.base_branch).delete()
    assert sorted(hierarchy.path_errors()) == sorted(
        [
            f"{w.branch.code}: vị trí zzzzz, đúng ra là {w.commune.path}{hierarchy.step(w.branch.pk)}",
            f"{w.branch.code}: tên “Tên sai”, lịch sử ghi “Chi bộ ấp Bảo Định”",
            f"{w.section_branch.code}: trực thuộc {w.commune.pk}, lịch sử ghi {w.section.pk}",
            f"{w.base_branch.code}: không có dòng trực thuộc",
        ]
    )


def test_one_open_row_for_each_unit(w):
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitName.objects.create(unit=w.branch, name="Tên thứ hai", valid_from=DAY)


def test_a_row_lasts_at_least_a_day(w):
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitName.objects.create(unit=w.branch, name="Tên", valid_from=DAY, valid_to=DAY)
