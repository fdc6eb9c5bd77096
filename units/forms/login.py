"""Sign-in and passwords: Django's forms in our words."""

from django import forms
from django.contrib.auth import forms as auth

REFUSED = "Tên đăng nhập hoặc mật khẩu không đúng."
MISMATCH = "Hai lần nhập mật khẩu không giống nhau."
RULE = "Ít nhất 12 ký tự. Nên ghép vài từ dễ nhớ, không dùng tên, ngày sinh của mình."


def _new_password(label, help_text=""):
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, strip=False, widget=widget, help_text=help_text, max_length=256)


class SignInForm(auth.AuthenticationForm):
    """One answer for an unknown name, a wrong password and a disabled account."""

    error_messages = {"invalid_login": REFUSED, "inactive": REFUSED}


class PasswordSetForm(auth.SetPasswordForm):
    error_messages = {"password_mismatch": MISMATCH}
    new_password1 = _new_password("Mật khẩu mới", RULE)
    new_password2 = _new_password("Nhập lại mật khẩu mới")


class PasswordChangeForm(auth.PasswordChangeForm):
    error_messages = {"password_mismatch": MISMATCH, "password_incorrect": "Mật khẩu hiện nay không đúng."}
    old_password = forms.CharField(
        label="Mật khẩu hiện nay",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    new_password1 = _new_password("Mật khẩu mới", RULE)
    new_password2 = _new_password("Nhập lại mật khẩu mới")
