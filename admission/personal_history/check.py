"""What is missing or wrong in a section, and how far the whole has come; the same while one types and afterwards."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from . import months
from .fields import TICKED, Kind
from .issues import error, missing, warning
from .kin import FAMILY_CHECKS, is_unasked
from .sections import PLEDGE, SECTIONS
from .texts import check_citizen_id, check_text
from .times import read_day


@dataclass(frozen=True)
class About:
    """What the file itself knows of the applicant, and the day of the check."""

    full_name: str
    sex: str
    born_on: date
    citizen_id: str
    places: tuple[tuple[str, str], ...]  # (label, place as two levels)
    today: date
    application_on: date | None = None


class Stage(StrEnum):
    EMPTY = "empty"
    BEGUN = "begun"
    COMPLETE = "complete"


def check(section, parts, about):
    """All issues of a section of {key: Part}, in the order of the page."""
    part = parts[section.key]
    if part.none and section.none_label:
        return list(_says_none(section, part, parts, about))
    found = list(_fields(section.fields, part.fields, ""))
    for row in part.rows:
        blanks = [
            one for one in section.row_fields if row.get(one.name) or not is_unasked(row, one.name, about)
        ]
        found += _fields(blanks, row, f"{row['id']}-")
    if section.row_fields and not part.rows:
        found.append(missing(f"Chưa có dòng nào. Bấm “Thêm {section.row_name.lower()}”."))
    return found + list(_own(section, part, parts, about))


def _says_none(section, part, parts, about):
    if part.rows or any(part.fields.values()):
        yield error(f"Đã đánh dấu “{section.none_label}” nhưng vẫn còn nội dung ở dưới.")
    elif section.key in FAMILY_CHECKS:
        yield from FAMILY_CHECKS[section.key](part, about, parts)


def _fields(blanks, texts, prefix):
    for blank in blanks:
        name, text = prefix + blank.name, texts.get(blank.name, "")
        if not text and blank.required:
            yield missing("Chưa đánh dấu." if blank.kind == Kind.TICK else "Chưa ghi.", name)
        elif len(text) > blank.longest:
            yield error(f"Dài quá {blank.longest} chữ cái. Viết gọn lại.", name)
        elif blank.kind == Kind.CHOICE and text and text not in dict(blank.choices):
            yield error("Chọn một trong các mục.", name)
        else:
            for issue in check_text(_kind(blank, texts), text):
                yield type(issue)(issue.weight, issue.sentence, name)


def _kind(blank, texts):
    """Whoever lives abroad lives in no commune."""
    lives_abroad = blank.name == "residence" and texts.get("abroad") == TICKED
    return Kind.LINE if lives_abroad else blank.kind


def _own(section, part, parts, about):
    if any(blank.kind == Kind.MONTH for blank in section.row_fields):
        yield from months.check_order(part, about)
    if section.key in OWN:
        yield from OWN[section.key](part, about, parts)


def _identity(part, about, parts):
    """What the file keeps of the person, judged as the form asks for it."""
    for issue in check_text(Kind.NAME, about.full_name):
        yield type(issue)(issue.weight, f"Họ và tên khai sinh: {issue.sentence}")
    for issue in check_citizen_id(about.citizen_id, born_on=about.born_on, sex=about.sex):
        yield type(issue)(issue.weight, f"Số căn cước: {issue.sentence}")
    for label, place in about.places:
        for issue in check_text(Kind.PLACE, place):
            yield type(issue)(issue.weight, f"{label}: {issue.sentence}")


def _pledge(part, about, parts):
    unfinished = [
        one for one in SECTIONS if one is not PLEDGE and stage_of(one, parts, about) != Stage.COMPLETE
    ]
    if unfinished:
        yield missing(
            f"Còn {len(unfinished)} mục chưa xong: {', '.join(one.title.lower() for one in unfinished)}."
        )
    on = read_day(part.text("signed_on"))
    later = [
        one.title.lower()
        for one in SECTIONS
        if on and one is not PLEDGE and parts[one.key].on > on.isoformat()
    ]
    if later:
        yield warning(f"Đã sửa sau ngày ký: {', '.join(later)}. Người xin vào Đảng cần ký lại.", "signed_on")
    if on and on > about.today:
        yield error("Ngày ký ở tương lai.", "signed_on")
    elif on and about.application_on and on < about.application_on:
        yield error(f"Lý lịch phải ký sau ngày viết đơn ({about.application_on:%d/%m/%Y}).", "signed_on")


def _readmission(part, about, parts):
    first, recognised = read_day(part.text("first_admitted")), read_day(part.text("first_recognised"))
    if first and not about.born_on < first <= about.today:
        yield error("Kiểm tra lại ngày vào Đảng.", "first_admitted")
    if first and recognised and recognised < first:
        yield error("Ngày công nhận chính thức phải sau ngày vào Đảng.", "first_recognised")


OWN = {
    "so-yeu": _identity,
    "ket-nap-lai": _readmission,
    "cong-tac": months.check_work,
    "nuoc-ngoai": months.check_abroad,
    "cam-doan": _pledge,
    **FAMILY_CHECKS,
}


def stage_of(section, parts, about):
    if parts[section.key].is_empty:
        return Stage.EMPTY
    return Stage.BEGUN if any(issue.blocks for issue in check(section, parts, about)) else Stage.COMPLETE


def stages(parts, about):
    """{key: Stage} of every section."""
    return {section.key: stage_of(section, parts, about) for section in SECTIONS}


def completed(found):
    """The share of complete sections of `stages`, in whole per cent; 100 only when all are."""
    return 100 * sum(one == Stage.COMPLETE for one in found.values()) // len(found)


def signed_on(parts):
    """The day of the undertaking, once it is ticked; else None."""
    pledge = parts[PLEDGE.key]
    return read_day(pledge.text("signed_on")) if pledge.text("pledged") == TICKED else None
