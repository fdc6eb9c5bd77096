"""Saving a section of a personal history: by its button, by itself while one types, with a row more or less."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django_htmx.http import reswap, retarget

from admission.domain.field_remarks import fix_remark
from admission.domain.personal_history import save_part, writes
from admission.forms.history.writing import SentForm, new_row_id, part_from
from admission.models import Candidate, FieldRemark
from admission.views.history import section_context, section_of, section_url
from partytrack.errors import Conflict, Reason, Refused
from partytrack.text import number_in
from units.policy import policy

LOST = Reason("PAGE", "Trang này không còn dùng được.", "Mở lại trang rồi ghi lại.")


@policy("level.branch", load=section_of, allows=lambda user, file: writes(user, file), methods=("POST",))
def history_save(request, file):
    """One address for all that a section's page sends: its buttons are "add" a row, "remove" one, "fix" a remark, go
    to the "next" section; "auto" is the page itself. Whatever else is asked for, what was typed is saved first."""
    part, blank = part_from(file.asked, request.POST)
    removed = request.POST.get("remove")
    if removed:
        part = replace(part, rows=tuple(row for row in part.rows if row["id"] != removed))
    sent = SentForm(request.POST)
    try:
        kept = _save(request, file, part, sent)
    except Conflict as refusal:
        return _conflict(request, refusal, file, part)
    except Refused as refusal:
        return _refused(request, refusal, file, part, blank)
    if request.htmx:
        return _answer_in_place(request, file, kept, sent, blank)
    return _answer_elsewhere(request, file, removed)


def _save(request, file, part, sent):
    if not sent.is_valid():
        raise Refused(LOST)
    try:
        kept = save_part(
            file.pk, file.asked, part, actor=request.user, today=timezone.localdate(), **sent.cleaned_data
        )
        if fixed := number_in(request.POST.get("fix", "")):
            fix_remark(file.pk, fixed, actor=request.user, now=timezone.now())
    except (Candidate.DoesNotExist, FieldRemark.DoesNotExist):  # moved out of scope meanwhile, or made up
        raise PermissionDenied from None
    return kept


def _answer_in_place(request, file, kept, sent, blank):
    """The messages of all blanks, and where it belongs a new row; nothing that would touch what is being typed."""
    new = [new_row_id()] if "add" in request.POST else []
    sent = {**sent.cleaned_data, "version": kept.version}
    context = section_context(request, file, extra=[*blank, *new], sent=sent)
    rows = context["page"].rows
    context["row"] = rows[-1] if new else None
    context["blanks"] = [one for one in context["page"].all_blanks if not new or one not in rows[-1].blanks]
    context["saved_at"] = timezone.now()
    return render(request, "admission/history/_saved.html", context)


def _answer_elsewhere(request, file, removed):
    url = section_url(file, file.asked)
    if "auto" in request.POST:  # on the way out of the page: nobody reads the answer
        return HttpResponse(status=204)
    if "add" in request.POST:
        return redirect(f"{url}?them=1#moi")
    if removed or "fix" in request.POST:
        messages.success(request, "Đã xóa dòng." if removed else "Đã ghi: đã sửa theo nhận xét.")
        return redirect(url)
    messages.success(request, f"Đã lưu mục “{file.asked.title}”.")
    context = section_context(request, file)
    return redirect(context["next"] if "next" in request.POST and context["next"] else url)


def _refused(request, refusal, file, part, blank):
    """422: nothing was saved, and everything that was typed is still there."""
    if request.htmx:
        return _note(request, refusal, 422)
    context = section_context(request, file, part=part, extra=blank) | {"reasons": refusal.reasons}
    return render(request, "admission/history/write.html", context, status=422)


def _note(request, refusal, status):
    """In place of the time of the last save, whatever else the button would have changed."""
    answer = render(request, "admission/history/_not_saved.html", {"reasons": refusal.reasons}, status=status)
    return reswap(retarget(answer, "#saved"), "innerHTML")


def _conflict(request, refusal, file, part):
    """409: another page saved this section since. In place, the typed text stays in its blanks; else it is shown."""
    if request.htmx:
        return _note(request, refusal, 409)
    typed = section_context(request, file, part=part)["page"]
    labels = [(blank.field.label, blank.shown) for blank in typed.blanks if blank.value]
    for row in typed.rows:
        labels += [(f"{row.title} – {blank.field.label}", blank.shown) for blank in row.blanks if blank.value]
    context = {"reasons": refusal.reasons, "kept": labels, "url": section_url(file, file.asked), "last": None}
    return render(request, "409.html", context, status=409)
