"""manage.py deadline --from DAY --working-days N [--json]"""

import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from admission.rules.spans import working_span

MOST = 2000


class Command(BaseCommand):
    help = "Tính ngày cuối của một hạn theo ngày làm việc, bắt đầu từ ngày hôm sau."

    def add_arguments(self, parser):
        parser.add_argument("--from", dest="start", required=True, help="ngày bắt đầu, dạng 2026-02-10")
        parser.add_argument("--working-days", type=int, required=True, help="số ngày làm việc")
        parser.add_argument("--json", action="store_true", help="in JSON")

    def handle(self, *, start, working_days, **options):
        try:
            start = date.fromisoformat(start)
        except ValueError:
            raise CommandError("Ngày bắt đầu viết theo dạng 2026-02-10.") from None
        if not 0 <= working_days <= MOST:
            raise CommandError(f"Số ngày làm việc từ 0 đến {MOST}.")
        if not 2000 <= start.year <= 2090:
            raise CommandError("Lịch nghỉ lễ chỉ tính được từ năm 2000 đến năm 2090.")
        end, skipped = working_span(start, working_days)
        if options["json"]:
            self.stdout.write(
                json.dumps(_data(start, working_days, end, skipped), ensure_ascii=False, indent=2)
            )
            return
        self.stdout.write(f"{working_days} ngày làm việc từ {start:%d/%m/%Y}: hết ngày {end:%d/%m/%Y}.")
        for day, why in skipped:
            self.stdout.write(f"  không tính {day:%d/%m/%Y}: {why}")


def _data(start, working_days, end, skipped):
    return {
        "from": start.isoformat(),
        "working_days": working_days,
        "end": end.isoformat(),
        "skipped": [day.isoformat() for day, _ in skipped],
        "why": {day.isoformat(): why for day, why in skipped},
    }
