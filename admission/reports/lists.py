"""Lists of people on paper: the source list of a unit, and who is in a class."""

from admission.papers.page import BLANK, Page, Paragraph, Signature, Signatures, Table
from admission.reports.labels import long_day
from admission.reports.letterhead import organ
from units.models.unit import PEOPLE_KINDS


def _page(unit, title, subject, on, place, blocks):
    issuer = organ(unit.kind, unit.name)
    return Page(
        code="DS",
        title=title,
        subject=subject,
        organ_above=unit.parent.name.upper() if unit.parent else "",
        organ=unit.name.upper(),
        day=f"{place or BLANK}, {long_day(on)}",
        on=on,
        blocks=blocks,
        closing=Signatures(
            right=Signature((issuer.on_behalf, "BÍ THƯ"), BLANK), recipients=(f"Lưu {issuer.committee}.",)
        ),
    )


def source_page(unit, people, today):
    """The source list of a unit (`people`: of `admission.source_lists`) as a `Page`."""
    of_branch = unit.kind in PEOPLE_KINDS
    header = ("TT", "Họ và tên", "Ngày sinh", "Nhóm đối tượng", "Giới thiệu", "Người giúp đỡ")
    rows = tuple(_source_row(i, one, of_branch) for i, one in enumerate(people, 1))
    shown = (
        (header, (8, 44, 26, 32, 34, 32)) if of_branch else ((*header, "Chi bộ"), (8, 40, 25, 26, 30, 28, 30))
    )
    total = Paragraph(f"Danh sách gồm {len(people)} người.")
    subject = f"Quần chúng ưu tú, tính đến ngày {today:%d/%m/%Y}"
    return _page(unit, "DANH SÁCH NGUỒN", subject, today, "", (Table(shown[0], rows, shown[1]), total))


def _source_row(i, one, of_branch):
    introduced = f"{one.introduced}, {one.introduced_on:%d/%m/%Y}" if one.introduced else ""
    cells = (str(i), one.file.full_name, f"{one.file.born_on:%d/%m/%Y}", one.group, introduced, one.helpers)
    return cells if of_branch else (*cells, one.file.unit.name)


def class_page(training, rows, today):
    """Who is in a class, as a `Page`. `rows`: enrolments with their people, in order of names."""
    header = ("TT", "Họ và tên", "Ngày sinh", "Chi bộ", "Số buổi", "Kết quả", "Số giấy chứng nhận")
    table = Table(
        header, tuple(_class_row(i, row) for i, row in enumerate(rows, 1)), (8, 44, 26, 44, 14, 20, 32)
    )
    days = f"từ ngày {training.starts:%d/%m/%Y} đến ngày {training.ends:%d/%m/%Y}, tại {training.place}"
    subject = f"Học viên {training.title}, {days}"
    total = Paragraph(f"Danh sách gồm {len(rows)} học viên.")
    return _page(training.unit, "DANH SÁCH", subject, today, "", (table, total))


def _class_row(i, row):
    attended = "" if row.attended is None else f"{row.attended}/{row.training.sessions}"
    certificate = getattr(row, "certificate", None)
    person = row.candidate
    return (
        str(i), person.full_name, f"{person.born_on:%d/%m/%Y}", person.unit.name, attended,
        row.result.label if row.result else "", certificate.number if certificate else "",
    )  # fmt: skip
