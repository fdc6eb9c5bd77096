"""Gửi báo cáo: a report is sealed as it is sent. What was sealed is never changed; a correction is sealed again."""

import json

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from admission.domain.engine import REQUEST_USED
from admission.models import SealedReport
from admission.reports import labels
from admission.reports.ledger import freeze_bases
from admission.reports.letterhead import PEN
from admission.reports.render import html_to_pdf, with_footer
from admission.seals import FORMS, SEALED, canonical, changes, said_of, sha256
from partytrack import vault
from partytrack.errors import Reason, Refused
from partytrack.journal.dispatch import dispatch
from partytrack.journal.models import Entry
from partytrack.journal.write import write as journal
from units.models import Unit
from units.permissions import holds_here

NOT_BEGUN = Reason("NOT_BEGUN", "Kỳ này chưa bắt đầu nên chưa có số liệu để gửi.", "Chọn kỳ khác.")
FUTURE = Reason("FUTURE", "Chưa có số liệu của ngày này.", "Chọn ngày không muộn hơn hôm nay.")
OVERTAKEN = Reason("OVERTAKEN", "Vừa có một báo cáo khác của đơn vị được gửi cùng lúc.", "Bấm gửi lại.")


def may_seal(user, unit):
    """A report goes out in the name of its unit: whoever may, holds the right in this very unit."""
    return holds_here(user, "report.seal", unit)


def seal(unit, *, actor, kind, period, as_of, request_id, letterhead=PEN):
    """Gửi và niêm phong. Returns the `SealedReport`; the same request gets the same one again.

    Raises PermissionDenied, Refused (nothing new to send, the day has no figures), render.PdfUnavailable.
    """
    if not may_seal(actor, unit):
        raise PermissionDenied
    if done := _answered(request_id):
        return done
    day = _day(period, as_of)
    form = FORMS[kind]
    dispatch()  # whatever a worker has not folded into the stored figures yet belongs to the report
    figures = form.build(unit, period, as_of=day)  # one object: what is hashed is what is printed
    text, number = canonical(form.to_dict(figures)), _next(unit)
    earlier = latest(unit, kind, period, day)
    _refuse_the_same(earlier, text)
    footer = f"Báo cáo đã niêm phong số {number[0]:02d}/{number[1]}, mã số liệu {sha256(text)[:16]}"
    pdf = html_to_pdf(with_footer(form.to_html(figures, letterhead), footer))
    name = vault.put(pdf)
    facts = {
        "unit": unit, "kind": kind, "period": period, "as_of": day, "earlier": earlier, "figures": text,
        "figures_hash": sha256(text), "file": name, "file_hash": sha256(pdf), "file_bytes": len(pdf),
    }  # fmt: skip
    sealed = None
    try:
        sealed = _record(actor, number, request_id, facts)
    finally:
        if sealed is None or sealed.file != name:
            vault.drop(name)
    freeze_bases(figures)
    return sealed


def latest(unit, kind, period, day):
    """What was last sealed of this very report, or None."""
    return SealedReport.objects.filter(unit=unit, kind=kind, period=period, as_of=day).first()


@transaction.atomic
def _record(actor, number, request_id, facts):
    unit = Unit.objects.select_for_update(no_key=True).get(pk=facts["unit"].pk)  # its register, one at a time
    if done := _answered(request_id):  # the same click, a moment ago
        return done
    if (
        _next(unit) != number
        or latest(unit, facts["kind"], facts["period"], facts["as_of"]) != facts["earlier"]
    ):
        raise Refused(OVERTAKEN)
    sealed = SealedReport.objects.create(
        number=number[0],
        year=number[1],
        sealed_by=actor,
        sealed_at=timezone.now(),
        entry_id=request_id,
        **facts,
    )
    journal(
        SEALED, subject=sealed, actor=actor, unit_id=unit.pk, on=facts["as_of"], uid=request_id, **said_of(sealed),
    )  # fmt: skip
    return sealed


def _answered(request_id):
    done = SealedReport.objects.filter(entry=request_id).first()
    if done is None and Entry.objects.filter(uid=request_id).exists():
        raise Refused(REQUEST_USED)
    return done


def _next(unit):
    """(number, year) of the next sealed report in the unit's register."""
    year = timezone.localdate().year
    last = SealedReport.objects.filter(unit=unit, year=year).order_by("-number").first()
    return (last.number if last else 0) + 1, year


def _day(period, as_of):
    today = timezone.localdate()
    if period.starts > today:
        raise Refused(NOT_BEGUN)
    if as_of and as_of > today:
        raise Refused(FUTURE)
    return min(as_of or today, period.ends)


def _refuse_the_same(earlier, text):
    if earlier and not changes(json.loads(earlier.figures), json.loads(text)):
        sent = labels.day(timezone.localdate(earlier.sealed_at))
        sentence = f"Số liệu không khác báo cáo số {earlier.label} đã gửi ngày {sent}."
        raise Refused(Reason("NOTHING_CHANGED", sentence, "Dùng báo cáo đã gửi."))
