"""Sổ số quyết định: the numbers of a deciding body, which run through a whole term of its committee."""

from django.db import models
from django.db.models import F, Q

from admission.states import Round
from partytrack.fields import EncryptedTextField
from units.models import Unit

from .candidate import Candidate
from .session import Session


class DecidingBody(models.Model):
    """How a deciding body works: the last day to submit before its sessions, how it writes its numbers."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="deciding_body")
    submit_days_before = models.PositiveSmallIntegerField("hạn nộp hồ sơ trước phiên họp (ngày)", default=10)
    symbol = models.CharField("ký hiệu quyết định", max_length=30, blank=True)
    members = models.PositiveIntegerField("số thành viên của tập thể quyết định", null=True, blank=True)

    class Meta:
        verbose_name = "cấp quyết định"

    def __str__(self):
        return f"Cấp quyết định {self.unit}"

    @property
    def version(self):
        """The settings as one text: whoever changes them must have seen them as they are."""
        return f"{self.submit_days_before}|{self.symbol}|{self.members or ''}"


class NumberBook(models.Model):
    """One book of an authority, for one kind of decision in one term [starts, ends], both days included.

    Every number from `first` on has a row or is still to be given; `next` is the first that may be free. Both are
    None until the first number is stated or used. Its row is locked by whoever gives a number.
    """

    authority = models.ForeignKey(Unit, models.PROTECT, related_name="number_books")
    round = models.CharField(max_length=12, choices=Round)
    starts = models.DateField("từ ngày")
    ends = models.DateField("đến hết ngày")
    first = models.PositiveIntegerField("số đầu tiên", null=True)
    next = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = "sổ số quyết định"
        ordering = ["-starts", "round"]
        constraints = [
            models.UniqueConstraint(name="book_once", fields=["authority", "round", "starts"]),
            models.CheckConstraint(name="book_range", condition=Q(ends__gte=F("starts"))),
        ]

    def __str__(self):
        return f"Sổ quyết định {self.get_round_display()} {self.starts.year}–{self.ends.year}"


class NumberState(models.TextChoices):
    RESERVED = "reserved", "Đã giữ chỗ"
    ISSUED = "issued", "Đã ban hành"
    VOID = "void", "Đã hủy"


class DecisionNumber(models.Model):
    """One number that is no longer free: kept for a file of a session, issued, or void with a reason."""

    book = models.ForeignKey(NumberBook, models.PROTECT, related_name="numbers")
    value = models.PositiveIntegerField()
    text = models.CharField("số, ký hiệu", max_length=60)
    state = models.CharField("tình trạng", max_length=8, choices=NumberState, default=NumberState.RESERVED)
    candidate = models.ForeignKey(Candidate, models.PROTECT, null=True, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="numbers")
    reason = EncryptedTextField("lý do hủy", blank=True)

    class Meta:
        verbose_name = "số quyết định"
        ordering = ["book", "value"]
        constraints = [
            models.UniqueConstraint(name="number_once", fields=["book", "value"]),
            models.UniqueConstraint(
                name="number_one_a_file", fields=["book", "candidate"], condition=~Q(state="void")
            ),
            models.CheckConstraint(name="number_void_says_why", condition=~Q(state="void") | ~Q(reason="")),
        ]

    def __str__(self):
        return self.text
