"""The letter that asks for a verification (công văn), as a printed paper. What is asked: HD 01-HD/TW (2021), 3.4b."""

from admission.domain.personal_history import relatives_of
from admission.papers import organs
from admission.papers.layouts import layout_on
from admission.papers.page import BLANK, Item, Page, Paragraph, Signature, Signatures
from admission.reports.labels import long_day
from admission.verifying import LABELS, SELF

OF_APPLICANT = (
    "Lịch sử chính trị và chính trị hiện nay;",
    "Việc chấp hành chủ trương, đường lối của Đảng, chính sách, pháp luật của Nhà nước;",
    "Phẩm chất chính trị, đạo đức, lối sống.",
)
OF_RELATIVES = (
    "Lịch sử chính trị và chính trị hiện nay;",
    "Việc chấp hành chủ trương, đường lối của Đảng, chính sách, pháp luật của Nhà nước.",
)


def request_letter(letter):
    """The `Page` of a `Verification`, in the names that the units had on its day."""
    file, route, on = letter.candidate, letter.candidate.route, letter.sent_on
    unit = route.committee or route.branch
    names = organs.Names([unit, route.branch, route.deciding], on)
    name, above = names.of(unit), names.above(unit)
    place = organs.place([name, names.of(above), names.of(route.deciding)]) or BLANK
    return Page(
        code="CV",
        title="",
        subject=f"về việc xác minh lý lịch đối với quần chúng {file.full_name}",
        organ_above=names.of(above).upper(),
        organ=organs.committee(unit.kind, name).upper(),
        number=f"Số {letter.number}",
        day=f"{place}, {long_day(on)}",
        on=on,
        blocks=(
            Paragraph(f"Kính gửi: {letter.addressee},"),
            *_body(file, list(letter.persons.all()), names.of(route.branch)),
            Paragraph(_until(letter) + layout_on(on).end_mark),
        ),
        closing=Signatures(
            right=Signature((organs.on_behalf(unit.kind, name), BLANK)),
            recipients=("Như trên,", organs.archive(unit.kind, name)),
        ),
    )


def _body(file, people, branch):
    yield Paragraph(
        f"{branch} đang xem xét kết nạp vào Đảng quần chúng {file.full_name}, sinh ngày {file.born_on:%d/%m/%Y}, "
        f"quê quán {file.hometown}, nơi thường trú {file.residence}."
    )
    if any(person.key == SELF for person in people):
        yield Paragraph(f"Đề nghị cấp ủy xác minh về quần chúng {file.full_name}:")
        yield from (Item(question) for question in OF_APPLICANT)
    relatives = [person for person in people if person.key != SELF]
    if relatives:
        yield Paragraph("Đề nghị cấp ủy xác minh về người thân của quần chúng:")
        known = {relative.key: relative for relative in relatives_of(file)}
        yield from (Item(_named(person, known.get(person.key))) for person in relatives)
        yield Paragraph("Nội dung xác minh đối với mỗi người thân:")
        yield from (Item(question) for question in OF_RELATIVES)


def _named(person, relative):
    """A relative, with what the family table says that helps to find them."""
    known = [f"{LABELS[person.relation]}: {person.name}"]
    if relative and relative.born:
        known.append(f"sinh năm {relative.born}")
    if relative and relative.residence:
        known.append(f"nơi cư trú {relative.residence}")
    return ", ".join(known) + "."


def _until(letter):
    return (
        "Văn bản trả lời có nhận xét của cấp ủy, ký tên, đóng dấu, gửi trực tiếp về đơn vị chúng tôi trước ngày "
        f"{letter.due_on:%d/%m/%Y}; không giao cho người xin vào Đảng hoặc người thân mang về"
    )
