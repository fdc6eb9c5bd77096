"""A database of its own beside the configured one, which nothing here ever touches."""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection


@contextmanager
def throw_away():
    """The DATABASE_URL of an empty database of the configured engine, on the same server; dropped at the end."""
    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory(prefix="partytrack-bench-") as folder:
            yield f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        return
    name = f"partytrack_bench_{os.getpid()}"
    _on_server(f"create database {name}")
    try:
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    finally:
        _on_server(f"drop database {name} with (force)")


def _on_server(statement):
    """By a connection of its own: databases are not made inside a transaction."""
    import psycopg  # not where there is only SQLite

    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as server:
        server.execute(statement)
