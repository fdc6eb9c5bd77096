"""What a chart is made of."""

from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

WIDTH = 720
# Each differs from its neighbours in lightness too: charts are read in black and white.
COLOURS = {
    "ink": "#221d1a", "muted": "#635b54", "line": "#e2dcd4", "edge": "#857b72", "data": "#47688c", "paper": "#ffffff",
    "shade_1": "#dfe6ee", "shade_2": "#b4c5d8", "shade_3": "#7f9cbc",
}  # fmt: skip


class Coloured:
    @property
    def colour(self):
        return COLOURS[self.tone]


@dataclass(frozen=True)
class Box(Coloured):
    x: int
    y: int
    width: int
    height: int
    tone: str = "data"
    edge: str = ""  # tone of a thin line around it
    kind = "box"

    @property
    def stroke(self):
        return COLOURS[self.edge] if self.edge else "none"


@dataclass(frozen=True)
class Boxes:
    """Boxes of the same colours as one shape: a paper of hundreds of fields prints a third faster."""

    boxes: tuple[Box, ...]
    kind = "boxes"

    @property
    def colour(self):
        return self.boxes[0].colour

    @property
    def stroke(self):
        return self.boxes[0].stroke

    @property
    def path(self):
        return "".join(f"M{one.x} {one.y}h{one.width}v{one.height}h{-one.width}z" for one in self.boxes)


@dataclass(frozen=True)
class Words(Coloured):
    x: int
    y: int  # of the line on which the letters stand
    text: str
    anchor: str = "start"  # start | middle | end
    tone: str = "ink"
    strong: bool = False
    kind = "words"


@dataclass(frozen=True)
class Route(Coloured):
    """A line through points."""

    points: tuple[tuple[int, int], ...]
    tone: str = "ink"
    width: int = 1
    dashed: bool = False
    kind = "route"

    @property
    def path(self):
        return "M" + "L".join(f"{x} {y}" for x, y in self.points)


class Linked(str):
    """A number in the table of a chart, with the address of the people it counts; "" for none."""

    def __new__(cls, text, url):
        self = super().__new__(cls, text)
        self.url = url
        return self


@dataclass(frozen=True)
class Chart:
    """`head` and `rows` say the same as a table, for whoever does not see it."""

    name: str  # an id on the page
    title: str
    desc: str
    height: int
    shapes: tuple
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    width: int = WIDTH

    @property
    def drawn(self):
        """The shapes as they are drawn: between two lines first all boxes, then the words on them."""
        for is_route, shapes in groupby(self.shapes, key=lambda shape: shape.kind == "route"):
            some = list(shapes)
            yield from some if is_route else _joined(some)

    def linked(self, urls):
        """The same chart; `urls`: for each row of its table the addresses of its cells, from the second on."""
        rows = (
            (row[0], *(Linked(text, url) for text, url in zip_longest(row[1:], line, fillvalue="")))
            for row, line in zip(self.rows, urls, strict=True)
        )
        return replace(self, rows=tuple(rows))


def _joined(shapes):
    boxes = {}
    for shape in shapes:
        if shape.kind == "box":
            boxes.setdefault((shape.tone, shape.edge), []).append(shape)
    return [*(Boxes(tuple(some)) for some in boxes.values()), *(one for one in shapes if one.kind != "box")]


def scaled(value, whole, length):
    """`value` as a length, where `whole` is as long as `length`; never longer."""
    return min(length, int(length * value / whole)) if whole else 0


def cut(text, signs):
    """A name that would run into its neighbour, shortened; the table beside the chart has it whole."""
    return text if len(text) <= signs else f"{text[: signs - 1].rstrip()}…"


def round_top(value):
    """The end of an axis: the next of 1, 2, 5, 10, 20, 50 … that is not below the value; at least 5."""
    step = 1
    while True:
        for times in (1, 2, 4, 5, 6, 8):
            if times * step >= max(value, 5):
                return times * step
        step *= 10
