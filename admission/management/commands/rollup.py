"""manage.py rollup [--period CODE] [--verify] [--rebuild] [--json]"""

import json

from django.core.management.base import BaseCommand, CommandError

from admission import rollups
from admission.models import CountedPeriod
from partytrack.journal.dispatch import dispatch
from units.models import Period


class Command(BaseCommand):
    help = "Đếm lại số liệu tổng hợp từ hồ sơ; --verify chỉ so sánh, --rebuild xóa số cũ rồi đếm từ đầu."

    def add_arguments(self, parser):
        parser.add_argument("--period", help="mã của một kỳ; không ghi là mọi kỳ đã bắt đầu")
        parser.add_argument(
            "--verify", action="store_true", help="chỉ so sánh, mã thoát 1 khi có khác biệt; không sửa"
        )
        parser.add_argument("--rebuild", action="store_true", help="xóa số liệu đã lưu trước khi đếm")
        parser.add_argument("--json", action="store_true", help="in JSON thay cho từng dòng")

    def handle(self, *, period, verify, rebuild, **options):
        periods = None
        if period:
            periods = list(Period.objects.filter(code=period))
            if not periods:
                raise CommandError(f"Không có kỳ nào mang mã “{period}”.")
        if verify:
            found = rollups.verify(periods)
        elif not CountedPeriod.objects.exists():
            found = rollups.start_afresh()
        else:
            dispatch()
            found = rollups.rebuild(periods) if rebuild else rollups.recount(periods)
        self.report(found, verify, options["json"])
        if verify and found:
            raise SystemExit(1)

    def report(self, found, verify, as_json):
        keys = ("unit", "period", "measure", "stored", "counted")
        rows = [dict(zip(keys, row, strict=True)) for row in found]
        if as_json:
            self.stdout.write(json.dumps({"differences": rows, "repaired": not verify}, ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write("{unit} {period} {measure}: lưu {stored}, đếm được {counted}".format(**row))
        self.stdout.write(f"{len(rows)} khác biệt." if verify else f"Đã đếm lại, sửa {len(rows)} khác biệt.")
