from django.urls import include, path

from partytrack import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("units.urls")),
    path("", include("admission.urls")),
]
