"""Contexts without a file: nothing known, or examples everywhere."""

from admission.papers.markup import Blank
from admission.papers.variables import LISTS, NAMED
from admission.reports.labels import long_day

BLANK_DAY = "ngày …… tháng …… năm ……"
NUMBER = "……"
NAMED_BLANKS = {
    "chi_bo": "Chi bộ ……………",
    "dang_uy_bo_phan": "Đảng ủy bộ phận ……………",
    "dang_uy_co_so": "Đảng ủy ……………",
    "bat_dau": "…… giờ ……",
    "ket_thuc": "…… giờ ……",
    "nhat_tri": "nhất trí (hoặc không nhất trí)",
    "vong": "kết nạp đảng viên (công nhận đảng viên chính thức)",
    "cung_cong_tac_tu": f"từ {BLANK_DAY}",
    "mien_vang": "",
}
SHORT = (
    "tong_so",
    "chinh_thuc",
    "du_bi",
    "co_mat",
    "vang",
    "tinh_tren",
    "tan_thanh",
    "khong_tan_thanh",
    "ty_le",
)
COUNTS = ("_tan_thanh", "_ty_le", "_tinh_tren")


def blank_context():
    """Every place to fill, each a `Blank`; lists are empty."""
    return {name: [] if name in LISTS else _dots(name) for name in NAMED}


def sample_context():
    return {name: example for name, (_, example) in NAMED.items()}


def day(on, *, starts_sentence=False):
    """ "ngày 05 tháng 02 năm 2026", or dots."""
    if on is None:
        return Blank(_capital(BLANK_DAY) if starts_sentence else BLANK_DAY)
    return _capital(long_day(on)) if starts_sentence else long_day(on)


def _capital(text):
    return text[0].upper() + text[1:]


def _dots(name):
    if name in NAMED_BLANKS:
        return Blank(NAMED_BLANKS[name])
    if name.endswith("_dau_cau"):
        return day(None, starts_sentence=True)
    if str(NAMED[name][1]).startswith("ngày "):
        return day(None)
    if name.endswith(COUNTS) or name.startswith(SHORT) and not name.endswith("_ly_do"):
        return Blank(NUMBER)
    return Blank()
