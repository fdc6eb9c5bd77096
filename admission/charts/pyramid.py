"""The admitted by age: men to the left, women to the right."""

from .shapes import WIDTH, Box, Chart, Words, scaled

TOP, ROW, BAR, NAMES, NUMBERS = 26, 30, 22, 130, 40
LEFT, RIGHT = (WIDTH - NAMES) // 2, (WIDTH + NAMES) // 2
LONGEST = LEFT - NUMBERS


def pyramid(name, bands):
    """`bands`: (name of the age group, women, men), the youngest first; drawn with the eldest on top."""
    most = max((max(women, men) for _, women, men in bands), default=0)
    shapes = [Words(LEFT, 16, "Nam", "end", strong=True), Words(RIGHT, 16, "Nữ", strong=True)]
    for at, (band, women, men) in enumerate(reversed(bands)):
        y = TOP + ROW * at
        left, right = scaled(men, most, LONGEST), scaled(women, most, LONGEST)
        shapes += [
            Box(LEFT - left, y, left, BAR, "shade_2", "edge"),
            Box(RIGHT, y, right, BAR),
            Words(WIDTH // 2, y + 16, band, "middle"),
            Words(LEFT - left - 6, y + 16, str(men), "end"),
            Words(RIGHT + right + 6, y + 16, str(women)),
        ]
    return Chart(
        name, "Tuổi đời đảng viên mới kết nạp", "Mỗi hàng là một nhóm tuổi khi kết nạp; nam bên trái, nữ bên phải.",
        TOP + ROW * len(bands), tuple(shapes), ("Nhóm tuổi", "Nữ", "Nam"),
        tuple((band, str(women), str(men)) for band, women, men in bands),
    )  # fmt: skip
