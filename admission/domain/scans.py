"""Scans of the papers of a file: attach, read, withdraw.

They change nothing that the file says of itself, so they are no acts of the ladder: whoever acts at any level of the
file's route may attach one, at any step.
"""

import hashlib

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from admission.domain.engine import REQUEST_USED
from admission.domain.scan_content import checked
from admission.models import Candidate, Job, Scan, SealedReport
from admission.permissions import acts_at_some_level
from admission.states import State
from partytrack import vault
from partytrack.errors import Reason, Refused
from partytrack.fields import WrongKey
from partytrack.journal.models import Entry
from partytrack.journal.write import subject_key
from partytrack.journal.write import write as journal

HOUR = 3600
TWICE = Reason("SCAN_TWICE", "Tệp này đã có trong hồ sơ.", "Không cần gửi lại; xem trong danh mục giấy tờ.")
CLOSED = Reason("FILE_CLOSED", "Hồ sơ đã kết thúc theo dõi.", "Chỉ thay đổi giấy tờ của hồ sơ đang mở.")
NO_ROOM = Reason(
    "NO_ROOM", "Máy chủ chưa lưu được tệp.", "Thử lại sau ít phút; nếu vẫn lỗi thì báo người quản trị."
)
WITHDRAWN = Reason("SCAN_WITHDRAWN", "Bản chụp này đã được rút.", "Mở lại hồ sơ để xem các bản chụp còn lại.")


class Damaged(Exception):
    """What lies in the vault is not what was attached, or is gone."""


def attach_scans(file, code, contents, *, actor, request_id):
    """Đính kèm bản chụp. `contents`: the bytes of each file as they were sent. All are kept or none.

    A request that was answered before gets the same scans again. Raises Refused, PermissionDenied.
    """
    files = [(received, checked(received)) for received in contents]  # slow, and needs no lock
    kept = []
    try:
        with transaction.atomic():
            return _attach(file, code, files, kept, actor=actor, request_id=request_id)
    except Exception as error:
        for name in kept:
            vault.drop(name)
        if isinstance(error, OSError):
            raise Refused(NO_ROOM) from error
        raise


def _attach(file, code, files, kept, *, actor, request_id):
    file = _locked(file, actor)
    if done := Entry.objects.filter(uid=request_id).first():
        return _again(done, file)
    if not (file.is_open or file.state == State.FULL):  # papers of the recognition come after it
        raise Refused(CLOSED)
    scans = []
    for received, found in files:
        kept.append(vault.put(found.content))
        scans.append(_save_once(Scan(
            candidate=file, code=code, name=kept[-1], kind=found.kind, size=len(found.content), pages=found.pages,
            sha256=_digest(found.content), received_sha256=_digest(received), attached_by=actor,
        )))  # fmt: skip
    journal(
        "admission.scan_attached", subject=file, actor=actor, unit_id=file.unit_id, on=timezone.localdate(),
        uid=request_id, code=code, scans=[scan.pk for scan in scans], sha256=[scan.sha256 for scan in scans],
    )  # fmt: skip
    return scans


def withdraw_scan(scan, *, actor, reason, request_id):
    """Rút một bản chụp của hồ sơ đang mở. Row and content stay, for whoever asks later. Raises Refused."""
    with transaction.atomic():
        file = _locked(scan.candidate, actor)
        if done := Entry.objects.filter(uid=request_id).first():
            return _again(done, file)
        if not file.is_open:
            raise Refused(CLOSED)
        scan = Scan.objects.select_for_update().get(pk=scan.pk)
        if scan.withdrawn_at:
            raise Refused(WITHDRAWN)
        scan.withdrawn_at, scan.withdrawal_reason = timezone.now(), reason
        scan.save(update_fields=["withdrawn_at", "withdrawal_reason"])
        journal(
            "admission.scan_withdrawn", subject=file, actor=actor, unit_id=file.unit_id, on=timezone.localdate(),
            uid=request_id, code=scan.code, scans=[scan.pk],
        )  # fmt: skip
        return [scan]


def content_of(scan):
    """The bytes of a scan, as they were kept. Raises Damaged."""
    try:
        content = vault.get(scan.name)
    except (FileNotFoundError, WrongKey) as error:
        raise Damaged(str(scan)) from error
    if _digest(content) != scan.sha256:
        raise Damaged(str(scan))
    return content


def damaged_scans():
    """Ids of the scans whose content is gone or not what was attached."""
    found = []
    for scan in Scan.objects.order_by("pk").iterator():
        try:
            content_of(scan)
        except Damaged:
            found.append(scan.pk)
    return found


def orphans():
    """Names of files in the vault that no scan, sealed report or job knows: of a server that stopped between file and
    row. An hour old, so that nothing is named which is being attached now."""
    lying = set(vault.names(older_than_seconds=HOUR))
    for model, field in ((Scan, "name"), (SealedReport, "file"), (Job, "file")):
        lying -= set(model.objects.values_list(field, flat=True))
    return sorted(lying)


def _locked(file, actor):
    """The file as it is now, held until the end of the transaction; only for who acts on it."""
    file = (
        Candidate.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=file.pk)
    )
    if not acts_at_some_level(file, actor):
        raise PermissionDenied
    return file


def _again(entry, file):
    if entry.subject != subject_key(file) or "scans" not in entry.body:
        raise Refused(REQUEST_USED)
    return list(Scan.objects.filter(pk__in=entry.body["scans"]))


def _save_once(scan):
    try:
        with transaction.atomic():
            scan.save()
    except IntegrityError as error:
        if "scan_once_in_file" in str(error) or "received_sha256" in str(error):
            raise Refused(TWICE) from None
        raise
    return scan


def _digest(content):
    return hashlib.sha256(content).hexdigest()
