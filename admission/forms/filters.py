"""The filters of the list of files."""

from functools import lru_cache

from django import forms

from admission.states import ADMISSION_LADDER, ENDED, OPEN, RECOGNITION_LADDER, State
from partytrack.forms import DayField, TextField
from units.forms.choice import UnitChoice, is_one_branch
from units.permissions import units_for
from units.querysets import within

GROUPS = {
    "open": ("Đang theo dõi", OPEN),
    "admission": ("Trước khi kết nạp", ADMISSION_LADDER),
    "probation": ("Đảng viên dự bị", RECOGNITION_LADDER),
    "ended": ("Đã kết thúc", ENDED),
}
STEPS = [
    ("", "Đang theo dõi"), ("all", "Tất cả"),
    ("Nhóm", [(code, label) for code, (label, _) in GROUPS.items() if code != "open"]),
    ("Từng bước", State.choices),
]  # fmt: skip


class StepSelect(forms.Select):
    """The steps to choose from: the same in every list, and put together once for each of them chosen."""

    def render(self, name, value, attrs=None, renderer=None):
        return _rendered_steps(name, value, **(attrs or {}))


@lru_cache(maxsize=64)
def _rendered_steps(name, value, **attrs):
    return forms.Select(choices=STEPS).render(name, value, attrs)


class AuditFilter(forms.Form):
    """All fields optional; what cannot be read filters nothing."""

    DONE, OPENED = "viec", "mo"
    loai = forms.ChoiceField(
        label="Xem", required=False, choices=[(DONE, "Việc đã làm"), (OPENED, "Lượt mở hồ sơ")]
    )
    don_vi = UnitChoice(label="Đơn vị", required=False, empty_label="Tất cả")
    nguoi = TextField(label="Người thực hiện", required=False, max_length=80)
    tu = DayField(label="Từ ngày", required=False)
    den = DayField(label="Đến ngày", required=False)

    def __init__(self, data, *, user):
        super().__init__(data)
        self.fields["don_vi"].offer(units_for(user, "audit.view"), user, "audit.view")
        self.is_valid()

    @property
    def shows_accesses(self):
        return self.cleaned_data.get("loai") == self.OPENED

    @property
    def paths(self):
        """The subtree asked for; None for the whole scope."""
        unit = self.cleaned_data.get("don_vi")
        return [unit.path] if unit else None

    def narrow(self, rows, person):
        """Rows with an instant `at` and a user in the field `person`."""
        data = self.cleaned_data
        if data.get("nguoi"):
            rows = rows.filter(**{f"{person}__name__icontains": data["nguoi"]})
        if data.get("tu"):
            rows = rows.filter(at__date__gte=data["tu"])
        if data.get("den"):
            rows = rows.filter(at__date__lte=data["den"])
        return rows


class FileFilter(forms.Form):
    """All fields optional; an unknown value filters nothing."""

    tim = TextField(label="Họ tên", required=False, max_length=80)
    buoc = forms.ChoiceField(label="Bước", required=False, choices=STEPS, widget=StepSelect)
    don_vi = UnitChoice(label="Đơn vị", required=False, empty_label="Tất cả")

    def __init__(self, data, *, user):
        super().__init__(data)
        if is_one_branch(user, "candidate.view"):
            del self.fields["don_vi"]
        else:
            self.fields["don_vi"].offer(units_for(user, "candidate.view"), user, "candidate.view")

    @property
    def names_a_person(self):
        """Is a name looked for? Over a whole province the files of that name are found one by one, far apart."""
        return self.is_valid() and bool(self.cleaned_data["tim"])

    def narrow(self, files):
        self.is_valid()
        data = self.cleaned_data
        if data.get("tim"):
            files = files.named(data["tim"])
        if data.get("don_vi"):
            files = files.filter(within([data["don_vi"].path], "unit__path"))
        step = data.get("buoc") or ("all" if data.get("tim") else "open")
        if step == "all":
            return files
        if step == "open":
            return files.open()
        return files.filter(state__in=GROUPS[step][1] if step in GROUPS else [step])
