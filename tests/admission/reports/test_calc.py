"""The Excel files as LibreOffice reads them."""

import subprocess
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from admission.reports.as_xlsx import to_xlsx

from .readers import sheet_rows

pytestmark = pytest.mark.needs("CALC")


def test_libreoffice_opens_the_workbook_and_keeps_figures_and_tree(district, make, tmp_path):
    branches = tuple(make(f"CB-{n}", f"Chi bộ {n}", "branch", admitted=n) for n in (1, 4))
    first = replace(district.children[0], children=branches)
    content = to_xlsx(replace(district, children=(first, *district.children[1:])))
    (tmp_path / "bao-cao.xlsx").write_bytes(content)
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "saved"), str(tmp_path / "bao-cao.xlsx")],
        capture_output=True, text=True, timeout=100, check=True,
    )  # fmt: skip
    assert [line for line in done.stderr.splitlines() if "javaldx" not in line] == []
    saved = (tmp_path / "saved" / "bao-cao.xlsx").read_bytes()
    for name in ("Báo cáo", "Cơ cấu"):
        assert [_blank(row) for row in sheet_rows(saved, name)] == [
            _blank(row) for row in sheet_rows(content, name)
        ]
    sheet = openpyxl.load_workbook(BytesIO(saved))["Báo cáo"]
    levels = {
        row[1].value: sheet.row_dimensions[row[1].row].outlineLevel for row in sheet.iter_rows(min_row=6)
    }
    assert [levels[name] for name in ("Đảng bộ Khối Kinh tế huyện", "Chi bộ 1", "Chi bộ 4", "Tổng cộng")] == [
        0,
        1,
        1,
        0,
    ]
    assert sheet.print_title_rows == "$5:$5"


def _blank(row):
    """An empty text is an empty cell."""
    row = [value or None if isinstance(value, str) else value for value in row]
    return tuple(row[: max((at + 1 for at, value in enumerate(row) if value is not None), default=0)])
