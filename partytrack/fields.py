"""Fields that the database cannot read. AES-GCM with FIELD_KEY; the stored text starts with the id of the key."""

import base64
import hashlib
import hmac
import os

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
    return hashlib.sha256(_key()).hexdigest()[:KEY_ID]


def encrypt(text):
    nonce = os.urandom(NONCE)
    sealed = AESGCM(_key()).encrypt(nonce, text.encode(), None)
    return f"{_key_id()}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored):
    key_id, _, sealed = stored.partition(":")
    raw = base64.b64decode(sealed)
    try:
        return AESGCM(_key()).decrypt(raw[:NONCE], raw[NONCE:], None).decode()
    except InvalidTag:
        raise WrongKey(f"a field was encrypted with the key {key_id}, FIELD_KEY is {_key_id()}") from None


def encrypt_bytes(content, *, bound_to):
    """Seal bytes: id of the key, nonce, sealed content. They open only with the same `bound_to`, which is not kept."""
    nonce = os.urandom(NONCE)
    return _key_id().encode() + nonce + AESGCM(_key()).encrypt(nonce, content, bound_to)


def decrypt_bytes(stored, *, bound_to):
    key_id, nonce, sealed = stored[:KEY_ID], stored[KEY_ID : KEY_ID + NONCE], stored[KEY_ID + NONCE :]
    try:
        return AESGCM(_key()).decrypt(nonce, sealed, bound_to)
    except (InvalidTag, ValueError):
        raise WrongKey(f"content sealed with the key {key_id!r}, FIELD_KEY is {_key_id()}") from None


def fingerprint(text):
    """A keyed hash: equal texts have equal fingerprints, and without the key nobody can try all 12-digit numbers."""
    return hmac.new(_key(), b"fingerprint:" + text.encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField):
    """Text that is plain in Python and sealed in the database. It cannot be searched; keep a fingerprint for that."""

    def formfield(self, **kwargs):
        return super(models.TextField, self).formfield(**kwargs)  # one line: no textarea

    def get_prep_value(self, value):
        return encrypt(value) if value else value

    def from_db_value(self, value, expression, connection):
        return decrypt(value) if value else value
