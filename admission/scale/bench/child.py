"""python -m admission.scale.bench.child SIZE NAME…: benchmarks one after another, the result of each as a line of JSON.
The environment names the database, which is one made for benchmarks."""

import json
import sys
from importlib import import_module


def main(size, *names):
    import django

    django.setup()
    for name in names:
        measured = import_module(f"admission.scale.bench.{name}").measure(size)
        print(json.dumps(measured), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
