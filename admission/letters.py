"""The letter that asks for a verification, as a printed paper.

Lay-out of a công văn: HD 36-HD/VPTW (2018), HD 05-HD/VPTW (2026); questions: HD 01-HD/TW (2021), 3.4b.
"""

from admission.papers.page import Item, Page, Paragraph, Signature, Signatures
from admission.verifying import LABELS, SELF

OF_APPLICANT = (
    "Lịch sử chính trị và chính trị hiện nay.",
    "Việc chấp hành đường lối, chủ trương của Đảng, chính sách, pháp luật của Nhà nước.",
    "Phẩm chất chính trị, đạo đức, lối sống.",
)
OF_RELATIVES = OF_APPLICANT[:2]


def request_letter(letter):
    """The `Page` of a `Verification`."""
    file, route = letter.candidate, letter.candidate.route
    organ = route.committee or route.branch
    people = list(letter.persons.all())
    return Page(
        code="CV",
        title="",
        subject=f"về việc xác minh lý lịch đối với quần chúng {file.full_name}",
        organ_above=_above(organ),
        organ=organ.name.upper(),
        number=f"Số {letter.number}",
        day=_day(letter.sent_on),
        on=letter.sent_on,
        blocks=(
            Paragraph(f"Kính gửi: {letter.addressee}"),
            *_body(file, people, route.branch),
            Paragraph(_until(letter)),
        ),
        closing=Signatures(
            right=Signature(lines=_signs(route.committee)),
            recipients=("Như trên,", "Lưu Đảng ủy." if route.committee else "Lưu Chi bộ."),
        ),
    )


def _body(file, people, branch):
    yield Paragraph(
        f"{branch.name} đang xem xét kết nạp vào Đảng đối với quần chúng {file.full_name}, sinh ngày "
        f"{file.born_on:%d/%m/%Y}, quê quán {file.hometown}, nơi thường trú {file.residence}."
    )
    if any(person.key == SELF for person in people):
        yield Paragraph(f"Đề nghị xác minh về quần chúng {file.full_name}:")
        yield from (Item(question) for question in OF_APPLICANT)
    relatives = [person for person in people if person.key != SELF]
    if relatives:
        yield Paragraph("Đề nghị xác minh về người thân của quần chúng:")
        yield from (Item(f"{LABELS[person.relation]}: {person.name}.") for person in relatives)
        yield Paragraph("Đối với mỗi người thân, xác minh:")
        yield from (Item(question) for question in OF_RELATIVES)


def _until(letter):
    return (
        "Đề nghị đồng chí gửi văn bản trả lời kèm ý kiến nhận xét, có chữ ký và đóng dấu, trước ngày "
        f"{letter.due_on:%d/%m/%Y}. Văn bản không giao cho người xin vào Đảng hoặc người thân mang về."
    )


def _above(organ):
    return organ.parent.name.upper() if organ.parent else ""


def _day(on):
    """Days below ten and the first two months in two digits: HD 05-HD/VPTW."""
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def _signs(committee):
    return ("T/M ĐẢNG ỦY" if committee else "T/M CHI BỘ", "BÍ THƯ")
