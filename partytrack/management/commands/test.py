import os
import signal
import subprocess
import sys
from importlib.util import find_spec
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management.base import BaseCommand

from partytrack import debian

PYTEST = [sys.executable, "-m", "pytest"]
MOST_WORKERS = 4


def _on_every_core():
    """Whole files go to one worker or another, in the order that tests/conftest.py gives them; each worker has a
    database of its own on the one server."""
    workers = str(min(os.cpu_count() or 1, MOST_WORKERS))
    return ["-n", workers, "--dist", "loadfile", "--no-loadscope-reorder"]


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
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # dozens of processes would compile it all anew
        self._add_system_packages()
        if argv[2:]:
            sys.exit(self._pytest(*argv[2:]))
        sys.exit(self._both())

    def _both(self):
        """The two databases side by side, PostgreSQL on every core; what SQLite said is printed at the end."""
        with TemporaryDirectory() as folder, open(f"{folder}/said", "w+", encoding="utf-8") as said:
            on_sqlite = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/suite.sqlite3"}
            command = [*PYTEST, "tests", "-m", "sqlite_too"]
            second = subprocess.Popen(command, cwd=settings.ROOT, env=on_sqlite, stdout=said, stderr=said)
            try:
                codes = [self._pytest("tests", *_on_every_core()), second.wait()]
            finally:
                second.terminate()
            said.seek(0)
            self.stdout.write(f"\nSQLite:\n{said.read()}")
        return next(filter(None, codes), 0)

    def _pytest(self, *arguments):
        return subprocess.run([*PYTEST, *arguments], cwd=settings.ROOT).returncode

    def _add_system_packages(self):
        absent = debian.missing(debian.TESTS)
        if not absent:
            return
        if debian.may_install():
            self.stderr.write(f"Đang cài các gói hệ thống cho kiểm thử: {' '.join(absent)}…")
            absent = debian.install(absent)
        if absent:
            self.stderr.write(f"Một số kiểm thử sẽ bị bỏ qua. Để chạy đủ: {debian.command(absent)}")
