"""Lớp bồi dưỡng: plan, invite, enrol, note attendance."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from admission.domain import training as classes
from admission.domain.certificates import due_certificates
from admission.forms.training import (
    AttendanceForm,
    ClassEditForm,
    ClassForm,
    EnrolForm,
    InviteForm,
    WithdrawForm,
)
from admission.models import Candidate, TrainingClass
from admission.validity import validities
from partytrack.errors import Conflict, Refused
from partytrack.templatetags.ui import count_of
from units.permissions import can, may
from units.policy import policy

PAGE = 25
OFFERED = 200  # people to send; more are found by the next visit
PLAN = ("title", "place", "starts", "ends", "sessions", "capacity", "pass_sessions", "pass_mark")


def class_of(user, *, pk):
    """Loader: a class of the user's units, or to which one of them is invited."""
    return get_object_or_404(TrainingClass.objects.visible_to(user).select_related("unit"), pk=pk)


def views_classes(user, training):
    return may(user, "class.view")


def enrols(user, training):
    """Whoever sends people at all; of which files, the domain asks."""
    return may(user, "class.enrol")


@policy("class.view")
def class_list(request):
    found = (
        TrainingClass.objects.visible_to(request.user)
        .select_related("unit")
        .annotate(
            people=Count("enrolments", distinct=True), issued=Count("enrolments__certificate", distinct=True)
        )
        .order_by("-starts", "-id")
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "may_plan": may(request.user, "class.manage"), "today": timezone.localdate()}
    return render(request, "admission/class_list.html", context)


@policy("class.manage", methods=("GET", "POST"))
def class_new(request):
    """Mở lớp."""
    form = ClassForm(_data(request), units=classes.organisers(request.user), user=request.user)
    if form.is_valid():
        plan = {name: form.cleaned_data[name] for name in ("unit", "kind", *PLAN)}
        training = classes.plan_class(actor=request.user, **plan)
        messages.success(request, "Đã mở lớp. Phân bổ chỗ cho các đơn vị.")
        return redirect("admission:class_invite", pk=training.pk)
    context = {"form": form, "heading": "Mở lớp bồi dưỡng", "label": "Mở lớp"}
    return render(request, "admission/class_form.html", context, status=422 if form.errors else 200)


@policy("class.view", load=class_of, allows=views_classes)
def class_detail(request, training):
    return detail(request, training)


def detail(request, training, *, reasons=(), form=None):
    """The page of one class; of its people those whom the user may see."""
    user = request.user
    manages = can(user, "class.manage", training.unit)
    rows = enrolments_of(training, user)
    certified = [hasattr(row, "certificate") for row in rows]
    issued = any(certified)
    offered, sends = [], may(user, "class.enrol")
    if sends and not issued:
        files = list(classes.candidates_for(training, user)[:OFFERED])
        valid = validities(files, timezone.localdate())
        offered = [(file, valid.get(file.pk)) for file in files]
    due, invitations = len(due_certificates(training, user)) if manages else 0, _invitations(training, user)
    context = {
        "training": training,
        "rows": rows,
        "moved": classes.moved_away(training, user) if manages else [],
        "invitations": invitations,
        "over": manages and _over(training, invitations),
        "offered": offered,
        "may_enrol": sends,
        "manages": manages,
        "issues": can(user, "class.issue", training.unit),
        "issued": issued,
        "unfinished": manages and not all(certified),
        "due": due,
        "due_words": due and f"{count_of(due, 'học viên')} đạt, chờ cấp giấy chứng nhận",
        "reasons": reasons,
        "form": form or EnrolForm(),
    }
    return render(request, "admission/class_detail.html", context, status=422 if reasons or form else 200)


def enrolments_of(training, user):
    """The enrolments of people whom the user may see, in order of names."""
    visible = Candidate.objects.visible_to(user)
    rows = training.enrolments.filter(candidate__in=visible)
    rows = rows.select_related("candidate__unit", "training", "certificate")
    return list(rows.order_by("candidate__sort_key", "id"))


def _invitations(training, user):
    """Invitations with the seats taken and left, in order of the tree; to who does not see the whole class, those of
    units above and below."""
    rows = training.invitations.select_related("unit").annotate(
        taken=Count("enrolments"), left=F("seats") - Count("enrolments")
    )
    rows = rows.order_by("unit__path")
    if can(user, "class.view", training.unit):
        return list(rows)
    mine = classes.invited_units(training, user)
    return [row for row in rows if row.unit_id in mine]


