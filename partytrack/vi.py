"""Vietnamese text: search without accents, sort by given name. The same result on SQLite and PostgreSQL."""

import unicodedata

# Each letter with a mark of its own is a letter of the alphabet: ă sorts after every word that begins with a.
# "{" and "|" stand after "z" in ASCII, so "a{" is greater than "a" followed by anything.
_LETTERS = {"ă": "a{", "â": "a|", "đ": "d{", "ê": "e{", "ô": "o{", "ơ": "o|", "ư": "u{"}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền hỏi ngã sắc nặng
_STROKED_D = str.maketrans("ðɖ", "đđ")  # Ð (U+00D0) and Ɖ (U+0189), typed for Đ
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´"))

KEY_LENGTH = 255


def _casefold(text):
    return unicodedata.normalize("NFC", text).casefold().translate(_STROKED_D)


def fold(text):
    """The text as it is searched: no accents, đ as d, no apostrophes, small letters, single spaces.

    Names and the words typed to find them both pass through here: "H'Hen Niê" and "hhen nie" meet.
    """
    base = unicodedata.normalize("NFD", _casefold(text)).replace("đ", "d").translate(_APOSTROPHES)
    return " ".join("".join(ch for ch in base if not unicodedata.combining(ch)).split())


def _word_key(word):
    letters, tones = [], []
    for ch in unicodedata.normalize("NFC", word):
        marks = unicodedata.normalize("NFD", ch)
        letter = unicodedata.normalize("NFC", "".join(c for c in marks if c not in _TONES))
        if not letter or not letter[0].isalnum():
            continue  # K'Brôi sorts among the K
        letters.append(_LETTERS.get(letter) or unicodedata.normalize("NFD", letter)[0])
        tones.append(max((_TONES[c] for c in marks if c in _TONES), default="0"))
    return "".join(letters) + "." + "".join(tones).rstrip("0")


def name_key(full):
    """The key that sorts full names the Vietnamese way: by given name, then family name, then middle names.

    A name is its last word; letters count before tones, word by word. The key is text for a column compared byte
    by byte (collation "C" on PostgreSQL, BINARY on SQLite), at most `KEY_LENGTH` characters, empty for an empty name.
    """
    words = _casefold(full).split()
    given_first = [words[-1], *words[:-1]] if words else []
    return ",".join(_word_key(word) for word in given_first)[:KEY_LENGTH]


def short_name(full):
    """A name as it may be shown where strangers look on: "Nguyễn Thị Hoa" → "N.T. Hoa"."""
    *before, given = full.split() or [""]
    return f"{''.join(f'{word[0].upper()}.' for word in before)} {given}".strip()
