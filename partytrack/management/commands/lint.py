import subprocess
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

STEPS = [
    "-m ruff check",
    "-m ruff format --check",
    "-m djlint --quiet --lint templates",
    "manage.py makemigrations --check --dry-run",
]


class Command(BaseCommand):
    """What a hook and CI run; every step is run even when one before it complained."""

    help = "Kiểm tra cách viết mã, mẫu trang và migration."
    requires_system_checks = []

    def handle(self, **options):
        failed = [step for step in STEPS if self._run(step).returncode]
        if failed:
            raise CommandError("; ".join(failed))

    def _run(self, step):
        return subprocess.run([sys.executable, *step.split()], cwd=settings.ROOT)
