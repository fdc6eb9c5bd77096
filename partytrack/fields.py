"""Fields that the database cannot read. AES-GCM with FIELD_KEY; the stored text starts with the id of the key."""

import base64
import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

NONCE = 12
KEY_ID = 8


class WrongKey(Exception):
    """The stored text was encrypted with another FIELD_KEY, or changed since."""


def _key():
    return bytes.fromhex(settings.FIELD_KEY)


def _key_id():
    return _sealer(settings.FIELD_KEY)[0]


def _cipher():
    return _sealer(settings.FIELD_KEY)[1]


@lru_cache(maxsize=4)
def _sealer(key):
    """(id, cipher) of a key: lists open thousands of texts with the same one."""
    raw = bytes.fromhex(key)
    return hashlib.sha256(raw).hexdigest()[:KEY_ID], AESGCM(raw)


def encrypt(text):
    nonce = os.urandom(NONCE)
    sealed = _cipher().encrypt(nonce, text.encode(), None)
    return f"{_key_id()}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored):
    key_id, _, sealed = stored.partition(":")
    raw = base64.b64decode(sealed)
    try:
        return _cipher().decrypt(raw[:NONCE], raw[NONCE:], None).decode()
    except InvalidTag:
        raise WrongKey(f"a field was encrypted with the key {key_id}, FIELD_KEY is {_key_id()}") from None


def encrypt_bytes(content, *, bound_to):
    """Seal bytes: id of the key, nonce, sealed content. They open only with the same `bound_to`, which is not kept."""
    nonce = os.urandom(NONCE)
    return _key_id().encode() + nonce + _cipher().encrypt(nonce, content, bound_to)


def decrypt_bytes(stored, *, bound_to):
    key_id, nonce, sealed = stored[:KEY_ID], stored[KEY_ID : KEY_ID + NONCE], stored[KEY_ID + NONCE :]
    try:
        return _cipher().decrypt(nonce, sealed, bound_to)
    except (InvalidTag, ValueError):
        raise WrongKey(f"content sealed with the key {key_id!r}, FIELD_KEY is {_key_id()}") from None


def fingerprint(text):
    """A keyed hash: equal texts have equal fingerprints, and without the key nobody can try all 12-digit numbers."""
    return hmac.digest(_key(), b"fingerprint:" + text.encode(), "sha256").hex()


class EncryptedTextField(models.TextField):
    """Text that is plain in Python and sealed in the database. It cannot be searched; keep a fingerprint for that."""

    def formfield(self, **kwargs):
        return super(models.TextField, self).formfield(**kwargs)  # one line: no textarea

    def get_prep_value(self, value):
        return encrypt(value) if value else value

    def from_db_value(self, value, expression, connection):
        return decrypt(value) if value else value
