"""A sealed report without the second that its PDF takes."""

import json
import uuid

from django.db import transaction
from django.utils import timezone

from admission.models import SealedReport
from admission.seals import FORMS, SEALED, canonical, said_of, sha256
from partytrack import vault
from partytrack.journal.write import write as journal
from tests.scans import pdf

FILE = pdf()


def sealed_by_hand(unit, period, user, kind="official", **changes):
    """As `admission.domain.seal.seal` makes it; `changes` replace facts of the row before it is written."""
    form, uid = FORMS[kind], uuid.uuid4()
    text = canonical(form.to_dict(form.build(unit, period, as_of=period.ends)))
    last = SealedReport.objects.filter(unit=unit, year=2026).count()
    facts = {
        "unit": unit, "kind": kind, "period": period, "as_of": period.ends, "year": 2026, "number": last + 1,
        "figures": text, "figures_hash": sha256(text), "file": vault.put(FILE), "file_hash": sha256(FILE),
        "file_bytes": len(FILE), "sealed_by": user, "sealed_at": timezone.now(), "entry_id": uid,
    }  # fmt: skip
    with transaction.atomic():
        sealed = SealedReport.objects.create(**facts | changes)
        journal(SEALED, subject=sealed, unit_id=unit.pk, on=sealed.as_of, uid=uid, **said_of(sealed))
    return sealed


def figures(sealed):
    return json.loads(sealed.figures)
