"""A book of figures, printed in parts by processes of their own; beside it fewer rows in one piece, to show what the
parts spare."""

from django.utils import timezone

from admission.reports import book, press
from admission.reports.binding import bound
from admission.scale.bench.measuring import LargestChild, peak_growth_mb, timed
from admission.scale.bench.rollup import current_year
from units.models import Unit

ROWS, IN_ONE_PIECE = 8000, 2000
PEAK_MB = 256


def measure(size):
    """Peaks are of a process that prints; that of the worker, which counts and binds, is by how much it grew."""
    unit, period, today = Unit.objects.order_by("path").first(), current_year(), timezone.localdate()
    frozen = {}
    freeze = timed(lambda: frozen.update(book.freeze(unit, period, today)))
    frozen["rows"] = frozen["rows"][:ROWS]
    parts = [book.chunk(frozen, at, period, today) for at in range(book.chunks(frozen))]
    printed = _printed(parts)
    return {
        "rows": len(frozen["rows"]), "parts": len(parts), "freeze_seconds": round(freeze, 2), **printed,
        "goal_mb": PEAK_MB, "met": printed["peak_mb"] is None or printed["peak_mb"] <= PEAK_MB,
        "in_one_piece": _in_one_piece(frozen, period, today),
    }  # fmt: skip


def _printed(parts):
    seconds = []

    def make():
        pdfs = dict(press.print_all(enumerate(parts)))
        bound([pdfs[at] for at in sorted(pdfs)], numbered=True)

    with LargestChild() as child:
        worker_mb = peak_growth_mb(lambda: seconds.append(timed(make)))
    return {"seconds": round(seconds[0], 1), "peak_mb": child.peak_mb, "worker_mb": worker_mb}


def _in_one_piece(frozen, period, today):
    rows = frozen["rows"][:IN_ONE_PIECE]
    page = book.page(frozen, rows, period, today)
    with LargestChild() as child:
        seconds = timed(lambda: list(press.print_all([(0, page)])))
    return {"rows": len(rows), "seconds": round(seconds, 1), "peak_mb": child.peak_mb}
