"""The figures of a rule as pages say them."""

# The names that figures have in the rule pack, as labels of a form.
FIGURES = {
    "years": "Số tuổi",
    "term_years": "Số năm của nhiệm kỳ",
    "from_year": "Kể từ năm",
    "from_years": "Từ tuổi",
    "to_years": "Đến hết tuổi",
    "months": "Số tháng",
    "days": "Số ngày",
    "working_days": "Số ngày làm việc",
    "working_days_abroad": "Số ngày làm việc khi gửi ra nước ngoài",
    "extension": "Gia hạn thêm (ngày làm việc)",
    "members": "Số đảng viên",
    "members_with_organisation": "Số đảng viên khi có tổ chức giới thiệu",
    "votes": "Số lần biểu quyết",
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "more_than": "Phải quá tỷ lệ này (1: có, 0: không)",
    "times": "Số lần",
    "adult_years": "Tuổi thành niên",
}
UNITS = {
    "years": "{} tuổi",
    "term_years": "{} năm",
    "from_year": "kể từ năm {}",
    "months": "{} tháng",
    "days": "{} ngày",
    "working_days": "{} ngày làm việc",
    "working_days_abroad": "ở nước ngoài {} ngày làm việc",
    "extension": "gia hạn thêm {} ngày làm việc",
    "members": "{} người",
    "members_with_organisation": "{} người khi có tổ chức giới thiệu",
    "votes": "{} lần",
    "times": "{} lần",
    "adult_years": "từ {} tuổi",
}


def in_words(figures):
    """As in "60 ngày làm việc, gia hạn thêm 30 ngày làm việc"; "" for a rule without figures."""
    parts = []
    if "denominator" in figures:
        share = f"{figures['numerator']}/{figures['denominator']}"
        parts.append(f"quá {share}" if figures.get("more_than") else f"ít nhất {share}")
    if "from_years" in figures:
        parts.append(f"từ {figures['from_years']} đến hết {figures['to_years']} tuổi")
    parts += [words.format(figures[name]) for name, words in UNITS.items() if name in figures]
    return ", ".join(parts)
