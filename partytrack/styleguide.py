"""Every component with made-up people: what the look is judged by."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace as Row
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render

from admission.charts.attainment import attainment
from partytrack.errors import Reason
from units.policy import SIGNED_IN, policy

TODAY = date(2026, 11, 22)
REASONS = [
    Reason(
        code="CLASS",
        sentence="Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng cấp ngày 12/04/2021 đã quá 60 tháng.",
        remedy="Cử người xin vào Đảng học lại lớp bồi dưỡng rồi nhập giấy chứng nhận mới.",
        clause="khoản 3 mục I",
        instrument="Hướng dẫn 01-HD/TW năm 2021",
    ),
    Reason(
        code="SPONSORS",
        sentence="Mới có một trong hai đảng viên chính thức giới thiệu.",
        remedy="Bổ sung mẫu 3-KNĐ của người giới thiệu thứ hai.",
        clause="khoản 1 Điều 4",
        instrument="Điều lệ Đảng",
    ),
]


class SampleForm(forms.Form):
    groups = [
        ("Nhân thân", ["name", "born_on", "sex", "hometown"]),
        ("Quá trình công tác", ["work", "clubs", "note", "agreed"]),
    ]
    name = forms.CharField(label="Họ và tên khai sinh", help_text="Viết hoa chữ đầu, đủ dấu")
    born_on = forms.DateField(label="Ngày sinh", help_text="Ví dụ 05/03/1998")
    sex = forms.ChoiceField(
        label="Giới tính", choices=[("f", "Nữ"), ("m", "Nam")], widget=forms.RadioSelect, initial="f"
    )
    hometown = forms.CharField(label="Quê quán", required=False, help_text="Ghi theo địa giới hiện nay")
    work = forms.ChoiceField(
        label="Nghề nghiệp", choices=[("", "Chọn…"), ("t", "Giáo viên"), ("f", "Nông dân")]
    )
    clubs = forms.MultipleChoiceField(
        label="Đoàn thể",
        required=False,
        choices=[
            ("y", "Đoàn Thanh niên Cộng sản Hồ Chí Minh"),
            ("u", "Công đoàn"),
            ("w", "Hội Liên hiệp Phụ nữ"),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label="Nhận xét của chi bộ", required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(
        label="Đã đối chiếu với giấy tờ gốc", help_text="Căn cước, giấy khai sinh, văn bằng"
    )


class SampleFilter(forms.Form):
    tim = forms.CharField(label="Họ và tên", required=False)
    buoc = forms.ChoiceField(label="Bước", required=False, choices=[("", "Tất cả"), ("1", "Đang lập hồ sơ")])
    don_vi = forms.ChoiceField(
        label="Đơn vị", required=False, choices=[("", "Tất cả"), ("1", "Đảng bộ xã Tân Phú")]
    )


PEOPLE = [
    ("Nguyễn Thị Ngọc Phượng", "Chi bộ ấp Bình Hòa", "Đang lập hồ sơ", date(1998, 3, 5), date(2026, 11, 19)),
    ("Công Tằng Tôn Nữ Thị Quỳnh Hương", "Chi bộ Trường THPT chuyên Lương Thế Vinh", "Chi bộ đề nghị kết nạp",
     date(1995, 11, 17), date(2026, 11, 24)),
    ("Lê Hoàng Yến", "Chi bộ Trạm Y tế", "Đang thẩm tra lý lịch", date(2001, 8, 22), date(2026, 12, 13)),
    ("Y Krông Niê Kđăm", "Chi bộ Công an xã", "Đảng viên dự bị", date(1990, 1, 30), None),
]  # fmt: skip
LADDER = [
    ("Quần chúng ưu tú", date(2025, 6, 2)),
    ("Được phân công giúp đỡ", date(2025, 6, 20)),
    ("Đang lập hồ sơ", date(2026, 3, 11)),
    ("Đang thẩm tra lý lịch", date(2026, 5, 4)),
    ("Hồ sơ đủ, chờ chi bộ xét", date(2026, 9, 30)),
    ("Chi bộ đề nghị kết nạp", None),
    ("Đảng ủy cơ sở đề nghị kết nạp", None),
    ("Đã trình cấp có thẩm quyền", None),
    ("Đã thẩm định, chờ phiên họp", None),
    ("Đã đưa vào phiên họp", None),
    ("Đã có quyết định kết nạp", None),
    ("Đảng viên dự bị", None),
    ("Đảng viên chính thức", None),
]


def _steps(now=4):
    states = ["done"] * now + ["now"] + ["todo"] * (len(LADDER) - now - 1)
    return [Row(label=label, on=on, state=state) for (label, on), state in zip(LADDER, states, strict=True)]


def _at(*when):
    return datetime(*when, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def _tree():
    def leaf(name, note):
        return Row(name=name, url="#", note=note, leaf=True, open=False, children=[], children_url="")

    branches = [
        leaf("Chi bộ ấp Bình Hòa", "8 hồ sơ, 2 dự bị"),
        leaf("Chi bộ Công ty TNHH một thành viên Dịch vụ Công ích và Môi trường đô thị", "3 hồ sơ"),
    ]
    commune = Row(
        name="Đảng bộ xã Tân Phú", url="#", note="71 hồ sơ, 18 dự bị", leaf=False, open=True, children=branches,
        children_url="",
    )  # fmt: skip
    return Row(
        name="Đảng bộ tỉnh Đồng Nai", url="#", note="1.284 hồ sơ", leaf=False, open=True, children=[commune],
        children_url="",
    )  # fmt: skip


def samples():
    """The context of styleguide.html."""
    form = SampleForm({"name": "Nguyễn Thị Ngọc Phượng", "born_on": "31/02/1998", "sex": "f"})
    people = [
        Row(
            name=name,
            unit=unit,
            step=step,
            born_on=born,
            due_on=due,
            url="#",
            what=step,
            who=name,
            opens_on=None,
            missing=REASONS[:1] if due is None else [],
        )
        for name, unit, step, born, due in PEOPLE
    ]
    return {
        "today": TODAY,
        "form": form,
        "filters": SampleFilter(),
        "reasons": REASONS,
        "people": people,
        "page": Paginator(range(137), 25).page(2),
        "steps": _steps(),
        "needs": [
            Row(text="Lý lịch đã chứng nhận", met=True),
            Row(text="Hai giấy giới thiệu", met=True),
            Row(text="Số đảng viên chính thức, số phiếu tán thành", met=False),
        ],
        "facts": [
            ("Ngày sinh", "05/03/1998"),
            ("Số căn cước", "•••• •••• 0412"),
            ("Dân tộc", "Kinh"),
            ("Nơi thường trú", "Số 12, ấp Bình Hòa, xã Tân Phú, tỉnh Đồng Nai (trước 7/2025: huyện Tân Phú)"),
            ("Nghề nghiệp", "Giáo viên trung học cơ sở"),
        ],
        "file": Row(pk=1),
        "papers": [
            Row(title="Hồ sơ kết nạp", open=True, summary="1/2 giấy tờ, 1 sắp hết hạn", shown=[
                _paper("CN-NTVĐ", "Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng", "Sắp hết hạn", "warn",
                       papers=[Row(number="123", issued_on=date(2022, 1, 5), issuer="Trung tâm Chính trị")],
                       valid_until=date(2027, 1, 5), scans=2),
                _paper("1-KNĐ", "Đơn xin vào Đảng", "Còn thiếu", "bad"),
            ], later=[_paper("6-KNĐ", "Nghị quyết đề nghị kết nạp đảng viên (chi bộ)", "Chưa đến bước", "off")],
                not_needed=[]),
        ],
        "entries": [
            Row(when=_at(2026, 11, 20, 9, 12), who="Trần Thị Mai, Ban Tổ chức", what="Trả hồ sơ về chi bộ",
                details=["Thiếu xác nhận nơi cư trú của người giúp đỡ thứ hai."]),
            Row(when=_at(2026, 9, 30, 15, 40), who="Lê Văn Tâm, Đảng ủy xã Tân Phú", what="Chứng nhận lý lịch",
                details=[]),
        ],
        "chart": attainment("mau", [
            ("Đảng bộ xã Tân Phú", "29/40 (còn 11)", "72,50%", Decimal("72.5")),
            ("Đảng bộ Công ty Cao su Đồng Nai", "52/45 (vượt 7)", "115,56%", Decimal("115.56")),
            ("Đảng bộ Quân sự", "0/12 (còn 12)", "0,00%", Decimal(0)),
        ], "chỉ tiêu giao"),
        "tree": _tree(),
        "tabs": [
            Row(label="Hồ sơ", url="#", current=True, count=None),
            Row(label="Giấy tờ", url="#", current=False, count=12),
            Row(label="Nhật ký", url="#", current=False, count=31),
        ],
        "consequences": [
            "14 quyết định kết nạp được cấp số từ 215 đến 228 và không sửa được nữa.",
            "Các chi bộ thấy ngay quyết định và có 30 ngày làm việc để tổ chức lễ kết nạp.",
        ],
        "notes": [
            Row(level_tag="success", text="Đã ghi nghị quyết của chi bộ."),
            Row(level_tag="warning", text="Giấy chứng nhận lớp bồi dưỡng còn hạn đến 02/12/2026."),
        ],
    }  # fmt: skip


def _paper(code, title, words, tone, *, papers=(), valid_until=None, scans=0):
    asked = Row(code=code, title=title, why="", proof="")
    return Row(
        asked=asked, words=words, tone=tone, papers=papers, earlier=(), valid_until=valid_until, scans=scans
    )


@policy(SIGNED_IN)
def styleguide(request):
    """Trang mẫu: every component, to look at and to photograph."""
    return render(request, "styleguide.html", samples())
