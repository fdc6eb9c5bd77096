"""manage.py load_scenario FILE… [--json]"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from admission.scenario import expectations, run
from admission.scenario.bar import Bar
from admission.scenario.rows import ScenarioErrors
from admission.scenario.schema import read
from partytrack.errors import Refused


class Command(BaseCommand):
    """Every file is read before anything is written: one that is wrong stops them all."""

    help = "Nạp kịch bản: đưa từng người qua đủ các bước, rồi đối chiếu báo cáo với số dự kiến của tệp."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--json", action="store_true", help="in kết quả thành JSON, mỗi kịch bản một dòng"
        )

    def handle(self, *, files, **options):
        pairs = _read_all(files)
        try:
            with Bar("Đang nạp") as bar:
                loaded = run.load_all(pairs, progress=bar)
        except Refused as refusal:
            raise CommandError(
                "\n".join(f"{one.sentence} {one.remedy}" for one in refusal.reasons)
            ) from refusal
        differs = False
        for (scenario, _), one in zip(pairs, loaded, strict=True):
            rows = expectations.check(scenario)
            differs |= not all(row.ok for row in rows)
            self.stdout.write(_as_json(one, rows) if options["json"] else _as_text(one, rows))
        if differs:
            raise CommandError("Báo cáo khác với số dự kiến của kịch bản.")


def _read_all(files):
    """[(scenario, plan)] of the files. Raises CommandError with every error of every file."""
    pairs, errors, today = [], [], timezone.localdate()
    for file in files:
        try:
            scenario = read(file.read_text("utf-8"), name=str(file))
            pairs.append((scenario, run.plan_for(scenario, today=today)))
        except ScenarioErrors as found:
            errors += [f"{file}: {error}" for error in found.errors]
        except OSError:
            errors.append(f"{file}: không mở được tệp")
        except UnicodeDecodeError:
            errors.append(f"{file}: không phải là tệp chữ UTF-8")
    if errors:
        raise CommandError("\n".join([*errors, "Chưa ghi gì vào cơ sở dữ liệu."]))
    return pairs


def _as_json(loaded, rows):
    said = {
        "scenario": loaded.slug, "units": loaded.units, "people": loaded.people, "acts": loaded.acts,
        "seconds": loaded.seconds, "unchanged": loaded.unchanged, "warnings": list(loaded.warnings),
        "expect": [_row(row) for row in rows],
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, default=str)


def _row(row):
    figures = {
        key: {"expected": expected, "printed": printed} for key, (expected, printed) in row.figures.items()
    }
    return {
        "path": row.path,
        "unit": row.unit,
        "period": row.period,
        "as_of": row.as_of,
        "ok": row.ok,
        "figures": figures,
    }


def _as_text(loaded, rows):
    if loaded.unchanged:
        head = f"{loaded.slug}: đã có, không thay đổi."
    else:
        head = (
            f"{loaded.slug}: {loaded.units} đơn vị, {loaded.people} người, {loaded.acts} việc "
            f"trong {loaded.seconds:.1f} giây."
        )
    return "\n".join([head, *(f"  Lưu ý: {one}" for one in loaded.warnings), *map(_line, rows)])


def _line(row):
    told = ", ".join(
        f"{key} {expected}" if expected == printed else f"{key} {printed} (dự kiến {expected})"
        for key, (expected, printed) in row.figures.items()
    )
    return f"  {'OK' if row.ok else '≠'} {row.unit} {row.as_of}: {told}"
