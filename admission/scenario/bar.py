"""Progress on a terminal; nothing where nobody looks."""

import sys

WIDTH = 30


class Bar:
    """Called with (done, total). Writes one line that it rewrites, on a terminal alone, and clears it at the end."""

    def __init__(self, words, stream=None):
        self.words, self.stream = words, stream or sys.stderr

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._write("\r\x1b[K")

    def __call__(self, done, total):
        share = done / total if total else 1
        filled = "█" * int(share * WIDTH)
        self._write(f"\r{self.words} {filled:░<{WIDTH}} {share:4.0%} ({done}/{total} việc)")

    def _write(self, text):
        if self.stream.isatty():
            self.stream.write(text)
            self.stream.flush()
