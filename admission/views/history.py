"""The personal history (2-KNĐ): guided entry for the branch, reading and remarks for the levels above.

It is the most sensitive part of a file: reading takes the right to see a whole citizen ID, and every opening is logged.
"""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from admission.domain.field_remarks import make_remark, reviews
from admission.domain.personal_history import about, history_of, progress_of
from admission.forms.history.page import page_of
from admission.forms.history.writing import RemarkForm, new_row_id
from admission.models import Candidate
from admission.personal_history.check import Stage
from admission.personal_history.content import parts_in
from admission.personal_history.sections import SECTION_OF, SECTIONS
from admission.views.files import edits, facts, file_of
from admission.views.history_panel import panel, section_url
from partytrack.errors import Refused
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.policy import policy

# Items of the form that the file keeps itself, by the section that shows them.
KEPT_BY_THE_FILE = {
    "so-yeu": {"Tên gọi khác", "Ngày sinh", "Giới tính", "Số căn cước", "Dân tộc", "Tôn giáo", "Nơi đăng ký khai sinh",
               "Quê quán", "Nơi thường trú"},
    "trinh-do": {"Giáo dục phổ thông", "Trình độ chuyên môn", "Vào Đoàn", "Vào Công đoàn"},
}  # fmt: skip
STAGE_WORDS = {
    Stage.EMPTY: ("Chưa khai", "off"),
    Stage.BEGUN: ("Đang khai", "warn"),
    Stage.COMPLETE: ("Xong", "ok"),
}


@dataclass(frozen=True)
class Step:
    """A line of the list of sections."""

    number: int
    title: str
    items: str
    url: str
    stage: str
    words: str
    tone: str
    remarks: int
    current: bool


def section_of(user, *, pk, section):
    """Loader: a file in scope, with the section in the address."""
    if section not in SECTION_OF:
        raise Http404
    file = file_of(user, pk=pk)
    file.asked = SECTION_OF[section]
    return file


def steps_of(file, progress, current=None):
    return [
        Step(i, one.title, one.items, section_url(file, one), progress.stages[one.key],
             *STAGE_WORDS[progress.stages[one.key]], progress.remarks.get(one.key, 0), one is current)
        for i, one in enumerate(SECTIONS, start=1)
    ]  # fmt: skip


@policy("candidate.reveal", load=file_of)
def history(request, file):
    """All sections: how far each is, and the remarks with what became of them."""
    _log(request, file)
    today = timezone.localdate()
    progress = progress_of(file, today)
    remarks = list(file.field_remarks.select_related("made_by", "fixed_by").order_by("-id"))
    context = {
        "file": file,
        "panel": panel(file, request.user, today),
        "progress": progress,
        "steps": steps_of(file, progress),
        "remarks": [
            (one, SECTION_OF[one.section], section_url(file, SECTION_OF[one.section])) for one in remarks
        ],
    }
    return render(request, "admission/history/overview.html", context)


@policy("candidate.reveal", load=section_of)
def history_section(request, file):
    _log(request, file)
    extra = [new_row_id()] if "them" in request.GET else []
    context = section_context(request, file, extra=extra)
    if edits(request.user, file):
        return render(request, "admission/history/write.html", context)
    context["form"] = None
    if reviews(request.user, file) and file.is_open:
        chosen = {"field": request.GET.get("ve", "")}
        context["form"] = RemarkForm(places=context["page"].places, initial=chosen)
    return render(request, "admission/history/read.html", context)


def section_context(request, file, *, part=None, extra=(), sent=None):
    """Context of a section's page; with `part`, of what was typed but could not be saved."""
    today, section, kept = timezone.localdate(), file.asked, history_of(file)
    parts = parts_in(kept.content)
    if part is not None:
        parts[section.key] = part
    remarks = list(file.field_remarks.filter(section=section.key).select_related("made_by", "fixed_by"))
    page = page_of(section, parts, about(file, today), remarks, extra=extra)
    progress = progress_of(file, today, parts)
    place = SECTIONS.index(section)
    kept_by_file = KEPT_BY_THE_FILE.get(section.key, ())
    own = [pair for pair in facts(file, reveal=True) if pair[0] in kept_by_file]
    return {
        "file": file, "section": section, "page": page, "progress": progress, "today": today,
        "steps": steps_of(file, progress, section), "number": place + 1, "of": len(SECTIONS),
        "facts": [("Họ và tên khai sinh", file.full_name), *own] if section.key == "so-yeu" else own,
        "previous": section_url(file, SECTIONS[place - 1]) if place else "",
        "next": section_url(file, SECTIONS[place + 1]) if place + 1 < len(SECTIONS) else "",
        "save_url": section_url(file, section, "save"), "check_url": section_url(file, section, "check"),
        "sent": sent or {"version": kept.version, "page": uuid.uuid4(), "turn": 0},
        "fixed": [one for one in remarks if not one.is_open],
    }  # fmt: skip


@policy("act", load=section_of, allows=lambda user, file: reviews(user, file), methods=("POST",))
def history_remark(request, file):
    context = section_context(request, file)
    form = RemarkForm(request.POST, places=context["page"].places)
    if form.is_valid():
        try:
            make_remark(
                file.pk, file.asked, form.cleaned_data["field"], form.cleaned_data["text"],
                actor=request.user, now=timezone.now(),
            )  # fmt: skip
        except Candidate.DoesNotExist:  # moved out of scope while the page was open
            raise PermissionDenied from None
        except Refused as refusal:
            context["reasons"] = refusal.reasons
        else:
            messages.success(request, "Đã ghi nhận xét. Chi bộ sẽ thấy ngay tại mục này.")
            return redirect(section_url(file, file.asked))
    return render(request, "admission/history/read.html", {**context, "form": form}, status=422)


def _log(request, file, what="history"):
    Access.objects.create(user=request.user, subject=subject_key(file), what=what)
