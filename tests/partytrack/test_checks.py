import pytest
from django.contrib.staticfiles import finders

from partytrack import checks, debian

GHOST = {"libghost0": "libghost.so.0", "ghost-tools": "no-such-ghost"}


@pytest.fixture
def without_pango(monkeypatch):
    monkeypatch.setattr(debian, "PDF", GHOST)
    checks.pdf_unavailable.cache_clear()
    yield
    checks.pdf_unavailable.cache_clear()


def test_missing_packages_are_named_with_the_line_that_installs_them():
    assert debian.missing(GHOST | {"libc6": "libc.so.6", "coreutils": "ls"}) == ["libghost0", "ghost-tools"]
    assert debian.command(["a", "b"]) == "apt-get update && apt-get install -y --no-install-recommends a b"


def test_checks_tell_how_to_get_pdf_libraries(without_pango):
    line = "apt-get update && apt-get install -y --no-install-recommends libghost0 ghost-tools"
    sentence = f"Máy chủ chưa có thư viện để tạo tệp PDF. Người quản trị cần chạy: {line}"
    assert checks.pdf_unavailable() == sentence
    assert [(warning.id, warning.msg) for warning in checks.pdf_libraries(None)] == [
        ("partytrack.W001", sentence)
    ]


@pytest.mark.needs("PDF")
def test_checks_are_content_with_pdf_libraries():
    checks.pdf_unavailable.cache_clear()
    assert checks.pdf_unavailable() is None
    assert checks.pdf_libraries(None) == []


def test_checks_refuse_to_deploy_jobs_in_the_web_process(settings):
    assert [error.id for error in checks.jobs_leave_the_request(None)] == ["partytrack.E002"]
    settings.CELERY_TASK_ALWAYS_EAGER = False
    assert checks.jobs_leave_the_request(None) == []


def test_checks_miss_the_fonts_of_papers(settings, tmp_path):
    assert checks.pdf_fonts(None) == []
    settings.STATICFILES_DIRS = [tmp_path]
    finders.get_finder.cache_clear()
    assert [warning.id for warning in checks.pdf_fonts(None)] == ["partytrack.W003"]
    finders.get_finder.cache_clear()
