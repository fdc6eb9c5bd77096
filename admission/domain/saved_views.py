"""Saved questions to the explorer: keep one under a name, share it with the units below, take that back, delete it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from admission.models import SavedView
from partytrack.errors import Reason, Refused
from partytrack.journal.write import write as journal
from units.permissions import can

MOST = 50
TOO_MANY = Reason("TOO_MANY_VIEWS", f"Đã có {MOST} mẫu phân tích.", "Xóa những mẫu không dùng nữa.")


@transaction.atomic
def save_view(*, actor, unit, name, query):
    """Lưu mẫu phân tích. The same name in the same unit is written over. Raises Refused, PermissionDenied."""
    _check(actor, unit)
    mine = SavedView.objects.select_for_update().filter(owner=actor)
    view = mine.filter(unit=unit, name=name).first()
    if view is None and mine.count() >= MOST:
        raise Refused(TOO_MANY)
    view = view or SavedView(owner=actor, unit=unit, name=name)
    view.query = query
    view.save()
    _record("view_saved", view, actor)
    return view


@transaction.atomic
def share_view(*, actor, view_id, shared):
    """Chia sẻ cho đơn vị và các đơn vị trực thuộc, or take that back. Done twice it is done once."""
    view = _own(actor, view_id)
    _check(actor, view.unit)
    if view.shared != shared:
        view.shared = shared
        view.save()
        _record("view_shared" if shared else "view_unshared", view, actor)
    return view


@transaction.atomic
def delete_view(*, actor, view_id):
    """Xóa mẫu phân tích."""
    view = _own(actor, view_id)
    _record("view_deleted", view, actor)
    view.delete()


def _own(actor, view_id):
    return SavedView.objects.select_for_update().get(pk=view_id, owner=actor)


def _check(actor, unit):
    if not can(actor, "report.view", unit):
        raise PermissionDenied


def _record(event, view, actor):
    journal(f"admission.{event}", subject=view, actor=actor, unit_id=view.unit_id)
