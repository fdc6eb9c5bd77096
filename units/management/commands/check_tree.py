import json

from django.core.management.base import BaseCommand

from units.hierarchy import path_errors
from units.models import Unit


class Command(BaseCommand):
    help = "Verify that every unit's name, parent and path repeat its dated rows; exit 1 when one does not."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print {units, errors} instead of lines")

    def handle(self, **options):
        errors, units = list(path_errors()), Unit.objects.count()
        if options["json"]:
            self.stdout.write(json.dumps({"units": units, "errors": errors}, ensure_ascii=False))
        else:
            for error in errors:
                self.stdout.write(error)
            self.stdout.write(f"{units} units checked, {len(errors)} errors")
        if errors:
            raise SystemExit(1)
