"""manage.py seed_scale --size district|province|national [--json]"""

import json
import sys
import time
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from admission.scale.seed import seed
from admission.scale.sizes import SIZES
from partytrack.errors import Refused


class Command(BaseCommand):
    help = "Ghi dữ liệu sinh tự động, cỡ một huyện, một tỉnh hay cả nước, vào cơ sở dữ liệu trống để thử và đo tốc độ."

    def add_arguments(self, parser):
        parser.add_argument("--size", choices=list(SIZES), default="district", help="cỡ dữ liệu")
        parser.add_argument("--json", action="store_true", help="in JSON thay cho từng dòng")

    def handle(self, *, size, **options):
        started = time.monotonic()

        def say(step):
            print(f"{time.monotonic() - started:7.1f} giây: {step}", file=sys.stderr, flush=True)

        try:
            seeded = seed(SIZES[size], timezone.localdate(), say=say)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        done = {**asdict(seeded), "size": size, "seconds": round(time.monotonic() - started, 1)}
        self.stdout.write(json.dumps(done, ensure_ascii=False) if options["json"] else _told(done))


def _told(done):
    head = "{units} đơn vị, {members} đảng viên, {files} hồ sơ, {entries} dòng nhật ký trong {seconds} giây."
    accounts = [f"  {user}  {password}  {unit}" for user, password, unit in done["accounts"]]
    return "\n".join([head.format(**done), "Tài khoản:", *accounts])
