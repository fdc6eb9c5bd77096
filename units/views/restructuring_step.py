"""The steps of a plan: adding one, of which kind and on the units below which one; changing, moving and dropping it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from partytrack.errors import Refused
from units.forms.restructuring import ShiftForm, VersionForm
from units.forms.restructuring_people import STEP_FORMS
from units.forms.restructuring_steps import StepFilter, place_of, planned_codes
from units.models import StepKind
from units.policy import policy
from units.restructuring import acts
from units.views.restructuring import FORM, plan_in_scope, plan_page

HINTS = {
    StepKind.CREATE: "Đơn vị mới trực thuộc đơn vị đã chọn.",
    StepKind.MERGE: "Đảng viên, hồ sơ, chi bộ trực thuộc của các đơn vị được chọn chuyển hết sang đơn vị nhận; "
    "đơn vị cũ kết thúc hoạt động.",
    StepKind.SPLIT: "Các đơn vị trực thuộc được chọn rời đơn vị này về đơn vị mới, mang theo đảng viên và hồ sơ.",
    StepKind.DIVIDE: "Người được chọn chuyển sang chi bộ kia, mang theo hồ sơ; ai không được chọn, và ai vào chi bộ "
    "sau khi soạn phương án, thì ở lại. Vai trò và chỉ tiêu của chi bộ mới giao sau khi thực hiện.",
    StepKind.MOVE: "Đơn vị chuyển đi mang theo mọi đơn vị, đảng viên và hồ sơ bên dưới.",
    StepKind.RENAME: "Giấy tờ và báo cáo của những ngày trước giữ tên cũ.",
    StepKind.CLOSE: "Đơn vị kết thúc hoạt động không được còn đơn vị trực thuộc, hồ sơ hoặc đảng viên; "
    "nếu còn thì dùng việc sáp nhập.",
    StepKind.POWER: "Hồ sơ do cấp ủy có quyền gần nhất, kể từ cơ sở trở lên, quyết định.",
}


@policy(acts.DRAFTS, load=plan_in_scope, methods=FORM)
def restructuring_step(request, plan):
    """The kind and the unit travel in the address, so that the form can offer what lies below it."""
    chosen = StepFilter(request.GET or None, actor=request.user)
    if not chosen.is_valid():
        return _page(request, plan, {"chosen": chosen})
    kind, within = chosen.cleaned_data["viec"], chosen.cleaned_data["trong"]
    form = _form(request, plan, kind, within)

    def act(row, version):
        acts.add_steps(plan, [row], actor=request.user, version=version)

    return _answer(request, plan, form, act, {"chosen": chosen, "kind": kind, "label": "Thêm việc"})


@policy(acts.DRAFTS, load=plan_in_scope, methods=FORM)
def restructuring_step_edit(request, plan):
    step = get_object_or_404(plan.steps, position=plan.asked["position"])
    form = _form(request, plan, step.kind, place_of(step, plan), step)

    def act(row, version):
        acts.change_step(plan, step.position, row, actor=request.user, version=version)

    return _answer(request, plan, form, act, {"step": step, "kind": step.kind, "label": "Lưu việc"})


@policy(acts.DRAFTS, load=plan_in_scope, methods=("POST",))
def restructuring_step_shift(request, plan):
    """Up or down by one, as the pressed button says."""
    form = ShiftForm(request.POST)

    def act(version):
        acts.shift_step(plan, plan.asked["position"], form.by(), actor=request.user, version=version)

    return _at_once(request, plan, form, act, "Đã đổi thứ tự các việc.")


@policy(acts.DRAFTS, load=plan_in_scope, methods=("POST",))
def restructuring_drop(request, plan):
    def act(version):
        acts.drop_step(plan, plan.asked["position"], actor=request.user, version=version)

    return _at_once(request, plan, VersionForm(request.POST), act, "Đã bỏ việc khỏi phương án.")


def _at_once(request, plan, form, act, done):
    """A button beside a step."""
    try:
        act(form.cleaned_data["version"] if form.is_valid() else -1)
    except Refused as refusal:
        return plan_page(request, plan, reasons=refusal.reasons, status=refusal.status)
    messages.success(request, done)
    return redirect("units:restructuring_detail", pk=plan.pk)


def _form(request, plan, kind, within, step=None):
    return STEP_FORMS[kind](
        request.POST if request.method == "POST" else None, initial={"version": plan.version}, actor=request.user,
        within=within, planned=planned_codes(plan, but=step), step=step,
    )  # fmt: skip


def _answer(request, plan, form, act, context):
    kind = context["kind"]
    context |= {"form": form, "kind": StepKind(kind).label, "within": form.within, "hint": HINTS[kind]}
    if not form.is_valid():
        return _page(request, plan, context, status=422 if form.errors else 200)
    try:
        act({"kind": kind, **form.row()}, form.cleaned_data["version"])
    except Refused as refusal:
        return _page(request, plan, context | {"reasons": refusal.reasons}, status=refusal.status)
    messages.success(request, "Đã lưu việc vào phương án.")
    return redirect("units:restructuring_detail", pk=plan.pk)


def _page(request, plan, context, status=200):
    context = {"plan": plan, "chosen": None, "form": None, "step": None, "reasons": (), **context}
    return render(request, "units/restructuring_step.html", context, status=status)
