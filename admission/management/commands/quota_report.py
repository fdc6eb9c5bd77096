"""manage.py quota_report UNIT --period P [--as-of D] [--format json,pdf,xlsx,html] [--out DIR]"""

import json
import re
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from admission.reports.as_json import to_dict
from admission.reports.as_paper import to_html, to_pdf
from admission.reports.as_xlsx import to_xlsx
from admission.reports.build import build
from admission.reports.letterhead import Letterhead
from admission.reports.render import PdfUnavailable
from partytrack.errors import Refused
from units.models import Period, Unit
from units.trees import standing_at


def _json(figures, letterhead):
    return json.dumps(to_dict(figures), ensure_ascii=False, indent=2).encode() + b"\n"


FORMATS = {
    "json": _json,
    "pdf": to_pdf,
    "xlsx": lambda figures, letterhead: to_xlsx(figures),
    "html": lambda figures, letterhead: to_html(figures, letterhead).encode(),
}


class Command(BaseCommand):
    help = "In báo cáo thực hiện chỉ tiêu của một đơn vị trong một kỳ, tính đến hết một ngày."

    def add_arguments(self, parser):
        parser.add_argument("unit", help="mã đơn vị")
        parser.add_argument("--period", required=True, help="mã kỳ")
        parser.add_argument("--as-of", help="tính đến hết ngày, dạng 2021-11-30 (mặc định: hôm nay)")
        parser.add_argument(
            "--format", default="json", help="json, pdf, xlsx, html; nhiều loại cách nhau dấu phẩy"
        )
        parser.add_argument("--out", type=Path, help="thư mục để ghi tệp; không có thì in JSON ra màn hình")

    def handle(self, *, unit, period, as_of, out, **options):
        formats = _formats(options["format"], out)
        unit = _one(Unit, unit, "đơn vị")
        period = _one(Period, period, "kỳ")
        day = _day(as_of) if as_of else None
        letterhead = _letterhead(unit, min(day or timezone.localdate(), period.ends))
        try:
            figures = build(unit, period, as_of=day)
            deep = build(unit, period, as_of=day, deep=True) if "xlsx" in formats else figures
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        if out is None:
            self.stdout.write(_json(figures, letterhead).decode(), ending="")
            return
        out.mkdir(parents=True, exist_ok=True)
        for kind in formats:
            path = out / f"{_file_name(figures)}.{kind}"
            try:
                path.write_bytes(FORMATS[kind](deep if kind == "xlsx" else figures, letterhead))
            except PdfUnavailable as missing:
                raise CommandError(str(missing)) from missing
            self.stdout.write(str(path))


def _formats(text, out):
    formats = [kind.strip() for kind in text.split(",")]
    unknown = [kind for kind in formats if kind not in FORMATS]
    if unknown:
        raise CommandError(f"Không có loại “{unknown[0]}”; chọn trong: {', '.join(FORMATS)}.")
    if out is None and formats != ["json"]:
        raise CommandError("Các loại ngoài json cần --out THƯ-MỤC để ghi tệp.")
    return formats


def _one(model, code, words):
    found = model.objects.filter(code=code).first()
    if found is None:
        raise CommandError(f"Không có {words} nào mang mã “{code}”.")
    return found


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” không phải là ngày; viết dạng 2021-11-30.") from None


def _letterhead(unit, day):
    standing = standing_at(unit, day)
    if standing is None:
        raise CommandError(f"{unit} không hoạt động vào ngày {day:%d/%m/%Y}.")
    return Letterhead(parent=standing.parent[1] if standing.parent else "")


def _file_name(figures):
    """Code of the unit, code of the period and day, of characters that every system takes in a file name."""
    return re.sub(r"[^\w.-]+", "-", f"{figures.unit}-{figures.period}-{figures.as_of.isoformat()}")
