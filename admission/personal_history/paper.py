"""Form 2-KNĐ on paper: filled in as a draft to copy by hand and sign, or blank."""

from admission.papers.page import (
    BLANK,
    Heading,
    Item,
    Page,
    Paragraph,
    PenLines,
    Signature,
    Signatures,
    Table,
)

from .content import parts_in
from .family import ALIVE, DECEASED, FAMILY
from .fields import TICKED
from .sections import ABROAD, DISCIPLINE, PAST, READMISSION, REWARDS, SELF_VIEW, STORY, TRAINING, WORK

TITLE = "LÝ LỊCH CỦA NGƯỜI XIN VÀO ĐẢNG"
PEN_LINES_OF_A_TEXT = 5
EMPTY_ROWS = 6
EMPTY_CELL = "\N{NO-BREAK SPACE}"  # as high as a written one
# Columns of the tables: heading, share of the width, names of the blanks that stand in it.
TABLES = {
    "cong-tac": (("Từ tháng, năm đến tháng, năm", 3, ("from", "to")), ("Làm việc gì, chức vụ gì", 5, ("work",)),
                 ("Ở đâu", 5, ("where",))),
    "dao-tao": (("Tên trường", 4, ("school",)), ("Ngành học hoặc tên lớp học", 4, ("subject",)),
                ("Thời gian học", 3, ("from", "to")), ("Hình thức học", 3, ("mode",)),
                ("Văn bằng, chứng chỉ", 3, ("degree",))),
    "nuoc-ngoai": (("Từ tháng, năm", 2, ("from",)), ("Đến tháng, năm", 2, ("to",)), ("Nội dung đi", 5, ("purpose",)),
                   ("Nước nào", 3, ("country",))),
    "khen-thuong": (("Tháng, năm", 2, ("on",)), ("Lý do, hình thức", 6, ("what",)), ("Cấp quyết định", 4, ("by",))),
    "ky-luat": (("Tháng, năm", 2, ("on",)), ("Lý do, hình thức", 6, ("what",)), ("Cấp quyết định", 4, ("by",))),
}  # fmt: skip
# Comments and certificate that others write by hand on the last pages.
BY_OTHERS = (
    ("24. Nhận xét của cấp ủy, tổ chức đảng nơi đến thẩm tra", 5),
    ("25. Nhận xét của chi ủy, chi bộ", 5),
)
CERTIFICATE = (
    "Chứng nhận lý lịch của quần chúng {name} khai tại {where} là đúng sự thật; không (hoặc có) vấn đề về lịch sử "
    "chính trị và chính trị hiện nay {blank}; quần chúng {name} đủ (hoặc không đủ) điều kiện để xem xét kết nạp "
    "vào Đảng."
)
SIGNED_BY_COMMITTEE = Signatures(
    right=Signature(("T/M CẤP ỦY",), note="(Ký, đóng dấu, ghi rõ họ và tên)", day="Ngày …/…/……")
)


def filled(person, parts):
    """The `Page` of one applicant. `person`: texts of the items that the file keeps, by their labels on its page, with
    the "Họ và tên khai sinh"; `parts`: {key: Part}."""
    return Page(
        code="2-KNĐ", title=TITLE, heading="personal", mark="Mẫu 2-KNĐ",
        blocks=(
            *_identity(person, parts), *_life(parts), *_family(parts), *_closing(parts),
            *_by_others(person.get("Họ và tên khai sinh")),
        ),
        closing=SIGNED_BY_COMMITTEE,
    )  # fmt: skip


def blank():
    """The same with dots for the pen."""
    return filled({}, parts_in(""))


def _line(label, text):
    return Paragraph(f"{label}: {text or BLANK * 3}")


def _identity(person, parts):
    so_yeu, trinh_do = parts["so-yeu"], parts["trinh-do"]

    def own(*names):
        return " ".join(filter(None, (person.get(name, "") for name in names)))

    yield _line("1. Họ và tên khai sinh", own("Họ và tên khai sinh").upper())
    yield _line("2. Tên gọi khác", own("Tên gọi khác"))
    yield Paragraph(f"3. Sinh ngày: {own('Ngày sinh') or BLANK}   Số căn cước: {own('Số căn cước') or BLANK}")
    yield _line("4. Giới tính", own("Giới tính"))
    yield _line("5. Nơi đăng ký khai sinh", own("Nơi đăng ký khai sinh"))
    yield _line("6. Quê quán", own("Quê quán"))
    yield _line("7. Nơi thường trú", own("Nơi thường trú"))
    yield _line("Nơi tạm trú", so_yeu.text("staying"))
    yield Paragraph(
        f"8. Dân tộc: {own('Dân tộc') or BLANK}   Quốc tịch: {so_yeu.text('nationality') or BLANK}"
    )
    yield _line("9. Tôn giáo", ", ".join(filter(None, (own("Tôn giáo"), so_yeu.text("religious_office")))))
    yield _line("10. Nghề nghiệp hiện nay", so_yeu.text("job"))
    yield Paragraph("11. Trình độ:")
    for name, label in (
        ("general", "Giáo dục phổ thông"), ("profession", "Chuyên môn nghiệp vụ"), ("science", "Khoa học công nghệ"),
        ("degree", "Học vị"), ("rank", "Học hàm"), ("theory", "Lý luận chính trị"), ("languages", "Ngoại ngữ"),
        ("computing", "Tin học"), ("minority_language", "Tiếng dân tộc thiểu số"),
    ):  # fmt: skip
        yield Item(f"{label}: {trinh_do.text(name) or BLANK * 2}")
    joined = ", ".join(filter(None, (own("Vào Đoàn"), trinh_do.text("union_place"))))
    yield _line("12. Ngày và nơi vào Đoàn TNCS Hồ Chí Minh", joined or BLANK)


