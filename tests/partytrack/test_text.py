import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partytrack.text import clean_name, clean_text

anything = st.text(
    st.characters()
    | st.characters(categories=["Cs", "Cc", "Cf", "Zs", "Mn"])
    | st.sampled_from("ắẫ\u0301\u202e")
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Nguyễn\u00a0 Văn\tAn\n", "Nguyễn Văn An"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("A\x00n\x07\x9f", "An"),
        ("\ufeffAn\u200b\u200d", "An"),
        ("\u202eAn\u202c \u2066Bình\u2069", "An Bình"),
        ("An\ud800", "An"),
        ("e\u200b\u0301", "é"),
        ("dòng một\r\ndòng hai", "dòng một dòng hai"),
        ("\u3164\ufe0f", ""),
        ("<script>{{7*7}}</script>", "<script>{{7*7}}</script>"),
    ],
)
def test_clean_text_keeps_what_can_be_seen_on_one_line(typed, kept):
    assert clean_text(typed) == kept


def test_clean_text_keeps_lines_and_tabs_when_asked():
    assert clean_text(" một \r\n\thai\x00 \u2028ba\n\n", multiline=True) == "một\n\thai\nba"


@pytest.mark.parametrize("multiline", [False, True])
@given(typed=anything)
def test_clean_text_is_stable_composed_trimmed_and_storable(multiline, typed):
    kept = clean_text(typed, multiline=multiline)
    assert clean_text(kept, multiline=multiline) == kept
    assert kept == unicodedata.normalize("NFC", kept) == kept.strip()
    kept.encode()
    allowed = "\n\t" if multiline else ""
    assert [ch for ch in kept if unicodedata.category(ch) in ("Cc", "Cs") and ch not in allowed] == []


@given(st.text("aăâđĐêôơưẠỆ bcd'’-", max_size=40).map(lambda name: " ".join(name.split())))
def test_clean_text_leaves_a_clean_name_alone(name):
    assert clean_text(name) == clean_name(name) == name


@pytest.mark.parametrize("typed", ["Ðỗ Đức Ðạt", "Ɖỗ  Đức Ɖạt ", "Đỗ Đức Đạt"])
def test_clean_name_makes_every_lookalike_a_d_with_stroke(typed):
    assert clean_name(typed) == "Đỗ Đức Đạt"


def test_clean_name_makes_small_lookalikes_a_d_with_stroke():
    assert clean_name("ðỗ ɖức") == "đỗ đức"


def test_clean_name_keeps_every_apostrophe():
    assert clean_name("H'Hen K’Brôi Yʼ") == "H'Hen K’Brôi Yʼ"


def test_clean_text_takes_a_million_characters_within_a_second():
    started = time.perf_counter()
    assert clean_text("a\u200b " * 400_000).count("a") == 400_000
    assert time.perf_counter() - started < 1
