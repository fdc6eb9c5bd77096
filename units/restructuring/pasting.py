"""A table of old and new codes, pasted from a sheet, as the steps of a restructuring."""

import re

from units.models import StepKind, Unit

CODE = re.compile(r"[\w./-]{1,80}")
ARROW = re.compile(r"\t|;|\s*(?:->|=>|→)\s*")
MOST = 5000  # lines


def read_table(text, parent, decides):
    """(rows of steps, faults in words). Each line: old code, new code, new name, code of the unit above (or `parent`);
    lines with the same new code are one merger, in which the name has to be written once. A first line of heads is
    passed over. A new code that is one of the old ones, or of a unit that stands, needs no name."""
    lines, faults = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in ARROW.split(line)] + [""] * 4
        if not line.strip() or (number == 1 and cells[0].lower().startswith("mã")):
            continue
        if len(lines) == MOST:
            faults.append(f"Chỉ đọc {MOST} dòng.")
            break
        if CODE.fullmatch(cells[0]) and CODE.fullmatch(cells[1]):
            lines.append((number, *cells[:4]))
        else:
            faults.append(f"Dòng {number}: cần mã cũ và mã mới, cách nhau bằng dấu tab hoặc →.")
    groups = {}
    for _, old, new, name, above in lines:
        group = groups.setdefault(new, {"sources": [], "name": "", "parent": ""})
        group["sources"].append(old)
        group["name"] = group["name"] or name
        group["parent"] = group["parent"] or above
    faults += _unknown(lines, groups)
    return [_step(new, group, parent, decides) for new, group in groups.items()], faults


def _unknown(lines, groups):
    asked = {old for _, old, *_ in lines} | groups.keys()
    there = set(Unit.objects.filter(code__in=asked).values_list("code", flat=True))
    seen = set()
    for number, old, new, *_ in lines:
        if old not in there:
            yield f"Dòng {number}: không có đơn vị nào mang mã “{old}”."
        elif old in seen:
            yield f"Dòng {number}: mã “{old}” đã có ở dòng trên."
        elif new not in there and not groups[new]["name"]:
            yield f"Dòng {number}: đơn vị mới “{new}” chưa có tên."
        seen.add(old)


def _step(new, group, parent, decides):
    row = {"kind": StepKind.MERGE, "sources": group["sources"], "target": new, "name": group["name"]}
    return {**row, "parent": group["parent"] or parent, "decides": True if decides else None}
