"""The list of files, one file, and who a person is."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from admission import corrections, file_lines
from admission.catalogues import AREAS, ETHNIC_GROUPS, OCCUPATIONS, QUALIFICATIONS, RELIGIONS, SCHOOLING
from admission.checklist import checklist
from admission.clocks import rows_of
from admission.domain.engine import perform
from admission.domain.intake import register_candidate
from admission.forms.filters import FileFilter
from admission.forms.person import EditForm, RegisterForm
from admission.history import timeline
from admission.meetings import holds_any, meets_for
from admission.models import Candidate
from admission.papers.offers import offers
from admission.permissions import holds_level
from admission.routes import BRANCH
from admission.states import LeftHow
from admission.steps import act_url, ladder, next_step, open_to, other_acts
from admission.views import follow_up, history_panel, verification
from admission.views.answers import conflict
from partytrack.errors import Conflict, Refused
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from partytrack.keyset import page_of
from units.permissions import can, is_wide, may
from units.policy import policy

PAGE = 50


def file_of(user, *, pk):
    """Loader: a file in the user's scope."""
    return get_object_or_404(Candidate.objects.visible_to(user).select_related("unit"), pk=pk)


def file_with_clocks(user, *, pk):
    """Loader: the same with what its page needs to say what is due."""
    files = Candidate.objects.visible_to(user).with_clocks()
    return get_object_or_404(files.select_related("unit"), pk=pk)


@policy("candidate.view")
def candidate_list(request):
    form, today = FileFilter(request.GET, user=request.user), timezone.localdate()
    files = form.narrow(Candidate.objects.visible_to(request.user))
    page = page_of(
        file_lines.rows(files), request.GET, order=file_lines.ORDER, size=PAGE,
        counted=not (form.names_a_person and is_wide(request.user, "candidate.view")),
    )  # fmt: skip
    context = {
        "form": form,
        "page": page,
        "lines": file_lines.lines(page, today),
        "active": any(request.GET.get(name) for name in form.fields),
        "may_register": may(request.user, "candidate.register"),
        "may_meet": holds_any(request.user),
    }
    return render(request, "admission/candidate_list.html", context)


@policy("candidate.register", methods=("GET", "POST"))
def candidate_new(request):
    posted = request.POST if request.method == "POST" else None
    form, reasons = RegisterForm(posted, user=request.user, today=timezone.localdate()), ()
    if form.is_valid():
        data = form.cleaned_data
        try:
            done = register_candidate(
                actor=request.user,
                unit=data["unit"],
                request_id=data["request_id"],
                on=data["on"],
                origin=form.origin,
                **form.person,
            )
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, f"Đã đưa {done.file.full_name} vào danh sách nguồn.")
            return redirect("admission:candidate_detail", pk=done.file.pk)
    status = 422 if posted is not None else 200
    return render(request, "admission/candidate_new.html", {"form": form, "reasons": reasons}, status=status)


@policy("candidate.view", load=file_with_clocks)
def candidate_detail(request, file):
    Access.objects.create(user=request.user, subject=subject_key(file), what="view")
    return render(request, "admission/candidate_detail.html", detail(file, request.user))


@policy("candidate.reveal", load=file_with_clocks, methods=("POST",))
def citizen_id(request, file):
    """The whole number, for whoever asks; asking is recorded."""
    Access.objects.create(user=request.user, subject=subject_key(file), what="citizen_id")
    return render(request, "admission/candidate_detail.html", detail(file, request.user, reveal=True))


