"""What the explorer is asked, and under which name it is kept."""

from django import forms
from django.urls import reverse
from django.utils.http import urlencode

from admission.explorer.question import COLUMNS, DEFAULT, ROWS, Question
from admission.forms.report import ReportForm
from admission.groups import GROUPS
from partytrack.forms import TextField
from units.levels import LEVELS


class ExplorerForm(ReportForm):
    """Sent by GET; whatever is left out, or cannot be read, has a default. `question` is what to answer."""

    groups = [
        ("Thời gian", ["ky", "ngay"]),
        ("Dòng", ["dong", "cap", "nhom", "khong"]),
        ("Cột", ["cot"]),
    ]
    dong = forms.ChoiceField(label="Mỗi dòng là", choices=ROWS.items(), required=False)
    cap = forms.ChoiceField(
        label="Cấp đơn vị", required=False, choices=[(code, label) for code, (label, _) in LEVELS.items()],
        help_text="Khi mỗi dòng là một đơn vị",
    )  # fmt: skip
    nhom = forms.ChoiceField(
        label="Chỉ tính nhóm", required=False, choices=[("", "Tất cả"), *GROUPS.items()],
        help_text="Khi mỗi dòng là đơn vị hoặc tháng",
    )  # fmt: skip
    khong = forms.BooleanField(label="Chỉ những dòng mà số liệu đầu tiên bằng 0", required=False)
    cot = forms.MultipleChoiceField(
        label="Số liệu", choices=COLUMNS.items(), required=False, widget=forms.CheckboxSelectMultiple
    )
    ve = forms.ChoiceField(
        label="Vẽ biểu đồ cột", required=False,
        choices=[("", "Cột đầu tiên"), *((code, label) for code, label in COLUMNS.items() if code != "attainment")],
    )  # fmt: skip

    def __init__(self, data, *, user, unit, today):
        super().__init__(data, user=user, unit=unit, today=today)
        self.unit = unit
        self.initial |= {"cot": DEFAULT}

    @property
    def stated(self):
        """What was chosen, by the names of the fields."""
        return getattr(self, "cleaned_data", {})

    @property
    def question(self):
        """None before there is any period."""
        if self.period is None:
            return None
        day = min(self.as_of or self.today, self.period.ends)
        rows = self.stated.get("dong") or "units"
        return Question(
            unit=self.unit,
            period=self.period,
            as_of=max(day, self.period.starts),
            rows=rows,
            level=self.stated.get("cap") or "children",
            group="" if rows == "groups" else self.stated.get("nhom") or "",
            columns=tuple(self.stated.get("cot") or DEFAULT),
            zeros=self.stated.get("khong", False),
        )

    @property
    def drawn(self):
        """The head of the column that the picture shows."""
        columns = [column for column in self.question.columns if column != "attainment"]
        chosen = self.stated.get("ve")
        return COLUMNS[chosen if chosen in columns else columns[0]] if columns else ""

    @property
    def query(self):
        """The whole address behind "?": what is chosen, and the days."""
        return self._with_days(self.kept)

    def address(self, unit_id, kept=None):
        """Of the explorer of another unit, or with another choice, over the same days."""
        url = reverse("admission:explorer", kwargs={"pk": unit_id})
        return f"{url}?{self._with_days(self.kept if kept is None else kept)}"

    @property
    def days(self):
        return self._with_days("")

    def _with_days(self, kept):
        days = {"ky": self.period.pk} if self.period else {}
        days |= {"ngay": f"{self.as_of:%d/%m/%Y}"} if self.as_of else {}
        return "&".join(filter(None, (urlencode(days), kept)))

    @property
    def kept(self):
        """What a saved view keeps: everything but unit and days, which are those of whoever opens it."""
        names = ("dong", "cap", "nhom", "khong", "ve")
        pairs = [(name, self.stated[name]) for name in names if self.stated.get(name)]
        return urlencode([*pairs, *(("cot", column) for column in self.stated.get("cot") or ())])


class SaveViewForm(forms.Form):
    ten = TextField(label="Lưu thành mẫu, tên", max_length=80, help_text="Ví dụ: Nữ theo tháng")
