"""What reviewers say of single fields of a personal history, and how the branch answers: fixed, ticked off."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from admission.domain.personal_history import CLOSED, FOUR_EYES, check_one_level, levels_of, locked, writes
from admission.models import FieldRemark
from admission.permissions import holds_level
from admission.routes import BOARD, BRANCH, COMMITTEE, SECTION
from partytrack.errors import Reason, Refused
from partytrack.journal.write import write as journal

ENDED = Reason("NOT_AT_THIS_STEP", "Hồ sơ đã kết thúc theo dõi.", "Mở lại hồ sơ để xem.")


def reviews(user, file):
    """Does the user act on the file at a level above its branch?"""
    return any(holds_level(file, user, level) for level in (SECTION, COMMITTEE, BOARD))


@transaction.atomic
def make_remark(file_id, section, field, text, *, actor, now):
    """Đánh dấu một mục cần sửa, whoever is writing at the moment. Returns the `FieldRemark`."""
    file = locked(file_id, actor)
    level = _level(file, actor)
    if not file.is_open:
        raise Refused(ENDED)
    remark = FieldRemark.objects.create(
        candidate=file, section=section.key, field=field, text=text, level=level, made_by=actor, made_at=now
    )
    _record("field_remarked", remark, actor, level, now)
    return remark


def _level(file, actor):
    held = [level for level in (SECTION, COMMITTEE, BOARD) if holds_level(file, actor, level)]
    if not held:
        raise PermissionDenied
    before = levels_of(file, actor)
    for level in held:
        if before <= {level}:
            return level
    raise Refused(FOUR_EYES)


@transaction.atomic
def fix_remark(file_id, remark_id, *, actor, now):
    """Ghi đã sửa. A remark that was ticked off before stays as it is. Raises FieldRemark.DoesNotExist for one of
    another file."""
    file = locked(file_id, actor)
    remark = file.field_remarks.get(pk=remark_id)
    if not writes(actor, file):
        raise PermissionDenied
    if not remark.is_open:
        return remark
    if not file.is_collecting:
        raise Refused(CLOSED)
    check_one_level(file, actor, BRANCH)
    remark.fixed_by, remark.fixed_at = actor, now
    remark.save(update_fields=["fixed_by", "fixed_at"])
    _record("remark_fixed", remark, actor, BRANCH, now)
    return remark


def _record(event, remark, actor, level, now):
    file = remark.candidate
    journal(
        f"admission.{event}", subject=file, actor=actor, unit_id=file.unit_id, on=timezone.localdate(now), level=level,
        remark=remark.pk, section=remark.section,
    )  # fmt: skip