def detail(file, user, *, reveal=False):
    """Context of the page of one file."""
    today = timezone.localdate()
    step = next_step(file, user, today) if file.offer is None else None
    may_read = can(user, "candidate.reveal", file.unit)
    return {
        "file": file,
        "today": today,
        "step": step,
        "clocks": rows_of(file, today),
        "needs": [{"text": reason.sentence, "met": False} for reason in step.needs] if step else [],
        "rungs": [{"label": state.label, "state": how, "on": on} for state, how, on in ladder(file)],
        "facts": facts(file, reveal=reveal),
        "may_edit": edits(user, file),
        "may_note": can(user, "level.branch", file.unit),
        "correct_url": act_url(file, "correct_person") if open_to(file, user, "correct_person") else "",
        "corrected": corrections.panel(file, user) if file.decided_on else None,
        "may_reveal": may_read and not reveal,
        **follow_up.sections(file, other_acts(file, user, step, today), today),
        "sponsors": file.sponsors.filter(until__isnull=True),
        "checklist": checklist(file, today),
        "prints": offers(file) if may_read else None,
        "resolutions": file.resolutions.all(),
        "meeting_items": file.meeting_items.select_related("meeting").order_by("-id"),
        "meeting_unit": meets_for(file) if step and step.mine else None,
        "verification": verification.panel(file, user, today),
        "history": history_panel.panel(file, user, today),
        "entries": timeline(file),
        "readmission": former_membership(file),
        "entrusted": getattr(file, "entrusted_place", None),
        "moves": file.transfers.select_related("from_unit", "to_unit"),
    }


def facts(file, *, reveal=False):
    """(label, value) pairs of what identifies a person; the number masked unless asked for."""

    def named(choices, code):
        return dict(choices).get(code, code)

    def placed(new, old):
        return f"{new} ({old})" if old else new

    def day(on):
        return f"{on:%d/%m/%Y}" if on else "—"

    pairs = [
        ("Ngày sinh", day(file.born_on)),
        ("Giới tính", file.get_sex_display()),
        ("Số căn cước", file.citizen_id if reveal else file.citizen_id_masked),
        ("Dân tộc", named(ETHNIC_GROUPS, file.ethnicity)),
        ("Tôn giáo", named(RELIGIONS, file.religion)),
        ("Nơi đăng ký khai sinh", placed(file.birthplace, file.birthplace_old)),
        ("Quê quán", placed(file.hometown, file.hometown_old)),
        ("Nơi thường trú", placed(file.residence, file.residence_old)),
        ("Giáo dục phổ thông", named(SCHOOLING, file.schooling)),
        ("Địa bàn", named(AREAS, file.area) + (", người có uy tín" if file.village_elder else "")),
        ("Trình độ chuyên môn", named(QUALIFICATIONS, file.qualification)),
        ("Nghề nghiệp", named(OCCUPATIONS, file.occupation)),
        ("Vào Đoàn", day(file.youth_union_on)),
        ("Vào Công đoàn", day(file.trade_union_on)),
    ]
    return [("Tên gọi khác", file.other_name), *pairs] if file.other_name else pairs


def former_membership(file):
    """(label, value) pairs of how an earlier membership began and ended; empty of everybody else."""
    former = getattr(file, "readmission", None)
    if former is None:
        return []
    days = (
        ("Kết nạp lần trước", former.admitted_on), ("Chính thức lần trước", former.recognised_on),
        ("Ra khỏi Đảng", former.left_on), ("Được xóa án tích", former.record_cleared_on),
    )  # fmt: skip
    return [
        *((label, f"{on:%d/%m/%Y}") for label, on in days if on),
        ("Lý do ra khỏi Đảng", LeftHow(former.how).label),
        ("Người giới thiệu lần trước", former.first_sponsors or "—"),
        ("Đã được kết nạp lại", f"{former.earlier} lần"),
    ]


def edits(user, file):
    return file.is_collecting and file.offer is None and holds_level(file, user, BRANCH)


@policy("level.branch", load=file_of, allows=edits, methods=("GET", "POST"))
def candidate_edit(request, file):
    posted = request.POST if request.method == "POST" else None
    today = timezone.localdate()
    form, reasons = EditForm(posted, file=file, today=today), ()
    if form.is_valid():
        data = form.cleaned_data
        try:
            perform(
                "edit_person", file.pk, actor=request.user, version=data["version"], request_id=data["request_id"],
                on=today, statistics=form.statistics, **form.person,
            )  # fmt: skip
        except Conflict as refusal:
            return conflict(request, refusal, file, form)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã lưu thông tin cá nhân.")
            return redirect("admission:candidate_detail", pk=file.pk)
    elif posted is None:
        Access.objects.create(user=request.user, subject=subject_key(file), what="edit")
    context = {"form": form, "file": file, "reasons": reasons}
    return render(request, "admission/candidate_edit.html", context, status=200 if posted is None else 422)
