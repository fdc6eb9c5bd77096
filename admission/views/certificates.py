"""Giấy chứng nhận của một lớp: issued in one go, printed as often as needed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from admission.domain import certificates
from admission.forms.training import IssueForm
from admission.papers import render as papers
from admission.reports.certificates import certificates_pdf
from admission.reports.lists import class_page
from admission.views.prints import pdf
from admission.views.training import back_to, class_of, conflict, enrolments_of, views_classes
from partytrack.errors import Conflict, Refused
from partytrack.templatetags.ui import count_of
from units.policy import policy


@policy("class.issue", load=class_of, methods=("GET", "POST"))
def class_issue(request, training):
    """Cấp giấy chứng nhận cho mọi người đạt."""
    due, today, reasons = certificates.due_certificates(training, request.user), timezone.localdate(), ()
    form = IssueForm(
        request.POST if request.method == "POST" else None, today=today,
        initial={"version": training.version, **certificates.suggested(training, today)},
    )  # fmt: skip
    if form.is_valid():
        data = form.cleaned_data
        try:
            certificates.issue_certificates(
                training,
                form.issue,
                actor=request.user,
                version=data["version"],
                request_id=data["request_id"],
            )
        except Conflict as refusal:
            return conflict(request, training, refusal, form.kept())
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, f"Đã cấp {count_of(len(due), 'giấy chứng nhận')}.")
            return back_to(training)
    context = {"form": form, "reasons": reasons, "training": training, "due": due}
    return render(
        request, "admission/class_issue.html", context, status=422 if reasons or form.errors else 200
    )


@policy("class.view", load=class_of, allows=views_classes)
def class_certificates(request, training):
    """Every certificate of people whom the user may see, as it was issued: one page each, in one PDF."""
    issued = [row.certificate for row in enrolments_of(training, request.user) if hasattr(row, "certificate")]
    if not issued:
        raise Http404
    return pdf(
        request, lambda: certificates_pdf(training, issued), of=training, what="certificates.pdf",
        name=f"giay-chung-nhan-{training.pk}",
    )  # fmt: skip


@policy("class.view", load=class_of, allows=views_classes)
def class_roll(request, training):
    """Danh sách lớp as a paper."""
    rows = enrolments_of(training, request.user)
    page = class_page(training, rows, timezone.localdate())
    return pdf(
        request,
        lambda: papers.pdf([page]),
        of=training,
        what="class_roll.pdf",
        name=f"danh-sach-lop-{training.pk}",
    )
