"""One number of each line of a table, on one scale."""

from .shapes import WIDTH, Box, Chart, Words, cut, scaled

ROW, BAR = 46, 14


def bars(name, title, rows):
    """`rows`: (name of the line, people)."""
    most = max((people for _, people in rows), default=0)
    shapes = []
    for at, (label, people) in enumerate(rows):
        y = ROW * at
        shapes += [
            Words(0, y + 14, f"{cut(label, 60)}: {people:,}".replace(",", ".")),
            Box(0, y + 21, WIDTH, BAR, "paper", "line"),
            Box(0, y + 21, scaled(people, most, WIDTH), BAR),
        ]
    return Chart(
        name, title, "Mỗi thanh là một dòng của bảng, thanh dài nhất là số lớn nhất.", ROW * len(rows),
        tuple(shapes), (title, "Số người"), tuple((label, str(people)) for label, people in rows),
    )  # fmt: skip
