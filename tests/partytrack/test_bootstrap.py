"""The installer in a folder of its own, with a uv that writes down how it was called instead of downloading."""

import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import django
import pytest
from django.conf import settings

PYTHON = Path(sys.base_prefix) / "bin" / "python3"  # one that has pip and no Django of ours
SITE = Path(django.__file__).parents[1]
LINE = "Đang cài đặt các thư viện cần thiết (lần đầu mất khoảng 10 giây)…"
FALLBACK = "Không dùng được uv. Đang cài bằng pip, theo pyproject.toml thay vì uv.lock…"
PROJECT = """
[project]
name = "small"
version = "1"
dependencies = ["small-library"]
[dependency-groups]
test = []
lint = []
bench = []
"""


class Checkout:
    def __init__(self, folder):
        self.folder = folder
        (folder / "partytrack").mkdir()
        shutil.copy(settings.ROOT / "manage.py", folder)
        shutil.copy(settings.ROOT / "partytrack" / "bootstrap.py", folder / "partytrack")
        (folder / "pyproject.toml").write_text(PROJECT)
        (folder / "uv.lock").write_text("version = 1\n")
        self.uv_does("exit 0")

    def uv_does(self, what):
        uv = self.folder / ".venv-tools" / "bin" / "uv"
        uv.parent.mkdir(parents=True, exist_ok=True)
        uv.write_text(f'#!/bin/sh\n[ "$1" = --version ] && exit\necho "$*" >> {self.folder}/calls\n{what}\n')
        uv.chmod(0o755)

    def start(self, command="version", python=PYTHON, **variables):
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("PARTYTRACK", "DJANGO"))
        }
        environment = {**kept, "PYTHONPATH": str(SITE), **variables}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen([python, "manage.py", command], cwd=self.folder, env=environment, **pipes)

    def run(self, command="version", **options):
        process = self.start(command, **options)
        said, complained = process.communicate(timeout=60)
        return process.returncode, said.strip(), complained.strip()

    @property
    def calls(self):
        file = self.folder / "calls"
        return file.read_text().splitlines() if file.exists() else []

    def put(self, name):
        """Something in the environment that shows whether it was made anew."""
        (self.folder / ".venv" / name).touch()

    def has(self, name):
        return (self.folder / ".venv" / name).exists()


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path)


def test_bootstrap_installs_what_is_locked_and_goes_on(checkout):
    assert checkout.run() == (0, django.get_version(), LINE)
    minor = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert checkout.calls == [f"sync --quiet --frozen --inexact --python {minor}"]


def test_bootstrap_says_and_does_nothing_the_second_time(checkout):
    checkout.run()
    assert checkout.run() == (0, django.get_version(), "")
    assert len(checkout.calls) == 1


def test_bootstrap_adds_the_test_groups_for_the_command_that_needs_them(checkout):
    checkout.run()
    checkout.run("lint")
    checkout.run("version")
    assert [call.partition("--group ")[2] for call in checkout.calls] == [
        "",
        "test --group lint --group bench",
    ]


def test_bootstrap_follows_a_new_lock_and_keeps_the_environment(checkout):
    checkout.run()
    checkout.put("mine")
    (checkout.folder / "uv.lock").write_text("version = 2\n")
    assert checkout.run()[2] == LINE
    assert len(checkout.calls) == 2
    assert checkout.has("mine")


def test_bootstrap_makes_anew_what_was_killed_half_way(checkout):
    checkout.uv_does("kill -9 $PPID")
    assert checkout.run()[0] == -signal.SIGKILL
    checkout.put("half a package")
    checkout.uv_does("exit 0")
    assert checkout.run() == (0, django.get_version(), LINE)
    assert not checkout.has("half a package")


def test_bootstrap_of_two_at_once_installs_once(checkout):
    checkout.uv_does("sleep 0.5")
    both = [checkout.start(), checkout.start()]
    assert [process.communicate(timeout=60)[0].strip() for process in both] == [django.get_version()] * 2
    assert len(checkout.calls) == 1


def test_bootstrap_without_uv_uses_pip_and_says_so(checkout, tmp_path):
    checkout.uv_does("exit 1")
    _build_wheel(tmp_path / "wheels", "small_library")
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path / "wheels")}
    assert checkout.run(**offline) == (0, django.get_version(), f"{LINE}\n{FALLBACK}")
    assert len(list(tmp_path.glob(".venv/lib/python*/site-packages/small_library.py"))) == 1
    assert checkout.run() == (0, django.get_version(), "")


def test_bootstrap_without_network_ends_with_a_sentence_and_tries_again_next_time(checkout):
    checkout.uv_does("exit 1")
    nowhere = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
    code, _, complained = checkout.run(**nowhere)
    assert code == 1
    assert (
        complained.splitlines()[-1]
        == "Không cài được thư viện. Hãy kiểm tra kết nối mạng rồi chạy lại lệnh này."
    )
    checkout.uv_does("exit 0")
    assert checkout.run() == (0, django.get_version(), LINE)


def test_bootstrap_respects_an_active_environment(checkout):
    assert checkout.run(python=sys.executable) == (0, django.get_version(), "")
    assert checkout.calls == []


def test_bootstrap_stands_aside_when_told(checkout):
    assert checkout.run(PARTYTRACK_NO_BOOTSTRAP="1") == (0, django.get_version(), "")
    assert checkout.calls == []


def _build_wheel(folder, name):
    folder.mkdir()
    about = f"{name}-1.dist-info"
    with zipfile.ZipFile(folder / f"{name}-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}.py", "")
        wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")
