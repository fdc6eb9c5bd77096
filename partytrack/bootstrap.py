"""Installs the libraries into .venv and goes on there, so that `python3 manage.py demo` works on a bare machine.

Standard library only. It stands aside when a virtual environment with Django is active, when
PARTYTRACK_NO_BOOTSTRAP=1, and on Windows; everybody else may equally run `uv sync` and forget this file.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
TOOLS = ROOT / ".venv-tools"
STAMP = VENV / ".partytrack"  # what was installed here, and its groups
UNFINISHED = "unfinished"
_ALL = ["test", "lint", "bench"]
GROUPS = {"test": _ALL, "lint": _ALL, "bench": ["bench"]}  # by command; all others need the run-time only


def prepare(argv):
    """Return when this interpreter can run Django; else install what `argv` needs and start it again in .venv."""
    in_environment = sys.prefix != sys.base_prefix and find_spec("django")
    if in_environment or os.environ.get("PARTYTRACK_NO_BOOTSTRAP") == "1" or os.name != "posix":
        return
    if sys.version_info < (3, 11):  # noqa: UP036  whoever starts this may have an older one
        sys.exit("PartyTrack cần Python 3.11 trở lên.")
    _install(GROUPS.get(argv[1] if len(argv) > 1 else "", []))
    os.environ["PARTYTRACK_NO_BOOTSTRAP"] = "1"
    os.execv(PYTHON, [str(PYTHON), *argv])


def _install(groups):
    """Bring .venv to the locked versions: one process at a time, and never trusting a half-made environment."""
    import fcntl  # not on Windows

    with open(ROOT / "pyproject.toml", "rb") as project:
        fcntl.flock(project, fcntl.LOCK_EX)
        wanted = project.read() + (ROOT / "uv.lock").read_bytes() + _version().encode()
        key = hashlib.sha256(wanted).hexdigest()
        found = STAMP.read_text("utf-8").split() if PYTHON.exists() and STAMP.exists() else []
        if found[:1] == [key] and set(groups) <= set(found[1:]):
            return
        _say("Đang cài đặt các thư viện cần thiết (lần đầu mất khoảng 10 giây)…")
        # Killed half-way, a package may look installed and not be.
        if not PYTHON.exists() or found == [UNFINISHED]:
            venv.create(VENV, symlinks=True, clear=True)
        STAMP.write_text(UNFINISHED, "utf-8")
        # The installers hold the lock too: one that outlives this process still keeps others waiting.
        locked = {"check": True, "cwd": ROOT, "pass_fds": [project.fileno()]}
        try:
            _sync_with_uv(groups, locked)
        except (OSError, subprocess.CalledProcessError):
            _say("Không dùng được uv. Đang cài bằng pip, theo pyproject.toml thay vì uv.lock…")
            _install_with_pip(groups, locked)
        STAMP.write_text(" ".join([key, *groups]), "utf-8")


def _sync_with_uv(groups, locked):
    uv = TOOLS / "bin" / "uv"
    if not _runs(uv):
        shutil.rmtree(TOOLS, ignore_errors=True)
        subprocess.run([*_pip(), "install", "--root-user-action=ignore", "--target", TOOLS, "uv"], **locked)
    environment = {
        **os.environ,
        "UV_PROJECT_ENVIRONMENT": str(VENV),
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_SYSTEM_CERTS": "1",  # networks that re-sign TLS are common in offices
    }
    chosen = [option for group in groups for option in ("--group", group)]
    # --inexact: what a developer added to .venv stays.
    command = [uv, "sync", "--quiet", "--frozen", "--inexact", "--python", _version(), *chosen]
    subprocess.run(command, env=environment, **locked)


def _install_with_pip(groups, locked):
    """The way without uv. The pip of this interpreter fills .venv, so python3-venv is not needed."""
    import tomllib  # Python 3.11: checked by `prepare`

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *(p for g in groups for p in project["dependency-groups"][g]),
    ]
    try:
        subprocess.run([*_pip(), "--python", PYTHON, "install", *wanted], **locked)
    except subprocess.CalledProcessError:
        STAMP.unlink()  # pip ended by itself and left no package half-made
        sys.exit("Không cài được thư viện. Hãy kiểm tra kết nối mạng rồi chạy lại lệnh này.")


def _pip():
    return [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input"]


def _runs(program):
    try:
        return subprocess.run([program, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def _version():
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _say(line):
    print(line, file=sys.stderr, flush=True)
