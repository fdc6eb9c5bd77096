"""What may stand under one key of a scenario file.

A field is called with the value, its path and `fail(path, sentence)`; it returns the value to keep, or None after
saying what is wrong.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from partytrack.text import clean_text

MOST = 10_000_000
EARLIEST, LATEST = date(1930, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Optional:
    """A key that may be left out."""

    field: object


def text(most):
    def field(value, path, fail):
        if not isinstance(value, str) or not (kept := clean_text(value)):
            return fail(path, "phải là chữ, không để trống (số và ngày thì đặt trong dấu ngoặc kép)")
        return kept if len(kept) <= most else fail(path, f"dài hơn {most} ký tự")

    return field


def _matching(pattern, most, sentence):
    def field(value, path, fail):
        fits = isinstance(value, str) and len(value) <= most and re.fullmatch(pattern, value)
        return value if fits else fail(path, sentence)

    return field


slug = _matching(
    r"[a-z0-9][a-z0-9-]*", 60, "phải là chữ thường không dấu, số và gạch nối, ví dụ xuan-loc-2021"
)
_code = _matching(r"\w[\w.-]*", 40, "phải là chữ, số, gạch nối")
percent = _matching(r"\d{1,9}(,\d{1,6})?", 20, 'phải là chữ trong dấu ngoặc kép, ví dụ "114,17"')


def code(value, path, fail):
    """Numbers need no quotes: 2021, 1.10."""
    return _code(str(value) if type(value) in (int, Decimal) else value, path, fail)


def day(value, path, fail):
    if type(value) is not date:  # a moment is not a day
        return fail(path, "phải là ngày có thật dạng 2021-01-31")
    return value if EARLIEST <= value <= LATEST else fail(path, "ngày ngoài khoảng 1930 đến 2199")


def flag(value, path, fail):
    return value if isinstance(value, bool) else fail(path, "phải là true hoặc false")


def count(value, path, fail):
    if type(value) is not int or value < 0:
        return fail(path, "phải là số nguyên không âm")
    return value if value <= MOST else fail(path, "số quá lớn")


def positive(value, path, fail):
    if type(value) is not int or value < 1:
        return fail(path, "phải là số nguyên từ 1 trở lên")
    return value if value <= MOST else fail(path, "số quá lớn")


def rate(value, path, fail):
    if type(value) not in (int, Decimal) or not 0 < value <= 100:
        return fail(path, "phải là số lớn hơn 0, không quá 100")
    exact = Decimal(value)
    return exact if exact == round(exact, 2) else fail(path, "nhiều nhất hai chữ số thập phân")


def one_of(choices):
    def field(value, path, fail):
        known = isinstance(value, str) and value in choices
        return value if known else fail(path, f"“{value}” không có; chọn một trong: {', '.join(choices)}")

    return field


def counts_of(choices):
    """A mapping from some of the choices to counts."""

    def field(value, path, fail):
        return mapping(dict.fromkeys(choices, Optional(count)), value, path, fail)

    return field


def mapping(fields, value, path, fail):
    """The values of a mapping that are right; every unknown, missing or wrong key fails by its own path."""
    if not isinstance(value, dict):
        return fail(path, "phải là một nhóm “khóa: giá trị”")
    dot = f"{path}." if path else ""
    for key in value:
        if key not in fields:
            fail(f"{dot}{key}", f"khóa lạ; ở đây chỉ có: {', '.join(fields)}")
    kept = {}
    for key, field in fields.items():
        optional = isinstance(field, Optional)
        if key not in value:
            if not optional:
                fail(f"{dot}{key}", "thiếu khóa này")
            continue
        right = (field.field if optional else field)(value[key], f"{dot}{key}", fail)
        if right is not None:
            kept[key] = right
    return kept


def items(value, path, fail):
    """(item, its path) for each item of a list; an empty value is an empty list."""
    if value is None:
        return []
    if not isinstance(value, list):
        fail(path, "phải là danh sách, mỗi dòng bắt đầu bằng “- ”")
        return []
    return [(item, f"{path}[{index}]") for index, item in enumerate(value)]
