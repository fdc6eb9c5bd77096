"""The least that writing the figures of a period can cost: their ready bytes into a table without key or index."""

from django.db import connection, transaction

from admission.models import Rollup

STORED = Rollup._meta.db_table
BARE = "bench_bare"


class Bare:
    """Holds the stored rows of a period ready to be written. The table lives as long as the database of the bench."""

    def __init__(self, period):
        self.rows = f"select * from {STORED} where period_id = {period.pk}"
        postgresql = connection.vendor == "postgresql"
        self.write = self._copy if postgresql else self._insert
        with connection.cursor() as cursor:
            unlogged = "unlogged" if postgresql else ""
            cursor.execute(f"drop table if exists {BARE}")
            cursor.execute(f"create {unlogged} table {BARE} as {self.rows} limit 0")
            if postgresql:
                with cursor.copy(f"copy ({self.rows}) to stdout (format binary)") as copy:
                    self.ready = b"".join(copy)
            else:
                cursor.execute(self.rows)
                self.ready = cursor.fetchall()

    def empty(self):
        with connection.cursor() as cursor:
            cursor.execute(f"truncate {BARE}" if connection.vendor == "postgresql" else f"delete from {BARE}")

    @transaction.atomic
    def _copy(self):
        with connection.cursor() as cursor, cursor.copy(f"copy {BARE} from stdin (format binary)") as copy:
            copy.write(self.ready)

    @transaction.atomic
    def _insert(self):
        if self.ready:
            places = ", ".join(["%s"] * len(self.ready[0]))
            with connection.cursor() as cursor:
                cursor.executemany(f"insert into {BARE} values ({places})", self.ready)
