import json

from django.core.management.base import BaseCommand

from units.hierarchy import path_errors
from units.models import Unit


class Command(BaseCommand):
    help = "Kiểm tra tên, đơn vị cấp trên và vị trí của mọi đơn vị có khớp lịch sử không; mã thoát 1 khi có sai lệch."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="in JSON {units, errors} thay cho từng dòng")

    def handle(self, **options):
        errors, units = list(path_errors()), Unit.objects.count()
        if options["json"]:
            self.stdout.write(json.dumps({"units": units, "errors": errors}, ensure_ascii=False))
        else:
            for error in errors:
                self.stdout.write(error)
            self.stdout.write(f"Đã kiểm tra {units} đơn vị, {len(errors)} lỗi.")
        if errors:
            raise SystemExit(1)
