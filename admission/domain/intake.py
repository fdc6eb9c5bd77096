"""From source to a file that is ready for the branch: register, help, collect, verify, certify."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from admission.domain.engine import REQUEST_USED, Done, Step, act
from admission.domain.one_file import one_open_file
from admission.domain.papers import add_paper
from admission.domain.statistics import note_statistics
from admission.models import Candidate, Origin, Sponsor, Standing
from admission.models.dossier import PaperCode
from partytrack.errors import Reason, Refused
from partytrack.journal.models import Entry
from partytrack.journal.write import write as journal
from units.models import Unit
from units.models.unit import PEOPLE_KINDS
from units.permissions import can

NO_BRANCH = Reason("NOT_A_BRANCH", "Hồ sơ phải thuộc một chi bộ đang hoạt động.", "Chọn chi bộ.")


@transaction.atomic
def register_candidate(*, actor, unit, request_id, on, origin=None, **person):
    """Đưa quần chúng ưu tú vào nguồn. `person`: personal fields of `Candidate`; `origin`: those of `Origin`, where
    they are known. Raises Refused, PermissionDenied.

    A request that was answered before, or is being answered, gets the same file and makes no second one.
    """
    if not can(actor, "candidate.register", unit):
        raise PermissionDenied
    if done := _answered(request_id):
        return done
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)  # nobody closes it meanwhile
    if unit.kind not in PEOPLE_KINDS or not unit.is_open:
        raise Refused(NO_BRANCH)
    if on > timezone.localdate():
        raise Refused(
            Reason("FUTURE", "Ngày đưa vào nguồn ở tương lai.", "Ghi ngày chi bộ đã đưa vào danh sách.")
        )
    file = Candidate(unit=unit, registered_on=on, since=on, version=1, last_entry_id=request_id, **person)
    file.derive()
    try:
        _save_once(file)
    except Refused:
        if done := _answered(request_id):  # the same request, a moment ago
            return done
        raise
    Standing.objects.create(candidate=file, unit=unit, state=file.state, valid_from=on, entry_id=request_id)
    if origin:
        Origin.objects.create(candidate=file, **origin)
    entry = journal(
        "admission.register", subject=file, actor=actor, unit_id=unit.pk, on=on, level="branch", uid=request_id,
        source="", target=file.state, version=1,
    )  # fmt: skip
    return Done(file, entry, None)


def _answered(request_id):
    entry = Entry.objects.filter(uid=request_id).first()
    if entry and entry.event != "admission.register":
        raise Refused(REQUEST_USED)
    return entry and Done(Candidate.objects.get(pk=entry.subject.partition(":")[2]), entry, None)


def _save_once(file):
    """Save; refuse a second open file for the same citizen ID."""
    with one_open_file(), transaction.atomic():
        file.save()


@act("edit_person")
def edit_person(file, *, on, verdict, statistics=None, **person):
    """Sửa thông tin cá nhân, while the file is still being collected. `statistics`: fields of `StatisticalFacts`."""
    changed = [name for name, value in person.items() if getattr(file, name) != value]
    noted = note_statistics(file, statistics or {})
    if not changed + noted:
        raise Refused(
            Reason("NOTHING_CHANGED", "Không có thông tin nào thay đổi.", "Sửa rồi lưu, hoặc quay lại hồ sơ.")
        )
    for name in changed:
        setattr(file, name, person[name])
    file.derive()
    _save_once(file)
    return Step("edit_person", body={"fields": changed + noted})


@act("take_application")
def take_application(
    file, *, on, verdict, application_on, certificate_number="", certificate_on=None, certificate_issuer=""
):
    """Nhận đơn xin vào Đảng và giấy chứng nhận lớp bồi dưỡng."""
    add_paper(file, PaperCode.KND_1, application_on)
    if certificate_on:
        add_paper(file, PaperCode.CERTIFICATE, certificate_on, certificate_number, certificate_issuer)
    return Step("take_application", body={"certificate": certificate_number})


@act("file_papers")
def file_papers(file, *, on, verdict, **fields):
    """Ghi giấy giới thiệu (3-KNĐ), nghị quyết của Đoàn hoặc Công đoàn, và ý kiến nhận xét (5-KNĐ)."""
    _sponsors(file, on, fields)
    for code, prefix in ((PaperCode.KND_4, "youth_union"), (PaperCode.KND_4A, "trade_union")):
        if fields.get(f"{prefix}_resolution_on"):
            add_paper(
                file, code, fields[f"{prefix}_resolution_on"], fields.get(f"{prefix}_resolution_number", "")
            )
    if fields.get("opinions_on"):
        add_paper(file, PaperCode.KND_5, fields["opinions_on"])
    if fields.get("certificate_on"):
        add_paper(
            file, PaperCode.CERTIFICATE, fields["certificate_on"],
            fields.get("certificate_number", ""), fields.get("certificate_issuer", ""),
        )  # fmt: skip
    return Step("file_papers")


def _sponsors(file, on, fields):
    """Replace the sponsors by those named; each has given a 3-KNĐ on `introduced_on`."""
    named = [n for n in ("sponsor", "sponsor_2") if fields.get(f"{n}_name")]
    if not named:
        return
    file.sponsors.filter(until__isnull=True).update(until=on)
    for n in named:
        Sponsor.objects.create(
            candidate=file, since=fields["introduced_on"], name=fields[f"{n}_name"],
            full_from=fields[f"{n}_full_from"], together_from=fields[f"{n}_together_from"],
        )  # fmt: skip
        add_paper(file, PaperCode.KND_3, fields["introduced_on"], issuer=fields[f"{n}_name"])
