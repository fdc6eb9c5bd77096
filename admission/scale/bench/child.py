"""python -m admission.scale.bench.child NAME SIZE: one benchmark in a process of its own, its result as JSON. The
environment names the database, which is one made for benchmarks."""

import json
import sys
from importlib import import_module


def main(name, size):
    import django

    django.setup()
    measured = import_module(f"admission.scale.bench.{name}").measure(size)
    print(json.dumps(measured))


if __name__ == "__main__":
    main(*sys.argv[1:])
