"""A worksheet that is written from top to bottom, in the type of the Party's papers."""

from typing import NamedTuple

# A name that starts with "=" stays a name, and nothing becomes a link.
AS_TYPED = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
A4 = 9
TWO_LINES = 36  # points: heads of blocks wrap
MOST_LINKS = 65_000  # of a sheet
DEEPEST = 6  # Excel folds seven levels; ours begin at 0
STYLES = {
    "text": {"text_wrap": True},
    "count": {"num_format": "#,##0"},
    "percent": {"num_format": "0.00"},
    "day": {"num_format": "dd/mm/yyyy", "align": "center"},
    "point": {"num_format": "#,##0"},
    "floor": {"num_format": '"từ "#,##0" trở lên"'},
    "rate": {"num_format": '0.00"%"'},
    "rate_floor": {"num_format": '"từ "0.00"% trở lên"'},
    **{f"in{depth}": {"text_wrap": True, "indent": depth} for depth in range(1, DEEPEST + 1)},
}


def formats(book):
    """{name: format}: each of STYLES plain and as "… total", and those of heads, titles and notes."""
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    cell = {**font, "border": 1}
    head = {**cell, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#F2F2F2"}
    named = {
        "title": {**font, "bold": True, "font_size": 14},
        "plain": font,
        "note": {**font, "italic": True, "font_size": 11},
        "head": head,
    }
    for name, style in STYLES.items():
        named[name] = {**cell, **style}
        named[f"{name} total"] = {**cell, **style, "bold": True}
    return {name: book.add_format(style) for name, style in named.items()}


class Opening(NamedTuple):
    """A number, and the address of the people it counts; "" for none."""

    n: int
    url: str


class Sheet:
    def __init__(self, book, name, styles):
        self.sheet = book.add_worksheet(name)
        self._styles = styles
        self.at = self._links = 0
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
        self.sheet.set_footer("&CTrang &P/&N")

    def line(self, text, style):
        self.sheet.write_string(self.at, 0, text, self._styles[style])
        self.at += 1

    def row(self, values, styles, *, level=0):
        """`level`: how deep in the tree; rows from 1 on can be folded."""
        for column, (value, style) in enumerate(zip(values, styles, strict=True)):
            self._cell(column, value, style)
        if level:
            self.sheet.set_row(self.at, None, None, {"level": min(level, DEEPEST)})
        self.at += 1

    def block(self, title, columns, lines, total=None):
        """`columns` are (head, style); every line has a value for each, and so has `total`, the last one."""
        styles = [style for _, style in columns]
        self.line(title, "title")
        self.sheet.set_row(self.at, TWO_LINES)
        self.row([head for head, _ in columns], ["head"] * len(columns))
        for line in lines:
            self.row(line, styles)
        if lines and total:
            self.row(total, [f"{style} total" for style in styles])
        if not lines:
            self.line("Không có", "plain")
        self.at += 1

    def _linked(self, column, opening):
        """The number, which is then written over the address and keeps it; Excel holds only so many."""
        if opening.url and self._links < MOST_LINKS:
            self.sheet.write_url(self.at, column, opening.url)
            self._links += 1
        return opening.n

    def _cell(self, column, value, style):
        kind, *total = style.split()
        if isinstance(value, Opening):
            value = self._linked(column, value)
        if kind == "goal":
            kind, value = _goal(value)
        elif kind == "percent" and value is not None:
            value = float(value.replace(",", "."))
        chosen = self._styles[" ".join([kind, *total])]
        if value is None:
            self.sheet.write_blank(self.at, column, None, chosen)
        elif isinstance(value, str):
            self.sheet.write_string(self.at, column, value, chosen)
        elif kind == "day":
            self.sheet.write_datetime(self.at, column, value, chosen)
        else:
            self.sheet.write_number(self.at, column, value, chosen)


def _goal(line):
    """(style, number) of a target: a floor reads "từ 6 trở lên" and is still the number 6."""
    if line is None:
        return "point", None
    if line.rate is None:
        return "floor" if line.at_least else "point", line.value
    return "rate_floor" if line.at_least else "rate", line.rate
