import json

from django.core.management.base import BaseCommand

from partytrack.journal.models import Entry
from partytrack.journal.verify import broken_links


class Command(BaseCommand):
    help = "Verify that the journal's chain says what was written; exit 1 when a link is broken."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print {entries, errors} instead of lines")

    def handle(self, **options):
        errors, entries = list(broken_links()), Entry.objects.count()
        if options["json"]:
            self.stdout.write(json.dumps({"entries": entries, "errors": errors}, ensure_ascii=False))
        else:
            for error in errors:
                self.stdout.write(error)
            self.stdout.write(f"{entries} entries checked, {len(errors)} errors")
        if errors:
            raise SystemExit(1)
