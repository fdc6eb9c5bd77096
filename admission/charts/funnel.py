"""How many files stand at each step of the way, the first step on top."""

from .shapes import WIDTH, Box, Chart, Words, cut, scaled

TOP, ROW, BAR, NAMES = 4, 28, 22, 280
MIDDLE = (NAMES + WIDTH - 50) // 2
WIDEST = WIDTH - 50 - NAMES


def funnel(name, steps):
    """`steps`: (name of the step, files), in the order of the way."""
    most = max((files for _, files in steps), default=0)
    shapes = []
    for at, (step, files) in enumerate(steps):
        y, width = TOP + ROW * at, max(scaled(files, most, WIDEST), 2 if files else 0)
        shapes += [
            Words(0, y + 16, cut(step, 38)),
            Box(MIDDLE - width // 2, y, width, BAR),
            Words(WIDTH, y + 16, str(files), "end", strong=True),
        ]
    return Chart(
        name, "Hồ sơ đang ở từng bước", "Mỗi thanh là một bước, từ nguồn đến khi có quyết định kết nạp.",
        TOP + ROW * len(steps), tuple(shapes), ("Bước", "Số hồ sơ"),
        tuple((step, str(files)) for step, files in steps),
    )  # fmt: skip
