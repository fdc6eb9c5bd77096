"""Sealed files: unreadable on the disk, bound to their names, gone when dropped."""

import pytest

from partytrack import vault
from partytrack.fields import WrongKey, decrypt_bytes, encrypt_bytes

CONTENT = b"%PDF-1.7 noi dung"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def _files(tmp_path):
    return sorted(path for path in tmp_path.rglob("*") if path.is_file())


def test_vault_gives_back_what_was_put():
    assert vault.get(vault.put(CONTENT)) == CONTENT


def test_vault_keeps_nothing_readable(tmp_path):
    name = vault.put(CONTENT)
    [path] = _files(tmp_path)
    assert (path.name, path.stat().st_mode & 0o777) == (name, 0o600)
    assert b"noi dung" not in path.read_bytes()


def test_vault_opens_no_file_that_was_changed_or_exchanged(tmp_path):
    first, second = vault.put(CONTENT), vault.put(b"khac")
    one, two = _files(tmp_path)
    sealed = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    for name in (first, second):
        with pytest.raises(WrongKey):
            vault.get(name)


@pytest.mark.parametrize("stored", [b"", b"12345678", b"1234567812345678"])
def test_what_is_too_short_to_be_sealed_is_refused(stored):
    with pytest.raises(WrongKey):
        decrypt_bytes(stored, bound_to=b"x")


def test_another_key_is_named(settings):
    sealed = encrypt_bytes(CONTENT, bound_to=b"x")
    settings.FIELD_KEY = "cd" * 32
    with pytest.raises(WrongKey, match="FIELD_KEY is"):
        decrypt_bytes(sealed, bound_to=b"x")


def test_vault_drops_and_lists(tmp_path):
    kept, gone = vault.put(CONTENT), vault.put(CONTENT)
    vault.drop(gone)
    vault.drop(gone)
    assert list(vault.names()) == [kept]
    assert list(vault.names(older_than_seconds=60)) == []
    with pytest.raises(FileNotFoundError):
        vault.get(gone)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a" * 31, "A" * 32, ""])
def test_vault_knows_no_other_names(name):
    with pytest.raises(ValueError, match="name"):
        vault.get(name)


def test_full_disk_leaves_nothing(tmp_path, monkeypatch):
    def full(fd):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        vault.put(CONTENT)
    assert _files(tmp_path) == []
