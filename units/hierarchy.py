"""The tree of units over time: small changes, one unit at a time. It and `units.restructuring`, for many at once, are
the only writers of names, links, powers and paths.

Each act has the day it takes effect and the number of the decision it rests on, and leaves one journal entry.
A day ahead of today is refused: a unit changes on the day its decision takes effect, not before. A day in the past is
not, as long as nothing recorded since contradicts it.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from partytrack.errors import Refused
from partytrack.journal.write import write as journal
from partytrack.vi import fold
from units.models.restructuring import UnitSuccession
from units.models.unit import Kind, Tag, Unit, UnitLink, UnitName, UnitPower

STEP = 5  # base-36 digits of a unit's id: 60 million units
LONG_AGO = "1930-02-03"  # "long before": the founding of the Party

# Which kind may stand under which (None: at the top of what this installation knows).
# Điều lệ Đảng 2011, Art. 10, 21–24; that a base committee may stand directly under a province: QĐ 208-QĐ/TW
# (26/7/2026), and before that for the enterprises and schools under a province committee.
PARENT_KINDS = {
    Kind.CENTRAL: {None},
    Kind.PROVINCE: {None, Kind.CENTRAL},
    Kind.SUPERIOR: {None, Kind.CENTRAL, Kind.PROVINCE},
    Kind.BASE_COMMITTEE: {None, Kind.CENTRAL, Kind.PROVINCE, Kind.SUPERIOR},
    Kind.BASE_BRANCH: {None, Kind.CENTRAL, Kind.PROVINCE, Kind.SUPERIOR},
    Kind.SECTION: {Kind.BASE_COMMITTEE},
    Kind.BRANCH: {Kind.BASE_COMMITTEE, Kind.SECTION},
}

# Other apps add functions (unit, day) that raise Refused while something still depends on the unit.
closing_checks = []


@transaction.atomic
def create_unit(*, code, name, kind, parent, on, decision="", decides=False, actor=None):
    """Thành lập tổ chức đảng. Raises Refused; returns the `Unit`."""
    _check_day(on)
    lock_tree()
    if parent:
        parent = _current(parent)
        _check_open(parent, on)
    _check_kind(kind, parent)
    if Unit.objects.filter(code=code).exists():
        raise Refused(sentence=f"Mã đơn vị “{code}” đã có.", remedy="Chọn mã khác.")
    unit = Unit.objects.create(code=code, kind=kind, parent=parent, **named(name))
    Unit.objects.filter(pk=unit.pk).update(path=_path(unit, parent))
    unit.refresh_from_db(fields=["path"])
    dated = {"unit": unit, "valid_from": on, "decision": decision}
    UnitName.objects.create(name=name, **dated)
    UnitLink.objects.create(parent=parent, **dated)
    if decides:
        UnitPower.objects.create(**dated)
    body = {"kind": kind, "parent": parent and parent.pk, "decision": decision, "decides": decides}
    _record("units.unit_created", unit, actor, on, **body)
    return unit


@transaction.atomic
def rename_unit(unit, *, name, on, decision, actor):
    """Đổi tên. Papers and reports of earlier days keep the earlier name."""
    _check_day(on)
    lock_tree()
    unit = _current(unit)
    old = unit.name
    if name == old:
        raise Refused(sentence="Tên mới trùng tên hiện nay.", remedy="Nhập tên mới theo quyết định.")
    _succeed(UnitName, unit, on, decision, name=name)
    Unit.objects.filter(pk=unit.pk).update(**named(name))
    _record("units.unit_renamed", unit, actor, on, old=old, new=name, decision=decision)


@transaction.atomic
def move_unit(unit, *, parent, on, decision, actor):
    """Chuyển về trực thuộc đơn vị khác, with everything below it."""
    _check_day(on)
    lock_tree()
    unit, parent = _current(unit), _current(parent)
    if unit.parent_id == parent.pk:
        raise Refused(sentence=f"{unit} đang trực thuộc {parent}.", remedy="Chọn đơn vị cấp trên mới.")
    _check_open(parent, on)
    _check_not_below(unit, parent, on)
    _check_kind(unit.kind, parent)
    old = unit.parent_id
    _succeed(UnitLink, unit, on, decision, parent=parent)
    Unit.objects.filter(pk=unit.pk).update(parent=parent)
    _rewrite_paths(unit, _path(unit, parent))
    _record("units.unit_moved", unit, actor, on, old=old, new=parent.pk, decision=decision)


@transaction.atomic
def close_unit(unit, *, on, decision, actor):
    """Kết thúc hoạt động. Refused while units below it, or anything that other apps name, depend on it."""
    _check_day(on)
    lock_tree()
    unit = _current(unit)
    if unit.child_links.filter(_after(on)).exists():
        raise Refused(
            sentence=f"Vào ngày {on:%d/%m/%Y}, {unit} còn đơn vị trực thuộc đang hoạt động.",
            remedy="Chuyển các đơn vị trực thuộc đi nơi khác, hoặc kết thúc hoạt động của chúng trước.",
        )
    for check in closing_checks:
        check(unit, on)
    for model in (UnitName, UnitLink, UnitPower):
        _end(model, unit, on)
    Unit.objects.filter(pk=unit.pk).update(closed_on=on)
    _record("units.unit_closed", unit, actor, on, decision=decision)


@transaction.atomic
def set_power(unit, *, decides, on, decision, actor):
    """Giao, hoặc thôi giao, quyền quyết định kết nạp đảng viên."""
    _check_day(on)
    lock_tree()
    unit = _current(unit)
    _check_open(unit, on)
    last = unit.powers.order_by("valid_from").last()
    if (last is not None and last.valid_to is None) == decides:
        raise Refused(sentence="Đơn vị đã ở đúng tình trạng này.", remedy="Xem lại lịch sử của đơn vị.")
    if not decides:
        _end(UnitPower, unit, on)
    elif last and on <= last.valid_to:
        raise _too_early(last.valid_to)
    else:
        UnitPower.objects.create(unit=unit, valid_from=on, decision=decision)
    _record("units.power_changed", unit, actor, on, decides=decides, decision=decision)


@transaction.atomic
def set_tags(unit, *, names, actor):
    """Gắn khối, nhóm: groupings that are not levels of the tree."""
    unit = _current(unit)
    tags = [Tag.objects.get_or_create(name=name)[0] for name in names]
    unit.tags.set(tags)
    _record("units.tags_set", unit, actor, None, tags=[tag.name for tag in tags])


def line(path):
    """The paths of a unit and of all above it: the root's first, its own last."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]


