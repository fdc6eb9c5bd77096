import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partytrack.vi import KEY_LENGTH, fold, name_key

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
names = st.lists(
    st.text(LETTERS + LETTERS.upper() + "'", min_size=1, max_size=8), min_size=1, max_size=5
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ĐỖ THỊ ƯỜNG", "do thi uong"),
        ("  Nguyễn   Văn\tAn ", "nguyen van an"),
        ("Hoà", "hoa"),
        ("Hòa", "hoa"),
        ("Ðặng", "dang"),
        ("H'Hen Niê", "hhen nie"),
        ("K’Brôi", "kbroi"),
        ("", ""),
    ],
)
def test_fold_gives_the_search_key(text, key):
    assert fold(text) == key


@given(names)
def test_fold_is_the_same_for_composed_decomposed_and_capital_letters(name):
    key = fold(name)
    assert {fold(unicodedata.normalize(form, name)) for form in ("NFC", "NFD")} == {key}
    assert fold(name.upper()) == key
    assert fold(key) == key


@given(st.text())
def test_fold_and_name_key_take_any_text(text):
    assert "  " not in fold(text)
    assert len(name_key(text)) <= KEY_LENGTH


def test_name_key_sorts_by_given_name_then_family_then_middle():
    ordered = [
        "Phạm An",
        "Trần An",
        "Trần Văn An",
        "Nguyễn Thị Ánh",
        "Võ Ánh",
        "Lê Ăn",
        "Lê Ân",
        "Bùi Bình",
        "Ngô Dung",
        "Ngô Dũng",
        "Ngô Đạt",
        "Lê Hoa",
        "Lê Hòa",
        "K'Brôi",
        "Y Ngông",
        "H'Hen Niê",
        "Đỗ Oanh",
        "Đỗ Ổn",
        "Đỗ Ơn",
        "Lê Uyên",
        "Lê Ước",
        "Bế Yến",
    ]
    assert sorted(ordered, key=lambda name: name_key(name).encode()) == ordered


def test_name_key_orders_the_five_tones_after_the_plain_letter():
    tones = ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Mac"]
    keys = [name_key(name).encode() for name in tones]
    assert all(lower < upper for lower, upper in pairwise(keys))


def test_name_key_of_nothing_is_empty():
    assert name_key("") == name_key("   ") == ""


def test_name_key_ignores_the_kind_of_apostrophe():
    assert name_key("H'Hen Niê") == name_key("H’Hen Niê") == name_key("h'hen niê")


@given(names)
def test_name_key_is_the_same_for_both_forms_and_never_holds_nul(name):
    key = name_key(name)
    assert key == name_key(unicodedata.normalize("NFD", name))
    assert key.isascii()
    assert min(key, default=" ") >= " "


@given(names, names)
def test_name_key_compares_alike_as_text_and_as_bytes(one, other):
    a, b = name_key(one), name_key(other)
    assert (a < b) == (a.encode() < b.encode())