def _life(parts):
    yield Heading("13. Nếu là kết nạp lại")
    yield from _texts(READMISSION, parts)
    yield Heading("14. Lịch sử bản thân")
    yield from _texts(STORY, parts)
    yield from _table(WORK, parts)
    yield Heading("16. Đặc điểm lịch sử")
    yield from _texts(PAST, parts)
    for section in (TRAINING, ABROAD, REWARDS, DISCIPLINE):
        yield from _table(section, parts)


def _texts(section, parts):
    """The blanks of a section: a label before each, unless it is the only one."""
    part = parts[section.key]
    if part.none:
        yield Paragraph(f"{section.none_label}.")
        return
    for one in section.fields:
        label = f"{one.label}: " if len(section.fields) > 1 else ""
        text = part.text(one.name)
        if text:
            yield from (Paragraph(label * (i == 0) + line) for i, line in enumerate(text.split("\n")))
        elif one.kind == "text":
            if label:
                yield Paragraph(label.strip())
            yield PenLines(PEN_LINES_OF_A_TEXT)
        else:
            yield Paragraph(label + BLANK * 2)


def _table(section, parts):
    part, columns = parts[section.key], TABLES[section.key]
    yield Heading(f"{section.items}. {section.title}")
    if part.none:
        yield Paragraph(f"{section.none_label}.")
        return
    rows = [
        tuple(" – ".join(filter(None, map(row.get, names))) for *_, names in columns) for row in part.rows
    ]
    rows = rows or [(EMPTY_CELL,) * len(columns)] * EMPTY_ROWS
    yield Table(tuple(head for head, *_ in columns), tuple(rows), tuple(width for _, width, _ in columns))


def _family(parts):
    yield Heading("21. Hoàn cảnh gia đình")
    for section in FAMILY:
        part = parts[section.key]
        yield Paragraph(section.title.removeprefix("Gia đình: ").capitalize() + ":")
        if part.none:
            yield Item(section.none_label)
        elif part.rows:
            for row in part.rows:
                yield from _relative(section, row)
        else:
            yield PenLines(PEN_LINES_OF_A_TEXT)
        if part.text("absent_parent"):
            yield Item(part.text("absent_parent"))


def _relative(section, row):
    label = row.get("called") or dict(section.row_field("relation").choices).get(
        row.get("relation", ""), "Người thân"
    )
    died = f"đã mất{' năm ' + row['died'] if row.get('died') else ''}"
    facts = [
        row.get("born") and f"sinh {row['born']}",
        {ALIVE: "còn sống", DECEASED: died}.get(row.get("life")),
        row.get("hometown") and f"quê quán: {row['hometown']}",
        row.get("residence") and f"nơi cư trú: {row['residence']}",
        row.get("occupation") and f"nghề nghiệp: {row['occupation']}",
        "là đảng viên" if row.get("party_member") == TICKED else "",
        "đang ở nước ngoài" if row.get("abroad") == TICKED else "",
    ]
    yield Item(f"{label}: {row.get('name') or BLANK}; {'; '.join(filter(None, facts))}.")
    yield from (Paragraph(line) for line in row.get("history", "").split("\n") if line)


def _closing(parts):
    yield Heading("22. Tự nhận xét")
    yield from _texts(SELF_VIEW, parts)
    pledge = parts["cam-doan"]
    yield Heading("23. Cam đoan")
    yield Paragraph(
        "Tôi xin cam đoan những nội dung khai trong lý lịch này là đúng sự thật và chịu trách nhiệm trước Đảng về "
        "những lời khai đó."
    )
    signed = pledge.text("signed_on") or "…/…/……"
    yield Signatures(
        right=Signature(("NGƯỜI XIN VÀO ĐẢNG",), note="(Ký, ghi rõ họ và tên)", day=f"Ngày {signed}")
    )


def _by_others(name):
    for title, lines in BY_OTHERS:
        yield Heading(title)
        yield PenLines(lines)
        yield SIGNED_BY_COMMITTEE
    yield Heading("26. Chứng nhận của cấp ủy cơ sở")
    yield Paragraph(CERTIFICATE.format(name=name or BLANK, where=BLANK, blank=BLANK))
    yield PenLines(3)
