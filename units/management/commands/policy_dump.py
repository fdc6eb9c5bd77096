import json
from dataclasses import asdict

from django.core.management.base import BaseCommand

from units.policy import declared


class Command(BaseCommand):
    help = "Print every URL with its policy; exit 1 when one has no name or no policy."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print a list of objects instead of lines")

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
