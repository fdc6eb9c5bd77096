"""Checks of a single blank by its kind: months, days, names in full, places in two levels, citizen IDs."""

import re

from admission.catalogues import PROVINCES
from partytrack.vi import fold

from . import times
from .fields import Kind
from .issues import error, warning

# Words of one letter that are no initials: vowels (a given name Ý, the A and Y before names of the Central Highlands),
# and H or K before the name of a person of those peoples (H Hen, K Brôi).
PREFIXES = {"h", "k"}
VOWELS = set("aeiouy")
PROVINCE_NAMES = {fold(name) for _, name in PROVINCES} | {"tp ho chi minh", "ho chi minh"}
ADMINISTRATIVE = re.compile(r"^(tinh|thanh pho|tp\.?)\s+")
# There has been no district level since 1/7/2025: such a name belongs in the brackets.
DISTRICT = re.compile(r"(^|,\s*)(huyen|quan|thi xa)\s")


def check_text(kind, text):
    """The issues of one written text, without the field's name."""
    check = CHECKS.get(kind)
    return list(check(text)) if check and text else []


def _month(text):
    if times.read_month(text) is None:
        yield error("Ghi tháng và năm, ví dụ 09/2014.")


def _until(text):
    if not times.is_now(text) and times.read_month(text) is None:
        yield error("Ghi tháng và năm, ví dụ 05/2018, hoặc ghi “nay”.")


def _day(text):
    if times.read_day(text) is None:
        yield error("Ghi ngày/tháng/năm, ví dụ 15/10/2025.")


def _year(text):
    if times.read_year(text) is None:
        yield error("Ghi năm, ví dụ 1962, hoặc cả ngày: 05/03/1962.")


def _name(text):
    words = text.split()
    if re.search(r"\d", text):
        yield error("Họ tên chỉ gồm chữ cái, không có chữ số.")
    elif len(words) < 2:
        yield error("Ghi đủ họ và tên, ít nhất hai chữ.")
    elif any(_is_initial(word, first=i == 0) for i, word in enumerate(words)):
        yield error("Họ tên phải viết đủ, không viết tắt.")


def _is_initial(word, *, first):
    if "." in word:
        return True
    letter = fold(word)
    return len(letter) == 1 and letter not in VOWELS and not (first and letter in PREFIXES)


def _place(text):
    outside = re.sub(r"\([^()]*\)", "", text)
    if "(" in outside or ")" in outside:
        yield error("Dấu ngoặc chưa đủ: tên cũ để trong ( ).")
        return
    parts = [part.strip() for part in outside.split(",") if part.strip()]
    if len(parts) < 2:
        yield error("Ghi đủ xã (phường) và tỉnh (thành phố), cách nhau bằng dấu phẩy.")
        return
    if DISTRICT.search(fold(outside)):
        yield warning("Nay không còn cấp huyện: ghi xã, tỉnh hiện nay; tên cũ để trong ngoặc.")
    elif ADMINISTRATIVE.sub("", fold(parts[-1])) not in PROVINCE_NAMES:
        yield warning(
            f"“{parts[-1]}” không phải tên một tỉnh, thành phố hiện nay. Nếu là tên cũ, để trong ngoặc."
        )


CHECKS = {
    Kind.MONTH: _month, Kind.UNTIL: _until, Kind.DAY: _day, Kind.YEAR: _year, Kind.NAME: _name, Kind.PLACE: _place,
}  # fmt: skip


def check_citizen_id(number, *, born_on, sex):
    """Issues of a citizen ID. Its 4th digit tells century and sex (0 and 1: men and women born 1900-1999, 2 and 3:
    2000-2099), the next two the year of birth; general knowledge, so a difference is a warning, not an error."""
    digits = re.sub(r"[ .]", "", number)
    if not re.fullmatch(r"\d{12}", digits, re.ASCII):
        return [error(f"Số căn cước gồm đúng 12 chữ số; đang có {len(digits)} ký tự.")]
    found = []
    century, odd = divmod(int(digits[3]), 2)
    if sex and odd != (sex == "female"):
        found.append(warning(f"Chữ số thứ tư ({digits[3]}) không khớp với giới tính đã khai."))
    if born_on and (1900 + 100 * century + int(digits[4:6])) != born_on.year:
        found.append(
            warning(f"Các chữ số thứ tư đến thứ sáu ({digits[3:6]}) không khớp với năm sinh {born_on.year}.")
        )
    return found
