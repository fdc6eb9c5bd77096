"""The official table as plain data."""

from dataclasses import asdict


def to_dict(table):
    """Only strings, integers, booleans, lists and dicts; percentages and averages are text such as "114,17"."""
    data = asdict(table)
    for name in ("starts", "ends", "as_of", "before_starts", "before_as_of", "computed_at"):
        data[name] = data[name].isoformat()
    data["instruments"] = list(table.instruments)
    data["sections"] = [{**section, "lines": list(section["lines"])} for section in data["sections"]]
    return data
