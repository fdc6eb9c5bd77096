"""Sắp xếp tổ chức: the list of plans, one plan, and what is done to it step by step."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from partytrack.downloads import as_file
from partytrack.errors import Refused
from partytrack.text import number_in
from units.forms.restructuring import HeadForm, PasteForm, ReasonForm, ReissueForm, VersionForm
from units.models import Period, Restructuring, StepKind, Unit
from units.models.restructuring import TargetRule
from units.periods import period_to_show
from units.permissions import can, may
from units.policy import policy
from units.restructuring import acts, rehearsal
from units.restructuring.bridge import bridge
from units.restructuring.bridge_xlsx import to_xlsx
from units.views.plan_words import rehearsed, section_rows, sections, step_words, told, with_rows

FORM = ("GET", "POST")
PAGE = 50
STEPS = 100
UNITS = "units"
ACTS = {
    "chay-thu": "rehearse",
    "trinh": "submit",
    "phe-duyet": "approve",
    "thuc-hien": "apply",
    "hoan-tac": "undo",
    "bo": "discard",
}
DONE = {
    "rehearse": "Đã chạy thử phương án.",
    "submit": "Đã trình phê duyệt.",
    "approve": "Đã phê duyệt phương án.",
    "apply": "Đã thực hiện phương án.",
    "undo": "Đã hoàn tác phương án.",
    "discard": "Đã bỏ bản thảo.",
}


def works_on_plans(user):
    return may(user, acts.DRAFTS) or may(user, acts.APPROVES)


def either(user, plan):
    """Whoever drafts or approves reads."""
    return can(user, acts.DRAFTS, plan.unit) or can(user, acts.APPROVES, plan.unit)


def may_reissue(user, plan):
    """Whoever drafts and may see targets."""
    return can(user, acts.DRAFTS, plan.unit) and can(user, acts.TARGETS, plan.unit)


def plan_in_scope(user, *, pk, **rest):
    """Loader: a plan that the user may see; `rest` goes with it."""
    plan = get_object_or_404(Restructuring.objects.visible_to(user).select_related("unit"), pk=pk)
    plan.asked = rest
    return plan


@policy("unit.view")
def restructuring_list(request):
    if not works_on_plans(request.user):
        raise PermissionDenied
    plans = Restructuring.objects.visible_to(request.user).select_related("unit", "drafted_by", "approved_by")
    context = {"plans": plans.defer("rehearsal")[:200], "may_draft": may(request.user, acts.DRAFTS)}
    return render(request, "units/restructuring_list.html", context)


@policy(acts.DRAFTS, methods=FORM)
def restructuring_create(request):
    form = HeadForm(_posted(request), actor=request.user)

    def act(version, **fields):
        return acts.draft(actor=request.user, **fields)

    return _form_page(request, form, act, heading="Soạn phương án sắp xếp", label="Tạo bản thảo")


@policy("unit.view", load=plan_in_scope, allows=either)
def restructuring_detail(request, plan):
    """Where the plan stands, its steps, and what the last rehearsal found."""
    return plan_page(request, plan)


@policy(acts.DRAFTS, load=plan_in_scope, methods=FORM)
def restructuring_edit(request, plan):
    form = HeadForm(_posted(request), actor=request.user, plan=plan)

    def act(version, **fields):
        return acts.amend(plan, actor=request.user, version=version, **fields)

    return _form_page(request, form, act, plan=plan, heading="Sửa thông tin phương án", label="Lưu")


@policy(acts.DRAFTS, load=plan_in_scope, methods=FORM)
def restructuring_paste(request, plan):
    form = PasteForm(_posted(request), initial={"version": plan.version}, actor=request.user)

    def act(version, rows, **fields):
        return acts.add_steps(plan, rows, actor=request.user, version=version)

    return _form_page(
        request, form, act, plan=plan, heading="Dán bảng mã cũ, mã mới", label="Thêm vào phương án"
    )


@policy(acts.DRAFTS, load=plan_in_scope, allows=may_reissue, methods=FORM)
def restructuring_targets(request, plan):
    form = ReissueForm(_posted(request), initial={"version": plan.version}, plan=plan)

    def act(version, **fields):
        return acts.reissue(plan, form.figures(), actor=request.user, version=version)

    return _form_page(request, form, act, plan=plan, heading="Chỉ tiêu giao lại", label="Lưu chỉ tiêu")


@policy("unit.view", load=plan_in_scope, allows=either, methods=("POST",))
def restructuring_act(request, plan):
    """One of the acts that ask nothing but whether the plan is still as shown: see `DONE`."""
    name = plan.asked["act"]
    form = VersionForm(request.POST)
    try:
        version = form.cleaned_data["version"] if form.is_valid() else -1
        getattr(acts, name)(plan, actor=request.user, version=version)
    except Refused as refusal:
        targets = can(request.user, acts.TARGETS, plan.unit)
        reasons = [told(reason, targets=targets) for reason in refusal.reasons]
        return plan_page(request, plan, reasons=reasons, status=refusal.status)
    messages.success(request, DONE[name])
    if name == "discard":
        return redirect("units:restructuring_list")
    return redirect("units:restructuring_detail", pk=plan.pk)


@policy("unit.view", load=plan_in_scope, allows=either, methods=FORM)
def restructuring_return(request, plan):
    form = ReasonForm(_posted(request), initial={"version": plan.version})

    def act(version, reason):
        return acts.give_back(plan, actor=request.user, version=version, reason=reason)

    return _form_page(request, form, act, plan=plan, heading="Trả lại phương án", label="Trả lại")


@policy("unit.view", load=plan_in_scope, allows=either)
def restructuring_rows(request, plan):
    """Every row of one section of the rehearsal, by name as far as the user may see it; section "units": the units
    that change."""
    found, section = plan.rehearsal or {"touched": {}, "units": []}, plan.asked["section"]
    whole = found["units"] if section == UNITS else found["touched"].get(section, [])
    page = Paginator(whole, PAGE).get_page(request.GET.get("trang"))
    context = {"plan": plan, "page": page, "rows": [], "units": []}
    if section == UNITS:
        context |= {"title": "Đơn vị thay đổi", "units": with_rows(found, page.object_list)}
    else:
        titles = {code: title for code, title, _ in sections(plan)}
        rows = section_rows(request.user, section, page.object_list, found)
        context |= {"title": titles.get(section, ""), "rows": rows}
    return render(request, "units/restructuring_rows.html", context)


@policy("unit.view", load=plan_in_scope, allows=either)
def restructuring_bridge(request, plan):
    """Bảng chuyển đổi of an applied plan, on the page or as an Excel file."""
    if not plan.is_applied:
        return plan_page(request, plan, status=200)
    periods = Period.objects.filter(starts__lt=plan.effective_on, ends__gte=plan.effective_on)
    period = periods.filter(pk=number_in(request.GET.get("ky", ""))).first()
    period = period or period_to_show(periods, used=set(), today=plan.effective_on)
    table = bridge(plan, period) if period else None
    if table and not can(request.user, acts.TARGETS, plan.unit):
        table = replace(table, targets=[])
    if "xlsx" in request.GET and table:
        return as_file(to_xlsx(plan, table), f"bang-chuyen-doi-{plan.pk}.xlsx")
    context = {"plan": plan, "table": table, "period": period, "periods": list(periods)}
    if table:
        context["lines"] = [(line, _by_column(table, line.numbers)) for line in table.lines]
        context["by_new"] = [(side, _by_column(table, numbers)) for side, numbers in table.by_new]
        context["total"] = _by_column(table, table.total)
    return render(request, "units/restructuring_bridge.html", context)


def _by_column(table, numbers):
    return list(zip(table.columns, numbers, strict=True))


def plan_page(request, plan, *, reasons=(), status=200):
    """`plan` as it is now: an act that was refused has read a newer one."""
    user = request.user
    if request.method == "POST":
        plan = Restructuring.objects.select_related("unit").get(pk=plan.pk)
    page = Paginator(plan.steps.all(), STEPS).get_page(request.GET.get("trang"))
    steps = list(page.object_list)
    created = plan.steps.exclude(name="").exclude(kind=StepKind.RENAME)
    names = dict(Unit.objects.filter(code__in=_codes(steps)).values_list("code", "name"))
    names |= dict(created.order_by().values_list("target", "name"))
    second = user.pk not in acts.authors(plan)
    stale = rehearsal.is_stale(plan)
    ready = not stale and not plan.rehearsal["problems"]
    context = {
        "plan": plan, "steps": [(step, step_words(step, names)) for step in steps], "page": page, "reasons": reasons,
        "found": rehearsed(plan, targets=can(user, acts.TARGETS, plan.unit)),
        "stale": plan.rehearsal is not None and stale,
        "ready": ready, "unready": not ready,
        "drafts": can(user, acts.DRAFTS, plan.unit), "approves": can(user, acts.APPROVES, plan.unit), "second": second,
        "in_effect": plan.effective_on <= timezone.localdate(),
        "version": VersionForm(initial={"version": plan.version}),
        "reissues": plan.target_rule == TargetRule.REISSUE and plan.steps.filter(kind=StepKind.MERGE).exists(),
        "may_reissue": may_reissue(user, plan),
    }  # fmt: skip
    return render(request, "units/restructuring_detail.html", context, status=status)


def _codes(steps):
    return {code for step in steps for code in [*step.sources, step.target, step.parent] if code}


def _posted(request):
    return request.POST if request.method == "POST" else None


def _form_page(request, form, act, *, heading, label, plan=None):
    reasons, status = (), 422 if form.errors else 200
    if form.is_valid():
        try:
            made = act(**form.cleaned_data)
        except Refused as refusal:
            reasons, status = refusal.reasons, refusal.status
        else:
            messages.success(request, "Đã lưu phương án.")
            return redirect("units:restructuring_detail", pk=made.pk)
    context = {"form": form, "heading": heading, "label": label, "plan": plan, "reasons": reasons}
    return render(request, "units/restructuring_form.html", context, status=status)
