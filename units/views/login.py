"""Sign-in, sign-out and passwords: Django's own views."""

import math

from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from axes.utils import reset
from django.contrib.auth import views as auth
from django.db import transaction
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone

from units import accounts
from units.forms.login import PasswordChangeForm, PasswordSetForm, SignInForm


class SignIn(auth.LoginView):
    form_class = SignInForm
    redirect_authenticated_user = True


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
        return user if user and user.is_active else None

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
    retry_at = (last or timezone.now()) + get_cool_off()
    page = render(request, "429.html", {"retry_at": retry_at}, status=429)
    page["Retry-After"] = max(1, math.ceil((retry_at - timezone.now()).total_seconds()))
    return page
