import json

from django.core.management.base import BaseCommand

from partytrack.journal.models import Entry
from partytrack.journal.verify import faults


class Command(BaseCommand):
    help = (
        "Kiểm tra nhật ký và báo cáo đã niêm phong còn nguyên như khi được ghi; mã thoát 1 khi có sai khác."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--json", action="store_true", help="in JSON {entries, errors} thay cho từng dòng"
        )

    def handle(self, **options):
        errors, entries = list(faults()), Entry.objects.count()
        if options["json"]:
            self.stdout.write(json.dumps({"entries": entries, "errors": errors}, ensure_ascii=False))
        else:
            for error in errors:
                self.stdout.write(error)
            self.stdout.write(f"Đã kiểm tra {entries} dòng nhật ký, {len(errors)} lỗi.")
        if errors:
            raise SystemExit(1)
