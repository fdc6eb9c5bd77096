"""What the work of a job is: its parts, how they are printed, how they are bound."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from admission.models import BOOKS, JobKind
from admission.papers import render
from admission.reports import book, book_xlsx
from admission.reports.binding import bound
from admission.reports.press import print_all
from admission.session_papers import papers_of


@dataclass(frozen=True)
class Work:
    """`printed(positions)` yields (position, PDF) as they are ready, b"" for a part of which there is nothing to print;
    `bind(pdfs)` makes one PDF of those in order."""

    total: int
    printed: Callable[[list[int]], Iterable[tuple[int, bytes]]]
    bind: Callable[[list[bytes]], bytes]


def work_of(job, *, frozen):
    """The `Work` of a job. `frozen(make)` keeps the text that `make()` gives for as long as the job is at work."""
    return _book(job, frozen) if job.kind in BOOKS else _session(job)


def _session(job):
    papers = papers_of(job.session, job.kind)

    def printed(positions):
        for position in positions:
            pages = papers[position]()
            yield position, render.pdf(pages) if pages else b""

    return Work(len(papers), printed, bound)


def _book(job, frozen):
    data = json.loads(frozen(lambda: json.dumps(book.freeze(job.unit, job.period, job.as_of))))
    if job.kind == JobKind.SHEET:
        return _sheet(job, data)

    def printed(positions):
        yield from print_all((at, book.chunk(data, at, job.period, job.as_of)) for at in positions)

    return Work(book.chunks(data), printed, lambda pdfs: bound(pdfs, numbered=True))


def _sheet(job, data):
    """One part: what takes long is counting, which is frozen."""

    def made(positions):
        yield from ((at, book_xlsx.to_xlsx(data, job.period, job.as_of)) for at in positions)

    return Work(1, made, lambda parts: parts[0])
