"""load_scenario, quota_report and demo as an operator meets them."""

import json
import re
import socket

import pytest
from django.core.management import CommandError, call_command

from admission.management.commands import demo as demo_command
from admission.models import Candidate
from admission.scenario import demo_users
from partytrack.journal.models import Entry
from tests.admission.reports.readers import pdf_text
from tests.admission.scenario.small import YEAR, text
from units.models import Unit

pytestmark = pytest.mark.django_db
FEW = {
    "admissions": [{"unit": "A", "count": 3, **YEAR}],
    **{section: [] for section in ("recognitions", "sources", "stopped", "sessions")},
    "expect": [{"unit": "A", "period": "Y2018", "as_of": "2018-12-31", "admitted": 3, "target": 6, "by": "assigned",
                "percent": "50,00"}],
}  # fmt: skip


@pytest.fixture
def write(tmp_path):
    """write(name, text) -> the path of a file with that text."""

    def write(name, content):
        path = tmp_path / name
        path.write_text(content, "utf-8")
        return str(path)

    return write


@pytest.fixture
def few(write, capsys):
    call_command("load_scenario", write("few.yaml", text(**FEW)))
    return capsys.readouterr().out


def test_load_scenario_says_what_it_did_and_how_reports_compare(few):
    first, second = few.splitlines()
    assert re.fullmatch(r"nho-2018: 12 đơn vị, 3 người, \d\d việc trong \d+\.\d giây\.", first)
    assert second == "  OK nho-2018/A 2018-12-31: admitted 3, target 6, percent 50,00"


def test_load_scenario_says_that_all_was_there(few, write, capsys):
    call_command("load_scenario", write("again.yaml", text(**FEW)))
    assert capsys.readouterr().out.splitlines()[0] == "nho-2018: đã có, không thay đổi."


def test_load_scenario_prints_json(few, write, capsys):
    call_command("load_scenario", write("again.yaml", text(**FEW)), json=True)
    said = json.loads(capsys.readouterr().out)
    assert {key: said[key] for key in ("scenario", "units", "people", "acts", "unchanged", "warnings")} == {
        "scenario": "nho-2018", "units": 12, "people": 3, "acts": 0, "unchanged": True, "warnings": [],
    }  # fmt: skip
    assert said["expect"][0]["figures"]["percent"] == {"expected": "50,00", "printed": "50,00"}


def test_load_scenario_fails_when_a_report_differs(write, capsys):
    wrong = [{**FEW["expect"][0], "percent": "51,00"}]
    with pytest.raises(CommandError, match="khác với số dự kiến"):
        call_command("load_scenario", write("wrong.yaml", text(**{**FEW, "expect": wrong})))
    assert capsys.readouterr().out.splitlines()[1] == (
        "  ≠ nho-2018/A 2018-12-31: admitted 3, target 6, percent 50,00 (dự kiến 51,00)"
    )


