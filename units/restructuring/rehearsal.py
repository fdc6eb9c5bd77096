"""Chạy thử: a restructuring is carried out and rolled back, and what it did is kept as ids and numbers."""

from django.db import transaction
from django.utils import timezone

from partytrack.journal.models import Entry, Head
from units.models import Unit

from .carry_out import carry_out


@transaction.atomic
def rehearse(restructuring):
    """What `carry_out` would do now, as `Restructuring.rehearsal` keeps it; nothing stays written.

    {"problems": [[step, code, sentence, remedy]], "sums": [[label, period, before, after, binding]],
    "units": [{code, name, was, words}], "touched": {section: [[id, unit before, unit after]]},
    "names": {unit id: name}, "watched": [unit id]}.
    """
    with transaction.atomic():
        outcome = carry_out(restructuring, actor=None)
        found = told(outcome)
        transaction.set_rollback(True)
    restructuring.rehearsal = found
    restructuring.rehearsed_seq = Head.objects.values_list("seq", flat=True).first() or 0
    restructuring.rehearsed_at = timezone.now()
    return found


def is_stale(restructuring):
    """Has anything that the rehearsal saw been acted on since?"""
    if restructuring.rehearsal is None:
        return True
    since = Entry.objects.filter(seq__gt=restructuring.rehearsed_seq, unit_id__isnull=False)
    since = since.exclude(event__startswith="units.plan_")
    return not set(restructuring.rehearsal["watched"]).isdisjoint(
        since.order_by().values_list("unit_id", flat=True).distinct()
    )


def is_ready(restructuring):
    """Rehearsed as things stand now, with nothing in the way."""
    return not is_stale(restructuring) and not restructuring.rehearsal["problems"]


def told(outcome):
    """What was done, or would be, as `Restructuring.rehearsal` keeps it."""
    sketch, moves = outcome.sketch, outcome.moves
    ids = {pk for rows in moves.touched.values() for _, *units in rows for pk in units if pk}
    watched = [node.pk for node in sketch.nodes.values() if node.code in sketch.before]
    return {
        "problems": [
            [one.position, one.reason.code, one.reason.sentence, one.reason.remedy]
            for one in outcome.problems
        ],
        "sums": [[one.label, one.period, one.before, one.after, one.binding] for one in outcome.sums],
        "units": list(_units(sketch)),
        "touched": moves.touched,
        "names": {str(pk): name for pk, name in Unit.objects.filter(pk__in=ids).values_list("pk", "name")},
        "watched": watched,
    }


def _units(sketch):
    """Every unit of which something changes, in the order of today's tree, new ones last."""
    sent = {}
    for old, new, step in sketch.divided:
        number = sum(len(ids["go"]) for ids in (step.people or {}).values())
        sent.setdefault(old, []).append(f"chia tách: chuyển {number} người sang {_name(sketch, new)}")
    named = {node.code: node for node in [*sketch.changed, *map(sketch.nodes.get, sent)]}
    for node in sorted(named.values(), key=lambda node: node.path):
        was = sketch.before[node.code]
        words = _words(sketch, node, was) + sent.get(node.code, [])
        yield {"code": node.code, "name": was.name, "id": node.pk, "words": words}
    for node in sketch.nodes.values():
        if node.code not in sketch.before:
            words = ["thành lập mới" + (f", trực thuộc {_name(sketch, node.parent)}" if node.parent else "")]
            words += ["được quyền quyết định kết nạp"] if node.decides else []
            yield {"code": node.code, "name": node.name, "id": None, "words": words}


def _words(sketch, node, was):
    if not node.open:
        heir = sketch.final_heir(node.code)
        words = [f"sáp nhập vào {_name(sketch, heir)}" if heir else "kết thúc hoạt động"]
        if was.decides:
            goes_on = heir and sketch.nodes[heir].decides
            power = "quyền quyết định kết nạp"
            words.append(f"{power} do đơn vị mới thực hiện" if goes_on else f"thôi {power}")
        return words
    words = []
    if node.parent != was.parent:
        words.append(f"chuyển từ {_name(sketch, was.parent)} về {_name(sketch, node.parent)}")
    if node.name != was.name:
        words.append(f"đổi tên thành {node.name}")
    if node.decides != was.decides:
        words.append(("được" if node.decides else "thôi") + " quyền quyết định kết nạp")
    return words


def _name(sketch, code):
    return sketch.nodes[code].name if code else "cấp cao nhất"
