"""The key at the end of a paper: for every figure printed before it, the code that brings back the people it counts."""

from . import labels
from .behind import label_of
from .codes import NUMBERS, Span, code_of
from .keys import key, split
from .months import IN_A_YEAR


class Index:
    """Collects figures while a paper is made; the rest is what to print after all of them."""

    def __init__(self, figures):
        self._names = {line.unit_id: line.name for line in (figures, *figures.children)}
        self._name = figures.name
        self._days = figures.starts, min(figures.as_of, figures.ends)
        self._spans, self._measures = {Span(figures.unit_id, *self._days): True}, set()
        self._months, self._direct = len(figures.months) if figures.admitted else 0, False
        for line in figures.pyramid:  # which only the drawing tells
            for sex, n in (("female", line.women), ("male", line.men)):
                if n:
                    self.add(figures.unit_id, key("aged", sex, line.group))

    def add(self, unit_id, name, *, direct=False):
        measure, *days = split(name)
        self._spans[Span(unit_id, *(days if days[0] else self._days))] = True
        self._measures.add(measure)
        self._direct |= direct

    @property
    def codes(self):
        """[(name of a unit, days, code)], those of the report's own days first."""
        lines = []
        for span in sorted(self._spans, key=lambda span: (span.starts, span.as_of) != self._days):
            days = f"{labels.day(span.starts)} – {labels.day(span.as_of)}"
            lines.append((self._names[span.unit_id], days, code_of(span) or labels.NOTHING))
        return lines

    @property
    def pairs(self):
        """Lines of two (number, figure in words), to be read down the left half first."""
        numbers = sorted((NUMBERS[measure], label_of(measure)) for measure in self._measures)
        half = (len(numbers) + 1) // 2
        return [numbers[at::half] for at in range(half)]

    @property
    def parts(self):
        """Sentences: what to type for numbers that are of a part of a figure."""
        example, lines = self.example, []
        if self._months > 1:
            lines.append(
                f"Số của một tháng: gõ thêm /T và số thứ tự của tháng, ví dụ {example}/T{self._months}; số cộng từ đầu "
                f"kỳ đến hết tháng đó: /L{self._months}."
            )
        if self._months > IN_A_YEAR:
            lines.append(f"Số của một năm: gõ thêm /N và năm, ví dụ {example}/N{self._days[1].year}.")
        if self._direct:
            lines.append(f"Dòng “Trực thuộc {self._name}”: gõ thêm /C1, ví dụ {example}/C1.")
        return lines

    @property
    def example(self):
        """ "4K7N-P2M9X/1": the first code with the first number; "" where nothing is printed."""
        if not self._measures:
            return ""
        return f"{self.codes[0][2]}/{min(NUMBERS[measure] for measure in self._measures)}"
