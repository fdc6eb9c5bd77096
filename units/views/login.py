"""Sign-in, sign-out and passwords: Django's own views."""

import math
from datetime import timedelta

from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt, AccessFailureLog
from axes.utils import reset
from django.contrib.auth import views as auth
from django.db import transaction
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone

from units import accounts
from units.clients import client_ip
from units.forms.login import PasswordChangeForm, PasswordSetForm, SignInForm

FAILURES_OF_ONE_MACHINE, SPAN = 50, timedelta(hours=1)


class SignIn(auth.LoginView):
    form_class = SignInForm
    redirect_authenticated_user = True

    def post(self, request, *args, **kwargs):
        retry_at = too_many_from(client_ip(request))
        return _try_later(request, retry_at) if retry_at else super().post(request, *args, **kwargs)


class SignOut(auth.LogoutView):
    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response["Clear-Site-Data"] = (
            '"cache"'  # the next person at this machine finds no page of the last one
        )
        return response


class PasswordChange(auth.PasswordChangeView):
    form_class = PasswordChangeForm
    template_name = "registration/password_change.html"

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        accounts.record_password(form.user)
        return response


class PasswordChangeDone(auth.PasswordChangeDoneView):
    template_name = "registration/password_change_done.html"


class PasswordSet(auth.PasswordResetConfirmView):
    """Through a one-time link that an administrator made; no e-mail is ever sent."""

    form_class = PasswordSetForm
    template_name = "registration/password_set.html"
    success_url = reverse_lazy("password_set_done")

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user and user.is_active else None  # nor a service account: it is never active

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        accounts.record_password(self.user)
        reset(username=self.user.username)  # the failures that led here must not lock out the new password
        return response


class PasswordSetDone(auth.PasswordResetCompleteView):
    template_name = "registration/password_set_done.html"


def locked_out(request, response, credentials):
    """Called by axes instead of `response` after too many failures of one name from one machine."""
    username = get_client_username(request, credentials)
    attempts = AccessAttempt.objects.filter(username=username, ip_address=request.axes_ip_address)
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    return _try_later(request, (last or timezone.now()) + get_cool_off())


def too_many_from(address):
    """When a machine that tried many names may try again; None while it may. axes locks one name on one machine and
    forgets with a success; this counts the failures of every name, and a success forgets nothing."""
    failures = AccessFailureLog.objects.filter(ip_address=address, attempt_time__gt=timezone.now() - SPAN)
    times = failures.order_by("-attempt_time").values_list("attempt_time", flat=True)
    oldest = times[FAILURES_OF_ONE_MACHINE - 1 : FAILURES_OF_ONE_MACHINE].first()
    return oldest and oldest + SPAN


def _try_later(request, retry_at):
    page = render(request, "429.html", {"retry_at": retry_at}, status=429)
    page["Retry-After"] = max(1, math.ceil((retry_at - timezone.now()).total_seconds()))
    return page
