"""What the official tables ask of a person, noted in the file. It decides nothing, so it may be noted at any step."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction

from admission.models import Candidate, StatisticalFacts
from partytrack.errors import Conflict, Reason, Refused
from partytrack.journal.models import Entry
from partytrack.journal.write import write as journal
from units.permissions import can

NOTHING_CHANGED = Reason(
    "NOTHING_CHANGED", "Không có thông tin nào thay đổi.", "Sửa rồi lưu, hoặc quay lại hồ sơ."
)


STALE = Reason(
    "STALE", "Hồ sơ đã thay đổi sau khi đồng chí mở trang này.", "Xem lại hồ sơ rồi ghi lại nếu còn cần."
)


@transaction.atomic
def amend_statistics(file_id, *, actor, version, stated):
    """Ghi thông tin cho biểu thống kê; `version` of the file as in `perform`, since the page states all fields at once.

    Raises Candidate.DoesNotExist, PermissionDenied, Conflict, Refused.
    """
    file = (
        Candidate.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=file_id)
    )
    if not can(actor, "level.branch", file.unit):
        raise PermissionDenied
    if file.version != version:
        last = Entry.objects.select_related("actor").filter(uid=file.last_entry_id).first()
        raise Conflict(STALE, last=last)
    changed = note_statistics(file, stated)
    if not changed:
        raise Refused(NOTHING_CHANGED)
    file.version, file.last_entry_id = version + 1, uuid.uuid4()
    file.save(update_fields=["version", "last_entry"])
    journal(
        "admission.statistics_noted", subject=file, actor=actor, unit_id=file.unit_id, uid=file.last_entry_id,
        version=file.version, fields=changed,
    )  # fmt: skip


def note_statistics(file, stated):
    """Keep these fields of `StatisticalFacts`; returns the names of those that changed. The file is locked."""
    facts = StatisticalFacts.objects.filter(candidate=file).first() or StatisticalFacts(candidate=file)
    changed = [name for name, value in stated.items() if getattr(facts, name) != value]
    for name in changed:
        setattr(facts, name, stated[name])
    if changed:
        facts.save()
    return changed
