"""Admissions month by month, summed up, beside the even pace towards the target."""

from .shapes import WIDTH, Box, Chart, Route, Words, round_top

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 44, WIDTH - 40, 22, 230, 262
MANY = 13  # months from which on only the years are named


def course(name, months, target, days):
    """`months`: (first day, admitted, so far, days gone of the period, "12,50" by pace or None); `days` of the whole
    period; `target`: people by its end, a fraction or None."""
    top = round_top(max([target or 0, *(month[2] for month in months)]))
    points = ((LEFT, BOTTOM), *((_x(gone, days), _y(so_far, top)) for _, _, so_far, gone, _ in months))
    shapes = [*_grid(top), *_names(months, days)]
    if target:
        shapes.append(Route(((LEFT, BOTTOM), (RIGHT, _y(target, top))), "muted", 2, dashed=True))
        shapes.append(Words(RIGHT, _y(target, top) - 8, "tiến độ đều", "end", "muted"))
    shapes.append(Route(points, "data", 4))
    for (x, y), month in zip(points[1:], months, strict=True):
        shapes.append(Box(x - 4, y - 4, 8, 8))
        if len(months) < MANY or month is months[-1]:
            is_behind = target and month[2] < target * month[3] / days  # then the line of the pace runs above
            below = is_behind and y + 24 < BOTTOM
            shapes.append(Words(x, y + 20 if below else y - 9, str(month[2]), "end", strong=True))
    return Chart(
        name, "Kết nạp cộng dồn theo tháng",
        "Đường liền là số đã kết nạp từ đầu kỳ; đường đứt là tiến độ đều đến chỉ tiêu." if target
        else "Đường liền là số đã kết nạp từ đầu kỳ.",
        HEIGHT, tuple(shapes), ("Tháng", "Kết nạp", "Từ đầu kỳ", "Tiến độ đều"),
        tuple((f"{first:%m/%Y}", str(n), str(so_far), pace or "–") for first, n, so_far, _, pace in months),
    )  # fmt: skip


def _x(gone, days):
    return LEFT + (RIGHT - LEFT) * gone // days


def _y(people, top):
    return BOTTOM - int((BOTTOM - TOP) * people / top)


def _grid(top):
    for people in (0, top // 2, top):
        y = _y(people, top)
        yield Route(((LEFT, y), (RIGHT, y)), "line" if people else "edge")
        yield Words(LEFT - 8, y + 5, str(people), "end", "muted")


def _names(months, days):
    start = LEFT
    for first, _, _, gone, _ in months:
        end = _x(gone, days)
        if len(months) < MANY:
            yield Words((start + end) // 2, BOTTOM + 22, f"T{first.month}", "middle", "muted")
        elif first.month == 1 or start == LEFT:
            yield Words(start, BOTTOM + 22, str(first.year), "start", "muted")
        start = end
