"""What was wrong about a person who had been admitted, and is no more."""

import json

from django.db import models

from partytrack.fields import EncryptedTextField
from partytrack.journal.models import Entry

from .candidate import Candidate


class Correction(models.Model):
    """Đính chính. On which paper, and what stood there before; why is a `Remark` of the same entry. Only ever added."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="corrections")
    entry = models.OneToOneField(Entry, models.PROTECT, to_field="uid", related_name="+")
    number = models.CharField("số văn bản", max_length=60)
    issued_on = models.DateField("ngày văn bản")
    issuer = models.CharField("nơi ban hành", max_length=200)
    said = EncryptedTextField()  # JSON of {field of Person: [before, after]}, days in ISO format

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"Đính chính theo văn bản {self.number} ngày {self.issued_on:%d/%m/%Y}"

    @property
    def changes(self):
        """{field of `Person`: (before, after)}; days as text in ISO format, None where there was nothing."""
        return {name: tuple(pair) for name, pair in json.loads(self.said).items()}
