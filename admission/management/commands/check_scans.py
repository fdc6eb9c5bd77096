"""manage.py check_scans [--sweep] [--json]"""

import json

from django.core.management.base import BaseCommand

from admission.domain.scans import damaged_scans, orphans
from partytrack import vault


class Command(BaseCommand):
    help = "Kiểm tra từng bản chụp còn nguyên như khi đính kèm; --sweep xóa tệp không thuộc bản chụp nào."

    def add_arguments(self, parser):
        parser.add_argument(
            "--sweep", action="store_true", help="xóa tệp không thuộc bản chụp nào, cũ hơn một giờ"
        )
        parser.add_argument("--json", action="store_true", help="in JSON thay cho từng dòng")

    def handle(self, *, sweep, **options):
        damaged, left = damaged_scans(), orphans()
        if sweep:
            for name in left:
                vault.drop(name)
        if options["json"]:
            found = {"damaged": damaged, "orphans": len(left), "swept": sweep}
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            for pk in damaged:
                self.stdout.write(f"Bản chụp {pk}: mất hoặc không còn nguyên vẹn.")
            done = ", đã xóa" if sweep and left else ""
            self.stdout.write(f"{len(damaged)} bản chụp hỏng, {len(left)} tệp thừa{done}.")
        if damaged:
            raise SystemExit(1)
