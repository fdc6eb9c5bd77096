"""Sign-in and passwords: Django's forms in our words."""

from django import forms
from django.contrib.auth import forms as auth

REFUSED = "Tên đăng nhập hoặc mật khẩu không đúng."
MISMATCH = "Hai lần nhập mật khẩu không giống nhau."
RULE = "Ít nhất 12 ký tự. Nên ghép vài từ dễ nhớ, không dùng tên, ngày sinh của mình."


def _new_password(label, help_text=""):
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, strip=False, widget=widget, help_text=help_text, max_length=256)


class _WhoseField(forms.TextInput):
    """Nobody sees it: it tells a browser's password manager whose password this is."""

    is_hidden = True

    def __init__(self):
        super().__init__({"autocomplete": "username", "hidden": True, "readonly": True})


class _OfUser:
    """A password form that names its user to the browser."""

    def __init__(self, user, *args, **kwargs):
        super().__init__(user, *args, **kwargs)
        name = user and user.username  # a dead link has no user
        whose = forms.CharField(required=False, disabled=True, widget=_WhoseField(), initial=name)
        self.fields["username"] = whose


class SignInForm(auth.AuthenticationForm):
    """One answer for an unknown name, a wrong password and a disabled account."""

    error_messages = {"invalid_login": REFUSED, "inactive": REFUSED}
    # Django's own says its length to the browser only, and failures of any length are stored.
    username = auth.UsernameField(
        label="Tên đăng nhập",
        max_length=60,
        widget=forms.TextInput(attrs={"autofocus": True}),
        error_messages={"max_length": REFUSED},
    )


class PasswordSetForm(_OfUser, auth.SetPasswordForm):
    error_messages = {"password_mismatch": MISMATCH}
    new_password1 = _new_password("Mật khẩu mới", RULE)
    new_password2 = _new_password("Nhập lại mật khẩu mới")


class PasswordChangeForm(_OfUser, auth.PasswordChangeForm):
    groups = [("", ["old_password"]), ("", ["new_password1", "new_password2"])]
    error_messages = {"password_mismatch": MISMATCH, "password_incorrect": "Mật khẩu hiện nay không đúng."}
    old_password = forms.CharField(
        label="Mật khẩu hiện nay",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    new_password1 = _new_password("Mật khẩu mới", RULE)
    new_password2 = _new_password("Nhập lại mật khẩu mới")
