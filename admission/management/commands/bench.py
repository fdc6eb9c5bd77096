"""manage.py bench [--size …] [--only rollup,events,…] [--json]"""

import json
import sys

from django.core.management.base import BaseCommand, CommandError

from admission.scale.bench.run import NAMES, growth, run
from admission.scale.sizes import SIZES


class Command(BaseCommand):
    help = (
        "Đo tốc độ trên một cơ sở dữ liệu tạm do lệnh này tạo ra rồi xóa, cạnh cơ sở dữ liệu đang dùng; "
        "không đọc, không ghi dữ liệu thật."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--size",
            default="district",
            help=f"cỡ dữ liệu, có thể vài cỡ cách nhau dấu phẩy: {', '.join(SIZES)}",
        )
        parser.add_argument(
            "--only",
            default=",".join(NAMES),
            help="chỉ đo những phần này, cách nhau dấu phẩy (mặc định: tất cả)",
        )
        parser.add_argument("--json", action="store_true", help="in JSON thay cho từng dòng")

    def handle(self, *, size, only, **options):
        sizes, names = _chosen(size, SIZES, "cỡ dữ liệu"), _chosen(only, NAMES, "phần đo")
        runs = [
            run(
                one,
                names,
                say=lambda done, one=one: print(f"{one}: đã đo {done}", file=sys.stderr, flush=True),
            )
            for one in sizes
        ]
        found = runs[0] if len(runs) == 1 else {"runs": runs}
        if len(runs) > 1 and "rollup" in names:
            found["growth"] = [growth(*pair) for pair in zip(runs, runs[1:], strict=False)]
        self.stdout.write(json.dumps(found, ensure_ascii=False) if options["json"] else _told(found))


def _chosen(words, known, what):
    chosen = [word.strip() for word in words.split(",") if word.strip()]
    if wrong := [word for word in chosen if word not in known]:
        raise CommandError(f"Không có {what} “{wrong[0]}”. Chọn trong: {', '.join(known)}.")
    return chosen


def _told(found):
    return json.dumps(found, ensure_ascii=False, indent=2)
