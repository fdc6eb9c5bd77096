"""One user for each role in the demo, with passwords that are drawn for each database."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from admission.scenario.demo_people import HOME
from admission.scenario.ground import LONG_AGO
from partytrack.journal.write import write as journal
from units.models import Grant, Role, Unit, User

USERS = (  # user name, name, role, unit
    ("bithu", "Nguyễn Thị Hạnh", Role.BRANCH_SECRETARY, HOME),
    ("danguy", "Trần Quốc Bảo", Role.COMMITTEE_OFFICER, "GR"),
    ("bantochuc", "Phạm Thu Hiền", Role.BOARD_OFFICER, "XL"),
    ("thuky", "Lê Minh Khang", Role.RECORDER, "XL"),
    ("kiemtra", "Đỗ Văn Sơn", Role.AUDITOR, "XL"),
    ("quantri", "Vũ Ngọc Lan", Role.UNIT_ADMIN, "XL"),
    (
        "tochuctinh",
        "Hoàng Đức Long",
        Role.BOARD_OFFICER,
        "DN",
    ),  # at the top of the tree: administers the rules
)
SYLLABLES = """
    an bac ban bao binh bong bui ca cam canh cay chim cho chuoi co coi cua da dao dat den dieu dinh do dong dua duoc gao
    gia gio go ha hai ham han hat heo hoa hong hue huong ken khoai kim la lam lan lang lau len lua lung mai mam may me
    men mia mo moc mua mung muoi nam nang nem ngo ngoc nho non nua nui oi ong pho phu que quy rau reo rung ruong sao sen
    song son suoi tam tao tet thac thi tho thom thuyen tra trang tre trong tu vai vang ve vien voi vuon xa xanh
"""


@dataclass(frozen=True)
class Account:
    """Whom to sign in as."""

    username: str
    password: str
    role: Role
    unit: Unit
    name: str


@transaction.atomic
def accounts(ground):
    """The `Account` of each demo user, made where there is none. The database keeps no password in clear: they lie in
    a file beside it, and are drawn anew when that is lost."""
    kept, made = _kept_passwords(), []
    for username, name, role, code in USERS:
        user = User.objects.filter(username=username).first() or _create(
            username, name, role, ground.units[code]
        )
        password = kept.get(username, "")
        if not user.check_password(password):
            password = kept[username] = invented()
            user.set_password(password)
            user.save(update_fields=["password"])
        made.append(Account(username, password, role, ground.units[code], user.name))
    _keep(kept)
    return made


def _create(username, name, role, unit):
    user = User.objects.create_user(username, name=name)
    Grant.objects.create(user=user, unit=unit, role=role, valid_from=LONG_AGO)
    journal("units.user_created", subject=user, unit_id=unit.pk)
    return user


def invented():
    """Such as "sen-lua-tre-4821": easy to read out and to type."""
    words = [secrets.choice(SYLLABLES.split()) for _ in range(3)]
    return "-".join([*words, f"{secrets.randbelow(10_000):04d}"])


def _file():
    on_disk = connection.vendor == "sqlite"
    folder = Path(connection.settings_dict["NAME"]).parent if on_disk else settings.VAR
    return folder / "demo-users.json"


def _kept_passwords():
    try:
        return json.loads(_file().read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}


def _keep(passwords):
    """For the owner's eyes alone, from the first byte on."""
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        json.dump(passwords, file)