def test_load_scenario_refuses_every_file_when_one_is_wrong(write):
    bad = text(
        admissions=[{"unit": "A", "count": 3, **YEAR, "groups": {"female": 4}}, {"unit": "Q", "count": 1, **YEAR}],
        stopped=[{"unit": "A", "count": -1, "reason": "age"}],
        periods=[{"code": "Y2018", "kind": "year", "from": "2018-12-31", "to": "2018-01-01", "colour": "red"}],
        expect=[],
    )  # fmt: skip
    good, wrong = write("good.yaml", text(**FEW)), write("bad.yaml", bad)
    with pytest.raises(CommandError) as refused:
        call_command("load_scenario", good, wrong, "/nowhere.yaml")
    *errors, unreadable, last = str(refused.value).splitlines()
    assert [line.split(": ")[1] for line in errors] == [
        "periods[0].colour", "stopped[0].count", "admissions[1].unit", "periods[0].from", "admissions[0].groups.female",
    ]  # fmt: skip
    assert unreadable == "/nowhere.yaml: không mở được tệp"
    assert last == "Chưa ghi gì vào cơ sở dữ liệu."
    assert refused.value.returncode == 1
    assert (Unit.objects.count(), Candidate.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_load_scenario_refuses_two_contents_of_one_name(write):
    with pytest.raises(CommandError, match="với nội dung khác"):
        call_command(
            "load_scenario", write("a.yaml", text(**FEW)), write("b.yaml", text(**FEW, title="Khác"))
        )
    assert Unit.objects.count() == 0


def test_load_scenario_takes_a_file_that_only_looks_different(few, write, capsys):
    same = "# một ghi chú\n" + text(**FEW)
    call_command("load_scenario", write("commented.yaml", same))
    assert "đã có" in capsys.readouterr().out


def test_quota_report_prints_json(few, capsys):
    call_command("quota_report", "nho-2018/A", period="nho-2018/Y2018", as_of="2018-12-31")
    report = json.loads(capsys.readouterr().out)
    assert (report["unit"], report["admitted"], report["targets"][0]["percent"]) == ("nho-2018/A", 3, "50,00")
    children = [child["unit"].partition("/")[2] for child in report["children"]]
    assert children == ["B-1", "B-2", "B-3", "S"]


@pytest.mark.needs("PDF")
def test_quota_report_writes_every_format(few, tmp_path, capsys):
    out = tmp_path / "new" / "reports"
    call_command(
        "quota_report",
        "nho-2018/A",
        period="nho-2018/Y2018",
        as_of="2018-12-31",
        format="json,pdf,xlsx,html",
        out=out,
    )
    name = "nho-2018-A-nho-2018-Y2018-2018-12-31"
    files = [out / f"{name}.{kind}" for kind in ("json", "pdf", "xlsx", "html")]
    assert capsys.readouterr().out.splitlines() == [str(file) for file in files]
    assert json.loads(files[0].read_text("utf-8"))["admitted"] == 3
    assert "ĐẢNG BỘ HUYỆN HÒA BÌNH" in pdf_text(files[1].read_bytes())
    assert files[2].read_bytes()[:2] == b"PK"
    assert "ĐẢNG BỘ HUYỆN HÒA BÌNH" in files[3].read_text("utf-8")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"unit": "nho-2018/Q"}, "Không có đơn vị nào mang mã “nho-2018/Q”."),
        ({"period": "Y2018"}, "Không có kỳ nào mang mã “Y2018”."),
        ({"as_of": "30/11/2018"}, "“30/11/2018” không phải là ngày; viết dạng 2021-11-30."),
        ({"as_of": "1900-01-01"}, "Đảng bộ xã A không hoạt động vào ngày 01/01/1900."),
        ({"format": "docx"}, "Không có loại “docx”; chọn trong: json, pdf, xlsx, html."),
        ({"format": "pdf"}, "Các loại ngoài json cần --out THƯ-MỤC để ghi tệp."),
    ],
)
def test_quota_report_says_what_is_wrong(few, changes, sentence):
    asked = {"unit": "nho-2018/A", "period": "nho-2018/Y2018", "as_of": "2018-12-31", **changes}
    with pytest.raises(CommandError) as refused:
        call_command("quota_report", asked.pop("unit"), **asked)
    assert str(refused.value) == sentence


def test_demo_prints_nothing_but_json():
    unit = Unit(code="xuan-loc-2021/XL", name="Đảng bộ huyện Xuân Lộc")
    account = demo_users.Account("bithu", "sen-lua-tre-0001", "branch_secretary", unit, "Nguyễn Thị Hạnh")
    assert json.loads(demo_command._as_json("http://127.0.0.1:8000", [account])) == {
        "url": "http://127.0.0.1:8000",
        "users": [{"username": "bithu", "password": "sen-lua-tre-0001", "role": "branch_secretary",
                   "unit": "xuan-loc-2021/XL", "name": "Nguyễn Thị Hạnh"}],
    }  # fmt: skip


def test_demo_takes_the_next_port_when_one_is_taken(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        wanted = taken.getsockname()[1]
        port = demo_command.Command()._free_port(wanted)
    assert port > wanted
    assert f"Cổng {wanted} đang được dùng" in capsys.readouterr().err