def kinds_under(parent):
    """Kinds of unit that may stand directly under this one."""
    return [kind for kind in Kind if parent.kind in PARENT_KINDS[kind]]


def propose_code(parent):
    """A code that no unit has, after the parent's: XL.7 for the seventh unit under XL."""
    number = parent.children.count() + 1
    while Unit.objects.filter(code=f"{parent.code}.{number}").exists():
        number += 1
    return f"{parent.code}.{number}"


def _record(event, unit, actor, on, **body):
    journal(event, subject=unit, unit_id=unit.pk, actor=actor, on=on, **body)


def lock_tree():
    """Acts on the tree queue here: two moves at once could close a circle, or leave a new child with an old path.

    The row that is locked is the first root, which every act of an installation has in common.
    """
    Unit.objects.filter(parent=None).order_by("pk").select_for_update(no_key=True).first()


def _current(unit):
    """The unit as it is now: what the caller holds may be older than the lock."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if not unit.is_open:
        raise Refused(sentence=f"{unit} đã kết thúc hoạt động.", remedy="Chọn đơn vị đang hoạt động.")
    return unit


def _check_day(on):
    if on > timezone.localdate():
        raise Refused(
            sentence="Ngày hiệu lực ở tương lai.",
            remedy="Ghi thay đổi vào đúng ngày quyết định có hiệu lực, hoặc sau đó.",
        )


def named(name):
    """The fields of a unit that repeat its name."""
    return {"name": name, "search": fold(name)[:200]}


def _after(day):
    """A dated row that is in force on the day or at some time later."""
    return Q(valid_to__isnull=True) | Q(valid_to__gt=day)


def _check_not_below(unit, parent, on):
    """From the day on, the new parent must at no time stand below the unit, or the tree of such a day is a circle."""
    seen, queue = set(), {parent.pk}
    while queue:
        seen |= queue
        above = UnitLink.objects.filter(_after(on), unit__in=queue, parent__isnull=False)
        queue = set(above.values_list("parent_id", flat=True)) - seen
    if unit.pk in seen:
        raise Refused(
            sentence=f"Không thể chuyển {unit} về dưới chính nó.",
            remedy="Chọn đơn vị cấp trên hoặc ngày khác.",
        )


def _check_kind(kind, parent):
    above = parent.kind if parent else None
    if above not in PARENT_KINDS[Kind(kind)]:
        place = f"trực thuộc {Kind(above).label.lower()}" if parent else "đứng đầu hệ thống"
        raise Refused(
            sentence=f"{Kind(kind).label} không thể {place}.",
            remedy="Chọn lại loại hình hoặc đơn vị cấp trên.",
            code="UNIT_KIND",
        )


def _check_open(parent, on):
    if not parent.is_open or not parent.links.on(on).exists():
        raise Refused(
            sentence=f"{parent} không hoạt động vào ngày {on:%d/%m/%Y}.",
            remedy="Chọn ngày hoặc đơn vị cấp trên khác.",
        )


def _end(model, unit, on):
    for row in model.objects.filter(unit=unit, valid_to__isnull=True):
        if on <= row.valid_from:
            raise _too_early(row.valid_from)
        model.objects.filter(pk=row.pk).update(valid_to=on)


def _too_early(last):
    return Refused(
        sentence=f"Thay đổi gần nhất có hiệu lực từ {last:%d/%m/%Y}.",
        remedy="Ngày hiệu lực mới phải sau ngày đó.",
    )


def _succeed(model, unit, on, decision, **fields):
    _end(model, unit, on)
    model.objects.create(unit=unit, valid_from=on, decision=decision, **fields)


def _path(unit, parent):
    return (parent.path if parent else "") + step(unit.pk)


def step(number):
    """One step of a path: the id of the unit, in a width that sorts."""
    digits = ""
    for _ in range(STEP):
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def ids_of(path):
    """The ids of the units from the root down to that of the path."""
    return [int(path[start : start + STEP], 36) for start in range(0, len(path), STEP)]


def _rewrite_paths(unit, new):
    old = unit.path
    moved = list(Unit.objects.subtree_of(unit).select_for_update().order_by("path"))
    for below in moved:
        below.path = new + below.path[len(old) :]
    Unit.objects.bulk_update(moved, ["path"], batch_size=500)


def path_errors(ids=None):
    """Yield a sentence for each unit whose name, parent or path does not repeat its dated rows; of these units only,
    where their ids are given."""
    units, rows = Unit.objects.all(), {}
    if ids is not None:
        units, rows = units.filter(pk__in=ids), {"unit__in": ids}
    links = dict(  # the last one wins
        UnitLink.objects.filter(**rows).order_by("valid_from").values_list("unit_id", "parent_id")
    )
    names = dict(UnitName.objects.filter(**rows).order_by("valid_from").values_list("unit_id", "name"))
    heirs = UnitSuccession.objects.heirs()  # a merged unit lies below the one it goes on in
    units = {unit.pk: unit for unit in units}
    over = {heirs.get(pk, links.get(pk)) for pk in units} - {None}
    places = units if ids is None else Unit.objects.in_bulk(over)
    for unit in units.values():
        above = places.get(heirs.get(unit.pk, links.get(unit.pk)))
        if unit.pk not in links:
            yield f"{unit.code}: không có dòng trực thuộc"
        elif unit.parent_id != links[unit.pk]:
            yield f"{unit.code}: trực thuộc {unit.parent_id}, lịch sử ghi {links[unit.pk]}"
        elif unit.path != _path(unit, above):
            yield f"{unit.code}: vị trí {unit.path}, đúng ra là {_path(unit, above)}"
        if unit.name != names.get(unit.pk):
            yield f"{unit.code}: tên “{unit.name}”, lịch sử ghi “{names.get(unit.pk)}”"
