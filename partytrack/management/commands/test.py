import os
import signal
import subprocess
import sys
from importlib.util import find_spec
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management.base import BaseCommand

from partytrack import debian


class Command(BaseCommand):
    """Everything after `test` is pytest's; with arguments it runs once, on PostgreSQL."""

    help = (
        "Chạy kiểm thử: toàn bộ trên PostgreSQL, rồi phần có dấu sqlite_too trên SQLite. Tham số: như pytest."
    )
    requires_system_checks = []

    def run_from_argv(self, argv):
        if not find_spec("pytest"):
            sys.exit("Chưa có nhóm thư viện kiểm thử. Hãy chạy: uv sync --group dev")
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # and so end the pytest under way
        self._add_system_packages()
        if argv[2:]:
            sys.exit(self._pytest(*argv[2:]))
        with TemporaryDirectory() as folder:
            on_sqlite = {"DATABASE_URL": f"sqlite:///{folder}/suite.sqlite3"}
            codes = [self._pytest("tests"), self._pytest("tests", "-m", "sqlite_too", **on_sqlite)]
        sys.exit(next(filter(None, codes), 0))

    def _pytest(self, *arguments, **environment):
        command = [sys.executable, "-m", "pytest", *arguments]
        return subprocess.run(command, cwd=settings.ROOT, env={**os.environ, **environment}).returncode

    def _add_system_packages(self):
        absent = debian.missing(debian.TESTS)
        if not absent:
            return
        if debian.may_install():
            self.stderr.write(f"Đang cài các gói hệ thống cho kiểm thử: {' '.join(absent)}…")
            absent = debian.install(absent)
        if absent:
            self.stderr.write(f"Một số kiểm thử sẽ bị bỏ qua. Để chạy đủ: {debian.command(absent)}")
