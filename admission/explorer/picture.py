"""One column of an answer as bars."""

from types import SimpleNamespace

MANY = 40  # bars that still make a picture


def bars(lines, head, url_of):
    """Rows for components/bars.html of the column `head`, and the scale; no rows where there is nothing to compare."""
    drawn = [(line, cell) for line in lines for cell in line.cells if cell.head == head]
    scale = max((cell.value for _, cell in drawn), default=0)
    if not scale or not 1 < len(drawn) <= MANY:
        return [], 0
    rows = [
        SimpleNamespace(label=line.label, url=url_of(line), value=cell.value, target=None, text=cell.text)
        for line, cell in drawn
    ]
    return rows, scale
