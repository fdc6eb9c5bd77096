"""Admissions of each unit in each month: the darker the more, and the number in every field."""

from .shapes import WIDTH, Box, Chart, Words, cut

NAMES, TOP, ROW = 240, 24, 28
SHADES = ("paper", "shade_1", "shade_2", "shade_3", "data")


def heat(name, columns, rows):
    """`columns`: names of the months; `rows`: (name of a unit, a number for each month)."""
    most = max((n for _, numbers in rows for n in numbers), default=0)
    wide = (WIDTH - NAMES) // max(len(columns), 1)
    shapes = [
        Words(NAMES + wide * at + wide // 2, TOP - 8, text, "middle", "muted")
        for at, text in enumerate(columns)
    ]
    for line, (unit, numbers) in enumerate(rows):
        y = TOP + ROW * line
        shapes.append(Words(0, y + 19, cut(unit, 32)))
        for at, n in enumerate(numbers):
            x, shade = NAMES + wide * at, shade_of(n, most)
            shapes.append(Box(x, y, wide - 2, ROW - 2, shade, "line"))
            if n:
                tone = "paper" if shade == "data" else "ink"
                shapes.append(Words(x + wide // 2 - 1, y + 19, str(n), "middle", tone))
    return Chart(
        name, "Kết nạp của từng đơn vị theo tháng", "Mỗi hàng là một đơn vị, mỗi cột một tháng; càng đậm càng nhiều.",
        TOP + ROW * len(rows), tuple(shapes), ("Đơn vị", *columns),
        tuple((unit, *map(str, numbers)) for unit, numbers in rows),
    )  # fmt: skip


def shade_of(n, most):
    """White for nothing; from there on four shades, the last for the most."""
    return SHADES[-(-4 * n // most)] if n else SHADES[0]
