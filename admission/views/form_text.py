"""The wording of a form: looked at, tried on examples, replaced from a day on."""

from types import SimpleNamespace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from admission.domain.form_texts import problems, replace_text
from admission.forms.form_text import FormTextForm
from admission.models import FormText
from admission.papers.build import sample_page
from admission.papers.forms import by_slug, text_on
from admission.papers.variables import NAMED
from admission.views.form_print import answer
from partytrack.errors import Refused
from units.permissions import rules_unit
from units.policy import policy

SIGNS = (
    ("# NGHỊ QUYẾT", "Tên loại văn bản; bắt buộc, một dòng"),
    ("## đề nghị kết nạp đảng viên", "Trích yếu dưới tên loại"),
    ("= QUYẾT ĐỊNH", "Dòng đậm ở giữa"),
    ("+ Ưu điểm", "Dòng đậm, đề mục"),
    ("Điều 1. …", "Một điều"),
    ("- …", "Một ý gạch đầu dòng"),
    ("~ 3 {{ uu_diem }}", "Chỗ điền; nếu chưa có thì in 3 dòng chấm"),
    ("| 8: TT | 60: Họ và tên |", "Bảng: dòng đầu là tiêu đề, số đứng trước là độ rộng"),
    ("@ Lưu Chi bộ.", "Một dòng nơi nhận"),
)


def edited_form(user, *, slug):
    """Loader: a form, for whoever administers the rules."""
    unit, form = rules_unit(user), by_slug(slug)
    if unit is None:
        raise PermissionDenied
    if form is None:
        raise Http404
    return SimpleNamespace(unit=unit, form=form)


@policy("rules.manage", load=edited_form, methods=("GET", "POST"))
def form_text(request, asked):
    form, posted = asked.form, request.POST if request.method == "POST" else None
    typed, reasons = FormTextForm(posted, text=_newest(form)), ()
    if posted is not None and typed.is_valid():
        try:
            replace_text(actor=request.user, code=form.code, **typed.cleaned_data)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, f"Đã ghi lời văn mới của {form.code}.")
            return redirect("admission:form_list")
    return _page(request, form, typed, reasons, status=200 if posted is None else 422)


@policy("rules.manage", load=edited_form, methods=("POST",))
def form_text_preview(request, asked):
    """The typed wording with examples, as PDF; nothing is kept."""
    typed = FormTextForm(request.POST)
    typed.is_valid()
    text = typed.cleaned_data.get("text", "")
    if reasons := problems(text):
        return _page(request, asked.form, typed, reasons, status=422)
    return answer(request, [sample_page(asked.form, text)], "pdf", f"{asked.form.slug}-xem-thu")


def _newest(form):
    """The wording that whoever edits begins with: the last one entered, even if it begins later."""
    last = FormText.objects.filter(code=form.code).first()
    return last.text if last else text_on(form, timezone.localdate())


def _page(request, form, typed, reasons, status):
    context = {
        "paper": form,
        "form": typed,
        "reasons": reasons,
        "signs": SIGNS,
        "places": [(name, meaning) for name, (meaning, _) in NAMED.items()],
        "replaced": FormText.objects.filter(code=form.code).select_related("entered_by"),
    }
    return render(request, "admission/form_text.html", context, status=status)
