"""manage.py judge CASE.yaml [--json]"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from admission.bench import CaseErrors, judge_case
from partytrack.yamltext import YamlErrors, parse


class Command(BaseCommand):
    help = "Hỏi quy tắc: nêu dữ kiện trong tệp YAML, xem việc đó có làm được không và vì sao."

    def add_arguments(self, parser):
        parser.add_argument("case", type=Path, help="tệp YAML nêu act, on, route, decides, person, facts")
        parser.add_argument("--json", action="store_true", help="in JSON")

    def handle(self, *, case, **options):
        try:
            verdict = judge_case(parse(case.read_text("utf-8")))
        except OSError as error:
            raise CommandError(f"Không đọc được {case}: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise CommandError(f"{case} không phải tệp văn bản UTF-8.") from None
        except (CaseErrors, YamlErrors) as refusal:
            raise CommandError("\n".join(refusal.errors)) from None
        if options["json"]:
            self.stdout.write(json.dumps(verdict, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_told(verdict)))


def _told(verdict):
    yield "Được." if verdict["allowed"] else "Chưa được."
    for reason in verdict["unmet"]:
        source = ", ".join(part for part in (reason["clause"], reason["instrument"]) if part)
        yield f"- {reason['sentence']} ({source}) {reason['remedy']}"
    for due in verdict["due"]:
        span = f" ({due['working_days']} ngày làm việc)" if due["working_days"] else ""
        yield f"Hạn {due['by']}: {due['what']}{span}."
