"""System checks of the installation, run by `manage.py check` and when a development server starts."""

from functools import cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import checks

from partytrack import debian

PDF_FONTS = [
    f"fonts/tinos-{style}.woff2" for style in ("400-normal", "700-normal", "400-italic", "700-italic")
]


@cache
def pdf_unavailable():
    """Why this server cannot make PDF files, as a sentence for its users; None when it can."""
    absent = debian.missing(debian.PDF)
    if absent:
        return f"Máy chủ chưa có thư viện để tạo tệp PDF. Người quản trị cần chạy: {debian.command(absent)}"
    return None


@checks.register
def pdf_libraries(app_configs, **kwargs):
    absent = pdf_unavailable()
    return [checks.Warning(absent, id="partytrack.W001")] if absent else []


@checks.register(deploy=True)
def jobs_leave_the_request(app_configs, **kwargs):
    if settings.CELERY_TASK_ALWAYS_EAGER:
        hint = "Đặt REDIS_URL và chạy celery worker, celery beat."
        return [
            checks.Error("Việc nền đang chạy ngay trong tiến trình web.", hint=hint, id="partytrack.E002")
        ]
    return []


@checks.register
def pdf_fonts(app_configs, **kwargs):
    absent = [font for font in PDF_FONTS if not finders.find(font)]
    return (
        [checks.Warning(f"Thiếu phông chữ cho tệp PDF: {', '.join(absent)}", id="partytrack.W003")]
        if absent
        else []
    )
