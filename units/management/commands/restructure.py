"""Carry out approved restructurings whose day has come. Without a worker: run it every night (cron, Task Scheduler)."""

import json

from django.core.management.base import BaseCommand
from django.utils import timezone

from units.restructuring import acts
from units.tasks import restructure


class Command(BaseCommand):
    help = "Thực hiện các phương án sắp xếp đã phê duyệt và đến ngày hiệu lực; mã thoát 1 khi còn phương án vướng mắc."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true")

    def handle(self, **options):
        done, left = restructure(), acts.due(timezone.localdate()).count()
        words = f"Đã thực hiện {done} phương án, còn {left} phương án vướng mắc."
        self.stdout.write(json.dumps({"done": done, "left": left}) if options["json"] else words)
        if left:
            raise SystemExit(1)
