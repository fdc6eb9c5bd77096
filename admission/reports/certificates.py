"""Certificates of a class on paper: A4 landscape, one page each."""

from admission.models.training import ClassKind
from admission.reports.labels import long_day
from admission.reports.render import html_to_pdf, paper

COURSE = {
    ClassKind.AWARENESS: "Đã hoàn thành chương trình lớp bồi dưỡng nhận thức về Đảng",
    ClassKind.NEW_MEMBER: "Đã hoàn thành chương trình lớp bồi dưỡng đảng viên mới",
}


def certificates_html(training, certificates):
    """`certificates` of one class, with their enrolments and files."""
    context = {
        "title": f"Giấy chứng nhận - {training.title}",
        "organ": training.unit.name.upper(),
        "course": COURSE[training.kind],
        "training": training,
        "certificates": [(one, long_day(one.issued_on)) for one in certificates],
    }
    return paper("reports/certificates.html", context)


def certificates_pdf(training, certificates):
    """Raises render.PdfUnavailable where the machine has no pango."""
    return html_to_pdf(certificates_html(training, certificates))
