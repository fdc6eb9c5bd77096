"""What nobody types and everybody pastes."""

import unicodedata

NAME = "Nguyễn Thị Hường"
TEXTS = {
    "nul": "Nguyễn\x00Văn A",
    "controls": "A\x01\x1b[31m\x7f\x85B",
    "surrogate": "Lê \ud800 Văn",
    "right to left": "Lê \u202eVăn\u202c",
    "zero width": "Lê\u200b Văn\u2060\ufeff",
    "nfd": unicodedata.normalize("NFD", NAME),
    "emoji": "Lê 🧑‍🌾 Văn",
    "sql": "'; DROP TABLE units_unit; --",
    "quotes": "\"'`\\%_",
    "markup": "<script>alert(1)</script>{{7*7}}{% now %}",
    "formula": "=HYPERLINK(1)",
    "lines": "a\r\nb\u2028c",
    "swelling": "ﷺ" * 60,
    "ligatures": "ﬃ" * 80,
    "capitals": "İ" * 80,
    "long": "ơ" * 100_000,
    "ethnic": "H'Hen Niê K’Brôi Y Ngông",
}  # fmt: skip
NUMBERS = ("-1", "0", "2147483648", "9223372036854775808", "9" * 40, "1e5", "1.5", "١٢", "NaN", " 7 ", "0x10")
DAYS = (
    "31/02/2026", "00/00/0000", "01/01/0001", "99/99/9999", "29/02/2023", "05/03/98", "1/1/10000", "2569-01-01",
    "30/12/1899", "٠١/٠١/٢٠٢٤", "mùng 5 tháng Giêng",
)  # fmt: skip
EVERYTHING = (*TEXTS.values(), *NUMBERS, *DAYS, "")
