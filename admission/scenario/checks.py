"""What the rows of a scenario must be to each other. Works on rows that may lack the values that were wrong."""

from collections import Counter

from admission.groups import AGE_GROUPS, OCCUPATION_GROUPS, SCHOOLING_GROUPS
from admission.scenario.expand import with_own_branches
from admission.scenario.ladder import states_of

MAX_PEOPLE = 50_000
MAX_CODE = 80
_FIGURES = ("admitted", "recognised", "target", "percent", "count", "share", "members", "rate", "session")


def check(slug, sections, units, tree, fail):
    """Calls `fail(path, sentence)` for everything that contradicts something else.

    `sections` maps each section to its [(path, {key: value})].
    """
    _check_deciders(units, fail)
    _check_codes(slug, sections, tree, fail)
    _check_references(sections, tree, fail)
    _check_spans(sections, tree, fail)
    for path, row in sections["targets"]:
        _check_target(path, row, fail)
    for path, row in sections["admissions"]:
        _check_groups(path, row, fail)
    _check_sources(sections, tree, fail)
    _check_sessions(sections, tree, fail)
    _check_expect(sections, fail)
    placed = ("admissions", "recognitions", "sources", "stopped")
    people = sum(row.get("count", 0) for section in placed for _, row in sections[section])
    people += sum(
        value for _, row in sections["sessions"] for value in row.values() if isinstance(value, int)
    )
    if people > MAX_PEOPLE:
        fail("tệp", f"hơn {MAX_PEOPLE} người")


def _check_deciders(units, fail):
    for unit in units:
        if unit.decides and unit.kind in ("section", "branch"):
            fail(f"{unit.path}.decides", f"{unit.kind} không có thẩm quyền quyết định kết nạp")
        _check_deciders(unit.children, fail)


def _check_codes(slug, sections, tree, fail):
    """Codes are stored with the scenario in front, and room for a branch of the loader's own."""
    longest = MAX_CODE - len(slug) - len("/.CBTT")
    for code, unit in tree.units.items():
        if len(code) > longest:
            return fail(f"{unit.path}.code", f"mã {code} dài hơn {longest} ký tự")
    for path, row in sections["periods"]:
        if len(row.get("code", "")) > longest:
            fail(f"{path}.code", f"dài hơn {longest} ký tự")


def _check_references(sections, tree, fail):
    periods = {row.get("code") for _, row in sections["periods"]}
    counted = {code.rpartition("-")[0] for code in tree.units}
    for section, found in sections.items():
        for path, row in found:
            unit = row.get("unit")
            if unit is not None and unit not in tree.units:
                hint = f"; có count thì viết {unit}-1, {unit}-2 …" if unit in counted else ""
                fail(f"{path}.unit", f"không có đơn vị {unit}{hint}")
            if "period" in row and row["period"] not in periods:
                fail(f"{path}.period", f"không có kỳ {row['period']}")
            if section in ("sources", "stopped") and not periods:
                fail(path, "cần ít nhất một kỳ trong periods")
    _refuse_doubles(sections["periods"], ("code",), "mã kỳ", fail)
    _refuse_doubles(sections["sessions"], ("unit", "on"), "phiên họp", fail)
    _refuse_doubles(sections["members"], ("unit", "on", "basis"), "số đảng viên", fail)


def _refuse_doubles(found, keys, what, fail):
    first = {}
    for path, row in found:
        value = tuple(row.get(key) for key in keys)
        if None in value:
            continue
        if value in first:
            fail(f"{path}.{keys[-1]}", f"{what} đã có ở {first[value]}")
        first.setdefault(value, path)


def _check_spans(sections, tree, fail):
    for section in ("periods", "admissions", "recognitions"):
        for path, row in sections[section]:
            starts, ends = row.get("from"), row.get("to")
            if starts and ends and starts > ends:
                fail(f"{path}.from", f"sau ngày kết thúc {ends}")
            unit = tree.units.get(row.get("unit"))
            if starts and unit and unit.starts and starts < unit.starts:
                fail(f"{path}.from", f"đơn vị {unit.code} có từ {unit.starts}")


def _check_target(path, row, fail):
    if ("value" in row) == ("rate" in row):
        fail(path, "phải có đúng một trong hai: value hoặc rate")
    if "rate" in row and "basis" not in row:
        fail(f"{path}.basis", "rate phải nói rõ là tỷ lệ của số nào")
    if "value" in row and "basis" in row:
        fail(f"{path}.basis", "chỉ đi cùng rate")


def _check_groups(path, row, fail):
    groups, people = row.get("groups", {}), row.get("count")
    if people is None:
        return
    for group, number in groups.items():
        if number > people:
            fail(f"{path}.groups.{group}", f"{number} lớn hơn tổng số {people}")
    for family in (OCCUPATION_GROUPS, AGE_GROUPS, SCHOOLING_GROUPS):
        stated = [groups[group] for group in family if group in groups]
        if sum(stated) > people and max(stated) <= people:
            fail(
                f"{path}.groups",
                f"{', '.join(group for group in family if group in groups)} cộng lại hơn {people}",
            )
    if groups.get("age_over_60"):
        fail(f"{path}.groups.age_over_60", "chi bộ chỉ xét người đủ 18 đến đủ 60 tuổi")
    for family in (set(AGE_GROUPS) - {"age_over_60"}, set(SCHOOLING_GROUPS)):
        if family <= groups.keys() and sum(groups[group] for group in family) < people:
            fail(f"{path}.groups", f"{', '.join(sorted(family))} cộng lại ít hơn {people}")


def _check_sources(sections, tree, fail):
    bare = {row.get("unit") for _, row in sections["sources"] if not tree.leaves(row.get("unit"))}
    tree = with_own_branches(tree, bare)
    for path, row in sections["sources"]:
        state, leaves = row.get("state"), tree.leaves(row.get("unit"))
        if state and leaves and not any(state in states_of(tree.route(leaf)) for leaf in leaves):
            fail(f"{path}.state", f"hồ sơ ở {row['unit']} không qua bước {state}")


def _check_sessions(sections, tree, fail):
    for path, row in sections["sessions"]:
        unit = tree.units.get(row.get("unit"))
        if unit and unit.parent and not unit.decides:  # a topmost unit records what is decided outside
            fail(f"{path}.unit", f"{unit.code} không quyết định kết nạp (decides: true)")


def _check_expect(sections, fail):
    spans = {row.get("code"): row for _, row in sections["periods"]}
    held = Counter((row.get("unit"), row.get("on")) for _, row in sections["sessions"])
    for path, row in sections["expect"]:
        needs = {
            "target": "by",
            "percent": "by",
            "members": "basis",
            "rate": "basis",
            "share": "group",
            "count": "group",
        }
        for key, other in needs.items():
            if key in row and other not in row:
                fail(f"{path}.{other}", f"{key} cần có {other} đi kèm")
        if not any(key in row for key in _FIGURES):
            fail(path, f"không có con số nào để so: {', '.join(_FIGURES)}")
        starts = spans.get(row.get("period"), {}).get("from")
        if starts and row.get("as_of") and row["as_of"] < starts:
            fail(f"{path}.as_of", f"trước ngày bắt đầu kỳ {starts}")
        on = row.get("session", {}).get("on")
        if on and not held[row.get("unit"), on]:
            fail(f"{path}.session.on", f"không có phiên ngày {on} của {row.get('unit')} trong sessions")
