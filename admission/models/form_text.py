"""Wordings of forms that an installation has put in the place of those it came with."""

from django.db import models

from units.models import User


class FormText(models.Model):
    """Lời văn thay thế của một mẫu, from a day on. A later one takes its place; none is ever changed or deleted."""

    code = models.CharField("mẫu", max_length=10)
    text = models.TextField("lời văn")
    since = models.DateField("áp dụng từ ngày")
    confirmed = models.BooleanField("đã đối chiếu với văn bản chính thức", default=False)
    note = models.CharField("căn cứ, ghi chú", max_length=300)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "lời văn của mẫu"
        ordering = ["-since", "-id"]
        indexes = [models.Index(fields=["code", "since"], name="form_text_code_day")]

    def __str__(self):
        return f"{self.code} từ {self.since:%d/%m/%Y}"
