"""One column of an answer as bars."""

from admission.charts.bars import bars

MANY = 40  # bars that still make a picture


def drawn(lines, head):
    """A `Chart` of the column `head`; None where there is nothing to compare."""
    rows = [(line.label, cell.value) for line in lines for cell in line.cells if cell.head == head]
    if not 1 < len(rows) <= MANY or not any(people for _, people in rows):
        return None
    return bars("bieu-do-cot", head, rows)
