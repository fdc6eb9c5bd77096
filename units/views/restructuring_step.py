"""Adding a step to a plan: which kind of work, on the units below which one; then its form."""

from django.contrib import messages
from django.shortcuts import redirect, render

from partytrack.errors import Refused
from units.forms.restructuring_steps import STEP_FORMS, StepFilter, planned_codes
from units.models import StepKind
from units.policy import policy
from units.restructuring import acts
from units.views.restructuring import FORM, plan_in_scope

HINTS = {
    StepKind.CREATE: "Đơn vị mới trực thuộc đơn vị đã chọn.",
    StepKind.MERGE: "Đảng viên, hồ sơ, chi bộ trực thuộc của các đơn vị được chọn chuyển hết sang đơn vị nhận; "
    "đơn vị cũ kết thúc hoạt động.",
    StepKind.SPLIT: "Các đơn vị trực thuộc được chọn rời đơn vị này về đơn vị mới, mang theo đảng viên và hồ sơ.",
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
    context = {"plan": plan, "chosen": chosen, "form": None, "reasons": ()}
    status = 200
    if chosen.is_valid():
        kind, within = chosen.cleaned_data["viec"], chosen.cleaned_data["trong"]
        form = STEP_FORMS[kind](
            request.POST if request.method == "POST" else None, initial={"version": plan.version}, actor=request.user,
            within=within, planned=planned_codes(plan),
        )  # fmt: skip
        status = 422 if form.errors else 200
        if form.is_valid():
            try:
                row = {"kind": kind, **form.row()}
                acts.add_steps(plan, [row], actor=request.user, version=form.cleaned_data["version"])
            except Refused as refusal:
                context["reasons"], status = refusal.reasons, refusal.status
            else:
                messages.success(request, "Đã thêm việc vào phương án.")
                return redirect("units:restructuring_detail", pk=plan.pk)
        context |= {"form": form, "kind": StepKind(kind).label, "within": within, "hint": HINTS[kind]}
    return render(request, "units/restructuring_step.html", context, status=status)
