"""That page, paper, PDF and workbook print what the JSON says: every figure, made of the JSON alone."""

import re
from collections import Counter
from datetime import date
from types import SimpleNamespace

from django.template.loader import render_to_string

from admission.catalogues import INTRODUCERS
from admission.faults import Fault
from admission.groups import GROUPS
from admission.reports.as_json import to_dict
from admission.reports.as_paper import to_html, to_pdf
from admission.reports.as_xlsx import to_xlsx
from admission.reports.labels import STANDING
from admission.reports.quota import page_context
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, Outcome, State, StopReason

from .readers import html_rows, html_text, pdf_text, sheet_rows

NOTHING = "–"
AROUND = {"form": SimpleNamespace(period=SimpleNamespace(pk=1)), "query": "ky=1"}  # what the page leads on to
BANDS = ("under_30", "to_90", "to_180", "over_180")


def page(figures):
    return render_to_string(
        "reports/_figures.html",
        {**page_context(figures, url_for=lambda code: f"/bao-cao/{code}/"), **AROUND},
    )


def check(figures):
    """Raises AssertionError with what is missing where."""
    data, on_page, paper = to_dict(figures), page(figures), to_html(figures)
    sheet = [*sheet_rows(to_xlsx(figures), "Báo cáo"), *sheet_rows(to_xlsx(figures), "Cơ cấu")]
    sheet = {_numbered(row) for row in sheet}
    lines = list(_lines(data))
    assert [line for line in lines if _numbered(line) not in sheet] == []
    for where, html in (("page", on_page), ("paper", paper)):
        flat = " | ".join(" ".join(row) for row in html_rows(html))
        assert [row for line in lines if (row := _read(line)) and row not in flat] == [], where
        assert [said for said in _sentences(data) if said not in html_text(html)] == [], where
    page_rows, paper_rows = html_rows(on_page), [row[1:] for row in html_rows(paper)]
    kinds = _kinds(data)
    for unit in data["children"]:
        asked = [_target(unit, kind) for kind in kinds]
        counts = [_count(n) for n in _of_unit(unit)]
        goals = [_attained(line) for line in asked]
        assert (unit["name"], *goals, *counts) in paper_rows
        seen = [
            row for row in page_rows if row and row[0].startswith(unit["name"]) and row[-8:] == tuple(counts)
        ]
        assert [row[1:-8] for row in seen] == [tuple(goals)], unit["name"]
        assert any(row[1:2] == (unit["name"],) and row[-10:-2] == tuple(_of_unit(unit)) for row in sheet)
    assert (
        _numbers(re.sub("<(title|desc|style).*?</\\1>", "", paper, flags=re.S)) - _numbers_of_pdf(figures)
        == Counter()
    )


def _lines(data):
    """Rows that page, paper and workbook have alike; day and percentage as text, None for nothing."""
    for code, group in data["groups"].items():
        if group["count"]:
            yield (GROUPS[code], group["count"], group["share"])
    for reason, n in data["stopped"].items():
        yield (StopReason(reason).label, n)
    for part, n in data["introduced"].items():
        yield (dict(INTRODUCERS)[part], n)
    for line in data["waits"]:
        bands = [line["bands"][band] for band in BANDS]
        yield (State(line["state"]).label, *bands, line["late"], sum(bands))
    for ladder, states in (("pool", ADMISSION_LADDER), ("probation", RECOGNITION_LADDER)):
        lines = [line["bands"] for line in data["waits"] if line["state"] in states]
        bands = [sum(line[band] for line in lines) for band in BANDS]
        if lines:
            yield ("Tổng cộng", *bands, data[f"late_{ladder}"], sum(data[ladder].values()))
    for line in data["steps"]:
        yield (State(line["state"]).label, line["files"], line["median"], line["p90"])
    for fault, n in data["returns"]["faults"].items():
        yield ("Không ghi lỗi" if fault == "none" else Fault(fault).label, n)
    for session in data["sessions"]:
        yield (date.fromisoformat(session["on"]), *(session.get(outcome, 0) for outcome in Outcome.values))


