"""Remind everybody of what is due. For installations without a worker: run it every morning (cron, Task Scheduler)."""

import json
import logging

from django.core.management.base import BaseCommand, CommandError

from admission.domain.notices import whom_to_remind
from admission.tasks import remind_user

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Nhắc mọi người về các hạn; chạy lại bao nhiêu lần cũng không nhắc hai lần."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true")

    def handle(self, *, json: bool, **options):
        users, failed = whom_to_remind(), []
        for user_id in users:
            try:
                remind_user(user_id=user_id)
            except Exception:  # a mail server that is down for one must not keep the others from hearing
                log.exception("could not remind user %s", user_id)
                failed.append(user_id)
        self._say(json, reminded=len(users) - len(failed), failed=failed)
        if failed:
            raise CommandError(f"{len(failed)} người chưa được nhắc, xem nhật ký lỗi.")

    def _say(self, as_json, **result):
        words = f"Đã nhắc {result['reminded']} người."
        self.stdout.write(json.dumps({"ok": not result["failed"], **result}) if as_json else words)
