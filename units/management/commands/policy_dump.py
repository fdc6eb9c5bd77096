import json
from dataclasses import asdict

from django.core.management.base import BaseCommand

from units.policy import declared


class Command(BaseCommand):
    help = "In mọi địa chỉ cùng quyền cần có; mã thoát 1 khi có địa chỉ thiếu tên hoặc thiếu quyền."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="in JSON thay cho từng dòng")

    def handle(self, **options):
        rows = [
            {"name": name, "pattern": pattern, **(asdict(policy) if policy else {"action": None})}
            for name, pattern, policy in declared()
        ]
        if options["json"]:
            self.stdout.write(json.dumps(rows))
        else:
            for row in rows:
                self.stdout.write(f"{row['pattern']}  {row['name']}  {row['action']}")
        if any(row["name"] is None or row["action"] is None for row in rows):
            raise SystemExit(1)
