"""What pip cannot bring: the system packages, how to see that they are there, and the line that installs them.

`python3 -I partytrack/debian.py` prints the names of those that the test suite needs. Standard library only.
"""

import ctypes
import os
import shutil
import subprocess

# Debian package -> a library, a program or a file that it brings
PDF = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
BROWSER = {"chromium": "chromium", "libatomic1": "libatomic.so.1"}  # Playwright's own node needs libatomic
PICTURES = {"poppler-utils": "pdftoppm"}
WRITER = {"libreoffice-writer-nogui": "soffice"}
CALC = {"libreoffice-calc-nogui": "/usr/lib/libreoffice/program/libsclo.so"}  # brings no program of its own
TESTS = PDF | BROWSER | PICTURES | WRITER | CALC


def missing(packages):
    """Those of `packages` whose library or program is not on this machine."""
    return [name for name, sign in packages.items() if not _present(sign)]


def command(packages):
    """The line for an administrator's terminal."""
    return f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"


def may_install():
    """Root on Debian or a relative of it."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages):
    """Run apt-get, quietly unless it fails. Returns what is still missing."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["sh", "-c", command(packages)], env=environment, stdout=subprocess.DEVNULL)
    return missing({name: TESTS[name] for name in packages})


def _present(sign):
    if sign.startswith("/"):
        return os.path.exists(sign)
    if ".so." not in sign:
        return shutil.which(sign) is not None
    try:
        ctypes.CDLL(sign)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    print(*TESTS)
