"""The append-only record of every act: audit trail and outbox in one."""

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """Một dòng nhật ký. Rows are only ever inserted, by `journal.write`; triggers refuse the rest.

    `seq` is handed out under a lock that is held until commit, so the order of numbers is the order of commits and a
    reader who remembers the last number it has seen never misses one.
    """

    seq = models.BigIntegerField(primary_key=True)
    uid = models.UUIDField(
        unique=True
    )  # the request that asked for the act: a resend finds its first answer here
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    event = models.CharField(max_length=60)
    subject = models.CharField(max_length=40)  # "candidate:17"
    unit_id = models.BigIntegerField(null=True)  # the unit that the subject belonged to when it happened
    on = models.DateField(null=True)  # the day the act is dated, which may be earlier than `at`
    level = models.CharField(max_length=12, blank=True)  # at which level of the ladder the actor acted
    body = models.JSONField(default=dict)  # no personal values: numbers, dates, states, codes of rules
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = "dòng nhật ký"
        ordering = ["seq"]
        indexes = [models.Index(fields=["subject", "seq"], name="entry_subject")]

    def __str__(self):
        return f"{self.seq} {self.event} {self.subject}"


class Head(models.Model):
    """The last entry of the chain: one row, locked by every writer."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self):
        return f"{self.seq} {self.hash[:12]}"


class Cursor(models.Model):
    """How far one consumer of the journal has read."""

    name = models.CharField(max_length=40, primary_key=True)
    seq = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.name} {self.seq}"


class Access(models.Model):
    """Ai đã mở hồ sơ nào: written whenever a person's file is opened, printed or exported."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    subject = models.CharField(max_length=40)
    what = models.CharField(max_length=20)

    class Meta:
        verbose_name = "lượt mở hồ sơ"
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject", "id"], name="access_subject")]

    def __str__(self):
        return f"{self.user} {self.what} {self.subject}"
