"""Sealed files under MEDIA_ROOT: content that the disk, its backups and the web server's folders cannot read.

A file is AES-GCM with FIELD_KEY, bound to its random name: exchanged with another it no longer opens. Nothing here
knows whose content it is; the row that names a file does.
"""

import os
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from partytrack.fields import decrypt_bytes, encrypt_bytes

NAME = re.compile(r"[0-9a-f]{32}")


def put(content):
    """Keep these bytes; returns their name. Raises OSError when the disk does not take them, and leaves nothing."""
    name = secrets.token_hex(16)
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    try:
        with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(encrypt_bytes(content, bound_to=name.encode()))
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return name


def get(name):
    """The bytes kept under a name. Raises FileNotFoundError, or WrongKey when they are not what was put."""
    return decrypt_bytes(_path(name).read_bytes(), bound_to=name.encode())


def drop(name):
    """Forget the bytes under a name, if they are there."""
    with suppress(FileNotFoundError):
        _path(name).unlink()


def names(*, older_than_seconds=0):
    """Names of the files that have lain here for so long, those left half written among them."""
    before = time.time() - older_than_seconds
    for path in _root().glob("??/*"):
        with suppress(FileNotFoundError):  # dropped meanwhile
            if path.stat().st_mtime <= before:
                yield path.name


def _root():
    return Path(settings.MEDIA_ROOT) / "sealed"


def _path(name):
    if not NAME.fullmatch(name.removesuffix(".part")):
        raise ValueError("not a name of the vault")
    return _root() / name[:2] / name