def _sentences(data):
    yield f"kết nạp {_count(data['admitted'])}" if data["members"] else _count(data["admitted"])
    yield f"đúng hạn {_count(data['recognised_on_time'])}, chậm {_count(data['recognised_late'])}"
    yield _count(data["recognised"])
    yield _count(sum(data["pool"].values()))
    yield f"kết nạp {_count(data['late_pool'])}, công nhận {_count(data['late_probation'])}"
    yield _count(data["late"])
    yield f"xin ra khỏi Đảng: {_count(data['resigned'])}"
    for line in data["targets"]:
        attained = f", đạt {line['percent']}% so với" if line["percent"] else ""
        yield f"đã {_did(line)} {_counted(line)}"
        yield attained
        if line["pace"] and line["pace"]["standing"] in ("on_pace", "behind"):
            yield f"là {line['pace']['expected']}, {STANDING[line['pace']['standing']]}"
    for base in data["members"]:
        yield f"kết nạp {_count(data['admitted'])}/{_count(base['total'])}, bằng {base['rate']}%"
    for line in data["pyramid"] if data["admitted"] else ():
        yield f"{GROUPS[line['group']]} {line['men']} {line['women']}"  # in the drawing
    for line in data["past"]:
        yield f"{_day(line['starts'])} – {_day(line['as_of'])} {line['admitted']} {line['recognised']}"
        yield f"{line['struck_off']} {line['percent'] or NOTHING}"
    if term := data["term"]:
        yield f"kết nạp {_count(term['admitted'])}, công nhận chính thức {_count(term['recognised'])}, "
        yield f"xóa tên {_count(term['struck_off'])}, xin ra khỏi Đảng {_count(term['resigned'])}"
        yield from (f"đã {_did(line)} {_counted(line)}" for line in term["targets"])
    back = data["returns"]
    if back["sent"]:
        yield f"{_count(back['sent'])} hồ sơ gửi lên cấp trên; {_count(back['files'])} hồ sơ bị trả lại"
        yield f"{_count(back['returns'])} lượt, bình quân {back['per_file']} lượt"
    if base := data["grassroots"] and data["children"] and data["grassroots"]:
        yield f"{_count(base['without'])}/{_count(base['total'])}."
    if data["admitted"]:
        yield from (str(line["so_far"]) for line in data["months"])


def _did(target):
    return "giới thiệu" if target["of"].startswith("introduced:") else "kết nạp"


def _of_unit(unit):
    counts = unit["admitted"], unit["recognised"], unit["recognised_late"], sum(unit["pool"].values())
    late, back = (unit["late_pool"], unit["late_probation"]), unit["returns"]
    return (*counts, *late, back["sent"], back["returns"])


def _kinds(data):
    kinds = ("assigned", "registered", "plan", "resolution")
    found = [by for by in kinds if any(_target(unit, by) for unit in data["children"])]
    own = [by for by in ("assigned", "plan", "registered", "resolution") if _target(data, by)]
    return found or own[:1]


def _target(unit, by):
    return next((line for line in unit["targets"] if (line["by"], line["of"]) == (by, "all")), None)


def _goal(line):
    if line is None:
        return NOTHING
    asked = _count(line["value"]) if line["rate"] is None else f"{line['rate']}%"
    return f"từ {asked} trở lên" if line["at_least"] else asked


def _attained(line):
    if line is None:
        return NOTHING
    worded = f" {_goal(line)}" if line["at_least"] or line["rate"] is not None else ""
    return f"{_counted(line)}{worded} {line['percent']}%"


def _counted(line):
    if line is None:
        return NOTHING
    done = _count(line["achieved"]) + (f"/{_count(line['value'])}" if line["rate"] is None else "")
    if line["pace"] is None:
        return done
    over = line["pace"]["over"]
    words = {"passed": f"vượt {_whole(over)}", "reached": "đủ"}
    return f"{done} ({words.get(line['pace']['standing'], f'còn {_whole(over)}')})"


def _whole(text):
    return _count(int(text)) if text.isdigit() else text


def _read(line):
    """A row as it is read on page and paper."""
    return " ".join(NOTHING if cell is None else _cell(cell) for cell in line)


def _cell(cell):
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return cell if isinstance(cell, str) else _count(cell)


def _numbered(line):
    """A row as Excel keeps it: percentages are numbers there."""
    return tuple(float(cell.replace(",", ".")) if _is_percent(cell) else cell for cell in line)


def _is_percent(cell):
    return isinstance(cell, str) and re.fullmatch(r"\d+,\d\d", cell)


def _count(value):
    return f"{value:,}".replace(",", ".")


def _day(text):
    return f"{date.fromisoformat(text):%d/%m/%Y}"


def _numbers(html):
    return Counter(re.findall(r"\d+(?:[.,/]\d+)*", html_text(html)))


def _numbers_of_pdf(figures):
    return Counter(re.findall(r"\d+(?:[.,/]\d+)*", pdf_text(to_pdf(figures))))
