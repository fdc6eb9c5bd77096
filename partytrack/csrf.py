"""The answer to a form whose token no longer holds: it was left open too long, or the session ended meanwhile."""

import re
from urllib.parse import urlsplit

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

# What nobody typed as text: hidden fields, choices of a list, numbers that say nothing without their label.
_HIDDEN = {"csrfmiddlewaretoken", "request_id", "version", "next"}
_CODE = re.compile(r"[a-z_]*|\d{1,9}|True|False|on")


def refused(request, reason=""):
    """403, or for the sign-in form itself the same form again. Nothing has been written."""
    login, back = reverse("login"), _page_before(request)
    if request.path == login:
        messages.warning(request, "Trang đăng nhập đã mở quá lâu. Hãy đăng nhập lại.")
        return redirect(reverse("login", query={"next": _safe(request.POST.get("next"))}))
    signed_in = request.user.is_authenticated
    context = {
        "signed_in": signed_in,
        "kept": _typed(request.POST) if signed_in else [],
        "url": back if signed_in else reverse("login", query={"next": back}),
    }
    return render(request, "csrf.html", context, status=403)


def _page_before(request):
    """The page that held the form, as this browser names it; the first page when it names none of ours."""
    came_from = urlsplit(request.META.get("HTTP_REFERER", ""))
    if came_from.netloc != request.get_host():
        return "/"
    return _safe(came_from._replace(scheme="", netloc="").geturl())


def _safe(address):
    return address if address and url_has_allowed_host_and_scheme(address, allowed_hosts=None) else "/"


def _typed(posted):
    return [
        text
        for name, texts in posted.lists()
        if name not in _HIDDEN and "password" not in name
        for text in texts
        if not _CODE.fullmatch(text.strip())
    ]
