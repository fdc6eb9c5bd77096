"""Cleaning of everything that people type or paste, before it is compared or stored."""

import re
import unicodedata

# What nobody sees and a database, a search or a printed page trips over: control characters (other than white space),
# soft hyphens, zero-width and bidirectional controls, fillers, variation selectors, byte order marks, tags,
# lone surrogates, non-characters.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_STROKED_D = str.maketrans("ÐƉðɖ", "ĐĐđđ")


def clean_text(text, *, multiline=False):
    """The text in NFC, trimmed, without characters that cannot be seen.

    One line with single spaces; with `multiline`, lines and tabs are kept and only the ends of lines are trimmed.
    """
    text = unicodedata.normalize("NFC", _HIDDEN.sub("", text))
    if not multiline:
        return " ".join(text.split())
    return "\n".join(line.rstrip() for line in _LINE_END.sub("\n", text).split("\n")).strip()


def number_in(text):
    """The number that these digits write; None for anything else, and for more digits than any id has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def clean_name(text):
    """A person's or a place's name: `clean_text`, with the letters that only look like Đ made Đ."""
    return clean_text(text).translate(_STROKED_D)
