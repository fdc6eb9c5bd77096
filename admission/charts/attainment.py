"""How far units are with their targets, on one scale with one line at the target."""

from decimal import Decimal

from .shapes import WIDTH, Box, Chart, Route, Words, cut, scaled

TOP, ROW, BAR = 26, 46, 14
WIDEST = Decimal(200)  # per cent that still fit; beyond it only the number grows


def attainment(name, rows, against):
    """`rows`: (name of a unit, "5/3 (vượt 2)", "166,67%", Decimal per cent); `against`: "chỉ tiêu giao"."""
    scale = min(max([Decimal(100), *(row[3] for row in rows)]), WIDEST)
    height = TOP + ROW * len(rows)
    at_target = scaled(100, scale, WIDTH)
    shapes = [Words(min(at_target, WIDTH - 4), TOP - 10, "100%", "end", "muted")]
    for at, (unit, counted, percent, value) in enumerate(rows):
        y = TOP + ROW * at
        shapes += [
            Words(0, y + 14, cut(unit, 48)),
            Words(WIDTH, y + 14, f"{counted}, {percent}", "end"),
            Box(0, y + 21, WIDTH, BAR, "paper", "line"),
            Box(0, y + 21, scaled(value, scale, WIDTH), BAR),
        ]
        shapes.append(Route(((at_target, y + 18), (at_target, y + 24 + BAR)), width=3))
    return Chart(
        name, f"Mức đạt so với {against}",
        f"Mỗi thanh là một đơn vị; vạch đứng là 100% {against}.",
        height, tuple(shapes), ("Đơn vị", "Kết nạp", f"So với {against}"), tuple(row[:3] for row in rows),
    )  # fmt: skip
