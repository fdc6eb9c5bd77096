"""One paper of a file's checklist: what was recorded of it, its scans, and their content."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from admission.checklist import item_of
from admission.domain.scans import Damaged, attach_scans, content_of, withdraw_scan
from admission.forms.papers import ScanForm, WithdrawScanForm
from admission.models import Candidate, Scan, ScanKind
from admission.models.dossier import PaperCode as P
from admission.permissions import acts_at_some_level
from admission.steps import WORDS, act_url, open_to
from admission.views.files import file_of
from partytrack.errors import Refused
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.permissions import can
from units.policy import policy

ENDINGS = {ScanKind.PDF: "pdf", ScanKind.JPEG: "jpg", ScanKind.PNG: "png"}
# The act by which a paper comes into the file at first.
FILED_BY = {
    P.HELPERS: "assign_helper", P.KND_1: "take_application", P.KND_2: "send_verification",
    **dict.fromkeys((P.CERTIFICATE, P.KND_3, P.KND_4, P.KND_4A, P.KND_5), "file_papers"),
    **dict.fromkeys(
        (P.PROFILE, P.MEMBER_CARD, P.NEW_MEMBER_CLASS, P.KND_10, P.KND_11, P.KND_12), "file_probation_papers"
    ),
}  # fmt: skip
# Whatever a browser makes of the content, it gets no script, no form, no origin of ours.
SANDBOX = "default-src 'none'; img-src 'self'; sandbox"


def paper_of(user, *, pk, code):
    """Loader: a file in scope, with the item of its checklist that the address names."""
    file = file_of(user, pk=pk)
    file.item = item_of(file, code, timezone.localdate())
    if file.item is None:
        raise Http404
    return file


def scan_of(user, *, pk):
    """Loader: a scan of a file in scope, unless it was withdrawn."""
    scans = Scan.objects.filter(candidate__in=Candidate.objects.visible_to(user), withdrawn_at__isnull=True)
    return get_object_or_404(scans.select_related("candidate__unit"), pk=pk)


def acts_on_file(user, file):
    return acts_at_some_level(file, user)


def acts_on_scan(user, scan):
    return acts_at_some_level(scan.candidate, user)


def opens_scan(user, scan):
    """A scan shows the whole citizen number: who may not have that revealed does not open it."""
    return can(user, "candidate.reveal", scan.candidate.unit)


@policy("candidate.view", load=paper_of)
def paper(request, file):
    Access.objects.create(user=request.user, subject=subject_key(file), what="papers")
    return _paper(request, file, ScanForm())


@policy("act", load=paper_of, allows=acts_on_file, methods=("POST",))
def paper_attach(request, file):
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        return _paper(request, file, form, status=422)
    data = form.cleaned_data
    code = file.item.asked.code
    try:
        scans = attach_scans(file, code, data["contents"], actor=request.user, request_id=data["request_id"])
    except Refused as refusal:
        return _paper(request, file, form, reasons=refusal.reasons, status=422)
    messages.success(request, f"Đã đính kèm {len(scans)} bản chụp.")
    return redirect("admission:paper", pk=file.pk, code=code)


def _paper(request, file, form, *, reasons=(), status=200):
    item = file.item
    filing = "" if item.papers else FILED_BY.get(item.asked.code, "")
    filing = filing if filing and open_to(file, request.user, filing) else ""
    scans = file.scans.filter(code=item.asked.code).select_related("attached_by")
    correct = item.asked.recorded and not filing and open_to(file, request.user, "record_paper")
    context = {
        "file": file, "item": item, "form": form, "reasons": reasons,
        "scans": [scan for scan in scans if not scan.withdrawn_at],
        "withdrawn": [scan for scan in scans if scan.withdrawn_at],
        "may_open": can(request.user, "candidate.reveal", file.unit),
        "may_attach": acts_at_some_level(file, request.user) and (file.is_open or file.state == "full"),
        "may_withdraw": acts_at_some_level(file, request.user) and file.is_open,
        "filing": WORDS[filing] if filing else None, "filing_url": act_url(file, filing) if filing else "",
        "record_url": act_url(file, "record_paper") if correct else "",
    }  # fmt: skip
    return render(request, "admission/paper.html", context, status=status)


@policy("candidate.reveal", load=scan_of, allows=opens_scan)
def scan(request, scan):
    """The content, as a file to keep; an <img> of our own pages shows it all the same."""
    Access.objects.create(user=request.user, subject=subject_key(scan.candidate), what="scan")
    try:
        content = content_of(scan)
    except Damaged:
        return render(request, "admission/scan_damaged.html", {"scan": scan}, status=500)
    name = f"{slugify(scan.code.replace('Đ', 'D').replace('đ', 'd'))}-{scan.pk}.{ENDINGS[scan.kind]}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": SANDBOX,
    }
    return HttpResponse(content, content_type=scan.kind, headers=headers)


@policy("act", load=scan_of, allows=acts_on_scan, methods=("GET", "POST"))
def scan_withdraw(request, scan):
    form = WithdrawScanForm(request.POST if request.method == "POST" else None)
    back, reasons = reverse("admission:paper", kwargs={"pk": scan.candidate_id, "code": scan.code}), ()
    if form.is_valid():
        data = form.cleaned_data
        try:
            withdraw_scan(scan, actor=request.user, reason=data["reason"], request_id=data["request_id"])
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã rút bản chụp.")
            return redirect(back)
    elif request.method == "GET":
        Access.objects.create(user=request.user, subject=subject_key(scan.candidate), what="papers")
    context = {"scan": scan, "file": scan.candidate, "form": form, "reasons": reasons, "back": back}
    status = 200 if request.method == "GET" else 422
    return render(request, "admission/scan_withdraw.html", context, status=status)
