"""Nhắc việc: what a user was told, and how they want to be told."""

from types import SimpleNamespace

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from admission.clocks import clocks_of
from admission.domain import notices
from admission.forms.work import NoticeSettingsForm
from admission.models import Candidate, NoticeSettings
from admission.rules.deadlines import BY_CODE
from partytrack.text import number_in
from units.policy import policy

PAGE = 25
POST = ("POST",)


@policy("candidate.view")
def notice_list(request):
    found = notices.notices_of(request.user).select_related("candidate__unit")
    page = Paginator(found.order_by("-id"), PAGE).get_page(request.GET.get("trang"))
    running = _running({one.candidate_id for one in page})
    context = {
        "page": page,
        "notices": [_shown(one, running) for one in page],
        "unread": found.filter(read_at__isnull=True).count(),
        "today": timezone.localdate(),
    }
    return render(request, "admission/my_work_notices.html", context)


def _running(pks):
    """{(file id, code, end)} of the deadlines that still run on these files."""
    files = Candidate.objects.filter(pk__in=pks).with_clocks().select_related("unit").order_by("pk")
    return {(file.pk, clock.code, clock.end) for file in files for clock in clocks_of(file)}


def _shown(notice, running):
    return SimpleNamespace(
        pk=notice.pk,
        url=reverse("admission:candidate_detail", kwargs={"pk": notice.candidate_id}),
        what=BY_CODE[notice.code].what,
        who=f"{notice.candidate.full_name} – {notice.candidate.unit.name}",
        at=notice.at,
        due_on=notice.due_on,
        threshold=notices.BY_KEY[notice.threshold],
        is_read=notice.read_at is not None,
        is_over=(notice.candidate_id, notice.code, notice.due_on) not in running,
    )


@policy("candidate.view", methods=POST)
def notices_read(request):
    """All of them, or the one that `loi_nhac` numbers."""
    asked = request.POST.get("loi_nhac")
    pk = None if asked is None else number_in(asked)
    notices.read_notices(request.user, None if asked is None else [pk] if pk else [])
    return redirect("admission:notice_list")


@policy("candidate.view", methods=("GET", "POST"))
def notice_settings(request):
    kept = NoticeSettings.objects.filter(user=request.user).first() or NoticeSettings()
    posted = request.POST if request.method == "POST" else None
    form = NoticeSettingsForm(posted, initial={"digest": kept.digest, "address": kept.address})
    if form.is_valid():
        notices.choose_digest(actor=request.user, **form.cleaned_data)
        messages.success(request, "Đã lưu cách nhận thư.")
        return redirect("admission:notice_settings")
    return _settings(request, form, status=422 if form.errors else 200)


@policy("candidate.view", methods=POST)
def feed_make(request):
    """The link is shown on this answer and nowhere else."""
    secret = notices.make_feed(actor=request.user)
    link = request.build_absolute_uri(reverse("admission:calendar_feed", kwargs={"secret": secret}))
    return render(request, "admission/my_work_feed.html", {"link": link})


@policy("candidate.view", methods=POST)
def feed_revoke(request):
    notices.revoke_feed(actor=request.user)
    messages.success(
        request, "Đã thu hồi liên kết lịch. Lịch đã thêm vào điện thoại, máy tính sẽ không cập nhật nữa."
    )
    return redirect("admission:notice_settings")


def _settings(request, form, status):
    link = request.user.feed_links.filter(revoked_at__isnull=True).first()
    context = {"form": form, "feed": link, "sends_mail": settings.SENDS_MAIL}
    return render(request, "admission/my_work_settings.html", context, status=status)
