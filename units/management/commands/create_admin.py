"""manage.py create_admin USERNAME NAME (--unit CODE | --unit-name NAME --kind KIND [--decides])"""

from datetime import date

from django.contrib.auth.tokens import default_token_generator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from partytrack.errors import Refused
from partytrack.journal.write import write as journal
from units.hierarchy import LONG_AGO, create_unit
from units.models import Grant, Kind, Role, Unit, User


class Command(BaseCommand):
    help = "Tạo quản trị viên đầu tiên cùng đơn vị cao nhất; in liên kết dùng một lần để đặt mật khẩu."

    def add_arguments(self, parser):
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("name", help="họ và tên")
        parser.add_argument("--unit", help="mã của một đơn vị đã có")
        parser.add_argument("--unit-name", help="tên đơn vị cao nhất sẽ tạo")
        parser.add_argument("--kind", choices=Kind.values, help="loại hình của đơn vị đó")
        parser.add_argument("--code", default="GOC", help="mã của đơn vị đó")
        parser.add_argument(
            "--since",
            type=date.fromisoformat,
            default=LONG_AGO,
            help="đơn vị có từ ngày nào (mặc định: từ lâu)",
        )
        parser.add_argument(
            "--decides", action="store_true", help="cấp ủy của đơn vị đó được quyền quyết định kết nạp"
        )

    @transaction.atomic
    def handle(self, *, username, name, **options):
        if User.objects.filter(username=username).exists():
            raise CommandError(f"Tên đăng nhập “{username}” đã có.")
        unit = self.unit(options)
        user = User.objects.create_user(username, name=name)
        Grant.objects.create(user=user, unit=unit, role=Role.UNIT_ADMIN, valid_from=timezone.localdate())
        journal("units.user_created", subject=user, unit_id=unit.pk)
        uid = urlsafe_base64_encode(force_bytes(user.pk))
        link = reverse("password_set", args=[uid, default_token_generator.make_token(user)])
        self.stdout.write(f"Đã tạo quản trị viên {username} của {unit.name}.")
        self.stdout.write(f"Mở địa chỉ sau trong vòng 3 ngày để đặt mật khẩu: {link}")

    def unit(self, options):
        if options["unit"]:
            unit = Unit.objects.filter(code=options["unit"]).first()
            if unit is None:
                raise CommandError(f"Không có đơn vị nào mang mã “{options['unit']}”.")
            return unit
        if not options["unit_name"] or not options["kind"]:
            raise CommandError("Ghi --unit, hoặc --unit-name cùng --kind.")
        try:
            return create_unit(
                code=options["code"], name=options["unit_name"], kind=options["kind"], parent=None,
                on=options["since"], decides=options["decides"],
            )  # fmt: skip
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
