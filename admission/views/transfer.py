"""Files on their way from one branch to another: what was offered to the user's units, and what they sent away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from admission.domain.engine import perform
from admission.forms.special import ANSWERS
from admission.models import Candidate, Transfer, TransferStatus
from admission.permissions import receives
from partytrack.errors import Conflict, Refused
from partytrack.journal.models import Access, Entry
from partytrack.journal.write import subject_key
from units.permissions import may
from units.policy import policy

SHOWN = 50  # on a page of those that wait; of those sent away, the latest
SAID = {"receive": "Đã tiếp nhận hồ sơ.", "decline_transfer": "Đã từ chối tiếp nhận."}
ANSWERED = "Giấy giới thiệu này đã được trả lời, hoặc nơi đi đã rút."


@policy("candidate.view")
def transfer_list(request):
    user = request.user
    incoming = Transfer.objects.to_scope_of(user).filter(status=TransferStatus.OPEN)
    incoming = incoming.select_related("candidate", "from_unit", "to_unit")
    sent = Transfer.objects.from_scope_of(user).select_related("candidate", "from_unit", "to_unit")
    sent = list(sent.order_by("-id")[:SHOWN])
    context = {
        "page": Paginator(incoming, SHOWN).get_page(request.GET.get("trang")),
        "sent": sent,
        "visible": set(
            Candidate.objects.visible_to(user)
            .filter(pk__in=[one.candidate_id for one in sent])
            .values_list("pk", flat=True)
        ),
        "answers": may(user, "transfer.answer"),
        "today": timezone.localdate(),
    }
    return render(request, "admission/transfer_list.html", context)


def transfer_of(user, *, pk):
    """Loader: what one of the user's units was asked to answer."""
    found = Transfer.objects.to_scope_of(user).select_related("candidate", "from_unit", "to_unit__parent")
    return get_object_or_404(found, pk=pk)


def answers(user, transfer):
    """Does the user act for the branch it goes to, or for its base committee?"""
    return receives(user, transfer.to_unit)


@policy("transfer.answer", load=transfer_of, allows=answers, methods=("GET", "POST"))
def transfer_answer(request, transfer):
    """What is offered, and the two answers. Of the person no more is shown than name, year of birth and step."""
    posted = request.POST if request.method == "POST" else None
    act = "decline_transfer" if posted and "decline" in posted else "receive"
    file, today = transfer.candidate, timezone.localdate()
    forms = {
        name: form(posted if name == act else None, file=file, today=today, auto_id=f"{name}_%s")
        for name, form in ANSWERS.items()
    }
    form, reasons = forms[act], ()
    if not transfer.is_open and not _is_repeated(form, file):
        return _closed(request)
    if form.is_valid():
        try:
            return _answered(request, act, transfer, form)
        except Conflict as refusal:
            transfer.refresh_from_db(fields=["status"])
            return _stale(request, refusal, form) if transfer.is_open else _closed(request)
        except Refused as refusal:
            reasons = refusal.reasons
    elif posted is None:
        Access.objects.create(user=request.user, subject=subject_key(file), what="transfer")
    context = {
        "transfer": transfer, "file": file, "today": today, "reasons": reasons,
        "receive": forms["receive"], "decline": forms["decline_transfer"],
    }  # fmt: skip
    return render(request, "admission/transfer_answer.html", context, status=200 if posted is None else 422)


def _is_repeated(form, file):
    """Was this very answer taken before: a second click, which gets the same page again."""
    if not form.is_valid():
        return False
    return Entry.objects.filter(uid=form.cleaned_data["request_id"], subject=subject_key(file)).exists()


def _closed(request):
    messages.info(request, ANSWERED)
    return redirect("admission:transfer_list")


def _stale(request, refusal, form):
    """409: the offer still waits, of a file that changed meanwhile. Who changed it is not for the other side."""
    context = {"reasons": refusal.reasons, "last": None, "kept": form.kept(), "url": request.path}
    return render(request, "409.html", context, status=409)


def _answered(request, act, transfer, form):
    fields = dict(form.cleaned_data)
    own = {key: fields.pop(key) for key in ("version", "request_id", "on")}
    try:
        done = perform(act, transfer.candidate_id, actor=request.user, **own, **fields)
    except Candidate.DoesNotExist:
        raise PermissionDenied from None
    messages.success(request, SAID[act])
    if act == "receive":
        return redirect("admission:candidate_detail", pk=done.file.pk)
    return redirect("admission:transfer_list")
