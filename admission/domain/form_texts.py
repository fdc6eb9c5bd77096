"""Replacing the wording of a form, where the official one is known better than what the system came with."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from admission.models import FormText
from admission.papers.blanks import blank_context, sample_context
from admission.papers.markup import BadText, fill, variables
from admission.papers.variables import NAMED
from partytrack.errors import Reason, Refused
from partytrack.journal.models import Entry
from partytrack.journal.write import write as journal
from units.permissions import rules_unit

REMEDY = "Sửa lại lời văn theo bảng ký hiệu và chỗ điền bên dưới."


def problems(text):
    """Why a wording cannot be printed: a list of `Reason`, empty when it can."""
    try:
        unknown = sorted(variables(text) - NAMED.keys())
        if unknown:
            sentence = f"Không có chỗ điền {', '.join(f'“{name}”' for name in unknown)}."
            return [Reason("UNKNOWN_PLACE", sentence, REMEDY)]
        for context in (sample_context(), blank_context()):
            fill(text, context)
    except BadText as bad:
        return [Reason("BAD_TEXT", str(bad), REMEDY)]
    return []


@transaction.atomic
def replace_text(*, actor, code, text, since, confirmed, note, request_id):
    """Thay lời văn của một mẫu từ một ngày sau hôm nay; papers of earlier days keep theirs. Returns the `FormText`."""
    if rules_unit(actor) is None:
        raise PermissionDenied
    if answered := Entry.objects.filter(uid=request_id).first():
        return FormText.objects.get(pk=answered.body["form_text"])
    if since <= timezone.localdate():
        sentence = "Lời văn mới chỉ áp dụng từ một ngày sau hôm nay: giấy tờ đã lập giữ lời văn của ngày đó."
        raise Refused(Reason("NOT_RETROACTIVE", sentence, "Chọn ngày áp dụng từ ngày mai trở đi."))
    if found := problems(text):
        raise Refused(*found)
    row = FormText.objects.create(
        code=code, text=text, since=since, confirmed=confirmed, note=note, entered_by=actor
    )
    journal(
        "admission.form_text_replaced", subject=row, actor=actor, unit_id=rules_unit(actor).pk, on=since,
        uid=request_id, form_text=row.pk, form=code,
    )  # fmt: skip
    return row