def _over(training, invitations):
    """More seats than the class holds are given on purpose, or by mistake: said, not forbidden."""
    seats = sum(one.seats for one in invitations)
    if seats > training.capacity:
        return f"Tổng số chỗ đã phân bổ là {seats}, nhiều hơn sức chứa {training.capacity}."
    return ""


@policy("class.manage", load=class_of, methods=("GET", "POST"))
def class_edit(request, training):
    """Sửa lớp, until its first certificate."""
    shown = {name: getattr(training, name) for name in (*PLAN, "version")}
    form, reasons = ClassEditForm(_data(request), initial=shown), ()
    if form.is_valid():
        plan = {name: form.cleaned_data[name] for name in PLAN}
        try:
            classes.amend_class(training, actor=request.user, version=form.cleaned_data["version"], **plan)
        except Conflict as refusal:
            return conflict(request, training, refusal, form.kept())
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã sửa lớp.")
            return back_to(training)
    context = {"form": form, "reasons": reasons, "heading": "Sửa lớp", "label": "Lưu", "training": training}
    return render(request, "admission/class_form.html", context, status=_status(form, reasons))


@policy("class.manage", load=class_of, methods=("GET", "POST"))
def class_invite(request, training):
    """Phân bổ chỗ cho các đơn vị trực thuộc."""
    form = InviteForm(
        _data(request), figures=classes.invitable(training), initial={"version": training.version}
    )
    reasons = ()
    if form.is_valid():
        try:
            classes.invite(
                training, form.seats(), actor=request.user, version=form.cleaned_data["version"],
                on=timezone.localdate(),
            )  # fmt: skip
        except Conflict as refusal:
            return conflict(request, training, refusal, form.kept())
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã phân bổ chỗ.")
            return back_to(training)
    context = {"form": form, "reasons": reasons, "training": training}
    return render(request, "admission/class_invite.html", context, status=_status(form, reasons))


@policy("class.enrol", load=class_of, allows=enrols, methods=("POST",))
def class_enrol(request, training):
    """Cử người đi học."""
    form = EnrolForm(request.POST)
    if not form.is_valid():
        return detail(request, training, form=form)
    files = form.cleaned_data["files"]
    if Candidate.objects.visible_to(request.user).filter(pk__in=files).count() < len(files):
        raise Http404
    try:
        classes.enrol(training, files, actor=request.user, on=timezone.localdate())
    except Refused as refusal:
        return detail(request, training, reasons=refusal.reasons)
    messages.success(request, f"Đã cử {count_of(len(files), 'người')} đi học.")
    return back_to(training)


@policy("class.enrol", load=class_of, allows=enrols, methods=("POST",))
def class_withdraw(request, training):
    """Rút một người khỏi lớp."""
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        raise Http404
    user, enrolment = request.user, form.cleaned_data["enrolment"]
    names = {row.pk: row.candidate.full_name for row in enrolments_of(training, user)}
    if can(user, "class.manage", training.unit):
        names |= dict.fromkeys(classes.moved_away(training, user), "học viên đã chuyển đi")
    if enrolment not in names:  # the second click, or a colleague was faster
        messages.info(request, "Người này không còn trong lớp.")
        return back_to(training)
    try:
        classes.withdraw(training, enrolment, actor=user, on=timezone.localdate())
    except Refused as refusal:
        return detail(request, training, reasons=refusal.reasons)
    messages.success(request, f"Đã rút {names[enrolment]} khỏi lớp.")
    return back_to(training)


@policy("class.manage", load=class_of, methods=("GET", "POST"))
def class_attendance(request, training):
    """Ghi số buổi dự, điểm."""
    rows = [row for row in enrolments_of(training, request.user) if not hasattr(row, "certificate")]
    form = AttendanceForm(_data(request), enrolments=rows, initial={"version": training.version})
    reasons = ()
    if form.is_valid():
        try:
            classes.note_attendance(
                training, form.noted(), actor=request.user, version=form.cleaned_data["version"],
                on=timezone.localdate(),
            )  # fmt: skip
        except Conflict as refusal:
            return conflict(request, training, refusal, form.kept())
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã ghi kết quả học tập.")
            return back_to(training)
    context = {"form": form, "reasons": reasons, "training": training}
    return render(request, "admission/class_attendance.html", context, status=_status(form, reasons))


def _data(request):
    return request.POST if request.method == "POST" else None


def _status(form, reasons):
    return 422 if reasons or form.errors else 200


def back_to(training):
    return redirect("admission:class_detail", pk=training.pk)


def conflict(request, training, refusal, kept=()):
    url = reverse("admission:class_detail", args=[training.pk])
    context = {"reasons": refusal.reasons, "last": None, "kept": kept, "url": url}
    return render(request, "409.html", context, status=409)
