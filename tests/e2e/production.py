"""The processes of docker-compose.yml without Docker, on a database and a Redis of their own."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress

import psycopg
import redis
from django.conf import settings

from admission.measures import from_bytes, unpack
from tests import services

SEED = """
import django, json; django.setup()
from tests.e2e.cast import cast
people = cast(); w = people.world
users = {"secretary": people.secretary, "officer": w.officer, "board": w.board}
print(json.dumps({
    "users": {name: user.username for name, user in users.items()}, "period": people.this_year.pk,
    "units": {"district": w.district.pk, "branch": w.branch.pk}, "code": w.district.code,
}))
"""


CELERY = ["celery", "-A", "partytrack"]
QUIET = ["--loglevel", "WARNING"]


class Installation(ExitStack):
    """Everything that `start` started ends with the `with` block, whatever happens in it."""

    def __init__(self, folder):
        super().__init__()
        self.folder, self.processes = folder, {}
        self.database_url = _new_database()
        self.redis_url = services.start_valkey()
        self.port = services.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "partytrack.settings.production",
            "PYTHONPATH": str(settings.ROOT),
            "PARTYTRACK_NO_BOOTSTRAP": "1",
            "SECRET_KEY": "0123456789" * 6,
            "FIELD_KEY": "0f" * 32,
            "ALLOWED_HOSTS": "127.0.0.1",
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "SECURE": "0",
            "STATIC_ROOT": str(folder / "static"),
            "MEDIA_ROOT": str(folder / "media"),
            "WEB_CONCURRENCY": "2",
        }

    def run(self, *arguments):
        """One command of ours to its end; returns what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=settings.ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def seed(self):
        """People who know their password, in a small district."""
        return json.loads(self.run("-c", SEED))

    def start(self):
        self._start("web", "gunicorn", "partytrack.wsgi", f"--bind=127.0.0.1:{self.port}", "--threads=4",
                    "--no-control-socket")  # fmt: skip
        self.start_worker()
        self.start_beat()
        wait_for(lambda: self.get("/readyz")[0] == 200, 30)

    def _start(self, name, program, *arguments):
        log = self.enter_context((self.folder / f"{name}.log").open("wb"))
        process = subprocess.Popen(
            [sys.executable, "-m", program, *arguments],
            cwd=settings.ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            preexec_fn=services.die_with_parent,
        )  # fmt: skip
        self.callback(_end, process)
        self.processes[name] = process

    def start_worker(self):
        self._start("worker", *CELERY, "worker", *QUIET, "--concurrency", "2")

    def start_beat(self, name="beat"):
        self._start(name, *CELERY, "beat", *QUIET, "--schedule", str(self.folder / f"{name}.schedule"))

    def kill(self, name):
        """As the kernel does it when memory runs out: the process and all its children, at once."""
        os.killpg(self.processes.pop(name).pid, signal.SIGKILL)

    def signal_redis(self, number):
        if number == signal.SIGSTOP:  # once it is stopped it can no longer be asked
            with redis.Redis.from_url(self.redis_url) as client:
                self.redis_process = client.info("server")["process_id"]
        os.kill(self.redis_process, number)

    def forget_messages(self):
        with redis.Redis.from_url(self.redis_url) as client:
            client.flushall()

    def waiting_for(self, table):
        """How many statements on a table wait for a lock."""
        with psycopg.connect(self.database_url) as connection:
            waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like %s"
            return connection.execute(waiting, [f"%{table}%"]).fetchone()[0]

    def stop_redis(self):
        with redis.Redis.from_url(self.redis_url) as client, suppress(redis.ConnectionError):
            client.shutdown(nosave=True)

    def start_redis(self):
        port = int(self.redis_url.rpartition(":")[2].partition("/")[0])
        assert services.start_valkey(port) == self.redis_url

    def get(self, path):
        """(status, headers, body) of a page for anybody; status 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=5) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.headers, refusal.read()
        except OSError:
            return 0, {}, b""

    def stored(self, unit, period):
        """The counts of the roll-up row of a unit with all below it."""
        with psycopg.connect(self.database_url) as connection:
            row = connection.execute(
                "select total from admission_rollup where unit_id = %s and period_id = %s", (unit, period)
            ).fetchone()
        return row and unpack(from_bytes(row[0]))


def wait_for(holds, seconds):
    """The seconds that it took; fails when it takes longer than allowed."""
    start = time.monotonic()
    while not holds():
        assert time.monotonic() - start < seconds, f"not within {seconds} s"
        time.sleep(0.2)
    return time.monotonic() - start


def _new_database():
    name = f"production_{os.getpid()}"
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"drop database if exists {name} with (force)")
        connection.execute(f"create database {name}")
    address, _, options = server.partition("?")
    return f"{address.rpartition('/')[0]}/{name}?{options}"


def _end(process):
    """First politely, then the whole group: nothing of it stays behind."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(5)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(5)
