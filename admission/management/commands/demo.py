"""manage.py demo [--port N] [--no-serve] [--json] [--all]"""

import json
import logging
import socket
import sys

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers import basehttp
from django.utils import timezone

from admission.scenario import demo
from admission.scenario.bar import Bar
from partytrack.errors import Refused

HOST, PORT = "127.0.0.1", 8000
TRIES = 20


class Command(BaseCommand):
    """Only the accounts, or the JSON, go to stdout; everything else is told on stderr. Safe to run again."""

    help = "Chuẩn bị dữ liệu mẫu, tài khoản dùng thử, rồi chạy chương trình trên máy này."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=PORT, help=f"cổng (mặc định {PORT})")
        parser.add_argument("--no-serve", action="store_true", help="chỉ chuẩn bị, không chạy máy chủ")
        parser.add_argument("--json", action="store_true", help="in địa chỉ và tài khoản thành JSON")
        parser.add_argument("--all", action="store_true", help="nạp cả năm kịch bản (khoảng hai phút)")

    def handle(self, *, port, no_serve, **options):
        _say("Đang chuẩn bị cơ sở dữ liệu…")
        call_command("migrate", verbosity=0)
        try:
            with Bar("Đang nạp dữ liệu mẫu") as bar:
                accounts = demo.prepare(everything=options["all"], today=timezone.localdate(), progress=bar)
        except Refused as refusal:
            raise CommandError(
                "\n".join(f"{one.sentence} {one.remedy}" for one in refusal.reasons)
            ) from refusal
        free = port if no_serve else self._free_port(port)
        url = f"http://{HOST}:{free}"
        self.stdout.write(_as_json(url, accounts) if options["json"] else _as_text(url, accounts))
        if not no_serve:
            self._serve(free)

    def _free_port(self, wanted):
        for port in range(wanted, wanted + TRIES):
            if _is_free(port):
                if port != wanted:
                    _say(f"Cổng {wanted} đang được dùng; chuyển sang cổng {port}.")
                return port
        raise CommandError(
            f"Các cổng {wanted}–{wanted + TRIES - 1} đều đang được dùng; chọn cổng khác bằng --port."
        )

    def _serve(self, port):
        self.stdout.flush()
        application = basehttp.get_internal_wsgi_application()
        logging.getLogger("django.server").setLevel("ERROR")  # a line a request would push the accounts away
        _say("Máy chủ đang chạy. Nhấn Ctrl+C để dừng.")
        try:
            basehttp.run(HOST, port, application, threading=True)
        except KeyboardInterrupt:
            _say("Đã dừng.")


def _say(line):
    print(line, file=sys.stderr, flush=True)


def _is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _as_json(url, accounts):
    users = [
        {
            "username": one.username,
            "password": one.password,
            "role": one.role,
            "unit": one.unit.code,
            "name": one.name,
        }
        for one in accounts
    ]
    return json.dumps({"url": url, "users": users}, ensure_ascii=False)


def _as_text(url, accounts):
    """A table to pick a user from."""
    heads = ("Tên đăng nhập", "Mật khẩu", "Vai trò", "Đơn vị")
    rows = [(one.username, one.password, one.role.label, one.unit.name) for one in accounts]
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in (heads, *rows)
    ]
    return "\n".join(["", f"Địa chỉ: {url}", "", *(line.rstrip() for line in lines), ""])
