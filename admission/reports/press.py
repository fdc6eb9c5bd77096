"""Long papers to PDF, in processes of their own: a cell costs a renderer a millisecond and twenty kilobytes, which it
gives back only when it ends.

    for position, pdf in print_all([(0, html), (1, html)]): ...      in the order in which they are ready

A child reads pages from its standard input and answers with PDFs, each behind its length in eight bytes; it ends when
its input does, so none outlives the process that started it.
"""

import gc
import os
import subprocess
import sys
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import suppress
from functools import partial
from itertools import islice
from queue import SimpleQueue

from django.conf import settings

from admission.reports.render import html_to_pdf, own_fonts

PROCESSES = 2  # at most: two of them render a province's book within a minute
PAGES_OF_A_CHILD = 4  # then another takes its place: what it holds would only grow


class PressFailed(Exception):
    """A child ended without an answer; its own words are on standard error."""


def print_all(pages):
    """Yield (position, PDF) of pages (position, HTML as `render.paper` makes it); these are taken one by one, as
    renderers become free.

    Raises PressFailed, or render.PdfUnavailable where the machine has no pango.
    """
    own_fonts()
    children = SimpleQueue()
    for _ in range(_processes()):
        children.put(_Child())
    try:
        with ThreadPoolExecutor(_processes()) as threads:
            yield from _answers(iter(pages), partial(threads.submit, _print, children))
    finally:
        while not children.empty():
            children.get().end()


def _answers(pages, submit):
    jobs = {}
    try:
        while True:
            for at, html in islice(
                pages, _processes() + 1 - len(jobs)
            ):  # one waits for whoever is free first
                jobs[submit(html)] = at
            if not jobs:
                return
            for job in wait(jobs, return_when=FIRST_COMPLETED).done:
                yield jobs.pop(job), job.result()
    finally:
        for job in jobs:
            job.cancel()


def _processes():
    return min(PROCESSES, os.cpu_count() or 1)


def _print(children, html):
    child = children.get()
    try:
        return child.pdf(html)
    finally:
        if child.printed >= PAGES_OF_A_CHILD:
            child.end()
            child = _Child()
        children.put(child)


class _Child:
    """One renderer; started when it is first needed."""

    def __init__(self):
        self.printed, self._process = 0, None

    def pdf(self, html):
        self._process = self._process or subprocess.Popen(
            [sys.executable, "-m", "admission.reports.press"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=settings.ROOT,
        )  # fmt: skip
        self.printed += 1
        try:
            _send(self._process.stdin, html.encode())
            return _receive(self._process.stdout)
        except (BrokenPipeError, EOFError):
            raise PressFailed(f"a renderer ended with {self.end()}") from None

    def end(self):
        """Ends with what it was doing; returns its exit code."""
        process, self._process = self._process, None
        if process is None:
            return None
        process.stdout.close()
        with suppress(BrokenPipeError):  # what a dead child did not read
            process.stdin.close()
        return process.wait()


def _send(pipe, content):
    pipe.write(len(content).to_bytes(8, "big") + content)
    pipe.flush()


def _receive(pipe):
    """The next content; EOFError where there is none."""
    head = pipe.read(8)
    content = pipe.read(int.from_bytes(head, "big")) if len(head) == 8 else b""
    if not content:
        raise EOFError
    return content


def serve(source, sink):
    """The child's whole life."""
    gc.freeze()
    gc.set_threshold(
        200_000, 50, 50
    )  # a page is a million small objects that live as long as it does: a fifth faster
    while True:
        try:
            html = _receive(source)
        except EOFError:
            return
        _send(sink, html_to_pdf(html.decode()))
        gc.collect()  # the tree of this page, before the next one grows beside it: 200 MB, not 400


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
