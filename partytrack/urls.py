from django.urls import include, path

from partytrack import health, styleguide
from units.policy import PUBLIC, SIGNED_IN, declare
from units.views import login

FORM = ("GET", "POST")

urlpatterns = [
    path("healthz", declare(health.healthz, PUBLIC), name="healthz"),
    path("readyz", declare(health.readyz, PUBLIC), name="readyz"),
    path("dang-nhap/", declare(login.SignIn.as_view(), PUBLIC, methods=FORM), name="login"),
    path("dang-xuat/", declare(login.SignOut.as_view(), SIGNED_IN, methods=("POST",)), name="logout"),
    path(
        "mat-khau/doi/",
        declare(login.PasswordChange.as_view(), SIGNED_IN, methods=FORM),
        name="password_change",
    ),
    path(
        "mat-khau/da-doi/",
        declare(login.PasswordChangeDone.as_view(), SIGNED_IN),
        name="password_change_done",
    ),
    path(
        "mat-khau/dat/<uidb64>/<token>/",
        declare(login.PasswordSet.as_view(), PUBLIC, methods=FORM),
        name="password_set",
    ),
    path("mat-khau/da-dat/", declare(login.PasswordSetDone.as_view(), PUBLIC), name="password_set_done"),
    path("kieu-dang/", styleguide.styleguide, name="styleguide"),
    path("", include("units.urls")),
    path("", include("admission.urls")),
]
